#!/usr/bin/env bash
# run.sh CMAKE BINARY_DIR CXX CXXFLAGS: installs a build into an empty prefix, and builds and
# runs someone else's project against nothing but that.
set -euo pipefail

cmake=$1 binary_dir=$2 cxx=$3 cxxflags=$4
here=$(dirname "$(realpath "$0")")
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
prefix="$temporary/a prefix"

"$cmake" --install "$binary_dir" --prefix "$prefix" >"$temporary/install.log"
"$prefix/bin/dsindex" --index "$temporary/index" "$here/../../corpus"
# Ninja, as make need not be there.
"$cmake" -G Ninja -S "$here" -B "$temporary/build" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_CXX_FLAGS="$cxxflags"
"$cmake" --build "$temporary/build"

found=$("$temporary/build/consumer" "$temporary/index")
echo "$found"
if [[ "$found" != 2501.12948\ * ]]; then
  echo "2501.12948 is not the first hit" >&2
  exit 1
fi
