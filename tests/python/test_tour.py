"""The example runs as README.md says."""

import pathlib
import subprocess
import sys

TOUR = pathlib.Path(__file__).parents[2] / "searcher/python/examples/tour.py"


def test_the_tour_runs(index: pathlib.Path) -> None:
    command = [sys.executable, "-W", "error", str(TOUR), str(index)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert printed.startswith(f"<Searcher '{index}': 28 papers>\n")
    assert "【强化学习】" in printed
    assert "invalid_request: '2024-13' is not a date" in printed
