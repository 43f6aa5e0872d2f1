"""Writing an index."""

from __future__ import annotations

import datetime
import json
import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Protocol, Self

from dssearch import _dssearch
from dssearch.results import CommitResult, Paper, PutResult


class _Row(Protocol):
    """A mapping, or a row of a table."""

    def items(self) -> Iterable[tuple[Any, Any]]: ...


def _plain(value: Any) -> Any:
    """What JSON has of a value of pandas and the like; None for one that is missing."""
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:  # A scalar of numpy.
        value = value.item()
    elif hasattr(value, "tolist"):  # An array.
        value = value.tolist()
    if value is None or value != value or str(value) in ("NaT", "<NA>"):  # NaN is not itself.
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[: len("YYYY-MM-DD")]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [one for one in map(_plain, value) if one is not None]
    if isinstance(value, os.PathLike):
        raise TypeError("a path is for put_files")
    return value


def _json(fields: Iterable[tuple[Any, Any]]) -> str:
    plain = {}
    for name, value in fields:
        try:
            if (one := _plain(value)) is not None:
                json.dumps(one)
                plain[name] = one
        except (TypeError, ValueError) as error:
            raise TypeError(f"the field {name!r}: {error}") from None
    return json.dumps(plain, ensure_ascii=False)


class Writer:
    """Puts papers into an index.

    >>> with dssearch.Writer("papers.idx") as writer:
    ...     writer.put(dssearch.Paper(id="2501.12948", title="DeepSeek-R1"))

    Searchers see what was put and removed when the block ends, all of it at once, and nothing where
    it raises: then, and without `commit`, the index stays as it was. One commit for many papers is
    cheaper than one for each. `result` is what the last commit has made, and where a block ends
    with records that were rejected, a warning says so.

    An index has one writer at a time, and a writer one thread. What a call raises as `Error` ends
    the writer.
    """

    __slots__ = ("_first_reject", "_writer", "path", "result")

    def __init__(
        self, path: str | os.PathLike[str], *, rebuild: bool = False, threads: int = 1
    ) -> None:
        """Opens the index directory `path`, which is made where there is none. With `rebuild` a new
        index replaces the old one at the first commit. `threads` turn papers into documents."""
        self.path = os.fspath(path)
        self.result: CommitResult | None = None
        self._first_reject: PutResult | None = None
        self._writer = _dssearch.Writer(os.fsencode(path), rebuild, threads)

    def put(self, paper: Paper | _Row | str) -> PutResult:
        """Puts a paper into the index, in place of the one with the same id: a `Paper`, a record
        with the names of fields that corpus/README.md lists, such as a row of a DataFrame, or a
        record as JSON. What is no paper is no error, but a result that says why. Where two papers
        of one commit have an id and not their titles in common, the second has an id that `reason`
        names."""
        if isinstance(paper, str):
            return self._noted(self._writer.put(paper))
        if isinstance(paper, Paper):
            paper = {name: value for name, value in paper.to_dict().items() if value}
        items = getattr(paper, "items", None)
        if items is None:
            raise TypeError(
                f"put takes a Paper, a dict or JSON, not {type(paper).__name__}; put_files takes paths"
            )
        return self._noted(self._writer.put(_json(items())))

    def put_files(self, path: str | os.PathLike[str]) -> list[PutResult]:
        """Puts the papers of a file, or of all files below a folder, in any format that dsindex
        reads. Returns what became of those records that were not read, or not whole."""
        return [self._noted(result) for result in self._writer.put_files(os.fsencode(path))]

    def _noted(self, result: PutResult) -> PutResult:
        if result.outcome == "rejected" and self._first_reject is None:
            self._first_reject = result
        return result

    def remove(self, id: str) -> bool:
        """Removes the paper with this id. False where there is none."""
        return self._writer.remove(id)

    def name_domain(self, zh: str, en: str) -> None:
        """Gives a domain its names in both languages: papers that have either are found and counted
        under both."""
        self._writer.name_domain(zh, en)

    def commit(self, progress: Callable[[int, int], object] | None = None) -> CommitResult:
        """Makes what was put and removed what searchers see. `progress(done, total)` is called up
        to a hundred times, with parts of the work; what it raises ends the writer, and nothing is
        committed."""
        if progress is not None and not callable(progress):
            raise TypeError("progress is a function of (done, total)")
        self._first_reject = None
        self.result = self._writer.commit(progress)
        return self.result

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
                reject = self._first_reject
                rejected = self.commit().rejected
                if reject is not None:
                    warnings.warn(
                        f"{rejected} records were rejected, the first since {reject.reason}",
                        stacklevel=2,
                    )
        finally:
            self.close()

    def __repr__(self) -> str:
        return f"<Writer {self.path!r}>"
