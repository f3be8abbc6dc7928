"""One run of the generator: schemas and the tree that is there in, the tree that should be there out."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.faults import Report, show
from generator.lock import (
    LOCK_NAME,
    Lock,
    LockedModel,
    generator_hash,
    hash_bytes,
    read_lock,
    schema_hashes,
)
from generator.tree import intact

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from generator.naming import Place
    from generator.package import ModelFiles, Node
    from generator.spec import ModelSpec

__all__ = ["Build", "Settings", "build", "is_current", "load_models"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works on: the folder of schemas, the folder of the output, and the package's name in it."""

    schemas: Path
    out: Path
    package: str = "runcomfy"


@dataclass(frozen=True, slots=True)
class Build:
    """What the tree should be: every file below the output folder, the lock among them."""

    files: dict[str, bytes]
    lock: Lock
    rendered: tuple[str, ...]
    """The ids of the models that were made anew; the others were taken over from the tree."""


def is_current(settings: Settings) -> Lock | None:
    """Return the lock where the tree is what these schemas and this generator make, else None.

    Reads files and hashes them; parses no schema and imports no code generator.
    """
    lock = read_lock(settings.out)
    if lock is None or lock.package != settings.package or not settings.schemas.is_dir():
        return None
    current = (
        lock.schemas == schema_hashes(settings.schemas)
        and lock.generator == generator_hash()
        and intact(settings.out, lock.files)
    )
    return lock if current else None


def load_models(settings: Settings, report: Report) -> list[ModelSpec]:
    """Return every model of the schemas' folder; faults go to the report."""
    from generator.sources import load_tree

    if not settings.schemas.is_dir():
        report.error(
            settings.schemas.name, "", "there is no such folder of schemas", "name it with --schemas DIR"
        )
        return []
    specs = load_tree(settings.schemas, report)
    if not specs and not report.errors:
        report.error(
            settings.schemas.name, "", "the folder holds no schema", "add one with `make add PAGE=…`"
        )
    return specs


def build(
    settings: Settings,
    report: Report,
    *,
    reuse: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Build:
    """Return what the tree should be. With `reuse`, models whose schemas are unchanged are taken over from the tree.

    Raises FaultsError with every fault of every schema; nothing is written here.
    """
    from generator.dialect import normalise
    from generator.docs import model_page, page_path, tree_pages
    from generator.package import arrange, model_files, runtime_files, schema_path, tree_files

    specs = load_models(settings, report)
    places, nodes = arrange(spec.model_id for spec in specs)
    old = read_lock(settings.out) if reuse else None
    hashes = schema_hashes(settings.schemas) if settings.schemas.is_dir() else {}
    digest = generator_hash()
    if old is not None:
        _refuse_renames(specs, places, old, report)
    prefix = f"{settings.package}/"
    reusable = _Reusable(settings, old, hashes, digest)
    kept: dict[str, ModelFiles] = {}
    for spec in specs:
        place = places[spec.model_id]
        if (taken := reusable.files(spec, place, nodes[place.parts])) is not None:
            kept[spec.model_id] = taken
    changed = [spec for spec in specs if spec.model_id not in kept]
    normal = [model for spec in changed if (model := normalise(spec, report)) is not None]
    report.raise_if_errors()
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, len(normal))

    made = model_files(normal, places, nodes, report, step)
    if old is not None:
        _refuse_property_renames(changed, made, old, report)
    report.raise_if_errors()

    models = {**kept, **made}
    entries = {model_id: model.entry for model_id, model in models.items()}
    files: dict[str, bytes] = {prefix + path: content for path, content in runtime_files().items()}
    for model_id in sorted(models):
        for path, text in models[model_id].files.items():
            files[prefix + path] = text.encode()
    for path, text in tree_files(nodes, entries, reusable.namespaces(nodes)).items():
        files[prefix + path] = text.encode()
    documents = {
        model_id: json.loads(model.files[schema_path(places[model_id])]) for model_id, model in models.items()
    }
    for model_id, document in sorted(documents.items()):
        path = page_path(places[model_id])
        if model_id in kept:
            files[path] = (settings.out / path).read_bytes()
        else:
            files[path] = model_page(document, places[model_id], settings.package).encode()
    details = reusable.details(kept)
    for path, text in tree_pages(documents, places, settings.package, details).items():
        files[path] = text.encode()
    lock = Lock(
        package=settings.package,
        generator=digest,
        schemas=hashes,
        models={
            spec.model_id: LockedModel(
                tuple(dict.fromkeys([spec.file, spec.output_file or spec.file])),
                places[spec.model_id].module,
                (*(prefix + path for path in models[spec.model_id].files), page_path(places[spec.model_id])),
                models[spec.model_id].names,
            )
            for spec in specs
        },
        files={path: hash_bytes(content) for path, content in files.items()},
    )
    files[LOCK_NAME] = lock.text().encode()
    return Build(files, lock, tuple(sorted(made)))


