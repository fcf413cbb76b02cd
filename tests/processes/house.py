"""A server process that can be killed, over a school that is there already; and what must hold at the end."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from pathlib import Path

import httpx
from sqlalchemy import select

from server.checking import check
from server.database import reading
from server.schema import cell, history
from server.seed import SERVER_DEVICE
from sync.record import canonical
from tests.desktop.models.doomed import Doomed, context
from tests.processes.laptop import DEVICE, Laptop, Stroke
from tests.processes.programs import live_a_day, run_server
from tests.server.running import Running
from tests.server.town import Town, Visitor


class Forked(Running):
    """The same server, forked from a process that has imported it already: there in a fifth of the time.

    It keeps its port, so that clients find it again.
    """

    port = 0

    def start(self, fail_at: str | None = None) -> None:
        """Start and wait for the address; `fail_at` names the point at which it kills itself."""
        self.begin(fail_at)
        said = self.hear()
        assert said.startswith("Serving "), self.log
        self.url = said.removeprefix("Serving ").strip()
        self.port = int(self.url.rpartition(":")[2])

    def begin(self, fail_at: str | None = None) -> None:
        """Start, and do not wait."""
        self.run("serve", "--port", str(self.port), fail_at=fail_at)

    def run(self, command: str, *words: str, fail_at: str | None = None) -> None:
        """Start one of the commands."""
        ear, mouth = multiprocessing.Pipe(duplex=False)
        place = ["--data", str(self.folder), *(["--database", self.database] if self.database else [])]
        arguments = (mouth, self._log_path, [command, *place, *words], fail_at)
        self._child = context().Process(target=run_server, args=arguments)
        self._child.start()
        mouth.close()
        self._ear = os.fdopen(os.dup(ear.fileno()), encoding="utf-8")
        ear.close()

    def hear(self) -> str:
        """A line of what it says; empty at its end."""
        return self._ear.readline()

    def end(self) -> int:
        """Wait for its end; the code with which it ended, below 0 for a signal."""
        self._child.join(30)
        self._ear.close()
        code = self._child.exitcode
        assert code is not None
        return code

    @property
    def died(self) -> bool:
        """Whether a point has killed it; waits for its end."""
        return self.end() == -signal.SIGKILL

    def stop(self) -> None:
        """Ask it to stop and wait until it has."""
        if getattr(self, "_child", None) is not None and self._child.is_alive():
            self._child.terminate()
            self.end()

    def kill(self) -> None:
        """Pull its plug."""
        self._child.kill()
        self.end()

    def limit(self, length: int | None) -> None:
        """Let none of its files grow longer than so many bytes, its log begun anew; None lifts the limit."""
        if sys.platform == "linux":
            import resource  # others have no such call

            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            endless = resource.RLIM_INFINITY
            size = endless if length is None else length
            assert self._child.pid is not None
            resource.prlimit(self._child.pid, resource.RLIMIT_FSIZE, (size, endless))

    @property
    def log(self) -> str:
        """What it has logged."""
        return self._log_path.read_text(encoding="utf-8")

    @property
    def _log_path(self) -> Path:
        return self.folder.parent / f"{self.folder.name}.log"


class House:
    """One server, one school, one laptop of Anna's."""

    def __init__(self, server: Forked, town: Town, store: Path) -> None:
        self.server = server
        self.town = copy(town)
        self.town.server = server
        self.store = store

    def live_a_day(self, point: str | None = None, passes: int = 1) -> list[str]:
        """A day in a process of its own; what it said."""
        arguments = (self.store, self.server.url, self.town.id, point, passes)
        return Doomed(live_a_day, *arguments).said_to_the_end()

    def ask(self, clerk: Visitor, deed: str) -> None:
        """Let the administrator revoke or allow the laptop; a server that dies over it gives no answer."""
        with suppress(httpx.TransportError):
            clerk.ask("POST", f"/v1/devices/{DEVICE}/{deed}")

    def settle(self, said: Iterable[str], *, signed_out: bool = False) -> None:
        """Open the laptop again, exchange to the end, and see that all holds.

        At once everything that was painted is there; at the end the server has the same, each op
        once, history, chain and digests hold. Nobody has to sign in again who has not `signed_out`.
        """
        asyncio.run(self._settle(list(said), signed_out))

    async def _settle(self, said: list[str], signed_out: bool) -> None:
        async with Laptop(self.store, self.server.url, self.town.id) as laptop:
            laptop.desk.store.check()
            seen = assert_painted(laptop, said)
            if signed_out:
                await laptop.sign_in(again=True)
            await laptop.settle()
            assert assert_painted(laptop, said) == seen
        self.assert_agreed(seen)

    def assert_agreed(self, seen: Mapping[int, str]) -> None:
        """The server's cells are those on the screen, each op was applied once, and `check` holds."""
        at_school = history.c.school == self.town.number
        with reading(self.server.engine) as connection:
            assert check(connection) == []
            rows = connection.execute(select(history.c.op, history.c.name).where(at_school)).all()
            cells = select(cell.c.name, cell.c.value).where(cell.c.school == self.town.number)
            values = {row.name: row.value for row in connection.execute(cells)}
        written = Counter((row.op, row.name) for row in rows if row.op != SERVER_DEVICE)
        assert all(values[Stroke(number).cell] == value for number, value in seen.items())
        assert set(written.values()) <= {1}


def assert_painted(laptop: Laptop, said: list[str]) -> dict[int, str]:
    """Every painted stroke is on the screen; what is there, by the number of the stroke."""
    typed = [int(line.partition(" ")[2]) for line in said if line.startswith("typing ")]
    painted = [int(line.partition(" ")[2]) for line in said if line.startswith("painted ")]
    shown = {number: laptop.shows(number) for number in typed}
    assert [number for number in painted if shown[number] != Stroke(number).value] == []
    assert all(value in (None, Stroke(number).value) for number, value in shown.items())
    return {number: canonical(value) for number, value in shown.items() if value is not None}
