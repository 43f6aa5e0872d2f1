#!/usr/bin/env bash
# run.sh CMAKE BINARY_DIR CXX CXXFLAGS: installs a build into an empty prefix, and builds and
# runs someone else's projects against nothing but that.
set -euo pipefail

cmake=$1 binary_dir=$2 cxx=$3 cxxflags=$4
here=$(dirname "$(realpath "$0")")
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
prefix="$temporary/a prefix"

"$cmake" --install "$binary_dir" --prefix "$prefix" >"$temporary/install.log"
"$prefix/bin/dsindex" --quiet --index "$temporary/index" "$here/../../corpus"
"$here/package.sh" "$cmake" "$prefix" "$temporary/index" "$cxx" "$cxxflags"
