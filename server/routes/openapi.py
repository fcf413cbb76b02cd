"""The OpenAPI description, made from the route table and the messages themselves."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from server.refusal import TITLES
from server.routes.route import Route
from server.wire import JSON, PROBLEM_JSON
from sync.messages import PROTOCOL, Problem

_REF = "#/components/schemas/{name}"
_ANYBODY = {
    400: ("malformed",),
    413: ("too_large",),
    426: ("protocol_too_old",),
    500: ("unexpected",),
    503: ("busy",),
}
_WITH_TOKEN = {401: ("expired", "device_revoked", "device_wiped")}


def describe_routes(routes: Sequence[Route]) -> dict[str, Any]:
    """The whole description: every route with every status that it may answer."""
    types = [Problem, *(one for route in routes for one in (route.takes, route.gives) if one is not None)]
    shapes, components = msgspec.json.schema_components(types, ref_template=_REF)
    schemas = dict(zip(map(str, types), shapes, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Parta",
            "version": str(PROTOCOL),
            "description": "How copies of a school's journal come to agree, protocol 1.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def refusals_of(route: Route) -> dict[int, list[str]]:
    """Every status with which a route may refuse, and the codes."""
    sources = [_ANYBODY, route.refuses]
    if route.needs_token:
        sources.append(_WITH_TOKEN)
    found: dict[int, list[str]] = {}
    for source in sources:
        for status, codes in source.items():
            known = found.setdefault(status, [])
            known += [code for code in codes if code not in known]
    return dict(sorted(found.items()))


def _operation(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {str(route.status): _good(route, schemas)}
    if route.may_be_unchanged:
        answers["304"] = {"description": "The client has it already"}
    for status, codes in refusals_of(route).items():
        answers[str(status)] = _refusal(status, codes, schemas)
    said: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.says,
        "parameters": [_PROTOCOL_HEADER, *_parameters(route)],
        "responses": answers,
        "security": [{"token": []}] if route.needs_token else [],
    }
    if route.takes is not None:
        content = {JSON: {"schema": schemas[str(route.takes)]}}
        said["requestBody"] = {"required": True, "content": content}
    return said


def _good(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"description": HTTPStatus(route.status).phrase}
    if route.gives is not None:
        said["content"] = {JSON: {"schema": schemas[str(route.gives)]}}
    if route.may_be_unchanged:
        said["headers"] = {"ETag": {"schema": {"type": "string"}}}
    return said


def _refusal(status: int, codes: list[str], schemas: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": "; ".join(f"`{code}`: {TITLES[code]}" for code in codes),
        "content": {PROBLEM_JSON: {"schema": schemas[str(Problem)]}},
    }
    if status in (429, 503):
        said["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "seconds"}}
    return said


def _parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "in": one.place,
            "required": one.place == "path",
            "description": one.says,
            "schema": {"type": "string"},
        }
        for one in route.parameters
    ]


_PROTOCOL_HEADER = {
    "name": "Parta-Protocol",
    "in": "header",
    "required": False,
    "description": "the protocol that the client speaks; absent means 1",
    "schema": {"type": "string", "default": str(PROTOCOL)},
}
