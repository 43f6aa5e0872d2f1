#!/usr/bin/env bash
# Ends the nodes that start.sh started in FOLDER, and waits for them:
#   scripts/cluster/stop.sh [FOLDER]
# Their data stays there.
set -euo pipefail
root=$(realpath "$(dirname "$(realpath "$0")")/../..")
folder=${1:-$root/build/cluster/nodes}

ids=()
for file in "$folder"/node*.pid; do
  [[ -e $file ]] || continue
  id=$(cat "$file")
  # Another process may have the number of one that ended by itself.
  if grep -qsz ClusterNode "/proc/$id/cmdline"; then
    kill -CONT "$id"
    kill "$id"
    ids+=("$id")
  fi
  rm "$file"
done
for id in "${ids[@]}"; do
  for ((waited = 0; waited < 300; ++waited)); do
    kill -0 "$id" 2>/dev/null || continue 2
    sleep .1
  done
  kill -9 "$id" 2>/dev/null || true
done
