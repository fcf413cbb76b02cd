"""The server held against its own OpenAPI description by schemathesis: every operation there is."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok

from tests.server.footprint import footprint
from tests.server.town import Lesson, Town

HUNTED = os.environ.get("FUZZ_EXAMPLES")
EXAMPLES = int(HUNTED or 8)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
conforming = settings(
    max_examples=EXAMPLES,
    derandomize=HUNTED is None,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("signed_in", [True, False], ids=["with a token", "without"])
def test_every_operation_keeps_to_its_description(signed_in: bool, town: Town) -> None:
    """Statuses, types, headers, bodies are those of /v1/openapi.json; without a token nothing is written."""
    anna = town.sign_in("anna")
    schema = schemathesis.openapi.from_dict(town.description.document)
    headers = {"Authorization": f"Bearer {anna.access}"} if signed_in else {}
    before, asked = footprint(town), 0

    for each in schema.get_all_operations():
        assert isinstance(each, Ok)
        operation = each.ok()
        if signed_in and operation.path == "/v1/sign-out":
            continue

        @conforming
        @given(case=operation.as_strategy())
        def ask(case: Case[Any]) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(base_url=town.server.url, headers=headers, checks=CHECKS)

        ask()

    assert asked
    assert signed_in or footprint(town) == before
    assert anna.push(Lesson().mark("5"))[0]["status"] == "applied"
