"""Names that generated ones must not take, because something else in their place already has them.

Tables, so that a name never depends on which version of a library is installed; tests hold them against what they are
about: the clients and endpoints of the generated package, and pydantic's `BaseModel`.
"""

from __future__ import annotations

import keyword

__all__ = ["CLIENT_NAMES", "ENDPOINT_NAMES", "MODULE_NAMES", "PROPERTY_NAMES", "PYDANTIC_NAMES"]

# What the clients keep for themselves, now or for what is planned: no vendor is called so.
CLIENT_NAMES = frozenset(
    """
    aclose balance base_url batch budget catalogue categories close download estimate events help is_async job jobs
    journal model models options registry request resume run submit upload validate with_options
    """.split()
)

# The same for an endpoint, below which another model may stand.
ENDPOINT_NAMES = frozenset(
    """
    batch client estimate events example help input_type model_id options output_type price request request_for run
    schema submit unbound validate with_client with_options
    """.split()
)

# What BaseModel owns as of pydantic 2.14; `mro` and `register` are those of its own class.
PYDANTIC_NAMES = frozenset(
    """
    construct copy dict from_orm json model_computed_fields model_config model_construct model_copy
    model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema
    model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings mro parse_file parse_obj parse_raw register schema schema_json update_forward_refs validate
    """.split()
)

# What the annotations of a generated class refer to: a property of that name would hide it inside the class.
ANNOTATION_NAMES = frozenset(
    """
    self str int float bool list dict property Annotated Any Literal Field ConfigDict UNSET ImageInput VideoInput
    AudioInput OneOf MultipleOf UniqueItems Pattern Fits MediaConstraint Endpoint SequenceOf MapOf Part
    TypedDict Required Final ClassVar
    """.split()
)

# File names that Windows keeps for devices.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})

PROPERTY_NAMES = frozenset(keyword.kwlist) | PYDANTIC_NAMES | ANNOTATION_NAMES
MODULE_NAMES = frozenset(keyword.kwlist) | ANNOTATION_NAMES | _DEVICES
