"""What calls return: the structs of the C++ library as frozen dataclasses."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, overload

ErrorCode = Literal[
    "index_not_found",  # There is no index at the path.
    "index_format",  # The index was written in another format or with another analyzer.
    "index_corrupt",  # Files of the index are damaged or missing.
    "index_locked",  # Another process is writing to the index.
    "invalid_request",  # The request has no meaning: "2024-13" is not a date.
    "too_expensive",  # The call took longer than its timeout.
    "cancelled",
    "state_gone",  # The state of the index that was asked for has been removed.
    "io",  # Reading or writing a file failed.
    "internal",  # The library has a fault.
]


class Error(Exception):
    """The one exception of this package. `str(error)` is one line in plain words."""

    def __init__(self, message: str, code: ErrorCode, hint: str = "") -> None:
        super().__init__(message, code, hint)
        self.code: ErrorCode = code
        """The kind of the error, for programs to tell apart."""
        self.hint = hint
        """A line that says what to do about it, or empty."""
        if hint:
            self.add_note(f"hint: {hint}")

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as an index stores it. Everything but `id` may be empty."""

    id: str = ""
    title: str = ""
    title_zh: str = ""
    """The Chinese title, where `title` is in another language."""
    authors: tuple[str, ...] = field(default=(), repr=False)
    date: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    domains: tuple[str, ...] = field(default=(), repr=False)
    url: str = field(default="", repr=False)
    venue: str = field(default="", repr=False)
    doi: str = field(default="", repr=False)
    identifiers: tuple[str, ...] = field(default=(), repr=False)
    keywords_zh: tuple[str, ...] = field(default=(), repr=False)
    keywords_en: tuple[str, ...] = field(default=(), repr=False)
    summary_zh: str = field(default="", repr=False)
    contribution_zh: str = field(default="", repr=False)
    summary_en: str = field(default="", repr=False)
    """The summary in English or another language, as `contribution_en`."""
    contribution_en: str = field(default="", repr=False)
    tags: tuple[str, ...] = field(default=(), repr=False)
    """By what its reader sorts it; keywords are the authors'."""
    note: str = field(default="", repr=False)
    """What its reader wrote about it."""

    def to_dict(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a paper's text, and where the query matches in it."""

    field: str
    """The field of the text: "summary_zh", "title", ..."""
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """The matches: `text[begin:end]` for each, ordered and disjoint."""

    def parts(self) -> Iterator[tuple[str, bool]]:
        """The text in parts, each with whether it is a match."""
        done = 0
        for begin, end in self.marks:
            if done < begin:
                yield self.text[done:begin], False
            yield self.text[begin:end], True
            done = end
        if done < len(self.text):
            yield self.text[done:], False

    def _repr_html_(self) -> str:
        return "".join(
            f"<mark>{html.escape(text)}</mark>" if match else html.escape(text)
            for text, match in self.parts()
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a query that occurs in a paper, and what it adds to the paper's score."""

    text: str
    form: str
    """How it occurs: "word", "stem", "phrase", "translation of", ..."""
    where: Mapping[str, int]
    """How often, by field."""
    score: float


@dataclass(frozen=True, slots=True)
class IndexRun:
    """A run of dsindex, which made a commit of the index."""

    commit: str | None
    time: str
    """When it was published, in UTC: "2026-11-30T11:40:00Z"."""


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """The record of a paper in the other language."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that a search found."""

    paper: Paper
    score: float
    """Comparable with scores of the same response only."""
    domains: tuple[str, ...] = ()
    """The names of its domains in the query's language."""
    snippets: tuple[Snippet, ...] = ()
    """Of a summary, then titles and authors that match."""
    evidence: tuple[Evidence, ...] = ()
    """What the score is made of, where `explain` was asked for."""
    also: OtherRecord | None = None
    """The other record of a paper that has a Chinese and an English one."""
    added: IndexRun = IndexRun(None, "")
    changed: IndexRun = IndexRun(None, "")

    @property
    def id(self) -> str:
        return self.paper.id

    @property
    def title(self) -> str:
        return self.paper.title

    @property
    def summary(self) -> str:
        """The summary of which there is a snippet, else the Chinese one, else the other."""
        paper = self.paper
        english_first = any(snippet.field == "summary_en" for snippet in self.snippets)
        texts = (paper.summary_zh, paper.summary_en)
        return next(filter(None, reversed(texts) if english_first else texts), "")

    def metadata(self) -> dict[str, Any]:
        """What retrievers say of a paper beside its text: fields that are short, without those
        that are empty, and the score."""
        paper = self.paper
        fields = {
            "id": paper.id,
            "title": paper.title,
            "title_zh": paper.title_zh,
            "authors": list(paper.authors),
            "date": paper.date,
            "domains": list(paper.domains),
            "venue": paper.venue,
            "doi": paper.doi,
            "url": paper.url,
        }
        return {name: value for name, value in fields.items() if value} | {"score": self.score}

    def to_dict(self) -> dict[str, Any]:
        """The fields of the paper, its score, and the text of its first snippet."""
        snippet = self.snippets[0].text if self.snippets else ""
        return {**self.paper.to_dict(), "score": self.score, "snippet": snippet}

    def __repr__(self) -> str:
        return f"Hit({self.id!r}, {self.title!r}, score={self.score:.3f})"

    def _repr_html_(self) -> str:
        title = html.escape(self.title or self.paper.title_zh or self.id)
        if self.paper.url.startswith(("http://", "https://")):
            title = f'<a href="{html.escape(self.paper.url)}">{title}</a>'
        lines = [f"<b>{title}</b> {html.escape(self.paper.date)}"]
        return "<br>".join(lines + [snippet._repr_html_() for snippet in self.snippets[:1]])


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet, and the exact number of matching papers that have it."""

    value: str
    count: int
    selected: bool
    """The request filters by this value."""
    label: str
    """What people should see in place of `value`, in the query's language."""
    label_zh: str | None = None
    label_en: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field with their counts, which its own filters do not narrow."""

    field: str
    counts: tuple[FacetCount, ...]
    """The most frequent value first; dates in the order of time."""
    values: int
    """How many there are, with those that a limit leaves out."""

    def to_dict(self) -> dict[str, int]:
        """The counts by value."""
        return {count.value: count.count for count in self.counts}

    def __repr__(self) -> str:
        return f"Facet({self.field!r}, {self.to_dict()!r})"


@dataclass(frozen=True, slots=True)
class TermExpansion:
    """A term of the query, and the translations by which papers were found as well."""

    term: str
    added: tuple[str, ...]
    strength: float
    """How sure the first translation is, up to 1."""
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The answer to a search: a sequence of hits, the best first, with what else was found."""

    query: str
    total: int
    """The exact number of papers that match."""
    hits: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    notes: tuple[str, ...]
    """Remarks on the query, such as a part that was not understood."""
    match: Literal["all", "any"]
    """How words were matched in the end."""
    dates: str | None
    """The range of the request's dates: "2024-05..2024"."""
    offset: int
    limit: int
    sort: str
    suggestion: str | None
    """The query with its spelling corrected."""
    corrected: bool
    """The hits are those of `suggestion`."""
    translations: tuple[TermExpansion, ...]
    tree: str | None
    """The query as it was understood, where `explain` was asked for."""
    took_ms: float

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The hits as rows: `pandas.DataFrame(response.to_dicts())`."""
        return [hit.to_dict() for hit in self.hits]

    def __repr__(self) -> str:
        lines = [f"<SearchResponse: {len(self.hits)} of {self.total} papers for {self.query!r}>"]
        lines += [f"  note: {note}" for note in self.notes]
        return "\n".join(lines + [f"  {hit!r}" for hit in self.hits[:10]])

    def _repr_html_(self) -> str:
        lines = [f"{self.total} papers", *self.notes]
        head = "<br>".join(map(html.escape, lines))
        items = "".join(f"<li>{hit._repr_html_()}</li>" for hit in self.hits)
        return f'<p>{head}</p><ol start="{self.offset + 1}">{items}</ol>'


@dataclass(frozen=True, slots=True)
class PutResult:
    """What became of a paper that was put into an index."""

    outcome: Literal["added", "updated", "unchanged", "repeated", "rejected"]
    """Repeated: the paper was put before since the last commit."""
    id: str
    """The id that the paper has in the index; empty where it was rejected or left out."""
    reason: str
    """Why it was rejected, or what of it could not be read; empty where all was read."""
    hint: str


@dataclass(frozen=True, slots=True)
class CommitResult:
    """What a commit has made of the index."""

    commit: str
    added: tuple[str, ...]
    """The ids of the papers that it added, and so on."""
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    repeated: int
    rejected: int
    warnings: tuple[str, ...]
