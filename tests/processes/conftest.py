"""What tests of processes share."""

from __future__ import annotations

import sys

import pytest

from tests.processes.disk import Disk


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """What is asked of the disk from now on."""
    if sys.platform != "linux":
        pytest.skip("only Linux tells which file a descriptor means")
    return Disk(monkeypatch)
