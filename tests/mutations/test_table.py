"""The list of mutations is kept true; `python -m tests.mutations` tries them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutations.mutation import Mutation
from tests.mutations.table import MUTATIONS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.file}: {one.spoils}")
def test_a_mutation_can_be_made_and_its_test_is_there(mutation: Mutation) -> None:
    """What it spoils stands once in its file, it changes something, and its test has that name."""
    home, _, name = mutation.test.partition("::")

    tree = ast.parse((ROOT / home).read_text(encoding="utf-8"))

    assert (ROOT / mutation.file).read_text(encoding="utf-8").count(mutation.old) == 1
    assert mutation.old != mutation.new
    assert name.partition("[")[0] in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
