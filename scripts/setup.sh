#!/usr/bin/env bash
# Installs what building and testing need and this machine lacks, from Debian's packages.
# With --ci also what the checks of style, manual pages and completion need, with --fuzz what
# scripts/fuzz.sh needs, with --compare what scripts/compare/run.sh needs, with --scale what
# scripts/compare/scale.sh needs, with --browser what tests/browser/ needs: chromium, Node.js and the
# modules of tests/browser/package.json, which go into build/browser; with --exports the same for
# tests/exports/; with --python what the module for Python and tests/python/ need, with the packages of
# tests/python/requirements.txt in build/python; with --packages what scripts/package.sh needs, with
# --nginx what tests/server/nginx.sh needs, with --load what scripts/load/run.sh needs, with --cluster
# what scripts/cluster/start.sh needs: Java, and OpenSearch from Maven, which goes into build/cluster.
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache pkg-config
  libxapian-dev libicu-dev libstemmer-dev libxxhash-dev
  libcli11-dev libtomlplusplus-dev libspdlog-dev libyaml-cpp-dev libcmark-dev nlohmann-json3-dev libsimdjson-dev
  libcsv-dev libpugixml-dev libzip-dev libboost1.81-dev libboost-url1.81-dev zlib1g-dev libbz2-dev libzstd-dev libmimalloc-dev
  libgtest-dev curl
)
case "${1:-}" in
  "") ;;
  --ci) packages+=(clang-format clang-tidy mandoc bash-completion zsh fish) ;;
  --fuzz) packages+=(clang libclang-rt-dev) ;;
  --browser)
    packages+=(chromium fonts-noto-cjk)
    # Node.js may come from elsewhere than Debian, and then with npm.
    if ! command -v npm >/dev/null; then packages+=(nodejs npm); fi
    ;;
  --exports)
    if ! command -v npm >/dev/null; then packages+=(nodejs npm); fi
    ;;
  --python) packages+=(python3-dev python3-pip python3-venv pybind11-dev) ;;
  --packages) packages+=(dpkg-dev debhelper dh-python python3-dev pybind11-dev lintian) ;;
  --nginx) packages+=(nginx-light) ;;
  --load) packages+=(wrk) ;;
  --compare) packages+=(default-jdk-headless liblucene8-java python3 hyperfine time) ;;
  --cluster) packages+=(default-jdk-headless maven curl) ;;
  --scale) packages+=(maven python3 hyperfine time) ;;
  *)
    echo "setup: unknown argument '$1'" >&2
    echo "hint: scripts/setup.sh [--ci | --fuzz | --compare | --scale | --load | --browser | --exports | --python | --packages | --nginx | --cluster]" >&2
    exit 2
    ;;
esac

# CMake says what is missing on other systems; this script cannot.
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "setup: no apt-get here, so nothing was checked or installed" >&2
  echo "hint: install what these Debian packages hold: ${packages[*]}" >&2
  exit 0
fi

installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
missing=()
for package in "${packages[@]}"; do
  grep -qxF "installed $package" <<<"$installed" || missing+=("$package")
done

# Shows what a command prints only when it fails.
quietly() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  ((status == 0)) || printf '%s\n' "$output" >&2
  return "$status"
}

# The modules of tests/$1, where there are any.
install_modules() {
  local tests=tests/$1 modules=build/$1
  [[ -f $tests/package-lock.json ]] || return 0
  cmp -s "$tests/package-lock.json" "$modules/package-lock.json" &&
    [[ -d $modules/node_modules ]] && return
  mkdir -p "$modules"
  cp "$tests/package.json" "$tests/package-lock.json" "$modules/"
  echo "setup: installing modules for $tests"
  quietly npm ci --prefix "$modules" --ignore-scripts --engine-strict --no-audit --no-fund && return
  rm -rf "$modules"
  echo "setup: npm could not install the modules for $tests" >&2
  echo "hint: does npm reach its registry? npm ping; npm config get registry cafile proxy" >&2
  exit 2
}

# The packages of tests/python/requirements.txt, in an environment of Debian's Python.
install_requirements() {
  local wanted=tests/python/requirements.txt venv=build/python
  cmp -s "$wanted" "$venv/requirements.txt" && return
  echo "setup: installing packages for tests/python"
  rm -rf "$venv"
  /usr/bin/python3 -m venv "$venv"
  quietly "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" &&
    cp "$wanted" "$venv/" && return
  rm -rf "$venv"
  echo "setup: pip could not install the packages for tests/python" >&2
  echo "hint: does pip reach its index? pip download --no-deps pytest; pip config list" >&2
  exit 2
}

# OpenSearch and what starts a node of it.
install_cluster() {
  local wanted=scripts/cluster/pom.xml made=build/cluster
  cmp -s "$wanted" "$made/pom.xml" && return
  echo "setup: installing OpenSearch for scripts/cluster"
  rm -rf "$made"
  mkdir -p "$made"
  quietly mvn -q --batch-mode -f "$wanted" dependency:copy-dependencies compile &&
    cp "$wanted" "$made/" && return
  rm -rf "$made"
  echo "setup: Maven could not install OpenSearch" >&2
  echo "hint: does Maven reach its repository? mvn -f $wanted dependency:resolve" >&2
  exit 2
}

# What does not come from Debian.
install_others() {
  case "$1" in
    --browser | --exports) install_modules "${1#--}" ;;
    --python) install_requirements ;;
    --cluster) install_cluster ;;
  esac
}
cd "$(dirname "$(realpath "$0")")/.."

if ((${#missing[@]} == 0)); then
  echo "setup: nothing is missing"
  install_others "${1:-}"
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  if command -v sudo >/dev/null; then
    as_root=(sudo)
  else
    echo "setup: packages are missing, and only root may install them" >&2
    echo "hint: as root: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 2
  fi
fi

apt() {
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 "$@"
}

echo "setup: installing ${missing[*]}"
apt update
apt install -y --no-install-recommends "${missing[@]}"
install_others "${1:-}"
