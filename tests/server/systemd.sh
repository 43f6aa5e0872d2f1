#!/usr/bin/env bash
# Tests that units of systemd are such, and leave the programs no more than they need.
# systemd.sh UNIT.in...
# Ends with 77, which ctest takes for "skipped", where there is no systemd-analyze.
set -euo pipefail

if ! command -v systemd-analyze >/dev/null; then
  echo "systemd: there is no systemd-analyze here" >&2
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
units=()
for unit in "$@"; do
  name=$(basename "$unit" .in)
  units+=("$work/${name/@/@papers}")
  # Whether the program is installed is not what is tested.
  sed 's/^ExecStart=[^ ]*/ExecStart=\/bin\/true/' "$unit" >"${units[-1]}"
done
systemd-analyze verify --man=no "${units[@]}"
# The time in the manual page is one.
calendar=$(sed -n "s/.*--on-calendar='\\([^']*\\)'.*/\\1/p" "$(dirname "$(realpath "$0")")/../../searcher/cli/dssearch.1")
systemd-analyze calendar "$calendar" >/dev/null
for unit in "${units[@]}"; do
  [[ "$unit" == *.service ]] || continue
  # Tenths of the exposure level, of which 100 is the worst.
  systemd-analyze security --offline=yes --no-pager --threshold=20 "$unit" |
    grep 'exposure level'
done
