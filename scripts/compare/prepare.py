"""Writes what run.sh compares with: FOLDER/papers.tsv, which the Java program can read without a
library for JSON, and FOLDER/queries.txt: prepare.py CORPUS.jsonl FOLDER
"""
import json
import random
import re
import sys

QUERIES = 1000


def values(field):
    """A list, a text or nothing, as a list."""
    if field is None:
        return []
    return [str(value) for value in field] if isinstance(field, list) else [str(field)]


def line(text):
    """Text without tabs and ends of lines."""
    return " ".join(str(text or "").split())


corpus, folder = sys.argv[1:]
titles = []
with open(corpus, encoding="utf-8") as papers, \
        open(f"{folder}/papers.tsv", "w", encoding="utf-8") as table:
    for paper in map(json.loads, papers):
        # dsindex takes categories for domains, too.
        domains = dict.fromkeys(values(paper.get("domain")) + values(paper.get("categories")))
        fields = [paper.get("id"), paper.get("title"), paper.get("abstract"), "|".join(domains),
                  paper.get("date")]
        print("\t".join(map(line, fields)), file=table)
        # Plain words in lower case: no hyphen, colon or OR, which the engines understand differently.
        words = re.findall(r"[^\W_]+", str(paper.get("title") or "").lower())
        if len(words) >= 2:
            titles.append(words)
if not titles:
    sys.exit(f"prepare: no titles of two words in {corpus}")

rng = random.Random(1)
with open(f"{folder}/queries.txt", "w", encoding="utf-8") as queries:
    for _ in range(QUERIES):
        words = rng.choice(titles)
        count = rng.randint(2, min(5, len(words)))
        start = rng.randint(0, len(words) - count)
        print(*words[start:start + count], file=queries)
