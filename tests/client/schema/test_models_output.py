"""Reading answers: open, never an error, never a changed value."""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypedDict

import pytest
import typing_extensions
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, RootModel

from tests.inside import OutputModel, read_output
from tests.shares import examples

PNG, PNG2 = "https://h.runcomfy.net/a.png?s=1", "https://h.runcomfy.net/b%3D.PNG"
MP4, BARE = "https://h.runcomfy.net/c.mp4", "https://h.runcomfy.net/x"


class Media(OutputModel):
    image: str | None = None
    images: list[str] | None = None
    video: str | None = None
    videos: list[str] | None = None


class Images(OutputModel):
    images: list[str] | None = None


class Image(OutputModel):
    image: str | None = None


class Part(OutputModel):
    label: Literal["cat", "dog"] | str  # noqa: PYI051 (as generated: for the editor)
    score: Annotated[int | float, Field(ge=0)] | None = None


class Deep(OutputModel):
    parts: list[Part]
    seed: int | None = None
    of: Annotated[str, Field(alias="class")] = ""
    table: dict[str, Part] | None = None
    next: Deep | None = None


def read(kind: Any, raw: object, hint: str | None = None) -> tuple[Any, tuple[str, ...]]:
    return read_output("a/b", kind, raw, kind=hint)


def fine(kind: Any, raw: object, hint: str | None = None) -> Any:
    output, problems = read(kind, raw, hint)
    assert problems == ()
    return output


@dataclass
class Seen:
    image: str
    width: int = 0


class SeenDict(typing_extensions.TypedDict):
    image: str
    width: typing_extensions.NotRequired[int]


class OldDict(TypedDict):
    image: str


@pytest.mark.parametrize("kind", [Seen, SeenDict])
def test_an_output_may_be_a_dataclass_or_a_typed_dict_of_the_user_s(kind: Any) -> None:
    assert fine(kind, {"image": PNG, "width": 5}) == kind(image=PNG, width=5)
    for raw in ({"image": PNG, "width": "5"}, PNG, [PNG]):
        output, [problem] = read(kind, raw)
        assert output == raw
        assert problem.startswith(f"the output should be {kind.__name__}, and is ")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="pydantic reads it there")
def test_a_type_that_pydantic_cannot_read_is_told_as_the_reason() -> None:
    output, [problem] = read(OldDict, {"image": "x"})
    assert output == {"image": "x"}
    assert "typing_extensions.TypedDict" in problem


def test_plain_types_are_told_in_words() -> None:
    assert read(dict, "x")[1] == ("the output should be a dict, and is 'x'",)
    assert read(list, "x")[1] == ("the output should be a list, and is 'x'",)


def test_unknown_fields_and_enum_values_are_kept() -> None:
    output = fine(Deep, {"parts": [{"label": "yak", "score": 1, "box": [1, 2]}], "class": "x", "of": 3})
    assert output.parts[0].label == "yak"
    assert output.parts[0].box == [1, 2]
    assert type(output.parts[0].score) is int
    assert output.of == "x"
    assert output.model_extra == {"of": 3}
    assert pickle.loads(pickle.dumps(output)) == output


def test_what_does_not_fit_stays_as_it_came_and_is_noted() -> None:
    raw = {
        "parts": [{"label": "cat"}, {"label": 5, "score": -1, "more": 2}, 7],
        "seed": "12", "next": {"seed": 1.5, "extra": True}, "table": {"a": {"label": "x"}},
    }  # fmt: skip
    output, problems = read(Deep, raw)
    assert output.parts[0] == Part(label="cat")
    assert (output.parts[1].label, output.parts[1].score, output.parts[1].more) == (5, -1, 2)
    assert output.parts[2] == 7
    assert output.seed == "12"
    assert output.next.seed == 1.5
    assert output.next.extra is True
    assert output.next.parts is None
    assert output.table["a"].label == "x"
    assert set(problems) == {
        "parts[1].label should be one of 'cat', 'dog' or a string, and is 5",
        "parts[1].score should be a number of at least 0 or None, and is -1",
        "parts[2] should be a dict with 'label', 'score', and is 7",
        "seed should be an integer or None, and is '12'",
        "next.parts is missing",
        "next.seed should be an integer or None, and is 1.5",
    }
    assert repr(output)
    assert output.model_fields_set == {"parts", "seed", "next", "table"}


