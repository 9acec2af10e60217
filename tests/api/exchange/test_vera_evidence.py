"""Evidence is told in codes to a corporation that works on the case, and never such that a screening shows."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tests.api.cases.test_mandates import GIVEN, mandated, taken
from tests.api.cases.working import DESK, LANDLORD, MAYOR, REVIEWER, Desk
from tests.api.exchange.every_way import WAYS, Way, decided
from tests.api.exchange.test_vera_matrix import told
from tests.api.letters.lettering import Writer
from wbmgp_api.exchange import vera
from wbmgp_api.exchange.vera_codes import Code, Codes, ours

ORDINARY: Final = (
    ("uittreksel_brp", "basisregistratie"), ("loonstroken", "aanvrager"), ("bankafschriften", "aanvrager"),
    ("studiefinanciering", "derde"), ("legitimatie", "aanvrager"),
)  # fmt: skip
NAMES: Final = {
    "aanbieding": {"idGegevensbeheerder", "idOrganisatie", "status", "detailStatus", "extra-attributen"},
    "cluster": {"soort", "naam"}, "authentiekeGegevens": {"soort", "bron", "jaar"},
}  # fmt: skip
"""Fields of the chain process of VERA 4.3.0, as far as a message could have them."""
OF_SCREENING: Final = (("woonverklaring", "derde"), ("vog", "aanvrager"), ("hardheid", "aanvrager"))


def worked_on(desk: Desk, name: str, *papers: tuple[str, str]) -> str:
    """A case that the corporation took in, with what came in; screened where the way is one under article 10."""
    way: Way = next(one for one in WAYS if one.name == name)
    case = str(taken(desk).json()["id"])
    desk.well(case, "", REVIEWER, {"aanvraag": dict(way.given), "toelichting": "Gewogen."}, method="PUT")
    desk.well(case, "_verklaar-volledig", LANDLORD, {})
    for paper, source in papers:
        desk.well(case, "bewijsstukken", DESK, {"stuk": paper, "herkomst": source})
    if way.screening is not None:
        desk.well(case, "_vraag-onderzoek", REVIEWER, {})
        desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": way.screening})
    desk.well(case, "toetsingen", REVIEWER)
    return case


def test_who_works_on_a_case_is_told_its_evidence_and_nothing_of_a_screening(desk: Desk) -> None:
    mandated(desk)
    plain = worked_on(desk, "nothing against it", *ORDINARY)
    screened = worked_on(desk, "art. 10, police", *OF_SCREENING, *reversed(ORDINARY))
    (content, message), (other, _) = told(desk, plain), told(desk, screened)
    assert content == other
    codes = [(one["soort"]["code"], one["bron"]["code"]) for one in message["bericht"]["authentiekeGegevens"]]
    assert codes == [("AIN", "DUO"), ("AIN", "KLA"), ("WOO", "BRP")]
    assert message["meldingen"] == []


def test_a_message_has_the_names_of_vera_and_no_other(desk: Desk) -> None:
    mandated(desk)
    _, message = told(desk, worked_on(desk, "nothing against it", *ORDINARY))
    refused = decided(desk, WAYS[0])
    desk.well(refused, "_verzend", DESK, {})
    for one in (message["bericht"], told(desk, refused)[1]["bericht"]):
        assert one.keys() <= NAMES.keys()
        parts = {name: part if isinstance(part, list) else [part] for name, part in one.items()}
        for name, listed in parts.items():
            assert all(part.keys() <= NAMES[name] for part in listed), name
    assert parts["aanbieding"][0]["status"] == {"code": "ING", "naam": "Ingetrokken"}
    assert parts["cluster"] == [{"soort": {"code": "WGP", "naam": "Wbmgp"}}]


def test_only_papers_of_a_screening_are_no_evidence_at_all(desk: Desk) -> None:
    mandated(desk)
    content, message = told(desk, worked_on(desk, "art. 10, no certificate", *OF_SCREENING))
    assert "authentiekeGegevens" not in message["bericht"]
    assert content == told(desk, worked_on(desk, "nothing against it"))[0]


def test_a_source_without_a_code_is_reported_and_not_guessed(desk: Desk) -> None:
    mandated(desk)
    _, message = told(desk, worked_on(desk, "nothing against it", ("loonstroken", "basisregistratie")))
    assert [one["soort"]["code"] for one in message["bericht"]["authentiekeGegevens"]] == ["AIN"]
    assert "bron" not in message["bericht"]["authentiekeGegevens"][0]
    (finding,) = message["meldingen"]
    assert finding["plaats"] == "AUTHENTIEKGEGEVENBRON bij AIN"


def test_who_handed_the_case_over_and_who_never_had_it_are_told_the_outcome_only(desk: Desk) -> None:
    mandated(desk)
    handed = worked_on(desk, "nothing against it", *ORDINARY)
    desk.well(handed, "_draag-over", LANDLORD, GIVEN)
    foreign = desk.take_in(dict(WAYS[6].given))
    desk.well(foreign, "bewijsstukken", DESK, {"stuk": "loonstroken", "herkomst": "aanvrager"})
    for case in (handed, foreign):
        assert "authentiekeGegevens" not in told(desk, case)[1]["bericht"]
    writer = Writer(desk)
    worked = worked_on(desk, "nothing against it", *ORDINARY)
    other = writer.who(LANDLORD, client=_of_another(desk))
    assert "authentiekeGegevens" not in vera.message(writer.office, other, worked).body


def _of_another(desk: Desk) -> str:
    """A second corporation with a mandate for the same dwelling, in which the first still works."""
    from tests.api.cases.test_mandates import mandate
    from tests.api.cases.working import LAWYER

    given = mandate(id="andere", client="andere-corporatie")
    assert desk.ask("POST", "/mandaten", LAWYER, given).status_code == 201
    got = desk.ask("POST", "/mandaten/andere/_stel-vast", LAWYER, subject="tweede", headers={"If-Match": '"1"'})
    assert got.status_code == 200
    return "andere-corporatie"


def test_who_reads_is_in_the_log_first(desk: Desk) -> None:
    mandated(desk)
    case = worked_on(desk, "nothing against it", *ORDINARY)

    before = len(desk.looks(case))
    desk.ask("GET", f"/aanvragen/{case}/vera", LANDLORD)
    assert [(one["rol"], one["categorieen"]) for one in desk.looks(case)[before:]] == [
        ("corporatie", []),
        ("corporatie", ["persoon"]),
    ]


def test_a_stranger_finds_no_case(desk: Desk) -> None:
    case = desk.take_in()
    assert desk.ask("GET", f"/aanvragen/{case}/vera", LANDLORD).status_code == 404


def test_a_code_that_is_not_valid_that_day_is_left_out_and_reported(desk: Desk) -> None:
    case = desk.sent(None, "verlenen")
    old = {key: tuple(Code(*_ended(one)) for one in every) for key, every in ours().known.items()}
    writer = Writer(desk)
    made = vera.message(writer.office, writer.who(REVIEWER), case, Codes(old))
    assert "cluster" not in made.body
    assert [(one.place, one.problem) for one in made.findings] == [("CLUSTERSOORT.WGP", "gold tot en met 2026-06-30")]


def _ended(one: Code) -> tuple[Any, ...]:
    return one.list, one.code, one.name, one.begin, date(2026, 6, 30), one.use
