"""A program that does not behave tells the school's engineer what it knows of itself."""

from __future__ import annotations

from server.clock import now
from server.routes.route import Route
from server.service import Service
from server.trouble import keep_trouble
from server.wire import Answer, Call
from sync.trouble import TroubleSent, TroubleTaken


def post_trouble(service: Service, call: Call) -> Answer:
    """Keep a sealed trouble for the engineer."""
    person = service.admit(call.token)
    sealed = call.decode(TroubleSent).sealed
    return Answer(TroubleTaken(keep_trouble(service.folder, service.keys, person.device, sealed, now())))


TROUBLE_ROUTES = (
    Route(
        "POST",
        "/v1/trouble",
        "trouble",
        "Hand in a sealed description of a program's trouble, for the school's engineer",
        post_trouble,
        takes=TroubleSent,
        gives=TroubleTaken,
        refuses={429: ("enough_for_today",)},
    ),
)
