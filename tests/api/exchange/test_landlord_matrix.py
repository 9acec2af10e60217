"""Everything a corporation can get of a case that the municipality decides: the same for the same outcome, whatever it rests on.

Every operation of the description that a landlord may call or may not, its letter, and the courts after it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import count
from typing import Any, Final

from tests.api.cases.test_mandates import mandated, taken
from tests.api.cases.working import DESK, LANDLORD, LAWYER, MAYOR, REVIEWER, WITHDRAWN, Desk
from tests.api.exchange.every_way import WAYS, Way, decided, drafted
from tests.api.exchange.test_erased import erased
from tests.api.exchange.test_vera_matrix import TELLING, Compared
from tests.api.letters.lettering import Writer
from tests.api.service.roles import ROLES

READS: Final = ("GET",)
ALL: Final = ("GET", "POST", "PUT")
REFUSED: Final = tuple(
    one for one in WAYS if one.name in ("art. 8", "art. 8, where 10 applies too", "art. 9", "art. 10, police")
)
OF_CASE: Final = sorted(name for name in ROLES if name.partition(" ")[2].startswith("/aanvragen/{id}"))
LISTS: Final = ("GET /aanvragen", "POST /aanvragen/_zoek", "GET /verwerkingen", "POST /verwerkingen/_zoek")
VARIES: Final = frozenset({"traceparent", "x-request-id", "date"})
_PLAIN: Final = re.compile(r"verlenen_met_voorschriften|_[a-z-]+")
_KEYS: Final = count()
Answer = tuple[int, tuple[tuple[str, str], ...], str]


def asked(desk: Desk, name: str, case: str) -> Answer:
    """What the corporation gets, without what differs from one request to the next."""
    method, path = name.split(" ")
    path = re.sub(r"\{(?!id\})[a-z]+\}", "0" * 32, path).replace("{id}", case)
    headers = {"If-Match": '"1"', "Idempotency-Key": f"verhuurder-{next(_KEYS)}"}
    got = desk.ask(method, path, LANDLORD, {} if method != "GET" else None, headers=headers)
    kept = sorted((one, value) for one, value in got.headers.items() if one not in VARIES)
    return got.status_code, tuple(kept), got.text.replace(case, "ZAAK")


class Same:
    """What was answered at each stage of each outcome, and in which way."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told: dict[tuple[str, str, str | None], dict[Answer, str]] = defaultdict(dict)

    def look(self, stage: str, outcome: str | None, case: str, way: Way, verbs: tuple[str, ...] = ALL) -> None:
        for name in (one for one in (*OF_CASE, *LISTS) if one.startswith(verbs)):
            answer = asked(self.desk, name, case)
            if answer[0] == 200:
                assert name in ("GET /aanvragen/{id}/uitkomst", "GET /aanvragen/{id}/vera"), (name, answer)
                assert TELLING.search(_PLAIN.sub("", answer[2])) is None, answer
            self.told[name, stage, outcome][answer] = way.name

    def holds(self) -> None:
        assert self.told
        for (name, stage, outcome), answers in self.told.items():
            assert len(answers) == 1, (name, stage, outcome, answers)


def test_every_answer_is_the_same_while_a_case_is_worked_on_and_after(desk: Desk) -> None:
    mandated(desk)
    same = Same(desk)
    for way in WAYS:
        _looked_at(desk, way, same)
    same.holds()


def _looked_at(desk: Desk, way: Way, same: Same) -> None:
    """A case before, during and after a screening, and once it was sent."""
    verbs = ALL if way in REFUSED else READS
    case = desk.take_in(dict(way.given))
    desk.well(case, "_verklaar-volledig", DESK, {})
    same.look("in behandeling", None, case, way, READS)
    if way.screening is not None:
        desk.well(case, "_vraag-onderzoek", REVIEWER, {})
        same.look("in behandeling", None, case, way, READS)
        desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": way.screening})
    same.look("in behandeling", None, case, way, verbs)
    drafted(desk, case, way)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    desk.well(case, "_verzend", DESK, {})
    same.look("verzonden", way.outcome, case, way, verbs)


def appealed(desk: Desk, way: Way) -> str:
    """The outcome stood after an objection, and is before the court."""
    case = decided(desk, way)
    desk.well(case, "_verzend", DESK, {})
    objected(desk, case)
    desk.well(case, "_stel-beroep-in", LAWYER, {})
    return case


def objected(desk: Desk, case: str, *, again: bool = False) -> None:
    if not again:
        desk.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    desk.well(case, "toetsingen", REVIEWER)
    if not again:
        desk.well(case, "_hoor", LAWYER, {})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, {"motivering": "Gewogen.", "oordeel": "ongegrond"})
    desk.well(case, "_verzend", DESK, {})


def test_rulings_of_a_court_tell_nothing_but_the_outcome(desk: Desk) -> None:
    """A court upholds, puts its own outcome in place, or annuls, after which there is another decision on the objection."""
    mandated(desk)
    compared, same = Compared(desk), Same(desk)

    def look(stage: str, outcome: str, case: str, way: Way) -> None:
        compared.look(stage, outcome, case, way)
        same.look(stage, outcome, case, way, READS)

    for way in REFUSED:
        upheld, replaced, annulled = (appealed(desk, way) for _ in range(3))
        look("in beroep", way.outcome, upheld, way)
        desk.well(
            upheld, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond", "toelichting": "De overlast staat vast."}
        )
        look("na uitspraak", way.outcome, upheld, way)
        own = {"oordeel": "zelf_voorzien", "uitkomst": "verlenen", "toelichting": "Geen overlast."}
        desk.well(replaced, "_leg-uitspraak-vast", LAWYER, own)
        look("na uitspraak", "verlenen", replaced, way)
        desk.well(annulled, "_leg-vernietiging-vast", LAWYER, {"toelichting": "Niet gemotiveerd."})
        look("vernietigd", way.outcome, annulled, way)
        objected(desk, annulled, again=True)
        look("opnieuw beslist", way.outcome, annulled, way)
    compared.holds()
    same.holds()


