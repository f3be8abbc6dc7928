"""One run of the generator: schemas in, the tree that should be there out. Nothing is written here.

    sources ─► ModelSpec ─► dialect ─► model code ─► package and docs ─► the tree's files and its lock

Each model goes its own way, and is one value at each stage; only names, clients, namespaces and the pages that list
many are made from all of them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from generator.names.places import place_models
from generator.plain.text import show
from generator.tree.cache import Cache, is_made_by_this_program
from generator.tree.disk import intact
from generator.tree.lock import LOCK_NAME, Lock, LockedModel, hash_bytes, schema_hashes
from generator.tree.versions import writers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.dialect import NormalModel
    from generator.names.places import Place, Places
    from generator.plain.faults import Report
    from generator.spec import ModelSpec

__all__ = ["Build", "Settings", "build", "is_current", "load_models"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works on: the folder of schemas, the folder of the output, and the package's name in it."""

    schemas: Path
    out: Path
    package: str = "runcomfy"


@dataclass(frozen=True, slots=True)
class Product:
    """What one model adds to the tree, all of which depends on that model and its place alone.

    `files` are texts by path below the output, `entry` is what the registry holds, `card` what the pages show that list
    many models, and `names` are, by class, the properties that could not keep their own name.
    """

    files: dict[str, str]
    entry: dict[str, Any]
    card: dict[str, Any]
    names: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Build:
    """What the tree should be: every file below the output folder, the lock among them, and what to remember."""

    files: dict[str, bytes]
    lock: Lock
    rendered: tuple[str, ...]
    """The ids of the models that were made anew; the others were remembered."""
    cache: Cache


def is_current(settings: Settings, lock: Lock) -> bool:
    """Say whether the tree is what these schemas and this generator make.

    Reads files and hashes them; parses no schema and imports no code generator.
    """
    return (
        lock.package == settings.package
        and settings.schemas.is_dir()
        and lock.schemas == schema_hashes(settings.schemas)
        and is_made_by_this_program(settings.out)
        and intact(settings.out, lock.files)
    )


def load_models(settings: Settings, report: Report) -> list[ModelSpec]:
    """Return every model of the schemas' folder; faults go to the report."""
    from generator.sources import load_tree

    name = settings.schemas.name
    if not settings.schemas.is_dir():
        report.error(name, "", "there is no such folder of schemas", "name it with --schemas DIR")
        return []
    specs = load_tree(settings.schemas, report)
    if not specs and not report.errors:
        report.error(name, "", "the folder holds no schema", "add one with `make add PAGE=…`")
    return specs


