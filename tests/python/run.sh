#!/usr/bin/env bash
# Tests the module for Python as it is installed. run.sh CMAKE BUILD DSSEARCH DSINDEX VENV [wheel]
# With "wheel", builds the wheel instead and imports it in an environment of its own. Ends with 77,
# which ctest takes for "skipped", where what scripts/setup.sh --python installs is not there.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
cmake=$1 build=$2 venv=$5 mode=${6:-installed}
export DSSEARCH=$3 DSINDEX=$4 PYTHONDONTWRITEBYTECODE=1
if [[ ! -x $venv/bin/pytest ]]; then
  echo "python: packages for the tests are missing: scripts/setup.sh --python" >&2
  exit 77
fi
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$here/../.."

if [[ $mode == wheel ]]; then
  "$venv/bin/pip" wheel . --quiet --disable-pip-version-check --no-build-isolation --no-deps \
    --wheel-dir "$temporary"
  /usr/bin/python3 -m venv "$temporary/venv"
  "$temporary/venv/bin/pip" install --quiet --disable-pip-version-check --no-index \
    "$temporary"/dssearch-*.whl
  "$DSINDEX" -q --index "$temporary/index" corpus
  "$temporary/venv/bin/python" -W error searcher/python/examples/tour.py "$temporary/index"
  exit
fi

"$cmake" --install "$build" --component python --prefix "$temporary" >/dev/null
packages=$temporary/lib/python3/dist-packages
export PYTHONPATH=$packages
"$venv/bin/pytest" -q -p no:cacheprovider tests/python
cache=$(dirname "$venv")/mypy
"$venv/bin/mypy" --cache-dir "$cache" "$packages/dssearch" tests/python searcher/python/examples/tour.py
# Classes of pybind11 have a metaclass of its own, and an __init__ also where nothing makes them.
printf 'dssearch[.]_dssearch[.](Cursor|Searcher|Writer)\ndssearch[.]_dssearch[.]Cursor[.]__init__\n' \
  >"$temporary/allowed"
cd "$temporary"
"$venv/bin/python" -m mypy.stubtest --concise --allowlist allowed dssearch._dssearch
