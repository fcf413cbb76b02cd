"""What goes to the engineer: enough to find a fault by, and nothing of anybody."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from desktop.crash import CrashReports, last_crashes
from desktop.models import trouble as telling
from desktop.models.deeds import CellWrite
from desktop.models.faults import NoSealKey
from desktop.models.journal import Journal
from desktop.models.remembered import put_seal_key, put_session
from desktop.models.store import Store
from desktop.models.trouble import Witnessed, read_out, seal_trouble, tell_trouble
from sync.messages import PersonShown, PushAnswer, Result, SchoolShown, Session
from sync.replica import Replica
from sync.sealed import SealedForAnother
from sync.shelf import BucketState, Shelf, rows_of
from sync.trouble import TROUBLE, Trouble, unpack
from tests.desktop.models.conftest import Opener
from tests.desktop.models.making import acknowledge, type_op
from tests.desktop.models.taught import ALGEBRA, NOW, SCHOOL, TEACHER, Taught, second_term, today_work

DEMO = Path(__file__).parents[3] / "resources" / "demo"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r")
SURNAMES: list[str] = json.loads((DEMO / "names.json").read_text(encoding="utf-8"))["surnames"]["russian"]
TOPICS = ("Степень с натуральным показателем", "№ 412, 415", "пересдача", "Решил у доски")
LOGIN, TOKENS, PIN = "petrova.anna", ("access-0123456789abcdef", "refresh-0123456789abcdef"), "471147"
SESSION = Session(
    TOKENS[0],
    600,
    TOKENS[1],
    PersonShown(TEACHER, "Петрова А. И.", ["teacher"]),
    SchoolShown(SCHOOL, "Школа № 1"),
)
KEY = PrivateKey.generate()


@dataclass
class Evening:
    """A store after a teacher's day, with all that a server may have told of a class."""

    store: Store
    taught: Taught

    @property
    def shelf(self) -> Shelf:
        return self.store.shelf

    def tells(self, seen: Witnessed | None = None) -> Trouble:
        """What it tells of itself."""
        return tell_trouble(self.store, seen or Witnessed(), NOW)

    def secrets(self) -> set[str]:
        """All that must not go, told by nobody but the test."""
        names = {name for pair in DEMO_CLASS for name in pair} | {
            "Петрова",
            "Сидоров",
            "Кузнецова",
            "Новенький",
        }
        cells = {"mark/", "attendance/", '"values"', '"comment"', "Алгебра", "Школа № 1"}
        return names | cells | {*TOPICS, LOGIN, *TOKENS, PIN, TEACHER, *self.taught.pupils}


DEMO_CLASS = [(name, f"{name}-младший") for name in SURNAMES]


@pytest.fixture
def evening(opened: Opener) -> Evening:
    """Marks, comments, a topic, homework, a guest, a reason; refused by a server that talks too much."""
    store, taught = opened(), Taught(pupils=DEMO_CLASS)
    with store.shelf.transaction():
        for id in taught.shelf.read_buckets():
            store.shelf.put_bucket(BucketState(id, title=f"Класс, где учится {SURNAMES[0]}", drained=1))
            store.shelf.put_base(id, rows_of(taught.shelf.read_base(id)))
        store.shelf.put_bucket(BucketState(f"form:{SURNAMES[1]}"))
        store.shelf.put_meta("epoch", SURNAMES[2])
        store.shelf.put_meta("login", LOGIN)
        store.shelf.put_meta("pin", PIN)
    put_session(store.shelf, SESSION)
    put_seal_key(store.shelf, b64encode(bytes(KEY.public_key)).decode())
    replica = Replica(store.shelf, lambda: NOW)
    journal = Journal(replica, TEACHER, lambda: NOW)
    page = second_term(journal)
    for at, pupil in enumerate(taught.pupils[:60]):
        journal.put_cells(page, [CellWrite(pupil, today_work(), (str(2 + at % 4),))], reason=TOPICS[2])
    lesson = journal.read_lesson(ALGEBRA, NOW.date(), 1)
    journal.put_comment(page, taught.pupils[2], today_work(), TOPICS[3])
    journal.put_topic(lesson, TOPICS[0])
    journal.put_guest(ALGEBRA, "Новенький Кузнецова")
    _refuse(journal, replica)
    return Evening(store, taught)


def _refuse(journal: Journal, replica: Replica) -> None:
    """The server answers all but the last two ops, and says more than a code."""
    request = replica.next_push()
    assert request is not None
    results = [
        Result(op.op, "rejected", code=SURNAMES[3], detail=SURNAMES[4], receipt=SURNAMES[5])
        for op in request.ops
    ]
    journal.take(replica.take_push(request, PushAnswer(replica.epoch, results)))
    journal.put_guest(ALGEBRA, SURNAMES[6])
    journal.put_guest(ALGEBRA, SURNAMES[7])


