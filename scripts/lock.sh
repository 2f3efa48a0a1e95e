#!/usr/bin/env bash
# Writes requirements.lock and package-lock.json: exact versions and hashes, no address.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
  --generate-hashes --strip-extras --no-header --no-annotate --no-emit-index-url \
  --no-emit-find-links --quiet --output-file requirements.lock "$@" >/dev/null

# Away from node_modules: beside it npm forgets the packages of other platforms.
bare="$(mktemp -d)"
trap 'rm -rf "$bare"' EXIT
cp .npmrc package.json "$bare"
[[ " $* " == *" --upgrade "* ]] || cp package-lock.json "$bare"
for workspace in wire web_widget agent_workspace; do
  mkdir "$bare/$workspace"
  cp "$workspace/package.json" "$bare/$workspace"
done
PREFIX="$bare" scripts/npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
# A registry may lack the binary of a platform; npm ci would refuse a lock that only mentions it.
.venv/bin/python - "$bare/package-lock.json" >package-lock.json <<'PY'
import json, sys

lock = json.load(open(sys.argv[1]))
for entry in lock["packages"].values():
    for name in list(entry.get("optionalDependencies", ())):
        if f"node_modules/{name}" not in lock["packages"]:
            del entry["optionalDependencies"][name]
print(json.dumps(lock, indent=2, ensure_ascii=False))
PY

if grep -nE '://|^-' requirements.lock || grep -nE '"resolved": *"[^"]*//' package-lock.json; then
  echo "a lock names an address: see above" >&2
  exit 1
fi
