# `make demo` and `make test` set everything up by themselves, inside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Matplotlib keeps its list of fonts here rather than under the home folder.
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib

.DEFAULT_GOAL := demo
.PHONY: demo test check lock clean bench pictures attack semantic

demo: $(VENV)/run.stamp
	$(BIN)/boucle demo $(DEMO)

test: $(VENV)/work.stamp
	$(BIN)/python -m pytest $(TEST)

check: $(VENV)/work.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Boucle needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# What running needs: enough for `make demo`.
$(VENV)/run.stamp: lock/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r lock/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot handlers storage connectors workspace
	@touch $@

# What working on it needs as well: tests, types, format.
$(VENV)/work.stamp: lock/work.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r lock/work.txt
	@touch $@

# What reading by meaning needs as well (91 MB); neither the demo nor the tests need it.
semantic: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r lock/semantic.txt

# Kills the bot a thousand times (or ATTACK_KILLS=…, by the plan of ATTACK_SEED=…) and counts.
attack: $(VENV)/work.stamp
	$(BIN)/python -m tests.attack

bench: $(VENV)/work.stamp
	$(BIN)/python -m bench

# The pictures of README and docs, taken of the running demo and workspace.
pictures: $(VENV)/work.stamp
	$(BIN)/python -m docs.draw_loop
	$(BIN)/python -m docs.take_pictures
	$(BIN)/python -m docs.take_workspace_pictures

lock: | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra build -o lock/run.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra build --extra postgres --extra test --extra workshop \
	  -c lock/run.txt -o lock/work.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra semantic -c lock/run.txt -o lock/semantic.txt pyproject.toml

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