class _Reusable:
    """Finds what can be taken over from the tree that is there."""

    def __init__(self, settings: Settings, lock: Lock | None, hashes: Mapping[str, str], digest: str) -> None:
        self._settings = settings
        self._hashes = hashes
        same = lock is not None and lock.generator == digest and lock.package == settings.package
        self._lock = lock if same else None
        self._entries: dict[str, dict[str, Any]] = {}
        registry = f"{settings.package}/registry.json"
        known = self._lock.files.get(registry) if self._lock is not None else None
        if known is not None and intact(settings.out, {registry: known}):
            self._entries = json.loads((settings.out / registry).read_text(encoding="utf-8"))

    @functools.cached_property
    def _nodes(self) -> dict[tuple[str, ...], Node]:
        """The tree of namespaces as it was."""
        from generator.naming import Place
        from generator.package import build_tree

        models = self._lock.models if self._lock is not None else {}
        return build_tree(
            Place(model_id, tuple(model.module.split("."))) for model_id, model in models.items()
        )

    def _table(self, parts: tuple[str, ...]) -> dict[str, str | None]:
        return self._nodes[parts].table if parts in self._nodes else {}

    def namespaces(self, nodes: Mapping[tuple[str, ...], Node]) -> dict[str, str]:
        """Return the modules of the namespaces that are as they were."""
        kept: dict[str, str] = {}
        for parts, node in nodes.items():
            before = self._nodes.get(parts)
            path = f"{self._settings.package}/{node.path}"
            locked = self._lock.files.get(path) if self._lock is not None else None
            if not parts or node.place is not None or before is None or locked is None:
                continue
            if node.alike(before) and intact(self._settings.out, {path: locked}):
                kept[node.path] = (self._settings.out / path).read_text(encoding="utf-8")
        return kept

    def details(self, kept: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return what the page with all models shows of those that are taken over."""
        from generator.docs import CATALOGUE_PATH, details_of_page

        locked = self._lock.files.get(CATALOGUE_PATH) if self._lock is not None else None
        if locked is None or not intact(self._settings.out, {CATALOGUE_PATH: locked}):
            return {}
        page = (self._settings.out / CATALOGUE_PATH).read_text(encoding="utf-8")
        return {model_id: found for model_id, found in details_of_page(page).items() if model_id in kept}

    def files(self, spec: ModelSpec, place: Place, node: Node) -> ModelFiles | None:
        """Return a model's files as they are, or None where they must be made."""
        from generator.docs import page_path
        from generator.package import ModelFiles

        path = node.path
        lock, entry = self._lock, self._entries.get(spec.model_id)
        locked = lock.models.get(spec.model_id) if lock is not None else None
        if lock is None or locked is None or entry is None or locked.module != place.module:
            return None
        prefix = f"{self._settings.package}/"
        sources = {spec.file, spec.output_file or spec.file}
        unchanged = (
            set(locked.sources) == sources
            and all(lock.schemas.get(source) == self._hashes.get(source) for source in sources)
            # A model that became a namespace too, or ceased to be one, lies in another file.
            and prefix + path in locked.files
            and page_path(place) in locked.files
            # One that is a namespace shows what is below it.
            and self._table(place.parts) == node.table
            and intact(self._settings.out, {file: lock.files[file] for file in locked.files})
        )
        if not unchanged:
            return None
        texts = {
            file.removeprefix(prefix): (self._settings.out / file).read_text(encoding="utf-8")
            for file in locked.files
            if file.startswith(prefix)
        }
        return ModelFiles(texts, entry, locked.names)


def _refuse_renames(specs: list[ModelSpec], places: Mapping[str, Place], old: Lock, report: Report) -> None:
    """Report models that would lose their name to a newcomer: a user's program must not call another model one day."""
    by_module = {place.module: model_id for model_id, place in places.items()}
    files = {spec.model_id: spec.file for spec in specs}
    for model_id, place in places.items():
        locked = old.models.get(model_id)
        if locked is None or locked.module == place.module:
            continue
        winner = by_module.get(locked.module)
        report.error(
            files[model_id],
            "",
            f"{show(model_id)} would be renamed from {locked.module} to {place.module}"
            + (f", because {show(winner)} ({files[winner]}) takes its name" if winner else ""),
            "keep one of the two models, or remove the generated folder to accept the new names",
        )


def _refuse_property_renames(
    specs: list[ModelSpec], made: Mapping[str, ModelFiles], old: Lock, report: Report
) -> None:
    """Report properties that would lose their name to a new property of the same object."""
    for spec in specs:
        before = old.models[spec.model_id].names if spec.model_id in old.models else {}
        after = made[spec.model_id].names if spec.model_id in made else {}
        for class_name, names in before.items():
            for wire, name in names.items():
                now = after.get(class_name, {}).get(wire, name)
                if now != name:
                    report.error(
                        spec.file,
                        "",
                        f"the property {show(wire)} of {class_name} would be renamed from {name} to {now}",
                        "rename the new property, or remove the generated folder to accept the new names",
                    )
