"""Ways of taking a copy and of putting it back, as docs/operations.md tells an engineer."""

from __future__ import annotations

import shutil

from tests.drill.documented import commands_under, run_documented
from tests.drill.drill import Copying
from tests.drill.scene import Scene
from tests.postgres import USER, Cluster


def _as_documented(take: str, put_back: str) -> Copying:
    """The commands under these two headings."""
    return Copying(
        lambda scene: run_documented(take, _places(scene)),
        lambda scene: run_documented(put_back, _places(scene)),
    )


def _places(scene: Scene) -> dict[str, str]:
    return {"/var/lib/parta": str(scene.data), "/var/backups/parta": str(scene.backups)}


BY_COMMAND = _as_documented("A back-up of everything in one file", "Putting such a back-up back")
BY_HAND = _as_documented("A copy of SQLite's file", "Putting a copied file back")
"""Nobody tells the server that its file is an old one."""


def base_copy(cluster: Cluster) -> Copying:
    """PostgreSQL's whole data folder, taken while it serves; the server is told nothing either."""
    copied, data = str(cluster.folder / "base"), cluster.folder / "data"

    def take(scene: Scene) -> None:
        places = {"/var/backups/parta/base": copied}
        (words,) = commands_under("A copy of PostgreSQL's data folder", places)
        cluster.run(*words, "-h", str(cluster.folder), "-U", USER)

    def put_back(scene: Scene) -> None:
        cluster.stop()
        data.rename(cluster.folder / "lost")
        shutil.move(copied, data)
        cluster.resume()

    return Copying(take, put_back)
