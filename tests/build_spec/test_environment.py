"""The environment is made from the lock by any fitting Python, and a Python that does not fit is told so."""

from pathlib import Path

import pytest

from build_spec import environment


def test_a_python_that_is_too_old_is_refused_with_what_to_type() -> None:
    """One line says which Python is needed, which was found, and how to name another."""
    said = environment.complaint((3, 10, 12), has_venv=True)

    assert said is not None
    assert "3.11 or newer" in said
    assert "3.10.12" in said
    assert "make PYTHON=" in said


def test_a_python_without_venv_is_refused_with_debian_s_command() -> None:
    """One line names the package that Debian splits off, for this very Python."""
    said = environment.complaint((3, 12, 3), has_venv=False)

    assert said is not None
    assert "apt-get install -y python3.12-venv" in said


def test_a_python_that_fits_is_not_talked_about() -> None:
    """A Python of 3.11 or newer with venv is simply used."""
    assert environment.complaint((3, 11, 0), has_venv=True) is None
    assert environment.complaint((3, 13, 1), has_venv=True) is None


def test_what_is_installed_already_is_not_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a changed lock starts pip, so that a second run needs no network."""
    lock = tmp_path / "lock.txt"
    lock.write_text("one", encoding="utf-8")
    calls = tmp_path / "calls"
    pip = tmp_path / "python"
    pip.write_text(f"#!/bin/sh\necho run >> {calls}\n", encoding="utf-8")
    pip.chmod(0o755)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", pip)
    monkeypatch.setattr(environment, "ROOT", tmp_path)

    for text in ("one", "one", "two", "two"):
        lock.write_text(text, encoding="utf-8")
        environment.install("stamp", lock, arguments=[])

    assert calls.read_text(encoding="utf-8").count("run") == 2


def test_a_failed_installation_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pip that ended with an error leaves no stamp behind."""
    lock = tmp_path / "lock.txt"
    lock.write_text("one", encoding="utf-8")
    pip = tmp_path / "python"
    pip.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    pip.chmod(0o755)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", pip)
    monkeypatch.setattr(environment, "ROOT", tmp_path)

    with pytest.raises(SystemExit, match="could not be made"):
        environment.install("stamp", lock, arguments=[])

    assert not (tmp_path / "stamp").exists()
