"""Patterns mean what ECMA-262 says, alike in the client and in the generator, and none takes long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.schema import ecma
from generator.schema.pattern import PatternError, check_pattern, pattern_matches
from tests.generator.kit import normal
from tests.inside import matches
from tests.pace import seconds_here

# A pattern, a text, and whether the one is found in the other.
FOUND: list[tuple[str, str, bool]] = [
    # The end is the end.
    ("^a$", "a", True), ("^a$", "a\n", False), ("^a\\Z", "a", True), ("a$|b", "b\n", True),
    # Digits and letters are ASCII, white space is Unicode's.
    (r"^\d$", "٣", False), (r"^\D$", "٣", True), (r"^\w$", "é", False), (r"^\W$", "é", True), (r"^[\D]$", "1", False),
    (r"^\s$", "\u00a0", True), (r"^\s$", "\ufeff", True), (r"^\s$", "\x1c", False), (r"^\S$", "\x85", True),
    (r"^[^\S]$", " ", True), (r"\bé", "é", False), (r"\ba\b", "-a-", True), (r"a\B", "ab", True),
    # A dot is not a line end.
    ("^.$", "\u2028", False), ("^.$", "\r", False), ("^.$", "\x85", True), ("^[.]$", ".", True), ("^[.]$", "x", False),
    # What is not an operator there is none here.
    (r"^[\w-.]+$", "a-.", True), (r"^[+-\d]$", "-", True), (r"^[+-\d]$", ",", False), ("[[]", "[", True),
    ("^[a&&b]+$", "&a", True), ("^[~~]$", "~", True), ("^{$", "{", True), ("^a{,3}$", "a{,3}", True), ("^a}$", "a}", True),
    ("^a]$", "a]", True), ("^[^]$", "\n", True), ("a[]b", "ab", False), ("^a{2$", "a{2", True),
    # Characters by number.
    (r"^\u0041$", "A", True), (r"^\uD83D\uDE00$", "😀", True), (r"^\u{1F600}$", "😀", True), (r"^\x2e$", "x", False),
    (r"^\cA$", "\x01", True), (r"^\0$", "\0", True), (r"^[\b]$", "\b", True), (r"^[\x5d]$", "]", True), (r"\u005b", "[", True),
    # Groups and repeats.
    (r"^(?<y>\d{4})$", "2024", True), ("^(?:a|b){2,3}$", "aba", True), (r"^\p{L}+$", "éa", True), (r"^[\p{L}]+$", "éa", True),
    (r"^a\/b$", "a/b", True), (r"^\$$", "$", True), (r"^[$]$", "$", True), ("^[\u4e00-\u9fff]+$", "中", True),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text", "found"), FOUND)
def test_a_pattern_means_what_ecma_says(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, text) is found
    assert pattern_matches(pattern, text) is found
    check_pattern(pattern)
    said = ecma.translate(pattern).backtracking
    assert said is None or bool(re.compile(said, re.ASCII).search(text)) is found


@pytest.mark.parametrize(("pattern", "text", "found"), [
    ("^(?=a)a$", "a", True), ("^(?=a)a$", "a\n", False), (r"^(?!\d)\w$", "1", False), (r"^(?!\d)\w$", "é", False),
    (r"^(?<q>.)a\k<q>$", "xax", True), (r"^(.)\1$", "aa", True), (r"^(.)\1$", "ab", False), ("(?<=a)b", "ab", True),
])  # fmt: skip
def test_what_only_the_sandbox_judges_means_the_same(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, text) is found
    with pytest.raises(PatternError) as refused:
        check_pattern(pattern)
    assert refused.value.checkable_elsewhere


@pytest.mark.parametrize("pattern", [
    "[a-z]{30000}[0-9]", "(a|b){30000}c", "(.{0,3000}a){2}x", "((a{20}){20}){20}", "x{99999999999999999999}",
    ".?" * 3000, "(?=[ab]{30000})c", "(a+)+$", "(?=a)(a|b|ab)*c", r"\w{900}x", "(a?){900}a{90}",
])  # fmt: skip
def test_no_pattern_takes_long(pattern: str) -> None:
    text = "ab" * 30_000
    begun = time.process_time()
    matches(pattern, text)
    try:
        check_pattern(pattern)
    except PatternError:
        pass
    else:
        pattern_matches(pattern, text)
    assert time.process_time() - begun < seconds_here(5)


def test_a_pattern_of_too_many_parts_is_left_to_the_server_and_told() -> None:
    def told(pattern: str) -> list[str]:
        node = {"type": "string", "pattern": pattern}
        model, report = normal({"type": "object", "properties": {"a": node}})
        assert ("pattern" in model.input_schema["properties"]["a"]) is not bool(report.warnings)
        return [warning.message for warning in report.warnings]

    assert told("[a-z]{1000}") == []
    assert told("[a-z]{1001}") == [
        "with its repeats written out, the pattern has more than 1,000 parts; it is left to the server"
    ]


@given(
    st.text("[]{}()^$.*+?|\\-,:=!<>&~bdDwWsSpPukcxZ019aé\n", max_size=12),
    st.text("ab1 é\n-[]{}&~", max_size=6),
)
def test_any_pattern_is_judged_or_refused_alike(pattern: str, text: str) -> None:
    found = matches(pattern, text)
    try:
        check_pattern(pattern)
    except PatternError:
        return
    assert pattern_matches(pattern, text) is found
