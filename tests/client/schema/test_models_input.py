"""Input objects: names, copies, dumps, and the errors a person reads."""

from __future__ import annotations

import ast
import copy
import importlib
import io
import json
import pickle
from typing import TYPE_CHECKING, Annotated, Any, Literal
from unittest.mock import Mock

import pytest
from pydantic import ConfigDict, Field
from runcomfy.errors import InputError, InputIssue

from tests.inside import (
    UNSET,
    Const,
    Fits,
    ImageInput,
    InputModel,
    MultipleOf,
    OneOf,
    Pattern,
    UniqueItems,
    build_input,
    needs_disk,
    validate_wire,
    wire_body,
)

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.com/a.png"


class Lora(InputModel):
    path: str
    scale: Annotated[int | float, Field(ge=0, le=2)] = 1


class Node(InputModel):
    name: str
    kids: list[Node] = UNSET


class Edit(InputModel):
    images: Annotated[list[ImageInput], Field(min_length=1, max_length=3)]
    prompt: Annotated[str, Field(max_length=20)]
    """What to do."""
    resolution: Literal["1k", "2k", "4k"] = "1k"
    duration: Annotated[int, Field(ge=4, le=30)] = 5
    seed: Annotated[int, Field(ge=0)] = UNSET
    steps: Annotated[Literal[4, 8], OneOf(4, 8)] = 4
    loras: list[Lora] = UNSET
    node: Node | None = None
    v6_text: Annotated[str, Field(alias="6_text")] = ""
    class_: Annotated[str, Field(alias="class")] = UNSET
    mix: Lora | str = UNSET
    ref: ImageInput | list[ImageInput] = UNSET
    width: Annotated[int, Field(ge=64), MultipleOf(8)] = 512
    extra: Any = UNSET


def faults(**inputs: object) -> dict[str, InputIssue]:
    with pytest.raises(InputError) as caught:
        build_input("a/b", Edit, (), {"images": [URL], "prompt": "x", **inputs})
    assert caught.value.model_id == "a/b"
    return {issue.path: issue for issue in caught.value.issues}


def build(**inputs: object) -> Edit:
    return build_input("a/b", Edit, (), {"images": [URL], "prompt": "x", **inputs})


def test_only_what_was_set_is_sent_under_wire_names() -> None:
    built = build(v6_text="t", class_="c", loras=[{"path": "p"}, Lora(path="q", scale=0.5)])
    sent = {
        "images": [URL], "prompt": "x", "6_text": "t", "class": "c",
        "loras": [{"path": "p"}, {"path": "q", "scale": 0.5}],
    }  # fmt: skip
    assert wire_body(built) == sent
    assert built.model_dump() == sent
    assert json.loads(built.model_dump_json()) == sent
    assert built.duration == 5
    assert built.seed is UNSET
    assert not built.seed


def test_both_names_build_but_the_wire_knows_only_its_own() -> None:
    assert build(class_="c") == build(**{"class": "c"}) == validate_wire(
        "a/b", Edit, {"images": [URL], "prompt": "x", "class": "c"}
    )  # fmt: skip
    with pytest.raises(InputError, match=r"class_ is not an input \(did you mean 'class_?'\?\)"):
        validate_wire("a/b", Edit, {"images": [URL], "prompt": "x", "class_": "c"})


def test_what_a_class_of_the_users_own_adds_is_no_input() -> None:
    class Own(Edit):
        user: str = ""

    class OwnLora(Lora):
        weight: int = 1

    given: dict[str, Any] = {"images": [URL], "prompt": "x"}
    assert wire_body(build_input("a/b", Edit, (Own(**given),), {})) == given
    for wrong, path in (
        (Own(**given, user="u"), "user"),
        (Edit(**given, mix=OwnLora(path="p", weight=2)), "mix.weight"),
    ):
        with pytest.raises(InputError) as caught:
            build_input("a/b", Edit, (wrong,), {})
        [issue] = caught.value.issues
        assert issue.path == path
        assert issue.message.startswith("is not an input; the inputs are ")


def test_a_value_given_twice_is_no_guess() -> None:
    assert set(faults(class_="c", **{"class": "d"})) == {"class_"}


def test_nested_dicts_stay_strict_inside() -> None:
    assert (
        wire_body(build(node={"name": "a", "kids": [{"name": "b", "kids": []}]}))["node"]["kids"][0]["name"]
        == "b"
    )
    found = faults(
        node={"name": "a", "kids": [{"name": 1}, {"nam": "x"}]}, loras=[{"path": "p", "scale": "1"}]
    )
    assert found["node.kids[0].name"].message == "must be a string, not 1"
    assert found["node.kids[1].name"].message == "is required: a string"
    assert found["node.kids[1].nam"].suggestion == "name"
    assert found["loras[0].scale"].message == "must be a number from 0 to 2, not '1'"


