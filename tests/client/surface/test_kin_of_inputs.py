"""What people give beside plain values: `UNSET`, models of their own, options where they do not belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, Field
from runcomfy import UNSET, ConfigError, InputError, registry

from tests.inside import InputModel, wire_body

if TYPE_CHECKING:
    from tests.client.conftest import Kit

VIDEO = "kling/kling-3.0/pro/text-to-video"


class Shot(BaseModel):
    text: str
    seconds: int = Field(default=3, alias="duration")


class Free(InputModel):
    anything: Any = UNSET
    number: int = UNSET


def test_what_is_unset_was_not_given(kit: Kit) -> None:
    model = registry[VIDEO].endpoint
    before = model.validate(prompt="a")
    for inputs in (
        model.validate(prompt="a", duration=UNSET, multi_prompt=before.multi_prompt),
        model.input_type(prompt="a", duration=UNSET),
        kit.client().model(VIDEO).validate({"prompt": "a", "duration": UNSET}),
        kit.client().model("new/model").validate({"prompt": "a", "duration": UNSET}),
        kit.client().model("new/model").validate(prompt="a", duration=UNSET),
    ):
        assert (wire_body(inputs) if isinstance(inputs, BaseModel) else inputs) == {"prompt": "a"}
    with pytest.raises(InputError, match="prompt is required"):
        model.validate(prompt=UNSET)


def test_a_model_of_the_user_s_own_is_sent_whole() -> None:
    shot = Shot(text="a")
    assert wire_body(Free(anything=[shot, {"one": shot, "two": UNSET}])) == {
        "anything": [{"text": "a", "duration": 3}, {"one": {"text": "a", "duration": 3}}]
    }
    assert wire_body(Free(anything=Free(number=1))) == {"anything": {"number": 1}}


@pytest.mark.parametrize("name", ["timeout", "max_retries", "http_timeout"])
def test_an_option_as_an_attribute_is_told_where_it_goes(kit: Kit, name: str) -> None:
    with pytest.raises(ConfigError, match=rf"client\.with_options\({name}=\.\.\.\)"):
        setattr(kit.client(), name, 5)
    kit.client().note = "other attributes are the user's own"


def test_sending_unchecked_is_advised_where_the_server_may_know_more(kit: Kit) -> None:
    check: Any = kit.client().openai.gpt_image_2.edit.validate
    for wrong, advised in (
        ({"style": "x"}, True),
        ({"resolution": "8k"}, True),
        ({"style": "x", "resolution": None}, True),
        ({"resolution": None}, False),
        ({"timeout": 5}, False),
    ):
        with pytest.raises(InputError) as caught:
            check(prompt="a", images=["https://example.com/a.png"], **wrong)
        assert ("validate=False" in str(caught.value)) == advised


@pytest.mark.parametrize("name", ["api_key", "api_token", "auth"])
def test_the_token_under_other_clients_names_is_told_its_own(kit: Kit, name: str) -> None:
    with pytest.raises(ConfigError, match=r"RunComfy\(token=\.\.\.\)"):
        type(kit.client())(**{name: "x"})
