#!/usr/bin/env python3
"""Makes queries as people type them from papers, with the papers that they mean.

    scripts/habits.py DOCS.jsonl FOLDER [SEED] [N]

Writes FOLDER/HABIT.queries.jsonl {id, text} and FOLDER/HABIT.qrels.tsv, up to N queries each (200 by default), for
dseval. A habit that the papers cannot show (no DOI, no Chinese) has no files. The papers are JSON lines with id,
title, authors, date and domain or venue.
"""
import collections
import json
import os
import random
import re
import sys

HAN = re.compile(r"[\u4e00-\u9fff]")
LONG_RUN = re.compile(r"[\u4e00-\u9fff]{8,}")
ARXIV = re.compile(r"\d{4}\.\d{4,5}")


def year(paper):
    return (paper.get("date") or "")[:4]


def title_words(title, least):
    return re.findall(r"[A-Za-z]{%d,}" % least, title)


def ids(papers, _):
    """An identifier in a form that is pasted."""
    forms = ["{}", "arXiv:{}", "{}v2", "https://arxiv.org/abs/{}", "arxiv.org/pdf/{}v1.pdf", "ARXIV {}"]
    for paper in papers:
        if ARXIV.fullmatch(paper["id"]):
            yield random.choice(forms).format(paper["id"]), [paper]
        elif paper.get("doi"):
            yield random.choice(["{}", "doi:{}", "https://doi.org/{}"]).format(paper["doi"]), [paper]


def spelled(name):
    """A name in the orders that people use."""
    words = name.split()
    if HAN.search(name) or len(words) < 2:
        return name
    return random.choice([name, f"{words[-1]} {' '.join(words[:-1])}", f"{words[-1]}, {' '.join(words[:-1])}"])


def authors(_, by_author):
    """All papers of an author of some."""
    for name, own in by_author:
        yield spelled(name), own


def author_years(_, by_author):
    """The papers of an author and a year."""
    for name, own in by_author:
        chosen = year(random.choice(own))
        if chosen:
            yield f"{spelled(name)} {chosen}", [paper for paper in own if year(paper) == chosen]


def citations(papers, _):
    """A paper as a text cites it."""
    for paper in papers:
        if not paper.get("authors") or not year(paper):
            continue
        first = paper["authors"][0]
        if HAN.search(first):
            yield f"{first}等. {paper['title']}[J]. {year(paper)}", [paper]
        else:
            yield f"{first.split()[-1]} et al., {year(paper)}. {paper['title']}", [paper]


def parts(title, count):
    """Words of a title in any order, or the beginning and the end of a Chinese one."""
    run = LONG_RUN.search(title)
    if run:
        return [run.group()[:4], run.group()[-4:]]
    words = title_words(title, 4)
    return random.sample(words, count) if len(words) >= count else []


def title_years(papers, _):
    """What one remembers of a title, and the year."""
    for paper in papers:
        words = parts(paper["title"], 4)
        if words and year(paper):
            yield " ".join(words + [year(paper)]), [paper]


def venues(papers, _):
    """A journal, and what one remembers of a title."""
    for paper in papers:
        domain = paper.get("domain")
        venue = paper.get("venue") or (domain if isinstance(domain, str) else "")
        words = parts(paper["title"], 3)
        if venue and words and HAN.search(venue):
            yield " ".join([venue] + words), [paper]


def typos(papers, _):
    """A title with one wrong letter, or one wrong character."""
    for paper in papers:
        title = paper["title"]
        run = LONG_RUN.search(title)
        if run:
            at = random.randrange(run.start() + 1, run.end() - 1)
            wrong = random.choice("的是在研究方法系统")
            if wrong != title[at]:
                yield title[:at] + wrong + title[at + 1:], [paper]
            continue
        words = title_words(title, 1)
        longer = [i for i, word in enumerate(words) if len(word) >= 7]
        if not longer:
            continue
        i = random.choice(longer)
        word = words[i]
        at = random.randrange(1, len(word) - 1)
        misspelt = random.choice([
            word[:at] + word[at + 1:],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2:],
            word[:at] + random.choice("aeinrst") + word[at + 1:],
        ])
        if misspelt != word:
            yield " ".join(words[max(0, i - 2):i] + [misspelt] + words[i + 1:i + 4]), [paper]


def pasted(papers, _):
    """A title that a line end breaks."""
    for paper in papers:
        title = paper["title"]
        if HAN.search(title):
            at = len(title) // 2
            yield title[:at] + "\n" + title[at:], [paper]
            continue
        long = [match for match in re.finditer(r"[A-Za-z]{8,}", title)]
        if long:
            match = random.choice(long)
            at = random.randrange(match.start() + 3, match.end() - 3)
            yield title[:at] + "-\n" + title[at:], [paper]


HABITS = {
    "id": ids, "author": authors, "author_year": author_years, "citation": citations, "title_year": title_years,
    "venue": venues, "typo": typos, "pasted": pasted,
}


def main():
    if len(sys.argv) < 3:
        sys.exit("habits: papers and a folder are needed\nhint: scripts/habits.py DOCS.jsonl FOLDER [SEED] [N]")
    docs, folder = sys.argv[1:3]
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    most = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    with open(docs, encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    papers = [paper for paper in papers if len(paper.get("title") or "") >= 12]
    counts = collections.Counter(paper["title"].lower() for paper in papers)
    papers = [paper for paper in papers if counts[paper["title"].lower()] == 1]
    of_author = collections.defaultdict(list)
    for paper in papers:
        for name in paper.get("authors") or []:
            of_author[name].append(paper)
    by_author = [(name, own) for name, own in of_author.items()
                 if len(name) > 1 and 2 <= len(own) <= 30 and not re.search(r"\d|et al", name)]
    os.makedirs(folder, exist_ok=True)
    for habit, make in HABITS.items():
        random.shuffle(papers)
        random.shuffle(by_author)
        chosen = {}
        for text, relevant in make(papers, by_author):
            chosen.setdefault(text, relevant)
            if len(chosen) == most:
                break
        if not chosen:
            continue
        with open(f"{folder}/{habit}.queries.jsonl", "w", encoding="utf-8") as queries, \
                open(f"{folder}/{habit}.qrels.tsv", "w", encoding="utf-8") as qrels:
            for i, (text, relevant) in enumerate(chosen.items()):
                queries.write(json.dumps({"id": f"{habit}{i}", "text": text}, ensure_ascii=False) + "\n")
                for paper in relevant:
                    qrels.write(f"{habit}{i}\t0\t{paper['id']}\t1\n")


if __name__ == "__main__":
    main()
