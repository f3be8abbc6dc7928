"""Saving result files: which addresses are allowed, what to do with an answer, safe names, and two thin drivers.

`policy`, `fetch` and `names` decide and do no input or output; `disk` writes; `sync` and `aio` drive.
"""

from __future__ import annotations

from .aio import AsyncDownloader
from .policy import DownloadPolicy
from .sync import Downloader

__all__ = ["AsyncDownloader", "DownloadPolicy", "Downloader"]
