"""Schemas in, a typed Python package out: the development tool that writes `generated/`.

The way of the data, a folder each: `sources` read documents into a `ModelSpec` (`spec`), `dialect` makes its schemas
standard, `modelcode` makes classes of them, `package` and `docs` make files, and `tree` holds them against the disk.
`build` is that way in one function. Below stand `schema`, `names`, `writing` and `plain`, above `cli` and `catalogue`
(the live one), beside them `diff`; `runtime` is the hand-written half of the client, which is only copied. A room
imports those below it alone: `make lint` holds them to it.
"""
