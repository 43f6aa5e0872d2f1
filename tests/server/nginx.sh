#!/usr/bin/env bash
# Tests dsserve behind Debian's nginx, with the example that is installed. nginx.sh DSSERVE DSINDEX
# Ends with 77, which ctest takes for "skipped", where there is no nginx.
set -euo pipefail
dsserve=$1 dsindex=$2
root=$(realpath "$(dirname "$0")/../..")

nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || {
  echo "nginx: there is no nginx here: scripts/setup.sh --nginx" >&2
  exit 77
}
work=$(mktemp -d)
end() {
  # shellcheck disable=SC2046 # Those that run, if any.
  kill $(jobs -p) 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap end EXIT
chmod 755 "$work"
: >"$work/dsserve.log"

fail() {
  echo "nginx: $*" >&2
  tail -n 5 "$work"/*.log >&2
  exit 1
}
# expect WHAT PATTERN: a line of standard input has the pattern.
expect() { grep -q -e "$2" || fail "$1: no line has '$2'"; }
wait_for() {
  for _ in {1..200}; do "$@" && return; sleep 0.05; done
  fail "in vain: $*"
}

# 20 MB of papers besides, so that an export is more than waits on its way.
awk 'BEGIN {
  while (length(text) < 4000) text = text "papers of many words and little to say "
  for (i = 0; i < 5000; i++) printf "{\"id\": \"p%d\", \"title\": \"Paper %d\", \"summary\": \"%s\"}\n", i, i, text
}' >"$work/papers.jsonl"
"$dsindex" --quiet --index "$work/index" "$root/corpus" "$work/papers.jsonl"
# The worker of nginx is another user.
(umask 0 && exec "$dsserve" --index "$work/index" --listen "unix:$work/http" --base-path /papers \
  2>"$work/dsserve.log") &
wait_for grep -q serves "$work/dsserve.log"

port=$((20000 + RANDOM % 20000))
sed -e "s#/run/dsserve-papers/http#$work/http#" -e "s/listen 80;/listen 127.0.0.1:$port;/" \
  "$root/searcher/server/deploy/nginx.conf" >"$work/site.conf"
cat >"$work/nginx.conf" <<END
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events {}
http {
  access_log off;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi;
  scgi_temp_path $work/scgi;
  include $work/site.conf;
}
END
"$nginx" -p "$work" -e "$work/error.log" -c "$work/nginx.conf" &
at=http://127.0.0.1:$port/papers
ask() { curl -sS --max-time 20 -H "Host: ${host:-example.org}" --interface 127.0.0.7 "$@"; }
wait_for curl -s -o "$work/none" "$at/healthz"

ask "$at/?q=GRPO&ui=en" >"$work/page"
expect "the page" '2402.03300' <"$work/page"
links=$(grep -o '\(href\|src\|action\)="/[^"]*"' "$work/page") || fail "the page has no links"
grep -v '="/papers[/?"]' <<<"$links" && fail "links are not below the base path"
style=$(grep -o '/papers/assets/[^"]*style.css' "$work/page")
ask -D - -o "$work/none" "http://127.0.0.1:$port$style" | expect "a style sheet" 'text/css'
ask -o "$work/none" -w '%{http_code}\n' "http://127.0.0.1:$port/" | expect "beside the base" 404
ask "$at/feed.atom?q=GRPO" | expect "the feed" '"http://example.org/papers/papers/2402.03300"'
host=example.org:8443 ask "$at/feed.atom?q=GRPO" |
  expect "the feed" '"http://example.org:8443/papers/papers/2402.03300"'
ask "$at/opensearch.xml" | expect "the description" '"http://example.org/papers/?q='
ask -X POST -H 'Content-Type: application/json' --data '{"q": "GRPO"}' "$at/api/search" |
  expect "a posted query" '"total": 1'
# Who asks is known, whatever he says himself.
ask -H 'X-Forwarded-For: 10.1.2.3' -H 'X-Forwarded-Proto: https' "$at/feed.atom?q=forged" |
  expect "a forged feed" '"http://example.org/papers/'
wait_for grep -q '^127\.0\.0\.7 - - .*"GET /papers/feed.atom?q=forged HTTP/1.1" 200 ' \
  "$work/dsserve.log"
grep '^10\.' "$work/dsserve.log" && fail "the log believes a client"

# An export comes whole, and as it is made: one that nobody reads any more is not made.
ask "$at/api/export?format=jsonl&limit=6000" >"$work/export"
[[ $(wc -l <"$work/export") == 5028 ]] || fail "the export has $(wc -l <"$work/export") lines"
curl -s --limit-rate 100k -o "$work/none" "$at/api/export?format=jsonl&q=papers" &
slow=$!
sleep 1
grep -q '?format=jsonl&q=papers' "$work/dsserve.log" && fail "nginx reads what nobody reads yet"
kill "$slow"
wait_for grep -q '?format=jsonl&q=papers' "$work/dsserve.log"
bytes=$(sed -n 's/.*?format=jsonl&q=papers HTTP[^ ]* 200 \([0-9]*\).*/\1/p' "$work/dsserve.log")
((bytes < 15000000)) || fail "an export that nobody reads was made: $bytes bytes"
echo "nginx: what was asked is well"
