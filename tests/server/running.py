"""A real server in a process of its own, on a free port of the loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine

from server.database import open_engine, sqlite_url

ROOT = Path(__file__).parents[2]


def run_command(
    *words: str, stdin: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `parta-server` with these words to its end."""
    return subprocess.run(
        [sys.executable, "-m", "server", *words],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@dataclass
class Running:
    """`parta-server serve` over a data folder; starts when it is entered, can be killed and begun again."""

    folder: Path
    database: str | None = None
    url: str = ""
    port: int = 0
    words: tuple[str, ...] = ()
    """What else `serve` is told."""
    _process: subprocess.Popen[str] | None = None
    _engine: Engine | None = field(default=None, repr=False)

    def start(self, fail_at: str | None = None) -> None:
        """Start and wait for the address; `fail_at` names the point at which it kills itself."""
        words = [sys.executable, "-m", "server", "serve", "--data", str(self.folder)]
        words += ["--port", str(self.port), *self.words]
        if self.database is not None:
            words += ["--database", self.database]
        environment = {**os.environ, **({"PARTA_FAIL_AT": fail_at} if fail_at else {})}
        log = (self.folder.parent / f"{self.folder.name}.log").open("a")
        self._process = subprocess.Popen(
            words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        log.close()
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said.startswith("Serving "), (self.folder.parent / f"{self.folder.name}.log").read_text()
        self.url = said.removeprefix("Serving ").strip()

    @property
    def process(self) -> int:
        """The id of its process; 0 while there is none."""
        return 0 if self._process is None else self._process.pid

    def stop(self) -> None:
        """Ask it to stop and wait until it has."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._close()

    @property
    def process_id(self) -> int:
        """The number by which the system knows it."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """Pull its plug."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            self._close()

    def wait_killed(self) -> None:
        """Wait until a failpoint has killed it."""
        assert self._process is not None
        assert self._process.wait(30) == -signal.SIGKILL
        self._close()

    @property
    def engine(self) -> Engine:
        """The server's database, for tests that look or reach behind its back."""
        if self._engine is None:
            self._engine = open_engine(self.database or sqlite_url(self.folder))
        return self._engine

    @property
    def log(self) -> str:
        """What it has logged."""
        return (self.folder.parent / f"{self.folder.name}.log").read_text()

    def forget_engine(self) -> None:
        """Let go of the database's connections."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def __enter__(self) -> Running:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.forget_engine()

    def _close(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
