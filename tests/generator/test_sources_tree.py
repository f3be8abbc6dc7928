"""The schemas folder: all forms, any order, every fault named, nothing outside it read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.plain.faults import Fault, Report
from generator.plain.strictjson import MAX_BYTES
from generator.sources import load_tree, locate

if TYPE_CHECKING:
    from generator.spec import ModelSpec

PAGE = (Path(__file__).parent / "pages" / "a-unresolved-keys.txt").read_text(encoding="utf-8")
SCHEMA = {"type": "object", "properties": {"prompt": {"type": "string"}}}


def canonical(model_id: str, **more: Any) -> str:
    return json.dumps({"model_id": model_id, "input_schema": SCHEMA, **more}, indent=1)


def build(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / "schemas" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root / "schemas"


def load(root: Path, files: dict[str, str | bytes]) -> tuple[list[ModelSpec], Report]:
    report = Report()
    return load_tree(build(root, files), report), report


def test_all_forms_sorted_by_id(tmp_path: Path) -> None:
    specs, report = load(
        tmp_path,
        {
            "zebra/one.json": canonical("zebra/one"),
            "anywhere.JSON": canonical("b/Inside Wins"),
            "acme/brush 1.5/input.json": json.dumps(SCHEMA),
            "acme/brush 1.5/output.json": json.dumps({"type": "string"}),
            "acme/pen/input.json": json.dumps(SCHEMA),
            "saved/My Page.TXT": PAGE,
            "deep/a/b/input.json": canonical("c/input"),
        },
    )
    assert not report.faults
    assert [(spec.model_id, spec.file) for spec in specs] == [
        ("acme/brush 1.5", "schemas/acme/brush 1.5/input.json"),
        ("acme/paint-2/edit", "schemas/saved/My Page.TXT"),
        ("acme/pen", "schemas/acme/pen/input.json"),
        ("b/Inside Wins", "schemas/anywhere.JSON"),
        ("c/input", "schemas/deep/a/b/input.json"),
        ("zebra/one", "schemas/zebra/one.json"),
    ]
    brush = specs[0]
    assert brush.output_schema == {"type": "string"}
    assert brush.place("input") == ("schemas/acme/brush 1.5/input.json", "")
    assert brush.place("output") == ("schemas/acme/brush 1.5/output.json", "")
    assert specs[2].output_schema is None


def test_the_wrapper_of_a_folder_output_is_taken_off(tmp_path: Path) -> None:
    specs, report = load(
        tmp_path, {"a/b/input.json": json.dumps(SCHEMA), "a/b/output.json": '{"output": {"type": "string"}}'}
    )
    assert not report.faults
    assert specs[0].output_schema == {"type": "string"}
    assert specs[0].place("output", "/type") == ("schemas/a/b/output.json", "/output/type")


def test_what_is_passed_over(tmp_path: Path) -> None:
    specs, report = load(
        tmp_path,
        {
            ".hidden.json": "{",
            ".git/x.json": "{",
            "runcomfy.lock": "{",
            "a.html": f"<html><body><pre>{PAGE.replace('<', '&lt;')}</pre>",
            "a_files/frame.html": "<p>an advertisement",
            "a_files/x.css": "",
            "empty/.gitkeep": "",
        },
    )
    assert not report.faults
    assert [spec.model_id for spec in specs] == ["acme/paint-2/edit"]


def test_an_empty_folder_has_no_models(tmp_path: Path) -> None:
    assert load(tmp_path, {".gitkeep": ""})[0] == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.json": "{"}, ("a.json", "", 1, "text ends")),
        ({"a.json": ""}, ("a.json", "", None, "empty")),
        ({"a.json": "[]"}, ("a.json", "", None, "not a list")),
        ({"a.json": b"\xff\xfe{\0}\0"}, ("a.json", "", None, "UTF-16")),
        ({"a.txt": b"caf\xe9"}, ("a.txt", "", 1, "not UTF-8")),
        ({"a.json": canonical("a//b")}, ("a.json", "/model_id", 2, "empty segment")),
        ({"a.json": canonical("a", price=3)}, ("a.json", "/price", 11, "a number")),
        ({"a.json": json.dumps(SCHEMA)}, ("a.json", "", None, "no model_id")),
        ({"README.md": "# Notes"}, ("README.md", "", None, "not a documentation page")),
        ({"input.json": "{}"}, ("input.json", "", None, "empty")),
        ({"a/~b/input.json": "{}"}, ("a/~b/input.json", "", None, "U+007E")),
        ({"a/input.json": "[]"}, ("a/input.json", "", None, "not a list")),
        ({"a/input.json": "{}", "a/output.json": "[]"}, ("a/output.json", "", None, "not a list")),
        ({"a/input.json": "{}", "a/output.json": "{"}, ("a/output.json", "", 1, "text ends")),
        ({"a/input.json": "{", "a/output.json": "{}"}, ("a/input.json", "", 1, "text ends")),
        ({"a/output.json": "{}"}, ("a/output.json", "", None, "no input.json beside")),
        (
            {"a.txt": PAGE, "b.json": canonical("acme/paint-2/edit")},
            ("b.json", "/model_id", 2, '"schemas/a.txt"'),
        ),
        (
            {"b/c/input.json": "{}", "a.json": canonical("b/c")},
            ("b/c/input.json", "", None, '"schemas/a.json"'),
        ),
    ],
)
def test_one_fault_each(
    tmp_path: Path, files: dict[str, str | bytes], expected: tuple[str, str, int | None, str]
) -> None:
    specs, report = load(tmp_path, {"good.json": canonical("good"), **files})
    assert [spec.model_id for spec in specs] == ["good"]
    [fault] = report.errors
    name, pointer, line, words = expected
    assert (fault.file, fault.pointer, fault.line) == ("schemas/" + name, pointer, line)
    assert words in fault.message


def test_a_file_larger_than_any_schema_is_not_read(tmp_path: Path) -> None:
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    with (schemas / "large.json").open("wb") as file:
        file.truncate(32 * 1024 * 1024 + 1)  # no block of it is on the disk
    specs, report = load(tmp_path, {"good.json": canonical("good")})
    assert [spec.model_id for spec in specs] == ["good"]
    assert [(fault.file, fault.message) for fault in report.errors] == [
        ("schemas/large.json", "the file is larger than 32 MiB")
    ]


def test_other_files_are_a_warning(tmp_path: Path) -> None:
    specs, report = load(tmp_path, {"a.yaml": "x: 1", "good.json": canonical("good")})
    assert len(specs) == 1
    [fault] = report
    assert (fault.severity, fault.file) == ("warning", "schemas/a.yaml")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    report = Report()
    assert load_tree(tmp_path / "schemas", report) == []
    [fault] = report.errors
    assert fault.file == "schemas"
    assert "No such file" in fault.message


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text(canonical("stolen"))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.json").write_text(canonical("stolen/too"))
    root = build(tmp_path, {"good.json": canonical("good"), "sub/x.json": canonical("x")})
    (root / "a.json").symlink_to("../secret.json")
    (root / "b").symlink_to("../outside")
    (root / "c").symlink_to("sub")
    (root / "d.json").symlink_to("nothing.json")
    (root / "loop").symlink_to(".")
    report = Report()
    specs = load_tree(root, report)
    assert [spec.model_id for spec in specs] == ["good", "x"]
    assert [(fault.file, fault.message) for fault in report.errors] == [
        ("schemas/a.json", "this link leads out of the schemas folder"),
        ("schemas/b", "this link leads out of the schemas folder"),
        ("schemas/c", "this is a link to a folder"),
        ("schemas/d.json", "the file cannot be read: No such file or directory"),
        ("schemas/loop", "this is a link to a folder"),
    ]


def test_a_link_inside_the_folder_is_read(tmp_path: Path) -> None:
    root = build(tmp_path, {".store/x.json": canonical("x")})
    (root / "x.json").symlink_to(".store/x.json")
    (tmp_path / "link").symlink_to("schemas")
    for place in (root, tmp_path / "link"):
        report = Report()
        assert [spec.model_id for spec in load_tree(place, report)] == ["x"]
        assert not report.faults


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    root = build(tmp_path, {"good.json": canonical("good")})
    os.mkfifo(root / "pipe.json")
    report = Report()
    assert len(load_tree(root, report)) == 1
    [fault] = report.errors
    assert "not an ordinary file" in fault.message


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    root = build(tmp_path, {"good.json": canonical("good"), "large.json": ""})
    os.truncate(root / "large.json", MAX_BYTES + 1)
    report = Report()
    assert len(load_tree(root, report)) == 1
    [fault] = report.errors
    assert (fault.file, fault.hint) == ("schemas/large.json", "no schema is that large")
    assert "larger than 32 MiB" in fault.message


def test_names_that_are_not_text(tmp_path: Path) -> None:
    root = build(tmp_path, {"good.json": canonical("good")})
    name = os.fsencode(root) + b"/caf\xe9"
    Path(os.fsdecode(name)).mkdir()
    Path(os.fsdecode(name + b"/input.json")).write_text("{}")
    report = Report()
    assert len(load_tree(root, report)) == 1
    [fault] = report.errors
    assert "not UTF-8" in fault.message


def test_the_place_of_the_folder_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = build(tmp_path, {"a/b.json": canonical("a/b"), "c.txt": PAGE, "bad.json": "{"})
    results: list[Any] = []
    for folder, place in (
        (tmp_path, Path("schemas")),
        (root, Path()),
        (root / "a", Path("..")),
        (tmp_path, root),
    ):
        monkeypatch.chdir(folder)
        report = Report()
        results.append((load_tree(place, report), report.faults))
    assert all(result == results[0] for result in results)


def test_faults_of_later_stages_get_their_lines(tmp_path: Path) -> None:
    root = build(
        tmp_path,
        {
            "a.json": canonical("a"),
            "b/input.json": json.dumps(SCHEMA, indent=1),
            "page.txt": PAGE,
            "plain.txt": PAGE[: PAGE.rindex("{", 0, PAGE.index('"output": {'))],
            "page.html": "<!doctype html>\n<p>x</p>\n<pre>\n" + PAGE.replace("<", "&lt;"),
        },
    )
    text_line = 1 + PAGE.count("\n", 0, PAGE.index('"title": "Prompt"'))
    html_line = 4 + PAGE.count("\n", 0, PAGE.index('{\n"title": "modelApiDoc_nav'))
    output_line = 1 + PAGE.count("\n", 0, PAGE.index('"description": "modelApiDoc_outDescImage"'))
    places = [
        ("schemas/a.json", "/input_schema/properties/prompt/type", 7),
        ("schemas/a.json", "/input_schema/properties/absent/type", 5),
        ("schemas/a.json", "", None),
        ("schemas/b/input.json", "/properties/prompt", 4),
        ("schemas/page.txt", "/input_schema/properties/prompt/title", text_line),
        ("schemas/page.txt", "/output_schema/properties/image/description", output_line),
        ("schemas/plain.txt", "/input_schema/properties/prompt/title", text_line),
        ("schemas/plain.txt", "/output_schema/properties/image", None),
        ("schemas/page.html", "/input_schema/properties/prompt/title", html_line),
        ("schemas/gone.json", "/x", None),
        ("elsewhere/a.json", "/input_schema", None),
    ]
    located = locate([Fault(file, pointer, "m") for file, pointer, _ in places], root)
    assert [(fault.file, fault.pointer, fault.line) for fault in located] == places
    known = Fault("schemas/a.json", "/input_schema", "m", line=99)
    assert locate([known], root) == (known,)
