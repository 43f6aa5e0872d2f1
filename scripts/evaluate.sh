#!/usr/bin/env bash
# Measures the ranking on every test collection below a folder and prints a table:
#   scripts/evaluate.sh FOLDER [dseval options]
# or what becomes of what people type (scripts/habits.py, seeds 1 to 3), in one index of some files
# of papers:
#   scripts/evaluate.sh --habits PAPERS.jsonl...
# A collection is a folder with docs.jsonl, and queries*.jsonl with qrels*.tsv of the same
# ending. Queries made of titles (queries_title) are asked against the summaries alone. Terms in the
# other language are learnt from keywords_train.jsonl, too, where there is one. A folder with
# train.jsonl has docs_en.jsonl and docs_zh.jsonl, each indexed together with train.jsonl and asked in the
# other language. Each is measured twice: with any of the words, which ranks all that there is, and with
# auto, which users get.
set -euo pipefail
here=$(dirname "$(realpath "$0")")/..

habits=()
if [[ ${1:-} == --habits ]]; then
  habits=("${@:2}")
  for papers in "${habits[@]}"; do
    [[ -f "$papers" ]] || { echo "evaluate: no papers: '$papers'" >&2; exit 2; }
  done
fi
collections=${1:-}
if ((${#habits[@]} == 0)) && [[ ! -d "$collections" ]]; then
  echo "evaluate: no folder of test collections: '$collections'" >&2
  echo "hint: scripts/evaluate.sh FOLDER, or scripts/evaluate.sh --habits PAPERS.jsonl..." >&2
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

# Of all measures R-prec says it: whether the paper that is meant is first, all of an author's before
# others'.
if ((${#habits[@]} > 0)); then
  index "$temporary/index" "${habits[@]}"
  for papers in "${habits[@]}"; do
    for seed in 1 2 3; do
      python3 "$here/scripts/habits.py" "$papers" "$temporary/habits" "$seed"
      for queries in "$temporary"/habits/*.queries.jsonl; do
        printf '%-20s %d  %-12s' "$(basename "$papers" .jsonl)" "$seed" "$(basename "$queries" .queries.jsonl)"
        "$programs/searcher/eval/dseval" --index "$temporary/index" --queries "$queries" \
          --qrels "${queries%.queries.jsonl}.qrels.tsv" --match auto
      done
      rm -rf "$temporary/habits"
    done
  done
  exit
fi

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
