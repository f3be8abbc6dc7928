"""What models add to the tree: each its own files, from its code and its texts; and the files that join them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.plain.faults import GENERATOR_FAULT, unexpected
from generator.plain.text import show
from generator.tree.lock import hash_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from generator.dialect import NormalModel
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Places
    from generator.package.reach import Shown
    from generator.plain.faults import Report
    from generator.spec import ModelSpec
    from generator.tree.cache import Cache

__all__ = ["Files", "Product", "add_joining_files", "make_products", "refuse_unreachable"]


@dataclass(frozen=True, slots=True)
class Files:
    """The files that the tree should have, by path below the output: of all the hash, of those made now the content.

    `standing` are the files of the tree that is there just as its lock has them, by hash: what is remembered of one of
    these need not be made again, and what is remembered of another file is of no use.
    """

    standing: Mapping[str, str]
    hashes: dict[str, str] = field(default_factory=dict[str, str])
    made: dict[str, bytes] = field(default_factory=dict[str, bytes])

    def add(self, path: str, content: str | bytes) -> str:
        """Take in a file that was made now, and return its hash."""
        self.made[path] = content if isinstance(content, bytes) else content.encode()
        self.hashes[path] = hash_bytes(self.made[path])
        return self.hashes[path]

    def stand(self, hashes: Mapping[str, str]) -> bool:
        """Say whether all these files stand in the tree, and take them in where they do."""
        found = hashes.items() <= self.standing.items()
        if found:
            self.hashes.update(hashes)
        return found


@dataclass(frozen=True, slots=True)
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


def make_products(  # noqa: PLR0917 (what a run has at hand)
    models: list[NormalModel],
    places: Places,
    package: str,
    cache: Cache,
    report: Report,
    helps: dict[str, str],
    leaving: Collection[str],
    *,
    held: Mapping[str, Mapping[str, Mapping[str, str]]],
    progress: Callable[[int, int], None] | None,
    files: Files,
) -> tuple[dict[str, Product], dict[str, Shown]]:
    """Return the products of models, and what the modules show that join all; their files are added to `files`.

    A schema that no class can say is reported.

    `helps` are the texts about the models that are not made anew; `leaving` are those that their users are to leave.
    `held` are the names that properties have had so far, by model and class.
    """
    from generator.docs.cards import make_card
    from generator.docs.pages import model_page
    from generator.modelcode.allowlist import CodeRefusedError
    from generator.package.files import registry_entry, schema_text
    from generator.package.helptext import help_text
    from generator.package.reach import shown_by
    from generator.package.render import render_bound, render_model

    sources: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    made: dict[str, Product] = {}
    codes = _make_codes(models, places, cache, report, held)
    helps |= {model.spec.model_id: help_text(model, codes[model.spec.model_id]) for model in models}
    for done, model in enumerate(models, 1):
        spec = model.spec
        place, code = places.models[spec.model_id], codes[spec.model_id]
        try:
            modules = {place.module_file: render_model(model, code, place, helps, leaving)}
            modules |= render_bound(place, helps, leaving, spec.file)
            own = {
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
            sources |= modules
            texts[spec.model_id] = own
            parts[spec.model_id] = tuple(modules)
            made[spec.model_id] = Product({}, entry, card, code.field_names, helps[spec.model_id], {})
        if progress is not None:
            progress(done, len(models))
    report.raise_if_errors()
    finished, joining = _formatted(sources, package, places, helps, leaving, cache, files)
    for model_id, product in made.items():
        modules = {f"{package}/{path}": finished[path] for path in parts[model_id]}
        product.shown.update(asdict(shown_by("".join(modules.values()))))
        for path, content in {**modules, **texts[model_id]}.items():
            product.files[path] = files.add(path, content)
    return made, joining


def _make_codes(
    models: list[NormalModel],
    places: Places,
    cache: Cache,
    report: Report,
    held: Mapping[str, Mapping[str, Mapping[str, str]]],
) -> dict[str, ModelCode]:
    from generator.modelcode.adapter import AdapterError, TypeExpressions
    from generator.modelcode.allowlist import CodeRefusedError
    from generator.modelcode.classes import model_code
    from generator.modelcode.plans import LoweringError

    types = TypeExpressions(cache.types)
    codes: dict[str, ModelCode] = {}
    for model in models:
        try:
            model_id = model.spec.model_id
            codes[model_id] = model_code(model, places.models[model_id].class_name, types, held.get(model_id))
        except LoweringError as error:
            report.error(*model.spec.place(error.part, error.pointer), error.message, error.hint)
        except (AdapterError, CodeRefusedError) as error:
            report.error(model.spec.file, "", f"no code could be made: {error}", GENERATOR_FAULT)
        except Exception as error:  # noqa: BLE001 - one schema must not hide the faults of the others
            report.add(unexpected(model.spec.file, f"making {show(model.spec.model_id)}", error))
    report.raise_if_errors()
    return codes


def _formatted(  # noqa: PLR0917 (what a run has at hand)
    sources: dict[str, str],
    package: str,
    places: Places,
    helps: dict[str, str],
    leaving: Collection[str],
    cache: Cache,
    files: Files,
) -> tuple[dict[str, str], dict[str, Shown]]:
    """Return the modules of models, and what those show that join them, of which the standing ones are not made."""
    from generator.package.files import joining_keys, joining_modules
    from generator.package.reach import Shown, shown_by
    from generator.package.ruff import format_sources

    keys = joining_keys(places, helps, leaving)
    known = {path: cache.modules[key] for path, key in keys.items() if key in cache.modules}
    standing = {path: one for path, one in known.items() if files.stand({f"{package}/{path}": one["hash"]})}
    finished = format_sources(sources | joining_modules(places, helps, leaving, standing))
    shown: dict[str, Shown] = {}
    modules: dict[str, dict[str, Any]] = {}
    for path, key in keys.items():
        if path in standing:
            shown[path], modules[key] = Shown(**standing[path]["shown"]), standing[path]
        else:
            shown[path] = shown_by(finished[path])
            modules[key] = {
                "hash": files.add(f"{package}/{path}", finished[path]),
                "shown": asdict(shown[path]),
            }
    cache.modules = modules
    return finished, shown


def add_joining_files(products: Mapping[str, Product], package: str, cache: Cache, files: Files) -> None:
    """Add the files that are no model's own, but for the modules."""
    from generator.docs.cards import Card
    from generator.docs.pages import constant_pages, tree_pages
    from generator.package.files import joining_files, runtime_files

    constant = cache.constant.get(package)
    if constant is None or not files.stand(constant):
        written: dict[str, str | bytes] = {
            **{f"{package}/{path}": content for path, content in runtime_files(package).items()},
            **constant_pages(package),
        }
        constant = {path: files.add(path, content) for path, content in written.items()}
    cache.constant = {package: constant}
    entries = {model_id: product.entry for model_id, product in products.items()}
    for path, text in joining_files(entries).items():
        files.add(f"{package}/{path}", text)
    for path, text in tree_pages([Card(**product.card) for product in products.values()]).items():
        files.add(path, text)


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
