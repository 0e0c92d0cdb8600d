# `make help` tells what there is. What runs before .venv exists needs Python alone.

VENV := .venv
PIP := $(VENV)/bin/python -m pip install --disable-pip-version-check --require-hashes
LOOKED_FOR := python3.14 python3.13 python3.12 python3.11 python3
PYTHON = $(or $(shell for name in $(LOOKED_FOR); do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done), \
	$(error Python 3.11 or newer is missing: install it and run make again))

# As many test processes as cores, a file of tests in one of them.
BESIDE := -n auto --dist loadfile
QUICK := not services and not browser and not slow and not long and not wide

export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
.DEFAULT_GOAL := help

.PHONY: help
help: ## tells what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: start
start: $(VENV)/.runtime ## runs the whole product here: portal, desk, API, worker; Ctrl-C ends it
	@python -m tools.start

.PHONY: serve
serve: $(VENV)/.runtime ## runs the API and the desk alone, reloading on changes
	@python manage.py prepare
	@python manage.py runserver 127.0.0.1:$${API_PORT:-8000}

.PHONY: install
install: $(VENV)/.development ## installs everything that development needs into .venv
	@python -m tools.portal install

.PHONY: services
services: ## starts PostgreSQL, Elasticsearch and Redis; prints the variables to set
	@$(PYTHON) -m tools.services start postgresql elasticsearch redis

.PHONY: services-stop
services-stop: ## stops them
	@$(PYTHON) -m tools.services stop

.PHONY: test
test: $(VENV)/.development ## runs every test but the long ones, on SQLite, PostgreSQL or both (ARGS= for pytest)
	@python -m tools.portal build
	pytest $(BESIDE) -m "$(QUICK)" --ignore tests/cms $(ARGS)
	python -m tools.services run -- pytest $(BESIDE) --on-servers -m "not long and not wide" $(ARGS)

.PHONY: test-quick
test-quick: $(VENV)/.development ## runs the tests that need no server, in under a minute
	pytest -m "$(QUICK)" $(ARGS)

.PHONY: test-long
test-long: $(VENV)/.development ## runs random histories, crawls, and walks over every page of the desk
	@python -m tools.portal build
	python -m tools.services run -- pytest $(BESIDE) -m "long and not wide" $(ARGS)

.PHONY: test-wide
test-wide: $(VENV)/.development ## runs each quick test on the other database, and the browser's on a wide screen
	@python -m tools.portal build
	pytest $(BESIDE) -m "$(QUICK)" tests/cms $(ARGS)
	python -m tools.services run -- pytest $(BESIDE) -m "wide or ($(QUICK))" $(ARGS)

.PHONY: crawl
crawl: $(VENV)/.development ## looks at the page of every procedure at 360 pixels and asks all its links (REAL_PROCEDURES=)
	@python -m tools.portal build
	pytest tests/browser/test_every_procedure.py $(ARGS)

.PHONY: lint
lint: $(VENV)/.development ## checks style, types, arrows, migrations, the schema and the portal
	ruff check
	ruff format --check
	mypy
	lint-imports
	python manage.py makemigrations --check --dry-run
	python manage.py print_schema --check
	python manage.py print_handling --check
	@python -m tools.portal install
	npm --prefix frontend run check
	npm --prefix frontend run lint

.PHONY: format
format: $(VENV)/.development ## puts all code into shape
	ruff check --fix --exit-zero
	ruff format
	@python -m tools.portal install
	npm --prefix frontend run format

.PHONY: bench
bench: $(VENV)/.bench ## measures; see benchmarks/
	@python -m tools.portal build
	python -m tools.services run -- python -m benchmarks $(ARGS)

.PHONY: lighthouse
lighthouse: $(VENV)/.development ## grades the portal's pages as on a cheap phone (REAL_PROCEDURES=)
	@python -m benchmarks.lighthouse

.PHONY: fuzz
fuzz: $(VENV)/.fuzz ## asks the API random documents for two minutes (FUZZ_SECONDS=) and fails on the first fault
	@python -m tools.fuzz

.PHONY: drill
drill: $(VENV)/.development ## backs up while others write, restores elsewhere and compares, on SQLite and PostgreSQL
	@DATABASE_URL= python -m tools.drill
	@python -m tools.services run postgresql -- python -m tools.drill

.PHONY: chaos
chaos: $(VENV)/.development ## kills processes while citizens file, on both stacks; nothing may be missing (ARGS="--seed 1")
	@python -m tools.chaos $(ARGS)
	@python -m tools.chaos --servers $(ARGS)

.PHONY: schema
schema: $(VENV)/.development ## writes api/schema.graphql
	python manage.py print_schema

.PHONY: messages
messages: $(VENV)/.development ## collects and compiles the texts to put into English (needs gettext)
	python manage.py makemessages --locale en --no-obsolete --no-location \
		--ignore '$(VENV)' --ignore frontend --ignore var
	python manage.py compilemessages --ignore '$(VENV)'

.PHONY: requirements
requirements: $(VENV)/.development ## pins anew what requirements*.in ask for
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements-dev.in -c requirements.txt -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements-fuzz.in -o requirements-fuzz.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements-bench.in -o requirements-bench.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'The module venv of $(PYTHON) is missing: install it (on Debian: python3-venv).' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(PIP) --requirement requirements-dev.txt
	@touch $(VENV)/.runtime $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.development
	$(PIP) --requirement requirements-bench.txt
	@touch $@

$(VENV)/.fuzz: requirements-fuzz.txt $(VENV)/.development
	$(PIP) --requirement requirements-fuzz.txt
	@touch $@
