"""Passwords at the door: how many people a second can sign in, apart from the storm that follows."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.storm.region import PASSWORD

_AT_ONCE = 16


def sign_ins_a_second(url: str, school: str, tries: int = 100) -> float:
    """Let people sign in, sixteen at once; each check of a password costs 64 MB and a core for a moment."""
    with httpx.Client(base_url=url, timeout=60) as client:

        def sign_in(number: int) -> None:
            device = {"id": f"{number:032x}", "name": "ноутбук"}
            said = {"school": school, "login": f"teacher{number % 8}", "password": PASSWORD, "device": device}
            assert client.post("/v1/sign-in", json=said).status_code == 200

        began = time.monotonic()
        with ThreadPoolExecutor(_AT_ONCE) as people:
            list(people.map(sign_in, range(tries)))
        return tries / (time.monotonic() - began)
