"""The files of a dossier in a folder: a request that somebody went on with is told from the one that was written."""

from __future__ import annotations

from pathlib import Path

from tests.simulation.dossier.made import dossier
from wbmgp_engine.simulation.dossier import files_of, went_on


def written(folder: Path) -> Path:
    for name, text in files_of(dossier()).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "verzoek.json"


def test_the_same_result_gives_the_same_files() -> None:
    assert files_of(dossier()) == files_of(dossier())


def test_a_request_as_it_was_written_is_nobody_s_yet(tmp_path: Path) -> None:
    assert not went_on(tmp_path)
    written(tmp_path)
    assert not went_on(tmp_path)


def test_a_changed_request_is_somebody_s_work(tmp_path: Path) -> None:
    request = written(tmp_path)
    request.write_text(request.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert went_on(tmp_path)


def test_a_request_of_which_nothing_is_known_is_somebody_s_work(tmp_path: Path) -> None:
    written(tmp_path)
    for text in ("", "[]", "{}"):
        (tmp_path / "dossier.json").write_text(text, encoding="utf-8")
        assert went_on(tmp_path)
    (tmp_path / "dossier.json").unlink()
    assert went_on(tmp_path)
