"""The register of designations: what it holds, when it is complete, where a dwelling lies, and what it refuses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.errors import RuleFileError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import (
    Designation,
    Located,
    Register,
    check_registers,
    load_register,
    locate,
    municipalities,
    national_register,
)

BOOK = OUR_LAW
CODES = municipalities(BOOK.files)
CHECKOUT = Path(__file__).parents[2]

OWN = "gemeente: {waarde: GM9990, bron: eilandblad, zekerheid: gelezen}\nnaam: Zandeiland\n"
DECISION = """
gemeente: GM9990
jaar: {waarde: 2031, bron: eilandblad, zekerheid: gelezen}
besluitdatum: {waarde: '2031-05-01', bron: eilandblad, zekerheid: gelezen}
van: {waarde: '2031-07-01', bron: eilandblad, zekerheid: gelezen}
tot: {waarde: '2035-07-01', bron: rekenwerk, zekerheid: afgeleid}
verlenging: {waarde: 0, bron: eilandblad, zekerheid: gelezen}
onderdelen:
  - gebied:
      id: noord-duin
      naam: Noord-Duin
      soort: complex
      bron: eilandblad
      zekerheid: gelezen
      postcodes: [9999AA, 9999AB]
      objecten: ['0001']
    gronden:
      - grond: artikel_10
        instrument: {waarde: vog, bron: van horen zeggen, zekerheid: uit_geheugen}
        bron: eilandblad
        zekerheid: gelezen
