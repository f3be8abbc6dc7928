"""One run of the generator: schemas in, the tree that should be there out. Nothing is written here.

    sources ─► ModelSpec ─► dialect ─► model code ─► package and docs ─► the tree's files and its lock

Each model goes its own way, and is one value at each stage; only names, clients, namespaces and the pages that list
many are made from all of them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.names.places import place_models
from generator.package.held_names import check_property_names, note_newcomers
from generator.plain.faults import FaultsError, Report
from generator.plain.text import show
from generator.products import Files, Maker, Product, add_joining_files, refuse_unreachable
from generator.sources.known import Documents
from generator.spec import with_aliases
from generator.tree.cache import Cache
from generator.tree.files import schema_hashes
from generator.tree.lock import LOCK_NAME, Lock, LockedModel
from generator.tree.versions import writers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.current import Found, Settings
    from generator.dialect import NormalModel
    from generator.names.places import Place, Places
    from generator.plain.temporary import Contents
    from generator.spec import ModelSpec

__all__ = ["Build", "build", "load_models"]

_AT_ONCE = 100
"""How many models are on their way together: a formatter starts for each lot, and what is made of it is in memory."""


@dataclass(frozen=True, slots=True)
class Build:
    """What the tree should be, below the output folder, and what to remember."""

    files: Contents
    """What was made: every file that the lock names, but for those that stand in the tree as they should."""
    lock: Lock
    rendered: tuple[str, ...]
    """The ids of the models that were made anew; the others were remembered."""
    cache: Cache
    left: tuple[str, ...] = ()
    """The ids of the models that are as they were, because their schemas are faulty."""


def load_models(settings: Settings, report: Report, documents: Documents | None = None) -> list[ModelSpec]:
    """Return every model of the schemas' folder, as far as `documents` know it; faults go to the report."""
    from generator.sources import load_tree

    name = settings.schemas.name
    if not settings.schemas.is_dir():
        report.error(name, "", "there is no such folder of schemas", "name it with --schemas DIR")
        return []
    specs = load_tree(settings.schemas, report, documents)
    if not specs and not report.errors:
        report.error(name, "", "the folder holds no schema", "add one with `make add PAGE=…`")
    return with_aliases(specs)


def build(
    settings: Settings,
    report: Report,
    *,
    lock: Lock | None = None,
    cache: Cache | None = None,
    found: Found | None = None,
    progress: Callable[[int, int], None] | None = None,
    keep_going: bool = False,
) -> Build:
    """Return what the tree should be.

    Names that `lock`, that of the tree that is there, gives to models and properties are never given to others. What
    `cache` remembers is taken over where its files stand in the tree that was `found`, as the lock has them. Raises
    FaultsError with every fault of every schema. With `keep_going` models that have one are as they are in the tree, or
    left out where they are new to it; their faults are in the report.
    """
    known = Cache() if cache is None else cache
    told = Report()
    hashes = dict(schema_hashes(settings.schemas) if found is None else found.schemas)
    documents = Documents(known.documents, hashes)
    specs = load_models(settings, told, documents)
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
                settings,
                attempt,
                specs,
                left,
                documents=documents,
                hashes=hashes,
                lock=lock,
                known=known,
                files=Files({} if found is None else found.standing),
                progress=progress,
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


@dataclass(frozen=True, slots=True)
class _Planned:
    """One model on its way: where it stands, and what its product depends on beside the program."""

    spec: ModelSpec
    place: Place
    package: str
    documents: dict[str, str | None]
    """The hashes of the documents that it is made from: its own, and those of the models that its module shows."""
    texts: list[tuple[str, str | None, str | None]]
    """The texts of the folder's table, as far as they are about those models."""

    def key(self, names: Mapping[str, Mapping[str, str]]) -> str:
        """Return what its product is remembered by; `names` are those that its properties have had so far."""
        facts = [
            self.package,
            self.spec.model_id,
            self.documents,
            self.texts,
            self.place.parts,
            self.place.below_it,
        ]
        text = json.dumps([*facts, {name: dict(sorted(names[name].items())) for name in sorted(names)}])
        return hashlib.sha256(text.encode()).hexdigest()


