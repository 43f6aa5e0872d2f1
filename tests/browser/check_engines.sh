#!/usr/bin/env bash
# Checks that every module of package-lock.json runs on the Node.js of Debian 12. Other systems have a
# newer one, on which a module that Debian's cannot run would pass.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"

awk -v debian=18 '
  /^ *"node_modules\// { module = $1; gsub(/"|:|node_modules\//, "", module) }
  /"node": ">=/ && module != "" {
    match($0, />=[0-9]+/)
    if (substr($0, RSTART + 2, RLENGTH - 2) + 0 <= debian) next
    print "package-lock.json:" FNR ": " module " needs Node.js " substr($0, RSTART, RLENGTH) ", and Debian 12 has " debian
    failed = 1
  }
  END { exit failed }' package-lock.json
