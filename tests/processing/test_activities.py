"""Everything that is done with data of persons belongs to one activity with a purpose, a ground and a term."""

from __future__ import annotations

from datetime import date

import pytest

from tests.our_law import OUR_LAW
from wbmgp_api.cases.procedure import ACTS
from wbmgp_engine import Lawbook
from wbmgp_engine.commands.law import rule_book_findings
from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.processing import Activities
from wbmgp_engine.processing.schema import CATEGORIES, LETTERS
from wbmgp_engine.retention import RESULTS
from wbmgp_engine.retention.loading import in_force
from wbmgp_engine.retention.schema import CATEGORIES as KEPT
from wbmgp_engine.trail.categories import CATEGORIES as OF_THE_TRAIL
from wbmgp_engine.trail.receipt import TYPES

BOOK = OUR_LAW
DAY = date(2026, 11, 21)
NOW = Activities.of(BOOK, DAY)
PATH = "verwerking/aanvraag/2018-05-25.yaml"


def test_every_step_and_every_kind_of_entry_belongs_to_one_activity_and_no_other_is_named() -> None:
    named = [name for one in NOW.all for name in one.told.handelingen]
    assert sorted(named) == sorted({*ACTS, *TYPES})
    assert all(name in NOW.for_act(name).told.handelingen for name in named)


def test_every_category_has_a_purpose() -> None:
    assert {name for one in NOW.all for name in one.told.categorieen} == {*OF_THE_TRAIL, "bsn", "medewerker"}
    assert set(CATEGORIES) == {*OF_THE_TRAIL, "bsn", "medewerker"}


def test_every_way_to_end_is_kept_for_something_and_every_term_that_is_named_is_there() -> None:
    terms = {
        (entry.uitkomst, name)
        for file in in_force(BOOK, DAY).values()
        for entry in file.termijnen
        for name in entry.categorieen
    }
    assert {result for one in NOW.all for result in one.told.bewaring.uitkomsten} == set(RESULTS)
    for one in NOW.all:
        results = one.told.bewaring.uitkomsten
        held = set(one.told.categorieen) & set(KEPT) if results else set()
        assert [name for name in held if not any((result, name) in terms for result in results)] == [], one.id
        assert bool(results) != bool(one.told.bewaring.open)


def test_nobody_without_a_real_person_in_it_has_a_category_of_a_case() -> None:
    assert NOW["simulatie"].told.categorieen == NOW["aanmelding"].told.categorieen == ["medewerker"]
    assert NOW["simulatie"].told.betrokkenen == ["medewerker"]


def test_what_the_police_found_is_in_no_activity_and_an_owner_never_receives_a_reason() -> None:
    for one in NOW.all:
        for got in one.told.ontvangers:
            assert got.wie != "verhuurder" or "nooit de reden onder artikel 10" in got.wat, one.id
    # What goes to a system of cases: the letters to the applicant, and never the trail of the rules.
    assert "spoor" not in NOW["uitwisseling"].told.categorieen


def test_the_file_of_a_screening_is_the_mayors_and_everything_else_is_of_mayor_and_aldermen() -> None:
    by_mayor = {one.id for one in NOW.all if one.told.verantwoordelijke == "burgemeester"}
    assert by_mayor == {"onderzoek"}


def test_a_ground_is_a_task_or_a_duty_and_the_word_and_the_letter_agree() -> None:
    grounds = [ground for one in NOW.all for ground in one.told.grondslagen]
    assert {ground.avg[-1] for ground in grounds} == {"c", "e"} == set(LETTERS.values())
    assert all(LETTERS[ground.dpv] == ground.avg[-1] for ground in grounds)


def test_an_activity_is_found_by_its_id_and_named_by_its_version() -> None:
    assert NOW["toezicht"].uri == "urn:wbmgp:verwerking:toezicht:2018-05-25"
    assert len({one.uri for one in NOW.all}) == len(NOW.all) == 10
    for ask in (NOW.__getitem__, NOW.for_act):
        with pytest.raises(LawNotFound, match="reclame"):
            ask("reclame")


def test_another_version_is_another_name_from_its_day_on() -> None:
    text = BOOK.files[PATH].decode().replace("2018-05-25", "2027-01-01")
    book = Lawbook.from_files({**BOOK.files, PATH.replace("2018-05-25", "2027-01-01"): text.encode()})
    assert Activities.of(book, date(2026, 12, 31))["aanvraag"].uri.endswith(":2018-05-25")
    assert Activities.of(book, date(2027, 1, 1)).for_act("stel_vast").uri.endswith(":2027-01-01")
    assert Activities.of(book)["aanvraag"].uri.endswith(":2027-01-01")


def test_before_the_first_day_and_without_files_nothing_is_told() -> None:
    with pytest.raises(LawNotYetInForce):
        Activities.of(BOOK, date(2018, 5, 24))
    with pytest.raises(LawNotFound, match="no purpose can be named"):
        Activities.of(Lawbook.from_files({}))


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("verwerking/aanvraag/2019-01-01.yaml", "", "", "stands as another"),
        ("verwerking/aanvraag.yaml", "", "", "outside the layout"),
        ("verwerking/aanvraag/2018-02-30.yaml", "", "", "outside the layout"),
        (PATH, "onder e, dpv", "onder f, dpv", "is not art. 6 lid 1 onder f"),
        (PATH, "OfficialAuthorityOfController", "Consent", "LegalObligation"),
        (PATH, "  - {soort: nationaal_nummer", "  - {soort: strafrechtelijk", "bsn: nothing says what allows it"),
        (PATH, "{uitkomsten: [verleend,", "{uitkomsten: [verlaat,", "verlaat"),
        (PATH, "{uitkomsten: [verleend, geweigerd, ingetrokken, afgebroken]}", "{}", "is open"),
        (PATH, "- toetsing", "- concept", "one stands there twice"),
        (PATH, "- toetsing", "- hoor", "hoor belongs to aanvraag too"),
        (PATH, "wie: aanvrager", "wie: pers", "zaaksysteem"),
    ],
)
def test_a_file_that_cannot_be_is_refused_and_found_by_law_check(path: str, old: str, new: str, said: str) -> None:
    files = {name: text for name, text in BOOK.files.items() if name != PATH}
    text = BOOK.files[PATH].decode()
    assert old in text
    book = Lawbook.from_files({**files, path: text.replace(old, new, 1).encode()})
    with pytest.raises(RuleFileError) as caught:
        Activities.of(book)
    assert said in str(caught.value)


def test_law_check_reads_them() -> None:
    assert rule_book_findings(BOOK) == []
    broken = BOOK.files[PATH].replace(b"doel:", b"reden:", 1)
    found = rule_book_findings(Lawbook.from_files({**BOOK.files, PATH: broken}))
    assert found and all(one.place.startswith(f"rules/{PATH}") for one in found)
