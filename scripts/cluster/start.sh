#!/usr/bin/env bash
# Starts a cluster of OpenSearch on this machine, and prints the addresses of its nodes once it is
# green, with commas between:
#   scripts/cluster/start.sh [FOLDER [NODES [PORT]]]
# FOLDER (build/cluster/nodes) gets data, logs and process ids; stop.sh ends what these name. There
# are 3 nodes, which answer from PORT (9400) on. HEAP=1500m is the memory of each. Needs
# scripts/setup.sh --cluster.
set -euo pipefail
root=$(realpath "$(dirname "$(realpath "$0")")/../..")
folder=${1:-$root/build/cluster/nodes} nodes=${2:-3} port=${3:-9400}
jars=$root/build/cluster/target

fail() {
  printf 'cluster: %s\nhint: %s\n' "$1" "$2" >&2
  exit 2
}
[[ -d $jars/dependency ]] || fail "OpenSearch is not here" "scripts/setup.sh --cluster"
mkdir -p "$folder"
for ((i = 0; i < nodes; ++i)); do
  ! kill -0 "$(cat "$folder/node$i.pid" 2>/dev/null || echo none)" 2>/dev/null ||
    fail "a node runs in $folder already" "scripts/cluster/stop.sh $folder"
done

addresses=()
for ((i = 0; i < nodes; ++i)); do
  mkdir -p "$folder/node$i"
  # shellcheck disable=SC2016  # Java's own
  setsid java -Xms"${HEAP:-1500m}" -Xmx"${HEAP:-1500m}" -Dopensearch.path.home="$folder/node$i" \
    -Dlog4j2.disable.jmx=true -cp "$jars/classes:$jars/dependency/*" ClusterNode "$folder" "$nodes" "$i" "$port" \
    </dev/null >"$folder/node$i.log" 2>&1 &
  echo $! >"$folder/node$i.pid"
  addresses+=("http://127.0.0.1:$((port + i))")
done

for ((waited = 0; waited < 180; ++waited)); do
  sleep 1
  health=$(curl -sf "${addresses[0]}/_cluster/health" || true)
  if [[ $health == *'"status":"green"'* && $health == *"\"number_of_nodes\":$nodes,"* ]]; then
    (IFS=,; echo "${addresses[*]}")
    exit 0
  fi
  for ((i = 0; i < nodes; ++i)); do
    kill -0 "$(cat "$folder/node$i.pid")" 2>/dev/null ||
      fail "node$i ended: $(grep -m1 -iE 'error|exception' "$folder/node$i.log" || tail -n1 "$folder/node$i.log")" \
        "see $folder/node$i.log; is port $((port + i)) free?"
  done
done
"$root/scripts/cluster/stop.sh" "$folder"
fail "no green cluster after $waited s" "see $folder/node0.log"
