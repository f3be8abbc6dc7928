"""`ModelSpec`: the one value that travels through the generator, and its canonical JSON document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, cast

from generator.plain.text import escape, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "BASE_URL",
    "KEYS",
    "OUTPUT_KINDS",
    "Direction",
    "InputText",
    "ModelSpec",
    "OutputKind",
    "Price",
    "canonical_text",
    "to_document",
    "with_aliases",
    "without_none",
]

OutputKind = Literal["image", "video", "audio"]
BASE_URL = "https://model-api.runcomfy.net/v1"
"""Where the API is, unless somebody says otherwise."""

Direction = Literal["input", "output"]
OUTPUT_KINDS: tuple[OutputKind, ...] = ("image", "video", "audio")

KEYS = (
    "model_id",
    "title",
    "description",
    "categories",
    "output_kind",
    "price",
    "example",
    "page",
    "typical_seconds",
    "source",
    "as_of",
    "gone_since",
    "deprecated",
    "formerly",
    "input_schema",
    "output_schema",
)
"""The keys of the canonical document, in the order in which they are written."""

# A reviewer must see what a document says, so characters that hide or reorder text are written as JSON
# escapes. The joiners U+200C and U+200D stay: several scripts and most emoji need them.
_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Price:
    """A base rate, not a quote: `base_usd` US dollars a `unit` (`output`, `second`, …). Zero is a price.

    `max_usd` is the most that a unit can cost where that hangs on more than is known; `by` are rates of their own for
    some values of the inputs, as (`{"resolution": "1080p"}`, rate), of which the first that fits counts. `source` says
    who told it, and `as_of` of when it is: `YYYY-MM-DD`, or a month. An amount that no float can hold is its text.
    """

    base_usd: int | float | str | None = None
    unit: str | None = None
    note: str | None = None
    max_usd: int | float | str | None = None
    by: tuple[tuple[Mapping[str, Any], int | float | str], ...] = ()
    source: str | None = None
    as_of: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it says what anything costs."""
        return self.base_usd is not None or bool(self.by)

    def to_json(self) -> dict[str, Any]:
        """Return it as it stands in a document."""
        by = [{"when": dict(when), "usd": usd} for when, usd in self.by]
        return without_none(
            {
                "base_usd": self.base_usd,
                "max_usd": self.max_usd,
                "unit": self.unit,
                "note": self.note,
                "by": by or None,
                "source": self.source,
                "as_of": self.as_of,
            }
        )

    def __hash__(self) -> int:
        return hash((self.base_usd, self.unit))

    @property
    def text(self) -> str:
        """The rate in words, for one line: `$0.04 per output`, or `not known`."""
        if self.base_usd is None:
            return "not known"
        amount = _dollars(self.base_usd)
        if self.max_usd is not None:
            amount = f"{amount} to {_dollars(self.max_usd)}"
        unit = escape(shortened(" ".join((self.unit or "").split()), 41))
        return f"{amount} per {unit}" if unit else amount

    @property
    def table(self) -> list[tuple[str, str]]:
        """The rates by the inputs' values in words, each as condition and rate."""
        return [
            (
                ", ".join(f"{escape(name)} = {escape(_value(value))}" for name, value in when.items()),
                _dollars(usd),
            )
            for when, usd in self.by
        ]


def _dollars(amount: float | str) -> str:
    """Return an amount in words. A tiny rate must not read as free."""
    if isinstance(amount, str):
        return f"${amount}"
    usual = amount == 0 or 1e-9 <= amount < 1e15
    return f"${amount:.10f}".rstrip("0").rstrip(".") if usual else f"${amount}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return " or ".join(map(_value, cast("list[object]", value)))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shortened(" ".join(text.split()), 41)


