"""JSON Schema in its normalised form: its keywords, the schema as a value, its validator, its words, sample values.

What the dialect makes, and the model code, the pages and `diff` read. May use names, the spec and plain things; knows
nothing of how a schema came to be normal.
"""
