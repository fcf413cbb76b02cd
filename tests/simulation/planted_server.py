"""Bugs planted in the server: its judge, its replay, its pages."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from sync import replay, writing
from sync.books import Books
from sync.judge import Judge
from sync.merge import Settled
from sync.messages import (
    Op,
    Page,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RecordSent,
    Result,
)
from sync.outcome import WRITTEN, Outcome
from sync.receipt import Receipt, body_of
from sync.record import Cells
from sync.reviews import REVIEW
from sync.ruling import Author
from sync.standing import Place, Record
from tests.simulation.planting import Patch, breaking
from tests.simulation.region import Region, State, Told

_true_replay = Judge._replay
_true_cut = Region._cut
_true_push = Region.push
_true_commit = Region._commit


@breaking(4)
def last_writer_wins(patch: Patch) -> None:
    """Whatever comes is written over what stands."""

    def settle(base: Cells, standing: Cells, incoming: Cells) -> Settled:
        return Settled(applied=dict(incoming))

    patch.setattr(writing, "settle", settle)


@breaking(3, 11, 13)
def no_dedupe(patch: Patch) -> None:
    """An op that comes twice is judged twice."""

    def judge(self: Judge, author: Author, op: Op) -> None:
        body = body_of(op)
        outcome = self._judge_new(author, op, body)
        self._judged[author.person, op.op] = (body, outcome)
        self._books.outcomes.append(outcome)
        self._answers.append(outcome)

    patch.setattr(Judge, "judge", judge)


@breaking(2)
def no_epoch(patch: Patch) -> None:
    """A restored server goes on as if nothing had happened."""

    def restore(self: Region, backup: State) -> None:
        self.state = backup.copied()

    patch.setattr(Region, "restore", restore)


@breaking(1)
def acknowledge_before_commit(patch: Patch) -> None:
    """The answer leaves, the server dies, the commit never happens."""

    def die(self: Region, before: State | None) -> None:
        self.state, self.dying = before or self.state, None

    patch.setattr(Region, "_die", die)


@breaking(5)
def page_splits_a_number(patch: Patch) -> None:
    """A page ends in the middle of an op's cells, and its cursor stands behind them."""

    def cut(self: Region, bucket: str, told: Told, head: int, limit: int) -> Page:
        page = _true_cut(self, bucket, told, head, limit)
        last = page.records[-1] if page.more else None
        if last is None or len(last.cells) < 2:
            return page
        shorter = RecordSent(last.kind, last.id, dict(list(last.cells.items())[:-1]))
        return msgspec.structs.replace(page, records=[*page.records[:-1], shorter])

    patch.setattr(Region, "_cut", cut)


@breaking(5)
def number_before_commit(patch: Patch) -> None:
    """Every other push takes its number first and is committed after the one that follows it."""

    def push(self: Region, person: str, device: str, request: PushRequest) -> PushAnswer:
        head = self.state.head
        answer = _true_push(self, person, device, request)
        late = getattr(self, "late", range(0))
        self.late = range(0) if late else range(head + 1, self.state.head + 1)  # type: ignore[attr-defined]  # a planted bug's own memory
        return answer

    def cut(self: Region, bucket: str, told: Told, head: int, limit: int) -> Page:
        late = getattr(self, "late", range(0))
        hidden = {number: records for number, records in told.items() if number not in late or number == head}
        return _true_cut(self, bucket, hidden, head, limit)

    patch.setattr(Region, "push", push)
    patch.setattr(Region, "_cut", cut)


@breaking(4, 13)
def replay_in_arrival_order(patch: Patch) -> None:
    """What is offered again is written as it comes, the last to come wins."""

    def write_again(books: Books, record: Record, cell: str, outcome: Outcome, place: Place) -> None:
        replay._stand(books, record, cell, outcome, place)

    patch.setattr(replay, "_write_again", write_again)


@breaking(2, 4)
def a_conflicted_op_wins_the_replay(patch: Patch) -> None:
    """After a restore a value that lay beside is written like any other."""

    def fate(self: Receipt, cell: str) -> str:
        return WRITTEN

    patch.setattr(Receipt, "fate", fate)


@breaking(13)
def a_review_op_judged_anew(patch: Patch) -> None:
    """After a restore an op that waited is judged by today's locks."""

    def replayed(self: Judge, outcome: Outcome, receipt: Receipt) -> None:
        if outcome.op.kind != REVIEW and receipt.status == "review":
            self._judge_fresh(outcome)
        else:
            _true_replay(self, outcome, receipt)

    patch.setattr(Judge, "_replay", replayed)


@breaking(11)
def a_resolution_that_closes_over_an_other_nobody_saw(patch: Patch) -> None:
    """A choice settles whatever lies beside by the time that it arrives."""

    def is_named(question: Record, cell: str, outcome: Outcome) -> bool:
        return cell in (outcome.op.others or {})

    patch.setattr(writing, "_is_named", is_named)


@breaking(6)
def a_gap_in_the_numbers(patch: Patch) -> None:
    """A number is taken for each op, also for one that writes nothing."""

    def commit(self: Region, books: Books, judge: Judge) -> list[Result]:
        results = _true_commit(self, books, judge)
        self.state.head += sum(result.status == "rejected" for result in results)
        return results

    patch.setattr(Region, "_commit", commit)


@breaking(8)
def a_write_without_its_line(patch: Patch) -> None:
    """What a replay writes does not come into the history."""

    def commit(self: Region, books: Books, judge: Judge) -> list[Result]:
        again = {outcome.op.op for outcome in books.outcomes if outcome.op.receipt}
        books.history = [
            line if line.op not in again else replace(line, writes=False) for line in books.history
        ]
        return _true_commit(self, books, judge)

    patch.setattr(Region, "_commit", commit)


@breaking(9)
def a_page_without_right(patch: Patch) -> None:
    """Whoever knows a bucket's name is told what is in it."""

    def pull(self: Region, person: str, request: PullRequest) -> PullAnswer:
        self._refuse_epoch(request.epoch)
        pages = {bucket: self.page(bucket, at, request.limit) for bucket, at in request.buckets.items()}
        return PullAnswer(self.epoch, pages, [])

    patch.setattr(Region, "pull", pull)
