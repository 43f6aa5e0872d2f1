#!/usr/bin/env bash
# Tests that a field is a row: puts one more into searcher/format/schema.h, in a copy, compiles the
# programs of it, and searches, filters and counts by that field. run.sh CMAKE BUILD CORPUS
# The targets are those of the quick start, so that it also tests that what that builds can be installed,
# and the library is shared, which is tested here since this compiles all anew in any case.
set -euo pipefail

cmake=$1 build=$2/extra_field corpus=$3
source=$(dirname "$(realpath "$0")")/../..

# What did not change is not copied, so that it is not compiled again.
mkdir -p "$build/source"
cp -ru "$source"/{CMakeLists.txt,indexer,searcher} "$build/source"

mkdir -p "$build/source/corpus" && cp -u "$source"/corpus/*.* "$build/source/corpus"
row='    Field{.name = "link",
          .name_zh = "链接",
          .prefix = "XU",
          .slot = 20,
          .kind = FieldKind::kValue,
          .values = [](const FieldSource\& source) { return OneValue(source.paper.url); },
          .facet = Facet{8, "Link", "链接", "Only papers at this address."},
          .example = "link:https"},'
sed "s|^inline constexpr std::array kFields = {\$|&\n${row//$'\n'/\\n}|" \
  "$source/searcher/format/schema.h" >"$build/schema.h"
cmp -s "$build/schema.h" "$build/source/searcher/format/schema.h" ||
  cp "$build/schema.h" "$build/source/searcher/format/schema.h"
export CCACHE_BASEDIR=$build CCACHE_NOHASHDIR=1
"$cmake" -S "$build/source" -B "$build/build" -G Ninja -DBUILD_TESTING=OFF -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS=-O0 -DCMAKE_CXX_FLAGS_DEBUG= -DBUILD_SHARED_LIBS=ON >/dev/null
read -ra targets < <(sed -n 's/^build=.* --target \(.*\))$/\1/p' "$source/scripts/quickstart.sh")
"$cmake" --build "$build/build" --target "${targets[@]}" >/dev/null
rm -rf "$build/prefix"
"$cmake" --install "$build/build" --prefix "$build/prefix" >/dev/null

failed=0
# expect TEXT COMMAND...: what it prints has the text.
expect() {
  local said
  said=$("${@:2}") || true
  [[ "$said" == *"$1"* ]] || { printf 'no %q in what this prints: %s\n' "$1" "${*:2}" >&2; failed=1; }
}

search=("$build/build/searcher/cli/dssearch" --index "$build/index")
"$build/build/indexer/dsindex" --quiet --rebuild --index "$build/index" "$corpus"
url=https://arxiv.org/abs/2501.12948
expect "tag, link;" "${search[@]}" --help
expect "tag, link;" "$build/prefix/bin/dssearch" --help
expect '"total": 1,' "${search[@]}" --json "link:$url"
expect '"total": 1,' "${search[@]}" --json "链接:$url"
expect '"total": 27,' "${search[@]}" --json -- "-link:$url"
expect "$url" "${search[@]}" --facets link 强化学习

"$build/build/searcher/server/dsserve" --quiet --index "$build/index" --port 0 2>"$build/log" &
server=$!
trap 'kill $server' EXIT
for ((i = 0; i < 100; ++i)); do grep -q http:// "$build/log" && break; sleep 0.1; done
origin=$(grep -o -m 1 'http://[0-9.:]*' "$build/log")
expect '"total": 1,' curl --silent "$origin/api/search?link=$url"
expect '<legend>Link</legend>' curl --silent -H 'Accept-Language: en' "$origin/?q=learning"
expect '<legend>链接</legend>' curl --silent -H 'Accept-Language: zh' "$origin/?q=learning"
expect 'Only papers at this address.' curl --silent "$origin/openapi.json"

consumer=$source/tests/consumer
"$consumer/package.sh" "$cmake" "$build/prefix" "$build/index" c++ "" || failed=1
"$consumer/exports.sh" "$build"/prefix/lib*/libdssearch{,_indexer}.so || failed=1
exit "$failed"
