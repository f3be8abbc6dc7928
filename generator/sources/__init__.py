"""Schema documents in all their forms (canonical documents, bare schemas, saved pages), read into `ModelSpec` values.

All of it is hostile text. May use the spec, names and plain things; reads files, and writes none.
"""

from __future__ import annotations

from generator.sources.document import from_document
from generator.sources.tree import load_tree, locate, read_file

__all__ = ["from_document", "load_tree", "locate", "read_file"]
