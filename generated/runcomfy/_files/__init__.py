"""Result files, to memory or disk: which addresses are allowed, what to do with an answer, safe names, two drivers.

`policy`, `fetch` and `names` decide and do no input or output; `parts` and `disk` write, `memory` and `streams` do not;
`saving` is one call; `sync` (with `threads`) and `aio` (with `tasks`) drive.
"""

from __future__ import annotations

from .aio import AsyncDownloader
from .policy import DownloadPolicy
from .sync import Downloader

__all__ = ["AsyncDownloader", "DownloadPolicy", "Downloader"]
