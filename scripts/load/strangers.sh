#!/usr/bin/env bash
# Measures how long a user of dsserve waits beside strangers who hold its connections: idle ones,
# heads and bodies that come byte by byte, exports that are read slowly, a flood of connections.
#   scripts/load/strangers.sh INDEX [SECONDS [ROUNDS [PRESET]]]
# Prints a Markdown table of medians of rounds (2), each row of which takes so many seconds (20); in
# parentheses how many times the figure without strangers. The user asks for 50 addresses a second,
# as run.sh does, and for one in five by a new connection. Fails where anything that the user asks
# for fails, or a median is more than twice or a 99th percentile more than five times the first row's.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
# shellcheck source=scripts/load/serve.sh
source "$here/serve.sh"

index=${1:-} seconds=${2:-20} rounds=${3:-2} preset=${4:-release}
dsserve=${DSSERVE:-$root/build/$preset/searcher/server/dsserve}
strangers=$root/build/$preset/tests/strangers
need strangers "$index" "scripts/load/strangers.sh INDEX [SECONDS [ROUNDS [PRESET]]]" curl "$dsserve" "$strangers"

serve "$dsserve" "$index"
status=0
"$strangers" "${at##*:}" "$work/paths" "$seconds" "$rounds" || status=$?
end_server
exit "$status"
