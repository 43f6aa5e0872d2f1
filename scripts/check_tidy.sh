#!/usr/bin/env bash
# Runs clang-tidy with the checks of .clang-tidy over the sources that the dev preset compiles.
# Configures build/tidy for it; builds nothing. Not over the tests: GoogleTest's macros take
# it ten minutes, and find nothing but themselves; and not over what the build writes.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

if ! command -v clang-tidy >/dev/null; then
  echo "check_tidy: clang-tidy is not installed" >&2
  echo "hint: scripts/setup.sh --ci" >&2
  exit 2
fi

# g++ judges the compiler's warnings; clang need not know them all.
if ! output=$(cmake --preset dev -B build/tidy -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
  -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF 2>&1); then
  printf '%s\n' "$output" >&2
  exit 1
fi
tidy=(clang-tidy -p build/tidy --quiet --extra-arg=-Wno-unknown-warning-option)

sed -n 's/^ *"file": "\(.*\)",*$/\1/p' build/tidy/compile_commands.json |
  grep -vF -e "$PWD/tests/" -e "$PWD/build/" | sort -u |
  tr '\n' '\0' | xargs -0 -r -n 1 -P "$(nproc)" "${tidy[@]}" 2>&1 |
  sed '/^[0-9]* warnings\{0,1\} generated\.$/d'
