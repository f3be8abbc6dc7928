"""Two schemas, and the changes between them: what the tests of `diff` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diff.models import compare_models
from tests.generator.kit import normal

if TYPE_CHECKING:
    from generator.dialect import NormalModel

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}

Found = list[tuple[str, str]]


def obj(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    """Return the schema of an object."""
    return {"type": "object", "properties": properties, "required": list(required), **more}


def model(input_schema: Any, output_schema: Any = None, **facts: Any) -> NormalModel:
    """Return a normalised model."""
    return normal(input_schema, output_schema, **facts)[0]


def found(old: NormalModel, new: NormalModel) -> Found:
    """Return the rule and the place of every change between two models."""
    changes = compare_models({old.spec.model_id: old}, {new.spec.model_id: new})
    return [(change.rule, change.path) for change in changes]


def inputs(old: Any, new: Any, definitions: tuple[Any, Any] | None = None, **more: Any) -> Found:
    """Compare two schemas of one input, `a`; each side may have definitions of its own."""
    own = [{"$defs": side} for side in definitions] if definitions else [{}, {}]
    sides = zip((old, new), own, strict=True)
    return found(*[model(obj({"a": schema}, **extra, **more)) for schema, extra in sides])


def outputs(old: Any, new: Any, **more: Any) -> Found:
    """Compare two schemas of one field, `a`, of the output."""
    plain = obj({"prompt": TEXT})
    return found(*[model(plain, obj({"a": schema}, **more)) for schema in (old, new)])
