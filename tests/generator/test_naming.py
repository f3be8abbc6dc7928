"""Names: safe, exact on the wire, told apart, and the same whatever comes beside them."""

from __future__ import annotations

import keyword
import unicodedata

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runcomfy import InputModel, OutputModel

from generator.names.identifiers import (
    PYTHON_NAME,
    class_name,
    identifier,
    known_name,
    property_names,
    segment_name,
    suffix,
)
from generator.names.places import place_models
from generator.names.reserved import PROPERTY_NAMES, PYDANTIC_NAMES
from tests.generator.kit import load, normal

awkward = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "class",
            "class_",
            "copy",
            "__init__",
            "_x",
            "",
            " ",
            "6_text",
            "v6_text",
            "foo-bar",
            "foo_bar",
            "fooBar",
            "ﬁ",
            "fi",
        ]
    ),
    st.text(alphabet="aA_-. 1ﬁé́ß", max_size=8),
    st.text(min_size=300, max_size=310, alphabet="ab-"),
)


@pytest.mark.parametrize(
    ("segment", "name"),
    [
        ("gpt-image-2", "gpt_image_2"),
        ("kling-3.0", "kling_3_0"),
        ("4k", "v4k"),
        ("4K", "v4k"),
        ("Hailuo Video 01 Live", "hailuo_video_01_live"),
        ("import", "import_"),
        ("list", "list_"),
        ("con", "con_"),
        ("日本", "日本"),
    ],
)
def test_a_segment_becomes_a_name(segment: str, name: str) -> None:
    assert segment_name(segment, 1) == name


def test_a_vendor_gives_way_to_the_client_and_a_model_to_its_endpoint() -> None:
    assert segment_name("model", 0) == "model_"
    assert segment_name("model", 1) == "model"
    assert segment_name("run", 2) == "run_"


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("prompt", "prompt"),
        ("promptText", "promptText"),
        ("6_text", "v6_text"),
        ("241_positive_prompt", "v241_positive_prompt"),
        ("class", "class_"),
        ("copy", "copy_"),
        ("model_id", "model_id"),
        ("self", "self_"),
        ("guidance-scale", "guidance_scale"),
        ("ｗｉｄｔｈ", "width"),
        ("_private", "private"),
        ("a--b-", "a_b"),
        ("XaX-", "XaX"),
        ("X__X", "X__X"),
        ("a" * 47 + "_", "a" * 47 + "_"),
        ("\u0303aBz-Z9", "vaBz_Z9"),
        ("\u0303", "v"),
        ("\u0300", "v\u0300"),
    ],
)
def test_a_property_becomes_a_name(wire: str, name: str) -> None:
    assert property_names([wire]) == {wire: name}


def test_a_name_that_was_made_before_is_looked_at() -> None:
    assert known_name("gpt_image_2") == "gpt_image_2"
    for no_name in ("gpt image", ""):
        with pytest.raises(ValueError, match=f"^not a name: '{no_name}'$"):
            known_name(no_name)


def test_a_safe_name_is_kept_whatever_stands_beside_it() -> None:
    names = property_names(
        ["foo-bar", "foo.bar", "foo_bar", "class", "class_", "6_text", "v6_text", "ﬁ", "fi"]
    )
    assert all(names[safe] == safe for safe in ("foo_bar", "class_", "v6_text", "fi"))


@given(wires=st.lists(awkward, unique=True, max_size=8))
def test_property_names_are_safe_and_one_each(wires: list[str]) -> None:
    names = property_names(wires)
    assert list(names) == wires
    assert len(set(names.values())) == len(wires)
    for wire, name in names.items():
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")
        assert name not in PYDANTIC_NAMES
        assert unicodedata.normalize("NFKC", name) == name
        # Populating by name must never mean another property.
        assert name == wire or name not in wires


@given(wires=st.lists(awkward, unique=True, max_size=8), data=st.data())
def test_property_names_do_not_depend_on_the_order(wires: list[str], data: st.DataObject) -> None:
    assert property_names(data.draw(st.permutations(wires))) == property_names(wires)


@given(
    segments=st.lists(awkward.filter(bool), min_size=1, max_size=3),
    more=st.lists(awkward.filter(bool), max_size=3),
)
def test_places_are_safe_and_one_each(segments: list[str], more: list[str]) -> None:
    ids = {
        "/".join(segments),
        "/".join([*segments, "x"]),
        "/".join(segment.upper() for segment in segments),
        *more,
    }
    places = place_models(ids).models
    assert len({place.parts for place in places.values()}) == len(ids)
    assert len({"/".join(place.parts).casefold() for place in places.values()}) == len(ids)
    for place in places.values():
        for part in place.parts:
            assert part.isidentifier()
            assert not keyword.iskeyword(part)
            assert len(part.encode()) < 220
            assert unicodedata.normalize("NFKC", part) == part
        assert class_name(place.name).isidentifier()


def test_models_that_meet_are_told_apart_and_the_plain_one_keeps_the_name() -> None:
    places = place_models(["v/foo-bar", "v/foo_bar", "v/Foo.Bar"]).models
    assert places["v/foo_bar"].module == "v.foo_bar"
    assert len({place.module for place in places.values()}) == 3
    assert place_models(["v/Foo.Bar", "v/foo-bar", "v/foo_bar"]).models == places


def test_the_class_of_a_model_never_hides_an_input_type() -> None:
    assert place_models(["v/image"]).models["v/image"].class_name == "ImageModel"


