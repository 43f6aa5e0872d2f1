#!/usr/bin/env bash
# From a fresh clone to a first search: installs what is missing, builds the programs,
# indexes corpus/ and searches it. Takes seconds when run again.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

say() { echo "\$ $*"; }

# Shows what a command prints only when it fails.
quietly() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  ((status == 0)) || printf '%s\n' "$output" >&2
  return "$status"
}

configure=(cmake --preset release)
# All that is installed, and no tests.
build=(cmake --build --preset release --target dsindex dssearch dsserve dseval dssearch_searcher dssearch_indexer)
index=(dsindex --index build/quickstart-index corpus)
search=(dssearch --index build/quickstart-index 强化学习 推理)

say scripts/setup.sh
scripts/setup.sh
# What one clone compiled, another one need not.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
fi
say "${configure[@]}"
quietly "${configure[@]}"
say "${build[@]}"
if [[ -t 1 ]]; then "${build[@]}"; else quietly "${build[@]}"; fi

release=$PWD/build/release
programs=$release/indexer:$release/searcher/cli:$release/searcher/server
export PATH="$programs:$PATH"
# An older checkout may have written it in another format.
rm -rf build/quickstart-index
say "${index[@]}"
"${index[@]}"
say "${search[@]}"
"${search[@]}"

echo
echo "To use the programs from here: export PATH=\"$programs:\$PATH\""
echo "To search in a browser:        dsserve --index build/quickstart-index"
echo "What they can do:              dssearch --help, dsindex --help, dsserve --help, README.md"
