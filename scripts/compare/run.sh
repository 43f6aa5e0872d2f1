#!/usr/bin/env bash
# Compares the speed of searches with that of Lucene 8 and of plain Xapian, as its documentation shows
# it, side by side, and prints a table:
#   scripts/compare/run.sh [--index DIR] CORPUS.jsonl
# The corpus holds a paper a line: id, title, abstract, domain, date. DIR is an index of it that
# dsindex wrote before.
set -euo pipefail
# Numbers have a point, files are UTF-8.
export LC_ALL=C.UTF-8
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")

fail() {
  echo "compare: $1" >&2
  echo "hint: $2" >&2
  exit 2
}

usage="scripts/compare/run.sh [--index DIR] CORPUS.jsonl"
index='' corpus=''
while (($# > 0)); do
  case "$1" in
    --index)
      index=${2:-}
      [[ -d "$index" ]] || fail "no index at '$index'" "$usage"
      shift
      ;;
    -*) fail "unknown argument '$1'" "$usage" ;;
    *) corpus=$1 ;;
  esac
  shift
done
[[ -n "$corpus" ]] || fail "no corpus was given" "$usage"
[[ -f "$corpus" ]] || fail "no corpus at '$corpus'" "$usage"

"$root/scripts/setup.sh" --compare >&2
# shellcheck source=scripts/compare/programs.sh
. "$here/programs.sh"

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
queries=$temporary/queries.txt times=$temporary/times facets=domain,date:year
jars=$(printf '%s:' /usr/share/java/lucene-{core,analyzers-common,facet}-8.*.jar)
[[ "$jars" != *'*'* ]] || fail "no Lucene 8 in /usr/share/java" "install liblucene8-java"
lucene=(java -cp "$jars$temporary" LuceneSearch)
javac -cp "$jars" -d "$temporary" "$here/LuceneSearch.java"
python3 "$here/prepare.py" "$corpus" "$temporary"
xapian=$temporary/xapian_search
read -ra flags <<<"$(pkg-config --cflags --libs xapian-core)"
g++ -std=c++20 -O2 "$here/xapian_search.cc" "${flags[@]}" -o "$xapian"

echo "Lucene:   $("${lucene[@]}" index "$temporary/papers.tsv" "$temporary/lucene")" >&2
echo "Xapian:   $("$xapian" index "$temporary/papers.tsv" "$temporary/xapian")" >&2
if [[ -z "$index" ]]; then
  index=$temporary/index
  # That some papers were rejected (1) is no news here; the last line says how long it took.
  summary=$("$dsindex" --index "$index" "$corpus" 2>&1 | tail -n 1) || (($? == 1))
  echo "dssearch: $summary" >&2
fi

# time_dssearch WORDS EXTENT [FACETS]: a line as LuceneSearch prints it.
time_dssearch() {
  "$latency" "$index" "$1" "${@:3}" <"$queries" |
    sed -E "s/.* mean ([0-9.]+) ms +median ([0-9.]+) +p99 ([0-9.]+) .*/dssearch $1 $2 \1 \2 \3/"
}

# They alternate, so that what else the machine does slows both down.
for round in 1 2 3; do
  echo "round $round of 3: mean, median, 99th percentile in ms" >&2
  "${lucene[@]}" search "$temporary/lucene" "$queries" | sed 's/^/lucene /' | tee -a "$times" >&2
  "$xapian" search "$temporary/xapian" "$queries" | sed 's/^/xapian /' | tee -a "$times" >&2
  for words in any all; do
    time_dssearch "$words" total
    time_dssearch "$words" facets "$facets"
  done | tee -a "$times" >&2
done

# of ENGINE WORDS EXTENT COLUMN: the middle of the three rounds.
of() {
  awk -v key="$1 $2 $3" -v column="$4" '$1 " " $2 " " $3 == key {print $column}' "$times" |
    sort -g | sed -n 2p
}

# row TITLE WORDS PEERS_EXTENT DSSEARCH_EXTENT: a line of the table.
row() {
  local column engine
  printf '| %s' "$1"
  for column in 5 6; do
    for engine in lucene xapian; do printf ' | %.2f' "$(of "$engine" "$2" "$3" "$column")"; done
    printf ' | %.2f' "$(of dssearch "$2" "$4" "$column")"
  done
  echo " |"
}

# One search as a user runs it: the first query of three longer words.
query=$(grep -m 1 -E '^[^ ]{4,}( [^ ]{4,}){2}$' "$queries" || head -n 1 "$queries")
search=("$dssearch" --index "$index" --facets "$facets" "$query")
printf -v line '%q ' "${search[@]}"
hyperfine -N --warmup 5 --runs 50 --export-csv "$temporary/one.csv" "$line" &>/dev/null
once=$(awk -F , 'END {printf "%.0f ms", $(NF - 4) * 1000}' "$temporary/one.csv")
/usr/bin/time -f %M -o "$temporary/memory" "${search[@]}" >/dev/null
memory=$(awk '{printf "%.0f MB", $1 / 1024}' "$temporary/memory")

cat <<END
| ms | Lucene median | Xapian | dssearch | Lucene p99 | Xapian | dssearch |
|---|--:|--:|--:|--:|--:|--:|
END
for words in any all; do
  row "$words, ten hits (Lucene counts to 1,000, Xapian roughly, dssearch all)" "$words" top total
  row "$words, ten hits and the exact total" "$words" total total
  row "$words, the same and two facets" "$words" facets facets
done
cat <<END

$(wc -l <"$temporary/papers.tsv") papers; 1,000 queries of two to five words of titles, warm, one thread, stored text fetched;
the middle of three rounds. From the shell, \`dssearch $query\` with two facets takes $once and $memory.
END
