#!/usr/bin/env python3
"""Damages indexes and kills runs of dsindex, and reports what is not told.

    scripts/damage.py [--flips N] [--truncations N] [--kills N] [--folder DIR]... [--build DIR] [--seed N]

Each flipped bit and each file that is cut short must be told by `dsindex --check`, else no commit needs the file and
fifty queries have the same answers. Each run that is killed leaves the state before it or the one after it, for
searches before, during and after it, and the next run leaves nothing of it. No program may end by a signal or hang.
Prints a line for each fault and the counts; exit status 1 where there is a fault. Half of the indexes are made anew,
half updated; each FOLDER has its share (the folder of temporary files and /dev/shm).
"""
import argparse
import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
QUERIES = """\
reasoning\nlanguage model\nreinforcement learning\n"language model"\n"mixture of experts" training\nmodel -training
transf*\ntitle:model\nopen OR 开源\n(attention OR 注意力) memory\ncode generation benchmark\nreasonning\nlang:zh 模型
lang:en model\nauthor:"Damai Dai"\nauthor:Guo 推理\ndate:2024\ndate:2023..2024 模型\ndomain:通用语言模型\nkeyword:混合专家
强化学习\n强化学习 推理\n"混合 专家"\n语言模型 -数学\ntitle:数学\n模型\n的\n推理 成本\n代码 生成 基准\n训练 数据 质量\n注意力
多模态 理解\n视觉 语言\n定理 证明\n缓存 压缩\nid:p7\nid:2401.02954\nid:p11 model\n混合专家模型\nmath 数学\ncost efficient
long context\ncompression -image\n"open source"\nparallel OR 并行\nGPU\n7B 67B\nscaling laws\n缩放定律\nstate of the art
""".splitlines()
OPTIONS = ["--json", "--explain", "--facets", "domain,date:year,lang,author:20,keyword,venue", "-n", "20"]
OWN = {"lock", "rejects.jsonl"}  # Files of an index that no commit needs.
FAILED = 2


