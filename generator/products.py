"""What models add to the tree: each its own files, from its code and its texts; and the files that join them."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.plain.faults import GENERATOR_FAULT, unexpected
from generator.plain.temporary import Contents
from generator.plain.text import show
from generator.tree.files import hash_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.dialect import NormalModel
    from generator.modelcode.classes import LoweredModel, ModelCode
    from generator.names.places import Places
    from generator.package.reach import Shown
    from generator.plain.faults import Report
    from generator.spec import ModelSpec
    from generator.tree.cache import Cache

__all__ = ["Files", "Maker", "Product", "add_joining_files", "refuse_unreachable"]


@dataclass(frozen=True, slots=True)
class Files:
    """The files that the tree should have, by path below the output: of all the hash, of those made now the content.

    `standing` are the files of the tree that is there just as its lock has them, by hash: what is remembered of one of
    these need not be made again, and what is remembered of another file is of no use.
    """

    standing: Mapping[str, str]
    hashes: dict[str, str] = field(default_factory=dict[str, str])
    made: Contents = field(default_factory=Contents)

    def add(self, path: str, content: str | bytes) -> str:
        """Take in a file that was made now, and return its hash."""
        data = content if isinstance(content, bytes) else content.encode()
        self.made.add(path, data)
        self.hashes[path] = hash_bytes(data)
        return self.hashes[path]

    def stand(self, hashes: Mapping[str, str]) -> bool:
        """Say whether all these files stand in the tree, and take them in where they do."""
        found = hashes.items() <= self.standing.items()
        if found:
            self.hashes.update(hashes)
        return found


@dataclass(frozen=True)
class Product:
    """What one model adds to the tree, all of which depends on that model and its place alone.

    `files` are hashes by path below the output, `entry` is what the registry holds, `card` what the pages show that
    list many models, `names` are, by class, the properties that could not keep their own name, `help` is for editors,
    and `shown` what its module shows of it and of those below it.
    """

    files: dict[str, str]
    entry: dict[str, Any]
    card: dict[str, Any]
    names: dict[str, dict[str, str]]
    help: str
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one model adds before its modules are laid out; they and the other texts are by path below the output."""

    model_id: str
    modules: dict[str, str]
    texts: dict[str, str]
    entry: dict[str, Any]
    card: dict[str, Any]