"""


def book(decision: str = DECISION, own: str = OWN, **more: str) -> Lawbook:
    """A lawbook with a register of one municipality; `more` are files below `aanwijzingen/`, `_` for `/`."""
    folder = "aanwijzingen/gm9990-zandeiland"
    files = {f"{folder}/register.yaml": own, f"{folder}/2031.yaml": decision}
    files |= {f"aanwijzingen/{name.replace('__', '/')}.yaml": text for name, text in more.items()}
    return Lawbook.from_files({path: text.encode() for path, text in files.items()})


def known(lawbook: Lawbook, code: str = "GM9990") -> Register:
    register = load_register(lawbook, code)
    assert register is not None
    return register


def only(decision: str = DECISION) -> Designation:
    (found,) = known(book(decision)).designations
    return found


def refused(decision: str = DECISION, own: str = OWN) -> str:
    with pytest.raises(RuleFileError) as caught:
        load_register(book(decision, own), "GM9990")
    return str(caught.value)


# What is loaded ------------------------------------------------------------------------------------------------------


def test_a_designation_with_all_that_is_known() -> None:
    assert only() == Designation(
        "noord-duin", "Noord-Duin", "complex", "artikel_10", "vog", date(2031, 7, 1), date(2035, 7, 1), date(2031, 7, 1), 0,
        date(2031, 5, 1), frozenset({"9999AA", "9999AB"}), frozenset({"0001"}), "uit_geheugen",
        ("eilandblad", "rekenwerk", "van horen zeggen"), "aanwijzingen/gm9990-zandeiland/2031.yaml",
    )  # fmt: skip


def test_what_is_not_known_is_none() -> None:
    lines = [line for line in DECISION.splitlines() if not line.startswith(("van:", "tot:", "besluitdatum:", "verl"))]
    listed = "niet_bekend: [{feit: van}, {feit: tot}, {feit: besluitdatum}, {feit: verlenging}]\n"
    found = only("\n".join(lines) + "\n" + listed)
    assert (found.van, found.tot, found.besluitdatum, found.verlenging) == (None, None, None, None)
    assert found.zekerheid == "uit_geheugen"


@pytest.mark.parametrize(("withdrawn", "end"), [("2033-01-01", date(2033, 1, 1)), ("2036-01-01", date(2035, 7, 1))])
def test_a_withdrawal_shortens_the_term(withdrawn: str, end: date) -> None:
    fact = f"ingetrokken_op: {{waarde: '{withdrawn}', bron: eilandblad, zekerheid: gelezen}}\n"
    assert only(DECISION.replace("onderdelen:", fact + "onderdelen:")).tot == end


def test_a_term_of_the_unit_goes_before_that_of_the_decision() -> None:
    own = "    van: {waarde: '2032-01-01', bron: eilandblad, zekerheid: gelezen}\n    gronden:"
    assert only(DECISION.replace("    gronden:", own)).van == date(2032, 1, 1)


def test_a_municipality_without_anything_is_none() -> None:
    assert load_register(book(), "GM0001") is None


def test_what_is_stated_for_all_holds_for_a_municipality_without_a_folder_too() -> None:
    stated = "volledig: [{van: null, tot: '2030-01-01', bron: eilandblad, zekerheid: gelezen, behalve: [GM9990]}]\n"
    lawbook = book(landelijk__register=stated)
    assert known(lawbook, "GM0001").complete_on(date(2029, 12, 31))
    assert not known(lawbook, "GM0001").complete_on(date(2030, 1, 1))
    assert not known(lawbook).complete_on(date(2029, 12, 31))


def test_region_by_period() -> None:
    region = "{gemeenten: [GM9990, GM9991], van: '2031-01-01', tot: '2033-01-01', bron: blad, zekerheid: gelezen}"
    register = known(book(own=f"{OWN}regio: [{region}]\n"))
    assert register.region_on(date(2030, 12, 31)) is None
    assert register.region_on(date(2031, 1, 1)) == ("GM9990", "GM9991")
    assert register.region_on(date(2033, 1, 1)) is None


def test_a_folder_reads_the_same_as_a_lawbook() -> None:
    assert load_register(CHECKOUT / "rules", "GM0502") == load_register(BOOK, "GM0502")
    assert load_register(BOOK, "GM0502") is load_register(BOOK, "GM0502")


# Where a dwelling lies -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, (None, None)),
        ({"area": "noord-duin"}, (True, "gebied")),
        ({"area": "zuid-duin"}, (False, "gebied")),
        ({"postcode": "9999AB"}, (True, "postcode")),
        ({"postcode": "1000AA", "area": "noord-duin"}, (False, "postcode")),
        ({"object_id": "0001", "postcode": "1000AA"}, (True, "object")),
        ({"object_id": "0002", "postcode": "9999AA", "area": "noord-duin"}, (False, "object")),
    ],
)
def test_the_address_decides_before_the_named_unit(asked: dict[str, str], expected: tuple[bool | None, str]) -> None:
    assert locate(only(), **asked) == Located(*expected)  # type: ignore[arg-type]


def test_an_address_without_lists_cannot_be_told() -> None:
    bare = "\n".join(line for line in DECISION.splitlines() if "postcodes" not in line and "objecten" not in line)
    assert locate(only(bare), postcode="9999AA", object_id="0001") == Located(None, None)
    assert locate(only(bare), postcode="9999AA", area="noord-duin") == Located(True, "gebied")


# What is refused -----------------------------------------------------------------------------------------------------

PLACE = "rules/aanwijzingen/gm9990-zandeiland/2031.yaml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "tot: {waarde: '2035-07-01', bron: rekenwerk, zekerheid: afgeleid}\n", "",
            f"{PLACE}:2: tot: absent, but not in niet_bekend → add it there as feit",
        ),
        (
            "onderdelen:", "niet_bekend: [{feit: van}]\nonderdelen:",
            f"{PLACE}:2: van: in niet_bekend, but known → take it out of niet_bekend",
        ),
        (
            "'2035-07-01'", "'2031-07-01'",
            f"{PLACE}:2: the term ends on 2031-07-01 and begins on 2031-07-01 → tot is the day after it",
        ),
        (
            "'2035-07-01'", "'2035-02-29'",
            f"{PLACE}:6, tot.waarde: '2035-02-29' is no date → write a day that exists as 'YYYY-MM-DD'",
        ),
        (
            "zekerheid: afgeleid", "zekerheid: zeker",
            f"{PLACE}:6, tot.zekerheid: 'zeker' is not allowed here → use gelezen, afgeleid or uit_geheugen",
        ),
        ("bron: rekenwerk, ", "", f"{PLACE}:6, tot: bron is missing → add bron"),
        (
            "noord-duin", "Noord Duin",
            f"{PLACE}:10, onderdelen.0.gebied.id: 'Noord Duin' is no id of an area → "
            "write its name in small letters with hyphens",
        ),
        (
            "9999AB]", "9999 AB]",
            f"{PLACE}:15, onderdelen.0.gebied.postcodes.1: '9999 AB' is no postcode → "
            "write four digits and two capitals, without a space",
        ),
        (
            "onderdelen:", "eigenaar: de stad\nonderdelen:",
            f"{PLACE}:8, eigenaar: unknown key 'eigenaar' → delete it, or see the grammar of rule files for its name",
        ),
        ("gemeente: GM9990", "gemeente: GM9991", f"{PLACE}: gemeente is GM9991 but the folder says GM9990 → move the file or mend the key"),
        (
            "gemeente: GM9990", "gemeente: 9990",
            f"{PLACE}:2, gemeente: 9990 is not text → write text, in quotes if it looks like a number",
        ),
        (
            "onderdelen:", "gronden: [{grond: artikel_8, bron: x, zekerheid: gelezen}]\nonderdelen:",
            f"{PLACE}:2: grounds stand either with each unit or, while no unit is known, here → move gronden",
        ),
    ],
)  # fmt: skip
def test_a_faulty_decision_is_refused(old: str, new: str, message: str) -> None:
    assert old in DECISION
    assert refused(DECISION.replace(old, new)) == message


def test_a_faulty_register_is_refused() -> None:
    period = "volledig: [{van: '2031-01-01', tot: '2031-01-01', bron: blad, zekerheid: gelezen}]\n"
    assert refused(own=OWN + period) == (
        "rules/aanwijzingen/gm9990-zandeiland/register.yaml:3, volledig.0: the period ends on 2031-01-01 and begins on "
        "2031-01-01 → tot is the first day after it"
    )
    assert refused(own=OWN.replace("GM9990", "Zandeiland")) == (
        "rules/aanwijzingen/gm9990-zandeiland/register.yaml:1, gemeente.waarde: 'Zandeiland' is no municipality → "
        "write GM and four digits"
    )
    ordinance = "verordeningen: [{jaar: {waarde: 2031, bron: blad, zekerheid: gelezen}, niet_bekend: [{feit: naam}]}]\n"
    assert refused(own=OWN + ordinance) == (
        "rules/aanwijzingen/gm9990-zandeiland/register.yaml:3, verordeningen.0: artikelen, van, tot, woonruimten: "
        "absent, but not in niet_bekend → add it there as feit"
    )


# What contradicts itself ---------------------------------------------------------------------------------------------

FROM = "van: {waarde: '2031-07-01', bron: eilandblad, zekerheid: gelezen}\n"
REGISTER = "rules/aanwijzingen/gm9990-zandeiland/register.yaml"
GROUND = """      - grond: artikel_10
        instrument: {waarde: vog, bron: van horen zeggen, zekerheid: uit_geheugen}
        bron: eilandblad
        zekerheid: gelezen
