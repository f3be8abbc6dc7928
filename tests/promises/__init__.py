"""What the project promises of other places: other Pythons, lowest versions, each extra alone, a fresh clone.

Each makes environments and installs packages, so it is not part of `make test`: `make test-promises`.
"""
