"""The command line: `runcomfy-py`, or `python -m runcomfy`.

Parsing, help and shell completion read the packaged schemas only; what talks to the server is imported when it does.
"""
