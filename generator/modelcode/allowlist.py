"""What generated Python may consist of; anything else stops the run before a byte is written."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["CodeRefusedError", "check_module"]

_NODES: tuple[type[ast.AST], ...] = (
    ast.Module,
    ast.ImportFrom,
    ast.alias,
    ast.ClassDef,
    ast.Assign,
    ast.AnnAssign,
    ast.Expr,
    ast.Pass,
    ast.Name,
    ast.Load,
    ast.Store,
    ast.Attribute,
    ast.Subscript,
    ast.Tuple,
    ast.List,
    ast.Dict,
    ast.Constant,
    ast.BinOp,
    ast.BitOr,
    ast.UnaryOp,
    ast.USub,
    ast.Call,
    ast.keyword,
)

# Only in namespace modules: a TYPE_CHECKING block with properties that have no body.
_NAMESPACE_NODES: tuple[type[ast.AST], ...] = (ast.If, ast.FunctionDef, ast.arguments, ast.arg)

_CALLS = frozenset(
    """
    Field ConfigDict StringConstraints DeprecatedEndpoint Endpoint Nested deprecated
    OneOf MultipleOf UniqueItems Pattern Fits Validation
    """.split()
)


class CodeRefusedError(RuntimeError):
    """Generated code holds what it must not. A fault of this program, not of a schema."""


def check_module(module: ast.Module, *, modules: Collection[str], namespace: bool = False) -> None:
    """Raise CodeRefusedError unless the module is made of allowed nodes, imports and calls only.

    `modules` are the modules it may import from, with their leading dots.
    """
    nodes = _NODES + _NAMESPACE_NODES if namespace else _NODES
    for node in ast.walk(module):
        if not isinstance(node, nodes):
            raise _refused(node, type(node).__name__)
        if isinstance(node, ast.ImportFrom):
            name = "." * node.level + (node.module or "")
            if name not in modules:
                raise _refused(node, f"an import from {name}")
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "?")
            rebuilds = isinstance(node.func, ast.Attribute) and called == "model_rebuild" and not node.args
            if not rebuilds and (isinstance(node.func, ast.Attribute) or called not in _CALLS):
                raise _refused(node, f"a call of {called}")
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            raise _refused(node, f"the attribute {node.attr}")
        elif isinstance(node, ast.FunctionDef):
            _check_stub(node)


def _check_stub(function: ast.FunctionDef) -> None:
    decorators = [getattr(decorator, "id", "?") for decorator in function.decorator_list]
    body = [ast.unparse(statement) for statement in function.body]
    if decorators != ["property"] or body != ["..."]:
        raise _refused(function, f"the function {function.name}")


def _refused(node: ast.AST, what: str) -> CodeRefusedError:
    return CodeRefusedError(f"generated code holds {what} in line {getattr(node, 'lineno', 0)}")
