#!/usr/bin/env bash
# Tests scripts/check_includes.sh: of every room each other is included once, in a tree of its own, and
# what the check says is compared with the table below, which says the rules anew. Run by ctest.
set -euo pipefail
check=$(dirname "$(realpath "$0")")/../scripts/check_includes.sh

# What each room may include besides itself and the public headers.
declare -A allowed=(
  [searcher/text]=""
  [searcher/format]=""
  [searcher/query]="searcher/text searcher/format"
  [searcher/index]="searcher/text searcher/format"
  [searcher/index/local]="searcher/text searcher/format searcher/index searcher/index/local/match searcher/index/local/rank"
  [searcher/index/local/match]="searcher/text searcher/format searcher/index searcher/index/local"
  [searcher/index/local/rank]="searcher/text searcher/format searcher/index searcher/index/local searcher/index/local/match"
  [searcher/compile]="searcher/text searcher/format searcher/query searcher/index"
  [searcher/facets]="searcher/text searcher/format searcher/query searcher/index searcher/compile"
  [searcher/suggest]="searcher/text searcher/format searcher/query searcher/index searcher/compile"
  [searcher/present]="searcher/text"
  [searcher/search]="searcher/text searcher/format searcher/query searcher/index searcher/compile searcher/facets searcher/suggest searcher/present"
  [searcher/cli]="searcher/present"
  [searcher/eval]="searcher/present"
  [searcher/server]="searcher/present"
  [searcher/python]=""
  [indexer]="searcher/text searcher/format"
)
# The single headers that are allowed of rooms which are not.
declare -A headers=([searcher/present]=searcher/compile/highlights.h
  [indexer]=searcher/present/error_lines.h)

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
expected=$temporary/expected
mkdir -p "$temporary"/tree/{corpus,scripts,tests,searcher/include/dssearch,indexer/include/dssearch}
for room in "${!allowed[@]}"; do
  mkdir -p "$temporary/tree/$room"
  file=$room/room.cc line=0
  for other in "${!allowed[@]}"; do
    echo "#include \"$other/other.h\"" >>"$temporary/tree/$file"
    line=$((line + 1))
    [[ "$other" == "$room" || " ${allowed[$room]} " == *" $other "* ]] ||
      echo "$file:$line: may not include $other/other.h" >>"$expected"
  done
  printf '#include "dssearch/paper.h"\n' >>"$temporary/tree/$file"
  if [[ -n "${headers[$room]:-}" ]]; then echo "#include \"${headers[$room]}\"" >>"$temporary/tree/$file"; fi
done
# A public header includes none of the others, nor a library.
for public in searcher/include/dssearch/room.h indexer/include/dssearch/room.h; do
  printf '#include "searcher/text/other.h"\n#include <simdjson.h>\n' >"$temporary/tree/$public"
  echo "$public:1: may not include searcher/text/other.h"
  echo "$public:2: simdjson.h has another home"
  echo "$public:2: a public header may not include simdjson.h"
done >>"$expected"

status=0
"$check" "$temporary/tree" >"$temporary/said" || status=$?
diff <(sort "$expected") <(sort "$temporary/said")
((status == 1)) || { echo "check_includes.sh ended with $status" >&2; exit 1; }
