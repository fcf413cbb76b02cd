"""`python -m tests.storm.load PLAN HOST PORT SPREAD`: every teacher's evening, from one process of its own.

Says `begun` when the first may come, and at the end one JSON object: what was met and how long it took.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
from pathlib import Path

import msgspec

from tests.storm.evening import Evening, Tally
from tests.storm.plan import Plan, Teacher


async def _storm(plan: Plan, address: tuple[str, int], spread: float) -> dict[str, object]:
    """All evenings; arrivals fall evenly into `spread` seconds."""
    tally, evenings, chance = Tally(), list[Evening](), random.Random(0)
    began = time.monotonic()
    arrivals = sorted(chance.uniform(0, spread) for _ in plan.teachers)

    async def come(teacher: Teacher, at: float) -> None:
        await asyncio.sleep(max(0.0, began + at - time.monotonic()))
        evening = Evening(teacher, dict(plan.heads[teacher.school]), address, tally)
        await evening.spend()
        evenings.append(evening)

    coming = chance.sample(plan.teachers, len(plan.teachers))
    await asyncio.gather(*(come(teacher, at) for teacher, at in zip(coming, arrivals, strict=True)))
    return {
        "evenings": sorted(round(one.seconds, 3) for one in evenings),
        "unfinished": sum(not one.is_over for one in evenings),
        "statuses": tally.statuses,
        "refused": tally.refused,
        "cut": tally.cut,
        "rounds": tally.rounds,
        "last_arrival": round(arrivals[-1], 1),
        "took": round(time.monotonic() - began, 1),
    }


def main(words: list[str]) -> None:
    """Read the plan, say so, let the storm begin."""
    plan = msgspec.json.decode(Path(words[0]).read_bytes(), type=Plan)
    print("begun", flush=True)
    before = resource.getrusage(resource.RUSAGE_SELF)
    told = asyncio.run(_storm(plan, (words[1], int(words[2])), float(words[3])))
    after = resource.getrusage(resource.RUSAGE_SELF)
    told["processor"] = round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