def _planned(
    specs: list[ModelSpec],
    everybody: list[ModelSpec],
    places: Places,
    package: str,
    hashes: Mapping[str, str],
) -> list[_Planned]:
    by_id = {spec.model_id: spec for spec in everybody}
    found: list[_Planned] = []
    for spec in specs:
        place = places.models[spec.model_id]
        below = [by_id[child.model_id] for child in place.children.values() if child.model_id is not None]
        documents = {file: hashes.get(file) for one in (spec, *below) for file in one.files}
        texts = [
            (text.path, text.description, text.title) for one in (spec, *below) for text in one.input_texts
        ]
        found.append(_Planned(spec, place, package, documents, texts))
    return found


def _build(
    settings: Settings,
    report: Report,
    specs: list[ModelSpec],
    left: Mapping[str, NormalModel],
    *,
    documents: Documents,
    hashes: Mapping[str, str],
    lock: Lock | None,
    known: Cache,
    files: Files,
    progress: Callable[[int, int], None] | None,
) -> Build:
    """Return the tree of some models, those that are `left` as they are among them. Raises FaultsError."""
    from generator.dialect import normalise

    # Names.
    package, locked = settings.package, {} if lock is None else lock.models
    everybody = [*specs, *(model.spec for model in left.values())]
    places = place_models(
        [spec.model_id for spec in everybody], {model_id: model.module for model_id, model in locked.items()}
    )
    held = {model_id: model.names for model_id, model in locked.items()}
    if lock is not None:
        note_newcomers(everybody, places, lock, report)

    # What is remembered, and what is made anew: documents into models, models into products.
    planned = _planned(specs, everybody, places, package, hashes)
    keys = {one.spec.model_id: one.key(held.get(one.spec.model_id, {})) for one in planned}
    kept = {
        model_id: Product(**known.models[key])
        for model_id, key in keys.items()
        if key in known.models and files.stand(known.models[key]["files"])
    }
    maker = Maker(
        places,
        package,
        known,
        report,
        files,
        helps={model_id: product.help for model_id, product in kept.items()},
        leaving={spec.model_id for spec in everybody if spec.notice is not None},
        held=held,
    )
    fresh = [spec for spec in everybody if spec.model_id not in kept]
    # The deepest first: what stands above a model shows its text.
    fresh.sort(key=lambda spec: -len(places.models[spec.model_id].parts))
    made: dict[str, Product] = {}
    for start in range(0, len(fresh), _AT_ONCE):
        some = (
            left.get(spec.model_id) or normalise(documents.whole(spec), report)
            for spec in fresh[start : start + _AT_ONCE]
        )
        made |= maker.make([model for model in some if model is not None])
        if progress is not None:
            progress(min(start + _AT_ONCE, len(fresh)), len(fresh))
    report.raise_if_errors()
    joining = maker.join()
    products = dict(sorted((kept | made).items()))

    # What must hold for all of them together.
    names = {model_id: product.names for model_id, product in products.items()}
    if lock is not None:
        check_property_names(specs, names, lock, report)
    report.raise_if_errors()
    refuse_unreachable(everybody, places, report, products=products, joining=joining)

    # The tree.
    add_joining_files(products, package, known, files)
    new_lock = Lock(
        package=package,
        writers=writers(),
        schemas=dict(hashes),
        models={
            spec.model_id: LockedModel(
                spec.files,
                places.models[spec.model_id].module,
                tuple(products[spec.model_id].files),
                names[spec.model_id],
            )
            for spec in everybody
        },
        files=files.hashes,
    )
    files.made.add(LOCK_NAME, new_lock.text().encode())
    remembered: dict[str, Any] = {}
    for one in planned:
        model_id = one.spec.model_id
        product = known.models[keys[model_id]] if model_id in kept else vars(products[model_id])
        remembered[one.key(names[model_id])] = product
    return Build(
        files.made,
        new_lock,
        tuple(sorted(made.keys() - left.keys())),
        Cache(known.types, known.modules, known.constant, remembered, documents.found),
        tuple(sorted(left)),
    )
