"""Writing an index."""

import datetime
import json
import pathlib
import threading

import dssearch
import pandas
import pytest

PAPER = dssearch.Paper(
    id="a1", title="Graph networks", authors=("Ada Li", "Bo Wu"), date="2024-05", domains=("AI",)
)


def test_puts_what_searchers_see_after_the_block(tmp_path: pathlib.Path) -> None:
    with dssearch.Writer(tmp_path / "index") as writer:
        assert writer.put(PAPER) == dssearch.PutResult("added", "a1", "", "")
        assert writer.put({"id": "a2", "title": "图神经网络", "year": 2023}).outcome == "added"
        assert writer.put('{"id": "a3", "title": "Trees"}').outcome == "added"
    searcher = dssearch.Searcher(tmp_path / "index")
    stored = searcher["a1"]
    assert (stored.title, stored.authors, stored.date) == (PAPER.title, PAPER.authors, PAPER.date)
    assert searcher["a2"].date == "2023"

    with dssearch.Writer(tmp_path / "index") as writer:
        assert writer.put(PAPER).outcome == "unchanged"
        assert writer.remove("a3")
        assert not writer.remove("nowhere")
        writer.put({"id": "a2", "title": "图神经网络", "year": 2024})
        result = writer.commit()
    assert (result.added, result.updated, result.removed) == ((), ("a2",), ("a3",))
    assert result.unchanged == 1
    assert len(searcher) == 2, "an open searcher sees the new state"


def test_a_block_that_raises_changes_nothing(tmp_path: pathlib.Path) -> None:
    with dssearch.Writer(tmp_path):
        pass
    with pytest.raises(ZeroDivisionError), dssearch.Writer(tmp_path) as writer:
        writer.put(PAPER)
        raise ZeroDivisionError
    with dssearch.Writer(tmp_path) as writer:  # The lock is free.
        assert writer.put(PAPER).outcome == "added"


def test_a_domain_has_two_names(tmp_path: pathlib.Path) -> None:
    with dssearch.Writer(tmp_path) as writer:
        writer.put(PAPER)
        writer.name_domain("人工智能", "AI")
        with pytest.raises(dssearch.Error, match="no names of a domain"):
            writer.name_domain("人工智能", "")
    searcher = dssearch.Searcher(tmp_path)
    assert [hit.paper.id for hit in searcher.search("", domain="人工智能").hits] == ["a1"]


def test_takes_rows_of_tables(tmp_path: pathlib.Path) -> None:
    rows = pandas.DataFrame(
        {
            "id": [1, 2, 3],
            "title": ["Trees", "Rivers", "Maps"],
            "date": [pandas.Timestamp("2024-05-06"), pandas.NaT, pandas.Timestamp("2023-01-01")],
            "doi": [float("nan"), "10.1000/x", None],
            "authors": [("Ada Li", "Bo Wu"), ["Cy"], float("nan")],
        }
    ).astype({"id": "int64"})
    with dssearch.Writer(tmp_path) as writer:
        for row in rows.to_dict("records"):
            assert writer.put(row).outcome == "added", row
        assert writer.put(rows.iloc[0]).outcome == "repeated"
        assert writer.put({"id": "d", "title": "D", "date": datetime.date(2022, 2, 1)}).id == "d"
        with pytest.raises(TypeError, match="'title'.*complex"):
            writer.put({"title": 1j})
        with pytest.raises(TypeError, match="put_files"):
            writer.put(tmp_path)  # type: ignore[arg-type]
    assert writer.result is not None and set(writer.result.added) == {"1", "2", "3", "d"}
    searcher = dssearch.Searcher(tmp_path)
    assert (searcher["1"].date, searcher["1"].authors) == ("2024-05-06", ("Ada Li", "Bo Wu"))
    assert (searcher["2"].date, searcher["2"].doi, searcher["3"].authors) == ("", "10.1000/x", ())
    found = searcher.search("", since=pandas.Timestamp("2023-06-01"))
    assert [hit.id for hit in found] == ["1"]


def test_reads_files(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "title": "Trees"}\n{"id": 1\n')
    (tmp_path / "b.md").write_text("# Rivers\n\nThey are slow.\n")
    with pytest.warns(UserWarning, match="1 records were rejected, the first since .*a.jsonl:2"):
        with dssearch.Writer(tmp_path / "index") as writer:
            (problem,) = writer.put_files(tmp_path)
            assert problem.outcome == "rejected" and problem.hint
            with pytest.raises(dssearch.Error, match="no such file"):
                writer.put_files(tmp_path / "nowhere")
    assert [hit.title for hit in dssearch.Searcher(tmp_path / "index").search("slow")] == ["Rivers"]


def test_no_paper_is_a_result(tmp_path: pathlib.Path) -> None:
    with dssearch.Writer(tmp_path) as writer:
        for record in ({"id": "b1"}, "no JSON", json.dumps(["a list"])):
            result = writer.put(record)
            assert (result.outcome, result.id) == ("rejected", "")
            assert result.reason
        assert writer.commit().rejected == 3


def test_errors(tmp_path: pathlib.Path) -> None:
    writer = dssearch.Writer(tmp_path)
    with pytest.raises(dssearch.Error) as raised:
        dssearch.Writer(tmp_path)
    assert raised.value.code == "index_locked"
    writer.close()
    writer.close()
    with pytest.raises(dssearch.Error, match="the writer is closed") as raised:
        writer.put(PAPER)
    assert raised.value.code == "invalid_request"


def test_progress_may_raise_and_is_of_one_thread(tmp_path: pathlib.Path) -> None:
    seen: list[tuple[int, int]] = []
    said: list[str] = []
    writer = dssearch.Writer(tmp_path)

    def put_meanwhile() -> None:
        try:
            writer.put(PAPER)
        except dssearch.Error as error:
            said.append(str(error))

    def progress(done: int, total: int) -> None:
        if not seen:
            thread = threading.Thread(target=put_meanwhile)
            thread.start()
            thread.join()
        seen.append((done, total))

    writer.put(PAPER)
    writer.commit(progress)
    assert seen
    assert said == ["the writer is at work in another call"]

    def refuse(done: int, total: int) -> None:
        raise ZeroDivisionError

    writer.put({"id": "a2", "title": "Trees"})
    with pytest.raises(ZeroDivisionError):
        writer.commit(refuse)
    writer.close()
    assert len(dssearch.Searcher(tmp_path)) == 1