def test_every_fault_is_listed_with_what_is_allowed() -> None:
    found = faults(
        images=[URL, "https://x/y", 5], prompt="x" * 30, resolution="2K", duration=31, seed=None, steps="4",
        width=65, promt="y", class_=1, mix={"path": 1}, ref=5,
    )  # fmt: skip
    assert {path: issue.suggestion for path, issue in found.items() if issue.suggestion} == {
        "resolution": "'2k'", "steps": "4", "promt": "prompt",
    }  # fmt: skip
    assert found["images[2]"].value == 5
    assert found["prompt"].message == "has 30 characters, and must be a string of at most 20 characters"
    assert found["resolution"].allowed == "one of '1k', '2k', '4k'"
    assert found["duration"].message == "must be an integer from 4 to 30, not 31"
    assert found["seed"].message == (
        "must be an integer of at least 0, not None: leave it out, which in Python UNSET does, too"
    )
    assert found["width"].message == "must be a multiple of 8, not 65"
    assert found["mix.path"].message == "must be a string, not 1"
    assert found["class_"].message == "must be a string, not 1"
    assert "or a list" in found["ref"].message
    assert len(found) == 11


def test_wire_faults_have_wire_names() -> None:
    with pytest.raises(InputError) as caught:
        validate_wire("a/b", Edit, {"images": [], "prompt": "x", "6_text": 1, "class": 2})
    assert [issue.path for issue in caught.value.issues] == ["images", "'6_text'", "class"]


def test_the_message_fits_a_terminal() -> None:
    with pytest.raises(InputError) as caught:
        build_input(
            "a/b", Edit, (), {"image": "x" * 10**6, "prompt": "\x1b[31m" * 1000, "extra": b"y" * 10**6}
        )
    text = str(caught.value)
    assert text.startswith("a/b: 4 inputs are wrong; nothing was sent\n")
    assert "\x1b" not in text
    assert "pydantic" not in text
    assert len(text) < 1200
    assert len(pickle.dumps(caught.value)) < 5000
    assert pickle.loads(pickle.dumps(caught.value)).issues == caught.value.issues
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("args", [(1,), ({"prompt": "x"},), (1, 2)])
def test_positional_arguments_are_refused_with_a_hint(args: tuple[object, ...]) -> None:
    with pytest.raises(InputError, match="takes keyword arguments, or one Edit alone"):
        build_input("a/b", Edit, args, {})


def test_an_input_object_is_checked_again() -> None:
    good = build()
    assert build_input("a/b", Edit, (good,), {}) == good
    good.images.clear()
    with pytest.raises(InputError, match="images has 0 items"):
        build_input("a/b", Edit, (good,), {})
    lora = Lora(path="p")
    lora.__dict__["path"] = 1
    assert "loras[0].path" in faults(loras=[lora])


def test_what_open_inputs_cannot_send() -> None:
    assert (
        faults(extra={"a": [{1, 2}]})["extra.a[0]"].message
        == "cannot be sent as JSON: a set is not a JSON value"
    )
    cycle: list[object] = []
    cycle.append(cycle)
    assert "nested too deeply" in faults(extra=cycle)[""].message


def test_equality_is_what_is_sent() -> None:
    assert build() == build()
    assert build(duration=5) != build()
    assert build(extra={"a": 1}) != build(extra={"a": 2})
    assert build() != 1


