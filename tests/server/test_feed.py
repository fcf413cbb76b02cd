"""Reading back: pages, whole buckets, history, and what anybody may ask."""

from __future__ import annotations

import gzip
from typing import Any

import httpx
import msgspec
import pytest

from sync.catalog import KINDS
from sync.record import digest, fingerprint
from tests.server.town import ALGEBRA, ANNA, COURSE, PUPIL, SECOND, Lesson, Town, Visitor, mark


def test_only_what_changed_is_sent(anna: Visitor, boris: Visitor) -> None:
    """After the cursor come the changed cells, not the whole records."""
    anna.push(Lesson().op({"topic": "Дроби", Lesson().cell(): mark("5")}))
    cursor = boris.pull(COURSE)["next"]
    anna.push(Lesson().mark("4", base=mark("5")))

    page = boris.pull(COURSE, cursor)

    [record] = page["records"]
    assert (record["kind"], record["id"]) == ("lesson", Lesson().id)
    assert record["cells"] == {Lesson().cell(): {"v": mark("4"), "rev": page["head"]}}
    assert page["next"] == page["head"] > cursor
    assert page["more"] is False
    assert page["digest"]


def test_nothing_to_do_is_little(anna: Visitor) -> None:
    """A drained bucket answers with its head and digest."""
    head = anna.pull(COURSE)["head"]

    page = anna.pull(COURSE, head)

    assert (page["records"], page["next"], page["head"], page["more"]) == ([], head, head, False)
    assert page["digest"] == anna.pull(COURSE)["digest"]


def test_a_page_never_splits_a_number(anna: Visitor) -> None:
    """The limit counts cells; a number comes whole, at least one, and the cursor only rises."""
    cursor, pages = anna.pull(COURSE)["head"], 0
    anna.push(*(Lesson(slot=slot).op({"topic": "т", "homework": "з"}) for slot in range(5)))
    seen: dict[int, set[str]] = {}
    while True:
        page = anna.pull(COURSE, cursor, limit=3)
        for one in page["records"]:
            for name, cell in one["cells"].items():
                seen.setdefault(cell["rev"], set()).add(f"{one['id']}/{name}")
        revs = {cell["rev"] for one in page["records"] for cell in one["cells"].values()}
        assert all(cursor < rev <= page["next"] for rev in revs)
        assert ("digest" in page) == (not page["more"])
        pages += 1
        cursor = page["next"]
        if not page["more"]:
            break

    assert pages >= 5
    assert [len(cells) for cells in seen.values()] == [4] * 5
    assert page["next"] == page["head"]


def test_an_emptied_cell_is_sent_and_not_counted(anna: Visitor) -> None:
    """Null travels, and the digest is that of the cells with a value."""
    anna.push(Lesson().mark("5"))
    anna.push(Lesson().op({Lesson().cell(): (mark("5"), None)}))

    assert anna.read(COURSE)["lesson", Lesson().id][Lesson().cell()] is None


def test_a_whole_bucket_has_a_tag(anna: Visitor) -> None:
    """A snapshot is the bucket by kind and id; its ETag is epoch, number and digest."""
    anna.push(Lesson().mark("5"), Lesson(slot=4).mark("4"))
    path = f"/v1/snapshot/{COURSE}"

    response = anna.ask("GET", path)
    tag = response.headers["etag"]
    unchanged = anna.ask("GET", path, headers={"If-None-Match": f'"other", W/{tag}'})
    anna.push(Lesson(slot=5).mark("4"))
    changed = anna.ask("GET", path, headers={"If-None-Match": tag})

    said = response.json()
    keys = [(one["kind"], one["id"]) for one in said["records"]]
    cells = [{name: cell["v"] for name, cell in one["cells"].items()} for one in said["records"]]
    prints = (fingerprint(*key, one) for key, one in zip(keys, cells, strict=True))
    assert keys == sorted(keys)
    assert digest(prints) == said["digest"]
    assert tag == f'"{anna.epoch}:{said["rev"]}:{said["digest"]}"'
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    assert changed.status_code == 200


@pytest.mark.parametrize("cursor", [-1, -(10**30), 10**30])
def test_a_cursor_of_no_number_is_answered(anna: Visitor, cursor: int) -> None:
    """Below the first number everything is sent, above the last nothing."""
    page = anna.pull(COURSE, cursor)

    assert page["next"] == page["head"]
    assert bool(page["records"]) == (cursor < 0)


def test_a_hello_that_says_nothing_new_is_short(anna: Visitor, boris: Visitor) -> None:
    """304 while all but the time is the same; a push of anybody is something new."""
    tag = anna.ask("GET", "/v1/hello").headers["etag"]

    same = anna.ask("GET", "/v1/hello", headers={"If-None-Match": tag})
    boris.push(Lesson().mark("5"))
    changed = anna.ask("GET", "/v1/hello", headers={"If-None-Match": tag})

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert changed.status_code == 200
    assert boris.ask("GET", "/v1/hello", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("said", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("*;q=1, gzip; q=0.0", False),
        ("identity", False),
        ("x-gzip-not", False),
    ],
)
def test_answers_are_packed_for_whoever_takes_that(anna: Visitor, said: str, packed: bool) -> None:
    """A weight of 0 is a refusal."""
    answer = anna.ask("GET", "/v1/catalog", headers={"Accept-Encoding": said})

    assert (answer.headers.get("content-encoding") == "gzip") == packed


