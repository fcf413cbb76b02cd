"""What whoever watches a server sees of it, and what nobody shall see there."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.database import writing
from tests.server.conftest import make_server, make_town
from tests.server.running import Running
from tests.server.test_commands import end, start_demo
from tests.server.town import STAFF, Lesson, Town, day, mark, op

LABELS = {"route", "method", "status", "phase", "code", "queue", "process", "le"}


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def numbers(port: int) -> dict[str, float]:
    """What the server shows of itself: a number for each name with its labels."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    lines = (line.rpartition(" ") for line in text.splitlines() if line.startswith("parta_"))
    return {name: float(value) for name, _, value in lines}


def lines(server: Running) -> list[dict[str, Any]]:
    """The log."""
    return [json.loads(line) for line in server.log.splitlines()]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Running, int]]:
    """A server over a file that shows its numbers, and where."""
    server, port = make_server(tmp_path / "data", None), free_port()
    server.words = ("--metrics-port", str(port), "--slow-seconds", "0")
    with server:
        yield server, port


def test_numbers_tell_what_was_asked_and_how_it_ended(watched: tuple[Running, int]) -> None:
    """Requests by route and status, ops by status, refusals by code, time by phase."""
    server, port = watched
    town = make_town(server)
    anna, boris = town.sign_in("anna"), town.sign_in("boris")
    anna.push(Lesson().mark("5"), Lesson(slot=4).mark("4"))
    boris.push(Lesson().mark("3"))
    anna.try_push(Lesson().mark("5"), epoch="another")

    seen = numbers(port)

    assert seen['parta_requests_total{method="POST",route="/v1/push",status="200"}'] == 2
    assert seen['parta_requests_total{method="POST",route="/v1/push",status="409"}'] == 1
    assert seen['parta_ops_total{status="applied"}'] == 2
    assert seen['parta_ops_total{status="conflict"}'] == 1
    assert seen['parta_refusals_total{code="epoch_changed"}'] == 1
    assert seen["parta_push_transaction_seconds_count"] == 3
    assert seen['parta_request_seconds_count{route="/v1/push"}'] == 3
    for phase in ("read", "waited", "worked", "encoded"):
        assert seen[f'parta_phase_seconds_total{{phase="{phase}",route="/v1/push"}}'] > 0
    assert seen['parta_resident_bytes{process="1"}'] > 1 << 20
    assert seen["parta_epochs_begun_total"] == 0
    assert seen["parta_statements_total"] > 20
    at_rest = [
        name for name in seen if name.startswith(("parta_waiting", "parta_at_work", "parta_connections"))
    ]
    assert len(at_rest) >= 5
    assert all(seen[name] == 0 for name in at_rest)


def test_no_number_is_about_a_person_or_a_school(watched: tuple[Running, int]) -> None:
    """Labels come from the route table and the protocol; none grows with the region."""
    server, port = watched
    town = make_town(server)
    anna = town.sign_in("anna")
    anna.push(Lesson().mark("5"))
    anna.ask("GET", f"/v1/history/course:{Lesson().course}/lesson/{Lesson().id}")
    anna.ask("GET", f"/v1/nothing/{anna.person}")

    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text

    assert set(re.findall(r'(\w+)="', "".join(re.findall(r"^parta_.*", text, re.MULTILINE)))) <= LABELS
    secrets = (town.id, anna.person, anna.device, anna.access, Lesson().id, Lesson().course, "anna")
    assert not [one for one in secrets if one in text]


def test_numbers_are_shown_to_this_machine_alone(watched: tuple[Running, int]) -> None:
    """Not at the port that is open to the world; at their own, on the loopback only."""
    server, port = watched
    with socket.create_server(("127.0.0.2", port)):  # nobody has it
        public = httpx.get(f"{server.url}/metrics")

    assert public.status_code == 404
    assert numbers(port)


@pytest.mark.postgres
def test_numbers_of_several_processes_are_added_up(tmp_path: Path, postgres_url: str) -> None:
    """Whichever process has served a request, the parent shows it."""
    server, port = make_server(tmp_path / "data", postgres_url), free_port()
    server.words = ("--metrics-port", str(port), "--processes", "2")

    with server:
        town = make_town(server)
        for login in STAFF:
            town.sign_in(login)
        seen = numbers(port)

    assert seen['parta_requests_total{method="POST",route="/v1/sign-in",status="200"}'] == len(STAFF)
    assert {name for name in seen if "resident" in name} == {
        'parta_resident_bytes{process="1"}',
        'parta_resident_bytes{process="2"}',
    }
    assert seen['parta_waiting{queue="door"}'] == 0


