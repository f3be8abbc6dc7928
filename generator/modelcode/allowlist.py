"""What generated Python may consist of; anything else stops the run before a byte is written."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["CodeRefusedError", "check_module"]

_NODES = frozenset(
    {
        ast.Module,
        ast.ImportFrom,
        ast.alias,
        ast.ClassDef,
        ast.Assign,
        ast.AnnAssign,
        ast.Expr,
        ast.Pass,
        ast.Name,
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
    }
)

# Only in modules with children: properties, functions that import, and a block that only type checkers see.
_NAMESPACE_NODES = frozenset({ast.If, ast.FunctionDef, ast.arguments, ast.arg, ast.Return})

# What is looked at more closely; the many others are allowed, or not, as they are.
_CLOSER = frozenset({ast.ImportFrom, ast.Call, ast.Attribute, ast.FunctionDef, ast.If})

# Below these there is nothing, or only what the node above it says already.
_LEAVES = frozenset({ast.Constant, ast.Name})
_CONTEXTS = frozenset({ast.Load, ast.Store})

_CALLS = frozenset(
    """
    Field ConfigDict StringConstraints Endpoint deprecated
    OneOf MultipleOf UniqueItems Pattern Fits MediaConstraint TypedDict
    """.split()
)
_NAMESPACE_CALLS = frozenset({"_Attached", "_Deprecated", "_Nested", "_below"})


class CodeRefusedError(RuntimeError):
    """Generated code holds what it must not. A fault of this program, not of a schema."""


def check_module(module: ast.Module, *, modules: Collection[str], namespace: bool = False) -> None:
    """Raise CodeRefusedError unless the module is made of allowed nodes, imports and calls only.

    `modules` are the modules it may import from, with their leading dots.
    """
    nodes = _NODES | _NAMESPACE_NODES if namespace else _NODES
    calls = _CALLS | _NAMESPACE_CALLS if namespace else _CALLS
    for node in _walk(module):
        kind = type(node)
        if kind not in nodes:
            raise _refused(node, kind.__name__)
        if kind in _CLOSER:
            _look_closer(node, modules, calls)


def _look_closer(node: ast.AST, modules: Collection[str], calls: Collection[str]) -> None:
    """Refuse what a node of an allowed kind must not say."""
    if isinstance(node, ast.ImportFrom):
        name = "." * node.level + (node.module or "")
        if name not in modules:
            raise _refused(node, f"an import from {name}")
    elif isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "?")
        rebuilds = isinstance(node.func, ast.Attribute) and called == "model_rebuild" and not node.args
        if not rebuilds and (isinstance(node.func, ast.Attribute) or called not in calls):
            raise _refused(node, f"a call of {called}")
    elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        raise _refused(node, f"the attribute {node.attr}")
    elif isinstance(node, ast.FunctionDef):
        _check_function(node)
    elif isinstance(node, ast.If) and ast.unparse(node.test) != "TYPE_CHECKING":
        raise _refused(node, f"the condition {ast.unparse(node.test)}")


def _walk(module: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes that can say something, in a third of the time that `ast.walk` takes for all."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        yield node
        if type(node) in _LEAVES:
            continue
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                if type(value) not in _CONTEXTS:
                    waiting.append(value)
            elif isinstance(value, list):
                waiting += [item for item in cast("list[object]", value) if isinstance(item, ast.AST)]


def _check_function(function: ast.FunctionDef) -> None:
    """Refuse any function but the property of a child namespace, and what imports a child."""
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    match function.body:
        case [ast.Expr(ast.Constant()), ast.ImportFrom(), ast.Return(ast.Call())]:
            is_known = decorators == ["property"] and ast.unparse(function.args) == "self"
        case [ast.ImportFrom(), ast.Return(ast.Name())]:
            is_known = not decorators and not ast.unparse(function.args)
        case _:
            is_known = False
    if not is_known:
        raise _refused(function, f"the function {function.name}")


def _refused(node: ast.AST, what: str) -> CodeRefusedError:
    return CodeRefusedError(f"generated code holds {what} in line {getattr(node, 'lineno', 0)}")
