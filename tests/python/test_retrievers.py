"""The retrievers, with the real packages."""

import asyncio

import dssearch
import dssearch.langchain
import dssearch.llama_index


def test_langchain(searcher: dssearch.Searcher) -> None:
    retriever = dssearch.langchain.Retriever(
        searcher=searcher, options={"domain": "数学推理", "limit": 3}
    )
    documents = retriever.invoke("强化学习 推理")
    hits = searcher.search("强化学习 推理", domain="数学推理", limit=3)
    assert [document.id for document in documents] == [hit.id for hit in hits]
    assert documents[0].page_content == hits[0].summary
    assert documents[0].metadata["title"] == hits[0].title
    assert documents[0].metadata["score"] == hits[0].score
    assert asyncio.run(retriever.ainvoke("强化学习 推理")) == documents
    chain = retriever | (lambda found: len(found))
    assert chain.invoke("强化学习 推理") == len(hits)


def test_llama_index(searcher: dssearch.Searcher) -> None:
    retriever = dssearch.llama_index.Retriever(searcher, domain="数学推理", limit=3)
    nodes = retriever.retrieve("强化学习 推理")
    hits = searcher.search("强化学习 推理", domain="数学推理", limit=3)
    assert [node.node_id for node in nodes] == [hit.id for hit in hits]
    assert nodes[0].text == hits[0].summary
    assert nodes[0].metadata["title"] == hits[0].title
    assert nodes[0].score == hits[0].score
    assert [node.node_id for node in asyncio.run(retriever.aretrieve("GRPO"))] == [
        hit.id for hit in searcher.search("GRPO", domain="数学推理", limit=3)
    ]
