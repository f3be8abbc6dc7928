"""Where the generated classes and the JSON-Schema-Test-Suite disagree: each place is listed with its reason, none is silent.

`disagreements.json` lists them: by draft, file and group of the suite, each case and why. With `NEW=1` in the
environment it is written anew, with `?` for a reason where none is known; read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.world.suite import DRAFTS, FOLDER, Verdict, verdicts

LISTED = Path(__file__).with_name("disagreements.json")
REASONS = {
    "closed": "An input that lists properties takes no others, unless it says so.",
    "implied": "A node without a type has the one that its keywords are about; other types are refused.",
    "elsewhere": "A reference to another document, or by a name instead of a place, is a fault of the schema.",
    "siblings": "What stands beside a reference counts, as in later drafts.",
    "nothing": "A schema that no value can fit is a fault.",
    "left": "`unevaluated*` and dynamic references are left to the server, with a warning.",
    "vocabulary": "What a meta-schema says of keywords is not read.",
}
# How many values and refused schemas the pinned version of the suite has.
COUNTS = {"draft2020-12": 1198, "draft2019-09": 1184, "draft7": 882, "draft6": 802, "draft4": 594}
# CI takes the draft that the dialect is closest to; WORLD=all the others too.
CHOSEN = DRAFTS if os.environ.get("WORLD") == "all" else DRAFTS[:1]

Listing = dict[str, dict[str, dict[str, str]]]


@pytest.mark.parametrize("draft", CHOSEN)
def test_every_disagreement_is_listed_with_its_reason(draft: str) -> None:
    found = list(verdicts(draft))
    listed: dict[str, Listing] = json.loads(LISTED.read_text(encoding="utf-8"))
    known = {
        (file, group, case): reason
        for file, groups in listed.get(draft, {}).items()
        for group, cases in groups.items()
        for case, reason in cases.items()
    }
    disagreeing = [one for one in found if not one.agrees]
    if os.environ.get("NEW"):
        listed[draft] = _listing(disagreeing, known)
        LISTED.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        known = {_place(one): known.get(_place(one), "?") for one in disagreeing}
    assert {_place(one) for one in disagreeing} == known.keys()
    assert set(known.values()) <= REASONS.keys()
    assert len(found) == COUNTS[draft]


@pytest.mark.parametrize("draft", CHOSEN)
def test_what_is_taken_against_the_suite_is_told(draft: str) -> None:
    for one in verdicts(draft):
        if one.found and not one.agrees:
            assert any("is not checked by the client" in text for text in one.warnings), one


def test_the_suite_is_here() -> None:
    assert FOLDER.is_dir(), "run `make world`, which fetches it"


def _place(one: Verdict) -> tuple[str, str, str]:
    return one.file, one.group, one.case


def _listing(disagreeing: list[Verdict], known: dict[tuple[str, str, str], str]) -> Listing:
    listing: Listing = {}
    for one in disagreeing:
        cases = listing.setdefault(one.file, {}).setdefault(one.group, {})
        cases[one.case] = known.get(_place(one), "?")
    return listing
