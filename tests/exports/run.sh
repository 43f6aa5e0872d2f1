#!/usr/bin/env bash
# Tests exports with parsers of others. run.sh DSSEARCH DSINDEX NODE_MODULES
# Ends with 77, which ctest takes for "skipped", where what scripts/setup.sh --exports
# installs is not there.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
export DSSEARCH=$1 DSINDEX=$2 PAPERS=$here/papers.jsonl
modules=$3
if [[ ! -d $modules/@citation-js/core ]] || ! command -v node >/dev/null; then
  echo "exports: node or its modules are missing: scripts/setup.sh --exports" >&2
  exit 77
fi
# Modules are looked for beside the tests, and nothing may be written there.
work=$(dirname "$modules")
cp "$here"/*.mjs "$here"/package.json "$work"/
cd "$work"
exec node --test --test-reporter=spec exports.test.mjs
