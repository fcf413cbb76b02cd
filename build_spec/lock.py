"""Take newer libraries into ``locks/``: ``python3 build_spec/lock.py``, with a network.

One lock serves Linux, Windows and macOS on every Python that we support. ``dev.txt`` holds everything;
``desktop.txt`` and ``server.txt`` are the same versions, only what the one or the other needs to run. A lock
names no index, so that a school's own mirror serves as well.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
TOOLS = ROOT / "build" / "lock-tools"


def uv() -> str:
    """The resolver: the system's, or one of our own in a throw-away environment."""
    if found := shutil.which("uv"):
        return found
    subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
    subprocess.run([TOOLS / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    return str(TOOLS / "bin" / "uv")


def compile_lock(resolver: str, name: str, *arguments: str) -> None:
    """Write one lock; the comment at its top is ours, the rest the resolver's."""
    lock = LOCKS / name
    command = [resolver, "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--upgrade"]
    command += ["--constraint", "locks/limits.in", *arguments]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    lock.write_text(f"# Written by `make lock`; edit pyproject.toml instead.\n{run.stdout}", encoding="utf-8")


def main() -> None:
    """Resolve everything at once, then take from it what each program needs."""
    LOCKS.mkdir(exist_ok=True)
    resolver = uv()
    compile_lock(resolver, "dev.txt", "--all-extras")
    compile_lock(resolver, "desktop.txt", "--extra", "desktop", "--constraint", "locks/dev.txt")
    compile_lock(resolver, "server.txt", "--extra", "server", "--constraint", "locks/dev.txt")


if __name__ == "__main__":
    main()
