# Everything that a person runs. A fresh Debian or Ubuntu needs python3 and make, no more:
# each target sets up what it needs first (scripts/setup.sh), once.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN = $(VENV)/bin
OUT ?=
TESTS ?= tests
# Processes of pytest: each has a Spark of its own, whose tests stay together.
JOBS ?= 2
PAPERS ?= 20
PYTEST := -m pytest -n $(JOBS) --dist loadfile
SCRIPTS := $(wildcard scripts/*.sh) .ci/run

.PHONY: help setup demo test test-spark35 pack cluster-test wheel-test bench check format docs site golden lock clean distclean

help:  ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1	/p' Makefile | expand -t 16

setup:  ## .venv with the locked dependencies, and a Java
	@bash scripts/setup.sh $(VENV) requirements/spark41.txt

ifdef PDFS
demo: setup  ## titles, authors and references of sample papers, or of PDFS=DIR (results: OUT=DIR)
	@$(BIN)/spv2 parse "$(PDFS)" --out "$(or $(OUT),out/$(shell basename "$(PDFS)"))"
else
demo: setup
	@$(BIN)/spv2 demo --out "$(or $(OUT),demo-out)"
endif

test: setup  ## the tests (TESTS=tests/room for a part of them, JOBS=1 for one after the other)
	@$(BIN)/python $(PYTEST) $(TESTS)

test-spark35: VENV := .venv-spark35
test-spark35:  ## the tests on the oldest Spark that is supported, in an environment of its own
	@bash scripts/setup.sh $(VENV) requirements/spark35.txt
	@$(BIN)/python $(PYTEST) $(TESTS)

pack: setup  ## dist/environment.tar.gz: the runtime for --archives, and the project as a wheel
	@bash scripts/pack.sh $(BIN)/python dist

cluster-test: pack  ## the nightly run on a standalone cluster, from the archive (PAPERS=350 for more)
	@SPV2_CLUSTER=1 PAPERS=$(PAPERS) $(BIN)/python -m pytest -q tests/cluster

wheel-test: setup  ## the wheel, and what an image holds, each in an empty environment
	@SPV2_WHEEL=1 $(BIN)/python -m pytest -q tests/wheel

bench: PAPERS = 500
bench: setup  ## speed and memory on one page, OUT or bench.md (PDFS=DIR; PAPERS=500, 40 minutes)
ifndef PDFS
	@$(BIN)/spv2 demo --out build/demo > /dev/null
endif
	@$(BIN)/python benchmarks/everything.py "$(or $(PDFS),build/demo/pdfs)" \
		--out "$(or $(OUT),bench.md)" --papers $(PAPERS)

check: setup  ## lint, format, types, import contracts, generated pages, syntax of the scripts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m scripts.write_docs --check
	@for script in $(SCRIPTS); do bash -n "$$script" || exit 1; done

format: setup  ## format the code, and correct what ruff can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: setup  ## write the generated parts of docs/ anew
	@$(BIN)/python -m scripts.write_docs

site: setup  ## the pages of docs/ as a site, in build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build -f conf/mkdocs.yml
	@echo build/site/index.html

golden: setup  ## record what rooms of new versions make of the packaged papers (tests/golden)
	@$(BIN)/python -m tests.golden.record

lock:  ## write the locks anew; UV="--upgrade" for the newest of everything
	@bash scripts/lock.sh $(UV)

clean:  ## away with caches and build folders; results (out, demo-out) stay
	rm -rf spark-warehouse metastore_db derby.log build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean  ## and with the environments
	rm -rf .venv .venv-*
