"""Running the server: where it listens, over what, what it writes into the log."""

from __future__ import annotations

import gc
import ipaddress
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from threading import Thread

import uvicorn

from server.app import build_app
from server.service import Service

BACKLOG = 2_048
KEEP_ALIVE_SECONDS = 75


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a server listens. `proxy`: the address of the one that does the TLS in front of it, if any.

    Only that one is believed when it names a client's address: failed tries are counted by it.
    """

    host: str = "127.0.0.1"
    port: int = 8_430
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None

    @property
    def is_safe(self) -> bool:
        """Plain HTTP goes to the loopback only, or comes from a proxy that speaks TLS."""
        return self.certificate is not None or self.proxy is not None or is_loopback(self.host)

    def url(self, port: int) -> str:
        """The address that a client on this machine uses."""
        scheme = "https" if self.certificate else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    service: Service,
    listening: Listening,
    when_answering: Callable[[int], None],
    *,
    until_stdin_ends: bool = False,
) -> bool:
    """Serve until told to stop; `when_answering` hears the port. False when it could not begin.

    `until_stdin_ends`: the end of the standard input tells so, too; a child of a program that was
    killed stops with it.
    """
    server = Server(configure(service, listening), when_answering)
    if until_stdin_ends:
        Thread(target=server.stop_when_stdin_ends, name="stdin", daemon=True).start()
    server.run()
    return server.started


def configure(service: Service, listening: Listening) -> uvicorn.Config:
    """How the web server is to serve."""
    return uvicorn.Config(
        build_app(service),
        host=listening.host,
        port=listening.port,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        proxy_headers=listening.proxy is not None,
        forwarded_allow_ips=listening.proxy,
        server_header=False,
        access_log=False,
        log_config=None,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=20,
        lifespan="on",
    )


class Server(uvicorn.Server):
    """A web server that says its port when it answers."""

    def __init__(self, config: uvicorn.Config, when_answering: Callable[[int], None]) -> None:
        super().__init__(config)
        self._when_answering = when_answering

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            gc.collect()
            gc.freeze()  # what a start has made stays: no later collection looks through it again
            listener = (sockets or self.servers[0].sockets)[0]
            port: int = listener.getsockname()[1]
            self._when_answering(port)

    def stop_when_stdin_ends(self) -> None:
        """Read past Python's own buffer: its lock would stand in the way of the interpreter's end."""
        while os.read(0, 1024):
            pass
        self.should_exit = True
