#!/usr/bin/env python3
"""Asks dsserve many different things and shows that its memory stays what it was:
    scripts/load/soak.py INDEX [REQUESTS [PRESET]]
Searches, pages, suggestions, papers, exports and errors, 100,000 by default. Fails where the
resident memory of the last tenth is more than a tenth above that of the third one, where caches
are beyond their budget, or where an answer is none of 200, 304, 400 and 404."""

import http.client
import json
import pathlib
import random
import re
import subprocess
import sys
import threading
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
THREADS = 8
CACHE_BUDGET = 64 << 20  # Snapshot::kCacheBytes
FORMATS = ["bibtex", "ris", "csl", "gbt7714", "jsonl", "csv", "tsv", "ids"]


def fail(message, hint):
    print(f"soak: {message}\nhint: {hint}", file=sys.stderr)
    sys.exit(2)


def ask(connection, target, method="GET", body=None):
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request(method, target, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def target_of(draw, words, ids):
    """A request of any kind: method, target and body."""
    text = " ".join(draw.sample(words, draw.randint(1, 4)))
    query = urllib.parse.quote(text)
    kind = draw.randrange(12)
    if kind < 4:
        facets = draw.choice(["", "&facets=domain,date:year", "&facets=author:20", "&match=any"])
        return "GET", f"/api/search?q={query}&limit={draw.randint(0, 50)}{facets}", None
    if kind < 6:
        return "GET", f"/?q={query}&page={draw.randint(1, 3)}&ui={draw.choice(['en', 'zh'])}", None
    if kind == 6:
        return "GET", f"/api/suggest?q={query[:draw.randint(1, 12)].rstrip('%')}", None
    if kind == 7:
        paper = urllib.parse.quote(draw.choice(ids), safe="")
        return "GET", draw.choice(["/papers/", "/api/papers/"]) + paper, None
    if kind == 8:
        return "GET", f"/api/export?q={query}&format={draw.choice(FORMATS)}&limit=200", None
    if kind == 9:
        return "GET", f"/feed.atom?q={query}", None
    if kind == 10:
        return "POST", "/api/search", json.dumps({"q": text + '"', "explain": "true"})
    wrong = ["/api/search?limit=x", "/?since=soon&q=", f"/{query}", "/api/papers/none-", "/api/export?q="]
    return "GET", draw.choice(wrong) + query, None


def main():
    if len(sys.argv) < 2 or not pathlib.Path(sys.argv[1]).is_dir():
        fail("no index", "scripts/load/soak.py INDEX [REQUESTS [PRESET]]")
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    preset = sys.argv[3] if len(sys.argv) > 3 else "release"
    program = ROOT / "build" / preset / "searcher/server/dsserve"
    server = subprocess.Popen(
        [program, "--quiet", "--index", sys.argv[1], "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", server.stderr.readline()).group(1))
        first = http.client.HTTPConnection("127.0.0.1", port)
        papers = [json.loads(line) for line in
                  ask(first, "/api/export?format=jsonl&limit=5000")[1].decode().splitlines()]
        ids = [paper["id"] for paper in papers]
        titles = " ".join(paper.get("title", "") + " " + paper.get("title_zh", "") for paper in papers)
        words = sorted(set(re.findall(r"\w{2,}", titles)))
        wrong = []
        sizes = []

        def run(number, count):
            draw = random.Random(number)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            for _ in range(count):
                method, target, body = target_of(draw, words, ids)
                status, _ = ask(connection, target, method, body)
                if status not in (200, 304, 400, 404):
                    wrong.append((status, target))

        for tenth in range(10):
            threads = [threading.Thread(target=run, args=(tenth * THREADS + i, requests // 10 // THREADS))
                       for i in range(THREADS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            # The first one was closed if it waited for more than a minute.
            metrics = ask(http.client.HTTPConnection("127.0.0.1", port), "/metrics")[1].decode()
            value = {name: int(re.search(rf"^{name} (\d+)", metrics, re.M).group(1))
                     for name in ("process_resident_memory_bytes", "dssearch_cache_bytes")}
            sizes.append(value)
            print(f"after {(tenth + 1) * (requests // 10):7,} requests:"
                  f" {value['process_resident_memory_bytes'] / 2**20:6.1f} MB resident,"
                  f" {value['dssearch_cache_bytes'] / 2**20:5.1f} MB in caches", flush=True)
    finally:
        server.terminate()
        status = server.wait()
    grown = sizes[-1]["process_resident_memory_bytes"] / sizes[2]["process_resident_memory_bytes"]
    print(f"{grown:.3f} times the memory of the third tenth, {len(wrong)} answers that should not be")
    for status_and_target in wrong[:10]:
        print(*status_and_target)
    most = max(size["dssearch_cache_bytes"] for size in sizes)
    sys.exit(1 if grown > 1.1 or wrong or most > CACHE_BUDGET or status != 0 else 0)


main()
