"""The only module that talks to datamodel-code-generator, whose answer is type expressions and nothing else.

It is handed skeletons: schemas without names, texts, defaults or limits, as the fields `f0`, `f1`, … of one class. So
no name in its answer is its guess, and of a schema's text only the members of enums pass through it. What comes back
is parsed, held against the allow-list and taken apart; the source itself is never used.
"""

from __future__ import annotations

import ast
import functools
import json
import warnings
from typing import TYPE_CHECKING, Any

from generator.modelcode.allowlist import check_module
from generator.writing.source import restored
from generator.writing.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.writing.source import Source

__all__ = ["PLACEHOLDER_MODULE", "AdapterError", "TypeExpressions", "skeleton_key"]

# Types of the client that a skeleton names: `{"type": "string", "customTypePath": "placeholder.ImageInput"}`.
PLACEHOLDER_MODULE = "placeholder"

_ROOT = "Root"


class AdapterError(RuntimeError):
    """datamodel-code-generator answered what it must not. A fault of this program, not of a schema."""


@functools.cache
def _generate() -> Callable[[Mapping[str, Any]], str]:
    """Import the library and fix its options: only when there is something to generate, since that costs most."""
    from datamodel_code_generator import GenerateConfig, InputFileType, generate
    from datamodel_code_generator.enums import DataModelType
    from datamodel_code_generator.format import PythonVersion
    from datamodel_code_generator.parser import LiteralType

    config = GenerateConfig(
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        class_name=_ROOT,
        formatters=[],
        disable_timestamp=True,
        enum_field_as_literal=LiteralType.All,
        use_annotated=True,
        field_constraints=True,
        strict_nullable=True,
        strict_refs=True,
        allow_remote_refs=False,
        target_python_version=PythonVersion.PY_311,
    )

    def call(schema: Mapping[str, Any]) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                answer = generate(dict(schema), config=config)
            except Exception as error:
                raise AdapterError(f"datamodel-code-generator failed: {error}") from error
        if not isinstance(answer, str):
            raise AdapterError("datamodel-code-generator answered several modules for one")
        return answer

    return call


def skeleton_key(skeleton: Mapping[str, Any]) -> str:
    """Return the text by which skeletons are the same."""
    return json.dumps(skeleton, ensure_ascii=False)


class TypeExpressions:
    """Answers which type a skeleton has. A skeleton says nothing of the model that it comes from, so that each is asked
    for once: `known` are the answers by key, in which earlier runs may have left theirs.
    """

    def __init__(self, known: dict[str, str] | None = None) -> None:
        self.known: dict[str, str] = {} if known is None else known

    def of(self, skeletons: Sequence[Mapping[str, Any]]) -> dict[str, Source]:
        """Return the source of the type of each skeleton by its key; what is new is asked for in one call.

        Raises AdapterError where the answer is not what was asked for.
        """
        wanted = {skeleton_key(skeleton): skeleton for skeleton in skeletons}
        fresh = {key: skeleton for key, skeleton in wanted.items() if key not in self.known}
        if fresh:
            self.known.update(zip(fresh, _ask(list(fresh.values())), strict=True))
        return {key: restored(self.known[key]) for key in wanted}


def _ask(skeletons: list[Mapping[str, Any]]) -> list[str]:
    """Return the types of skeletons that were not seen before: as fields of one class, in one call."""
    fields = {f"f{index}": dict(skeleton) for index, skeleton in enumerate(skeletons)}
    source = _generate()({"type": "object", "required": list(fields), "properties": fields})
    module = ast.parse(source)
    check_module(module, modules={PLACEHOLDER_MODULE, "typing", "pydantic", "__future__"})
    classes = [statement for statement in module.body if isinstance(statement, ast.ClassDef)]
    answer = {
        field.target.id: unparse(field.annotation)
        for found in classes
        for field in found.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
    }
    if len(classes) != 1 or list(answer) != list(fields):
        raise AdapterError("datamodel-code-generator answered other fields than asked for")
    return list(answer.values())
