"""The server put together: queues before worker threads, routes, refusals as problem documents."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import msgspec
from sqlalchemy.exc import OperationalError, TimeoutError
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute

from server import metrics
from server.admission import Gate
from server.refusal import Refused, busy
from server.routes.exchange import EXCHANGE_ROUTES
from server.routes.openapi import describe_routes
from server.routes.people import PEOPLE_ROUTES
from server.routes.public import PUBLIC_ROUTES
from server.routes.route import Queue, Route
from server.routes.trouble import TROUBLE_ROUTES
from server.service import Service
from server.watching import HEADER, Watched
from server.wire import Answer, Call, encode, encode_refusal, read_call
from sync.failpoint import is_armed, reach

READERS_AT_ONCE = 8
READERS_WAITING = 96
GREETINGS_AT_ONCE = 4
GREETINGS_WAITING = 1_000
SIGN_INS_AT_ONCE = 4
SIGN_INS_WAITING = 400
THREADS = 40

Endpoint = Callable[[Request], Awaitable[Response]]


def build_app(service: Service) -> Starlette:
    """The server as an ASGI application over one service."""
    table = [*PEOPLE_ROUTES, *EXCHANGE_ROUTES, *TROUBLE_ROUTES, *PUBLIC_ROUTES]
    table.append(_description_route(table))
    house = _House(service)
    return Starlette(
        routes=[StarletteRoute(one.path, house.endpoint(one), methods=[one.method]) for one in table],
        exception_handlers={HTTPException: _refuse_unknown},
        lifespan=house.lifespan,
    )


class _House:
    """Serves every route: reads, waits for a turn, works in a thread, answers."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._gates = build_gates(service)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Keep the high-water marks while the server runs; leave a database that is one file."""
        self._service.marks.start()
        try:
            yield
        finally:
            self._threads.shutdown()
            self._service.marks.stop()
            self._service.engine.dispose()

    def endpoint(self, route: Route) -> Endpoint:
        """What the web framework calls for a route."""

        async def respond(request: Request) -> Response:
            watched = Watched(route)
            response = await self._respond(route, request, watched)
            response.headers[HEADER] = watched.id
            watched.ended(response.status_code, self._service.slow_seconds)
            return response

        return respond

    async def _respond(self, route: Route, request: Request, watched: Watched) -> Response:
        try:
            call = await read_call(request)
            watched.lap("read")
            async with self._turn(route.queue):
                watched.lap("waited")
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, self._work, route, call, request, watched)
        except Refused as refused:
            refusal = refused
        except (OperationalError, TimeoutError) as outage:
            watched.crashed("the database is away or has its hands full", logging.WARNING, outage)
            refusal = busy()
        except Exception as crash:  # noqa: BLE001 - the last hand: a client gets a problem document, we get the place
            watched.crashed("a request failed", logging.ERROR, crash)
            refusal = Refused(500, "unexpected")
        watched.refused(refusal.problem.code)
        return encode_refusal(refusal, request)

    def _work(self, route: Route, call: Call, request: Request, watched: Watched) -> Response:
        reach(f"{route.name}.received")
        answer = route.handler(self._service, call)
        watched.lap("worked")
        response = encode(answer, request)
        watched.lap("encoded")
        reach(f"{route.name}.before-answer")
        if is_armed():
            response.background = BackgroundTask(reach, f"{route.name}.answered")
        return response

    @asynccontextmanager
    async def _turn(self, queue: Queue) -> AsyncIterator[None]:
        gate = self._gates.get(queue)
        if gate is None:
            yield
            return
        async with AsyncExitStack() as turn:
            with metrics.waiting.labels(queue).track_inprogress():
                await turn.enter_async_context(gate.enter())
            with metrics.at_work.labels(queue).track_inprogress():
                yield


def build_gates(service: Service) -> dict[Queue, Gate]:
    """The gate before each queue. That of hello, and of the refresh before it, is never shut by pushes."""
    pushes = Gate(service.pushes_at_once, service.pushes_waiting)
    return {
        Queue.PUSH: pushes,
        Queue.READ: Gate(READERS_AT_ONCE, READERS_WAITING, yields_to=pushes),
        Queue.GREETING: Gate(GREETINGS_AT_ONCE, GREETINGS_WAITING),
        Queue.DOOR: Gate(SIGN_INS_AT_ONCE, SIGN_INS_WAITING),
    }


def _description_route(table: list[Route]) -> Route:
    """The route that serves the description of all routes, itself among them."""
    said: list[msgspec.Raw] = []

    def get_description(service: Service, call: Call) -> Answer:
        return Answer(said[0], headers={"Cache-Control": "public, max-age=3600"})

    route = Route(
        "GET",
        "/v1/openapi.json",
        "openapi",
        "This description",
        get_description,
        Queue.NONE,
        gives=dict[str, Any],
        needs_token=False,
    )
    said.append(msgspec.Raw(msgspec.json.encode(describe_routes([*table, route]))))
    return route


async def _refuse_unknown(request: Request, error: Exception) -> Response:
    """No such path, or not with this method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = {404: "not_found", 405: "method_not_allowed"}.get(status, "unexpected")
    metrics.refusals.labels(code).inc()
    response = encode_refusal(Refused(status, code), request)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response
