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
from generator.plain.faults import GENERATOR_FAULT, FaultsError, Report, unexpected
from generator.plain.text import show
from generator.spec import with_aliases
from generator.tree.cache import Cache, is_made_by_this_program
from generator.tree.disk import intact
from generator.tree.lock import LOCK_NAME, Lock, LockedModel, hash_bytes, schema_hashes
from generator.tree.versions import writers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from generator.dialect import NormalModel
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Place, Places
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
    many models, `names` are, by class, the properties that could not keep their own name, `help` is for editors.
    """

    files: dict[str, str]
    entry: dict[str, Any]
    card: dict[str, Any]
    names: dict[str, dict[str, str]]
    help: str


@dataclass(frozen=True, slots=True)
class Build:
    """What the tree should be: every file below the output folder, the lock among them, and what to remember."""

    files: dict[str, bytes]
    lock: Lock
    rendered: tuple[str, ...]
    """The ids of the models that were made anew; the others were remembered."""
    cache: Cache
    left: tuple[str, ...] = ()
    """The ids of the models that are as they were, because their schemas are faulty."""


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
    return with_aliases(specs)


def build(
    settings: Settings,
    report: Report,
    *,
    lock: Lock | None = None,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] | None = None,
    keep_going: bool = False,
) -> Build:
    """Return what the tree should be.

    Names that `lock`, that of the tree that is there, gives to models and properties are never given to others. What
    `cache` remembers is taken over. Raises FaultsError with every fault of every schema. With `keep_going` models that
    have one are as they are in the tree, or left out where they are new to it; their faults are in the report.
    """
    known = Cache() if cache is None else cache
    told = Report()
    specs = load_models(settings, told)
    hashes = schema_hashes(settings.schemas) if settings.schemas.is_dir() else {}
    left: dict[str, NormalModel] = {}
    if keep_going and lock is not None and specs:
        left = _left_as_they_were(settings, lock, specs, told)
    while True:
        attempt = Report()
        if not keep_going:
            attempt.add(*told)
        try:
            # By no hash of a faulty document will the tree be taken for what it makes.
            hashes |= {fault.file: "faulty" for fault in told.errors if fault.file in hashes}
            made = _build(
                settings, attempt, specs, left, hashes=hashes, lock=lock, known=known, progress=progress
            )
        except FaultsError as error:
            attempt.add(*error.faults)
            faulty = {fault.file for fault in attempt.errors}
            sound = [spec for spec in specs if faulty.isdisjoint(spec.files)]
            told.add(*attempt)
            if not keep_going or not sound or len(sound) == len(specs):
                report.add(*told)
                report.raise_if_errors()
                raise
            specs = sound
            left = _left_as_they_were(settings, lock, specs, told) if lock is not None else {}
        else:
            report.add(*told, *attempt)
            return made


def _left_as_they_were(
    settings: Settings, lock: Lock, specs: list[ModelSpec], told: Report
) -> dict[str, NormalModel]:
    """Return the models of the tree whose documents are still there, and faulty: by id, as the tree has them."""
    from generator.package.kept import kept_model

    sound = {spec.model_id for spec in specs}
    read = {file for spec in specs for file in spec.files}
    present = schema_hashes(settings.schemas).keys()
    faulty = {fault.file for fault in told.errors}  # folders that cannot be read are among them
    left: dict[str, NormalModel] = {}
    for model_id, locked in lock.models.items():
        behind = any(
            one in present or any(one.startswith(f"{folder}/") for folder in faulty) for one in locked.sources
        )
        if model_id in sound or not behind or any(one in read for one in locked.sources):
            continue
        model = kept_model(settings.out, lock, model_id)
        if model is None:
            hint = "fix the schema, or leave --keep-going out"
            message = f"{show(model_id)} cannot be left as it was: the tree's own document of it was changed"
            told.error(locked.sources[0], "", message, hint)
            raise FaultsError(*told.errors)
        left[model_id] = model
    return left


def _build(
    settings: Settings,
    report: Report,
    specs: list[ModelSpec],
    left: Mapping[str, NormalModel],
    *,
    hashes: Mapping[str, str],
    lock: Lock | None,
    known: Cache,
    progress: Callable[[int, int], None] | None,
) -> Build:
    """Return the tree of some models, those that are `left` as they are among them. Raises FaultsError."""
    from generator.dialect import normalise

    held = {} if lock is None else {model_id: model.module for model_id, model in lock.models.items()}
    everybody = [*specs, *(model.spec for model in left.values())]
    places = place_models([spec.model_id for spec in everybody], held)
    if lock is not None:
        _tell_names(everybody, places, lock, report)
    documents = _documents(everybody, places)
    by_id = {spec.model_id: spec for spec in everybody}
    keys = {
        spec.model_id: _key(
            spec,
            places.models[spec.model_id],
            settings.package,
            {file: hashes.get(file) for file in documents[spec.model_id]},
            [asdict(text) for one in _shown_by(spec, places) for text in by_id[one].input_texts],
        )
        for spec in specs
    }
    kept = {model_id: Product(**known.models[key]) for model_id, key in keys.items() if key in known.models}
    changed = [spec for spec in specs if spec.model_id not in kept]
    models = [model for spec in changed if (model := normalise(spec, report)) is not None]
    report.raise_if_errors()
    helps = {model_id: product.help for model_id, product in kept.items()}
    leaving = {spec.model_id for spec in everybody if spec.notice is not None}
    made, joining = _make(
        [*models, *left.values()], places, settings.package, known, report, helps, leaving, progress=progress
    )
    products = dict(sorted((kept | made).items()))
    if lock is not None:
        _refuse_property_renames(specs, products, lock, report)
    report.raise_if_errors()

    _refuse_unreachable(
        everybody, places, report, products=products, joining=joining, package=settings.package
    )
    texts = _files(products, joining, settings.package)
    new_lock = Lock(
        package=settings.package,
        writers=writers(),
        schemas=dict(hashes),
        models={
            spec.model_id: LockedModel(
                spec.files,
                places.models[spec.model_id].module,
                tuple(products[spec.model_id].files),
                products[spec.model_id].names,
            )
            for spec in everybody
        },
        files={path: hash_bytes(content) for path, content in texts.items()},
    )
    texts[LOCK_NAME] = new_lock.text().encode()
    remembered = {
        keys[model_id]: asdict(product) for model_id, product in products.items() if model_id in keys
    }
    return Build(
        texts,
        new_lock,
        tuple(sorted(made.keys() - left.keys())),
        Cache(known.types, known.modules, remembered),
        tuple(sorted(left)),
    )


def _documents(specs: list[ModelSpec], places: Places) -> dict[str, list[str]]:
    """Return the documents that each model is made from: its own, and those of the models that its module shows."""
    own = {spec.model_id: spec.files for spec in specs}
    return {
        model_id: [*files, *(file for child in _shown(places.models[model_id]) for file in own[child])]
        for model_id, files in own.items()
    }


def _shown(place: Place) -> list[str]:
    return [child.model_id for child in place.children.values() if child.model_id is not None]


def _shown_by(spec: ModelSpec, places: Places) -> list[str]:
    return [spec.model_id, *_shown(places.models[spec.model_id])]


def _key(
    spec: ModelSpec,
    place: Place,
    package: str,
    documents: Mapping[str, str | None],
    texts: list[dict[str, Any]],
) -> str:
    """Return what a model's product depends on, beside the program: documents, its place, and what is below it.

    The texts of the folder's table count as far as they are about the models that its module shows.
    """
    text = json.dumps([package, spec.model_id, documents, texts, place.parts, place.below_it])
    return hashlib.sha256(text.encode()).hexdigest()


def _make(  # noqa: PLR0917 (what a run has at hand)
    models: list[NormalModel],
    places: Places,
    package: str,
    cache: Cache,
    report: Report,
    helps: dict[str, str],
    leaving: Collection[str],
    *,
    progress: Callable[[int, int], None] | None,
) -> tuple[dict[str, Product], dict[str, str]]:
    """Return the products of models, and the modules that join all; a schema that no class can say is reported.

    `helps` are the texts about the models that are not made anew; `leaving` are those that their users are to leave.
    """
    from generator.docs.cards import make_card
    from generator.docs.pages import model_page
    from generator.modelcode.adapter import AdapterError, TypeExpressions
    from generator.modelcode.allowlist import CodeRefusedError
    from generator.modelcode.classes import model_code
    from generator.modelcode.plans import LoweringError
    from generator.package.files import joining_modules, registry_entry, schema_text
    from generator.package.helptext import help_text
    from generator.package.render import render_model
    from generator.package.ruff import format_sources

    types = TypeExpressions(cache.types)
    sources: dict[str, str] = {}
    codes: dict[str, ModelCode] = {}
    made: dict[str, Product] = {}
    for model in models:
        try:
            codes[model.spec.model_id] = model_code(
                model, places.models[model.spec.model_id].class_name, types
            )
        except LoweringError as error:
            report.error(*model.spec.place(error.part, error.pointer), error.message, error.hint)
        except (AdapterError, CodeRefusedError) as error:
            report.error(model.spec.file, "", f"no code could be made: {error}", GENERATOR_FAULT)
        except Exception as error:  # noqa: BLE001 - one schema must not hide the faults of the others
            report.add(unexpected(model.spec.file, f"making {show(model.spec.model_id)}", error))
    report.raise_if_errors()
    helps |= {model.spec.model_id: help_text(model, codes[model.spec.model_id]) for model in models}
    for done, model in enumerate(models, 1):
        spec, place, code = model.spec, places.models[model.spec.model_id], codes[model.spec.model_id]
        try:
            source = render_model(model, code, place, helps, leaving)
            files = {
                f"{package}/{place.module_file}": "",
                f"{package}/{place.schema_file}": schema_text(model, helps[spec.model_id]),
                place.page_file: model_page(model, code, place, package),
            }
            card = asdict(make_card(model, place, package))
            entry = registry_entry(model, place, code)
        except CodeRefusedError as error:
            report.error(spec.file, "", f"no code could be made: {error}", GENERATOR_FAULT)
        except Exception as error:  # noqa: BLE001 - as above
            report.add(unexpected(spec.file, f"making {show(spec.model_id)}", error))
        else:
            sources[place.module_file] = source
            made[spec.model_id] = Product(files, entry, card, code.field_names, helps[spec.model_id])
        if progress is not None:
            progress(done, len(models))
    report.raise_if_errors()
    joining = joining_modules(places, helps, leaving)
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


def _refuse_unreachable(
    specs: list[ModelSpec],
    places: Places,
    report: Report,
    *,
    products: Mapping[str, Product],
    joining: Mapping[str, str],
    package: str,
) -> None:
    """Raise FaultsError where a model of the finished modules could not be reached from a client."""
    from generator.package.reach import unreachable

    modules = dict(joining)
    for product in products.values():
        modules |= {path.removeprefix(f"{package}/"): text for path, text in product.files.items()}
    found = unreachable(
        modules,
        {spec.model_id: places.models[spec.model_id].module for spec in specs},
        {spec.model_id: spec.alias_of for spec in specs if spec.alias_of},
    )
    for spec in specs:
        if why := found.get(spec.model_id):
            report.error(
                spec.file,
                "",
                f"{show(spec.model_id)} could not be reached from a client: {why}",
                GENERATOR_FAULT,
            )
    report.raise_if_errors()


def _tell_names(specs: list[ModelSpec], places: Places, old: Lock, report: Report) -> None:
    """Note newcomers whose name was taken, and report models that would lose theirs, as another generator gave it."""
    holders = {model.module: model_id for model_id, model in old.models.items()}
    for spec in specs:
        locked, module = old.models.get(spec.model_id), places.models[spec.model_id].module
        if locked is None:
            wanted = place_models([spec.model_id]).models[spec.model_id].module
            if wanted != module and wanted in holders:
                message = f"{show(spec.model_id)} is called {module}: {show(holders[wanted])} has had the name {wanted}"
                report.note(spec.file, "", message)
        elif locked.module != module:
            report.error(
                spec.file,
                "",
                f"{show(spec.model_id)} would be renamed from {locked.module} to {module}",
                "`generate --fresh-lock` accepts the new names",
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
                "rename the new property, or accept the new names with `generate --fresh-lock`",
            )
