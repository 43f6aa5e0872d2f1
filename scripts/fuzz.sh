#!/usr/bin/env bash
# Builds the targets of tests/fuzz/ and runs each for some seconds: scripts/fuzz.sh [SECONDS] (60).
# New inputs stay in build/fuzz/corpus/ for the next run; inputs that crash, in build/fuzz/crashes/.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

seconds=${1:-60}
if [[ ! "$seconds" =~ ^[1-9][0-9]*$ ]]; then
  echo "fuzz: '$seconds' is not a number of seconds" >&2
  echo "hint: scripts/fuzz.sh [SECONDS]" >&2
  exit 2
fi

# Shows what a command prints only when it fails.
quietly() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  ((status == 0)) || printf '%s\n' "$output" >&2
  return "$status"
}

scripts/setup.sh --fuzz
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
quietly cmake --preset fuzz
quietly cmake --build --preset fuzz

failed=0
for program in build/fuzz/tests/fuzz/*_fuzz; do
  target=$(basename "${program%_fuzz}")
  corpus=build/fuzz/corpus/$target crashes=build/fuzz/crashes/$target log=build/fuzz/$target.log
  mkdir -p "$corpus" "$crashes"
  # New inputs go to the first folder.
  if "$program" -max_total_time="$seconds" -timeout=10 \
    -artifact_prefix="$crashes/" "$corpus" "tests/fuzz/corpus/$target" &>"$log"; then
    echo "fuzz: $target: $(tail -n 1 "$log")"
  else
    failed=1
    tail -n 40 "$log" >&2
    echo "fuzz: $target failed; an input that crashes it is in $crashes/, the log is $log" >&2
  fi
done
exit "$failed"
