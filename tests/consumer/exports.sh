#!/usr/bin/env bash
# exports.sh LIBRARY...: the ABI of shared libraries is what the files beside this one say. What is
# exported changes with the minor version alone, which is in the SONAME.
set -euo pipefail

here=$(dirname "$(realpath "$0")")
for library in "$@"; do
  name=$(basename "$library" .so)
  {
    objdump -p "$library" | sed -n 's/^ *SONAME *//p'
    nm -DC --defined-only "$library" | cut -d ' ' -f 3- | LC_ALL=C sort -u
  } | diff "$here/$name.txt" - || {
    echo "$library exports something else than tests/consumer/$name.txt says" >&2
    echo "hint: raise the minor version in CMakeLists.txt, and write down there what it exports" >&2
    exit 1
  }
done
