"""Writes what run.sh and scale.sh compare with: FOLDER/papers.tsv, which the other programs can read without a library
for JSON, FOLDER/queries.txt, words of titles, and FOLDER/phrases.txt, parts of titles as they stand there, without stop
words, for which not all programs look:
prepare.py CORPUS.jsonl FOLDER [COUNT [DSSEARCH...]]

COUNT is how many queries, 1,000 by default. DSSEARCH is a command with its options that cuts Chinese titles into words;
without it such titles are left out.
"""
import json
import random
import re
import subprocess
import sys

QUERIES = 1000
# Titles from which queries are made, for each query.
TITLES = 8
# Lucene's, and Tantivy's.
STOP_WORDS = set("""a an and are as at be but by for if in into is it no not of on or such that the their then there
these they this to was will with""".split())
HAN = re.compile(r"[\u3400-\u9fff]+")
# A line of dssearch --analyze: bytes and kind.
WORD = re.compile(r"^ *(\d+)-(\d+) +\S+ +word ", re.MULTILINE)


def values(field):
    """A list, a text or nothing, as a list."""
    if field is None:
        return []
    return [str(value) for value in field] if isinstance(field, list) else [str(field)]


def line(text):
    """Text without tabs and ends of lines."""
    return " ".join(str(text or "").split())


def chinese_words(title):
    """Where the words of two characters and more begin and end."""
    command = [*dssearch, f"--analyze={title}"]
    rows = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    ends = (len(title.encode()[:int(at)].decode()) for row in WORD.findall(rows) for at in row)
    return list(zip(ends, ends))


def write_papers(corpus, table):
    """Each paper in a row, and some of the titles, each with the same chance."""
    titles = []
    for number, paper in enumerate(map(json.loads, corpus)):
        # dsindex takes categories for domains, too.
        domains = dict.fromkeys(values(paper.get("domain")) + values(paper.get("categories")))
        title = line(paper.get("title"))
        fields = [paper.get("id"), title, paper.get("abstract") or paper.get("summary"), "|".join(domains),
                  paper.get("date")]
        print("\t".join(map(line, fields)), file=table)
        if len(titles) < TITLES * count:
            titles.append(title)
        elif (place := rng.randrange(number + 1)) < len(titles):
            titles[place] = title
    return titles


def queries_of(titles):
    """Words with blanks between them, and how they stand in the title."""
    for title in titles:
        if HAN.search(title):
            words = chinese_words(title) if dssearch else []
        else:
            # Plain words in lower case: no hyphen, colon or OR, which the engines understand differently.
            title = " ".join(re.findall(r"[^\W_]+", title.lower()))
            words = [match.span() for match in re.finditer(r"\S+", title)]
        if len(words) < 2:
            continue
        wanted = rng.randint(2, min(5, len(words)))
        start = rng.randint(0, len(words) - wanted)
        spans = words[start:start + wanted]
        phrase = title[spans[0][0]:spans[-1][1]]
        if not HAN.search(title) or HAN.fullmatch(phrase):
            yield [title[begin:end] for begin, end in spans], phrase


corpus_path, folder, *options = sys.argv[1:]
count = int(options[0]) if options else QUERIES
dssearch = options[1:]
rng = random.Random(1)
with open(corpus_path, encoding="utf-8") as corpus, open(f"{folder}/papers.tsv", "w", encoding="utf-8") as table:
    sample = write_papers(corpus, table)
rng.shuffle(sample)
queries, phrases = {}, {}  # In the order in which they were found, each once.
for words, phrase in queries_of(sample):
    queries[" ".join(words)] = True
    if HAN.search(phrase) or STOP_WORDS.isdisjoint(words):
        phrases[phrase] = True
    if min(len(queries), len(phrases)) >= count:
        break
if not queries:
    sys.exit(f"prepare: no titles of two words in {corpus_path}")
for name, texts in (("queries", queries), ("phrases", phrases)):
    with open(f"{folder}/{name}.txt", "w", encoding="utf-8") as file:
        print(*list(texts)[:count], sep="\n", file=file)