def test_copies_and_pickles(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(b"GIF89a....")
    built = build(images=[b"GIF89a....", tmp_path / "a.gif"], class_="c")
    for other in (
        copy.copy(built),
        copy.deepcopy(built),
        built.model_copy(deep=True),
        pickle.loads(pickle.dumps(built)),
    ):
        assert other == built
        assert other.seed is UNSET
        assert other.model_fields_set == built.model_fields_set
    with pytest.raises(TypeError, match="open file cannot be pickled"):
        pickle.dumps(build(images=[io.BytesIO(b"GIF89a....")]))


def test_repr_shows_what_was_set_briefly() -> None:
    assert repr(build(seed=3)) == "Edit(images=['https://example.com/a.png'], prompt='x', seed=3)"
    assert len(repr(build(extra="y" * 10**6))) < 300
    assert repr(UNSET) == "UNSET"
    assert pickle.loads(pickle.dumps(UNSET)) is copy.deepcopy(UNSET) is UNSET


def test_json_schema_has_no_unset_and_names_media() -> None:
    schema = Edit.model_json_schema()
    assert schema["properties"]["images"]["items"] == {
        "type": "string",
        "format": "image_uri",
        "minLength": 1,
    }
    assert "default" not in schema["properties"]["seed"]
    assert schema["properties"]["duration"]["default"] == 5
    assert schema["properties"]["steps"]["enum"] == [4, 8]
    assert schema["properties"]["prompt"]["description"] == "What to do."
    assert "description" not in schema["properties"]["seed"]
    assert Edit.model_json_schema(by_alias=False)["properties"]["prompt"]["description"] == "What to do."
    assert schema["properties"]["width"]["multipleOf"] == 8


def test_a_class_without_a_source_has_no_texts() -> None:
    names: dict[str, Any] = {}
    exec(
        "from runcomfy._schema.models import InputModel\nclass Made(InputModel):\n    a: str\n    'A text.'",
        names,
    )
    assert "description" not in names["Made"].model_json_schema()["properties"]["a"]


def test_the_texts_of_a_module_s_classes_are_read_in_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["from runcomfy._schema.models import InputModel"]
    lines += [f"class C{i}(InputModel):\n    a: str\n    'Text {i}.'" for i in range(3)]
    lines += ["class Twice(InputModel):\n    a: str\n    'The first.'"]
    lines += ["class Twice(InputModel):\n    a: str\n    'The second.'"]
    lines += ["def make():\n    class C0(InputModel):\n        a: str\n        'Inside.'\n    return C0"]
    (tmp_path / "many_texts.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("many_texts")
    monkeypatch.setattr(ast, "parse", parse := Mock(wraps=ast.parse))

    def text(cls: type[InputModel]) -> str:
        shown: str = cls.model_json_schema()["properties"]["a"]["description"]
        return shown

    assert [text(getattr(module, f"C{i}")) for i in range(3)] == ["Text 0.", "Text 1.", "Text 2."]
    assert parse.call_count == 1
    assert text(module.Twice) in ("The first.", "The second.")
    assert text(module.make()) == "Inside."


def test_disk_is_needed_only_for_local_media() -> None:
    assert not needs_disk(Edit, (), {"images": [URL], "prompt": "a.png", "ref": "data:,x"})
    assert needs_disk(Edit, (), {"images": [URL, "a.png"], "prompt": "x"})
    assert needs_disk(Edit, (), {"ref": b"x"})
    assert not needs_disk(Edit, (build(),), {})
    assert not needs_disk(Lora, (), {"path": "a.png"})


class Whole(InputModel):
    __fits__ = Fits(
        {"anyOf": [{"required": ["url"]}, {"required": ["text"]}], "not": {"required": ["url", "text"]}}
    )
    url: str = UNSET
    text: str = UNSET


class Outer(InputModel):
    inner: Whole = UNSET
    point: Annotated[list[int | str], Fits({"prefixItems": [{"type": "integer"}, {"type": "string"}]})] = (
        UNSET
    )


def test_rules_about_an_object_as_a_whole() -> None:
    assert wire_body(build_input("a/b", Outer, (), {"inner": {"url": "x"}, "point": [1, "a"]}))["inner"] == {
        "url": "x"
    }
    for inner in ({}, {"url": "x", "text": "y"}, Whole.model_construct()):
        with pytest.raises(InputError, match="inner "):
            build_input("a/b", Outer, (), {"inner": inner})
    with pytest.raises(InputError, match=r"point\[1\] must be of type string, not 2"):
        build_input("a/b", Outer, (), {"point": [1, 2]})
    with pytest.raises(InputError, match="the input needs 'url'"):
        build_input("a/b", Whole, (), {})


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        (OneOf(1, "a", None), OneOf(True, "a", None)),
        (OneOf([1], {"a": 2}), OneOf([1], {"a": 3})),
        (Const(1.5), Const(2)),
        (MultipleOf(0.1), MultipleOf(1)),
        (UniqueItems(), MultipleOf(1)),
        (Pattern("^a"), Pattern("^b")),
        (Fits({"not": {"type": "null"}}), Fits({})),
    ],
)
def test_rules_are_values(rule: object, other: object) -> None:
    again = pickle.loads(pickle.dumps(rule))
    assert again == rule != other
    assert hash(again) == hash(rule)
    assert repr(again) == repr(rule)


def test_a_rule_that_is_not_known_is_refused_early() -> None:
    with pytest.raises(ValueError, match="unevaluatedItems"):
        Fits({"anyOf": [{"unevaluatedItems": False}]})


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|a)*b", r"(\w+\s?)*$x", "(.*)*(.*)*(.*)*y"])
def test_no_pattern_hangs(pattern: str) -> None:
    class Texts(InputModel):
        text: Annotated[str, Pattern(pattern)]

    with pytest.raises(InputError, match="must match the pattern"):
        build_input("a/b", Texts, (), {"text": "a" * 50_000 + "!"})


def test_a_large_input_is_checked_quickly_and_once() -> None:
    built = build(extra=[{"a": index} for index in range(20_000)])
    assert len(wire_body(built)["extra"]) == 20_000


class Open(InputModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, int]
    class_: Annotated[str, Field(alias="class")] = UNSET


def test_an_open_object_keeps_further_names_of_the_right_type() -> None:
    wire = {"class": "c", "class_": 1, "other name": 2}
    assert wire_body(validate_wire("a/b", Open, wire)) == wire
    with pytest.raises(InputError, match="other"):
        validate_wire("a/b", Open, {"other": "x"})


def test_rules_about_texts_hold_for_the_uri_that_a_file_becomes() -> None:
    class Hosted(InputModel):
        image: Annotated[ImageInput, Fits({"pattern": "^https:", "maxLength": 30})]

    assert wire_body(build_input("a/b", Hosted, (), {"image": URL})) == {"image": URL}
    for value, reason in (
        (b"GIF89a", "must match the pattern"),
        (URL + "?" + "x" * 30, "at most 30 characters"),
    ):
        with pytest.raises(InputError, match=reason):
            build_input("a/b", Hosted, (), {"image": value})
