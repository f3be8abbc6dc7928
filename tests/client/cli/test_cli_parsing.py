"""The command line's words: a model's options come from its schema, and everything wrong is one message with code 64."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from runcomfy.__main__ import main
from runcomfy.cli import lookup
from runcomfy.cli.commands import ROOT
from runcomfy.cli.errors import CommandError
from runcomfy.cli.inputs import input_options
from runcomfy.cli.parser import Call, parse
from runcomfy.cli.run import gather

if TYPE_CHECKING:
    from pathlib import Path

EDIT = "openai/gpt-image-2/edit"


def model_of(monkeypatch: pytest.MonkeyPatch, properties: dict[str, Any], **more: Any) -> None:
    """Make `v/m` a model with these inputs."""
    schema = {"type": "object", "properties": properties, **more}
    monkeypatch.setattr(lookup, "model", lambda model_id: object() if model_id == "v/m" else None)
    monkeypatch.setattr(lookup, "document", lambda _info: {"input_schema": schema})


def inputs_of(*words: str) -> dict[str, Any]:
    return gather(parse(["run", "v/m", *words]))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--prompt", "a hat", "--resolution=2k"], {"prompt": "a hat", "resolution": "2k"}),
        (["--prompt", "--not-an-option"], {"prompt": "--not-an-option"}),
        (["--prompt=a=b"], {"prompt": "a=b"}),
        (["--prompt", ""], {"prompt": ""}),
        (["--images", "a.png", "--images", "b.png"], {"images": ["a.png", "b.png"]}),
        (["--images", '["a.png", "b.png"]', "--images=c.png"], {"images": ["a.png", "b.png", "c.png"]}),
        (["--aspect_ratio", "16:9"], {"aspect_ratio": "16:9"}),
        (["--aspect-ratio", "1:1", "--aspect-ratio", "16:9"], {"aspect_ratio": "16:9"}),
        (["--input.quality", "low"], {"quality": "low"}),
        (
            ["--input", '{"prompt": "x", "quality": "low"}', "--prompt", "y"],
            {"prompt": "y", "quality": "low"},
        ),
    ],
)
def test_options_of_a_real_model(words: list[str], expected: dict[str, Any]) -> None:
    assert gather(parse(["run", EDIT, *words])) == expected


@pytest.mark.parametrize(
    ("schema", "given", "expected"),
    [
        ({"type": "integer"}, ["5"], 5),
        ({"type": "integer"}, ["-1"], -1),
        ({"type": "integer"}, ["many"], "many"),
        ({"type": "integer"}, ["1_000"], "1_000"),
        ({"type": "number"}, ["5"], 5),
        ({"type": "number"}, ["0.5"], 0.5),
        ({"type": "number"}, ["nan"], "nan"),
        ({"type": "number"}, ["1e400"], "1e400"),
        ({"type": "string"}, ["5"], "5"),
        ({"type": "string"}, ["null"], "null"),
        ({"type": "string"}, ["{}"], "{}"),
        ({"type": "string", "enum": ["auto", "5"]}, ["5"], "5"),
        ({"type": "integer", "enum": [5, 10]}, ["5"], 5),
        ({"enum": ["auto", 5]}, ["5"], 5),
        ({"anyOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]}, ["auto"], "auto"),
        ({"anyOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]}, ["7"], 7),
        ({"type": ["integer", "null"]}, ["null"], None),
        ({"type": "object"}, ['{"a": [1]}'], {"a": [1]}),
        ({"type": "array", "items": {"type": "object"}}, ['{"a": 1}', '{"a": 2}'], [{"a": 1}, {"a": 2}]),
        ({"type": "array", "items": {"type": "object"}}, ['[{"a": 1}]'], [{"a": 1}]),
        ({"type": "array", "items": {"type": "integer"}}, ["1", "2"], [1, 2]),
        ({"type": "array", "items": {"type": "string"}}, ["[1, 2]"], ["[1, 2]"]),
        ({"type": "array", "items": {"type": "string"}}, ["[a].png"], ["[a].png"]),
        ({"type": "array"}, ["1", "x"], [1, "x"]),
        ({}, ['[{"prompt": "x"}]'], [{"prompt": "x"}]),
        ({}, ["words"], "words"),
        ({}, ["a", "b"], ["a", "b"]),
        ({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}, ["a"], "a"),
        (
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            ["a", "b"],
            ["a", "b"],
        ),
        ({"$ref": "#/$defs/Size"}, ["3"], 3),
        ({"$ref": "#/$defs/Loop"}, ["3"], 3),
        ({"$ref": "#/$defs/Either/anyOf/1"}, ["3"], "3"),
        ({"$ref": "#/$defs/Aspect%20ratio"}, ["3"], "3"),
        ({"$ref": "#/$defs/50%25"}, ["3"], "3"),
        ({"$ref": "#/$defs/gone"}, ["3"], 3),
        ({"type": "number"}, ["lots"], "lots"),
        ({}, ["NaN"], "NaN"),
        ({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}, ['["a"]'], ["a"]),
    ],
)
def test_values_by_schema(
    monkeypatch: pytest.MonkeyPatch, schema: dict[str, Any], given: list[str], expected: object
) -> None:
    defs = {
        "Size": {"type": "integer"},
        "Loop": {"anyOf": [{"$ref": "#/$defs/Loop"}, {"type": "integer"}]},
        "Either": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        "Aspect ratio": {"type": "string"},
        "50%": {"type": "string"},
    }
    model_of(monkeypatch, {"it": schema}, **{"$defs": defs})
    found = inputs_of(*[word for text in given for word in ("--it", text)])["it"]
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--sound"], True),
        (["--no-sound"], False),
        (["--no-sound", "--sound"], True),
        (["--sound=false"], False),
        (["--sound=On"], True),
        (["--input.sound", "false"], False),
        (["--sound=maybe"], "maybe"),
    ],
)
def test_switches(monkeypatch: pytest.MonkeyPatch, words: list[str], expected: object) -> None:
    model_of(monkeypatch, {"sound": {"type": "boolean"}})
    assert inputs_of(*words) == {"sound": expected}


def test_names_that_are_no_options(monkeypatch: pytest.MonkeyPatch) -> None:
    text = {"type": "string"}
    names = ["promptText", "6_text", "提示", "a b", "x.y", "prompt_text", "--", "no_sound", "PROMPT"]
    model_of(monkeypatch, {**dict.fromkeys(names, text), "sound": {"type": "boolean"}})
    flags = {option.name: option.flags[0] for option in parser_options()}
    assert flags == {
        "promptText": "--prompt-text",
        "6_text": "--6-text",
        "提示": "--提示",
        "a b": "--a-b",
        "x.y": "--x-y",
        "prompt_text": "--input.prompt_text",  # the first one has the name
        "--": "--input.--",
        "no_sound": "--no-sound",
        "PROMPT": "--prompt",
        "sound": "--input.sound",  # its opposite is taken
    }
    assert inputs_of("--promptText", "1", "--a-b=2", "--input.--", "3", "--input.sound", "yes") == {
        "promptText": "1",
        "a b": "2",
        "--": "3",
        "sound": True,
    }


@pytest.mark.parametrize(
    ("schema", "named"),
    [
        ({"anyOf": [{"$ref": "#/$defs/Size"}, {"type": "null"}], "default": None}, ("s", "l", "null")),
        (
            {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/Size"}}, {"type": "null"}]},
            ("s", "l", "null"),
        ),
        ({"type": ["string", "null"], "enum": ["s", None]}, ("s", "null")),
        ({"anyOf": [{"$ref": "#/$defs/Size"}, {"type": "string"}]}, ()),
        ({"type": ["string", "null"]}, ()),
    ],
)
def test_what_is_named_beside_null_is_shown(
    monkeypatch: pytest.MonkeyPatch, schema: dict[str, Any], named: tuple[str, ...]
) -> None:
    model_of(monkeypatch, {"it": schema}, **{"$defs": {"Size": {"type": "string", "enum": ["s", "l"]}}})
    (option,) = parser_options()
    assert option.choices == named
    assert (f"one of {', '.join(named)}" in option.help) is bool(named)
    if named:
        assert inputs_of("--it", "null") == {"it": None}


def parser_options() -> list[Any]:
    run = next(command for command in ROOT.commands if command.name == "run")
    return input_options(lookup.input_schema(object()), run.options)  # type: ignore[arg-type]


def test_own_options_keep_their_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model_of(
        monkeypatch,
        {"timeout": {"type": "integer"}, "wait": {"type": "boolean"}, "version": {"type": "string"}},
    )
    call = parse(["run", "v/m", "--timeout", "3.5", "--input.timeout", "9", "--no-wait", "--version", "2"])
    assert call.number("timeout") == 3.5
    assert call.flag("no_wait")
    assert gather(call) == {"timeout": 9, "version": "2"}
    assert gather(parse(["run", "v/m", "--input.wait", "true"])) == {"wait": True}
    assert main(["run", "v/m", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "--input.timeout N" in shown
    assert "--input.wait BOOL" in shown


def test_every_input_of_every_model_can_be_given() -> None:
    from runcomfy import registry

    for model_id, info in registry.items():
        for name in info.schema["input_schema"]["properties"]:
            call = parse(["run", model_id, f"--input.{name}", "true"])
            assert list(call.inputs) == [name]


def test_own_options_may_come_before_the_model() -> None:
    call = parse(["run", "--json", "-oout", EDIT, "--prompt", "x", "-q"])
    assert (call.flag("json"), call.flag("quiet"), call.text("output")) == (True, True, "out")
    call = parse(["run", EDIT, "-qo", "out"])
    assert (call.flag("quiet"), call.text("output")) == (True, "out")


def test_a_double_dash_ends_the_options() -> None:
    assert parse(["models", "search", "--", "--x"]).places == {"WORD": ["--x"]}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["rnu"], "Did you mean run?"),
        (["help"], "Did you mean --help?"),
        (["version"], "Did you mean --version?"),
        (["--quiet", "models", "list"], "no option --quiet before the command; options come after it"),
        (["models", "--kind", "image", "list"], "no option --kind before the command"),
        (["status", "r1", "--output", "json"], "--json, after the command, prints JSON"),
        (["journal", "prune", "--days", "1.5"], "--days takes an integer above 0, not '1.5'"),
        (["models"], "A command is missing: one of list, search, show, get, categories"),
        (["run"], "MODEL is missing"),
        (["run", "--prompt", "x"], "before MODEL; inputs come after it"),
        (["run", EDIT, "--promt", "x"], "Did you mean --prompt?"),
        (["run", EDIT, "--prompt"], "--prompt needs a value: TEXT"),
        (["run", EDIT, "hat"], "Unexpected argument 'hat'"),
        (["run", EDIT, "--images", "-"], "not standard input"),
        (["run", EDIT, "--timeout", "soon"], "--timeout takes a number of seconds above 0, not 'soon'"),
        (["run", EDIT, "--timeout", "-3"], "above 0"),
        (["run", EDIT, "--timeout", "inf"], "above 0"),
        (["run", EDIT, "--on-interrupt", "die"], "--on-interrupt must be one of cancel, detach"),
        (["run", EDIT, "--json=yes"], "--json takes no value"),
        (["status"], "REQUEST is missing"),
        (["status", "a", "b"], "Unexpected argument 'b'"),
        (["completion", "tcsh"], "SHELL must be one of bash, zsh, fish"),
        (["status", "r1", "-jx"], "There is no option -jx"),
        (["status", "r1", "-qx"], "There is no option -x"),
    ],
)
def test_wrong_usage_is_64(words: list[str], part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 64
    out, err = capsys.readouterr()
    assert out == ""
    assert part in err
    assert "Traceback" not in err


def test_no_words_at_all_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 64
    out, err = capsys.readouterr()
    assert out == ""
    assert "Exit codes: 0 done" in err


def test_an_unknown_model_is_65_and_the_nearest_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--prompt", "x"], [], ["--help"], ["--input.prompt", "x"]):
        assert main(["run", "openai/gpt-image-2/edt", *words]) == 65
        assert EDIT in capsys.readouterr().err


def test_an_unknown_model_takes_any_input_untyped() -> None:
    call = parse(
        ["run", "new/model", "--untyped", "--input.prompt", "a hat", "--input.n", "3", "--input.x", "[1]"]
    )
    assert gather(call) == {"prompt": "a hat", "n": 3, "x": [1]}
    with pytest.raises(CommandError, match=r"--input\.NAME VALUE"):
        parse(["run", "new/model", "--untyped", "--prompt", "x"])


@pytest.mark.parametrize(
    ("source", "code", "part"),
    [
        ("gone.json", 66, "there is no file gone.json"),
        ("{broken", 65, "not valid JSON"),
        ("list.json", 65, "must be a JSON object of inputs, not a list"),
        ("text.json", 65, "must be a JSON object of inputs, not a string"),
        ("null.json", 65, "must be a JSON object of inputs, not null"),
        (".", 65, "cannot be read"),
    ],
)
def test_input_that_is_none(
    source: str, code: int, part: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("list", "[1]"), ("text", '"x"'), ("null", "null")):
        (tmp_path / f"{name}.json").write_text(text)
    with pytest.raises(CommandError, match=part) as caught:
        gather(parse(["run", EDIT, "--input", source]))
    assert caught.value.code == code


def test_json_that_is_none_for_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    model_of(monkeypatch, {"lora": {"type": "object"}})
    for text in ("{path: x}", '{"weight": NaN}'):
        with pytest.raises(CommandError, match="lora takes JSON") as caught:
            inputs_of("--lora", text)
        assert caught.value.code == 65


def test_call_reads_what_is_there() -> None:
    assert Call(ROOT).text("output") is None
