#!/usr/bin/env bash
# Tests the page in chromium. run.sh DSSERVE DSINDEX CORPUS NODE_MODULES
# Ends with 77, which ctest takes for "skipped", where what scripts/setup.sh --browser
# installs is not there.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
export DSSERVE=$1 DSINDEX=$2 CORPUS=$3
modules=$4
if [[ ! -x /usr/bin/chromium || ! -d $modules/playwright-core ]] || ! command -v node >/dev/null; then
  echo "browser: chromium, node or their modules are missing: scripts/setup.sh --browser" >&2
  exit 77
fi
# Modules are looked for beside the tests, and nothing may be written there.
work=$(dirname "$modules")
cp "$here"/*.mjs "$here"/package.json "$work"/
cd "$work"
exec node --test --test-reporter=spec page.test.mjs
