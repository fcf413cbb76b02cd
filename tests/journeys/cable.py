"""A cable between the program and the server that a test may pull."""

from __future__ import annotations

import httpx


class Cable(httpx.AsyncHTTPTransport):
    """The network between this computer and the server; it can be cut after the server has committed."""

    def __init__(self) -> None:
        super().__init__()
        self.loses_answers_to = ""
        self.portal = False
        self.lost = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on; sometimes its answer goes under."""
        if self.portal:
            return httpx.Response(200, headers={"Content-Type": "text/html"}, text="<html>Войдите в сеть")
        answer = await super().handle_async_request(request)
        if self.loses_answers_to and request.url.path == self.loses_answers_to:
            await answer.aclose()
            self.lost += 1
            raise httpx.ReadError("the cable was pulled", request=request)
        return answer
