#!/usr/bin/env bash
# Tests that the unit of systemd is one, and leaves the program no more than it needs.
# systemd.sh UNIT
# Ends with 77, which ctest takes for "skipped", where there is no systemd-analyze.
set -euo pipefail

if ! command -v systemd-analyze >/dev/null; then
  echo "systemd: there is no systemd-analyze here" >&2
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Whether the program is installed is not what is tested.
sed 's/^ExecStart=[^ ]*/ExecStart=\/bin\/true/' "$1" >"$work/dsserve@papers.service"
systemd-analyze verify --man=no "$work/dsserve@papers.service"
# Tenths of the exposure level, of which 100 is the worst.
systemd-analyze security --offline=yes --no-pager --threshold=20 "$work/dsserve@papers.service" |
  grep 'exposure level'
