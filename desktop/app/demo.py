"""`parta demo`: a made-up region on this computer, and the program signed in as one of its teachers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop.app.demo_keyring import FileKeyring
from desktop.app.demo_server import DemoAccount, DemoServer, Described, NoServer
from desktop.app.program import Program, Surroundings
from desktop.app.running import closed, run_in, told_version
from desktop.models.faults import StoreFault
from desktop.places import Places, find_places
from desktop.settings import settings_in
from desktop.ui.faults.store import of_store
from sync.engine import Rhythm

PIN: Final = "2580"
_OUT: Final = Path("out")

_PATIENT: Final = Rhythm(quiet=1.0, first_wait=120.0, longest_wait=240.0)
"""Offline the program does not try again by itself before the day is handed in: the story needs its order."""

Say = Callable[[str], None]


def run_demo(size: str, say: Say, role: str = "teacher") -> int:
    """The window where there is a display, else the teacher's day offscreen; 0 when all was well.

    ``role`` says who signs in: «head-teacher» opens the timetable.
    """
    with TemporaryDirectory(prefix="parta-demo-", ignore_cleanup_errors=True) as thrown_away:
        kept = os.environ.get("PARTA_HOME")
        root = Path(kept) if kept else Path(thrown_away)
        server = DemoServer(root / "server", size)
        say("Готовим учебную школу… / Making a school to look around in…")
        try:
            server.start()
            return _run(server, root, say, role)
        except NoServer as error:
            say(f"Сервер не запустился / The server did not start. {error.said}")
            return 1
        except StoreFault as fault:
            say(of_store(fault).line)
            return 1
        finally:
            server.stop()


def _run(server: DemoServer, root: Path, say: Say, role: str) -> int:
    if has_display(os.environ, sys.platform):
        return run_in(demo_surroundings(root / "desktop"), partial(_live, server, say, role))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app.demo_day import play_day

    around = replace(demo_surroundings(root / "desktop"), rhythm=_PATIENT)
    return run_in(around, partial(play_day, server, _OUT, say))


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be seen: Linux needs a display server, or an explicit wish for another."""
    if environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return not platform.startswith("linux") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def demo_surroundings(root: Path) -> Surroundings:
    """A folder that holds everything, the keyring too: kept or thrown away, they go together."""
    places: Places = find_places({"PARTA_HOME": str(root)})
    keyring = FileKeyring(root / "keyring.json")
    return Surroundings(settings_in(places.settings), places, keyring, version=told_version())


def account_of(described: Described, role: str) -> DemoAccount:
    """The first of the demo's people who has this role: the demo teacher, the head teacher."""
    wanted = role.replace("-", "_")
    found = (one for one in described.accounts if wanted in one.roles)
    return next(found, described.accounts[0])


async def _live(server: DemoServer, say: Say, role: str, program: Program) -> int:
    assert server.described is not None
    account = account_of(server.described, role)
    await enter(program, server, account)
    say(f"{account.name}: {account.login} / {account.password}, PIN {PIN}. {server.described.url}")
    program.shell.show()
    await closed(program)
    return 0


async def enter(program: Program, server: DemoServer, account: DemoAccount) -> None:
    """Sign in as a person would: a journal that is here already is opened, else a new one is made."""
    assert server.described is not None
    door = program.door
    url = server.described.url
    admission = await door.sign_in(url, account.school, account.login, account.password)
    if door.is_known(admission):
        program.take_desk(await door.reopen(admission))
    else:
        program.take_desk(await door.found(admission, PIN, is_phrase=False))
