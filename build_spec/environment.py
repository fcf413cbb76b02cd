"""Make ``.venv`` from the lock: ``python3 build_spec/environment.py``.

Needs nothing but python3 and works again without a network: what has been installed is remembered by the
hash of what it was installed from, and only a change of that is acted on. Written for any Python 3, because
its first duty is to say that a Python is too old.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "locks" / "dev.txt"
PROJECT = ROOT / "pyproject.toml"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

OLDEST = (3, 11)


def trouble(message: str) -> "SystemExit":
    """One line that says what is missing and what to type."""
    return SystemExit(f"parta: {message}")


def complaint(version: "tuple[int, ...]", has_venv: bool) -> "str | None":
    """What is wrong with a Python of this version, with or without ``venv``; Debian splits that off."""
    if version[:2] < OLDEST:
        found = ".".join(str(part) for part in version[:3])
        return f"Python 3.11 or newer is needed, this is {found}; name another: make PYTHON=python3.12 …"
    if not has_venv:
        return f"python3-venv is missing: sudo apt-get install -y python{version[0]}.{version[1]}-venv"
    return None


def install_venv() -> bool:
    """Install the split-off part of Python where we may; say whether that was done."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    print(f"parta: python3-venv is missing: apt-get install -y {package}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    command = ["apt-get", "install", "-y", "-qq", package]
    return subprocess.run(command, check=False, env=environment).returncode == 0


def check_python() -> None:
    """Go on only with a Python that can make the environment."""
    has_venv = importlib.util.find_spec("ensurepip") is not None
    if sys.version_info[:2] >= OLDEST and not has_venv:
        has_venv = install_venv()
    if message := complaint(tuple(sys.version_info[:3]), has_venv):
        raise trouble(message)


def is_sound() -> bool:
    """Whether ``.venv`` is there and its Python still starts (it does not after a system upgrade)."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def install(stamp: str, *sources: Path, arguments: "list[str]") -> None:
    """Run pip unless exactly these sources have been installed already."""
    fingerprint = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    remembered = VENV / stamp
    if remembered.exists() and remembered.read_text(encoding="ascii") == fingerprint:
        return
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    # setuptools warns that an editable installation is one.
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    if subprocess.run(command, cwd=ROOT, env=quiet, check=False).returncode != 0:
        raise trouble("the environment could not be made; pip says why above")
    remembered.write_text(fingerprint, encoding="ascii")


def main() -> None:
    """Bring ``.venv`` to what the lock says, doing only what is left to do."""
    check_python()
    if not is_sound():
        print("parta: making .venv from locks/dev.txt, once; about 150 MB come from the network", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    install(
        "installed-lock",
        LOCK,
        arguments=["--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(LOCK)],
    )
    install(
        "installed-project",
        PROJECT,
        arguments=["--no-build-isolation", "--no-deps", "--no-index", "--editable", "."],
    )


if __name__ == "__main__":
    main()
