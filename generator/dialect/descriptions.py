"""Texts for inputs that have none of their own, or whose own are in a script that the table's readers may not read."""

from __future__ import annotations

import unicodedata
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from generator.plain.values import is_object
from generator.schema.keywords import INSIDE, rank
from generator.schema.value import Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.spec import InputText

__all__ = ["give_texts"]


def give_texts(schema: dict[str, Any], texts: Iterable[InputText]) -> None:
    """Write texts into a normalised schema, in place.

    A text of the schema's own stays. One that is mostly in another script than Latin stands behind the given one.
    """
    listed = list(texts)
    if listed:
        _give_below(Schema(schema), schema, "", listed, set())


def _give_below(schema: Schema, node: Any, path: str, texts: list[InputText], seen: set[int]) -> None:
    if not is_object(node) or id(node) in seen:
        return
    seen.add(id(node))
    properties: dict[str, Any] = node.get("properties", {})
    for name, child in properties.items():
        place = f"{path}.{name}" if path else name
        fitting = [text for text in texts if _path_matches(place, text.path)]
        if fitting and child is not False:
            properties[name] = _with_texts(schema, child if is_object(child) else {}, fitting)
        _give_below(schema, properties[name], place, texts, seen)
    for keyword, mark in INSIDE.items():
        _give_below(schema, node.get(keyword), f"{path}{mark}".lstrip("."), texts, seen)
    for keyword in ("anyOf", "oneOf"):
        for branch in node.get(keyword, ()):
            _give_below(schema, branch, path, texts, seen)
    if "$ref" in node:
        _give_below(schema, schema.target(node["$ref"]), path, texts, seen)


def _path_matches(path: str, pattern: str) -> bool:
    # The brackets of `loras[].path` are meant as they are.
    return fnmatchcase(path, pattern.replace("[", "[[]"))


def _with_texts(schema: Schema, node: dict[str, Any], texts: list[InputText]) -> dict[str, Any]:
    resolved = schema.resolve(node)
    own: dict[str, Any] = resolved if is_object(resolved) else {}
    found = dict(node)
    for keyword in ("title", "description"):
        given = next((text for one in reversed(texts) if (text := getattr(one, keyword))), None)
        if given is None:
            continue
        mine = own.get(keyword)
        if mine is None:
            found[keyword] = given
        elif not _is_latin(mine):
            found[keyword] = f"{given} ({mine.strip().rstrip('.。')})"
    return {key: found[key] for key in sorted(found, key=rank)}


def _is_latin(text: str) -> bool:
    letters = list(_scripts(text))
    return 2 * letters.count("LATIN") >= len(letters)


def _scripts(text: str) -> Iterator[str]:
    for character in text:
        if character.isalpha():
            yield unicodedata.name(character, "").partition(" ")[0]
