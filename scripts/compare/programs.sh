# Sourced by the comparisons, which set `root`: the programs of ours, built where they are missing.
# shellcheck shell=bash disable=SC2034,SC2154  # They are for the script that sources this.
programs=$root/build/release
latency=$programs/tests/latency dsindex=$programs/indexer/dsindex
dssearch=$programs/searcher/cli/dssearch
if [[ ! -x "$latency" || ! -x "$dsindex" || ! -x "$dssearch" ]]; then
  (cd "$root" && cmake --preset release &&
    cmake --build --preset release --target latency dsindex dssearch) >&2
fi
