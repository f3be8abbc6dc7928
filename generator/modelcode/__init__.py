"""Normalised schemas into classes, as finished values that a template only has to place.

May use datamodel-code-generator (through `adapter` alone), the schema, the names and what writes literals. It is asked
for the types of fields, which is what it knows well: `Literal`, unions, lists and maps of them. It does not make the
classes: their names, defaults, rules and order are settled here, and what it answers is checked like any other input.
Its answers are remembered, so that a run whose types are all known does not import it.
"""
