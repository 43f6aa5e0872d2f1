#!/usr/bin/env bash
# Loads dsserve with wrk and prints throughput, latencies, errors and the memory of the server:
#   scripts/load/run.sh INDEX [SECONDS [CONNECTIONS [PRESET]]]
# Asked are words from titles of the index, mixed: most through the API with facets, one in ten each
# with a filter, as the page, and as suggestions. DSSERVE=PROGRAM loads another program than the
# preset's, such as that of an earlier commit.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
# shellcheck source=scripts/load/serve.sh
source "$here/serve.sh"

index=${1:-} seconds=${2:-30} connections=${3:-64} preset=${4:-release}
dsserve=${DSSERVE:-$root/build/$preset/searcher/server/dsserve}
need load "$index" "scripts/load/run.sh INDEX [SECONDS [CONNECTIONS [PRESET]]]" wrk curl "$dsserve"

serve "$dsserve" "$index"
echo "$(wc -l <"$work/paths") addresses, $connections connections, $seconds s, $(nproc) processors"
PATHS=$work/paths wrk -t 2 -c "$connections" -d 5 -s "$here/requests.lua" "$at" >/dev/null
echo "memory after 5 s: $(resident)"
PATHS=$work/paths wrk -t 2 -c "$connections" -d "$seconds" --timeout 10 -s "$here/requests.lua" "$at" |
  tail -n 1
echo "memory at the end: $(resident)"
curl -sf "$at/metrics" | awk '/^dsserve_requests_total/ && $0 !~ /status="200"/' || true
end_server
