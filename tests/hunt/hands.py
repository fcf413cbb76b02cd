"""The processes of a hunt: all read the code once, so that a dozen begin as quickly as one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from tests.hunt.school import WRITERS


@contextmanager
def open_hands() -> Iterator[Executor]:
    """One process for each writer and one for the reader."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.hunt.writer", "tests.hunt.reader"])
    with ProcessPoolExecutor(WRITERS + 1, context) as hands:
        yield hands
