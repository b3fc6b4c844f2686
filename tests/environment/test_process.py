"""Commands that run while somebody watches."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from mlops_bridge.environment.process import watch
from mlops_bridge.errors import Cancelled


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_streams_are_kept_apart_and_lines_come_as_they_are_written() -> None:
    heard: list[str] = []
    ended = watch(
        python("import sys; print('é'); print('warned', file=sys.stderr); print(input())"),
        stdin="asked\n",
        line=heard.append,
    )
    assert (ended.code, ended.stdout, ended.stderr) == (0, "é\nasked\n", "warned\n")
    assert heard == ["é\n", "asked\n"]


def test_bytes_that_are_no_text_do_not_break_the_reader() -> None:
    ended = watch(python("import os; os.write(1, b'\\xff\\xfe ok')"))
    assert "ok" in ended.stdout


def test_a_command_that_ignores_its_input_is_no_error() -> None:
    assert watch(python("pass"), stdin="x" * 1_000_000).code == 0


def test_time_is_up_and_the_command_with_it() -> None:
    ended = watch(python("import time; time.sleep(60)"), timeout=0.5)
    assert ended.late
    assert ended.seconds < 10


def test_cancelling_ends_the_command_and_its_children(tmp_path: Path) -> None:
    sign = tmp_path / "alive"
    child = f"import time; time.sleep(3); open({str(sign)!r}, 'w')"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    def beat() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        watch(python(parent), beat=beat)
    time.sleep(3.5)
    assert not sign.exists()


def test_a_child_that_stays_behind_does_not_hold_the_answer_back() -> None:
    child = "import time; time.sleep(20)"
    parent = (
        f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}]); print(1)"
    )
    ended = watch(python(parent))
    assert ended.stdout == "1\n"
    assert ended.seconds < 10


def test_a_chatty_command_can_be_cancelled_too() -> None:
    def beat() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        watch(python("while True: print('x' * 100)"), beat=beat)
