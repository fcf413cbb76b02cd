"""The served OpenAPI description, held against every answer that the tests see."""

from __future__ import annotations

import re
from typing import Any

import httpx


class Description:
    """Knows which statuses and codes each route may answer, as the server itself says."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._paths = {
            re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"): path for path in document["paths"]
        }

    def check(self, method: str, path: str, response: httpx.Response) -> None:
        """Fail when the description does not know this answer to this request."""
        bare = path.partition("?")[0]
        known = next((said for pattern, said in self._paths.items() if pattern.match(bare)), None)
        operation = self.document["paths"].get(known, {}).get(method.lower())
        if operation is None:
            assert response.status_code in (404, 405)
        else:
            answers = operation["responses"]
            assert str(response.status_code) in answers, (method, path, response.status_code)
            if response.status_code >= 400:
                said = answers[str(response.status_code)]["description"]
                assert f"`{response.json()['code']}`" in said, (path, response.text, said)
        if response.status_code >= 400:
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["status"] == response.status_code
