# The few commands of daily work; each sets up what it needs and says what it does.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test journeys proof check format lock words sbom migrations setup clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "== setting up $(VENV) from locked versions (about a minute the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m willet.ui.languages compile
	@touch $@

demo: setup ## simulate a call centre, import it, serve it on http://127.0.0.1:8000
	@$(BIN)/willet demo

# Three at a time on two cores: while one waits for a browser, a server or a process, the others work.
test: setup ## run the quick tests of every rule; says loudly what it had to leave out
	@$(BIN)/python -m pytest -n 3 --dist loadgroup --layer quick

journeys: setup ## run what walks from end to end: browser, processes, both databases, whole laws
	@$(BIN)/python -m pytest -n 3 --dist loadgroup --layer journeys

# How much of the long proofs is run; only whole ones are written down.
PROOF ?= 1
PROVED := $(if $(filter 1,$(PROOF)),benchmarks/results.md,/dev/null)

proof: setup ## the long proofs: marked tests, files that mean harm, kill -9, random histories; PROOF=0.1 for a tenth
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --layer proofs --share $(PROOF)
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target proof-fuzz proof-histories proof-kill_rounds

# Two side by side, one to a core.
proof-%: setup
	@$(BIN)/python -m benchmarks.$* --share $(PROOF) --results $(PROVED)

check: setup ## format, lint, types, import contract
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## work out requirements.lock anew: every version with its hashes, no addresses
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra notebook --extra postgres --extra pdf --extra mail --group dev --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra postgres --extra mail --constraint requirements.lock --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file requirements.product.lock

words: setup ## gather the sentences of the code into the word lists, say which lack a translation, compile them
	@$(BIN)/python -m willet.ui.languages extract
	@$(BIN)/python -m willet.ui.languages missing
	@$(BIN)/python -m willet.ui.languages compile

sbom: setup ## sbom.json: what the product is made of (CycloneDX), from the locked versions
	@$(BIN)/cyclonedx-py requirements --output-reproducible --of JSON --output-file sbom.json requirements.lock

migrations: setup ## write what the rooms' tables lack
	@$(BIN)/python -m django makemigrations --settings=willet.site.settings

clean: ## forget the environment and the demo; ./willet-home, where your own calls are, stays
	rm -rf $(VENV) willet-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
