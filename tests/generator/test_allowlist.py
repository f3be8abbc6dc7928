"""What generated code may consist of, and what becomes of an answer of the code generator that holds more."""

from __future__ import annotations

import ast
import functools
import json
from pathlib import Path
from typing import Any

import datamodel_code_generator
import pytest

from generator.cli import main
from generator.modelcode import adapter
from generator.modelcode.allowlist import CodeRefusedError, check_module
from generator.writing.templating import environment


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("import os", "Import"),
        ("from os import system", "an import from os"),
        ("from ..typing import Any", r"an import from \.\.typing"),
        ("x = eval('1')", "a call of eval"),
        ("x = Field(default_factory=list())", "a call of list"),
        ("x = Field.fits()", "a call of fits"),
        ("x = (Field)(1)(2)", r"a call of \?"),
        ("Model.model_rebuild(1)", "a call of model_rebuild"),
        ("x = Model.__subclasses__", "the attribute __subclasses__"),
        ("x = lambda: 1", "Lambda"),
        ("x = [y for y in z]", "ListComp"),
        ("x = f'{y}'", "JoinedStr"),
        ("def x(): ...", "FunctionDef"),
    ],
)
def test_code_that_could_act_is_refused(source: str, told: str) -> None:
    with pytest.raises(CodeRefusedError, match=rf"generated code holds {told} in line 1"):
        check_module(ast.parse(source), modules={"typing"})


@pytest.mark.parametrize(
    "source",
    [
        "class X(A, (lambda: 1)): pass",
        "class X(A, metaclass=(lambda: 1)): pass",
        "@deprecated((lambda: 1))\nclass X(A): pass",
        "class X(A):\n    y: Annotated[int, Field(ge=(lambda: 1))]",
        "class X(A):\n    y: int | (lambda: 1)",
        "class X(A):\n    y: int = (lambda: 1)",
        "class X(A):\n    y: ClassVar[Fits] = Fits({'a': [1, (2, (lambda: 1))]})",
        "x: Final = Endpoint('a', B[C, (lambda: 1)], D)",
        "x = {(lambda: 1): 1}",
        "x = {**(lambda: 1)}",
        "x = -(lambda: 1)",
        "x = (lambda: 1).y",
        "(lambda: 1).model_rebuild()",
    ],
)
def test_code_that_could_act_is_refused_wherever_it_stands(source: str) -> None:
    with pytest.raises(CodeRefusedError, match="Lambda"):
        check_module(ast.parse(source), modules=())


def test_a_name_is_not_deleted() -> None:
    for source in ("del x", "del x.y", "del x[1]"):
        with pytest.raises(CodeRefusedError, match="Delete"):
            check_module(ast.parse(source), modules=())


@pytest.mark.parametrize(
    "source",
    [
        "def x(self): return 1",
        "@property\ndef x(self): return 1",
        "@cached\ndef x(self):\n 'x'\n from .a import a\n return _below(self, a)",
        "@property\ndef x(self, y=1):\n 'x'\n from .a import a\n return _below(self, a)",
        "@property\ndef x(self):\n 'x'\n from .a import a\n return a",
        "@property\ndef x():\n from .a import a\n return a",
        "def x(y):\n from .a import a\n return a",
        "def x():\n return a",
        "@property\ndef x(self):\n a\n from .a import a\n return _below(self, a)",
        "@property\ndef x(self):\n 'x'\n return _below(self, a)",
        "@property\ndef x(self):\n 'x'\n from .a import a\n a = 1\n return _below(self, a)",
    ],
)
def test_a_function_in_a_namespace_is_a_property_that_imports_a_child(source: str) -> None:
    with pytest.raises(CodeRefusedError, match="the function x"):
        check_module(ast.parse(source), modules={".a"}, namespace=True)


def test_a_condition_in_a_namespace_is_that_of_type_checkers() -> None:
    with pytest.raises(CodeRefusedError, match="the condition yes"):
        check_module(ast.parse("if yes:\n x = 1"), modules=(), namespace=True)


def test_code_as_it_is_made_is_let_through() -> None:
    source = "from .a import B\nclass C(B):\n    x: B | None = Field(ge=-1)\nC.model_rebuild()\n"
    check_module(ast.parse(source), modules={".a"})
    child = "class C:\n @property\n def x(self) -> B:\n  'x'\n  from .a import B\n  return _below(self, B)\n"
    check_module(ast.parse(child), modules={".a"}, namespace=True)
    check_module(ast.parse("def _a():\n from .a import a\n return a"), modules={".a"}, namespace=True)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("import os", "generated code holds Import"),
        ("class Root:\n    f0: os.system('x')\n", "generated code holds a call of system"),
        ("class Root:\n    f1: str\n", "answered other fields than asked for"),
        ("class Root: pass\nclass Other:\n    f0: str\n", "answered other fields than asked for"),
        ({"a.py": "", "b.py": ""}, "answered several modules for one"),
        (ValueError("no"), "datamodel-code-generator failed: no"),
    ],
)
def test_an_answer_of_the_code_generator_that_is_no_type_writes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: Any,
    told: str,
) -> None:
    def generate(*_: object, **__: object) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(datamodel_code_generator, "generate", generate)
    # Nothing that was asked before, by whichever test.
    monkeypatch.setattr(adapter, "_generate", functools.cache(adapter._generate.__wrapped__))
    schemas, out = tmp_path / "schemas", tmp_path / "generated"
    schemas.mkdir()
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    (schemas / "m.json").write_text(
        json.dumps({"model_id": "v/m", "input_schema": schema, "output_schema": schema})
    )
    assert main(["generate", "--schemas", str(schemas), "--out", str(out)]) == 2
    stderr = capsys.readouterr().err
    assert told in stderr
    assert "this is a fault of the generator; please report it with the schema" in stderr
    assert not out.exists()


def test_a_template_prints_nothing_that_is_not_marked_as_finished() -> None:
    template = environment().from_string("{{ value }}")
    with pytest.raises(TypeError, match="a template was given raw text"):
        template.render(value="text of a schema")
