"""The front of the generator: schema documents in all their forms, read into `ModelSpec` values."""

from __future__ import annotations

from generator.sources.document import from_document
from generator.sources.page import read_page
from generator.sources.tree import load_tree, locate, read_file

__all__ = ["from_document", "load_tree", "locate", "read_file", "read_page"]
