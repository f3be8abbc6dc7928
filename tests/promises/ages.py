"""A program with a client that is older, or newer, than its server: run by the installed wheel, and by the suite.

The sandbox is the server, with the schemas of another day. Prints one line for each thing that it has seen.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from runcomfy import InputError, NotFoundError, RejectedInputError, registry
from runcomfy.sandbox import Sandbox

MODEL = "openai/gpt-image-2/edit"
INPUTS: dict[str, Any] = {"prompt": "a fox", "images": ["https://example.com/a.png"]}


def server(change: Callable[[dict[str, Any]], object], **settings: Any) -> Sandbox:
    """A server whose schemas of the model are others than this client's."""
    document = copy.deepcopy(registry[MODEL].schema)
    # As it came from the server, which takes inputs that it does not know.
    document["input_schema"] = document.pop("source_schema")
    change(document)
    settings = {"queue_time": 0, "run_time": 0, **settings}
    return Sandbox(documents={document["model_id"]: document}, **settings)


def told(error: Any) -> str:
    assert "may be older than the server's" in (error.hint or ""), error.hint
    return "and says that its schema may be old"


def a_new_choice() -> str:
    def change(document: dict[str, Any]) -> None:
        document["input_schema"]["properties"]["resolution"]["enum"].append("8k")

    with server(change) as running, running.client() as client:
        edit = client.openai.gpt_image_2.edit
        assert edit.run(**INPUTS).urls
        try:
            edit.run(**INPUTS, resolution="8k")  # type: ignore[call-overload]
        except InputError as error:
            assert "8k" in str(error)
        else:
            raise AssertionError("an older client took what it does not know")
        # The way round it, until the client is renewed.
        assert client.model(MODEL, validate=False).run({**INPUTS, "resolution": "8k"}).urls
    return "a new choice: refused before it is sent, and let through by the untyped model"


def a_choice_that_went() -> str:
    def change(document: dict[str, Any]) -> None:
        document["input_schema"]["properties"]["resolution"]["enum"].remove("4k")

    with server(change) as running, running.client() as client:
        try:
            client.openai.gpt_image_2.edit.run(**INPUTS, resolution="4k")
        except RejectedInputError as error:
            return f"a choice that went: the server refuses it, {told(error)}"
    raise AssertionError


def a_new_required_input() -> str:
    def change(document: dict[str, Any]) -> None:
        document["input_schema"]["properties"]["style"] = {"type": "string"}
        document["input_schema"]["required"].append("style")

    with server(change) as running, running.client() as client:
        try:
            client.openai.gpt_image_2.edit.run(**INPUTS)
        except RejectedInputError as error:
            said = told(error)
        else:
            raise AssertionError
        assert client.model(MODEL, validate=False).run({**INPUTS, "style": "ink"}).urls
    return f"a new required input: the server refuses, {said}"


def an_input_that_the_server_does_not_know() -> str:
    def change(document: dict[str, Any]) -> None:
        del document["input_schema"]["properties"]["quality"]

    with server(change) as running, running.client() as client:
        assert client.openai.gpt_image_2.edit.run(**INPUTS, quality="high").urls
    with server(change, unknown_inputs="refuse") as running, running.client() as client:
        assert client.openai.gpt_image_2.edit.run(**INPUTS).urls
        try:
            client.openai.gpt_image_2.edit.run(**INPUTS, quality="high")
        except RejectedInputError as error:
            return f"an input that went: ignored, or refused, {told(error)}"
    raise AssertionError


def a_model_that_went() -> str:
    def change(document: dict[str, Any]) -> None:
        document["model_id"] = "openai/gpt-image-3/edit"

    with server(change) as running, running.client() as client:
        try:
            client.openai.gpt_image_2.edit.run(**INPUTS)
        except NotFoundError as error:
            assert "client.catalogue.search(...)" in (error.hint or "")
        else:
            raise AssertionError
        assert [entry.model_id for entry in client.catalogue.search()] == ["openai/gpt-image-3/edit"]
        # The other way round: a model that this client does not know yet.
        assert client.model("openai/gpt-image-3/edit", validate=False).run(INPUTS).urls
    return "a model that went: not found, with the way to what there is; one that came is reached by its id"


def new_fields_of_an_output() -> str:
    def change(document: dict[str, Any]) -> None:
        document["output_schema"]["properties"] |= {
            "caption": {"type": "string"},
            "safety": {"type": "object", "properties": {"score": {"type": "number"}}},
        }
        document["output_schema"]["required"] = ["caption", "safety"]

    with server(change) as running, running.client() as client:
        result = client.openai.gpt_image_2.edit.run(**INPUTS)
        extra = result.output.model_extra or {}
        assert isinstance(extra["caption"], str)
        assert isinstance(extra["safety"], dict)
    return "new fields of an output: kept"


def fields_of_an_output_that_went() -> str:
    def change(document: dict[str, Any]) -> None:
        document["output_schema"] = {
            "type": "object",
            "properties": {"picture": {"type": "string", "format": "uri"}},
        }

    with server(change) as running, running.client() as client:
        result = client.openai.gpt_image_2.edit.run(**INPUTS)
        assert result.output.images is None
        assert result.urls
    return "fields of an output that went: none, and the files are found all the same"


def a_type_that_changed() -> str:
    def change(document: dict[str, Any]) -> None:
        document["output_schema"] = {
            "type": "object",
            "properties": {"images": {"type": "string", "format": "uri"}},
        }

    with server(change) as running, running.client() as client:
        result = client.openai.gpt_image_2.edit.run(**INPUTS)
        assert result.request_id
        assert result.urls
    return "a type of an output that changed: a paid result is not lost"


Play = Callable[[], str]
PLAYS: tuple[Play, ...] = (
    a_new_choice,
    a_choice_that_went,
    a_new_required_input,
    an_input_that_the_server_does_not_know,
    a_model_that_went,
    new_fields_of_an_output,
    fields_of_an_output_that_went,
    a_type_that_changed,
)

if __name__ == "__main__":
    for play in PLAYS:
        print(play())
