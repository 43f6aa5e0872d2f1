#!/usr/bin/env bash
# Checks that every C++ file is formatted as .clang-format says. With --fix, formats them in place.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

case "${1:-}" in
  "") mode=(--dry-run --Werror) ;;
  --fix) mode=(-i) ;;
  *)
    echo "check_format: unknown argument '$1'" >&2
    echo "hint: scripts/check_format.sh [--fix]" >&2
    exit 2
    ;;
esac
if ! command -v clang-format >/dev/null; then
  echo "check_format: clang-format is not installed" >&2
  echo "hint: scripts/setup.sh --ci" >&2
  exit 2
fi

# git also lists files that were deleted but not yet staged.
git ls-files -coz --exclude-standard -- '*.cc' '*.h' |
  while IFS= read -rd '' file; do [[ ! -f "$file" ]] || printf '%s\0' "$file"; done |
  xargs -0 -r clang-format "${mode[@]}" --
