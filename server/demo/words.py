"""The data from which the demo is composed: names, subjects, topics, homework, places."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files("resources") / "demo"


@cache
def words(name: str) -> Any:
    """One file of ``resources/demo``, read once."""
    return json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
