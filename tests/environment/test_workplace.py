"""A fresh place to work in: what comes in, what goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_bridge.environment import workplace
from mlops_bridge.errors import ProjectError


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    lab = tmp_path / "home" / "lab"
    for name in ("data/a.csv", "b.csv", "note.ipynb", ".env", ".git/config", "venv/pyvenv.cfg"):
        (lab / name).parent.mkdir(parents=True, exist_ok=True)
        (lab / name).write_text(name)
    (lab / "venv" / "lib.py").touch()
    (lab / "job" / "src").mkdir(parents=True)
    (lab / "job" / "src" / "x.py").touch()
    (lab / "other" / ".nb2prod").mkdir(parents=True)
    (lab / "other" / "big.bin").touch()
    return lab


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_data_comes_in_and_nothing_else(lab: Path, tmp_path: Path) -> None:
    place = workplace.prepare(lab, tmp_path / "work", lab / "job", ["b.csv"])
    assert place.folder == place.top
    assert names(place.folder) == ["b.csv", "data/a.csv"]


def test_what_the_job_wrote_or_changed_goes_out(lab: Path, tmp_path: Path) -> None:
    place = workplace.prepare(lab, tmp_path / "work", lab / "job", [])
    (place.folder / "b.csv").write_text("changed by the job")
    (place.folder / "models").mkdir()
    (place.folder / "models" / "m.bin").write_bytes(b"1")
    moved = workplace.collect(place, tmp_path / "out")
    assert names(tmp_path / "out") == ["b.csv", "models/m.bin"]
    assert sorted(moved) == [tmp_path / "out" / "b.csv", tmp_path / "out" / "models" / "m.bin"]
    assert not place.top.exists()
    assert (lab / "b.csv").read_text() == "b.csv", "the user's file is as it was"


def test_inputs_above_the_notebook_are_found_from_there(lab: Path, tmp_path: Path) -> None:
    (lab.parent / "shared").mkdir()
    (lab.parent / "shared" / "c.csv").write_text("c")
    place = workplace.prepare(lab, tmp_path / "work", lab / "job", ["../shared/c.csv"])
    assert (place.folder / "../shared/c.csv").read_text() == "c"
    (place.folder / "../shared/d.csv").write_text("d")
    (place.folder / "e.csv").write_text("e")
    workplace.collect(place, tmp_path / "out")
    assert names(tmp_path / "out") == ["e.csv", "shared/d.csv"]
    assert not (lab.parent / "shared" / "d.csv").exists()


def test_large_files_are_linked(lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workplace, "COPIED", 3)
    place = workplace.prepare(lab, tmp_path / "work", lab / "job", [])
    assert (place.folder / "b.csv").is_symlink()
    assert workplace.collect(place, tmp_path / "out") == []
    assert (lab / "b.csv").read_text() == "b.csv"


def test_a_folder_that_cannot_be_meant_is_refused(
    lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace, "MOST", 1)
    with pytest.raises(ProjectError, match="more than 1 files"):
        workplace.prepare(lab, tmp_path / "work", lab / "job", [])


def test_a_data_folder_that_is_not_there_is_refused(lab: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="does not exist"):
        workplace.prepare(lab / "gone", tmp_path / "work", lab / "job", [])
