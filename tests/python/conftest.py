"""The index of corpus/, which dsindex makes once for all tests."""

import os
import pathlib
import subprocess

import dssearch
import pytest

SOURCE = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("index")
    dsindex = [os.environ["DSINDEX"], "-q", "--index", str(path), str(SOURCE / "corpus")]
    subprocess.run(dsindex, check=True)
    return path


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """An index of 20,000 papers, in which some searches take a while."""
    path = tmp_path_factory.mktemp("many")
    words = [f"word{n}" for n in range(50)]
    lines = "".join(
        f'{{"id": "p{n}", "title": "Paper {n}",'
        f' "summary_en": "{" ".join(words[(n * k) % 50] for k in range(1, 60))}"}}\n'
        for n in range(20_000)
    )
    dsindex = [os.environ["DSINDEX"], "-q", "--index", str(path), "-"]
    subprocess.run(dsindex, check=True, input=lines, text=True)
    return path


@pytest.fixture
def searcher(index: pathlib.Path) -> dssearch.Searcher:
    return dssearch.Searcher(index)