@pytest.mark.parametrize("model", [pydantic.BaseModel, InputModel, OutputModel])
def test_a_class_owns_no_name_that_is_not_kept_free(model: type[pydantic.BaseModel]) -> None:
    # Those of the class of a class are found on it, too, and pydantic warns of a field that hides one.
    names = {name for name in (*dir(model), *dir(type(model))) if not name.startswith("_")}
    assert {name for name in names if hasattr(model, name)} <= PROPERTY_NAMES
    assert property_names(["mro", "register"]) == {"mro": "mro_", "register": "register_"}


@given(st.text())
def test_an_identifier_is_one_or_nothing(text: str) -> None:
    name = identifier(text)
    assert name == "" or name.isidentifier()


@pytest.mark.parametrize(
    ("name", "joined"),
    [("gpt_image_2", "GptImage2"), ("edit", "Edit"), ("none", "VNone"), ("list_", "List"), ("aX_Xb", "AXXb")],
)
def test_the_class_of_a_name(name: str, joined: str) -> None:
    assert class_name(name) == joined


def test_a_long_name_is_cut_to_48_characters_and_ends_with_its_suffix() -> None:
    assert identifier("a" * 48) == "a" * 48
    assert identifier("a" * 49) == f"{'a' * 41}_{suffix('a' * 49)}"
    assert len(identifier("a" * 49)) == 48
    text = "_" + "X" * 40 + "_" + "b" * 20
    assert identifier(text) == f"{'X' * 40}_{suffix(text)}"


def test_a_suffix_stays_the_same_and_stands_for_any_text() -> None:
    # It is a part of public names, so it must not change.
    assert suffix("foo.bar") == "2595d0"
    assert property_names(["\ud800"]) == {"\ud800": f"v_{suffix(chr(0xD800))}"}


def test_one_of_two_names_that_meet_gets_its_suffix() -> None:
    assert property_names(["class", "class_"]) == {"class": f"class_{suffix('class')}", "class_": "class_"}
    assert property_names(["a.X", "a X"]) == {"a.X": f"a_X_{suffix('a.X')}", "a X": "a_X"}


def test_a_name_that_looks_like_another_ones_suffix_is_passed_by() -> None:
    own = f"foo_bar_{suffix('foo.bar')}"
    assert property_names(["foo-bar", "foo.bar", own]) == {
        "foo-bar": "foo_bar",
        "foo.bar": own + "_",
        own: own,
    }
    third = property_names(["foo-bar", "foo.bar", own, own + "_"])
    assert third["foo.bar"] == own + "__"


def test_who_had_a_name_first_keeps_it() -> None:
    assert property_names(["a-b", "a_b"], {"a-b": "a_b"}) == {"a-b": "a_b", "a_b": f"a_b_{suffix('a_b')}"}
    mine = f"a_b_{suffix('a_b')}"
    assert property_names({"a_b": {PYTHON_NAME: mine}}) == {"a_b": mine}
    # But no other one than it could have been given, whatever a file says, and none twice.
    for name in ("import", "x", "a_b; import os", f"a_b_{suffix('x')}", 1):
        assert property_names({"a-b": {PYTHON_NAME: name}}) == {"a-b": "a_b"}
    assert len(set(property_names(["a-b", "a.b"], {"a-b": "a_b", "a.b": "a_b"}).values())) == 2


@pytest.mark.parametrize(("wire", "plain"), [("a_b", "a_b"), ("class", "class"), ("aX", "aX"), ("x__", "x")])
def test_a_name_with_a_suffix_is_kept_as_it_was_given(wire: str, plain: str) -> None:
    """The property's own suffix after what it would like to be called, and underscores where even that was taken."""
    own = f"{plain}_{suffix(wire)}"
    (usual,) = property_names([wire]).values()
    for held in (own, own + "_", own + "__"):
        assert property_names([wire], {wire: held}) == {wire: held}
    for other in (own + "X", own + " ", "_" + own, f"{plain}__{suffix(wire)}", f"{plain}_{suffix('x')}"):
        assert property_names([wire], {wire: other}) == {wire: usual}


def test_a_place_knows_its_model_and_how_deep_each_part_is() -> None:
    place = place_models(["model/run"]).models["model/run"]
    assert (place.model_id, place.parts, place.name) == ("model/run", ("model_", "run_"), "run_")
    assert place_models(["v/model"]).models["v/model"].parts == ("v", "model")


@pytest.mark.filterwarnings("error")
def test_a_field_of_the_output_is_found_under_its_name_on_the_wire() -> None:
    properties = {"my image": {"type": "string"}, "class": {"enum": [1, 2]}, "a-b": {"type": "integer"}}
    output = {"type": "object", "properties": properties, "required": ["a-b"]}
    live = load(normal({"type": "object", "properties": {}}, output)[0])
    found = live.ModelOutput.model_validate({"my image": "u", "class": 2, "a-b": 3})
    assert (found.my_image, found.class_, found.a_b) == ("u", 2, 3)
    empty = live.ModelOutput.model_validate({"a-b": 3})
    assert (empty.my_image, empty.class_) == (None, None)


@pytest.mark.parametrize(("model_id", "plain"), [("v/a-b", "a_b"), ("v/class", "class"), ("v/aX", "ax")])
def test_a_place_that_a_model_had_is_kept_where_it_could_have_been_given(model_id: str, plain: str) -> None:
    usual = place_models([model_id]).models[model_id].module
    own = f"v.{plain}_{suffix(model_id)}"
    for held in (usual, usual + "_", own, own + "_", own.replace("v.", "v_.")):
        assert place_models([model_id], {model_id: held}).models[model_id].module == held
    others = (
        f"v.{plain}_{suffix('x')}",
        own + "X",
        own + " ",
        "v._" + own[2:],
        "v._" + usual[2:],
        "w" + own[1:],
        own + ".x",
        "v.import",
    )
    for other in others:
        assert place_models([model_id], {model_id: other}).models[model_id].module == usual, other
