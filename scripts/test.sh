#!/usr/bin/env bash
# Installs what is missing, builds a preset (dev, which has sanitizers, or the one given: release,
# tsan) and runs its tests.
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

preset=${1:-dev}
configure=(cmake --preset "$preset")
build=(cmake --build --preset "$preset")
test=(ctest --preset "$preset" --no-tests=error)

# The page is tested in a browser once, not with each preset, and so are exports by other parsers and
# the server behind nginx; the module for Python where it has no sanitizers, which Python lacks.
setups=("")
if [[ $preset == dev ]]; then setups=(--browser --exports --nginx); fi
if [[ $preset == release ]]; then setups=(--python); fi
for with in "${setups[@]}"; do
  setup=(scripts/setup.sh ${with:+"$with"})
  say "${setup[@]}"
  "${setup[@]}"
done
# What one clone compiled, another one need not.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
fi
say "${configure[@]}"
quietly "${configure[@]}"
say "${build[@]}"
if [[ -t 1 ]]; then "${build[@]}"; else quietly "${build[@]}"; fi
say "${test[@]}"
"${test[@]}"
