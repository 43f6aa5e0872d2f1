#!/usr/bin/env bash
# package.sh [FOLDER]: makes the Debian packages of HEAD, into FOLDER or build/packages, and has
# lintian check them. Installs what that needs and this machine lacks.
# Takes some minutes.
set -euo pipefail

folder=$(realpath -m "${1:-$(dirname "$0")/../build/packages}")
cd "$(dirname "$(realpath "$0")")/.."

# Shows what a command prints only when it fails.
quietly() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  ((status == 0)) || printf '%s\n' "$output" >&2
  return "$status"
}

scripts/setup.sh --packages
version=$(sed -n 's/^project(dssearch VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
packaged=$(dpkg-parsechangelog --file scripts/debian/changelog --show-field Version)
if [[ "$packaged" != "$version" ]]; then
  echo "package: CMakeLists.txt has version $version, scripts/debian/changelog $packaged" >&2
  echo "hint: begin scripts/debian/changelog with an entry of $version" >&2
  exit 2
fi

# dpkg's flags of the compiler name the folder, and fail where its path has blanks.
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
source=$temporary/dssearch-$version
mkdir "$source"
git archive HEAD | tar -x -C "$source"
mv "$source/scripts/debian" "$source"
if command -v ccache >/dev/null; then
  CCACHE_DIR=$(ccache --get-config cache_dir)
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_DIR CCACHE_BASEDIR=$source CCACHE_NOHASHDIR=1
fi
cd "$source"
quietly dpkg-buildpackage --build=binary --unsigned-source --unsigned-changes
# There is no bug of Debian that asks for the package.
lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs ../*.changes
rm -rf "$folder"
mkdir -p "$folder"
mv ../*.deb ../*.buildinfo ../*.changes "$folder"
ls "$folder"/*.deb
