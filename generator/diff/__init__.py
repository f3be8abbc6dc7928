"""What changed for the users of each model between two sets of schemas, and whether it breaks their programs.

`models.compare_models` is the pure function; `requests` and `responses` compare one schema, `load` reads the two sides,
`render` tells. Nothing is imported here: the command line looks at the rules' names without needing all the rest.
"""
