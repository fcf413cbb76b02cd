"""The exchange itself: hello, push, pull, whole buckets, the history of a record."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from server import feed
from server.clock import stamp
from server.database import reading, writing
from server.events import read_history
from server.refusal import Refused, malformed
from server.routes.route import Parameter, Queue, Route
from server.schools import read_school_number
from server.scopes import View, open_view, read_scope_rev, settle_scope_rev
from server.service import Service
from server.wire import Answer, Call
from sync.messages import (
    MAX_OPS,
    PROTOCOL,
    TIME_HEADER,
    BucketShown,
    Event,
    Hello,
    Limits,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Snapshot,
    Span,
)
from sync.shape import is_op_id


def get_hello(service: Service, call: Call) -> Answer:
    """Where the server stands and what this person keeps."""
    person = service.admit(call.token)
    with reading(service.engine) as connection:
        view = open_view(connection, service.shelf, read_school_number(connection, person.school), person)
        kept = view.standing_buckets()
        names = [one.id for one in kept]
        heads = feed.read_heads(connection, view, names)
        rev = read_scope_rev(connection, view, names)
    if rev is None:
        rev = _settle(service, view, names)
    buckets = [BucketShown(one.id, heads[one.id], one.title) for one in kept]
    hello = _hello(service, view, buckets, rev)
    headers = {"ETag": _tag(hello), "Cache-Control": "private, no-cache", TIME_HEADER: hello.server_time}
    if headers["ETag"] in call.known_tags:
        return Answer(status=304, headers=headers)
    return Answer(hello, headers=headers)


def post_push(service: Service, call: Call) -> Answer:
    """Judge a batch of ops."""
    person = service.admit(call.token)
    request = call.decode(PushRequest)
    if len(request.ops) > MAX_OPS:
        raise Refused(413, "too_large", f"a push has at most {MAX_OPS} ops")
    if not all(is_op_id(op.op) for op in request.ops):
        raise malformed("an op's id is 32 hex digits")
    return Answer(service.ledger.push(person, request))


def post_pull(service: Service, call: Call) -> Answer:
    """What changed after the cursors."""
    person = service.admit(call.token)
    request = call.decode(PullRequest)
    with reading(service.engine) as connection:
        view = open_view(connection, service.shelf, read_school_number(connection, person.school), person)
        return Answer(feed.pull(connection, view, request))


def get_snapshot(service: Service, call: Call) -> Answer:
    """A whole bucket, unless the client has it already."""
    person = service.admit(call.token)
    name = call.path["bucket"]
    with reading(service.engine) as connection:
        view = open_view(connection, service.shelf, read_school_number(connection, person.school), person)
        rev, digest, _ = feed.snapshot_state(connection, view, name)
        headers = {"ETag": f'"{view.school.epoch}:{rev}:{digest}"', "Cache-Control": "private, no-cache"}
        if headers["ETag"] in call.known_tags:
            return Answer(status=304, headers=headers)
        return Answer(feed.snapshot(connection, view, name), headers=headers)


def get_history(service: Service, call: Call) -> Answer:
    """Who changed a record, oldest first."""
    person = service.admit(call.token)
    where = (call.path["bucket"], call.path["kind"], call.path["id"])
    name = call.query.get("cell")
    if name is not None and not (name.isascii() and name.isprintable()):
        raise malformed("a cell's name is printable ASCII")
    with reading(service.engine) as connection:
        view = open_view(connection, service.shelf, read_school_number(connection, person.school), person)
        return Answer(read_history(connection, view, where, name))


def _settle(service: Service, view: View, names: list[str]) -> int:
    with writing(service.engine, "hello") as connection:
        return settle_scope_rev(connection, view, names)


def _hello(service: Service, view: View, buckets: list[BucketShown], rev: int) -> Hello:
    return Hello(
        Span(PROTOCOL, PROTOCOL),
        stamp(view.now.astimezone(view.facts.zone)),
        view.school.epoch,
        view.school.head,
        Limits(),
        service.keys.seal_public,
        buckets,
        rev,
        service.notice(),
    )


def _tag(hello: Hello) -> str:
    """An ETag over all that a hello says but the time."""
    timeless = msgspec.json.encode(msgspec.structs.replace(hello, server_time=""))
    return f'"{blake2b(timeless, digest_size=16).hexdigest()}"'


_BUCKET = Parameter("bucket", "a bucket's name, `course:<uuid>`", "path")
_NO_BUCKET = {404: ("not_found",)}

EXCHANGE_ROUTES = (
    Route(
        "GET",
        "/v1/hello",
        "hello",
        "Where the server stands: epoch, head, limits, the buckets that a person keeps",
        get_hello,
        Queue.GREETING,
        gives=Hello,
        may_be_unchanged=True,
    ),
    Route(
        "POST",
        "/v1/push",
        "push",
        "Hand in ops; a result for each, in order",
        post_push,
        Queue.PUSH,
        takes=PushRequest,
        gives=PushAnswer,
        refuses={409: ("epoch_changed", "scope_changed")},
    ),
    Route(
        "POST",
        "/v1/pull",
        "pull",
        "What changed in buckets after cursors; whole numbers, a digest when drained",
        post_pull,
        takes=PullRequest,
        gives=PullAnswer,
        refuses={409: ("epoch_changed",)},
    ),
    Route(
        "GET",
        "/v1/snapshot/{bucket}",
        "snapshot",
        "A whole bucket, records by kind and id",
        get_snapshot,
        gives=Snapshot,
        may_be_unchanged=True,
        parameters=(_BUCKET,),
        refuses=_NO_BUCKET,
    ),
    Route(
        "GET",
        "/v1/history/{bucket}/{kind}/{id}",
        "history",
        "Who changed a record, oldest first",
        get_history,
        gives=list[Event],
        parameters=(
            _BUCKET,
            Parameter("kind", "the record's kind", "path"),
            Parameter("id", "the record's id", "path"),
            Parameter("cell", "only this cell"),
        ),
        refuses=_NO_BUCKET,
    ),
)
