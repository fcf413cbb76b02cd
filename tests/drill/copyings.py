"""Ways of taking a copy and of putting it back, as docs/operations.md tells an engineer."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.drill.documented import run_documented
from tests.drill.drill import Copying
from tests.drill.scene import Scene
from tests.postgres import USER, Cluster


def _places(scene: Scene) -> dict[str, str]:
    return {
        "/var/lib/parta": str(scene.data),
        "/var/backups/parta/evening.backup": str(scene.folder / "evening.backup"),
    }


def _old_file(scene: Scene) -> Path:
    return scene.folder / "parta.db.old"


def _copy(source: Path, target: Path) -> None:
    shutil.copy(source, target)


BY_COMMAND = Copying(
    lambda scene: run_documented("A back-up of everything in one file", _places(scene)),
    lambda scene: run_documented("Putting such a back-up back", _places(scene)),
)
BY_HAND = Copying(
    lambda scene: _copy(scene.data / "parta.db", _old_file(scene)),
    lambda scene: _copy(_old_file(scene), scene.data / "parta.db"),
)
"""SQLite's file, copied while the server rests: nobody tells the server that it is an old one."""


def base_copy(cluster: Cluster) -> Copying:
    """PostgreSQL's whole data folder, taken while it serves; the server is told nothing either."""
    copied, data = str(cluster.folder / "base"), cluster.folder / "data"

    def take(scene: Scene) -> None:
        where = ("-h", str(cluster.folder), "-U", USER, "-D", copied)
        cluster.run("pg_basebackup", *where, "-X", "stream", "-c", "fast")

    def put_back(scene: Scene) -> None:
        cluster.stop()
        data.rename(cluster.folder / "lost")
        shutil.move(copied, data)
        cluster.resume()

    return Copying(take, put_back)
