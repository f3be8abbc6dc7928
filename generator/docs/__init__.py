"""The reference under `generated/docs/`: a page a model, an index, the guides, the rules of `diff`, and a page
with all models.

A model's page depends on that model's packaged document alone, so that it is taken over while the document stays.
"""

from __future__ import annotations

from generator.docs.catalogue import details_of_page
from generator.docs.pages import model_page, tree_pages
from generator.docs.places import CATALOGUE_PATH, page_path

__all__ = ["CATALOGUE_PATH", "details_of_page", "model_page", "page_path", "tree_pages"]
