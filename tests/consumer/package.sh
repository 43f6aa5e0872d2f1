#!/usr/bin/env bash
# package.sh CMAKE PREFIX INDEX CXX CXXFLAGS: uses the library that is installed at PREFIX, as others
# do: found by CMake and by pkg-config, inside a library that is installed itself, and in a plugin.
set -euo pipefail

cmake=$1 prefix=$2 index=$3 cxx=$4 cxxflags=$5
here=$(dirname "$(realpath "$0")")
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

fail() { printf '%s\n' "$@" >&2; exit 1; }
# expect TEXT COMMAND...: what it prints begins with the text.
expect() {
  local said
  said=$("${@:2}") || true
  [[ "$said" == "$1"* ]] || fail "this does not print $1: ${*:2}" "$said"
}
# configure SOURCE NAME PREFIX: Ninja, as make need not be there.
configure() {
  "$cmake" -G Ninja -S "$1" -B "$temporary/$2" -DCMAKE_PREFIX_PATH="$3" \
    -DCMAKE_INSTALL_PREFIX="$temporary/installed" \
    -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_CXX_FLAGS="$cxxflags" >/dev/null
  "$cmake" --build "$temporary/$2" >/dev/null
}

configure "$here" consumer "$prefix"
expect "2501.12948 " "$temporary/consumer/consumer" "$index"
"$cmake" --install "$temporary/consumer" >/dev/null
configure "$here/reader" reader "$temporary/installed;$prefix"
expect "2501.12948
no index at '/nowhere' / make one: dsindex" "$temporary/reader/reader" "$index"

# What is inside does not show, but for what exceptions are told apart by in all of a program.
plugin=$temporary/consumer/papers/libplugin.so
shown=$(nm -DC --defined-only "$plugin" | grep -E 'dssearch|Xapian|icu_|nlohmann' |
  grep -Ev ' (typeinfo|typeinfo name|vtable) for (dssearch|Xapian)::[A-Za-z]*Error$') &&
  fail "a plugin shows what it is made with:" "$shown"

# The writer, where it is installed.
missing=(searchers)
if [[ -n $(find "$prefix" -name dssearch-indexer.cmake) ]]; then
  configure "$here/writer" writer "$prefix"
  cp -r "$index" "$temporary/index"
  expect "1 added" "$temporary/writer/writer" "$temporary/index"
  expect "written-by-a-program" "$prefix/bin/dssearch" --index "$temporary/index" --format ids "program writes"
else
  missing+=(indexer)
fi
# A script has no architecture by whose name CMake finds the folder.
package=$(dirname "$(find "$prefix" -name dssearchConfig.cmake)")
for component in "${missing[@]}"; do
  said=$("$cmake" "-Ddssearch_DIR=$package" "-DCOMPONENT=$component" \
    -P "$here/component.cmake" 2>&1) &&
    fail "there is a component $component"
  [[ "$said" == *"no component '$component' of dssearch is installed; installed: searcher"* ]] ||
    fail "what is wrong with the component $component is not said:" "$said"
done

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name dssearch.pc)")
export PKG_CONFIG_PATH
# compile SOURCE NAME: with what pkg-config says of a package, which it quotes for the shell.
compile() {
  eval "flags=($(pkg-config --cflags --libs "$2"))"
  # shellcheck disable=SC2086  # flags of a compiler
  "$cxx" $cxxflags -std=c++20 "$here/$1" "${flags[@]}" -o "$temporary/by_pkg_config"
}
libdir=$(pkg-config --variable=libdir dssearch)
export LD_LIBRARY_PATH=${libdir//\\/}
compile main.cc dssearch
expect "2501.12948 " "$temporary/by_pkg_config" "$index"
if [[ ${missing[*]} != *indexer* ]]; then
  compile writer/main.cc dssearch-indexer
  expect "0 added" "$temporary/by_pkg_config" "$temporary/index"
fi
