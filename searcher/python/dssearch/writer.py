"""Writing an index."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from dssearch import _dssearch
from dssearch.results import CommitResult, Paper, PutResult


class Writer:
    """Puts papers into an index.

    >>> with dssearch.Writer("papers.idx") as writer:
    ...     writer.put(dssearch.Paper(id="2501.12948", title="DeepSeek-R1"))

    Searchers see what was put and removed when the block ends, all of it at once, and nothing where
    it raises: then, and without `commit`, the index stays as it was. One commit for many papers is
    cheaper than one for each.

    An index has one writer at a time, and a writer one thread. What a call raises as `Error` ends
    the writer.
    """

    __slots__ = ("_writer", "path")

    def __init__(
        self, path: str | os.PathLike[str], *, rebuild: bool = False, threads: int = 1
    ) -> None:
        """Opens the index directory `path`, which is made where there is none. With `rebuild` a new
        index replaces the old one at the first commit. `threads` turn papers into documents."""
        self.path = os.fspath(path)
        self._writer = _dssearch.Writer(os.fsencode(path), rebuild, threads)

    def put(self, paper: Paper | Mapping[str, Any] | str) -> PutResult:
        """Puts a paper into the index, in place of the one with the same id: a `Paper`, a record
        with the names of fields that corpus/README.md lists, or such a record as JSON. What is no
        paper is no error, but a result that says why."""
        if isinstance(paper, Paper):
            paper = {name: value for name, value in paper.to_dict().items() if value}
        record = paper if isinstance(paper, str) else json.dumps(paper, ensure_ascii=False)
        return self._writer.put(record)

    def remove(self, id: str) -> bool:
        """Removes the paper with this id. False where there is none."""
        return self._writer.remove(id)

    def name_domain(self, zh: str, en: str) -> None:
        """Gives a domain its names in both languages: papers that have either are found and counted
        under both."""
        self._writer.name_domain(zh, en)

    def commit(self, progress: Callable[[int, int], object] | None = None) -> CommitResult:
        """Makes what was put and removed what searchers see. `progress(done, total)` is called up
        to a hundred times."""
        return self._writer.commit(progress)

    def close(self) -> None:
        """Ends the writer. What was not committed is as if it had never been put."""
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self.close()

    def __repr__(self) -> str:
        return f"<Writer {self.path!r}>"
