"""The live catalogue and saved pages into documents under the schemas' folder: `sync` and `add`.

The only room that uses the network, and the only one that writes schemas. May use the sources, the dialect, `diff` and
the tree, and nothing that makes code.
"""
