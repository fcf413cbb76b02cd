"""A relay on the loopback that counts what goes through it, both ways."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

_PATIENCE = 30.0


class Relay:
    """Carries connections to a port of this machine; `taken` is the bytes carried so far."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._bytes = 0
        Thread(target=self._accept, daemon=True).start()

    def taken(self) -> int:
        """Bytes carried so far, headers of HTTP among them."""
        return self._bytes

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            for source, sink in ((near, far), (far, near)):
                Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while part := source.recv(1 << 16):
                self._bytes += len(part)
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            return


@contextmanager
def counting_relay(target: int) -> Iterator[Relay]:
    """A relay for as long as the block lasts."""
    relay = Relay(target)
    try:
        yield relay
    finally:
        relay.close()


def free_port() -> int:
    """A port that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Until somebody listens there. Raises RuntimeError after half a minute."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nobody listens")
