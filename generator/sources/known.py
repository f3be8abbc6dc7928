"""Documents that were read by an earlier run and are the same: what others must know of their models, and no more.

Nearly all of a document matters only to the one model that is made from it. Where that is not made again, it is enough
to know that it is there, under which names, and whether its users are to leave it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.plain.faults import Fault
from generator.spec import ModelSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Documents"]

# What is known of a model that is not read again.
_FACTS = ("model_id", "gone_since", "deprecated", "formerly", "input_pointer", "output_pointer")


class Documents:
    """What is `known` of documents by their file, and by the hashes of their contents, as they are now."""

    def __init__(self, known: Mapping[str, dict[str, Any]], hashes: Mapping[str, str]) -> None:
        self.found: dict[str, dict[str, Any]] = {}
        """What the next run can know."""
        self._known = known
        self._hashes = hashes
        self._brief: set[str] = set()
        self._read: Callable[[str], ModelSpec] | None = None

    def recall(self, file: str) -> tuple[ModelSpec, list[Fault]] | None:
        """Return the model of a file as far as it is known, and what was told of it; None where it must be read."""
        known = self._known.get(file)
        if known is None or known["hash"] != self._hashes.get(file):
            return None
        self._brief.add(file)
        self.found[file] = known
        return ModelSpec(**known["spec"], file=file), [Fault(file, *fault) for fault in known["faults"]]

    def is_as_hashed(self, file: str, content: bytes) -> bool:
        """Say whether a file that was read now has the content that it had when the run began."""
        hashed = self._hashes.get(file)
        return hashed is None or hashed == hashlib.sha256(content).hexdigest()

    def note(self, spec: ModelSpec, faults: Iterable[Fault]) -> None:
        """Remember a model that was read from a file of its own, and what was told of that."""
        if spec.file in self._hashes and spec.output_file is None:
            deprecated = spec.input_schema.get("deprecated")
            self.found[spec.file] = {
                "hash": self._hashes[spec.file],
                "spec": {
                    **{name: getattr(spec, name) for name in _FACTS},
                    "input_schema": {} if deprecated is None else {"deprecated": deprecated},
                },
                "faults": [[one.pointer, one.message, one.hint, one.severity, one.line] for one in faults],
            }

    def reads_by(self, read: Callable[[str], ModelSpec]) -> None:
        """Say how a document that was not read can be read after all."""
        self._read = read

    def whole(self, spec: ModelSpec) -> ModelSpec:
        """Return a model with all that its document says. Raises FaultsError."""
        if spec.file not in self._brief or self._read is None:
            return spec
        return replace(
            self._read(spec.file),
            model_id=spec.model_id,
            deprecated=spec.deprecated,
            formerly=spec.formerly,
            alias_of=spec.alias_of,
            input_texts=spec.input_texts,
        )