"""
UNIT = DECISION[DECISION.index("  - gebied:") :]


def day(name: str, value: str) -> str:
    return f"{name}: {{waarde: '{value}', bron: eilandblad, zekerheid: gelezen}}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (GROUND, GROUND * 2, f"{PLACE}:9, onderdelen.0: the ground artikel_10 stands here twice → keep one"),
        (UNIT, UNIT * 2, f"{PLACE}:2: the unit noord-duin stands here twice → keep one"),
        (
            "9999AB]", "9999AA]",
            f"{PLACE}:9, onderdelen.0.gebied: the postcode 9999AA stands here twice → keep one",
        ),
        (
            "objecten: ['0001']", "objecten: ['0001', '0001']",
            f"{PLACE}:9, onderdelen.0.gebied: the object 0001 stands here twice → keep one",
        ),
        ("waarde: 2031,", "waarde: 2030,", f"{PLACE}:2: besluitdatum is 2031-05-01, but jaar is 2030 → mend one of the two"),
        (
            FROM, FROM + day("ontvangen", "2031-05-02"),
            f"{PLACE}:2: decided on 2031-05-01, but received on 2031-05-02 → mend one of the two",
        ),
        (
            FROM, FROM + day("ingetrokken_op", "2031-06-30"),
            f"{PLACE}:2: withdrawn on 2031-06-30, but begins on 2031-07-01 → mend one of the two",
        ),
        (
            "    gronden:", "    " + day("van", "2036-01-01") + "    gronden:",
            f"{PLACE}:2: the term ends on 2035-07-01 and begins on 2036-01-01 → tot is the day after it",
        ),
        (
            "verlenging: {waarde: 0", "verlenging: {waarde: -1",
            f"{PLACE}:7, verlenging.waarde: -1 is no number of an extension → "
            "write 0 for a first term, 1 for the first extension",
        ),
    ],
)  # fmt: skip
def test_a_decision_that_contradicts_itself_is_refused(old: str, new: str, message: str) -> None:
    assert old in DECISION
    assert refused(DECISION.replace(old, new, 1)) == message


def region(start: str, end: str, codes: str = "GM9990") -> str:
    return f"  - {{gemeenten: [{codes}], van: {start}, tot: {end}, bron: blad, zekerheid: gelezen}}\n"


def ordinance(**days: str) -> str:
    absent = ", ".join(
        f"{{feit: {name}}}" for name in ("naam", "artikelen", "woonruimten", "van", "tot") if name not in days
    )
    facts = "".join(f"    {day(name, value)}" for name, value in days.items())
    year = "jaar: {waarde: 2031, bron: blad, zekerheid: gelezen}"
    return f"verordeningen:\n  - {year}\n{facts}    niet_bekend: [{absent}]\n"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            "regio:\n" + region("'2033-01-01'", "'2031-01-01'"),
            f"{REGISTER}:4, regio.0: the period ends on 2031-01-01 and begins on 2033-01-01 → "
            "tot is the first day after it",
        ),
        (
            "regio:\n" + region("null", "null") + region("'2031-01-01'", "null"),
            f"{REGISTER}:3, regio: two regions from 2031-01-01 → let each end where the next begins",
        ),
        (
            "regio:\n" + region("'2031-01-01'", "'2033-01-01'") + region("null", "'2031-01-02'"),
            f"{REGISTER}:3, regio: two regions from 2031-01-01 → let each end where the next begins",
        ),
        (
            "regio:\n" + region("null", "null", "GM9991, GM9992"),
            f"{REGISTER}:3, regio: the region does not hold GM9990 itself → add it to gemeenten",
        ),
        (
            "regio:\n" + region("null", "null", "GM9990, GM9990"),
            f"{REGISTER}:4, regio.0: the municipality GM9990 stands here twice → keep one",
        ),
        (
            "volledig: [{van: null, tot: '2031-01-01', bron: blad, zekerheid: gelezen, behalve: [GM9990]}]\n",
            f"{REGISTER}:3, volledig.0.behalve: unknown key 'behalve' → delete it, or see the grammar of rule files for its name",
        ),
        (
            ordinance(van="2031-07-01", tot="2031-07-01"),
            f"{REGISTER}:4, verordeningen.0: the term ends on 2031-07-01 and begins on 2031-07-01 → tot is the day after it",
        ),
        (
            ordinance(vastgesteld="2030-07-01"),
            f"{REGISTER}:4, verordeningen.0: vastgesteld is 2030-07-01, but jaar is 2031 → mend one of the two",
        ),
        (
            ordinance(van="2031-07-01", werkt_terug_tot="2031-07-02"),
            f"{REGISTER}:4, verordeningen.0: it works back to 2031-07-02, but begins on 2031-07-01 → mend one of the two",
        ),
    ],
)  # fmt: skip
def test_a_register_that_contradicts_itself_is_refused(more: str, message: str) -> None:
    assert refused(own=OWN + more) == message


def test_regions_may_adjoin() -> None:
    register = known(
        book(
            own=f"{OWN}regio:\n{region('null', chr(39) + '2031-01-01' + chr(39))}{region(chr(39) + '2031-01-01' + chr(39), 'null')}"
        )
    )
    assert register.region_on(date(2030, 12, 31)) == register.region_on(date(2031, 1, 1)) == ("GM9990",)


# Where the files stand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["2031", "2031-05-01", "2031-verlenging"])
def test_a_decision_stands_under_its_day_or_year(name: str) -> None:
    lawbook = book(**{f"gm9990-zandeiland__{name}": DECISION})
    assert {item.bestand.rpartition("/")[2] for item in known(lawbook).designations} == {"2031.yaml", f"{name}.yaml"}


@pytest.mark.parametrize("name", ["2031-07-01", "2032", "besluit"])
def test_a_decision_under_another_day_is_refused(name: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        load_register(book(**{f"gm9990-zandeiland__{name}": DECISION}), "GM9990")
    assert str(caught.value) == (
        f"rules/aanwijzingen/gm9990-zandeiland/{name}.yaml: the decision is of 2031-05-01 → name it 2031-05-01.yaml"
    )


@pytest.mark.parametrize("folder", ["gm9990-zandplaat", "gm9990-zandeiland/later"])
def test_a_municipality_has_one_folder(folder: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        load_register(book(**{f"{folder}__2032": DECISION}), "GM9990")
    assert str(caught.value) == (
        f"rules/aanwijzingen/{folder}: the municipality has its files in gm9990-zandeiland too → "
        "aanwijzingen/<gemeente code>-<name>/<file>.yaml, one folder for each municipality"
    )


def test_all_that_is_wrong_is_found_at_once() -> None:
    files = {
        **book(DECISION.replace("gemeente: GM9990", "gemeente: GM9991")).files,
        "aanwijzingen/zandeiland/register.yaml": OWN.encode(),
        "aanwijzingen/gm9990.yaml": OWN.encode(),
        "aanwijzingen/landelijk/register.yaml": b"volledig: nee",
    }
    outside = "the file stands outside the layout → aanwijzingen/<gemeente code>-<name>/<file>.yaml, one folder for each municipality"
    assert [str(found) for found in check_registers(files)] == [
        f"rules/aanwijzingen/gm9990.yaml: {outside}",
        f"rules/aanwijzingen/zandeiland/register.yaml: {outside}",
        "rules/aanwijzingen/landelijk/register.yaml:1, volledig: 'nee' is not a list → write a list",
        f"{PLACE}: gemeente is GM9991 but the folder says GM9990 → move the file or mend the key",
    ]
    assert check_registers(BOOK.files) == []


def test_a_folder_without_register_is_refused() -> None:
    lawbook = Lawbook.from_files({"aanwijzingen/gm9990-zandeiland/2031.yaml": DECISION.encode()})
    with pytest.raises(RuleFileError) as caught:
        load_register(lawbook, "GM9990")
    assert str(caught.value) == (
        "rules/aanwijzingen/gm9990-zandeiland: the folder has no register.yaml → "
        "add it with gemeente, naam, volledig and niet_bekend"
    )


def test_one_unit_has_one_name() -> None:
    other = DECISION.replace("naam: Noord-Duin", "naam: Het Noorden")
    with pytest.raises(RuleFileError) as caught:
        load_register(book(**{"gm9990-zandeiland__2031-05-01": other}), "GM9990")
    assert str(caught.value) == (
        "rules/aanwijzingen/gm9990-zandeiland/2031.yaml: noord-duin is complex Noord-Duin, and elsewhere complex "
        "Het Noorden → give each unit one id, name and kind"
    )


# What is known -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_register_can_be_read(code: str) -> None:
    register = known(BOOK, code)
    assert register.gemeente == code
    for item in register.designations:
        assert item.van is None or item.tot is None or item.van < item.tot
        assert item.bronnen


@pytest.mark.parametrize("code", CODES)
def test_no_register_claims_the_last_years(code: str) -> None:
    assert not known(BOOK, code).complete_on(date(2026, 7, 1))


@given(st.sampled_from([*CODES, "GM0001"]), st.dates(max_value=date(2005, 12, 29)))
def test_before_the_act_every_register_is_complete_and_empty(code: str, day: date) -> None:
    register = known(BOOK, code)
    assert register.complete_on(day)
    assert register.possible_on(day) == ()


@given(st.sampled_from(CODES), st.dates(min_value=date(2000, 1, 1), max_value=date(2014, 1, 1)))
def test_where_it_is_complete_nothing_is_in_doubt(code: str, day: date) -> None:
    register = known(BOOK, code)
    if register.complete_on(day):
        assert register.possible_on(day) == ()


def test_what_can_be_in_force() -> None:
    found = only()
    days = [date(2031, 6, 30), date(2031, 7, 1), date(2035, 6, 30), date(2035, 7, 1)]
    assert [found.possible_on(day) for day in days] == [False, True, True, False]
    capelle = known(BOOK, "GM0502")
    assert capelle.possible_on(date(2015, 6, 10)) == ()
    assert capelle.possible_on(date(2015, 6, 11)) == capelle.designations
    assert known(BOOK, "GM0855").possible_on(date(2016, 12, 31)) == ()


def test_rotterdam_before_and_after_its_first_designation() -> None:
    rotterdam = known(BOOK, "GM0599")
    first = date(2006, 6, 13)
    assert rotterdam.complete_on(date(2006, 1, 3))
    assert rotterdam.complete_on(first - timedelta(1))
    assert not rotterdam.complete_on(first)
    period = rotterdam.completeness(date(2006, 1, 3))
    assert period is not None
    assert period.zekerheid == "afgeleid"
    assert min(item.besluitdatum for item in rotterdam.designations if item.besluitdatum) == first


def test_the_four_districts_of_2006() -> None:
    found = [item for item in known(BOOK, "GM0599").designations if item.bestand.endswith("/2006-06-13.yaml")]
    assert {item.gebied for item in found} == {"hillesluis", "carnisse", "oud-charlois", "tarwewijk"}
    assert {(item.van, item.tot) for item in found} == {(date(2006, 7, 1), date(2010, 7, 1))}
    assert {item.zekerheid for item in found} == {"uit_geheugen"}


def test_den_bosch_has_nine_pairs_and_article_8_in_three_units_only() -> None:
    found = known(BOOK, "GM0796").designations
    assert len(found) == 9
    assert {item.gebied for item in found if item.grond == "artikel_8"} == {
        "sprookjesbuurt", "muziekinstrumentenbuurt", "edelstenenbuurt",
    }  # fmt: skip
    assert {item.instrument for item in found if item.grond == "artikel_10"} == {"politiegegevens"}


def test_nissewaard_has_no_article_8() -> None:
    found = known(BOOK, "GM1930").designations
    assert {item.grond for item in found} == {"artikel_9", "artikel_10"}
    assert {item.besluitdatum for item in found} == {date(2019, 12, 16)}
    assert {item.instrument for item in found} == {None}


def test_an_ordinance_that_the_register_names_as_a_rule_file_exists() -> None:
    for code in CODES:
        own = known(BOOK, code).own
        assert own is not None
        for ordinance in own.verordeningen:
            assert ordinance.regeling is None or ordinance.regeling in BOOK.laws


def test_nothing_beside_the_registers_stands_in_the_folder() -> None:
    read = {path for code in CODES for path in known(BOOK, code).decisions}
    files = {path for path in BOOK.files if path.startswith("aanwijzingen/") and not path.endswith("/register.yaml")}
    assert files == read
    assert national_register({}).volledig == []
