"""A way in for real data: a school's people, forms and courses from OneRoster files, and one by one."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from server.roster.command import import_and_tell
from server.roster.intake import Choices


def run(engine: Engine, path: Path, dry_run: bool) -> int:
    """Import a OneRoster zip as of today and tell of it on the console; 0 when it was done, 1 when not."""
    choices = Choices(datetime.now().astimezone().date())
    return import_and_tell(engine, path, choices, _say, dry_run=dry_run)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
