"""Try the mutations: `python -m tests.mutations [WORD …]`, all or those whose line has a word.

Each is made in a throw-away copy of the tree, where its test must fail; unspoilt, all tests must pass.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutations.mutation import Mutation
from tests.mutations.table import MUTATIONS

ROOT = Path(__file__).parents[2]
_LEFT_OUT = (".*", "out", "build", "dist", "__pycache__", "*.egg-info")
_TEST_FAILED = 1
"""pytest's code for tests that have failed; others mean that nothing was tested."""


def main() -> int:
    """Try them; 1 when one survives, or when a test fails without any."""
    wanted = [one for one in MUTATIONS if all(word in f"{one.file} {one.spoils}" for word in sys.argv[1:])]
    with tempfile.TemporaryDirectory(prefix="parta-mutations-") as place:
        tree = Path(place, "tree")
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        if _run(tree, sorted({one.test for one in wanted})):
            print("the tests fail without any mutation")
            return 1
        survived = [one for one in wanted if not _is_caught(tree, one)]
    print(f"{len(wanted) - len(survived)} of {len(wanted)} caught")
    return 1 if survived else 0


def _is_caught(tree: Path, mutation: Mutation) -> bool:
    path = tree / mutation.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    caught = _run(tree, [mutation.test]) == _TEST_FAILED
    path.write_text(text, encoding="utf-8")
    print(f"{'caught' if caught else 'SURVIVED':<10}{mutation.file:<40}{mutation.spoils}", flush=True)
    return caught


def _run(tree: Path, tests: list[str]) -> int:
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(words, cwd=tree, capture_output=True, check=False, timeout=600).returncode


if __name__ == "__main__":
    sys.exit(main())
