#!/usr/bin/env bash
# Runs clang-tidy with the checks of .clang-tidy over the sources that changed since the last tag or,
# where there is none, since this branch left origin/main; on main itself over those of the last
# commit. With --all over all sources that the dev preset compiles, which takes some ten minutes.
# Configures build/tidy for it; builds nothing. Not over the tests: GoogleTest's macros take
# it ten minutes, and find nothing but themselves; and not over what the build writes.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

case "${1:-}" in
  "")
    base=$(git describe --tags --abbrev=0 2>/dev/null || git merge-base HEAD origin/main 2>/dev/null || true)
    if [[ -z "$base" || "$(git rev-parse "$base^{commit}")" == "$(git rev-parse HEAD)" ]]; then
      base=$(git rev-parse --quiet --verify HEAD~1 || git hash-object -t tree /dev/null)
    fi
    ;;
  --all) base= ;;
  *)
    echo "check_tidy: unknown argument '$1'" >&2
    echo "hint: scripts/check_tidy.sh [--all]" >&2
    exit 2
    ;;
esac

if ! command -v clang-tidy >/dev/null; then
  echo "check_tidy: clang-tidy is not installed" >&2
  echo "hint: scripts/setup.sh --ci" >&2
  exit 2
fi

# g++ judges the compiler's warnings; clang need not know them all.
if ! output=$(cmake --preset dev -B build/tidy -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
  -DDSSEARCH_PYTHON=ON \
  -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF 2>&1); then
  printf '%s\n' "$output" >&2
  exit 1
fi
tidy=(clang-tidy -p build/tidy --quiet --extra-arg=-Wno-unknown-warning-option)

sources() {
  sed -n 's/^ *"file": "\(.*\)",*$/\1/p' build/tidy/compile_commands.json |
    grep -vF -e "$PWD/tests/" -e "$PWD/build/" | sort -u
}

# A header is checked with the source of the same name.
changed() {
  git diff --name-only --diff-filter=d "$base" -- '*.cc' '*.h' | sed 's/[.][ch]*$/.cc/' | sort -u |
    while IFS= read -r file; do printf '%s\n' "$PWD/$file"; done
}

if [[ -z "$base" ]]; then sources; else comm -12 <(sources) <(changed | sort -u); fi |
  tr '\n' '\0' | xargs -0 -r -n 1 -P "$(nproc)" "${tidy[@]}" 2>&1 |
  sed '/^[0-9]* warnings\{0,1\} generated\.$/d'
