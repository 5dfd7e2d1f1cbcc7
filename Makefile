# The portal's commands. A fresh machine needs Python 3.11, make and the package registries.
#   make demo    the portal with a demo region      make test    the whole test suite
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
ARGS ?=
# Tests wait for the database, a browser or a worker: one process more than there are cores.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 15) + 1)')

.PHONY: help setup demo run stop test check format bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.system $(VENV)/.packages static/vendor/icons.svg ## the environment: Python, system and front-end packages

# System packages come first: on Debian the module venv is one of them.
$(VENV)/.interpreter: scripts/system_packages.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Нужен Python 3.11 или новее." >&2; exit 1; }
	@mkdir -p $(VENV)
	@if PYTHON=$(PYTHON) scripts/system_packages.sh; then touch $(VENV)/.system; fi
	$(PYTHON) -m venv $(VENV)
	@touch $@

# Made only when nothing is missing, so that a later `make setup` tries again.
$(VENV)/.system: scripts/system_packages.sh | $(VENV)/.interpreter
	@if [ ! -e $@ ] || [ $< -nt $@ ]; then if PYTHON=$(PYTHON) $<; then touch $@; fi; fi

$(VENV)/.packages: requirements/dev.lock | $(VENV)/.interpreter
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

static/vendor/icons.svg: package-lock.json scripts/frontend.py scripts/icons.txt | $(VENV)/.packages
	$(RUN) scripts/frontend.py

demo: setup ## the portal with a demo region: services, web server, worker; prints address and logins
	$(RUN) manage.py demo $(ARGS)

run: setup ## the portal with the data it has
	$(RUN) manage.py demo --keep $(ARGS)

stop: ## stop the embedded PostgreSQL and Redis
	$(RUN) -m rsnms.embedded stop

test: setup ## the whole test suite; one file: make test ARGS=tests/core/test_text.py
	RSNMS_PG_FAST=1 $(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: setup ## format, lint, types, layers, templates, deployment settings, migrations
	scripts/check.sh

format: setup ## put code and templates into the house's form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(BIN)/djlint --quiet --reformat templates

bench: setup ## the measurements of tests/benchmarks
	RSNMS_PG_FAST=1 $(BIN)/pytest -n 0 -m benchmark -s tests/benchmarks $(ARGS)

lock: setup ## pin the newest versions that requirements/*.in and package.json allow
	scripts/lock.sh

clean: ## remove the environment and all that can be made again; data in var/ stays
	rm -rf $(VENV) node_modules static/vendor staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
