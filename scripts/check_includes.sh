#!/usr/bin/env bash
# Checks who may include whom: the folders' directions, and that each heavy library has one home.
# Prints each violation as file:line: message. Checks this repository, or the FOLDER that is given.
set -euo pipefail
cd "${1:-$(dirname "$(realpath "$0")")/..}"

# The first row whose pattern fits a file says which of our headers it may include.
export DIRECTIONS='
^(searcher|indexer)/include/dssearch/   ^dssearch/
^searcher/text/                         ^(dssearch|searcher/text)/
^searcher/format/                       ^(dssearch|searcher/format)/
^searcher/query/                        ^(dssearch|searcher/(text|format|query))/
^searcher/index/local/match/            ^(dssearch|searcher/(text|format))/|^searcher/index/([^/]+|local/[^/]+|local/match/[^/]+)$
^searcher/index/local/                  ^(dssearch|searcher/(text|format|index))/
^searcher/index/                        ^(dssearch|searcher/(text|format))/|^searcher/index/[^/]+$
^searcher/compile/                      ^(dssearch|searcher/(text|format|query|compile))/|^searcher/index/[^/]+$
^searcher/facets/                       ^(dssearch|searcher/(text|format|query|compile|facets))/|^searcher/index/[^/]+$
^searcher/suggest/                      ^(dssearch|searcher/(text|format|query|compile|suggest))/|^searcher/index/[^/]+$
^searcher/present/                      ^(dssearch|searcher/(text|present))/|^searcher/(compile/highlights|format/identifier)[.]h$
^searcher/search/searcher[.]cc$         ^(dssearch|searcher/(text|format|query|compile|facets|suggest|present|search))/|^searcher/index/([^/]+|local/local_reader[.]h)$
^searcher/search/                       ^(dssearch|searcher/(text|format|query|compile|facets|suggest|present|search))/|^searcher/index/[^/]+$
^searcher/saved/                        ^(dssearch|searcher/(present|format|saved))/
^searcher/options/                      ^(dssearch|searcher/options)/
^searcher/cli/                          ^(dssearch|searcher/(cli|options|present|saved))/
^searcher/eval/                         ^(dssearch|searcher/(eval|options|present))/
^searcher/server/                       ^(dssearch|searcher/(server|options|present))/
^searcher/python/                       ^(dssearch|searcher/python)/
^indexer/main[.]cc$                     ^(dssearch|searcher/(text|format|options|saved)|indexer)/
^indexer/                               ^(dssearch|searcher/(text|format|options)|indexer)/|^searcher/present/error_lines[.]h$
^tests/                                 .
.                                       ^dssearch/'

# A library's headers, and the only files that may include them.
export HOMES='
^unicode/                               ^searcher/text/|^tests/text/
^xapian([.]h$|/)                        ^searcher/(format|index|query|compile|facets|suggest|search)/|^indexer/|^tests/
^CLI/                                   /options[.]cc$|^searcher/options/
^toml[+][+]/                              ^searcher/options/
^spdlog/                                /main[.]cc$
^pybind11/                              ^searcher/python/
^boost/                                 ^searcher/server/(http_server|compression|connection|deadline|request_reader|request_target|work_queue)[.](h|cc)$|^tests/
^nlohmann/                              ^searcher/(present/json|format/commit|saved/[^/]*|eval/[^/]*)[.]cc$|^indexer/([^/]*[.]cc|json_line[.]h|formats/yaml_reader[.]cc)$|^tests/
^(yaml-cpp/|(cmark|simdjson)[.]h$)      ^indexer/.*[.]cc$|^tests/
^zlib[.]h$                              ^indexer/formats/|^searcher/server/compression[.]cc$|^tests/
^(bzlib|csv|zip)[.]h$                   ^indexer/formats/|^tests/
^pugixml[.]hpp$                         ^indexer/formats/
^(zstd|zdict)[.]h$                      ^indexer/formats/|^searcher/format/record_codec[.]cc$|^tests/'

status=0
# shellcheck disable=SC2016  # awk's own variables
find searcher indexer tests \( -name '*.h' -o -name '*.cc' \) -exec awk '
  function violation(message) { print FILENAME ":" FNR ": " message; failed = 1 }
  BEGIN { directions = split(ENVIRON["DIRECTIONS"], direction); homes = split(ENVIRON["HOMES"], home) }
  match($0, /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]*/) {
    name = substr($0, 1, RLENGTH); sub(/^[^<"]*/, "", name)
    quoted = name ~ /^"/; name = substr(name, 2)
    for (i = 1; i < directions && FILENAME !~ direction[i]; i += 2);
    if ((quoted || name ~ /^(dssearch|searcher|indexer|tests)\//) && name !~ direction[i + 1])
      violation("may not include " name)
    for (i = 1; i < homes; i += 2)
      if (name ~ home[i] && FILENAME !~ home[i + 1]) violation(name " has another home")
    if (FILENAME ~ /^(searcher|indexer)\/include\// && !quoted && name !~ /^([a-z_0-9]+$|dssearch\/)/)
      violation("a public header may not include " name)
  }
  END { exit failed }' {} + || status=1

# A name must say what is inside.
{ find . -maxdepth 1; find corpus indexer scripts searcher tests; } |
  grep -E '(^|/)(util|utils|common|misc|helpers|tools)([.][^/]*)?$' |
  sed 's/$/:1: the name does not say what it is for/' && status=1
exit "$status"