def crashed(folder: Path) -> list[str]:
    """Crash reports of an error that names a pupil, and of a process that died in somebody's home."""
    try:
        raise ValueError(SURNAMES[8])
    except ValueError as error:
        CrashReports(folder).write(error)
    home = f'  File "/home/{LOGIN}/{SURNAMES[9]}/site-packages/qasync/run.py", line 7 in run\n'
    said = (
        f"Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n{home}"
    )
    (folder / "fault.txt").write_text(said + f"{SURNAMES[10]}\n", encoding="utf-8")
    return last_crashes(folder)


def leaks(plain: bytes, secrets: set[str]) -> set[str]:
    """Every secret that stands in the bytes, in any encoding or as JSON escapes it."""
    spelt = {
        word: [word.encode(e, "ignore") for e in ENCODINGS] + [json.dumps(word)[1:-1].encode()]
        for word in secrets
    }
    return {word for word, forms in spelt.items() if any(form and form in plain for form in forms)}


def unsealed(content: bytes) -> bytes:
    """What the school's key finds in the file, unpacked."""
    return gzip.decompress(TROUBLE.unwrap(content, SealedBox(KEY).decrypt))


def test_nothing_of_anybody_goes(evening: Evening, tmp_path: Path) -> None:
    """Of a class of demo pupils no name, mark, comment, topic, login, token or pupil's id is in the bytes."""
    seen = Witnessed("0.1.0", "6.8.3", "journal.example.org", "a" * 32, crashes=crashed(tmp_path))

    plain = unsealed(seal_trouble(evening.store, evening.tells(seen)))

    assert leaks(plain, evening.secrets()) == set()
    assert plain.isascii()
    assert len(json.loads(plain)["ops"]) > 60


def test_the_search_would_find_what_goes(evening: Evening) -> None:
    """The detector is seen to detect: each secret, in each encoding that can spell it."""
    secrets = evening.secrets()
    for encoding in ENCODINGS:
        plain = " ".join(secrets).encode(encoding, "ignore")
        missing = secrets - leaks(plain, secrets)
        assert {word for word in missing if word.encode(encoding, "ignore").decode(encoding) == word} == set()


def test_what_the_teacher_reads_is_what_goes(evening: Evening) -> None:
    """«Что внутри» shows every line; nothing is added on the way."""
    trouble = evening.tells()

    assert json.loads(read_out(trouble)) == json.loads(unsealed(seal_trouble(evening.store, trouble)))


def test_an_op_is_told_by_its_id_and_its_fate(opened: Opener) -> None:
    """Enough to find it on the server and to see why it waits."""
    store = opened()
    done = acknowledge(store.shelf, type_op(store.shelf), rev=7)
    waiting = type_op(store.shelf)

    first, second = tell_trouble(store, Witnessed(), NOW).ops

    assert (first.op, first.state, first.status, first.rev) == (done.op.op, "acknowledged", "applied", 7)
    assert (second.op, second.state, second.status) == (waiting.op.op, "queued", "")
    assert (second.kind, second.bucket, second.cells, second.made_at) == (
        "lesson",
        "course",
        1,
        waiting.op.made_at,
    )


def test_what_has_not_the_form_of_a_code_is_only_strange(evening: Evening) -> None:
    """A server that puts a sentence where a code belongs sends no name through us."""
    trouble = evening.tells()

    assert {one.code for one in trouble.ops if one.status == "rejected"} == {"?"}
    assert trouble.copy.epoch == "?"
    assert "?" in {bucket.id for bucket in trouble.copy.buckets}


def test_a_busy_journal_tells_what_waits_and_the_newest(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settled old ops are left out and counted; what waits is told, however old it is."""
    store = opened()
    waiting = type_op(store.shelf)
    settled = [acknowledge(store.shelf, type_op(store.shelf), rev=n) for n in range(1, 6)]
    monkeypatch.setattr(telling, "MOST_OPS", 3)

    trouble = tell_trouble(store, Witnessed(), NOW)

    assert [one.op for one in trouble.ops] == [own.op.op for own in (waiting, *settled[-2:])]
    assert trouble.ops_left_out == 3


def test_a_damaged_journal_is_told(opened: Opener) -> None:
    """The engineer sees what a reading of every page and line has found, and how much room is left."""
    store = opened()
    type_op(store.shelf)
    with store.layout.journal.open("ab") as file:
        file.write(b"000000000009 00000000 nonsense\n")

    disk = tell_trouble(store, Witnessed(), NOW).disk

    assert (disk.database, disk.damaged_lines) == ("ok", 1)
    assert disk.free > 0
    assert disk.files["ops.log"] == store.layout.journal.stat().st_size


def test_before_the_first_exchange_nothing_can_be_sealed(opened: Opener) -> None:
    """There is no key of the school yet; the fault says so."""
    store = opened()

    with pytest.raises(NoSealKey):
        seal_trouble(store, tell_trouble(store, Witnessed(), NOW))


def test_only_the_school_s_key_opens_it(evening: Evening) -> None:
    """A stick that is lost tells nothing."""
    content = seal_trouble(evening.store, evening.tells())

    def unseal(sealed: bytes) -> bytes:
        try:
            return SealedBox(PrivateKey.generate()).decrypt(sealed)
        except CryptoError as error:
            raise ValueError from error

    with pytest.raises(SealedForAnother):
        unpack(content, unseal)
