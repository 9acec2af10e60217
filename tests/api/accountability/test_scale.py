"""Every number of cases in the documents of account is that of the store: counted here from what was put in, each another number."""

from __future__ import annotations

from typing import Final

import pytest

from tests.api.accountability.test_processing_register import rows
from tests.api.accountability.using import TENANT, use
from tests.api.oversight.filled import Filled, Made
from wbmgp_api.accountability.ai_act import ai_act_note
from wbmgp_api.accountability.dpia import dpia_annex
from wbmgp_api.accountability.iama import iama_annex
from wbmgp_api.accountability.scale import HIDDEN, OUTCOMES
from wbmgp_api.oversight.counts import YearCounts, year_counts
from wbmgp_api.store.opened import open_store

DAY: Final = "2025-05-01"
STEPS: Final = {
    "trek_in": (5, "aanvragen ingetrokken"), "laat_buiten_behandeling": (6, "aanvragen niet verder behandeld"),
    "verleng_termijn": (7, "termijn verlengd"), "schort_op": (8, "termijn opgeschort"),
    "vraag_aanvulling": (9, "om aanvulling gevraagd"), "stel_in_gebreke": (10, "in gebreke gesteld"),
    "correctie": (11, "gegevens verbeterd"), "meld_onderzoek": (12, "uitkomsten van een onderzoek van artikel 10"),
}  # fmt: skip
"""How many cases of the year had each step, and what the documents call it."""
DECIDED: Final = [
    *[Made(day=DAY, received=DAY, looked_in=2)] * 25, *[Made("weigeren", "weigeren", DAY, DAY, erased=True)] * 13,
    *[Made("verlenen", "weigeren", DAY, DAY)] * 14, *[Made("geen_vergunning_nodig", "geen_vergunning_nodig", DAY, DAY)] * 15,
    *[Made("verlenen_met_voorschriften", "verlenen_met_voorschriften", DAY, DAY)] * 3,
]  # fmt: skip


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> YearCounts:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('schaal')}/tellingen.db")
    try:
        with_steps = store.write(TENANT, _put)
        assert with_steps == sum(number for number, _ in STEPS.values())
        return store.read(TENANT, lambda connection: year_counts(connection, TENANT, 2025))
    finally:
        store.close()


def _put(connection: object) -> int:
    filled = Filled(connection)  # type: ignore[arg-type]
    filled.decided([*DECIDED, Made(day="2026-05-01", received="2026-05-01")])
    before = len(filled.cases)
    for act, (number, _) in STEPS.items():
        for _ in range(number):
            case = filled.case(DAY, "ontvangen")
            filled.step(case, "intake", "ontvangen", DAY)
            filled.step(case, act, "ontvangen", DAY)
    return len(filled.cases) - before


def test_each_number_is_that_of_what_was_put_in(counts: YearCounts) -> None:
    waiting = sum(number for number, _ in STEPS.values())
    expected = {
        "aanvragen ontvangen": len(DECIDED) + waiting, "besluiten genomen": len(DECIDED),
        "advies gevolgd": sum(one.outcome == one.advice for one in DECIDED),
        "advies niet gevolgd, of het advies noemde geen uitkomst": sum(one.outcome != one.advice for one in DECIDED),
        "zaken waarin is gewist": sum(one.erased for one in DECIDED),
        "keer dat iemand in een dossier keek": sum(one.looked_in for one in DECIDED),
        **{label: number for number, label in STEPS.values()},
        **dict.fromkeys(("bezwaren", "op bezwaar beslist", "beroepen", "uitspraken", "besluiten vernietigd", "beroepen ingetrokken"), 0),
    }  # fmt: skip
    for document, key in ((dpia_annex(use(), counts), "schaal"), (iama_annex(use(), counts), "3.1.3.schaal")):
        told = {row[0]: row[1] for row in rows(document, key)}
        of_outcomes = {label.removeprefix("besluit: "): told.pop(label) for label in list(told) if ": " in label}
        assert told == {label: str(number) for label, number in expected.items()}
        # Three of them are a small group, and with the sum another number could tell how many they are.
        assert set(of_outcomes) == set(OUTCOMES.values()) and of_outcomes["verleend met voorschriften"] == HIDDEN
        shown = {label: text for label, text in of_outcomes.items() if text != HIDDEN}
        of_store = {label: str(sum(one.outcome == name for one in DECIDED)) for name, label in OUTCOMES.items()}
        assert shown and shown.items() <= of_store.items() and len(shown) < 3


def test_the_note_and_the_annex_say_how_often_an_advice_was_followed(counts: YearCounts) -> None:
    followed = sum(one.outcome == one.advice for one in DECIDED)
    deviated = len(DECIDED) - followed
    said = f"advies gevolgd {followed}, niet gevolgd {deviated}."
    assert ai_act_note(use(), counts).fact("gevolgd").text == f"In 2025: besluiten {len(DECIDED)}, {said}"
    assert iama_annex(use(), counts).fact("3.2.2.afgeweken").text == f"3.2.2: In 2025: {said}"
