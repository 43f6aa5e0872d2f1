#!/usr/bin/env bash
# embedded.sh CMAKE BUILD CXX DSINDEX: builds the library inside someone else's project, and uses what
# that project installs. In BUILD it is compiled once.
set -euo pipefail

cmake=$1 build=$2 cxx=$3 dsindex=$4
here=$(dirname "$(realpath "$0")")
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
index=$temporary/index
"$dsindex" --quiet --index "$index" "$here/../../corpus"

# configure NAME OPTION...
configure() {
  "$cmake" -G Ninja -S "$here" -B "$build/$1" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_CXX_FLAGS=-O0 \
    "-DDSSEARCH_FROM=$1" "${@:2}" >/dev/null
}

# The other way comes to the same, and is not compiled.
configure subdirectory -DDSSEARCH_INDEXER=ON
configure fetched
"$cmake" --build "$build/fetched" >/dev/null
found=$("$build/fetched/consumer" "$index")
if [[ "$found" != 2501.12948\ * ]]; then
  echo "2501.12948 is not the first hit: $found" >&2
  exit 1
fi
"$cmake" --install "$build/fetched" --prefix "$temporary/a prefix" >/dev/null
"$here/package.sh" "$cmake" "$temporary/a prefix" "$index" "$cxx" ""
