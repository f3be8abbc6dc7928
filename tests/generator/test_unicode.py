"""What a character is does not depend on this Python: the tables are fixed, and what came later is shown as it is."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build
from generator.current import Settings
from generator.names.identifiers import identifier, property_names
from generator.names.ids import check_model_id
from generator.plain import unicode
from generator.plain.faults import Report
from generator.plain.text import escape
from generator.writing.literals import python_literal
from tests.generator.young import DOTS, EMOJI, IDEOGRAPH, NAMES, OUTLINED, write_schemas

OLDEST = unicodedata.unidata_version == "14.0.0"


def everything() -> Iterator[str]:
    """Every character, one after another."""
    return map(chr, range(sys.maxunicode + 1))


@pytest.mark.ci
def test_the_table_is_that_of_unicode_14() -> None:
    unknown = {character for character in everything() if not unicode.is_known(character)}
    unassigned = {character for character in everything() if unicodedata.category(character) == "Cn"}
    # Later versions assign some of what is free in it, and free nothing.
    assert unassigned <= unknown
    assert len(unknown) == 829_834
    if OLDEST:
        assert unassigned == unknown


def test_identifiers_are_those_of_every_python() -> None:
    ours = [character for character in everything() if unicode.in_identifier(character)]
    assert len(ours) == 135_053
    assert all(("a" + character).isidentifier() for character in ours)
    if OLDEST:
        assert ours == [
            one for one in everything() if ("a" + one).isidentifier() and one not in "\u30fb\uff65"
        ]


@pytest.mark.ci
def test_what_cannot_be_seen_is_escaped_and_everything_else_shown() -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    for character in everything():
        if unicodedata.category(character) in hidden:
            assert not unicode.is_shown(character), hex(ord(character))
            assert escape(character) == ascii(character)[1:-1]
        elif unicode.is_known(character) and unicodedata.category(character) != "Zs":
            assert unicode.is_shown(character), hex(ord(character))
    assert escape(f"a {EMOJI} {IDEOGRAPH}") == f"a {EMOJI} {IDEOGRAPH}"


def test_no_young_character_is_part_of_a_name() -> None:
    names = property_names(NAMES)
    assert all(unicode.is_known(name) and name.isidentifier() for name in names.values())
    assert names["日本語"] == "日本語"
    assert identifier(OUTLINED) == ""
    assert [identifier(dotted) for dotted in DOTS] == ["a_b", "a_b", "a_b"]
    assert check_model_id(f"v/{IDEOGRAPH}") is not None
    assert check_model_id("v/日本") is None


@given(st.text())
def test_folding_leaves_alone_what_is_not_known(text: str) -> None:
    known = "".join(filter(unicode.is_known, text))
    assert unicode.nfkc(known) == unicodedata.normalize("NFKC", known)
    assert unicode.casefold(known) == known.casefold()
    young = [character for character in text if not unicode.is_known(character)]
    assert [one for one in unicode.casefold(unicode.nfkc(text)) if not unicode.is_known(one)] == young


@pytest.mark.parametrize("text", [EMOJI, "'", '"', "'\"", "\\", "\u3000", "\x7f", "\ud800", "a\n\t"])
def test_a_literal_is_written_as_python_writes_it(text: str) -> None:
    assert python_literal(text) == (f"'{text}'" if text == EMOJI else repr(text))


def test_young_characters_are_generated_as_they_are(tmp_path: Path) -> None:
    write_schemas(tmp_path / "schemas")
    made = build(Settings(tmp_path / "schemas", tmp_path / "out"), Report())
    module = made.files["runcomfy/models/v/one.py"].decode()
    assert EMOJI in module
    assert "fae8" not in module
    assert EMOJI in made.files["docs/models/v/one.md"].decode()
