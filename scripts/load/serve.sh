# For the scripts beside it, which source this: starts dsserve, and makes addresses to ask for.

# need NAME INDEX USAGE PROGRAM...: ends the script NAME where there is no index or a program is not there.
need() {
  local name=$1 index=$2 usage=$3 program
  if [[ ! -d "$index" ]]; then
    echo "$name: no index at '$index'" >&2
    echo "hint: $usage" >&2
    exit 2
  fi
  for program in "${@:4}"; do
    command -v "$program" >/dev/null && continue
    echo "$name: there is no $program" >&2
    echo "hint: scripts/setup.sh --load; cmake --preset $preset && cmake --build --preset $preset" >&2
    exit 2
  done
}

# serve PROGRAM INDEX: $server is its process, $at its address, $work a folder that goes with it, and
# $work/paths the addresses, made of words from titles of the index.
serve() {
  work=$(mktemp -d)
  : >"$work/log"
  "$1" --quiet --index "$2" --port 0 2>>"$work/log" &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; wait "$server" || true; rm -rf "$work"' EXIT
  until grep -q serves "$work/log"; do
    kill -0 "$server" || { cat "$work/log" >&2; exit 2; }
    sleep 0.1
  done
  at=$(grep -o 'http://[^/]*' "$work/log")

  # Two to five words of the newest and of the oldest titles, words that CSV quotes left out.
  for sort in newest oldest; do curl -sf "$at/api/export?format=csv&sort=$sort&limit=1000"; done |
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
}

resident() { awk '/VmRSS/ { printf "%d MB\n", $2 / 1024 }' "/proc/$server/status"; }

# Ends the server. A sanitizer says what it found in the log, and by the status.
end_server() {
  kill "$server"
  if ! wait "$server"; then
    cat "$work/log" >&2
    exit 1
  fi
}
