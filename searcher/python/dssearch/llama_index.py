"""A retriever for LlamaIndex: `pip install dssearch[llama-index]`.

>>> from dssearch.llama_index import Retriever
>>> retriever = Retriever(dssearch.Searcher("papers.idx"), domain="数学推理")
>>> retriever.retrieve("强化学习 推理")
"""

from __future__ import annotations

from typing import Unpack

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from dssearch.searcher import Searcher, SearchOptions


class Retriever(BaseRetriever):
    """Finds papers. A node is the summary of a paper, with its other fields as metadata."""

    def __init__(self, searcher: Searcher, **options: Unpack[SearchOptions]) -> None:
        if not isinstance(searcher, Searcher):
            raise TypeError(f"searcher is a dssearch.Searcher, not {type(searcher).__name__}")
        super().__init__()
        self._searcher = searcher
        self._options = options

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [
            NodeWithScore(
                node=TextNode(
                    id_=hit.id, text=hit.summary or hit.title, metadata=hit.metadata()
                ),
                score=hit.score,
            )
            for hit in self._searcher.search(query_bundle.query_str, **self._options)
        ]
