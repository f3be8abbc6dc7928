"""Files of a repository around a client: `ci-files` writes workflows, `init` lays a whole small repository down.

May use the templates and the version's place in `pyproject.toml`; `init` makes the client too.
"""
