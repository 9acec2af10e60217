"""What the manual shows is what comes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from wbmgp_api.exchange.brp import read_answer
from wbmgp_api.exchange.open_forms_mapping import Forms
from wbmgp_engine.facts import PartialDate

MANUAL = (Path(__file__).parents[3] / "docs/koppelingen-in.md").read_text(encoding="utf-8")


def test_the_answer_of_the_manual_gives_the_residence_of_the_manual() -> None:
    answer, expected = (json.loads(one) for one in re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL))
    (found,) = read_answer(answer, PartialDate.parse("1990"))
    assert found.facts["verblijf"] == expected


def test_the_mapping_of_the_manual_can_be_read() -> None:
    (mapping,) = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    assert set(Forms.read(mapping.encode(), "formulieren.yaml")["GM0599"]) == {"huisvestingsvergunning"}
