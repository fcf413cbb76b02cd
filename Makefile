# What can be done here, each as one word. `make` alone lists it.

PYTHON ?= python3
SEEDS  ?= 600
EXAMPLES ?= 200
TRANSACTIONS ?= 100000
TEACHERS ?= 3000
KILLS  ?= 200

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help env qt run test check bench look simulate hunt-real hunt-bytes hunt-lies hunt-postgres storm drill judge kills mutate lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

env: ## make .venv from the lock (needs python3 ≥ 3.11 with venv)
	@$(PYTHON) build_spec/environment.py

qt: env
	@$(BIN)/python build_spec/qt_libraries.py

run: qt ## a demo region's server and the teacher's window on it; without a display, the teacher's day offscreen
	@$(BIN)/parta demo

check: env ## style, types, import contracts, house measures
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/architecture

test: qt check ## everything
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

bench: qt ## how fast, against references in the same run
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

look: qt ## pictures of all screens, light and dark, in out/
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.looks

simulate: env ## the sync protocol under faults, SEEDS=600
	$(BIN)/python -m tests.simulation --seeds $(SEEDS)

hunt-real: qt ## the same over encrypted stores and a real server on both databases, EXAMPLES=200
	REAL_EXAMPLES=$(EXAMPLES) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/real/test_real.py

hunt-bytes: qt ## nonsense of every kind at the server, EXAMPLES=200
	FUZZ_EXAMPLES=$(EXAMPLES) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/server/test_fuzz_bytes.py tests/server/test_schema.py

hunt-lies: qt ## the client against a server that lies, EXAMPLES=200
	LYING_EXAMPLES=$(EXAMPLES) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/lies

hunt-postgres: env ## twelve writers and a reader in one school on PostgreSQL, TRANSACTIONS=100000
	$(BIN)/python -m tests.hunt --transactions $(TRANSACTIONS)

storm: env ## a school day's end on this machine, the server killed in the middle, TEACHERS=3000
	$(BIN)/python -m tests.storm --teachers $(TEACHERS)

drill: env ## a restored server and five laptops that bring the lost hour back, in every order
	$(BIN)/python -m tests.drill

kills: qt ## processes killed at every point, at several moments of it, and many times at random
	PARTA_KILLS=$(KILLS) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/processes tests/desktop/models/test_kills.py tests/desktop/models/timetable/test_desk_kills.py

mutate: qt ## spoil the code around each commit, flush and rename; a named test must fail each time
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.mutations

judge: qt ## FET judges the weeks of hard schools, ours and its own, SECONDS=120 each
	PARTA_JUDGE_SECONDS=$(or $(SECONDS),120) $(BIN)/python -m pytest -q tests/timetable/judge

lock: ## take newer libraries into locks/ (needs a network)
	$(PYTHON) build_spec/lock.py

clean: ## remove what can be made again
	rm -rf .venv build dist out *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
