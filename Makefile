# Two commands matter: `make run` and `make test`. Both do all the set-up themselves.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# Dozens of processes are started: each would compile everything again.
unexport PYTHONDONTWRITEBYTECODE
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11) and "Holdfast needs Python 3.11 or later.")
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$each -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$each && break; done)
BIN := .venv/bin
SERVICES := matching scheduling notifications portal
RUN_LOCKS := $(SERVICES:%=requirements/%.lock)
PYTEST := $(BIN)/python -m pytest -q
# In the order in which they are named: what takes long is begun first, however few tests it is.
BY_FILE := $(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

run: .venv/.run ## Run everything on this machine, with invented people (Ctrl-C stops it, data stays under var/)
	@HOLDFAST_DEMO=$${HOLDFAST_DEMO-1} $(BIN)/holdfast run

run-engines: .venv/.dev ## The same on PostgreSQL and Apache Kafka (needs Java 17 and Maven)
	@HOLDFAST_DEMO=$${HOLDFAST_DEMO-1} $(BIN)/python -m deploy.engines -- $(BIN)/holdfast run

test: .venv/.dev test-unit test-service test-portal test-contract test-journeys test-browser test-faults ## Everything that must hold, at least once

test-unit: .venv/.dev ## The rules by themselves, and the house
	$(PYTEST) -n 2 tests/unit tests/house

test-service: .venv/.dev ## Each service through its doors, on SQLite and PostgreSQL
	$(PYTEST) -n 2 tests/service

test-portal: .venv/.dev ## The portal in front of its services, and the command line
	$(BY_FILE) tests/cli tests/portal

test-contract: .venv/.dev ## What every bus and every engine promises, on each of them
	$(BY_FILE) tests/fuzz tests/contract

test-journeys: .venv/.dev ## Real processes, from a referral to a reminder, on both engines
	$(PYTEST) tests/journeys

test-browser: .venv/.dev ## Every page in a real browser, both languages, phone and desk
	@tests/browser/find-chromium
	$(PYTEST) tests/browser

test-faults: .venv/.dev ## Two hundred journeys an engine while every process is killed twice; engines that are away
	$(PYTEST) -n 2 --dist loadgroup tests/faults

faults: .venv/.dev ## The same for hours: thousands of journeys, every process killed twenty times
	HOLDFAST_JOURNEYS=$${HOLDFAST_JOURNEYS-4000} HOLDFAST_KILLS=$${HOLDFAST_KILLS-20} HOLDFAST_SENDER_KILLS=$${HOLDFAST_SENDER_KILLS-100} $(PYTEST) tests/faults

fuzz: .venv/.dev ## The property tests at full length
	HYPOTHESIS_PROFILE=long $(PYTEST) tests/unit tests/service
	HOLDFAST_FUZZ=200 $(PYTEST) tests/fuzz

bench: .venv/.dev ## Speeds, as JSON, each beside its floor
	@for file in tests/bench/[a-z]*.py; do $(BIN)/python -m $$(echo $${file%.py} | tr / .) || exit 1; done

check: .venv/.dev ## Style, types, walls, and what we stand on
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit -q -c pyproject.toml -r shared services cli deploy
	$(BIN)/python -m deploy.supply.sbom
	$(BIN)/python -m deploy.supply.audit

locks: .venv/.dev ## Renew requirements/*.lock from requirements/*.in
	@for name in $(SERVICES) dev; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --no-annotate $(UPGRADE) -o requirements/$$name.lock requirements/$$name.in || exit 1; done

setup: .venv/.dev ## The virtual environment, with what developers need

.venv/.made:
	@$(or $(PYTHON),python3) -c '$(NEW_ENOUGH)'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.made pyproject.toml $(RUN_LOCKS)
	@echo "Installing what Holdfast needs …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes $(RUN_LOCKS:%=-r %)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.lock
	@echo "Installing what developers need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

.PHONY: help run run-engines test test-unit test-service test-portal test-contract test-journeys test-browser test-faults faults fuzz bench check locks setup
