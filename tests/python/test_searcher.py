"""The package dssearch: what searches return, options, errors, threads, signals."""

import concurrent.futures
import datetime
import json
import os
import pathlib
import pickle
import signal
import subprocess
import threading
import time
from typing import Any

import dssearch
import pandas
import pytest


def ids(hits: Any) -> list[str]:
    return [hit.id for hit in hits]


def as_json(response: dssearch.SearchResponse) -> dict[str, Any]:
    """What README.md says of the JSON, made of the objects alone."""

    def run(run: dssearch.IndexRun) -> dict[str, Any]:
        return {"commit": run.commit, "time": run.time}

    def hit(hit: dssearch.Hit) -> dict[str, Any]:
        paper, also = hit.paper, hit.also
        return {
            "id": paper.id,
            "title": paper.title,
            "titleZh": paper.title_zh,
            "domain": list(paper.domains),
            "date": paper.date,
            "authors": list(paper.authors),
            "url": paper.url,
            "venue": paper.venue,
            "doi": paper.doi,
            "tags": list(paper.tags),
            "score": hit.score,
            "also": also and {"id": also.id, "title": also.title},
            "added": run(hit.added),
            "changed": run(hit.changed),
            "snippets": [
                {
                    "field": snippet.field,
                    "parts": [{"text": text, "match": match} for text, match in snippet.parts()],
                }
                for snippet in hit.snippets
            ],
            "explanation": [
                {
                    "text": evidence.text,
                    "form": evidence.form,
                    "where": evidence.where,
                    "score": evidence.score,
                }
                for evidence in hit.evidence
            ],
        }

    def count(count: dssearch.FacetCount) -> dict[str, Any]:
        json = {"value": count.value, "count": count.count, "selected": count.selected}
        if count.label_zh:
            json["labels"] = {"zh": count.label_zh, "en": count.label_en}
        return json

    return {
        "query": response.query,
        "match": response.match,
        "dates": response.dates,
        "total": response.total,
        "offset": response.offset,
        "limit": response.limit,
        "sort": response.sort,
        "notes": list(response.notes),
        "translations": [
            {
                "term": expansion.term,
                "added": list(expansion.added),
                "strength": expansion.strength,
                **({"dropped": list(expansion.dropped)} if expansion.dropped else {}),
            }
            for expansion in response.translations
        ],
        "suggestion": response.suggestion,
        "corrected": response.corrected,
        "hits": [hit(one) for one in response.hits],
        "facets": {
            name: [count(one) for one in facet.counts] for name, facet in response.facets.items()
        },
        "facetValues": {name: facet.values for name, facet in response.facets.items()},
        "tree": response.tree,
    }


CASES: list[tuple[str, dssearch.SearchOptions, list[str]]] = [
    ("强化学习 推理", {}, []),
    ("强化学习 推理", {"domain": ["数学推理", "推理能力"]}, ["-d数学推理", "-d推理能力"]),
    ("模型", {"domain": "!数学推理", "limit": 3, "offset": 1}, ["-d!数学推理", "-n3", "--offset=1"]),
    ("mixture of experts", {"since": 2024, "until": "2024-12"}, ["--since=2024", "--until=2024-12"]),
    ("", {"sort": "newest", "limit": 100}, ["--sort=newest", "-n100"]),
    ("", {"facets": ["date:year", "author:5", "lang"]}, ["--facets=date:year,author:5,lang"]),
    ("推理", {"facets": []}, ["--no-facets"]),
    ("reinforcment learning", {}, []),
    ("reinforcment learning", {"correct": False}, ["--no-correct"]),
    ("强化学习", {"translate": False, "fold": False}, ["--no-translate", "--no-fold"]),
    ("强化学习", {"untranslated": "reinforcement learning"}, ["--untranslated=reinforcement learning"]),
    ("autor:Wang (theorem OR 定理)", {"match": "any", "author": "Zhihong Shao"},
     ["--match=any", "--author=Zhihong Shao"]),
    ("no paper has zzyzx", {"last": "90d", "lang": "en"}, ["--last=90d", "--lang=en"]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "options", "arguments"), CASES)
