#!/usr/bin/env python3
"""Measures what an index learns of terms in both languages, and prints a sample for a person to read:

  scripts/evaluate_lexicon.py KEYWORDS.jsonl [TEXTS.jsonl...] [--sample N] [--dsindex PROGRAM]

KEYWORDS.jsonl has papers with keywords and keywords_en, TEXTS.jsonl papers with titles and summaries
in both languages. One half of all papers, by a hash of their ids, is learnt from; the learnt pairs are
looked for among the keywords of the other half that stand at the same place in both languages. A pair
can stand there if its Chinese term does, and of those the share that is right is counted too. The
sample is drawn from the pairs that are learnt from all papers, the same each time.
"""

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def normalized(term):
    """A term without what two spellings of it differ in: case, hyphens, the plural of each word."""
    words = re.findall(r"[a-z0-9]+|[^\W\d_a-z]", term.lower())
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w
                    for w in words)


def papers_of(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                yield path, json.loads(line), line


def aligned(paper):
    zh, en = paper.get("keywords", []), paper.get("keywords_en", [])
    if len(zh) == len(en):
        yield from zip(zh, en)


def learn(program, keywords, texts):
    """The pairs that an index of `texts` learns: Chinese, English, strength, papers."""
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "index")
        command = [program, "--quiet", "--index", index, *texts]
        for path in keywords:
            command += ["--learn-from", path]
        subprocess.run(command, check=False)
        printed = subprocess.run([program, "--index", index, "--lexicon"], check=True,
                                 capture_output=True, encoding="utf-8").stdout
    pairs = {}
    for line in printed.splitlines():
        term, translation, strength, origin, papers = line.split("\t")
        if origin != "learnt":
            continue
        zh, en = (term, translation) if ord(term[0]) > 0x2E7F else (translation, term)
        if any(ord(c) > 0x2E7F for c in zh) and not any(ord(c) > 0x2E7F for c in en):
            best = max(float(strength), pairs.get((zh, en), (0, 0))[0])
            pairs[zh, en] = (best, int(papers))
    return pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keywords")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    here = os.path.dirname(os.path.realpath(__file__))
    parser.add_argument("--dsindex", default=os.path.join(here, "../build/release/indexer/dsindex"))
    options = parser.parse_args()

    if options.sample:
        pairs = sorted(learn(options.dsindex, [options.keywords], options.texts).items())
        for (zh, en), (strength, papers) in random.Random(1).sample(pairs, options.sample):
            print(f"{zh}\t{en}\t{strength:.2f}\t{papers}")
        return

    held_out = set()
    with tempfile.TemporaryDirectory() as folder:
        halves = {}
        for path, paper, line in papers_of([options.keywords, *options.texts]):
            if int(digest(paper["id"])[:2], 16) % 2 == 0:
                if path not in halves:
                    name = f"{len(halves)}.jsonl"
                    halves[path] = open(os.path.join(folder, name), "w", encoding="utf-8")
                halves[path].write(line)
            else:
                held_out.update((normalized(zh), normalized(en)) for zh, en in aligned(paper))
        for file in halves.values():
            file.close()
        pairs = learn(options.dsindex, [halves[options.keywords].name],
                      [halves[path].name for path in options.texts])
    known = {zh for zh, _ in held_out}
    learnt = [(normalized(zh), normalized(en)) for zh, en in pairs]
    possible = [pair for pair in learnt if pair[0] in known]
    found = [pair for pair in learnt if pair in held_out]
    print(f"{len(learnt)} pairs learnt; {len(found)} stand in keywords of the other half: "
          f"{len(found) / len(learnt):.3f} of all, {len(found) / len(possible):.3f} of the "
          f"{len(possible)} whose Chinese does")


if __name__ == "__main__":
    sys.exit(main())
