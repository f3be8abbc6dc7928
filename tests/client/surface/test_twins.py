"""What people hold has two forms that say the same: each method of one is that of the other with `await` in it.

They are written by hand: a signal and a cancellation, or an iterator and a loop, differ where it matters most. All
else is held together here: the methods and their order, signatures, docstrings and bodies, except for what is named.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import runcomfy

PACKAGE = Path(runcomfy.__file__).parent

# The files of the two classes, and what differs of which method: nothing else may, and that must.
TWINS: dict[tuple[str, str, str], dict[str, str]] = {
    ("_client/{}_client.py", "SyncClient", "AsyncClient"): {
        "__init__": "arguments body",
        "batch": "decorators body",
        "close": "body",
    },
    ("_client/{}_catalogue.py", "Catalogue", "AsyncCatalogue"): {},
    ("_client/{}_endpoint.py", "SyncEndpoint", "AsyncEndpoint"): {},
    ("_client/{}_reading.py", "SyncReading", "AsyncReading"): {"_as_read": "arguments body"},
    ("_client/{}_journal_view.py", "ClientJournal", "AsyncClientJournal"): {"resume_all": "body"},
    ("_jobs/{}_job.py", "Job", "AsyncJob"): {
        "updates": "body",
        "wait": "docstring body",
        "_follow": "arguments body",
        "_interrupted": "body",
        "_watch": "returns body",
    },
    ("_jobs/{}_result.py", "Result", "AsyncResult"): {},
    ("_jobs/{}_result_file.py", "ResultFile", "AsyncResultFile"): {
        "open": "returns docstring body",
        "image": "body",
    },
}
# What a name of the asynchronous half is in the other, where it is not the same without `Async` in front.
NAMES = {
    "AsyncClient": "SyncClient", "AsyncCore": "SyncCore", "AsyncEndpoint": "SyncEndpoint", "AnyAsyncEndpoint": "AnySyncEndpoint",
    "AsyncTermination": "Interrupts", "async_catalogue": "sync_catalogue", "async_job": "sync_job",
    "async_journal_view": "sync_journal_view", "aclose": "close", "aio": "sync", "written": "",
    "__aenter__": "__enter__", "__aexit__": "__exit__",
}  # fmt: skip
IN_THREADS = ("asyncio.to_thread", "written")


class _Plain(ast.NodeTransformer):
    """Takes what is asynchronous out of a file."""

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self.visit_FunctionDef(
            ast.FunctionDef(node.name, node.args, node.body, node.decorator_list, node.returns, None)
        )

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.name = plain(node.name)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        node.name = plain(node.name)
        return node

    def visit_Await(self, node: ast.Await) -> ast.AST:
        """`await asyncio.to_thread(f, x)` is `f(x)`."""
        value = node.value
        if isinstance(value, ast.Call) and ast.unparse(value.func) in IN_THREADS:
            value = ast.Call(value.args[0], value.args[1:], value.keywords)
        found: ast.AST = self.visit(value)
        return found

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        return self.generic_visit(ast.For(node.target, node.iter, node.body, node.orelse, None))

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AST:
        return self.generic_visit(ast.With(node.items, node.body, None))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = plain(node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        node.attr = plain(node.attr)
        return node

    def visit_alias(self, node: ast.alias) -> ast.AST:
        node.name = plain(node.name)
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        self.generic_visit(node)
        node.module = ".".join(map(plain, (node.module or "").split(".")))
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):
            node.value = re.sub(r"\bAsync[A-Z]\w*", lambda found: plain(found[0]), node.value)
        return node


def plain(name: str) -> str:
    """The synchronous name."""
    return NAMES.get(name) or re.sub(r"^Async(?=[A-Z])", "", name)


def methods(source: str, name: str) -> list[tuple[str, dict[str, object]]]:
    """What there is to compare of each method of a class, in its order."""
    tree = ast.fix_missing_locations(_Plain().visit(ast.parse(source)))
    found: list[tuple[str, dict[str, object]]] = []
    body = next(
        node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == plain(name)
    ).body
    # What type checkers see of a constructor counts, too.
    body = [one for node in body for one in (node.body + node.orelse if isinstance(node, ast.If) else [node])]
    for node in body:
        if isinstance(node, ast.FunctionDef):
            text = ast.get_docstring(node)
            parts = {
                "decorators": [ast.unparse(one) for one in node.decorator_list],
                "arguments": ast.unparse(node.args),
                "returns": None if node.returns is None else ast.unparse(node.returns),
                "docstring": text,
                "body": [ast.unparse(one) for one in node.body[text is not None :]],
            }
            found.append((node.name, parts))
    return found


def differences(sync: str, asynchronous: str, names: tuple[str, str]) -> dict[str, str]:
    """What differs, method by method; under "" the methods themselves or their order."""
    one, other = methods(sync, names[0]), methods(asynchronous, names[1])
    order = [name for name, _ in one], [name for name, _ in other]
    if order[0] != order[1]:
        return {"": f"{order[0]} and {order[1]}"}
    found: dict[str, str] = {}
    for (name, mine), (_, theirs) in zip(one, other, strict=True):
        if parts := [part for part in mine if mine[part] != theirs[part]]:
            found[name] = " ".join(parts)
    return found


def sources(place: str) -> tuple[str, str]:
    mine, theirs = ((PACKAGE / place.format(half)).read_text(encoding="utf-8") for half in ("sync", "async"))
    return mine, theirs


@pytest.mark.parametrize("twins", TWINS, ids=lambda twins: twins[1])
def test_twins_differ_only_where_they_must(twins: tuple[str, str, str]) -> None:
    place, *names = twins
    assert differences(*sources(place), (names[0], names[1])) == TWINS[twins]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Look once, and return how the job is doing.", "Look.", {"status": "docstring"}),
        ("overwrite: bool = False", "overwrite: bool = True", {"download": "arguments"}),
        ("-> list[Path]", "-> tuple[Path]", {"download": "returns"}),
        ("self._record_update(update)", "pass", {"status": "body"}),
        ("await self.wait(timeout)", "self.wait(None)", {"download": "body"}),
        ("    async def cancel(self)", "    async def stop(self)", {"": "order"}),
        ('@traced("runcomfy.wait")', "", {"wait": "decorators docstring body"}),
    ],
)
def test_a_difference_is_found(old: str, new: str, expected: dict[str, str]) -> None:
    place = "_jobs/{}_job.py"
    sync, asynchronous = sources(place)
    assert old in asynchronous
    found = differences(sync, asynchronous.replace(old, new), ("Job", "AsyncJob"))
    if "" in expected:
        assert list(found) == [""]
    else:
        assert found == {**TWINS[place, "Job", "AsyncJob"], **expected}