def test_a_request_is_found_in_the_log_by_its_answer(watched: tuple[Running, int]) -> None:
    """The id that came with the answer stands in one line, with the route, the outcome and the phases."""
    server, _ = watched
    anna = make_town(server).sign_in("anna")

    refused = anna.ask("GET", f"/v1/snapshot/course:{anna.person}")

    [line] = [one for one in lines(server) if one.get("request") == refused.headers["Parta-Request"]]
    assert (line["route"], line["status"], line["code"]) == ("/v1/snapshot/{bucket}", 404, "not_found")
    assert {"read", "waited"} <= set(line["slow"])
    assert line["level"] == "warning"


def test_a_quick_request_is_not_called_slow(tmp_path: Path) -> None:
    """Without a threshold of one's own a request may take its two seconds."""
    with make_server(tmp_path / "data", None) as server:
        httpx.get(f"{server.url}/healthz")

    assert [one["level"] for one in lines(server)] == ["info"]
    assert all("slow" not in one for one in lines(server))


def test_ready_is_not_the_same_as_alive(own_server: Running) -> None:
    """Behind with its tables a process lives, but gets no work; beside a newer one it works on."""
    own_server.start()
    ready = httpx.get(f"{own_server.url}/readyz")
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")

    waits = httpx.get(f"{own_server.url}/readyz")
    alive = httpx.get(f"{own_server.url}/healthz")
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    beside_newer = httpx.get(f"{own_server.url}/readyz")

    assert (ready.status_code, alive.status_code, beside_newer.status_code) == (200, 200, 200)
    assert (waits.status_code, waits.json()["code"]) == (503, "busy")
    assert "Retry-After" in waits.headers


def test_the_log_names_nobody(own_server: Running) -> None:
    """Good and bad sign-ins, marks with comments, conflicts, refusals, crashes: no word of a person."""
    own_server.start()
    town = make_town(own_server)
    said = act(town)
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE cell RENAME TO cell_away")
    broken = said["anna"].try_push(Lesson().mark("5", comment=said["comment"]))
    with writing(own_server.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE cell_away RENAME TO cell")
        connection.exec_driver_sql("UPDATE cell SET value = '\"Ивановатайна\"' WHERE name = 'zone'")
        connection.exec_driver_sql("UPDATE counter SET facts_rev = facts_rev + 1")
    poisoned = said["anna"].try_push(Lesson().mark("5"))
    own_server.stop()

    assert {broken.status_code, poisoned.status_code} <= {500, 503}
    assert [one for one in said["secrets"] if one in own_server.log] == []
    assert "a request failed" in own_server.log
    assert len(lines(own_server)) > 15


def act(town: Town) -> dict[str, Any]:
    """A day of Anna's and Boris's, and every word of it that is nobody else's business."""
    anna, boris, comment = town.sign_in("anna"), town.sign_in("boris"), "плакал на уроке"
    wrong = town.visitor("anna")
    wrong.sign_in("неверный пароль")
    anna.push(Lesson().mark("5"), Lesson(slot=5).op({"topic": "тайная тема"}))
    boris.push(Lesson().op({Lesson().cell(): (None, {**mark("2"), "comment": comment})}))
    anna.try_push(op("lesson", "not an id", f"course:{Lesson().course}", {"topic": day(0)}))
    anna.read(f"course:{Lesson().course}")
    anna.ask("GET", f"/v1/history/course:{Lesson().course}/lesson/{Lesson().id}?cell={Lesson().cell()}")
    anna.ask("POST", "/v1/sign-in", {"school": town.id, "login": 5, "password": "тоже пароль"})
    anna.ask("GET", f"/v1/Иванова/{anna.person}")
    people = [person for person, _ in STAFF.values()]
    words = [
        "Иванов",
        "Ивановатайна",
        "пароль",
        "тайная",
        "плакал",
        "anna",
        "boris",
        "Anna",
        "ноутбук",
        "127.0.0.1",
    ]
    tokens = [anna.access, anna.refresh, boris.access, anna.device, Lesson().id, Lesson().course, town.id]
    return {"anna": anna, "comment": comment, "secrets": [*people, *words, *tokens]}


def test_the_demos_log_names_nobody_of_the_demo(tmp_path: Path) -> None:
    """No surname, no login, no password, no id of the made-up region stands in its log."""
    log = tmp_path / "log"
    with log.open("w") as file:
        process, first = start_demo(tmp_path / "demo", stderr=file)
        said = json.loads(first)
        for account in said["accounts"][:4]:
            device = {"id": "a" * 32, "name": account["name"]}
            body = {"school": account["school"], "login": account["login"], "device": device}
            for password in (account["password"], "не тот"):
                httpx.post(f"{said['url']}/v1/sign-in", json={**body, "password": password})
        end(process)

    written = log.read_text()
    surnames = {account["name"].split()[0] for account in said["accounts"]}
    ids = {account[key] for account in said["accounts"] for key in ("login", "password", "person", "school")}
    assert written.count('"route": "/v1/sign-in"') == 8
    assert [one for one in surnames | ids if one in written] == []
