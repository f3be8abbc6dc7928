"""Hostile text into what is written: `Source` values, Python literals and docstrings, Markdown, and the templates.

Text of a schema reaches generated code and pages through here, and through the identifiers of `names`, and in no other
way. May use plain things.
"""
