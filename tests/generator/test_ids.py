"""Model ids, and the paths that are made from them."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.names.ids import check_model_id, fold, path_of, root_prefix

SEEN = [
    "openai/gpt-image-2/edit",
    "minimax/Hailuo Video 01 Live",
    "kling/kling-video-o3/4K/text-to-video",
    "pixverse/pixverse/v5.5/transition",
    "blackforestlabs/flux-3/image-to-video/draft",
    "wan-2-6",
]
OTHERS = [
    "a/1/2",
    "класс/модель",
    "画像/生成モデル",
    "हिन्दी/मॉडल",
    "ｗｉｄｔｈ/ﬁle",
    "a/b (fast)",
    "a/-b_",
    "a/X.",
    "a/.b/c..d",
    "a/class/def",
    "a/" + "x" * 300,
    "/".join("abcdefghijkl"),
    "x" * 255 + "/" + "y" * 256,
]
REFUSED = {
    "": "empty",
    "/a": "slash",
    "a/": "slash",
    "a//b": "empty segment",
    ".": "relative path",
    "a/../b": "relative path",
    "a/...": "relative path",
    "a\\b": "U+005C",
    "C:/a": "U+003A",
    "https://model-api.runcomfy.net/v1/models/a/b": "URL",
    "a/b?x": "U+003F",
    "a/b#c": "U+0023",
    "a/b%20c": "U+0025",
    "a/%2e%2e": "U+0025",
    "a/b\n": "U+000A",
    "a/\x00": "U+0000",
    "a/\x7f": "U+007F",
    "a/ b": "space",
    "a/b ": "space",
    " ": "space",
    "a/\u00a0b": "U+00A0",
    "a/\u202eb": "U+202E",
    "a/\u200bb": "U+200B",
    "a/\ud800": "U+D800",
    "a/ㅤ": "U+3164",
    "a/b{c}": "U+007B",
    "a/<b>": "U+003C",
    "a/b'c": "U+0027",
    'a/"': "U+0022",
    "a/b;c": "U+003B",
    "a/b~c": "U+007E",
    "a/$b": "U+0024",
    "a/😀": "U+1F600",
    "a/．．": "U+FF0E",
    "a/½": "U+00BD",
    "a/" + "x" * 301: "longer than 300",
    "/".join("abcdefghijklm"): "more than 12",
    "a/" * 1_000_000 + "a": "more than 12",
    "x" * 256 + "/" + "y" * 256: "longer than 512",
}


@pytest.mark.parametrize("model_id", SEEN + OTHERS)
def test_accepted(model_id: str) -> None:
    assert check_model_id(model_id) is None


@pytest.mark.parametrize("model_id", list(REFUSED), ids=range(len(REFUSED)))
def test_refused(model_id: str) -> None:
    problem = check_model_id(model_id)
    assert problem is not None
    assert REFUSED[model_id] in problem
    assert len(problem) < 300
    with pytest.raises(ValueError, match="model id"):
        path_of(model_id)


@pytest.mark.parametrize("model_id", SEEN)
def test_the_path_is_the_id(model_id: str) -> None:
    assert path_of(model_id) == model_id + ".json"


@pytest.mark.parametrize(
    ("model_id", "path"),
    [
        ("con/aux", "~con/~aux.json"),
        ("a/COM1.v2/b", "a/~COM1.v2/b.json"),
        ("a/console", "a/console.json"),
        (".a/b.", "~.a/b.~.json"),
        ("a./b", "a.~/b.json"),
        ("a/b.json/c", "a/b.json~/c.json"),
    ],
)
def test_names_that_a_file_system_could_not_hold(model_id: str, path: str) -> None:
    assert path_of(model_id) == path


def test_ids_that_meet_on_a_case_insensitive_file_system() -> None:
    first = path_of("a/Model")
    second = path_of("a/model", [first])
    assert first == "a/Model.json"
    assert second.startswith("a/model~")
    assert fold(first) != fold(second)
    assert path_of("a/model", [first]) == second
    assert path_of("a/other", [first]) == "a/other.json"


@pytest.mark.parametrize(
    "pair", [("a/ﬁ", "a/fi"), ("a/\u00e9", "a/e\u0301"), ("A/b", "a/B"), ("a/ß", "a/SS")]
)
def test_ids_that_fold_together_get_their_own_paths(pair: tuple[str, str]) -> None:
    one, other = pair
    assert fold(path_of(one)) == fold(path_of(other))
    assert fold(path_of(other, [path_of(one)])) != fold(path_of(one))


def test_long_names_are_cut_and_stay_apart() -> None:
    paths = [path_of("a/" + "模" * 299 + end) for end in "xy"]
    assert paths[0] != paths[1]
    for path in paths:
        assert all(len(part.encode()) <= 255 for part in path.split("/"))


ids = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5).map("/".join)
good_ids = st.lists(
    st.text("aAzZ09._- ()éß模अक्षﬁ", min_size=1, max_size=8).filter(lambda part: check_model_id(part) is None),
    min_size=1,
    max_size=5,
).map("/".join)


@given(st.one_of(st.text(), ids, good_ids))
def test_any_text_is_judged_and_none_escapes(text: str) -> None:
    if check_model_id(text) is not None:
        return
    path = path_of(text)
    for pure in (PurePosixPath(path), PureWindowsPath(path)):
        assert not pure.is_absolute()
        assert not pure.drive
        assert ".." not in pure.parts
        assert len(pure.parts) == text.count("/") + 1
    assert all(part.strip(" .") == part or part.startswith("~") for part in path.split("/"))


@given(good_ids, good_ids)
def test_two_ids_never_share_a_path(one: str, other: str) -> None:
    if one != other:
        first = path_of(one)
        second = path_of(other, [first])
        assert fold(first) != fold(second)
        # And neither is a folder that the other needs as a file.
        assert not first.startswith(second + "/")
        assert not second.startswith(first + "/")


@pytest.mark.parametrize(
    ("model_id", "problem"),
    [
        ("", "the model id is empty"),
        ("x://a", "'x://a' is a URL, not a model id"),
        ("/a", "the model id '/a' begins or ends with a slash"),
        ("a//b", "the model id 'a//b' has an empty segment"),
        ("a/..", "the model id 'a/..' has the segment '..', which is a relative path"),
        ("a/b ", "the model id 'a/b ' has the segment 'b ', which begins or ends with a space"),
        ("a?", "the model id 'a?' holds '?' (U+003F), which no model id may hold"),
        ("a/" * 12 + "a", f"the model id '{'a/' * 12}a' has more than 12 segments"),
        ("x" * 300 + "/" + "y" * 300, f"the model id '{'x' * 79}… is longer than 512 characters"),
    ],
)
def test_what_is_wrong_is_said_with_the_id(model_id: str, problem: str) -> None:
    assert (check_model_id(model_id) or "").replace('"', "'") == problem


def test_a_name_is_cut_at_200_bytes_between_two_characters() -> None:
    assert path_of("x" * 200) == "x" * 200 + ".json"
    assert re.fullmatch(r"x{180}~[0-9a-f]{12}\.json", path_of("x" * 201))
    assert re.fullmatch(r"x模{59}~[0-9a-f]{12}\.json", path_of("x" + "模" * 99))


def test_files_are_told_by_the_name_of_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine" / "inner"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert root_prefix(Path("schemas")) == "schemas/"
    assert root_prefix(tmp_path / "mine") == "mine/"
    assert root_prefix(link) == "link/"
    assert root_prefix(Path()) == "inner/"
    assert root_prefix(Path("..")) == "mine/"
    assert root_prefix(Path("/")) == ""
