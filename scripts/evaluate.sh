#!/usr/bin/env bash
# Measures the ranking on every test collection below a folder and prints a table:
#   scripts/evaluate.sh [FOLDER] [dseval options]
# A collection is a folder with docs.jsonl, and queries*.jsonl with qrels*.tsv of the same
# ending. Queries made of titles (queries_title) are asked against the summaries alone.
set -euo pipefail
here=$(dirname "$(realpath "$0")")/..

collections=${1:-}
if [[ ! -d "$collections" ]]; then
  echo "evaluate: no folder of test collections: '$collections'" >&2
  echo "hint: scripts/evaluate.sh FOLDER" >&2
  exit 2
fi
shift
programs=$here/build/release
for program in "$programs/searcher/eval/dseval" "$programs/indexer/dsindex"; do
  if [[ ! -x "$program" ]]; then
    echo "evaluate: $program is not built" >&2
    echo "hint: cmake --preset release && cmake --build --preset release" >&2
    exit 2
  fi
done

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

# index DOCS INDEX: rejects are no news here.
index() {
  "$programs/indexer/dsindex" --quiet --index "$2" "$1" || (($? == 1))
}

# measure NAME INDEX QUERIES QRELS [OPTIONS]
measure() {
  printf '%-28s ' "$1"
  "$programs/searcher/eval/dseval" --index "$2" --queries "$3" --qrels "$4" "${@:5}"
}

for docs in "$collections"/*/docs.jsonl; do
  folder=$(dirname "$docs") name=$(basename "$(dirname "$docs")")
  index "$docs" "$temporary/index"
  for queries in "$folder"/queries*.jsonl; do
    kind=${queries##*/queries} kind=${kind%.jsonl}
    qrels=$folder/qrels$kind.tsv
    [[ -f "$qrels" ]] || continue
    if [[ "$kind" == _title ]]; then
      sed 's/"title": "[^"\\]*\(\\.[^"\\]*\)*", //' "$docs" >"$temporary/summaries.jsonl"
      index "$temporary/summaries.jsonl" "$temporary/summaries"
      measure "$name$kind" "$temporary/summaries" "$queries" "$qrels" "$@"
      rm -rf "$temporary/summaries"
    else
      measure "$name$kind" "$temporary/index" "$queries" "$qrels" "$@"
    fi
  done
  rm -rf "$temporary/index"
done
