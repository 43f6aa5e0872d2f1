#!/usr/bin/env bash
# Measures the ranking on every test collection below a folder and prints a table:
#   scripts/evaluate.sh [FOLDER] [dseval options]
# A collection is a folder with docs.jsonl, and queries*.jsonl with qrels*.tsv of the same
# ending. Queries made of titles (queries_title) are asked against the summaries alone. Terms in the
# other language are learnt from keywords_train.jsonl, too, where there is one. A folder with
# train.jsonl has docs_en.jsonl and docs_zh.jsonl, each indexed together with train.jsonl and asked in the
# other language. Each is measured twice: with any of the words, which ranks all that there is, and with
# auto, which users get.
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

# index INDEX DOCS... [OPTIONS]: rejects are no news here.
index() {
  "$programs/indexer/dsindex" --quiet --index "$@" || (($? == 1))
}

# measure NAME INDEX QUERIES QRELS [OPTIONS]
measure() {
  local match
  for match in any auto; do
    printf '%-28s %-5s' "$1" "$match"
    "$programs/searcher/eval/dseval" --index "$2" --queries "$3" --qrels "$4" --match "$match" "${@:5}"
  done
}

for docs in "$collections"/*/docs.jsonl; do
  folder=$(dirname "$docs") name=$(basename "$(dirname "$docs")")
  learn=()
  [[ -f "$folder/keywords_train.jsonl" ]] && learn=(--learn-from "$folder/keywords_train.jsonl")
  index "$temporary/index" "$docs" "${learn[@]}"
  for queries in "$folder"/queries*.jsonl; do
    kind=${queries##*/queries} kind=${kind%.jsonl}
    qrels=$folder/qrels$kind.tsv
    [[ -f "$qrels" ]] || continue
    if [[ "$kind" == _title ]]; then
      sed 's/"title": "[^"\\]*\(\\.[^"\\]*\)*", //' "$docs" >"$temporary/summaries.jsonl"
      index "$temporary/summaries" "$temporary/summaries.jsonl" "${learn[@]}"
      measure "$name$kind" "$temporary/summaries" "$queries" "$qrels" "$@"
      rm -rf "$temporary/summaries"
    else
      measure "$name$kind" "$temporary/index" "$queries" "$qrels" "$@"
    fi
  done
  rm -rf "$temporary/index"
done

for train in "$collections"/*/train.jsonl; do
  [[ -f "$train" ]] || continue
  folder=$(dirname "$train") name=$(basename "$(dirname "$train")")
  for pair in "zh en" "en zh"; do
    read -r asked found <<<"$pair"
    index "$temporary/index" "$train" "$folder/docs_$found.jsonl"
    measure "${name}_${asked}_in_$found" "$temporary/index" "$folder/queries_$asked.jsonl" \
      "$folder/qrels_$asked.tsv" "$@"
    rm -rf "$temporary/index"
  done
done
