#!/usr/bin/env bash
# Loads dsserve with wrk and prints throughput, latencies, errors and the memory of the server:
#   scripts/load/run.sh INDEX [SECONDS [CONNECTIONS [PRESET]]]
# Asked are words from titles of the index, mixed: most through the API with facets, one in ten each
# with a filter, as the page, and as suggestions.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")

if [[ ! -d "${1:-}" ]]; then
  echo "load: no index at '${1:-}'" >&2
  echo "hint: scripts/load/run.sh INDEX [SECONDS [CONNECTIONS [PRESET]]]" >&2
  exit 2
fi
index=$1 seconds=${2:-30} connections=${3:-64} preset=${4:-release}
dsserve=$root/build/$preset/searcher/server/dsserve
for program in wrk curl "$dsserve"; do
  command -v "$program" >/dev/null && continue
  echo "load: there is no $program" >&2
  echo "hint: scripts/setup.sh --load; cmake --preset $preset && cmake --build --preset $preset" >&2
  exit 2
done

work=$(mktemp -d)
: >"$work/log"
"$dsserve" --quiet --index "$index" --port 0 2>>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" || true; rm -rf "$work"' EXIT
until grep -q serves "$work/log"; do
  kill -0 "$server" || { cat "$work/log" >&2; exit 2; }
  sleep 0.1
done
at=$(grep -o 'http://[^/]*' "$work/log")

# Two to five words of the newest and of the oldest titles, words that CSV quotes left out.
for sort in newest oldest; do curl -sf "$at/api/export?format=csv&sort=$sort"; done |
  awk -F, 'NR > 1 && $2 !~ /"/ {
    n = split($2, word, /[^A-Za-z0-9]+/); text = ""
    for (i = 1 + NR % 3; i <= n && i <= 3 + NR % 3 + NR % 4; i++)
      if (word[i] != "") text = text (text == "" ? "" : "+") word[i]
    if (text == "") next
    if (NR % 10 == 1) print "/api/search?lang=en&facets=domain,date:year,author:10&q=" text
    else if (NR % 10 == 2) print "/?q=" text
    else if (NR % 10 == 3) print "/api/suggest?q=" text
    else print "/api/search?q=" text
  }' >"$work/paths"
resident() { awk '/VmRSS/ { printf "%d MB\n", $2 / 1024 }' "/proc/$server/status"; }

echo "$(wc -l <"$work/paths") addresses, $connections connections, $seconds s, $(nproc) processors"
PATHS=$work/paths wrk -t 2 -c "$connections" -d 5 -s "$here/requests.lua" "$at" >/dev/null
echo "memory after 5 s: $(resident)"
PATHS=$work/paths wrk -t 2 -c "$connections" -d "$seconds" --timeout 10 -s "$here/requests.lua" "$at" |
  tail -n 1
echo "memory at the end: $(resident)"
curl -sf "$at/metrics" | awk '/^dsserve_requests_total/ && $0 !~ /status="200"/' || true

# A sanitizer says what it found in the log, and by the status.
kill "$server"
if ! wait "$server"; then
  cat "$work/log" >&2
  exit 1
fi