@dataclass(frozen=True, slots=True)
class InputText:
    """What is told of the inputs whose path fits a pattern (`seed`, `image_url_*`, `loras[].path`)."""

    path: str
    description: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """One model as its source describes it; schemas are JSON values as given, keys in the source's order.

    `output_schema` describes the value of `output` in a result and is None where the source has none. `page` is the
    address of the model's own page on the web, `typical_seconds` for how long a job usually runs, queue apart.
    `source` says where the schemas came from (`page`, `catalogue`, `hand`), `as_of` the day on which a sync last
    changed the document, `gone_since` the day on which one found that the catalogue no longer lists the model; both
    days are `YYYY-MM-DD`. `deprecated` says that its users should leave it, in words or by true alone. `formerly`
    holds the ids that it had, and of each the version with which that name goes; a spec that stands for such a name
    is `alias_of` the model's id. `input_texts` are what the folder's own table tells of the inputs, the last that
    fits being right; they are not part of the document. `extra` keeps unknown keys of the document. `file` is where it
    was read from, `input_pointer` where in it the input schema stands; `output_file` (`file` if None) and
    `output_pointer` do the same for the output schema.
    """

    model_id: str
    input_schema: Mapping[str, Any]
    output_schema: Mapping[str, Any] | bool | None = None
    title: str | None = None
    description: str | None = None
    categories: tuple[str, ...] = ()
    output_kind: OutputKind | None = None
    price: Price | None = None
    example: Mapping[str, Any] | None = None
    page: str | None = None
    typical_seconds: int | float | None = None
    source: str | None = None
    as_of: str | None = None
    gone_since: str | None = None
    deprecated: str | bool | None = None
    input_texts: tuple[InputText, ...] = ()
    formerly: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    alias_of: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict[str, Any])
    file: str
    input_pointer: str = "/input_schema"
    output_file: str | None = None
    output_pointer: str = "/output_schema"

    @property
    def is_document(self) -> bool:
        """Whether the model stands in a canonical document of its own, not in a page or as bare schemas."""
        return (
            self.file.endswith(".json") and self.input_pointer == "/input_schema" and self.output_file is None
        )

    @property
    def farewell(self) -> str | None:
        """Why its users should leave it, as a sentence without its end; None where nobody says so.

        A schema may say it of itself, too.
        """
        said = self.deprecated or self.input_schema.get("deprecated")
        if isinstance(said, str) and said.strip():
            return escape(shortened(" ".join(said.split()), 300)).rstrip(".。")
        return "the model is deprecated" if said is True else None

    @property
    def notice(self) -> str | None:
        """What users must know before they build on the model: that it is gone from the catalogue, or is to go."""
        sentences: list[str] = []
        if self.gone_since:
            sentences.append(
                f"The server's catalogue has not listed this model since {self.gone_since}; a call may be refused."
            )
        if self.farewell:
            sentences.append(f"Deprecated: {self.farewell}.")
        return " ".join(sentences) or None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it was read from: one, or two."""
        return tuple(dict.fromkeys([self.file, self.output_file or self.file]))

    @property
    def path(self) -> str:
        """Where it was read from, below the folder of the schemas."""
        return self.file.partition("/")[2]

    def place(self, part: Direction, pointer: str = "") -> tuple[str, str]:
        """Return file and whole JSON pointer of what stands at `pointer` inside one of the two schemas."""
        if part == "input":
            return self.file, self.input_pointer + pointer
        return self.output_file or self.file, self.output_pointer + pointer


def to_document(spec: ModelSpec) -> dict[str, Any]:
    """Return the canonical document: known keys that are there in fixed order, then `extra`."""
    values: dict[str, Any] = {key: getattr(spec, key) for key in KEYS}
    values |= {
        "categories": list(spec.categories) or None,
        "price": (spec.price and spec.price.to_json()) or None,
        "deprecated": spec.deprecated or None,
        "formerly": dict(spec.formerly) or None,
    }
    return without_none(values) | dict(spec.extra)


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    """Return the entries that hold something."""
    return {key: value for key, value in values.items() if value is not None}


def with_aliases(specs: Iterable[ModelSpec]) -> list[ModelSpec]:
    """Return the models, and for each former id one more: the model itself under its old name, which is deprecated.

    An id that is a model's own is not an alias.
    """
    found = {spec.model_id: spec for spec in specs}
    for spec in list(found.values()):
        for old, until in spec.formerly.items():
            end = f"; this name goes with version {until}" if until else ""
            alias = replace(
                spec,
                model_id=old,
                deprecated=f"it is called {spec.model_id} now{end}",
                formerly={},
                alias_of=spec.model_id,
            )
            found.setdefault(old, alias)
    return list(found.values())


def canonical_text(document: Mapping[str, Any]) -> str:
    r"""Return the one text of a document: two spaces a level, keys in the order given, a newline at the end.

    Text of any script stays readable; characters that hide or reorder text become `\uXXXX` escapes, which
    JSON reads back as the same value. Raises ValueError for NaN and infinities.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return _HIDDEN.sub(_json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
