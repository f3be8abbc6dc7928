"""What models add to the tree: each its own files, from its code and its texts; and the files that join them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from generator.plain.faults import GENERATOR_FAULT, unexpected
from generator.plain.text import show

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from generator.dialect import NormalModel
    from generator.modelcode.classes import ModelCode
    from generator.names.places import Places
    from generator.plain.faults import Report
    from generator.spec import ModelSpec
    from generator.tree.cache import Cache

__all__ = ["Product", "make_products", "refuse_unreachable", "tree_files"]


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
) -> tuple[dict[str, Product], dict[str, str]]:
    """Return the products of models, and the modules that join all; a schema that no class can say is reported.

    `helps` are the texts about the models that are not made anew; `leaving` are those that their users are to leave.
    `held` are the names that properties have had so far, by model and class.
    """
    from generator.docs.cards import make_card
    from generator.docs.pages import model_page
    from generator.modelcode.adapter import AdapterError, TypeExpressions
    from generator.modelcode.allowlist import CodeRefusedError
    from generator.modelcode.classes import model_code
    from generator.modelcode.plans import LoweringError
    from generator.package.files import registry_entry, schema_text
    from generator.package.helptext import help_text
    from generator.package.render import render_bound, render_model

    types = TypeExpressions(cache.types)
    sources: dict[str, str] = {}
    codes: dict[str, ModelCode] = {}
    made: dict[str, Product] = {}
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
    helps |= {model.spec.model_id: help_text(model, codes[model.spec.model_id]) for model in models}
    for done, model in enumerate(models, 1):
        spec, place, code = model.spec, places.models[model.spec.model_id], codes[model.spec.model_id]
        try:
            modules = {place.module_file: render_model(model, code, place, helps, leaving)}
            modules |= render_bound(place, helps, leaving, spec.file)
            files = {
                **{f"{package}/{path}": "" for path in modules},
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
            made[spec.model_id] = Product(files, entry, card, code.field_names, helps[spec.model_id])
        if progress is not None:
            progress(done, len(models))
    report.raise_if_errors()
    finished, joining = _formatted(sources, places, helps, leaving, cache)
    for product in made.values():
        for path in product.files.keys() & {f"{package}/{name}" for name in sources}:
            product.files[path] = finished[path.removeprefix(f"{package}/")]
    return made, joining


def _formatted(
    sources: dict[str, str], places: Places, helps: dict[str, str], leaving: Collection[str], cache: Cache
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the modules of models, and those that join them, of which the known ones are taken from the cache."""
    from generator.package.files import joining_keys, joining_modules
    from generator.package.ruff import format_sources

    joining = joining_keys(places, helps, leaving)
    remembered = {path: cache.modules[key] for path, key in joining.items() if key in cache.modules}
    finished = format_sources(sources | joining_modules(places, helps, leaving, remembered))
    modules = {path: finished.get(path) or remembered[path] for path in joining}
    cache.modules = {key: modules[path] for path, key in joining.items()}
    return finished, modules


def tree_files(
    products: Mapping[str, Product], joining: Mapping[str, str], package: str, cache: Cache
) -> dict[str, bytes]:
    """Return all files of the tree but its lock."""
    from generator.docs.cards import Card
    from generator.docs.pages import constant_pages, tree_pages
    from generator.package.files import joining_files, runtime_files

    files = {f"{package}/{path}": content for path, content in runtime_files(package).items()}
    entries = {model_id: product.entry for model_id, product in products.items()}
    texts = {f"{package}/{path}": text for path, text in {**joining, **joining_files(entries)}.items()}
    texts |= tree_pages([Card(**product.card) for product in products.values()])
    cache.pages = {package: cache.pages.get(package) or constant_pages(package)}
    texts |= cache.pages[package]
    for product in products.values():
        texts |= product.files
    return files | {path: text.encode() for path, text in texts.items()}


def refuse_unreachable(
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
