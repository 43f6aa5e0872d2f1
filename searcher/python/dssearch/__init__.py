"""Full-text search over paper summaries in Chinese and English.

>>> import dssearch
>>> searcher = dssearch.Searcher("papers.idx")
>>> for hit in searcher.search("强化学习 推理", domain="数学推理", since=2024):
...     print(hit.score, hit.title, hit.summary)
"""

from dssearch._dssearch import __version__
from dssearch.results import (
    CommitResult,
    Error,
    ErrorCode,
    Evidence,
    Facet,
    FacetCount,
    Hit,
    IndexRun,
    OtherRecord,
    Paper,
    PutResult,
    SearchResponse,
    Snippet,
    TermExpansion,
)
from dssearch.searcher import Searcher, SearchOptions
from dssearch.writer import Writer

__all__ = [
    "CommitResult",
    "Error",
    "ErrorCode",
    "Evidence",
    "Facet",
    "FacetCount",
    "Hit",
    "IndexRun",
    "OtherRecord",
    "Paper",
    "PutResult",
    "SearchOptions",
    "SearchResponse",
    "Searcher",
    "Snippet",
    "TermExpansion",
    "Writer",
    "__version__",
]
