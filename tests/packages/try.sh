#!/usr/bin/env bash
# try.sh FOLDER: installs the Debian packages in FOLDER on a system that has nothing of dssearch, and
# uses each of them. As root; scripts/check_fresh.sh runs it in a bare Debian 12.
set -euo pipefail

folder=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
chmod 755 "$temporary"
index=$temporary/papers.idx

fail() { printf 'try: %s\n' "$@" >&2; exit 1; }
# install PACKAGE...: no more than they need.
install() {
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "$@" \
    >"$temporary/apt.log" 2>&1 || fail "apt-get install $*" "$(tail -n 20 "$temporary/apt.log")"
}
# expect TEXT COMMAND...: what the command prints has the text.
expect() {
  local said
  said=$("${@:2}" 2>&1) || fail "failed: ${*:2}" "$said"
  [[ "$said" == *"$1"* ]] || fail "this does not print $1: ${*:2}" "$said"
}
# As the daemon's user, who may read the index and write nothing.
as_nobody() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }

apt-get update --quiet=2
install "$folder"/dssearch_*.deb
expect "28 added" dsindex --index "$index" "$here/../../corpus"
expect "DeepSeek-R1" as_nobody dssearch --index "$index" 强化学习 推理
for file in man/man{1/{dssearch,dsindex,dsserve,dseval}.1,7/dssearch-query.7,5/dssearch-index.5}.gz \
  bash-completion/completions/dssearch zsh/vendor-completions/_dssearch \
  fish/vendor_completions.d/dssearch.fish; do
  # Systems without manual pages, as those of containers, leave them out.
  dpkg --listfiles dssearch | grep -qxF "/usr/share/$file" || fail "there is no /usr/share/$file"
done
for unit in dsserve@.service dsindex@.service dsindex@.timer; do
  [[ -f /lib/systemd/system/$unit ]] || fail "there is no unit $unit"
done

install "$folder"/libdssearch*0.1_*.deb "$folder"/python3-dssearch_*.deb
cat >"$temporary/use.py" <<'PYTHON'
import sys

import dssearch

searcher = dssearch.Searcher(sys.argv[1])
print(searcher.search("强化学习 推理").hits[0].title, dssearch.__version__)
with dssearch.Writer(sys.argv[2]) as writer:
    print(writer.put({"id": "a1", "title": "图神经网络综述"}).outcome)
PYTHON
expect "DeepSeek-R1" python3 "$temporary/use.py" "$index" "$temporary/other.idx"
expect "a1" dssearch --index "$temporary/other.idx" --format ids 神经网络

as_nobody dsserve --index "$index" --port 0 2>"$temporary/log" &
server=$!
trap 'kill "$server"; rm -rf "$temporary"' EXIT
for ((i = 0; i < 100; ++i)); do
  url=$(grep -o -m 1 'http://127[^ ]*' "$temporary/log") && break
  sleep 0.1
done
expect '"total": 6' python3 -c \
  'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
  "${url%/}/api/search?q=%E5%BC%BA%E5%8C%96%E5%AD%A6%E4%B9%A0%20%E6%8E%A8%E7%90%86"

install "$folder"/libdssearch-dev_*.deb g++ cmake ninja-build pkg-config
"$here/../consumer/package.sh" cmake /usr "$index" c++ ""
# Of all of them no file has a path of the machine where it was built, nor one to look for libraries.
for package in dssearch libdssearch0.1 libdssearch-indexer0.1 python3-dssearch; do
  dpkg --listfiles "$package" | while read -r file; do
    [[ -f "$file" && "$(head --bytes 4 "$file")" == $'\x7fELF' ]] || continue
    ! readelf --dynamic "$file" | grep -E 'RPATH|RUNPATH' || fail "$file has a path of libraries"
  done
done
echo "the packages work"
