"""`make quick` knows which tests are the first to notice a change."""

from __future__ import annotations

import pytest

from tests.programs.quick import ROOMS, ROOT, TESTS, near


@pytest.mark.ci
def test_every_source_has_tests_that_are_near() -> None:
    sources = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and path.suffix in {".py", ".jinja"} and "__pycache__" not in path.parts
    ]
    assert [path for path in sources if not near(path)] == []


@pytest.mark.ci
def test_the_table_names_tests_that_are_there() -> None:
    assert [
        name for names in ROOMS.values() for name in names.split() if not [*TESTS.rglob(f"{name}.py")]
    ] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("generator/naming.py", {"generator/test_naming.py"}),
        (
            "generator/dialect/merge.py",
            {
                "generator/test_dialect.py",
                "generator/test_dialect_nodes.py",
                "generator/test_dialect_references.py",
                "sandbox/test_dialect.py",
            },
        ),
        (
            "generator/runtime/_catalogue/price.py",
            {
                "client/catalogue/test_price.py",
                "client/catalogue/test_price_live.py",
                "client/catalogue/test_price_units.py",
            },
        ),
        (
            "generator/runtime/_books/budget.py",
            {"client/books/test_budget.py", "client/books/test_budget_holds.py"},
        ),
        ("tests/client/catalogue/test_price.py", {"client/catalogue/test_price.py"}),
        ("tests/generator/nodes/enums.json", {"generator/test_dialect_nodes.py"}),
        ("tests/programs/fuzz/kept.py", {"programs/fuzz/test_cases.py"}),
        ("README.md", set()),
    ],
)
def test_a_change_has_its_tests(path: str, expected: set[str]) -> None:
    assert {test.relative_to(TESTS).as_posix() for test in near(path)} == expected
