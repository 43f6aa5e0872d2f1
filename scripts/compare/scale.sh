#!/usr/bin/env bash
# Compares with Lucene 10 and Tantivy as collections grow, side by side, and prints tables:
#   scripts/compare/scale.sh [--sizes N,N...] [--queries N] [--rounds N] [--folder DIR] SOURCE.jsonl...
# SOURCE is a collection of English or of Chinese papers, as generate.py reads it, from which larger
# ones are made: of 100,000, 1,000,000 and 3,000,000 papers unless --sizes says otherwise. They stay
# in DIR, build/compare/collections by default, for the next run. A million papers in English take
# 1.4 GB there, and 8 GB more while they are compared.
#
# N queries (--queries, 1,000) of two to five words of titles are asked for any and for all of the
# words, each with the exact total alone and with two facets besides, and as a phrase; ten stored
# texts are fetched. "Once" is each query asked once, after N others, by a process that asks in one
# way only; "warm" is the same again. The figures are the middle ones of the rounds (--rounds, 3).
# Needs Java 21 or newer and Rust, of which Debian 12 has older ones.
set -euo pipefail
# Numbers have a point, files are UTF-8.
export LC_ALL=C.UTF-8
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")

usage="scripts/compare/scale.sh [--sizes N,N...] [--queries N] [--rounds N] [--folder DIR] SOURCE.jsonl..."
fail() {
  echo "scale: $1" >&2
  echo "hint: ${2:-$usage}" >&2
  exit 2
}

