#!/usr/bin/env bash
# Installs what is missing, builds a preset (dev, or the one given: asan, tsan, release)
# and runs every test.
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

# The page is tested in a browser once, not under each sanitizer.
setup=(scripts/setup.sh)
if [[ $preset == dev ]]; then setup+=(--browser); fi
say "${setup[@]}"
"${setup[@]}"
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
say "${configure[@]}"
quietly "${configure[@]}"
say "${build[@]}"
if [[ -t 1 ]]; then "${build[@]}"; else quietly "${build[@]}"; fi
say "${test[@]}"
"${test[@]}"