def test_equals_the_command_line(
    index: pathlib.Path, query: str, options: dssearch.SearchOptions, arguments: list[str]
) -> None:
    command = [os.environ["DSSEARCH"], "--index", str(index), "--json", "--explain", *arguments, query]
    printed = subprocess.run(command, stdout=subprocess.PIPE, env={"LC_ALL": "C"})
    expected = json.loads(printed.stdout)
    del expected["tookMs"]
    searcher = dssearch.Searcher(index)
    explained: dssearch.SearchOptions = {**options, "explain": True}
    assert as_json(searcher.search(query, **explained)) == expected


def test_marks_count_characters(searcher: dssearch.Searcher) -> None:
    snippets = [snippet for hit in searcher.search("强化学习") for snippet in hit.snippets]
    marked = {snippet.text[begin:end] for snippet in snippets for begin, end in snippet.marks}
    assert "强化学习" in marked


def test_a_response_is_a_sequence_of_hits(searcher: dssearch.Searcher) -> None:
    response = searcher.search("强化学习", limit=3)
    assert len(response) == 3
    assert list(response) == [response[0], response[1], response[2]]
    assert response[1:] == response.hits[1:]
    assert response.total > 3
    assert response.facets["domain"].to_dict()["数学推理"] > 0


def test_the_summary_is_in_the_language_of_the_query(searcher: dssearch.Searcher) -> None:
    for query in ("强化学习", "reinforcement learning"):
        hit = searcher.search(query)[0]
        assert hit.summary == getattr(hit.paper, hit.snippets[0].field)


def test_papers_by_id(searcher: dssearch.Searcher) -> None:
    paper = searcher["2501.12948"]
    assert paper.title.startswith("DeepSeek-R1")
    assert searcher.get("2501.12948") == paper
    assert "2501.12948" in searcher
    assert searcher.get("nowhere") is None
    assert "nowhere" not in searcher
    with pytest.raises(KeyError, match="nowhere"):
        searcher["nowhere"]
    assert len(searcher) == 28


def test_similar_and_suggest(searcher: dssearch.Searcher) -> None:
    similar = searcher.similar("2501.12948", limit=3)
    assert len(similar) == 3
    assert "2501.12948" not in ids(similar)
    assert searcher.similar("nowhere") == []
    assert "强化学习" in searcher.suggest("强化")
    assert len(searcher.suggest("d", limit=2)) == 2


def test_iterates_over_all_hits(many: pathlib.Path) -> None:
    searcher = dssearch.Searcher(many)
    assert len(set(ids(searcher.iterate("paper", sort="title")))) == 20_000
    assert ids(searcher.iterate("paper", limit=3)) == ids(searcher.search("paper", limit=3))
    with pytest.raises(dssearch.Error, match="2024-13"):
        searcher.iterate(since="2024-13")


def test_hits_become_a_data_frame(searcher: dssearch.Searcher) -> None:
    response = searcher.search("强化学习")
    frame = pandas.DataFrame(response.to_dicts())
    assert list(frame["id"]) == ids(response)
    assert list(frame.columns)[-2:] == ["score", "snippet"]
    assert pickle.loads(pickle.dumps(response)) == response


def test_what_notebooks_show(searcher: dssearch.Searcher) -> None:
    assert repr(searcher) == f"<Searcher '{searcher.path}': 28 papers>"
    response = searcher.search("强化学习", limit=1)
    hit = response[0]
    assert repr(response).splitlines() == [
        f"<SearchResponse: 1 of {response.total} papers for '强化学习'>",
        *(f"  note: {note}" for note in response.notes),
        f"  Hit('{hit.id}', '{hit.title}', score={hit.score:.3f})",
    ]
    page = response._repr_html_()
    assert f'<a href="{hit.paper.url}">' in page
    assert "<mark>强化学习</mark>" in page
    hostile = dssearch.Hit(dssearch.Paper(title="<script>", url="javascript:0"), 1.0)
    assert hostile._repr_html_() == "<b>&lt;script&gt;</b> "


