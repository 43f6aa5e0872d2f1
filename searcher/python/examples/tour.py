# A tour of the package dssearch, in cells as editors and Jupyter (by jupytext) show them. It searches
# the index that is named, or the default one: dsindex corpus && python3 searcher/python/examples/tour.py

# %% Open an index.
import sys
import tempfile

import dssearch

searcher = dssearch.Searcher(*sys.argv[1:])
print(searcher)

# %% Search. In a notebook the response shows itself.
response = searcher.search("强化学习 推理", since=2024, limit=3)
response

# %% A hit has its paper, its score, and snippets in which matches are marked.
for hit in response:
    print(f"{hit.score:6.2f}  {hit.title} ({hit.paper.date})")
    for text, match in hit.snippets[0].parts():
        print(f"【{text}】" if match else text, end="")
    print("\n")

# %% Facets are exact, and their own filters do not narrow them.
narrowed = searcher.search("强化学习", domain=["数学推理"], facets=["domain", "date:year"])
print(narrowed.total, narrowed.facets["domain"].to_dict(), narrowed.facets["date"].to_dict())

# %% One paper, those like it, and what a person may be about to type.
paper = searcher["2501.12948"]
print(paper.title, "|", *paper.keywords_zh)
for hit in searcher.similar(paper.id, limit=3):
    print("  like it:", hit.title)
print(searcher.suggest("qianghua"))

# %% All hits, however many, as a table.
rows = [hit.to_dict() for hit in searcher.iterate("", sort="newest")]
try:
    import pandas
except ImportError:
    print(len(rows), "papers; for a table: pip install pandas")
else:
    print(pandas.DataFrame(rows)[["id", "date", "title"]].head())

# %% Write an index of one's own. Searchers see it when the block ends.
with tempfile.TemporaryDirectory() as folder:
    with dssearch.Writer(folder) as writer:
        for hit in response:
            writer.put(hit.paper)
    print(dssearch.Searcher(folder).search("推理").total, "papers in an index of its own")

# %% What is wrong is one line and a hint.
try:
    searcher.search("推理", since="2024-13")
except dssearch.Error as error:
    print(f"{error.code}: {error}\nhint: {error.hint}")
