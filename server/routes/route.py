"""A line of the route table: from it requests are served and the OpenAPI description is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from server.service import Service
from server.wire import Answer, Call

Handler = Callable[[Service, Call], Answer]


class Queue(StrEnum):
    """In which queue a request waits for its turn."""

    DOOR = "door"
    GREETING = "greeting"
    PUSH = "push"
    READ = "read"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the path or of the query."""

    name: str
    says: str
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path. `refuses`: codes by status, beside those that any request may meet."""

    method: str
    path: str
    name: str
    says: str
    handler: Handler
    queue: Queue = Queue.READ
    takes: type | None = None
    gives: Any = None
    status: int = 200
    needs_token: bool = True
    may_be_unchanged: bool = False
    parameters: tuple[Parameter, ...] = ()
    refuses: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