def test_a_permit_that_a_court_gave_and_that_was_withdrawn_is_told_by_its_day(desk: Desk) -> None:
    mandated(desk)
    same, cases = Same(desk), [(appealed(desk, way), way) for way in REFUSED]
    for case, _ in cases:
        desk.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "zelf_voorzien", "uitkomst": "verlenen"})
    desk.clock.days(50)
    for case, way in cases:
        desk.well(case, "_verklaar-onherroepelijk", LAWYER, {})
        desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
        same.look("ingetrokken", "verlenen", case, way, READS)
    same.holds()


def test_what_is_erased_of_a_screening_changes_nothing_for_a_landlord(desk: Desk) -> None:
    mandated(desk)
    same, cases = Same(desk), [(decided(desk, way), way) for way in REFUSED]
    for case, _ in cases:
        desk.well(case, "_verzend", DESK, {})
    for case, way in cases:
        if way.screening is not None:
            erased(desk, case, "onderzoek")
    for case, way in cases:
        same.look("gewist", way.outcome, case, way, READS)
        assert asked(desk, "GET /aanvragen/{id}/uitkomst", case)[0] == 200
    same.holds()


def test_the_letter_to_a_landlord_says_the_same_of_the_same_outcome(desk: Desk) -> None:
    mandated(desk)
    writer, said = Writer(desk), defaultdict[str, dict[str, str]](dict)
    for way in WAYS:
        if way.outcome == "geen_vergunning_nodig":
            continue
        case = decided(desk, way)
        desk.well(case, "_verzend", DESK, {})
        text = repr(writer.brief(case, "mededeling_corporatie").of).replace(case, "ZAAK")
        said[way.outcome][re.sub(r"dienst-\d+", "KENMERK", text)] = way.name
    assert {outcome: len(letters) for outcome, letters in said.items()} == {
        "weigeren": 1, "verlenen": 1, "verlenen_met_voorschriften": 1,
    }  # fmt: skip


def as_told(way: Way) -> dict[str, Any]:
    """The application as a landlord can tell it: without what mayor and aldermen judge."""
    return {key: said for key, said in way.given.items() if key not in {"hardheid", "evenredigheid", "uitzondering15"}}


def test_who_works_in_a_mandate_without_screening_learns_nothing_of_what_the_mayor_said(desk: Desk) -> None:
    mandated(desk)
    told = defaultdict[str, set[str]](set)
    for way in (one for one in WAYS if one.screening is not None and "woonverklaring" in one.screening):
        plain = as_told(way)
        case = taken(desk, plain).json()["id"]
        desk.well(case, "_verklaar-volledig", LANDLORD, {})
        desk.well(case, "toetsingen", LANDLORD)  # of what it knows itself
        desk.well(case, "_vraag-onderzoek", REVIEWER, {})
        desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": way.screening})
        whole = {**plain, **{key: said for key, said in way.given.items() if key in {"hardheid", "evenredigheid"}}}
        desk.well(case, "", REVIEWER, {"aanvraag": whole, "toelichting": "Gewogen."}, method="PUT")
        wanted = {"uitkomst": "verlenen", "verhouding": "volgt"}
        for name, got in (
            ("de zaak", desk.ask("GET", f"/aanvragen/{case}", LANDLORD)),
            ("een toetsing", desk.step(case, "toetsingen", LANDLORD)),
            ("een ontwerp", desk.step(case, "besluiten", LANDLORD, wanted)),
        ):
            told[name].add(re.sub(r"dienst-\d+", "KENMERK", got.text.replace(case, "ZAAK")))
            assert "woonverklaring" not in got.text and (got.status_code == 409 or name == "de zaak")
    assert {name: len(answers) for name, answers in told.items()} == {"de zaak": 1, "een toetsing": 1, "een ontwerp": 1}


def test_who_decides_on_a_screening_in_mandate_learns_its_outcome_and_not_what_was_weighed(desk: Desk) -> None:
    mandated(desk, metOnderzoek=True)
    (way,) = (one for one in WAYS if one.name == "art. 10, police without objection")
    case = taken(desk, as_told(way)).json()["id"]
    desk.well(case, "_verklaar-volledig", LANDLORD, {})
    desk.well(case, "_vraag-onderzoek", LANDLORD, {})
    desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": way.screening})
    got = desk.step(case, "toetsingen", LANDLORD)
    told = got.json()["toetsing"]
    assert got.status_code == 201 and (told["spoor"], told["evenredigheid"]) == ([], None)
    assert "woonverklaring" in got.text and not re.search("weging|gehoord|gedraging", got.text)
    assert desk.well(case, "toetsingen", REVIEWER)["toetsing"]["spoor"]


def test_the_matrix_asks_for_every_operation_on_a_case() -> None:
    assert len(OF_CASE) > 40 and set(LISTS) <= set(ROLES)
