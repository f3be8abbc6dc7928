"""What changed for the users of each model between two sets of schemas, and whether it breaks their programs.

`models.compare_models` is the pure function; `requests` and `responses` compare one schema, `sides` and `trees` read
what is compared, `render` tells. May use the dialect, the sources, the tree's lock and the schema. Nothing is imported
here: the command line looks at it without needing all the rest.
"""

ALLOWED = "allowed-changes.toml"
"""Where changes that somebody accepted are looked for, unless somebody says otherwise; see `allowed`."""
