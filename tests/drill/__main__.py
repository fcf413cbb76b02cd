"""The whole drill, `python -m tests.drill`: every order in which five laptops can return."""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import permutations
from pathlib import Path

from tests.drill.copyings import BY_COMMAND, BY_HAND
from tests.drill.drill import copy_of, difference, lose_an_hour, return_in
from tests.drill.scene import make_scene
from tests.drill.story import LOGINS


def main() -> int:
    """Drill; 1 when something was not as before."""
    failed = 0
    for name, copying in (("parta-server restore", BY_COMMAND), ("the file put back by hand", BY_HAND)):
        with tempfile.TemporaryDirectory() as folder:
            scene = make_scene(Path(folder) / "school", None)
            was = lose_an_hour(scene, copying)
            orders = list(permutations(LOGINS))
            for order in orders:
                evening = copy_of(scene, "evening")
                if different := difference(was, return_in(evening, order)):
                    failed += 1
                    print(f"{order}: {different}")
                shutil.rmtree(evening.folder)
            print(
                f"{name}: {len(orders)} orders of {len(LOGINS)} laptops, {len(was.server)} records compared"
            )
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
