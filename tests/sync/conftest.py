"""What the tests of sync share."""

from __future__ import annotations

import pytest

from tests.sync.small_school import SmallSchool


@pytest.fixture
def small() -> SmallSchool:
    """A small school, see SmallSchool."""
    return SmallSchool()