sizes=100000,1000000,3000000 count=1000 rounds=3 folder=$root/build/compare/collections sources=()
while (($# > 0)); do
  case "$1" in
    --sizes) sizes=${2:-} && shift ;;
    --queries) count=${2:-} && shift ;;
    --rounds) rounds=${2:-} && shift ;;
    --folder) folder=${2:-} && shift ;;
    -*) fail "unknown argument '$1'" ;;
    *)
      [[ -f "$1" ]] || fail "no collection at '$1'"
      for source in "${sources[@]}"; do
        [[ ${source##*/} != "${1##*/}" ]] || fail "two collections are called '${1##*/}'" "rename one"
      done
      sources+=("$1")
      ;;
  esac
  shift || fail "the last option has no value"
done
((${#sources[@]} > 0)) || fail "no collection was given"
[[ "$sizes" =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || fail "--sizes takes numbers of papers, not '$sizes'"
[[ "$count" =~ ^[1-9][0-9]*$ ]] || fail "--queries takes a number, not '$count'"
[[ "$rounds" =~ ^[1-9]$ ]] || fail "--rounds takes a number up to 9, not '$rounds'"
[[ -n "$folder" ]] || fail "--folder takes a folder"

# The programs.
"$root/scripts/setup.sh" --scale >&2
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* ''; do
  [[ -x "$jdk/bin/javac" ]] || continue
  [[ "$("$jdk/bin/javac" -version 2>&1)" =~ ^javac\ ([0-9]+) ]] && ((BASH_REMATCH[1] >= 21)) && break
done
[[ -n "$jdk" ]] || fail "no Java 21 or newer" "set JAVA_HOME to the folder of a JDK"
command -v cargo >/dev/null || fail "no cargo" "install Rust 1.88 or newer"
# shellcheck source=scripts/compare/programs.sh
. "$here/programs.sh"
classes=$root/build/compare/lucene10 target=$root/build/compare/tantivy
mvn -q -B -f "$here/lucene10/pom.xml" dependency:copy-dependencies -DoutputDirectory="$classes" >&2
"$jdk/bin/javac" -cp "$classes/*" -d "$classes" "$here/lucene10/ScaleSearch.java"
# The modules are those that Lucene asks for, for speed.
lucene=("$jdk/bin/java" -Xmx1g --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED
  -cp "$classes:$classes/*" ScaleSearch)
cargo build -q --release --locked --manifest-path "$here/tantivy/Cargo.toml" --target-dir "$target" >&2
tantivy=$target/release/scale-search

mkdir -p "$folder"
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$dsindex" --quiet --index "$work/cutter" "$root/corpus" # Any index will do to cut Chinese titles.
facets=domain,date:year
engines=(lucene tantivy dssearch)

# run NAME COMMAND...: what it prints, and a line of $work/resources: NAME, seconds, peak memory in MB.
run() {
  local status=0
  /usr/bin/time -q -f '%e %M' -o "$work/run" "${@:2}" 2>"$work/errors" || status=$?
  if ((status != 0)); then cat "$work/errors" >&2; fi # Java warns even where all is well.
  awk -v name="$1" '{printf "%s %.2f %.0f\n", name, $1, $2 / 1024}' "$work/run" >>"$work/resources"
  return $status
}

# run_dsindex NAME: of $work/papers.jsonl. That some papers were rejected (1) is no news here.
run_dsindex() {
  run "$1" "$dsindex" --quiet --jobs 2 --index "$work/dssearch" "$work/papers.jsonl" || (($? == 1))
}

# index_all: an index for each engine, and a line of $work/indexing for each and for
# Tantivy with one thread: NAME, seconds until all is committed, seconds, peak memory, size in MB.
index_all() {
  local name
  for name in lucene tantivy_1 tantivy dssearch; do
    case "$name" in
      lucene) run index "${lucene[@]}" index "$work/papers.tsv" "$work/$name" "$language" ;;
      tantivy_1) run index "$tantivy" index "$work/papers.tsv" "$work/$name" "$language" 1 ;;
      tantivy) run index "$tantivy" index "$work/papers.tsv" "$work/$name" "$language" 2 ;;
      dssearch) run_dsindex index ;;
    esac >"$work/committed"
    read -r _ seconds memory < <(tail -n 1 "$work/resources")
    read -r committed _ <"$work/committed" || committed=$seconds
    echo "$name $committed $seconds $memory $(du -sb "$work/$name" | awk '{printf "%.0f", $1 / 1e6}')"
  done | tee "$work/indexing" >&2
  rm -r "$work/tantivy_1"
}

# ask ENGINE WORDS EXTENT: lines ENGINE WORDS EXTENT once|warm MEDIAN P99 FOUND.
ask() {
  local texts=queries words=$2 arguments=()
  if [[ "$2" == phrase ]]; then texts=phrases; fi
  if [[ "$1" == dssearch ]]; then
    if [[ "$2" == phrase ]]; then texts=quoted words=all; fi
    if [[ "$3" == facets ]]; then arguments=("$facets"); fi
    for when in once warm; do
      if [[ $when == once ]]; then export OTHERS=$work/$texts.others; else unset OTHERS; fi
      run "$*" "$latency" "$work/$1" "$words" "${arguments[@]}" <"$work/$texts" |
        sed -E "s/.* median ([0-9.]+) +p99 ([0-9.]+) .* found /$when \1 \2 /"
    done
  else
    local -n program=$1
    run "$*" "${program[@]}" search "$work/$1" "$language" "$2" "$3" "$work/$texts" "$work/$texts.others"
  fi | sed "s/^/$* /"
}

# one_shots: lines ENGINE MILLISECONDS, a process for each query, any of the words, two facets.
one_shots() {
  local number command
  for number in {1..5}; do
    sed -n "${number}p" "$work/queries" >"$work/query.$number"
    [[ -s "$work/query.$number" ]] || break
    for engine in "${engines[@]}"; do
      local -n program=$engine
      if [[ $engine == dssearch ]]; then
        command=("$dssearch" --index "$work/$engine" --match any --facets "$facets" "$(<"$work/query.$number")")
      else
        command=("${program[@]}" search "$work/$engine" "$language" any facets "$work/query.$number")
      fi
      printf -v line '%q ' "${command[@]}"
      hyperfine -N --warmup 1 --runs 5 --export-csv "$work/one.csv" "$line" &>/dev/null
      awk -F , -v engine=$engine 'END {print engine, $(NF - 4) * 1000}' "$work/one.csv"
    done
  done
}

# middle FILE KEY COLUMN: of the lines that begin with KEY.
middle() {
  awk -v key="$2 " -v column="$3" 'index($0, key) == 1 {print $column}' "$1" | sort -g |
    awk '{value[NR] = $1} END {print value[int((NR + 1) / 2)]}'
}

# search_row TITLE WORDS EXTENT WHEN: medians, then 99th percentiles, each with the ratio to the
# faster of the others.
search_row() {
  local column
  printf '| %s' "$1"
  for column in 5 6; do
    for engine in "${engines[@]}"; do middle "$work/times" "$engine $2 $3 $4" $column; done |
      awk '{value[NR] = $1; printf $1 < .1 ? " | %.3f" : " | %.2f", $1}
        END {printf " | %.2f", value[3] / (value[1] < value[2] ? value[1] : value[2])}'
  done
  echo " |"
}

# resources_row TITLE FILE [COLUMN]: a value for each engine, with the ratio to Lucene's.
resources_row() {
  printf '| %s' "$1"
  for name in lucene tantivy_1 tantivy dssearch; do middle "$2" "$name" "$3"; done |
    awk '{value[NR] = $1; printf $1 == "" ? " | " : $1 < 10 ? " | %.2f" : " | %.0f", $1}
      END {printf " | %.2f |\n", value[4] / value[1]}'
}

print_tables() {
  local title
  title="$(sed -E ':a; s/([0-9])([0-9]{3})(,|$)/\1,\2\3/; ta' <<<"$1") papers, $language"
  cat <<END

| $title: ms | Lucene median | Tantivy | dssearch | to the faster | Lucene p99 | Tantivy | dssearch | to the faster |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
END
  for when in once warm; do
    search_row "any word, exact total, $when" any total $when
    search_row "any word, two facets, $when" any facets $when
    search_row "all words, exact total, $when" all total $when
    search_row "all words, two facets, $when" all facets $when
    search_row "a phrase, exact total, $when" phrase total $when
  done
  cat <<END

| $title | Lucene, 1 thread | Tantivy, 1 | Tantivy, 2 | dssearch, 2 | to Lucene |
|---|--:|--:|--:|--:|--:|
END
  resources_row "indexing until committed, s" "$work/indexing" 2
  resources_row "indexing and merging, s" "$work/indexing" 3
  resources_row "peak memory, MB" "$work/indexing" 4
  resources_row "index, MB" "$work/indexing" 5
  resources_row "peak memory of searches for any word with two facets, MB" "$work/search_memory" 2
  resources_row "one search by a new process, the same, ms" "$work/one_shots" 2
  cat <<END

dssearch: a second run over the same papers takes $second s, one of 100 changed papers $changed s.
END
}

# compare SOURCE SIZE: all tables of one collection.
compare() {
  local collection texts
  collection=$folder/$(basename "$1" .jsonl)-$2.jsonl
  if [[ ! -f "$collection" || "$1" -nt "$collection" ]]; then
    echo "scale: making $collection" >&2
    python3 "$here/generate.py" "$1" "$2" >"$work/collection"
    mv "$work/collection" "$collection"
  fi
  language=en
  if head -n 1 "$collection" | grep -qP '\p{Han}{8}'; then language=zh; fi
  rm -f "$work"/{times,resources}

  python3 "$here/prepare.py" "$collection" "$work" $((2 * count)) "$dssearch" --index "$work/cutter"
  echo "scale: $collection: s until committed, s, MB of memory, MB" >&2
  ln "$collection" "$work/papers.jsonl"
  index_all
  rm "$work/papers.tsv"
  sed 's/.*/"&"/' "$work/phrases.txt" >"$work/quoted.txt"
  for texts in queries phrases quoted; do
    head -n "$count" "$work/$texts.txt" >"$work/$texts.others"
    tail -n "+$((count + 1))" "$work/$texts.txt" >"$work/$texts"
  done
  [[ -s "$work/queries" ]] || fail "'$collection' has too few titles" "--queries takes fewer than $count"

  # They alternate, so that what else the machine does slows all down.
  for ((round = 1; round <= rounds; ++round)); do
    echo "scale: round $round of $rounds: median and 99th percentile in ms, found" >&2
    for way in "any total" "any facets" "all total" "all facets" "phrase total"; do
      for engine in "${engines[@]}"; do ask "$engine" ${way% *} ${way#* }; done
    done | tee -a "$work/times" >&2
  done
  one_shots >"$work/one_shots"
  awk '$2 == "any" && $3 == "facets" {print $1, $5}' "$work/resources" >"$work/search_memory"

  run_dsindex second
  rm "$work/papers.jsonl"
  sed '1,100s/"abstract": "/&changed /' "$collection" >"$work/papers.jsonl"
  run_dsindex changed
  second=$(middle "$work/resources" second 2) changed=$(middle "$work/resources" changed 2)
  print_tables "$2"
  rm -r "$work"/{lucene,tantivy,dssearch,papers.jsonl}
}

cat <<END
$count queries of two to five words of titles, one thread, ten stored texts fetched; the middle of $rounds rounds.
END
for size in ${sizes//,/ }; do
  for source in "${sources[@]}"; do compare "$source" "$size"; done
done
