"""Searching an index."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator
from typing import Literal, TypedDict, Unpack

from dssearch import _dssearch
from dssearch.results import Error, Hit, Paper, SearchResponse


class SearchOptions(TypedDict, total=False):
    """The options of a search, named like those of the command line. None is as if not given."""

    domain: str | Iterable[str] | None
    """Papers must have one of these values; "!value" excludes those that have it. The same for
    `lang`, `author`, `keyword`, `venue` and `tag`."""
    lang: str | Iterable[str] | None
    author: str | Iterable[str] | None
    keyword: str | Iterable[str] | None
    venue: str | Iterable[str] | None
    tag: str | Iterable[str] | None
    since: str | int | datetime.date | None
    """The first date, inclusive: "2024", "2024-05" or "2024-05-31"."""
    until: str | int | datetime.date | None
    last: str | None
    """In place of the two: "90d", "2w", "6m" or "1y"."""
    sort: Literal["relevance", "newest", "oldest", "title", "added"] | None
    match: Literal["auto", "all", "any"] | None
    """How many of the words a paper must have; auto is all, or any where few have all."""
    limit: int | None
    """At most this many hits: 10 for search, which has at most 1000, and all for iterate."""
    offset: int | None
    facets: str | Iterable[str] | None
    """What to count: "domain", "date:year", "author:20", ...; domain and date if not given."""
    snippet_cells: int | None
    """The length of a snippet, in cells of a terminal; 0 for none."""
    translate: bool | None
    """Also find papers by translations of terms. True if not given."""
    untranslated: str | Iterable[str] | None
    """Terms not to translate, and translations to leave out."""
    correct: bool | None
    """Answer a misspelt query with the results of the corrected one. True if not given."""
    fold: bool | None
    """Show the Chinese and the English record of one paper as one hit. True if not given."""
    prefer_chinese: bool | None
    """Show Chinese snippets where the query does not decide."""
    explain: bool | None
    """Fill `SearchResponse.tree` and `Hit.evidence`."""


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} is a str, not {type(value).__name__}")
    return value


class Searcher:
    """An index that is open for searching.

    Any thread may use it at any time, and threads search side by side. Each call sees the newest
    state of the index. After os.fork() the child opens a Searcher of its own; what works with
    processes should start them by "spawn".

    Calls raise `Error`: "too_expensive" after `timeout` seconds, "invalid_request" for a wrong date
    or facet, and what its other codes say. Ctrl-C raises KeyboardInterrupt during a call, too.
    """

    __slots__ = ("_index", "path")

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Opens the index directory `path`, or that which dsindex makes where none is named."""
        index = _dssearch.default_index_path() if path is None else os.fsencode(path)
        if not index:
            raise Error(
                "there is no home folder to look for the index in",
                "index_not_found",
                "name the folder of an index",
            )
        self.path = os.fsdecode(index)
        self._index = _dssearch.Searcher(index)

    def search(
        self, query: str = "", *, timeout: float | None = None, **options: Unpack[SearchOptions]
    ) -> SearchResponse:
        """Finds papers. Any text is a query, and an empty one finds every paper.

        domain, lang, author, keyword, venue, tag: a whole value, or a list of them, of which a
            paper must have one; "!value" excludes those that have it. (author="Shao" finds nobody;
            a query with author:Shao does.)
        since, until: dates: "2024", "2024-05", "2024-05-31", 2024 or a datetime.date; last: "90d",
            "2w", "6m" or "1y" in their place
        match: "all" of the words, "any", or "auto": all, or any where few papers have all
        sort: "relevance", "newest", "oldest", "title" or "added"
        limit, offset: which hits; 10 at first, at most 1000, and all of them from `iterate`
        facets: what to count: "domain", "date:year", "author:20"; domain and date if not given
        snippet_cells: the length of a snippet; 0 for none
        translate, correct, fold: False for the words alone, for the query as typed, and for both
            records of a paper in two languages
        untranslated: terms not to translate, translations to leave out
        prefer_chinese: Chinese snippets where the query does not decide
        explain: fill `SearchResponse.tree` and `Hit.evidence`
        timeout: seconds, after which Error "too_expensive" is raised
        """
        return self._index.search(_text("query", query), options, timeout)

    def iterate(
        self, query: str = "", *, timeout: float | None = None, **options: Unpack[SearchOptions]
    ) -> Iterator[Hit]:
        """All hits of a search, however many, of one state of the index, with the options of
        `search` but for facets. `timeout` is for what is done at a time: finding them, and fetching
        some hundreds. Most of the time goes into snippets, if `snippet_cells` is not 0."""
        cursor = self._index.open(_text("query", query), options, timeout)
        # A generator refuses to be used by two threads at once, as a cursor wants it.
        return (hit for hits in iter(lambda: cursor.next(250, timeout), []) for hit in hits)

    def get(self, id: str) -> Paper | None:
        """The paper with this id, or None; `searcher[id]` raises KeyError instead."""
        return self._index.get(_text("id", id))

    def similar(
        self, paper: str | Paper | Hit, limit: int = 10, *, timeout: float | None = None
    ) -> list[Hit]:
        """The papers most similar to a paper, or the one with this id, without it; none where
        there is no such."""
        id = paper.id if isinstance(paper, (Paper, Hit)) else _text("paper", paper)
        return self._index.similar(id, limit, timeout)

    def suggest(self, prefix: str, limit: int = 8, *, timeout: float | None = None) -> list[str]:
        """Completes what a person has typed so far: words, titles, and pinyin."""
        return self._index.suggest(_text("prefix", prefix), limit, timeout)

    def __getitem__(self, id: str) -> Paper:
        paper = self.get(id)
        if paper is None:
            raise KeyError(id)
        return paper

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.get(id) is not None

    def __len__(self) -> int:
        return self._index.size()

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        try:
            return f"<Searcher {self.path!r}: {len(self)} papers>"
        except Error as error:  # The index may have gone since.
            return f"<Searcher {self.path!r}: {error}>"
