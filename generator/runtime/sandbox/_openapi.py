"""The sandbox's OpenAPI 3.1 document, made from the same schemas that it checks inputs with.

It describes a server with good manners: faults that are being played, and other dialects, are not in it. Every model
has paths of its own, since ids hold slashes and a path template's parameter cannot.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from starlette.routing import BaseRoute, Route

from .._version import __version__
from ._catalogue import Catalogue
from ._dialect import checked
from ._fields import check_documents
from ._responses import json_response
from ._schemas import ANSWERS, Schema

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ._model import Model

__all__ = ["openapi_document", "openapi_routes"]

_DESCRIPTION = {
    400: "The body cannot be read",
    401: "The token is missing or wrong",
    402: "The balance is too low",
    403: "The request belongs to another account",
    404: "The request is unknown or has expired",
    413: "The body is too large",
    416: "The file is shorter",
    422: "An input or a parameter does not fit its schema",
    503: "Too many requests are remembered",
}
_FILE_TYPES = ("image/png", "image/jpeg", "image/webp", "video/mp4", "audio/wav", "audio/mpeg")
# Values that are data, whatever they look like; a `$ref` in them refers to nothing.
_DATA_KEYWORDS = frozenset({"const", "default", "enum", "examples", "example"})


def openapi_document(documents: Mapping[str, Mapping[str, Any]] | None = None) -> Schema:
    """Return the document as a JSON value.

    `documents` are schema documents by model id (default: those packaged beside the client).
    """
    check_documents(documents)
    return _document(Catalogue(documents))


def openapi_routes(catalogue: Catalogue) -> list[BaseRoute]:
    """Return the route `GET /openapi.json`."""

    @cache
    def text() -> Schema:
        return _document(catalogue)

    async def openapi(_request: Request) -> Response:
        return json_response(await asyncio.to_thread(text))

    return [Route("/openapi.json", openapi)]


def _document(catalogue: Catalogue) -> Schema:
    models = catalogue.all()
    names = _names(models)
    schemas: Schema = {name: dict(schema) for name, schema in ANSWERS.items()}
    paths: Schema = {}
    for model in models:
        name = names[model.model_id]
        schemas[f"{name}.input"] = _moved(model.checks, f"{name}.input")
        schemas[f"{name}.output"] = _moved(checked(model.output_schema), f"{name}.output")
        paths[f"/v1/models/{quote(model.model_id, safe='/')}"] = {
            "get": _read(f"{name}.entry", "Its entry in the catalogue", "Entry"),
            "post": _submit(model, name),
        }
    schemas["Result"]["allOf"] = [
        {
            "if": {"properties": {"model_id": {"const": model_id}}},
            "then": {"properties": {"output": _ref(f"{name}.output")}},
        }
        for model_id, name in names.items()
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "RunComfy Model API (sandbox)",
            "version": __version__,
            "description": "A local stand-in for the Model API, as it answers when it plays no faults.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {**_fixed_paths(), **paths},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _names(models: list[Model]) -> dict[str, str]:
    """Return a component's name for each model: OpenAPI allows neither slashes nor spaces in it."""
    names: dict[str, str] = {}
    for model in models:
        name = plain = re.sub(r"[^A-Za-z0-9._-]", "_", model.model_id)
        number = 1
        while name in names.values():
            number += 1
            name = f"{plain}-{number}"
        names[model.model_id] = name
    return names


def _moved(schema: Mapping[str, Any], name: str) -> Schema:
    """Return the schema with its references to itself led to its new place in the document."""

    def move(value: object, keyword: str = "") -> object:
        if keyword in _DATA_KEYWORDS:
            return value
        if isinstance(value, Mapping):
            node = cast("Mapping[str, object]", value)
            return {key: move(inner, key) for key, inner in node.items()}
        if isinstance(value, list):
            return [move(inner) for inner in cast("list[object]", value)]
        if keyword == "$ref" and isinstance(value, str) and value.startswith("#"):
            return f"#/components/schemas/{name}{value[1:]}"
        return value

    return cast("Schema", move(schema))


def _submit(model: Model, name: str) -> Schema:
    links = {
        part: {"operationId": part, "parameters": {"request_id": "$response.body#/request_id"}}
        for part in ("status", "result", "cancel")
    }
    operation: Schema = {
        "operationId": f"{name}.submit",
        "summary": model.title,
        "requestBody": {"required": True, "content": _json(_ref(f"{name}.input"))},
        "responses": {
            "200": {**_answered("Submitted"), "links": links},
            **_errors(400, 401, 402, 413, 422, 503),
        },
    }
    if model.description:
        operation["description"] = model.description
    return operation


def _fixed_paths() -> Schema:
    request_id = _parameter("request_id", "path", {"type": "string"})
    flag: Schema = {"type": "boolean", "default": False}
    number: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    text: Schema = {"type": "string"}
    of_request = (401, 403, 404)
    return {
        "/v1/requests/{request_id}/status": {
            "parameters": [request_id],
            "get": _read("status", "How a request stands", "Status", *of_request),
        },
        "/v1/requests/{request_id}/result": {
            "parameters": [request_id],
            "get": {
                **_read("result", "The result, in whatever state", "Result", *of_request, 422),
                "parameters": [_parameter("include_cost", "query", flag)],
            },
        },
        "/v1/requests/{request_id}/cancel": {
            "parameters": [request_id],
            "post": {
                "operationId": "cancel",
                "summary": "Cancels a request that still waits",
                "responses": {"202": _answered("Cancellation"), **_errors(*of_request)},
            },
        },
        "/v1/models": {
            "get": {
                **_read("models", "The catalogue", "Models", 401, 422),
                "parameters": [
                    *(_parameter(name, "query", text) for name in ("search", "category", "kind")),
                    _parameter("include_schema", "query", flag),
                    _parameter(
                        "limit", "query", {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}
                    ),
                    _parameter("offset", "query", {**number, "default": 0}),
                ],
            }
        },
        "/v1/models/categories": {"get": _read("categories", "The catalogue's categories", "Categories")},
        "/prod/v2/balance": {"get": _read("balance", "What the account holds", "Balance")},
        "/outputs/{request_id}/{name}": {
            "parameters": [request_id, _parameter("name", "path", {"type": "string"})],
            "get": _file(),
        },
    }


def _file() -> Schema:
    content: Schema = {media_type: {} for media_type in _FILE_TYPES}
    return {
        "operationId": "output",
        "summary": "A file of a finished request",
        "security": [],
        "parameters": [_parameter("Range", "header", {"type": "string"})],
        "responses": {
            "200": {"description": "The file", "content": content},
            "206": {"description": "A part of it", "content": content},
            "416": {"description": _DESCRIPTION[416], "content": content},
            **_errors(404),
        },
    }


def _read(operation_id: str, summary: str, schema: str, *errors: int) -> Schema:
    responses = {"200": _answered(schema), **_errors(*(errors or (401,)))}
    return {"operationId": operation_id, "summary": summary, "responses": responses}


def _parameter(name: str, where: str, schema: Schema) -> Schema:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def _answered(schema: str) -> Schema:
    return {"description": schema, "content": _json(_ref(schema))}


def _errors(*statuses: int) -> Schema:
    return {
        str(status): {"description": _DESCRIPTION[status], "content": _json(_ref("Error"))}
        for status in statuses
    }


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
