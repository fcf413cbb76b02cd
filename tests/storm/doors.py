"""Passwords at the door, `python -m tests.storm.doors`: how many people a second can sign in.

One process, over a file; each check of a password costs 64 MB and a core for a moment, on purpose.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.server.running import Running
from tests.storm.region import PASSWORD
from tests.storm.storm import prepare

_PEOPLE, _TRIES, _AT_ONCE = 60, 300, 16


def sign_ins_a_second(url: str) -> float:
    """Let everybody sign in several times, sixteen at once."""
    with httpx.Client(base_url=url, timeout=60) as client:
        school = client.get("/v1/schools").json()[0]["id"]

        def sign_in(number: int) -> None:
            login, device = f"teacher{number % _PEOPLE}", {"id": f"{number:032x}", "name": "ноутбук"}
            said = {"school": school, "login": login, "password": PASSWORD, "device": device}
            assert client.post("/v1/sign-in", json=said).status_code == 200

        began = time.monotonic()
        with ThreadPoolExecutor(_AT_ONCE) as people:
            list(people.map(sign_in, range(_TRIES)))
        return _TRIES / (time.monotonic() - began)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        prepare(data, None, _PEOPLE)
        with Running(data) as server:
            print(f"{sign_ins_a_second(server.url):.0f} sign-ins a second")
