"""A retriever for LangChain: `pip install dssearch[langchain]`.

>>> from dssearch.langchain import Retriever
>>> retriever = Retriever(searcher=dssearch.Searcher("papers.idx"), options={"domain": "数学推理"})
>>> retriever.invoke("强化学习 推理")
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from dssearch.searcher import Searcher


class Retriever(BaseRetriever):
    """Finds papers. A document is the summary of a paper, with its other fields and the score as
    metadata."""

    model_config = ConfigDict(extra="forbid")  # limit=4 belongs into the options.

    searcher: Searcher
    options: dict[str, Any] = Field(default_factory=dict)
    """Those of `Searcher.search`, its SearchOptions: limit, domain, since, ..."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [
            Document(id=hit.id, page_content=hit.summary or hit.title, metadata=hit.metadata())
            for hit in self.searcher.search(query, **self.options)
        ]
