#!/usr/bin/env python3
"""Makes records like those of arXiv's metadata snapshot, as many as asked for, from a corpus of papers.

Ids and titles differ, abstracts repeat with a word changed, so that sizes and times are those of a real dump:
scripts/compare/arxiv_snapshot.py CORPUS.jsonl COUNT > snapshot.json
"""

import json
import random
import sys

CATEGORIES = ["cs.CL", "cs.AI", "cs.LG", "cs.IR", "cs.CV", "stat.ML", "math.CO", "hep-th", "quant-ph"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
NAMES = ["Author", "Other", "Third", "Shao", "Wang", "Müller", "García", "Kowalski", "张"]


def snapshot(papers, count):
    chance = random.Random(1)
    for number in range(count):
        paper = papers[number % len(papers)]
        year, month = 2007 + number // 12 % 18, number % 12 + 1
        people = [(chance.choice(NAMES), chr(65 + chance.randrange(26)) + ".") for _ in range(chance.randint(1, 6))]
        written = [f"{given} {family}" for family, given in people]
        day = f"{chance.randint(1, 28)}"
        yield {
            "id": f"{year % 100:02d}{month:02d}.{number // 216:05d}",
            "submitter": written[0],
            "authors": ", ".join(written[:-1]) + (" and " if written[1:] else "") + written[-1],
            "title": f"{paper['title']} {number // len(papers)}" if number >= len(papers) else paper["title"],
            "comments": "12 pages, 5 figures",
            "journal-ref": None,
            "doi": None,
            "report-no": None,
            "categories": " ".join(chance.sample(CATEGORIES, chance.randint(1, 3))),
            "license": None,
            "abstract": "  " + (paper.get("abstract") or paper["title"]) + f" w{number:07x}\n",
            "versions": [{"version": "v1", "created": f"{day} {MONTHS[month - 1]} {year} 12:00:00 GMT"}],
            "update_date": f"{year + 1}-{month:02d}-01",
            "authors_parsed": [[family, given, ""] for family, given in people],
        }


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        print("usage: arxiv_snapshot.py CORPUS.jsonl COUNT > snapshot.json", file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as corpus:
        papers = [json.loads(line) for line in corpus if line.strip()]
    for record in snapshot(papers, int(sys.argv[2])):
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
