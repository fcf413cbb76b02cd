"""The demo region's server as a child process: started, really stopped, started again in the same place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

_STOP_SECONDS: Final = 20.0


class DemoAccount(msgspec.Struct, frozen=True):
    """A way into the demo, as the server tells it."""

    login: str
    password: str
    school: str
    person: str
    roles: list[str]
    name: str = ""


class DemoSchool(msgspec.Struct, frozen=True):
    id: str
    name: str


class Described(msgspec.Struct, frozen=True):
    """The first line of `parta-server demo --json`."""

    url: str
    schools: list[DemoSchool]
    accounts: list[DemoAccount]


class NoServer(Exception):
    """The demo server did not start; `said` is what it wrote."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class DemoServer:
    """One data folder, one port; the process behind them may come and go.

    However this program ends, the child sees its own input end, and goes too.
    """

    def __init__(self, folder: Path, size: str) -> None:
        self._folder = folder
        self._size = size
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.described: Described | None = None

    def start(self) -> Described:
        """Start, and wait until it answers requests. Raises NoServer."""
        words = [
            "demo",
            "--size",
            self._size,
            "--data",
            str(self._folder),
            "--port",
            str(self._port),
            "--json",
            "--until-stdin-ends",
        ]
        process = self._process = subprocess.Popen(
            [sys.executable, "-m", "server", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            self.described = msgspec.json.decode(line, type=Described)
        except msgspec.DecodeError as error:
            self.stop()
            raise NoServer(line.strip()) from error
        self._port = int(self.described.url.rpartition(":")[2])
        return self.described

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End the process; one that does not go by itself is killed."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def kill(self) -> None:
        """Pull the plug: no goodbye, no last write."""
        if self._process is not None:
            self._process.kill()
        self.stop()
