"""The drill itself: the story, the copy in its middle, the copy put back, and everybody returns."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from server.database import open_engine
from server.folder import remembered_url
from tests.drill.scene import SCHOOL, Picture, Scene, faults, picture
from tests.drill.story import LOGINS, after_the_copy, all_exchange, before_the_copy

Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copying:
    """How a copy is taken while nobody works, and how it is put back: both with the scene at rest."""

    take: Callable[[Scene], None]
    put_back: Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Evening:
    """What was to be seen: on the server, on each laptop, and what is wrong with the history."""

    server: Picture
    laptops: dict[str, dict[str, str]]
    faults: list[str]


def lose_an_hour(scene: Scene, copying: Copying) -> Evening:
    """The whole story, then the restore; how everything was before it."""
    asyncio.run(_live(scene, copying))
    was = look(scene, asyncio.run(_views(scene)))
    copying.put_back(scene)
    return was


def return_in(scene: Scene, order: Order) -> Evening:
    """One evening after the restore: each exchanges once in this order, and then hears of the others."""
    return asyncio.run(_return(scene, order))


def copy_of(scene: Scene, name: str) -> Scene:
    """The same scene on another disk: the server's file and every laptop."""
    shutil.copytree(scene.folder, scene.folder.parent / name, ignore=shutil.ignore_patterns("backups"))
    return Scene(scene.folder.parent / name)


def look(scene: Scene, laptops: dict[str, dict[str, str]]) -> Evening:
    """How the server and the laptops stand."""
    engine = open_engine(remembered_url(scene.data, None))
    seen = Evening(picture(engine), laptops, faults(engine))
    engine.dispose()
    return seen


def difference(was: Evening, became: Evening) -> dict[str, object]:
    """What is not as it was; empty when everything is."""
    different = {
        name: (was.server.get(name), became.server.get(name))
        for name in set(was.server) | set(became.server)
        if was.server.get(name) != became.server.get(name)
    }
    told: dict[str, object] = {"server": different, "history": became.faults}
    told["laptops"] = [name for name, seen in became.laptops.items() if seen != was.laptops[name]]
    return {name: one for name, one in told.items() if one}


async def _live(scene: Scene, copying: Copying) -> None:
    async with scene.open() as laptops:
        for name, laptop in laptops.items():
            await laptop.sign_in(SCHOOL, LOGINS[name])
        await all_exchange(laptops)
        await before_the_copy(laptops)
    await asyncio.to_thread(copying.take, scene)
    async with scene.open() as laptops:
        await after_the_copy(laptops)


async def _views(scene: Scene) -> dict[str, dict[str, str]]:
    async with scene.open() as laptops:
        return {name: laptop.sees() for name, laptop in laptops.items()}


async def _return(scene: Scene, order: Order) -> Evening:
    async with scene.open(order) as laptops:
        await all_exchange(laptops)
        once = look(scene, {})
        await all_exchange(laptops)
        views = {name: laptop.sees() for name, laptop in laptops.items()}
        assert {name: laptop.replica.counts().unsent for name, laptop in laptops.items()} == dict.fromkeys(
            laptops, 0
        )
    return Evening(once.server, views, once.faults + look(scene, {}).faults)
