"""What anybody may ask: the list of schools, the catalogue, the description, whether we are well."""

from __future__ import annotations

from typing import Any

import msgspec

from server.database import has_our_shape, reading
from server.refusal import busy
from server.routes.route import Parameter, Queue, Route
from server.schools import SchoolNames, read_names
from server.service import Service
from server.wire import Answer, Call
from sync.catalog import describe
from sync.messages import SchoolListed

_FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
_EXACT = ("region", "place", "kind")


class Health(msgspec.Struct, frozen=True):
    """The server answers; when asked whether it is ready, its database does, too."""

    status: str = "ok"


def get_schools(service: Service, call: Call) -> Answer:
    """Schools by region, place, kind, or a part of a name."""
    with reading(service.engine) as connection:
        names = read_names(connection)
    wanted = {key: call.query[key].casefold() for key in _EXACT if call.query.get(key)}
    part = call.query.get("q", "").strip().casefold()
    found = [one for one in names if _is_wanted(one, wanted, part)]
    return Answer(
        [
            SchoolListed(one.id, one.name, one.short_name, one.place, one.region, one.kind)
            for one in sorted(found, key=lambda one: (one.region, one.place, one.name, one.id))
        ]
    )


def get_catalog(service: Service, call: Call) -> Answer:
    """The catalogue of kinds."""
    return Answer(_CATALOG, headers=_FOR_AN_HOUR)


def get_health(service: Service, call: Call) -> Answer:
    """Whether this process lives: whoever watches it begins it anew when it does not answer."""
    return Answer(Health())


def get_ready(service: Service, call: Call) -> Answer:
    """Whether work may be sent here: the database answers, and its tables have the shape that we know."""
    if not has_our_shape(service.engine):
        raise busy()
    return Answer(Health())


def _is_wanted(one: SchoolNames, wanted: dict[str, str], part: str) -> bool:
    exact = {"region": one.region, "place": one.place, "kind": one.kind}
    if any(exact[key].casefold() != value for key, value in wanted.items()):
        return False
    return not part or any(part in said.casefold() for said in (one.name, one.short_name, one.place))


_CATALOG = msgspec.Raw(msgspec.json.encode(describe()))

PUBLIC_ROUTES = (
    Route(
        "GET",
        "/v1/schools",
        "schools",
        "The schools of this server",
        get_schools,
        gives=list[SchoolListed],
        needs_token=False,
        parameters=(
            Parameter("region", "only schools of this region"),
            Parameter("place", "only schools of this place"),
            Parameter("kind", "only schools of this kind"),
            Parameter("q", "a part of the name or the place"),
        ),
    ),
    Route(
        "GET",
        "/v1/catalog",
        "catalog",
        "Every kind of record: its bucket, a JSON Schema per cell pattern, who may write it",
        get_catalog,
        Queue.NONE,
        gives=dict[str, Any],
        needs_token=False,
    ),
    Route(
        "GET",
        "/healthz",
        "health",
        "Whether the server process answers",
        get_health,
        Queue.NONE,
        gives=Health,
        needs_token=False,
    ),
    Route(
        "GET",
        "/readyz",
        "ready",
        "Whether the database answers and has the tables of this version; 503 when it does not",
        get_ready,
        Queue.NONE,
        gives=Health,
        needs_token=False,
    ),
)
