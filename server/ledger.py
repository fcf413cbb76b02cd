"""The ledger: takes a push, lets the judge decide, writes it down, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from server import metrics
from server.clock import now, stamp
from server.database import writing
from server.facts import FactShelf
from server.keys import Keys
from server.ledger_reading import load
from server.ledger_writing import EpochMoved, Pen
from server.refusal import Refused, busy
from server.schools import School, read_epochs, read_school_number
from server.scopes import View, open_view, settle_scope_rev
from server.tokens import Person
from server.watermark import Watermarks
from sync.failpoint import reach
from sync.judge import Judge
from sync.messages import PushAnswer, PushRequest
from sync.receipt import Receipts

TRIES = 4
_TRY_AGAIN = frozenset({"23505", "40001", "40P01"})
"""PostgreSQL's words for two transactions that met: a key taken, a serialization, a deadlock."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that pushing needs, for all schools of this server."""

    engine: Engine
    shelf: FactShelf
    keys: Keys
    marks: Watermarks

    def push(self, person: Person, request: PushRequest) -> PushAnswer:
        """Judge and write a batch of one person's ops. Raises Refused for the whole request."""
        for _ in range(TRIES):
            try:
                with metrics.push_seconds.time():
                    answer = self._push_once(person, request)
            except (DBAPIError, EpochMoved) as error:
                if not _met_another(error):
                    raise
                metrics.retries.inc()
            else:
                for result in answer.results:
                    metrics.ops.labels(result.status).inc()
                return answer
        raise busy()

    def _push_once(self, person: Person, request: PushRequest) -> PushAnswer:
        answer, head = None, 0
        with writing(self.engine, "push") as connection:
            school = read_school_number(connection, person.school)
            if request.epoch != school.epoch:
                raise Refused(409, "epoch_changed", epoch=school.epoch)
            view = open_view(connection, self.shelf, school, person)
            rev = settle_scope_rev(connection, view, [one.id for one in view.standing_buckets()])
            if rev == request.scope_rev:
                head, answer = _Batch(view, request, self.keys).settle(connection)
        if answer is None:
            raise Refused(409, "scope_changed", scope_rev=rev)
        self.marks.note(school, head)
        return answer


class _Batch:
    """One push, on its way through the judge."""

    def __init__(self, view: View, request: PushRequest, keys: Keys) -> None:
        self._view = view
        self._request = request
        self._receipts = Receipts(keys.receipt, view.school.epoch)

    def settle(self, connection: Connection) -> tuple[int, PushAnswer]:
        """Judge every op and write the outcome; the school's head after it, and the answer."""
        view, ops = self._view, self._request.ops
        school: School = view.school
        epochs = read_epochs(connection, school.number)
        loaded = load(connection, school, epochs, view.author, ops)
        reach("push.before-judging")
        judge = Judge(loaded.books, view.rules, self._receipts)
        for op in ops:
            judge.judge(view.author, op)
        reach("push.before-writing")
        received = now()
        pen = Pen(connection, school, epochs, stamp(received))
        head = pen.write(loaded, self._receipts)
        pen.write_results(judge, view.author.device, _skew(self._request.sent_at, received))
        return head, PushAnswer(school.epoch, judge.results())


def _skew(sent_at: str, received: datetime) -> int | None:
    """By how many seconds the device's clock is behind ours; None when it does not say."""
    try:
        sent = datetime.fromisoformat(sent_at)
    except ValueError:
        return None
    if sent.tzinfo is None:
        return None
    return max(-(1 << 31), min((1 << 31) - 1, round((received - sent).total_seconds())))


def _met_another(error: DBAPIError | EpochMoved) -> bool:
    if isinstance(error, EpochMoved | IntegrityError):
        return True
    return getattr(error.orig, "sqlstate", None) in _TRY_AGAIN
