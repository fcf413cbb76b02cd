"""The server's own secrets: made once, whoever comes first."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from server.keys import Keys, load_keys
from sync.failpoint import armed


def test_two_first_starts_hold_the_same_keys(tmp_path: Path) -> None:
    """A server begun beside another's first start takes that one's keys: tokens of each are good at both."""
    second: list[Future[Keys]] = []

    def start_another(point: str) -> None:
        if point == "keys.written" and not second:
            second.append(pool.submit(load_keys, tmp_path))
            wait(second, 0.3)

    with ThreadPoolExecutor(1) as pool, armed(start_another):
        first = load_keys(tmp_path)

    assert second[0].result() == first == load_keys(tmp_path)
