# The two commands of the README, each with all of its set-up.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := check
.PHONY: check test test-all test-site test-engines coverage coverage-all matrix mutation benchmarks docs screenshots site-report lint format lock release clean

$(VENV)/.ready: lock/dev.txt pyproject.toml dataset/rows/package.yaml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r lock/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.docs: $(VENV)/.ready lock/docs.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r lock/docs.txt
	touch $@

check: $(VENV)/.ready  ## Check the dataset, build it, print the timeline.
	$(BIN)/summitdata check dataset
	$(BIN)/summitdata build dataset
	$(BIN)/frictionless validate dataset/datapackage.json
	$(BIN)/summitdata timeline

test: $(VENV)/.ready lint  ## Everything that must hold before a change is merged.
	$(BIN)/summitdata fmt --check dataset
	$(BIN)/summitdata check dataset
	$(BIN)/summitdata build --check dataset
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --ignore=tests/browser

test-all: $(VENV)/.ready lint test-site  ## Those tests, the slow ones, and those of the site.
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/browser

test-site: $(VENV)/.docs  ## Build the site, walk its links, and try every kind of page in Chromium, where there is one.
	$(BIN)/mkdocs build --strict --quiet --site-dir build/site
	MYPYPATH=src:tests:tests/browser $(BIN)/mypy --explicit-package-bases tests/browser/*.py
	SUMMITDATA_SITE=build/site $(BIN)/python -m pytest -n 2 --dist worksteal tests/browser

$(VENV)/.engines: $(VENV)/.ready lock/engines.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r lock/engines.txt
	touch $@

test-engines: $(VENV)/.engines  ## The tests that need Spark, with Java 17, or an object store.
	$(BIN)/python -m pytest tests/test_engines*.py -k 'spark or stores'

COVERED := */summitdata/rules/*,*/summitdata/rows/*,*/summitdata/reports/*
COVERING := $(wildcard tests/test_rule*.py tests/test_rows*.py tests/test_reports*.py) \
    tests/test_catalogue.py tests/test_evidence.py tests/test_comparing.py tests/test_engines.py tests/test_rowwise.py

coverage: $(VENV)/.ready  ## Every branch of the rules, the reader and the reports is taken by their own tests.
	$(BIN)/python -m pytest -n auto --dist worksteal $(COVERING) --cov --cov-report=
	$(BIN)/coverage report --include='$(COVERED)' --fail-under=100

coverage-all: $(VENV)/.ready  ## All tests, with the branches of all modules that they miss.
	$(BIN)/python -m pytest -n auto --ignore=tests/browser --cov --cov-report=term

lint: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.ready  ## Give code and rows their canonical form.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/summitdata fmt dataset

matrix: $(VENV)/.ready  ## Hold what the checks catch against the published figures (TEXTS: the folder of the articles).
	$(BIN)/python -m proofs.corruption --check $(if $(TEXTS),--texts $(TEXTS))

mutation: $(VENV)/.ready lock/mutation.txt  ## Change the rules a little, and see whether their tests notice.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r lock/mutation.txt
	$(BIN)/python -m proofs.mutation

$(VENV)/.benchmarks: $(VENV)/.ready lock/benchmarks.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r lock/benchmarks.txt
	touch $@

benchmarks: $(VENV)/.benchmarks  ## Measure the engines beside others, and write the pages and plots (OPTIONS: see python -m benchmarks --help).
	$(BIN)/python -W ignore -m benchmarks $(OPTIONS)

docs: $(VENV)/.docs  ## Serve the site, and write it anew when a page or the built tables change.
	$(BIN)/mkdocs serve --watch dataset/datapackage.json --watch CHANGELOG.md --watch CONTRIBUTING.md

screenshots: $(VENV)/.docs  ## Take every kind of page at two widths in both colours, into build/screenshots.
	$(BIN)/mkdocs build --strict --quiet --site-dir build/site
	$(BIN)/python tests/browser/screenshots.py build/site build/screenshots

site-report: $(VENV)/.docs  ## Write down what axe, LinkChecker and hostile records say of the site, in build/site-report.md.
	$(BIN)/mkdocs build --strict --quiet --site-dir build/site
	$(BIN)/python tests/browser/report.py build/site build/site-report.md

release: $(VENV)/.ready matrix  ## Everything of a release up to the upload: measure and judge it, make its files, prove them.
	$(BIN)/summitdata release dataset --out dist/release
	$(BIN)/summitdata verify dist/release
	for file in dist/release/*-data.zip; do $(BIN)/summitdata verify "$$file"; done

lock:  ## Write the hashed lock anew from pyproject.toml (needs uv).
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-package summitdata --output-file lock/dev.txt --quiet
	uv pip compile pyproject.toml --extra dev --extra docs --universal --python-version 3.11 --generate-hashes \
	    --no-emit-package summitdata --output-file lock/docs.txt --quiet
	uv pip compile pyproject.toml --extra dev --extra mutation --universal --python-version 3.11 --generate-hashes \
	    --no-emit-package summitdata --output-file lock/mutation.txt --quiet
	uv pip compile pyproject.toml --extra dev --extra engines --universal --python-version 3.11 --generate-hashes \
	    --no-emit-package summitdata --output-file lock/engines.txt --quiet
	uv pip compile pyproject.toml --extra dev --extra benchmarks --universal --python-version 3.11 --generate-hashes \
	    --no-emit-package summitdata --output-file lock/benchmarks.txt --quiet

clean:
	rm -rf $(VENV) build dist site .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