@pytest.mark.parametrize(
    ("kind", "raw", "hint", "expected"),
    [
        (Media, PNG, None, {"image": PNG}),
        (Media, MP4, "image", {"video": MP4}),
        (Media, BARE, "video", {"video": BARE}),
        (Media, BARE, None, {"image": BARE}),
        (Media, [PNG], None, {"image": PNG}),
        (Media, [PNG, PNG2], None, {"images": [PNG, PNG2]}),
        (Media, [PNG, MP4, PNG2], None, {"images": [PNG, PNG2], "video": MP4}),
        (Images, PNG, None, {"images": [PNG]}),
        (Images, BARE, "image", {"images": [BARE]}),
        (Image, [PNG], None, {"image": PNG}),
        (Media, {"images": PNG, "video": [MP4]}, None, {"images": [PNG], "video": MP4}),
        (Media, {}, None, {}),
    ],
)
def test_bare_addresses_go_to_the_field_that_fits(
    kind: Any, raw: object, hint: str | None, expected: dict[str, object]
) -> None:
    assert fine(kind, raw, hint).model_dump(exclude_unset=True) == expected


@pytest.mark.parametrize("raw", [None, 5, [PNG, 5], [], "", True, [[PNG]], [PNG, PNG2]])
def test_what_has_no_place_is_handed_over_as_it_came(raw: object) -> None:
    output, problems = read(Image, raw)
    if raw == "":
        assert output.image == ""
        return
    assert output == raw
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (str, "text", "text"),
        (str, {"image": PNG}, PNG),
        (str, [PNG], PNG),
        (list[str], [PNG, PNG2], [PNG, PNG2]),
        (list[str], {"images": [PNG, PNG2]}, [PNG, PNG2]),
        (list[str], PNG, [PNG]),
        (Any, {"x": [1]}, {"x": [1]}),
        (int, 5, 5),
        (list[Part] | None, None, None),
        (dict[str, int | float], {"a": 1}, {"a": 1}),
    ],
)
def test_other_types_of_output(kind: Any, raw: object, expected: object) -> None:
    assert fine(kind, raw) == expected


def test_a_root_model() -> None:
    class Parts(RootModel[list[Part]]):
        pass

    assert fine(Parts, [{"label": "cat"}]).root[0].label == "cat"
    output, problems = read(Parts, [{"label": 1}])
    assert output[0].label == 1
    assert len(problems) == 1


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([PNG, MP4, BARE]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["parts", "label", "score", "seed", "class", "of", "next", "images", "copy"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=examples(2))
@given(
    raw=json_values,
    kind=st.sampled_from([Media, Deep, Image, str, list[str], list[Deep], dict[str, Part], Any]),
)
def test_no_answer_raises(raw: object, kind: Any) -> None:
    output, problems = read(kind, raw)
    assert output is not None or raw is None
    assert all(isinstance(problem, str) and len(problem) < 600 for problem in problems)
    assert len(problems) <= 11
    assert repr(output)


def test_problems_are_not_without_end() -> None:
    output, problems = read(list[int], ["x"] * 1000)
    assert output == ["x"] * 1000
    assert len(problems) == 11
    assert problems[-1] == "… and 990 more"


def test_a_note_shows_no_signature() -> None:
    _, notes = read_output(
        "a/b", Images, {"images": {"a": ["https://h.runcomfy.net/a.png?sig=secret", "x?y"]}}
    )
    assert "https://h.runcomfy.net/a.png?…" in notes[0]
    assert "secret" not in notes[0]
    assert "x?y" in notes[0]
