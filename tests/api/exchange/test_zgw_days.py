"""The days and lengths of a case as they go over: terms, the day of destruction, and texts that are too long for their field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.cases.working import DESK, LAWYER, REVIEWER, Desk, asked
from tests.api.exchange.test_zgw import final, of, own_findings, packed
from tests.api.exchange.test_zgw_fields import RSIN, schema
from tests.api.letters import lettering
from wbmgp_api.exchange.zgw_writing import Writing, cut


def test_the_day_of_destruction_is_five_years_after_a_refusal_was_sent(desk: Desk) -> None:
    case = lettering.refused(desk)
    desk.well(case, "_verzend", DESK, {})
    (before,) = of(packed(desk, case), "zaak")
    assert not before.keys() & {"archiefnominatie", "archiefactiedatum"}  # somebody can still object
    final(desk, case)
    (after,) = of(packed(desk, case), "zaak")
    assert after["archiefnominatie"] == "vernietigen" and after["archiefstatus"] == "nog_te_archiveren"
    assert (after["startdatumBewaartermijn"], after["archiefactiedatum"]) == ("2026-11-18", "2031-11-18")


def test_a_permit_that_still_stands_waits_for_its_end_and_says_so(desk: Desk) -> None:
    case = desk.sent(None, "verlenen")
    final(desk, case)
    made = packed(desk, case)
    (body,) = of(made, "zaak")
    assert body["archiefnominatie"] == "vernietigen" and "archiefactiedatum" not in body
    assert "zaak.archiefactiedatum" in own_findings(made)
    other = lettering.withdrawn(desk)
    (ended,) = of(packed(desk, other), "zaak")
    assert (
        ended["archiefactiedatum"]
        == f"{int(ended['startdatumBewaartermijn'][:4]) + 1}{ended['startdatumBewaartermijn'][4:]}"
    )
    assert len(of(packed(desk, other), "besluit")) == 2


def test_an_objection_decides_how_long_the_case_is_kept(desk: Desk) -> None:
    case = lettering.objected(desk, oordeel="ongegrond")
    desk.clock.days(30)
    desk.well(case, "_verzend", DESK, {})
    made = packed(desk, case)
    kinds = [one["ingangsdatum"] for one in of(made, "besluit")]
    assert kinds == ["2026-11-18", "2026-12-18"]
    final(desk, case)
    (body,) = of(packed(desk, case), "zaak")
    assert body["archiefactiedatum"] == "2031-11-18"  # five years after the day of the decision on the objection


def test_a_longer_term_goes_over_without_what_somebody_wrote_of_it(desk: Desk) -> None:
    case, told = desk.take_in(), "Het onderzoek van de burgemeester duurt langer."
    desk.well(case, "_verleng-termijn", REVIEWER, {"uiterlijk": "2027-01-20", "toelichting": told})
    made = packed(desk, case)
    (body,) = of(made, "zaak")
    assert body["verlenging"] == {"reden": "Er is meer tijd nodig. Waarom staat in de brief.", "duur": "P7D"}
    assert body["uiterlijkeEinddatumAfdoening"] == "2027-01-20"
    assert schema("zaak").is_valid(body) and not any(told.encode() in one for one in made.files.values())


@pytest.mark.parametrize("length", [40, 41, 57, 58, 200])
def test_a_reference_that_is_too_long_names_no_other_case(desk: Desk, length: int) -> None:
    reference = "k" * length
    case = desk.take_in(asked(kenmerk=reference))
    made = packed(desk, case)
    (body,) = of(made, "zaak")
    assert ("kenmerken" in body) == (length <= 40) == ("zaak.kenmerken" not in own_findings(made))
    whole = f"Huisvestingsvergunning {reference}"
    assert (body["omschrijving"] == whole) == (length <= 57)
    assert reference in body["omschrijving"] + body["toelichting"]


def test_a_term_that_stands_still_says_by_which_article_and_later_from_when(desk: Desk) -> None:
    case = lettering.completed(desk)
    desk.clock.days(3)
    (body,) = of(packed(desk, case), "zaak")
    assert body["opschorting"]["indicatie"] is True and "4:15" in body["opschorting"]["reden"]
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.clock.days(1)
    (later,) = of(packed(desk, case), "zaak")
    assert "opschorting" not in later and "Opgeschort van 2026-11-19 tot 2026-11-21" in later["toelichting"]


def test_a_case_that_was_left_aside_and_taken_up_again_has_no_result(desk: Desk) -> None:
    case = lettering.left_aside(desk)
    aside = packed(desk, case)
    assert len(of(aside, "resultaat")) == 1 and of(aside, "zaak")[0]["archiefactiedatum"] == "2027-12-10"
    desk.well(case, "_hervat", LAWYER, {"toelichting": "Het klopte niet."})
    again = packed(desk, case)
    assert of(again, "resultaat") == [] and "archiefactiedatum" not in of(again, "zaak")[0]


def test_lengths_and_classes_of_the_types_are_those_of_the_rules(desk: Desk) -> None:
    made = packed(desk, desk.take_in())
    (kind,) = of(made, "zaaktype")
    assert (kind["doorlooptijd"], kind["verlengingstermijn"]) == ("P8W", "P8W")
    assert [one["reactietermijn"] for one in of(made, "besluittype")] == ["P6W", "P6W", "P6W"]
    terms = {one["omschrijving"]: one.get("archiefactietermijn") for one in of(made, "resultaattype")}
    assert terms == {
        "Verleend": "P1Y", "Geweigerd": "P5Y", "Ingetrokken": "P1Y", "Afgebroken": "P1Y", "Geen vergunning nodig": None,
    }  # fmt: skip


@given(st.text(max_size=2500), st.text(max_size=300))
def test_any_text_fits_and_is_whole_somewhere_or_reported(reason: str, name: str) -> None:
    writing = Writing("GM9999", RSIN, "0" * 32)
    short, titled = (
        writing.fit(reason, "zaak", "verlenging.reden", "Reden"), writing.fit(name, "zaak", "omschrijving", "Omschrijving"),
    )  # fmt: skip
    told = writing.explained("Overgenomen.")
    assert (len(short) <= 200, len(titled) <= 80, len(told) <= 1000) == (True, True, True)
    for text, written in ((reason, short), (name, titled)):
        assert written == text or text in told or writing.findings


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_a_cut_text_is_as_long_as_it_may_be_and_shows_that_it_was_cut(text: str, longest: int) -> None:
    made = cut(text, longest)
    assert made == text if len(text) <= longest else (len(made) == longest and made.endswith(" […]"))
