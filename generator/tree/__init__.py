"""The output tree on disk: what it was made from (the lock), how it is replaced whole, and what earlier runs remember.

May use plain things and names only: it knows bytes and hashes, and nothing of what stands in a file. The only room that
writes, beside the catalogue's documents, which it writes for it.
"""