def test_an_empty_bucket_is_a_bucket(anna: Visitor) -> None:
    """One's own bucket is there before anything is written into it."""
    bucket = f"person:{ANNA}"

    snapshot = anna.ask("GET", f"/v1/snapshot/{bucket}").json()

    assert anna.pull(bucket) == {"records": [], "next": 0, "head": 0, "more": False, "digest": "0" * 32}
    assert (snapshot["rev"], snapshot["digest"], snapshot["records"]) == (0, "0" * 32, [])


def test_bodies_are_packed_both_ways(anna: Visitor) -> None:
    """Above a kilobyte answers come as gzip to whoever takes it, and bodies may."""
    ops = [Lesson(slot=slot).mark("5", pupil) for slot in range(8) for pupil in (PUPIL, SECOND)]
    said = {"epoch": anna.epoch, "scope_rev": anna.scope_rev, "sent_at": "", "ops": ops}

    packed = anna.ask(
        "POST",
        "/v1/push",
        content=gzip.compress(msgspec.json.encode(said)),
        headers={"Content-Encoding": "gzip", "Accept-Encoding": "gzip"},
    )
    plain = anna.ask("GET", f"/v1/snapshot/{COURSE}", headers={"Accept-Encoding": "identity"})
    small = anna.ask("GET", "/healthz")

    assert packed.status_code == 200
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in small.headers


def test_history_tells_who_and_when(anna: Visitor, boris: Visitor) -> None:
    """Each line: the old value and the new, the number, person, device, both times, the status."""
    [first] = anna.push(Lesson().mark("5"))
    boris.push(Lesson().mark("4", base=mark("5")))

    events = anna.ask("GET", f"/v1/history/{COURSE}/lesson/{Lesson().id}").json()

    of_mark = [one for one in events if one["cell"] == Lesson().cell()]
    assert [(one["old"], one["new"]) for one in of_mark] == [(None, mark("5")), (mark("5"), mark("4"))]
    assert [one["person"] for one in of_mark] == [anna.person, boris.person]
    assert of_mark[0]["rev"] == first["rev"]
    assert of_mark[0]["device"] == anna.device
    assert {one["cell"] for one in events} == {"date", "slot", Lesson().cell()}


def test_schools_are_found_by_anybody(town: Town) -> None:
    """By a part of the name, without a token."""
    with town.visitor("anna").without_token():
        found = town.visitor("anna").ask("GET", f"/v1/schools?q={town.id[:8].upper()}").json()
        none = town.visitor("anna").ask("GET", "/v1/schools?region=нет+такого").json()

    assert [one["id"] for one in found] == [town.id]
    assert none == []
    assert set(found[0]) == {"id", "name", "short_name", "place", "region", "kind"}


def test_the_catalogue_is_served(town: Town) -> None:
    """Every kind with its bucket, a schema per cell pattern and its writers, to anybody."""
    catalog = town.visitor("anna").ask("GET", "/v1/catalog").json()

    lesson = next(one for one in catalog["kinds"] if one["kind"] == "lesson")
    assert {one["kind"] for one in catalog["kinds"]} == set(KINDS)
    assert lesson["bucket"] == "course"
    assert {one["cell"] for one in lesson["cells"]} >= {"date", "mark/<pupil>/<work>", "attendance/<pupil>"}


def test_the_description_is_whole(town: Town) -> None:
    """OpenAPI names every route, each with its refusals; every reference leads somewhere."""
    document = town.description.document
    text = msgspec.json.encode(document).decode()

    references = {part.split('"')[0] for part in text.split('"$ref":"#/components/schemas/')[1:]}
    operations: dict[str, Any] = {
        said["operationId"]: said for path in document["paths"].values() for said in path.values()
    }
    assert references <= set(document["components"]["schemas"])
    assert set(operations) >= {"signIn", "refresh", "signOut", "hello", "push", "pull", "snapshot", "history"}
    assert set(operations) >= {"schools", "catalog", "devices", "revokeDevice", "wipeDevice", "openapi"}
    assert set(operations["push"]["responses"]) == {"200", "400", "401", "409", "413", "426", "500", "503"}
    assert set(operations["signIn"]["responses"]) >= {"200", "401", "429"}


def test_health_is_told(town: Town) -> None:
    """Whoever watches the server hears whether its database answers."""
    assert httpx.get(f"{town.server.url}/healthz").json() == {"status": "ok"}


def test_the_engineer_leaves_a_notice(town: Town, anna: Visitor) -> None:
    """What stands in notice.json is told with hello; a misspelt file is told to nobody."""
    path = town.server.folder / "notice.json"
    path.write_text('{"text": "Сервер отдыхает ночью", "from": null, "to": null}', encoding="utf-8")
    told = anna.greet()["notice"]
    path.write_text('{"text":', encoding="utf-8")
    silent = anna.greet()["notice"]
    path.unlink()

    assert told == {"text": "Сервер отдыхает ночью", "from": None, "to": None}
    assert silent is None


def test_a_head_teacher_visits_any_course(head: Visitor) -> None:
    """A bucket that a right covers may be pulled though it does not stand."""
    assert head.read(COURSE)["course", ALGEBRA]["title"] == "Предмет"
