# What a person types here. `make` alone lists it.
# Everything is made in place: .venv (Python), node_modules (front ends), gateway/static (their build).

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Our package names are generic: never let the working directory shadow the standard library.
export PYTHONSAFEPATH := 1

BIN := .venv/bin
STAMPS := .stamps
WORKERS ?= auto
say = @printf '\033[1m==> %s\033[0m\n'

# The first interpreter that is new enough and can make an environment.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo $$p && break; done)

PACKAGES := accounts channels crm faq gateway markup reports router storage

FRONT_SOURCES := $(shell find web_widget agent_workspace wire -type f \
	-not -path '*/node_modules/*' -not -path '*/tests/*' 2>/dev/null)

.PHONY: help
help: ## List these targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(STAMPS)/python $(STAMPS)/front ## Install everything into this folder (a few minutes, once)
	@# An editable install is not compiled as a wheel is: a fifth of every start would go into it.
	@$(BIN)/python -m compileall -q $(PACKAGES)

.PHONY: run
run: setup ## Start the demo: a sample shop, the desk, agents; Ctrl-C stops it
	@$(BIN)/parley demo $(ARGS)

.PHONY: test
test: setup services test-front ## Run every test
	$(say) "Testing"
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup $(ARGS)

.PHONY: check
check: setup lint types coverage branches ## Everything a change must pass: style, architecture, types, tests
	@$(MAKE) --no-print-directory test

.PHONY: lint
lint: $(STAMPS)/python $(STAMPS)/node ## Check style, architecture and generated files
	$(say) "Checking style"
	@$(BIN)/ruff format --check --quiet . || { echo "run: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@scripts/npm run --silent lint
	$(say) "Checking who imports whom"
	@$(BIN)/lint-imports
	$(say) "Checking generated files"
	@$(BIN)/python scripts/generate_wire.py --check
	@$(BIN)/python scripts/lifecycle_diagram.py --check
	@$(BIN)/python scripts/states_page.py --check

.PHONY: types
types: $(STAMPS)/python $(STAMPS)/node ## Check types, Python and TypeScript
	$(say) "Checking types"
	@$(BIN)/mypy
	@scripts/npm run --silent typecheck --workspaces --if-present

.PHONY: coverage
coverage: $(STAMPS)/python ## Check that every requirement has a test or a later owner
	@$(BIN)/python scripts/coverage_table.py --check

# Left out: histories and mutants drawn by chance. What only they reach has no test that says why.
.PHONY: branches
branches: $(STAMPS)/python ## Check that the tests take every branch of router and markup
	$(say) "Counting branches"
	@$(BIN)/coverage run -m pytest tests/router tests/markup -q --no-header -n0 \
		--ignore tests/router/test_histories.py --ignore tests/router/test_conversations.py \
		--ignore tests/router/test_mutants.py
	@$(BIN)/coverage report

.PHONY: bench
bench: setup ## Run every benchmark beside its baseline (ARGS=--quick for a look)
	@for bench in router_throughput simulated_day erlang_grid writes start_up loop_hold imap_intake recording_intake sanitise chat_relay; do \
		printf '\033[1m==> %s\033[0m\n' "$$bench"; \
		$(BIN)/python -m "benches.$$bench" $(ARGS); \
	done

.PHONY: soak
soak: setup services ## Run the long counts: disconnects, kills, a million entries (up to an hour)
	@$(BIN)/python -m tests.soak --report docs/reference/soak $(ARGS)

.PHONY: front
front: $(STAMPS)/front ## Build the two front ends into gateway/static

.PHONY: wire
wire: $(STAMPS)/python ## Generate the TypeScript types, the protocol documents, the reference pages
	@$(BIN)/python scripts/generate_wire.py
	@$(BIN)/python scripts/lifecycle_diagram.py
	@$(BIN)/python scripts/states_page.py
	@$(BIN)/python scripts/coverage_table.py

.PHONY: lock
lock: $(STAMPS)/python ## Pin every package again (ARGS="--upgrade" for newer ones)
	@scripts/lock.sh $(ARGS)

.PHONY: dist
dist: setup ## Build the wheel, front ends included
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

.PHONY: clean
clean: ## Remove what was made here, keep var/
	rm -rf .venv node_modules $(STAMPS) gateway/static dist

# --- Steps that `make` prefers to do once -----------------------------------------------------

.PHONY: services
services:
	@scripts/test_services.sh

.PHONY: test-front
test-front: $(STAMPS)/front
	$(say) "Testing the front ends"
	@scripts/npm run --silent test --workspaces --if-present
	@scripts/npm run --silent size --workspace web_widget

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Parley needs Python 3.11 or newer with the venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(say) "Creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

$(STAMPS)/packages: requirements.lock | $(BIN)/python
	$(say) "Installing $$(grep -c '==' requirements.lock) Python packages (a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
		--require-hashes --requirement requirements.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: $(STAMPS)/packages pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
		--no-deps --no-build-isolation --no-index --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package-lock.json package.json | $(STAMPS)/packages
	$(say) "Installing the front ends' packages"
	@scripts/npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/front: $(STAMPS)/node $(FRONT_SOURCES)
	$(say) "Building the front ends"
	@log="$$(scripts/npm run --silent build --workspaces --if-present 2>&1)" || { echo "$$log" >&2; exit 1; }
	@mkdir -p $(STAMPS) && touch $@