def build(
    settings: Settings,
    report: Report,
    *,
    lock: Lock | None = None,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Build:
    """Return what the tree should be.

    Names that `lock`, that of the tree that is there, gives to models and properties are never given to others. What
    `cache` remembers is taken over. Raises FaultsError with every fault of every schema.
    """
    from generator.dialect import normalise

    known = Cache() if cache is None else cache
    specs = load_models(settings, report)
    places = place_models(spec.model_id for spec in specs)
    hashes = schema_hashes(settings.schemas) if settings.schemas.is_dir() else {}
    if lock is not None:
        _refuse_renames(specs, places, lock, report)
    keys = {
        spec.model_id: _key(spec, places.models[spec.model_id], settings.package, hashes) for spec in specs
    }
    kept = {model_id: Product(**known.models[key]) for model_id, key in keys.items() if key in known.models}
    changed = [spec for spec in specs if spec.model_id not in kept]
    models = [model for spec in changed if (model := normalise(spec, report)) is not None]
    report.raise_if_errors()
    made, joining = _make(models, places, settings.package, known, report, progress=progress)
    products = dict(sorted((kept | made).items()))
    if lock is not None:
        _refuse_property_renames(specs, products, lock, report)
    report.raise_if_errors()

    files = _files(products, joining, settings.package)
    new_lock = Lock(
        package=settings.package,
        writers=writers(),
        schemas=hashes,
        models={
            spec.model_id: LockedModel(
                spec.files,
                places.models[spec.model_id].module,
                tuple(products[spec.model_id].files),
                products[spec.model_id].names,
            )
            for spec in specs
        },
        files={path: hash_bytes(content) for path, content in files.items()},
    )
    files[LOCK_NAME] = new_lock.text().encode()
    remembered = {keys[model_id]: asdict(product) for model_id, product in products.items()}
    return Build(files, new_lock, tuple(sorted(made)), Cache(known.types, known.modules, remembered))


def _key(spec: ModelSpec, place: Place, package: str, hashes: Mapping[str, str]) -> str:
    """Return what a model's product depends on, beside the program: its documents, its place, and what is below it."""
    sources = {file: hashes.get(file) for file in spec.files}
    text = json.dumps([package, spec.model_id, sources, place.parts, place.table])
    return hashlib.sha256(text.encode()).hexdigest()


def _make(
    models: list[NormalModel],
    places: Places,
    package: str,
    cache: Cache,
    report: Report,
    *,
    progress: Callable[[int, int], None] | None,
) -> tuple[dict[str, Product], dict[str, str]]:
    """Return the products of models, and the modules that join all; a schema that no class can say is reported."""
    from generator.docs.cards import make_card
    from generator.docs.pages import model_page
    from generator.modelcode.adapter import AdapterError, TypeExpressions
    from generator.modelcode.allowlist import CodeRefusedError
    from generator.modelcode.classes import model_code
    from generator.modelcode.plans import LoweringError
    from generator.package.files import joining_modules, registry_entry, schema_text
    from generator.package.render import render_model
    from generator.package.ruff import format_sources

    types = TypeExpressions(cache.types)
    sources: dict[str, str] = {}
    made: dict[str, Product] = {}
    for done, model in enumerate(models, 1):
        spec, place = model.spec, places.models[model.spec.model_id]
        try:
            code = model_code(model, place.class_name, types)
            sources[place.module_file] = render_model(model, code, place)
        except LoweringError as error:
            report.error(*spec.place(error.part, error.pointer), error.message, error.hint)
        except (AdapterError, CodeRefusedError) as error:
            hint = "this is a fault of the generator; please report it with the schema"
            report.error(spec.file, "", f"no code could be made: {error}", hint)
        else:
            files = {
                f"{package}/{place.module_file}": "",
                f"{package}/{place.schema_file}": schema_text(model),
                place.page_file: model_page(model, place, package),
            }
            card = asdict(make_card(model, place, package))
            made[spec.model_id] = Product(files, registry_entry(model, place, code), card, code.field_names)
        if progress is not None:
            progress(done, len(models))
    joining = joining_modules(places)
    fresh = {path: text for path, text in joining.items() if _hash(text) not in cache.modules}
    finished = format_sources(sources | fresh)
    modules = {path: finished.get(path) or cache.modules[_hash(text)] for path, text in joining.items()}
    cache.modules = {_hash(text): modules[path] for path, text in joining.items()}
    for model_id, product in made.items():
        path = places.models[model_id].module_file
        product.files[f"{package}/{path}"] = finished[path]
    return made, modules


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _files(products: Mapping[str, Product], joining: Mapping[str, str], package: str) -> dict[str, bytes]:
    """Return all files of the tree but its lock."""
    from generator.docs.cards import Card
    from generator.docs.pages import tree_pages
    from generator.package.files import joining_files, runtime_files

    files = {f"{package}/{path}": content for path, content in runtime_files(package).items()}
    entries = {model_id: product.entry for model_id, product in products.items()}
    texts = {f"{package}/{path}": text for path, text in {**joining, **joining_files(entries)}.items()}
    texts |= tree_pages([Card(**product.card) for product in products.values()], package)
    for product in products.values():
        texts |= product.files
    return files | {path: text.encode() for path, text in texts.items()}


def _refuse_renames(specs: list[ModelSpec], places: Places, old: Lock, report: Report) -> None:
    """Report models that would lose their name to a newcomer: a user's program must not call another model one day."""
    winners: dict[str, ModelSpec] = {places.models[spec.model_id].module: spec for spec in specs}
    for spec in specs:
        locked, module = old.models.get(spec.model_id), places.models[spec.model_id].module
        if locked is None or locked.module == module:
            continue
        winner = winners.get(locked.module)
        cause = f", because {show(winner.model_id)} ({winner.file}) takes its name" if winner else ""
        report.error(
            spec.file,
            "",
            f"{show(spec.model_id)} would be renamed from {locked.module} to {module}{cause}",
            "keep one of the two models, or remove the generated folder to accept the new names",
        )


def _refuse_property_renames(
    specs: list[ModelSpec], products: Mapping[str, Product], old: Lock, report: Report
) -> None:
    """Report properties that would lose their name to a new property of the same object."""
    for spec in specs:
        before = old.models[spec.model_id].names if spec.model_id in old.models else {}
        after = products[spec.model_id].names if spec.model_id in products else {}
        renamed = [
            (class_name, wire, name, now)
            for class_name, names in before.items()
            for wire, name in names.items()
            if (now := after.get(class_name, {}).get(wire, name)) != name
        ]
        for class_name, wire, name, now in renamed:
            report.error(
                spec.file,
                "",
                f"the property {show(wire)} of {class_name} would be renamed from {name} to {now}",
                "rename the new property, or remove the generated folder to accept the new names",
            )
