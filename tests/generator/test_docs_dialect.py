"""Each row of the page about the dialect is true: its schema takes and refuses what stands beside it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from runcomfy.errors import InputError

from generator.docs.guides import guide_pages
from tests.generator.kit import FaultsError, load, normal

PAGE = guide_pages("runcomfy")["docs/guides/dialect.md"]
_CODE = re.compile(r"`([^`]+)`")
_ROW = re.compile(
    r"^\| (?P<what>.+?) \| `(?P<schema>\{.*?\})` \| (?P<takes>.*?) ?\| (?P<refuses>.*?) ?\|$", re.MULTILINE
)
ROWS = [
    (match["what"], json.loads(match["schema"]), match["takes"], match["refuses"])
    for match in _ROW.finditer(PAGE)
]


def test_every_row_with_a_schema_is_tried() -> None:
    assert len(ROWS) == len(re.findall(r"^\| [^|]+ \| `\{", PAGE, re.MULTILINE)) > 35


@pytest.mark.parametrize(("what", "schema", "takes", "refuses"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_a_row_says_what_is_so(what: str, schema: Any, takes: str, refuses: str) -> None:
    whole = {"type": "object", "properties": {"value": schema}}
    if takes == "*refused*":
        with pytest.raises(FaultsError):
            normal(whole)
        return
    model, report = normal(whole)
    made = load(model).ModelInput
    for text in _CODE.findall(takes):
        made(value=json.loads(text))
    for text in _CODE.findall(refuses):
        with pytest.raises(InputError):
            made(value=json.loads(text))
    if "warning" in what or "told" in what:
        assert report.warnings
