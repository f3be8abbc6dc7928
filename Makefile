# Every target prepares .venv first, from a fresh clone, with nothing else to do.
# PYTHON= says which Python makes it; otherwise the first of these that is new enough does.
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
# What is never imported need not be compiled; the rest is at its first import.
INSTALL := $(PY) -m pip install --quiet --no-compile
# `make ci` needs the tools of all its stages, and gets them at once with the others: one resolution for all, by uv, which
# takes a fourth of the time. Where uv cannot, pip does it, as everywhere else; BY_UV=1 asks for uv elsewhere, too.
CI_GROUPS := promises hosts frozen browser editors docs crash contract
CI_STAMPS := $(VENV)/.promises $(VENV)/.hosts $(VENV)/.browser $(VENV)/.editors $(VENV)/.docs $(VENV)/.crash-tools $(VENV)/.contract
IN_CI := $(filter ci,$(MAKECMDGOALS))
BY_UV ?= $(IN_CI)
NEEDED := --group dev $(if $(IN_CI),$(CI_GROUPS:%=--group %)) --editable ".[cli,images,postgres,sandbox]"
UV_INSTALL := $(INSTALL) "uv>=0.9" && $(PY) -m uv pip install --quiet --python $(PY) "pip>=25.1"
# Tests take from a millisecond to ten seconds: a worker that is done takes over from one that is not.
PYTEST := $(PY) -m pytest -n auto --dist worksteal
# PART=dialect: the folders, and the files of any folder, that have this name.
PART_TESTS = $(wildcard tests/$(PART) tests/client/$(PART) $(foreach place,tests/* tests/client/* tests/programs/*,$(place)/test_$(PART).py $(place)/test_$(PART)_*.py) tests/programs/$(PART))

# Without bytecode on disk every worker, and every program that a test starts, would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

# Browsers name a page after its title, whatever that holds: neither make nor the shell reads it as anything but a name.
override PAGE := $(value PAGE)
export PAGE

.DEFAULT_GOAL := help
.PHONY: help install generate check list add sync diff nightly demo quick test soak test-browser test-editors test-hosts test-pythons \
	test-promises contract world crash fuzz coverage mutate bench update-cases lint format typecheck dist release-check docs ci clean

help:  ## this list; the times are those of two idle cores
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

# What a Python is asked, in words that the old ones understand too.
FITS := import sys, importlib.util as u; print("is Python %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) \
	else "fits" if u.find_spec("venv") and u.find_spec("ensurepip") else "has no venv module")

$(VENV)/.made:
	@test -x $(PY) || { why=; for each in $(PYTHONS); do \
		said=$$("$$each" -c '$(FITS)' 2>/dev/null) || continue; \
		case "$$said" in fits) echo "$$each -m venv $(VENV)"; exec "$$each" -m venv --clear $(VENV);; esac; \
		why="$$why; $$each $$said"; done; \
		echo "There is no Python 3.11 or newer with its venv module here (looked for: $(PYTHONS)$$why). Install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 2; }
	@touch $@

# The stamp goes stale with the one file that says what is installed.
$(STAMP): pyproject.toml generator/runtime/_version.py | $(VENV)/.made
	@echo 'Installing what the tools and tests need, once (1 min)'
	$(if $(BY_UV),$(UV_INSTALL) $(NEEDED) ||) { $(PY) -m pip install --quiet --upgrade "pip>=25.1" && $(INSTALL) $(NEEDED); }
	touch $@ $(if $(IN_CI),$(CI_STAMPS))

install: $(STAMP)  ## the environment in .venv, which every other target prepares too (1 min, then nothing)

generate: $(STAMP)  ## schemas/ in, generated/ out (5 s, 1 s where nothing changed)
	$(PY) -m generator generate

bench: generate  ## measurements, as ratios within one run; GROUP=name chooses, QUICK=1 only tries it out (18 min)
	$(PY) -m tests.programs.benchmarks $(if $(QUICK),--quick) $(GROUP)
	$(if $(QUICK),,$(PY) -m generator generate)

update-cases: $(STAMP)  ## write the golden files anew; read the difference before committing
	$(PY) -m pytest -q tests/generator/test_cases.py tests/generator/test_dialect_nodes.py --update

check: $(STAMP)  ## does generated/ match schemas/? (5 s)
	$(PY) -m generator check

list: $(STAMP)  ## every model and its module
	$(PY) -m generator list

add: $(STAMP)  ## a saved page into schemas/: make add PAGE=saved-page.txt
	@test -n "$$PAGE" || { echo 'usage: make add PAGE=path/to/saved-page.txt' >&2; exit 2; }
	$(PY) -m generator add -- "$$PAGE"

sync: $(STAMP)  ## the server's catalogue into schemas/
	$(PY) -m generator sync $(ARGS)

diff: $(STAMP)  ## what changed for users: make diff OLD=HEAD~1 NEW=schemas
	$(PY) -m generator diff $(OLD) $(NEW) $(ARGS)

nightly: $(STAMP)  ## sync, diff, generate and check, with changelog, version and a pull request's text; ARGS="--date 2026-01-31" (30 s)
	$(PY) -m generator nightly $(ARGS)

# The demo runs what is in generated/, which is complete as it comes: without the tools it needs the client's own
# libraries and the sandbox's, and no build: a path file makes the package one that .venv/bin/python imports. Where the
# tools are there, it runs what schemas/ say now.
$(VENV)/.demo: pyproject.toml | $(VENV)/.made
	@$(PY) -c 'import tomllib; has = tomllib.load(open("pyproject.toml", "rb"))["project"]; more = has["optional-dependencies"]; \
		print(*has["dependencies"], *more["cli"], *more["sandbox"], sep="\n")' >$@.txt
	@echo "Installing the client's two libraries and the sandbox's, once:" $$(sed 's/[^a-z-].*//' $@.txt)
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --requirement $@.txt
	@for each in $(VENV)/lib/python*/site-packages; do echo "$(CURDIR)/generated" >"$$each/runcomfy-here.pth"; done
	@touch $@

demo: $(if $(wildcard $(STAMP)),generate,$(VENV)/.demo)  ## a model from submit to saved picture, against the local sandbox (6 s; 25 s the first time)
	@echo 'Running generated/runcomfy/demo.py'
	@$(PY) -m runcomfy.demo

quick: generate  ## lint, types and the tests of what you touched; ARGS="--base main" (8 s)
	@$(PY) -m tests.programs.quick $(ARGS)

test: generate  ## the suite, or a part: PART=dialect, ARGS="-k budget -x" (3 min)
	@test -z "$(PART)" || test -n "$(strip $(PART_TESTS))" || { \
		echo 'No tests are called $(PART): PART=dialect takes folders and files of tests by how their names begin.' >&2; exit 2; }
	$(PYTEST) $(if $(PART),$(PART_TESTS)) $(ARGS)

soak: generate  ## what takes long: random faults, kills, thousands of jobs, megabytes, and ten times the examples of properties (15 min)
	HYPOTHESIS_PROFILE=soak $(PYTEST) -m "soak or hypothesis" $(ARGS)

$(VENV)/.promises: $(STAMP)
	$(INSTALL) --group promises
	touch $@

test-promises: generate $(VENV)/.promises  ## lowest versions, other Pythons, extras alone, --package, a fresh clone (6 min)
	$(PY) -m pytest -q tests/promises $(ARGS)

test-pythons: generate $(VENV)/.promises  ## the suite under each declared Python that is here; ARGS="--only 3.12 --share" (3 min each)
	$(PY) -m tests.programs.pythons $(ARGS)

$(VENV)/.hosts: $(STAMP)
	$(INSTALL) --group hosts --group frozen
	touch $@

test-hosts: generate $(VENV)/.hosts  ## frozen by PyInstaller, under gevent and eventlet, in a Jupyter kernel (3 min)
	$(PY) -m pytest -q tests/hosts $(ARGS)

$(VENV)/.browser: $(STAMP)
	$(INSTALL) --group browser
	touch $@

# Bounded from outside too: a browser that hangs must not hold up a machine for ever.
test-browser: docs $(VENV)/.browser  ## the sandbox's page and the documentation site, in headless Chromium (4 min)
	$(PY) -m tests.browser.chromium >/dev/null
	timeout --kill-after=20 600 $(PY) -m pytest -q -n 2 --dist worksteal tests/browser $(ARGS)

$(VENV)/.editors: $(STAMP)
	$(INSTALL) --group editors
	touch $@

test-editors: generate $(VENV)/.editors  ## pyright itself, over a program with mistakes, and pylsp (1 min)
	$(PY) -m pytest -q tests/editors $(ARGS)

$(VENV)/.docs: $(STAMP)
	$(INSTALL) --group docs
	touch $@

docs: generate $(VENV)/.docs  ## the documentation site, into out/site, with every link followed (30 s)
	$(PY) -m tests.programs.site

$(VENV)/.crash-tools: $(STAMP)
	$(INSTALL) --group crash
	touch $@

# The suite of the pinned jsonschema; its own stamp says which version is here.
.cache/json-schema-test-suite/.fetched: $(STAMP)
	rm -rf .cache/json-schema-test-suite
	$(PY) -m tests.world.suite
	touch $@

world: generate .cache/json-schema-test-suite/.fetched  ## the JSON-Schema-Test-Suite: every disagreement has its reason; WORLD=all takes all drafts (30 s)
	WORLD=$(WORLD) $(PY) -m pytest -q tests/world $(ARGS)

# The suite has the quick ones. A seed that is given is everybody's; else each test has its own.
KILLS ?= 1000

crash: generate $(VENV)/.crash-tools  ## paid once, whatever dies: 1,000 kills; make crash KILLS=100 SEED=7
	CRASH_KILLS=$(KILLS) $(if $(SEED),CRASH_SEED=$(SEED)) $(PYTEST) -m $(or $(ONLY),soak) tests/crash tests/examples

$(VENV)/.contract: $(STAMP)
	$(INSTALL) --group contract
	touch $@

# How else the server may speak (tests/manners.py); the suite itself has it speak plainly.
MANNERS ?= codes codes-in-200 chatty stormy

contract: generate $(VENV)/.contract  ## the sandbox against its OpenAPI document (MODELS=all: every model in full), the client against all open variants (4 min)
	CONTRACT_MODELS=$(MODELS) $(PY) -m pytest -q -p schemathesis tests/contract
	$(PYTEST) -q tests/client tests/e2e $(MANNERS:%=--manner=%) $(if $(ONE_IN),--one-in=$(ONE_IN))

fuzz: generate  ## 100,000 cases of each target; make fuzz ARGS="file-names --cases 1000 --seed 7" (10 min)
	$(PY) -m tests.programs.fuzz $(ARGS)

$(VENV)/.coverage-tools: $(STAMP)
	$(INSTALL) --group coverage
	touch $@

coverage: generate $(VENV)/.coverage-tools  ## branch coverage of the suite, other processes included (4 min)
	$(PY) -m coverage erase
	HYPOTHESIS_PROFILE=ci $(PYTEST) -m "not soak" --cov --cov-report=
	$(PY) -m coverage report

$(VENV)/.mutation-tools: $(STAMP)
	$(INSTALL) --group mutation
	touch $@

mutate: generate $(VENV)/.mutation-tools  ## small changes that tests must notice; make mutate ARGS="naming --sample 60" (2 to 8 min a part)
	$(PY) -m tests.programs.mutation $(ARGS)

lint: $(STAMP)  ## ruff: rules and layout; import-linter: which room may use which (5 s)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache

format: $(STAMP)  ## lint, and fix what can be fixed
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

typecheck: $(STAMP)  ## mypy and basedpyright, both strict (40 s)
	@$(MAKE) -j2 $(PIECES) mypy basedpyright

mypy: $(STAMP)
	$(VENV)/bin/mypy

# What it makes is soon garbage: with more room for that it takes a seventh less.
basedpyright: export NODE_OPTIONS ?= --max-semi-space-size=64
basedpyright: $(STAMP)
	$(VENV)/bin/basedpyright

dist: generate  ## the sdist and, from it, the wheel (5 s)
	$(PY) -m build --no-isolation

release-check: generate  ## both built, and the wheel installed alone, in a temporary folder (30 s)
	$(PY) -m tests.programs.release

# What alone would leave a core idle runs beside others; the output of each comes in one piece, when it has ended.
PIECES := --no-print-directory $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# `check` comes before anything regenerates, so that a drifted commit is seen. The tools of the stages are there already,
# but in an environment that `make install` made: then they come before two stages run at the same time.
ci: $(STAMP)  ## what .ci/run runs (12 min)
	$(MAKE) -j2 $(PIECES) basedpyright mypy rewritten-tests check lint
	$(MAKE) generate $(CI_STAMPS)
	$(MAKE) -j4 $(PIECES) ci-suite $(CI_STAGES)

# pytest rewrites the assertions of all tests, and remembers that: once here, and not in each worker of the suite at once.
rewritten-tests: $(STAMP)
	@$(PY) -m pytest --collect-only -q -q -n 0 >/dev/null

# The suite and three stages run beside each other: what waits for a network, a browser or a clock leaves its core to
# the others. The long ones first, so that neither core waits for the other at the end. What is generated is so by now.
# Beside the others no part needs as many workers as alone, and each worker imports and collects everything for itself.
CI_STAGES := ci-promises ci-pythons ci-crash ci-contract ci-browser ci-hosts ci-editors ci-world ci-release
STAGE := --no-print-directory --old-file=generate
.PHONY: mypy basedpyright rewritten-tests ci-suite $(CI_STAGES)
$(CI_STAGES): export PYTEST_XDIST_AUTO_NUM_WORKERS := 2
ci-suite: export PYTEST_XDIST_AUTO_NUM_WORKERS := 3
ci-pythons ci-contract: export PYTEST_XDIST_AUTO_NUM_WORKERS := 1

ci-suite:
	@HYPOTHESIS_PROFILE=ci $(PYTEST) -m "not soak"
ci-promises:
	@$(MAKE) $(STAGE) test-promises ARGS='-m "not soak"'
ci-pythons:
	@$(MAKE) $(STAGE) test-pythons ARGS="--others --share"
ci-crash:
	@$(MAKE) $(STAGE) crash KILLS=100 ONLY=share
ci-contract:
	@$(MAKE) $(STAGE) contract ONE_IN=12
ci-browser:
	@$(MAKE) $(STAGE) test-browser
ci-hosts:
	@$(MAKE) $(STAGE) test-hosts
ci-editors:
	@$(MAKE) $(STAGE) test-editors
ci-world:
	@$(MAKE) $(STAGE) world
ci-release:
	@$(MAKE) $(STAGE) release-check

clean:  ## remove environments, caches and output, but not generated/
	rm -rf $(VENV) .venv-* out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache
