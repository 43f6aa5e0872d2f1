#!/usr/bin/env python3
"""Makes a collection of any size from a smaller one, with posting lists that grow as in life:
scripts/compare/generate.py SOURCE.jsonl COUNT > COLLECTION.jsonl

SOURCE holds a paper a line: id, title, abstract or summary, domain or categories, date. Each new abstract is made of
runs of a few words, or of Chinese characters: about half of them from one paper of the source, so that words keep the
company they have in life, the rest from all papers, so that each word is as frequent as in the source. Its title is
made of the beginnings and ends of two titles, its date is that of one paper, its categories are those of several. The
vocabulary grows by Heaps' law (1978), with the exponent of the source: a new word is put in wherever papers so far have
fewer words than the law says, and is drawn again like any other. A smaller collection is the beginning of a larger one.
"""
import json
import math
import random
import re
import sys

# How much of an abstract is from its own paper of the source. With half of it there are as many different words in
# an abstract as in the source.
OWN = 0.5
# Han characters stand alone, other words have the space that follows them.
UNIT = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+\s?|\s")
WORD = re.compile(r"[^\W_]+")
# Words, and characters, in a run. A Chinese word has two characters, often.
RUNS_OF_WORDS = [1, 2, 3, 4]
RUNS_OF_CHARACTERS = [4, 6, 8, 10, 12]
CATEGORIES = [1, 2, 2, 3]


def values(field):
    """A list, a text or nothing, as a list."""
    if field is None:
        return []
    return [str(value) for value in field] if isinstance(field, list) else [str(field)]


def word_of(unit):
    """What an index has of it: the first word, without case and punctuation."""
    word = WORD.search(unit)
    return word[0].lower() if word else ""


class Source:
    """The papers to draw from."""

    def __init__(self, path):
        self.units = []  # Of all abstracts, one after the other.
        self.words = {}  # From a unit to its word.
        self.papers = []  # Where the units of a paper begin and end, its title, categories and date.
        shared = {}
        with open(path, encoding="utf-8") as lines:
            for paper in map(json.loads, lines):
                text = " ".join(str(paper.get("abstract") or paper.get("summary") or "").split())
                title = UNIT.findall(" ".join(str(paper.get("title") or "").split()))
                begin = len(self.units)
                self.units += [shared.setdefault(unit, unit) for unit in UNIT.findall(text + " ")]
                categories = values(paper.get("domain")) + values(paper.get("categories"))
                if begin < len(self.units) and title and paper.get("date"):
                    self.papers.append((begin, len(self.units), title, categories, str(paper["date"])))
        if len(self.papers) < 2:
            sys.exit(f"generate: not two papers with title, abstract and date in {path}")
        for unit in shared:
            self.words[unit] = word_of(unit)
        self.categories = len({name for paper in self.papers for name in paper[3][:1]})
        self.count = len(self.units)
        self.is_chinese = sum(map(len, self.units[:100000])) < 3 * min(self.count, 100000)

    def heaps(self, chance):
        """How many words there are, and the exponent by which they grow: from a half to all."""
        half, some = set(), 0
        for begin, end, *_ in chance.sample(self.papers, len(self.papers) // 2):
            half.update(map(self.words.get, self.units[begin:end]))
            some += end - begin
        size = len(set(self.words.values()))
        return size, math.log(size / len(half)) / math.log(self.count / some)


class Generator:
    """New papers from those of a source."""

    def __init__(self, source, chance):
        self.source, self.chance = source, chance
        self.size, self.exponent = source.heaps(chance)
        self.runs = RUNS_OF_CHARACTERS if source.is_chinese else RUNS_OF_WORDS
        self.seen = set()  # Words that papers have so far,
        self.drawn = 0  # and how many there are, each as often as it stands there.

    def new_word(self):
        """The beginning of a word and the end of another, as no paper has it yet; empty where none is found."""
        units, chance = self.source.units, self.chance
        for _ in range(1000):  # Chinese papers may have no words of letters.
            first, second = word_of(chance.choice(units)), word_of(chance.choice(units))
            word = first[:(len(first) + 1) // 2] + second[len(second) // 2:]
            if len(word) > 4 and word.isalpha() and word not in self.seen:
                return word
        return ""

    def abstract(self, begin, end):
        """As long as that of a paper of the source, whose units are given."""
        units, random_number, runs = self.source.units, self.chance.random, self.runs
        text, length = [], end - begin
        while len(text) < length:
            run = runs[int(random_number() * len(runs))]
            if random_number() < OWN:
                start = begin + int(random_number() * length)
                text += units[start:min(start + run, end)]
            else:
                start = int(random_number() * len(units))
                text += units[start:start + run]
        del text[length:]
        self.seen.update(map(self.source.words.get, text))
        self.drawn += length
        expected = self.size * (self.drawn / self.source.count) ** self.exponent
        while len(self.seen) < expected and (word := self.new_word()):
            unit = word + " "
            text[int(random_number() * length)] = unit
            self.source.words[unit] = word
            self.seen.add(word)
            units[int(random_number() * len(units))] = unit
        return "".join(text).strip()

    def title(self, first, second):
        """The beginning of a title and the end of another."""
        cut, end = self.chance.randint(1, len(first)), self.chance.randint(0, len(second) - 1)
        glue = "" if self.source.is_chinese else " "
        return ("".join(first[:cut]).strip() + glue + "".join(second[end:]).strip())

    def paper(self, number):
        chance = self.chance
        begin, end, title, categories, date = chance.choice(self.source.papers)
        wanted = min(chance.choice(CATEGORIES), self.source.categories)
        categories = list(dict.fromkeys(categories))[:wanted]
        other = chance.choice(self.source.papers)
        while len(categories) < wanted:
            categories += [name for name in other[3][:1] if name not in categories]
            other = chance.choice(self.source.papers)
        return {
            "id": f"g{number:07d}",
            "title": self.title(title, other[2]),
            "abstract": self.abstract(begin, end),
            "categories": categories,
            "date": date,
        }


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        print("usage: generate.py SOURCE.jsonl COUNT > COLLECTION.jsonl", file=sys.stderr)
        return 2
    generator = Generator(Source(sys.argv[1]), random.Random(1))
    for number in range(int(sys.argv[2])):
        print(json.dumps(generator.paper(number), ensure_ascii=False))
    print(f"generate: {len(generator.seen)} words, which grow with exponent {generator.exponent:.2f}",
          file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
