"""`make docs`: the documentation site, built from what is there: guides, model pages, docstrings, tables of commands."""
