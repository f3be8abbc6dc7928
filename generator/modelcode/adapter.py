"""The only module that talks to datamodel-code-generator, whose answer is type expressions and nothing else.

It is handed skeletons: classes called `I0`, `I1`, … with fields called `f0`, `f1`, …, without texts, defaults or
limits. So no name in its answer is its guess, and of a schema's text only the members of enums pass through it. What
comes back is parsed, held against the allow-list and taken apart; the source itself is never used.
"""

from __future__ import annotations

import ast
import functools
import warnings
from typing import TYPE_CHECKING, Any

from generator.modelcode.allowlist import check_module

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PLACEHOLDER_MODULE", "AdapterError", "type_expressions"]

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
            answer = generate(dict(schema), config=config)
        if not isinstance(answer, str):
            raise AdapterError("datamodel-code-generator answered several modules for one")
        return answer

    return call


def type_expressions(classes: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, ast.expr]]:
    """Return the type expression of each field of each class.

    `classes` maps class names to `{field name: skeleton}`; skeletons may refer to classes by `#/$defs/NAME`. Raises
    AdapterError where the answer is not what was asked for.
    """
    definitions = {
        name: {"type": "object", "required": list(fields), "properties": dict(fields)}
        for name, fields in classes.items()
    }
    source = _generate()({"type": "object", "properties": {}, "$defs": definitions})
    module = ast.parse(source)
    check_module(module, modules={PLACEHOLDER_MODULE, "typing", "pydantic", "__future__"})
    answer = {
        statement.name: {
            field.target.id: field.annotation
            for field in statement.body
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        }
        for statement in module.body
        if isinstance(statement, ast.ClassDef)
    }
    for name, fields in classes.items():
        if set(answer.get(name, ())) != set(fields):
            raise AdapterError(f"datamodel-code-generator answered other fields than asked for in {name}")
    return answer
