"""What a package may be called: an importable name of its own that hides nothing."""

from __future__ import annotations

import pytest

from generator.names.packages import check_package_name


@pytest.mark.parametrize(
    "name", ["runcomfy", "acme_ai", "our_models2", "_private", "_", "docs_", "Docs", "pydanticx"]
)
def test_it_may(name: str) -> None:
    assert check_package_name(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "'' cannot be the name of a package"),
        ("acme-ai", "'acme-ai' cannot be the name of a package"),
        ("acme.ai", "'acme.ai' cannot be the name of a package"),
        ("2acme", "'2acme' cannot be the name of a package"),
        ("modèle", "'modèle' cannot be the name of a package"),
        ("class", "'class' is a keyword of Python, which nobody can import"),
        ("None", "'None' is a keyword of Python, which nobody can import"),
        ("docs", "'docs' is the folder beside the package"),
        *(
            (name, f"{name!r} is a module already, which the package would hide")
            for name in (
                "json", "asyncio", "_thread", "__future__", "__ours", "httpx", "pydantic", "pydantic_core", "typing_extensions",
                "annotated_types",
            )
        ),
    ],
)  # fmt: skip
def test_it_may_not(name: str, why: str) -> None:
    assert check_package_name(name) == why