class Maker:
    """Makes the products of models, some at a time: their files go into `files`, and of their texts none is kept.

    `helps` are the texts about models, at first about those that are not made anew; `leaving` are the models that their
    users are to leave. `held` are the names that properties have had so far, by model and class.
    """

    def __init__(
        self,
        places: Places,
        package: str,
        cache: Cache,
        report: Report,
        files: Files,
        *,
        helps: dict[str, str],
        leaving: Collection[str],
        held: Mapping[str, Mapping[str, Mapping[str, str]]],
    ) -> None:
        self._places = places
        self._package = package
        self._cache = cache
        self._report = report
        self._files = files
        self._helps = helps
        self._leaving = leaving
        self._held = held

    def make(self, models: list[NormalModel]) -> dict[str, Product]:
        """Return the products of models by id; those below one of them are among them, or were made before.

        A schema that no class can say is reported, and where there is any error, nothing is made.
        """
        from generator.package.helptext import help_text
        from generator.package.reach import shown_by
        from generator.package.ruff import format_sources

        codes = self._codes(models)
        if self._report.errors:
            return {}
        self._helps |= {model.spec.model_id: help_text(model, codes[model.spec.model_id]) for model in models}
        drafts = [draft for model in models if (draft := self._draft(model, codes[model.spec.model_id]))]
        if self._report.errors:
            return {}
        finished = format_sources({path: text for draft in drafts for path, text in draft.modules.items()})
        made: dict[str, Product] = {}
        for draft in drafts:
            modules = {path: finished[path] for path in draft.modules}
            files = {path: self._files.add(path, text) for path, text in (modules | draft.texts).items()}
            shown = vars(shown_by("".join(modules.values())))
            model_id, code = draft.model_id, codes[draft.model_id]
            made[model_id] = Product(
                files, draft.entry, draft.card, code.field_names, self._helps[model_id], shown
            )
        return made

    def _codes(self, models: list[NormalModel]) -> dict[str, ModelCode]:
        from generator.modelcode.adapter import AdapterError, TypeExpressions
        from generator.modelcode.allowlist import CodeRefusedError
        from generator.modelcode.classes import lower_model, model_code
        from generator.modelcode.plans import LoweringError

        types = TypeExpressions(self._cache.types)
        lowered: list[LoweredModel] = []
        for model in models:
            model_id = model.spec.model_id
            try:
                prefix = self._places.models[model_id].class_name
                lowered.append(lower_model(model, prefix, self._held.get(model_id)))
            except LoweringError as error:
                self._report.error(*model.place(error.part, error.pointer), error.message, error.hint)
            except Exception as error:  # noqa: BLE001 - one schema must not hide the faults of the others
                self._unexpected(model, error)
        # For all in one question, since each takes its time; where it fails, each model asks its own.
        with contextlib.suppress(AdapterError, CodeRefusedError):
            types.of([skeleton for one in lowered for skeleton in one.skeletons])
        codes: dict[str, ModelCode] = {}
        for one in lowered:
            try:
                codes[one.model.spec.model_id] = model_code(one, types)
            except (AdapterError, CodeRefusedError) as error:
                self._refused(one.model, error)
            except Exception as error:  # noqa: BLE001 - as above
                self._unexpected(one.model, error)
        return codes

    def _refused(self, model: NormalModel, error: Exception) -> None:
        self._report.error(model.spec.file, "", f"no code could be made: {error}", GENERATOR_FAULT)

    def _unexpected(self, model: NormalModel, error: Exception) -> None:
        self._report.add(unexpected(model.spec.file, f"making {show(model.spec.model_id)}", error))

    def _draft(self, model: NormalModel, code: ModelCode) -> _Draft | None:
        """Return what one model adds, with modules that are not laid out yet; or None, and it is reported."""
        from generator.docs.cards import make_card
        from generator.docs.pages import model_page
        from generator.modelcode.allowlist import CodeRefusedError
        from generator.package.files import registry_entry, schema_text
        from generator.package.render import render_bound, render_model

        spec, package = model.spec, self._package
        place = self._places.models[spec.model_id]
        try:
            modules = {place.module_file: render_model(model, code, place, self._helps, self._leaving)}
            modules |= render_bound(place, self._helps, self._leaving, spec.file)
            return _Draft(
                spec.model_id,
                {f"{package}/{path}": text for path, text in modules.items()},
                {
                    f"{package}/{place.schema_file}": schema_text(model, self._helps[spec.model_id]),
                    place.page_file: model_page(model, code, place, package),
                },
                registry_entry(model, place, code),
                vars(make_card(model, place, package)),
            )
        except CodeRefusedError as error:
            self._refused(model, error)
        except Exception as error:  # noqa: BLE001 - as above
            self._unexpected(model, error)
        return None

    def join(self) -> dict[str, Shown]:
        """Add the modules that join all models, but for those that stand, and return what they show by path."""
        from generator.package.files import joining_keys, joining_modules
        from generator.package.reach import Shown, shown_by
        from generator.package.ruff import format_sources

        keys = joining_keys(self._places, self._helps, self._leaving)
        known = {path: self._cache.modules[key] for path, key in keys.items() if key in self._cache.modules}
        standing = {
            path: one
            for path, one in known.items()
            if self._files.stand({f"{self._package}/{path}": one["hash"]})
        }
        finished = format_sources(joining_modules(self._places, self._helps, self._leaving, standing))
        shown: dict[str, Shown] = {}
        modules: dict[str, dict[str, Any]] = {}
        for path, key in keys.items():
            if path in standing:
                shown[path], modules[key] = Shown(**standing[path]["shown"]), standing[path]
            else:
                shown[path] = shown_by(finished[path])
                digest = self._files.add(f"{self._package}/{path}", finished[path])
                modules[key] = {"hash": digest, "shown": vars(shown[path])}
        self._cache.modules = modules
        return shown


def add_joining_files(products: Mapping[str, Product], package: str, cache: Cache, files: Files) -> None:
    """Add the files that are no model's own, but for the modules."""
    from generator.docs.cards import Card
    from generator.docs.pages import constant_pages, tree_pages
    from generator.package.files import joining_files, runtime_files

    constant = cache.constant.get(package)
    if constant is None or not files.stand(constant):
        constant = {path: files.add(path, content) for path, content in runtime_files(package)}
        constant |= {path: files.add(path, text) for path, text in constant_pages(package).items()}
    cache.constant = {package: constant}
    entries = {model_id: product.entry for model_id, product in products.items()}
    for path, text in joining_files(entries).items():
        files.add(f"{package}/{path}", text)
    for path, page in tree_pages([Card(**product.card) for product in products.values()]).items():
        files.add(path, page)


def refuse_unreachable(
    specs: list[ModelSpec],
    places: Places,
    report: Report,
    *,
    products: Mapping[str, Product],
    joining: Mapping[str, Shown],
) -> None:
    """Raise FaultsError where a model of the finished modules could not be reached from a client."""
    from generator.package.reach import Shown, unreachable

    modules = dict(joining)
    for model_id, product in products.items():
        modules[places.models[model_id].module_file] = Shown(**product.shown)
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
