"""The least that keeps a mark: one row committed with synchronous=FULL, one line flushed beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from types import ModuleType

import sqlcipher3.dbapi2 as sqlcipher

from desktop.models.durable import flush, open_private

_OP = b'{"op":"%032x","kind":"lesson","cells":{"mark":{"base":null,"new":{"values":["5"]}}}}' % 0
_LINE = _OP * 3


def commit_plain(folder: Path, times: int) -> list[float]:
    """Seconds of each commit into a bare SQLite file."""
    return _commits(sqlite3, folder / "plain.db", None, times)


def commit_encrypted(folder: Path, times: int) -> list[float]:
    """Seconds of each commit into a bare SQLCipher file."""
    return _commits(sqlcipher, folder / "encrypted.db", bytes(32), times)


def _commits(module: ModuleType, path: Path, key: bytes | None, times: int) -> list[float]:
    link = module.connect(str(path), isolation_level=None)
    if key is not None:
        link.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for order in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE op (body BLOB)"):
        link.execute(order)
    beside = open_private(path.with_suffix(".line"), os.O_RDWR | os.O_APPEND | os.O_CREAT)

    def commit() -> None:
        link.execute("BEGIN IMMEDIATE")
        link.execute("INSERT INTO op VALUES (?)", (_OP,))
        os.write(beside, _LINE)
        flush(beside)
        link.execute("COMMIT")

    try:
        return [_seconds(commit) for _ in range(times)]
    finally:
        os.close(beside)
        link.close()


def _seconds(act: Callable[[], None]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began
