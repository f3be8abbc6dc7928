# Every target prepares .venv first, from a fresh clone, with nothing else to do.
PYTHON ?= python3.11
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
# Tests take from a millisecond to ten seconds: a worker that is done takes over from one that is not.
PYTEST := $(PY) -m pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help install generate check list add sync diff demo test test-browser test-pythons contract fuzz coverage \
	mutate bench update-cases lint format typecheck dist release-check ci clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

# The stamp goes stale with the one file that says what is installed.
$(STAMP): pyproject.toml generator/runtime/_version.py
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	$(PY) -m pip install --quiet --group dev --editable ".[cli,images,sandbox]"
	touch $@

install: $(STAMP)  ## the environment in .venv, which every other target prepares too

generate: $(STAMP)  ## schemas/ in, generated/ out
	$(PY) -m generator generate

bench: generate  ## measurements, as ratios within one run; GROUP=name chooses, QUICK=1 only tries it out
	$(PY) -m tests.benchmarks $(if $(QUICK),--quick) $(GROUP)

update-cases: $(STAMP)  ## write the golden files anew; read the difference before committing
	$(PY) -m pytest -q tests/generator/test_cases.py --update

check: $(STAMP)  ## does generated/ match schemas/?
	$(PY) -m generator check

list: $(STAMP)  ## every model and its module
	$(PY) -m generator list

add: $(STAMP)  ## a saved page into schemas/: make add PAGE=saved-page.txt
	@test -n "$(PAGE)" || { echo 'usage: make add PAGE=path/to/saved-page.txt' >&2; exit 2; }
	$(PY) -m generator add "$(PAGE)"

sync: $(STAMP)  ## the server's catalogue into schemas/
	$(PY) -m generator sync $(ARGS)

diff: $(STAMP)  ## what changed for users: make diff OLD=HEAD~1 NEW=schemas
	$(PY) -m generator diff $(OLD) $(NEW) $(ARGS)

demo: generate  ## a model from submit to saved picture, against the local sandbox
	$(PY) -m runcomfy.demo

test: generate  ## the whole suite
	$(PYTEST)

test-pythons: generate  ## the suite under each declared Python that is here; ARGS="--only 3.12"
	$(PY) -m tests.pythons $(ARGS)

$(VENV)/.browser: $(STAMP)
	$(PY) -m pip install --quiet --group browser
	touch $@

# Bounded from outside too: a browser that hangs must not hold up a machine for ever.
test-browser: generate $(VENV)/.browser  ## the sandbox's page, in headless Chromium
	$(PY) -m tests.browser.chromium >/dev/null
	timeout --kill-after=20 600 $(PY) -m pytest -q tests/browser

$(VENV)/.contract: $(STAMP)
	$(PY) -m pip install --quiet --group contract
	touch $@

# How else the server may speak (tests/manners.py); the suite itself has it speak plainly.
MANNERS ?= codes codes-in-200 chatty stormy

contract: generate $(VENV)/.contract  ## the sandbox against its OpenAPI document (MODELS=all: every model in full), the client against all open variants
	CONTRACT_MODELS=$(MODELS) $(PY) -m pytest -q -p schemathesis tests/contract
	$(PYTEST) -q tests/client tests/e2e $(MANNERS:%=--manner=%)

fuzz: generate  ## 100,000 cases of each target; make fuzz ARGS="file-names --cases 1000 --seed 7"
	$(PY) -m tests.fuzz $(ARGS)

$(VENV)/.coverage-tools: $(STAMP)
	$(PY) -m pip install --quiet --group coverage
	touch $@

coverage: generate $(VENV)/.coverage-tools  ## branch coverage of the suite, other processes included
	$(PY) -m coverage erase
	$(PYTEST) --cov --cov-report=
	$(PY) -m coverage report

$(VENV)/.mutation-tools: $(STAMP)
	$(PY) -m pip install --quiet --group mutation
	touch $@

mutate: generate $(VENV)/.mutation-tools  ## small changes that tests must notice; make mutate ARGS="naming"
	$(PY) -m tests.mutation $(ARGS)

lint: $(STAMP)  ## ruff: rules and layout
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

format: $(STAMP)  ## lint, and mend what can be mended
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

typecheck: $(STAMP)  ## mypy and basedpyright, both strict
	$(VENV)/bin/mypy
	$(VENV)/bin/basedpyright

dist: generate  ## the sdist and, from it, the wheel
	$(PY) -m build --no-isolation

release-check: generate  ## both built, and the wheel installed alone, in a temporary folder
	$(PY) -m tests.release

# `check` comes before anything regenerates, so that a drifted commit is seen.
ci: $(STAMP)  ## what .ci/run runs
	$(MAKE) lint
	$(MAKE) check
	$(MAKE) typecheck
	$(PYTEST)
	$(MAKE) contract MANNERS=codes
	$(MAKE) test-browser
	$(MAKE) release-check

clean:  ## remove environments, caches and output, but not generated/
	rm -rf $(VENV) .venv-* out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