ERRORS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"since": "2024-13"}, "invalid_request", "'2024-13' is not a date", "YYYY"),
    ({"facets": "colour"}, "invalid_request", "colour", "domain"),
    ({"limit": 1001}, "invalid_request", "1000", ""),
    ({"limit": -1}, "invalid_request", "limit is -1", "a number from 0 on"),
    ({"sort": "random"}, "invalid_request", "there is no sort 'random'", "relevance, newest"),
    ({"match": "none"}, "invalid_request", "there is no match 'none'", "auto, all, any"),
    ({"timeout": -1}, "invalid_request", "the timeout is no time", "a number of seconds"),
    ({"timeout": 0}, "too_expensive", "the search takes too long", "ask for less"),
]


@pytest.mark.parametrize(("options", "code", "message", "hint"), ERRORS)
def test_errors_say_what_and_how(
    searcher: dssearch.Searcher, options: dict[str, Any], code: str, message: str, hint: str
) -> None:
    with pytest.raises(dssearch.Error) as raised:
        searcher.search("推理", **options)
    assert raised.value.code == code
    assert message in str(raised.value)
    assert hint in raised.value.hint


def test_an_error_without_an_index(tmp_path: pathlib.Path) -> None:
    with pytest.raises(dssearch.Error) as raised:
        dssearch.Searcher(tmp_path / "none")
    error = raised.value
    assert error.code == "index_not_found"
    assert str(error) == f"no index at '{tmp_path}/none'"
    assert error.__notes__ == [f"hint: {error.hint}"]
    assert "dsindex" in error.hint
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code, again.hint) == (str(error), error.code, error.hint)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"colour": "red"}, "there is no option 'colour'; there are since, until, "),
        ({"limit": "3"}, "limit must be an int, not str"),
        ({"fold": 1}, "fold must be a bool, not int"),
        ({"domain": 3}, "domain must be a str or a list of them, not int"),
        ({"domain": ["a", 3]}, "domain must be a str, not int"),
    ],
)
def test_wrong_types(searcher: dssearch.Searcher, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError) as raised:
        searcher.search("推理", **options)
    assert str(raised.value).startswith(message)


def test_options_of_many_forms(searcher: dssearch.Searcher) -> None:
    wanted = ids(searcher.search("推理", since="2025-01-01"))
    assert ids(searcher.search("推理", since=datetime.date(2025, 1, 1))) == wanted
    assert ids(searcher.search("推理", since="2025-01-01", until=None, limit=None)) == wanted
    assert searcher.search("\ud800\0", limit=10**30 // 10**27).total == 0


def test_the_default_index(index: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSSEARCH_INDEX", str(index))
    assert dssearch.Searcher().path == str(index)


# Phrases of what nearly all papers have take long: their positions are read paper by paper.
SLOW = " ".join(f'"word{n} word{2 * n % 50}"' for n in range(50))


def test_threads_search_side_by_side(many: pathlib.Path) -> None:
    searcher = dssearch.Searcher(many)

    def search(n: int) -> tuple[list[str], float]:
        response = searcher.search(SLOW, limit=n, facets=[])
        return ids(response), response.took_ms / 1000

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        start = time.monotonic()
        answers = list(pool.map(search, range(1, 9)))
        passed = time.monotonic() - start
    longest = answers[-1][0]
    assert all(found == longest[:n] for n, (found, _) in enumerate(answers, 1))
    # Were they one after the other, each would have taken its part of the time.
    assert sum(took for _, took in answers) > 1.4 * passed


def test_ctrl_c_stops_a_search(many: pathlib.Path) -> None:
    start = time.process_time()
    dssearch.Searcher(many).search(SLOW)
    whole = time.process_time() - start
    searcher = dssearch.Searcher(many)  # One that has nothing in its caches.

    def interrupt() -> None:
        time.sleep(whole / 10)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    start = time.process_time()
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        searcher.search(SLOW)
    assert time.process_time() - start < whole / 2
    thread.join()
    assert searcher.search("paper").total == 20_000