class Tools:
    def __init__(self, build):
        self.dsindex = os.path.join(build, "indexer/dsindex")
        self.dssearch = os.path.join(build, "searcher/cli/dssearch")

    def run(self, command, text=None):
        """The exit status, or what ended it otherwise; standard output; standard error."""
        try:
            done = subprocess.run(command, input=text, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            return "hangs", b"", ""
        status = done.returncode if done.returncode >= 0 else signal.Signals(-done.returncode).name
        return status, done.stdout, done.stderr.decode("utf-8", "replace")

    def index(self, index, *arguments):
        return self.run([self.dsindex, "-q", "-i", index, *arguments])

    def check(self, index):
        return self.run([self.dsindex, "-i", index, "--check"])

    def search(self, index, queries=QUERIES):
        """The exit status, the answers one by one, standard error."""
        status, out, err = self.run([self.dssearch, "-i", index, *OPTIONS, "-"], "\n".join(queries).encode())
        return status, re.sub(rb'"tookMs": [0-9.e+-]+', b"", out).split(b"\n}\n"), err


class Papers:
    """Papers of the words of those in corpus/."""

    def __init__(self, tools, folder, rng):
        self.rng = rng
        tools.index(os.path.join(folder, "corpus"), os.path.join(ROOT, "corpus"))
        dump = tools.run([tools.dsindex, "-i", os.path.join(folder, "corpus"), "--dump", "-"])[1]
        self.real = [json.loads(line) for line in dump.splitlines()]
        self.words = [word for paper in self.real for word in paper.get("summary_en", "").split()]
        self.clauses = [clause for paper in self.real for clause in re.split("[，。；]", paper.get("summary_zh", ""))]

    def make(self, number):
        paper = dict(self.rng.choice(self.real), id=f"p{number}", url="")
        paper["title"] = " ".join(self.rng.choices(self.words, k=8))
        paper["title_zh"] = self.rng.choice(self.clauses)
        paper["summary_en"] = " ".join(self.rng.choices(self.words, k=80))
        paper["summary_zh"] = "，".join(self.rng.choices(self.clauses, k=4))
        paper["authors"] = paper.get("authors", [])[:3]
        return paper

    def write(self, path, numbers):
        with open(path, "w", encoding="utf-8") as file:
            for number in numbers:
                file.write(json.dumps(self.make(number), ensure_ascii=False) + "\n")
        return path


def commit_files(index, commit):
    """The files that a commit names, and its own."""
    with open(os.path.join(index, commit + ".json"), encoding="utf-8") as file:
        content = json.load(file)
    files = content["lexicon_files"] + [file for segment in content["segments"] for file in segment["files"]]
    files += [segment["deletions"] for segment in content["segments"] if "deletions" in segment]
    return {commit + ".json"} | {file["name"] for file in files}


def current_commit(index):
    with open(os.path.join(index, "XAPIANDB"), encoding="utf-8") as file:
        return file.readline().split()[1]


def files_in(index):
    return sorted(os.path.relpath(os.path.join(folder, name), index)
                  for folder, _, names in os.walk(index) for name in names)


def strays(index):
    """What neither the current commit nor the one before it needs."""
    commits = sorted(name[:-5] for name in os.listdir(index) if re.fullmatch(r"commit-\d+\.json", name))
    needed = OWN | {"XAPIANDB"}.union(*(commit_files(index, commit) for commit in commits[-2:]))
    return [file for file in files_in(index) if file not in needed and not file.endswith("/flintlock")]


class Damage:
    def __init__(self, arguments):
        self.tools = Tools(arguments.build)
        self.rng = random.Random(arguments.seed)
        self.counts = collections.Counter()
        self.faults = 0

    def fault(self, *what):
        self.faults += 1
        print("fault:", *what, flush=True)

    def make_index(self, folder, updated):
        """An index, made anew or updated: several segments, deletions, commits."""
        index = tempfile.mkdtemp(dir=folder)
        runs = [["a.jsonl", range(500)]]
        if updated:
            runs += [["b.jsonl", [*range(500, 540), *range(10)]], ["c.jsonl", [*range(540, 544), 20, 510]]]
        for name, numbers in runs:
            self.tools.index(index, self.papers.write(os.path.join(folder, name), numbers))
            if updated:
                self.tools.index(index, "--remove", f"p{numbers[-1]}", f"p{numbers[0] + 30}")
        return index

    # Files that are damaged.

    def judge(self, index, file, what, answers):
        status, out, told = self.tools.check(index)
        after = self.tools.search(index)
        for name, one in (("check", status), ("search", after[0])):
            if one not in (0, 1, FAILED):
                self.fault(what, name, one)
        for name, one, text in (("check", status, told), ("search", after[0], after[2])):
            if one == FAILED and ("hint: " not in text or "please report" in text):
                self.fault(what, name, "says", text)
        self.counts["answers differ" if after != answers else "answers are the same"] += 1
        if status == FAILED:
            self.counts["told by --check"] += 1
        elif file in self.needed or after != answers:
            self.fault(what, "is not told", "" if after == answers else "and answers differ")
        else:
            self.counts["no commit needs the file"] += 1

    def damage(self, folder, updated, flips, truncations):
        index = self.make_index(folder, updated)
        self.needed = commit_files(index, current_commit(index)) | {"XAPIANDB"}
        answers = self.tools.search(index)
        if answers[0] != 0 or self.tools.check(index)[0] != 0:
            return self.fault("a good index:", answers[0], answers[2], *self.tools.check(index))
        files = [file for file in files_in(index) if os.path.getsize(os.path.join(index, file)) > 0]
        sizes = [os.path.getsize(os.path.join(index, file)) for file in files]
        for number in range(flips + truncations):
            file = self.rng.choice([self.rng.choice(files), *self.rng.choices(files, sizes)])
            path = os.path.join(index, file)
            with open(path, "rb") as content:
                good = content.read()
            at = self.rng.choice([0, len(good) - 1, self.rng.randrange(len(good)), self.rng.randrange(len(good))])
            bad = bytearray(good)
            if number < flips:
                bad[at] ^= 1 << self.rng.randrange(8)
            else:
                del bad[at:]
            with open(path, "r+b") as content:
                content.truncate(len(bad))
                content.write(bad)
            what = f"{file} byte {at} of {len(good)}" if number < flips else f"{file} cut to {at} of {len(good)}"
            self.counts["flips" if number < flips else "truncations"] += 1
            self.judge(index, file, what, answers)
            with open(path, "wb") as content:
                content.write(good)
        if self.tools.search(index) != answers or self.tools.check(index)[0] != 0:
            self.fault("the files are as they were, but the answers are not")
        shutil.rmtree(index)

    # Runs that are killed.

    def command(self, kind, index, folder):
        numbers = {"build": range(300), "update": self.rng.sample(range(700), 5), "rebuild": range(250),
                   "merge": self.rng.sample(range(700), 120), "remove": self.rng.sample(range(700), 60)}[kind]
        if kind == "remove":
            return ["--remove", *(f"p{number}" for number in numbers)]
        file = self.papers.write(os.path.join(folder, kind + ".jsonl"), numbers)
        return [file, *(["--rebuild"] if kind == "rebuild" else ["--keep-missing"])]

    def run_until_killed(self, index, arguments, moment):
        """Kills a run after `moment` seconds, or where that is None, when it has switched the commit. Returns whether
        it was killed, and its exit status."""
        stub = os.path.join(index, "XAPIANDB")
        before = os.stat(stub).st_ino if os.path.exists(stub) else 0
        started = time.monotonic()
        process = subprocess.Popen([self.tools.dsindex, "-q", "-i", index, *arguments], stderr=subprocess.PIPE)
        while process.poll() is None:
            if moment is not None and time.monotonic() - started >= moment:
                break
            if moment is None and os.path.exists(stub) and os.stat(stub).st_ino != before:
                break
            time.sleep(0.0002)
        killed = process.poll() is None
        process.kill()
        err = process.communicate()[1].decode()
        return killed and process.returncode < 0, process.returncode, err, time.monotonic() - started

    def kill(self, folder, kills):
        queries = QUERIES[::7]
        kept = os.path.join(folder, "kept")
        self.tools.index(kept, self.papers.write(os.path.join(folder, "kept.jsonl"), range(600)))
        durations = collections.defaultdict(lambda: 0.5)
        for number in range(kills):
            kind = ["update", "merge", "remove", "rebuild", "build"][number % 5]
            index = kept if kind != "build" else os.path.join(folder, f"new{number}")
            arguments = self.command(kind, index, folder)
            before = self.tools.search(index, queries)
            seen, done = [], threading.Event()

            def search():
                while not done.is_set():
                    seen.append(self.tools.search(index, queries))
            thread = threading.Thread(target=search)
            thread.start()
            at_switch = number % 3 == 0
            moment = None if at_switch else self.rng.uniform(0, 1.1 * durations[kind])
            killed, status, err, seconds = self.run_until_killed(index, arguments, moment)
            if not killed:
                durations[kind] = (durations[kind] + seconds) / 2
            done.set()
            thread.join()
            after = self.tools.search(index, queries)
            what = f"{number} {kind} {'killed' if killed else 'ran'} {'at the switch' if at_switch else ''}"
            self.counts[f"{kind} {'killed' if killed else 'ran to its end'}"] += 1
            self.counts["killed just after the switch"] += killed and at_switch
            self.counts["searches meanwhile"] += len(seen)
            self.judge_kill(index, what, before, seen, after, killed, status, err)
            # The run once more ends what was begun, and leaves nothing of it.
            status, _, err = self.tools.index(index, *arguments)
            if status not in (0, 1):
                self.fault(what, "the next run:", status, err)
            elif strays(index):
                self.fault(what, "strays after the next run:", strays(index))
            if not killed and kind != "rebuild" and self.tools.search(index, queries)[1] != after[1]:
                self.fault(what, "its repetition changed something")
            if self.tools.check(index)[0] != 0:
                self.fault(what, "after the next run", self.tools.check(index)[2])
            if kind == "build":
                shutil.rmtree(index)

    def judge_kill(self, index, what, before, seen, after, killed, status, err):
        if not killed and status not in (0, 1):
            self.fault(what, status, err)
        no_index = before[0] == FAILED
        old = after[1] if no_index else before[1]
        for one in [*seen, after]:
            if one[0] == FAILED and no_index and "make one: " in one[2] + one[2].replace("an index there", "one"):
                continue  # Nothing is published yet.
            if one[0] not in (0, 1):
                self.fault(what, "search:", one[0], one[2])
            # A program may see the switch between two queries.
            elif any(answer not in states for answer, states in zip(one[1], zip(old, after[1]))):
                self.fault(what, "answers of no state")
        checked = self.tools.check(index)
        if checked[0] != 0 and not (after[0] == FAILED and no_index):
            self.fault(what, "check:", checked[0], checked[2])

    def __call__(self, arguments):
        for place in arguments.folder:
            with tempfile.TemporaryDirectory(dir=place, prefix="damage-") as folder:
                self.papers = Papers(self.tools, folder, self.rng)
                share = len(arguments.folder)
                for updated in (False, True):
                    self.damage(folder, updated, arguments.flips // share // 2, arguments.truncations // share // 2)
                self.kill(folder, arguments.kills // share)
        for name, count in sorted(self.counts.items()):
            print(f"{count:8} {name}")
        print(f"{self.faults:8} faults")
        return 1 if self.faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--truncations", type=int, default=500)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--folder", action="append")
    parser.add_argument("--build", default=os.path.join(ROOT, "build/release"))
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder = arguments.folder or [tempfile.gettempdir(), *filter(os.path.isdir, ["/dev/shm"])]
    return Damage(arguments)(arguments)


if __name__ == "__main__":
    sys.exit(main())
