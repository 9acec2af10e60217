"""The name of a municipality from one line of its register."""

from __future__ import annotations

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.law.municipality_name import municipality_name
from wbmgp_engine.law.register import load_register, municipalities

FILES = OUR_LAW.files


@pytest.mark.parametrize("code", municipalities(FILES))
def test_the_line_says_what_the_register_says(code: str) -> None:
    register = load_register(OUR_LAW, code)
    assert register is not None
    assert municipality_name(FILES, code) == register.naam


@pytest.mark.parametrize("code", ["GM0363", "buitenland", "onbekend", "GM059"])
def test_what_the_register_does_not_know_has_no_name(code: str) -> None:
    assert municipality_name(FILES, code) is None


@pytest.mark.parametrize(
    "text", ["", "naam:", "naam: >-\n  Rotterdam", "naam: 'Rotter\n", "# naam: Rotterdam", "naam: |"]
)
def test_a_name_that_is_written_otherwise_is_not_guessed(text: str) -> None:
    files = {"aanwijzingen/gm0599-rotterdam/register.yaml": text.encode()}
    assert municipality_name(files, "GM0599") is None
