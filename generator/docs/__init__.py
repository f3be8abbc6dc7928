"""The reference below `docs/`: a page for each model, pages that list all, the guides, and the rules of `diff`.

May use the normalised models and their schemas in words, names, the rules of `diff`, and what writes Markdown and
templates. Pure: models in, `{path: text}` out.
"""
