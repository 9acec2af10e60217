"""VERA's code lists: ours as it is shipped, and somebody else's read strictly and held beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.exchange import vera, vera_codes
from wbmgp_api.exchange.vera_codes import Code, Codes, differences, ours, read_codes
from wbmgp_engine.errors import BadInput, Finding

HEAD: Final = "Soort;Code;Naam;Omschrijving;Begindatum;Einddatum;Parent;Informatiedomein\n"
TODAY: Final = date(2026, 11, 22)


def listed(*lines: str) -> Codes:
    return read_codes(("﻿" + HEAD + "\n".join(lines)).encode(), "lijst.csv")


def as_published() -> list[str]:
    """Our own codes as VERA would publish them."""

    def day(one: date | None) -> str:
        return "" if one is None else f"{one.day}-{one.month}-{one.year}"

    return [
        f"{one.list};{one.code};{one.name};Uitleg, met een komma.;{day(one.begin)};{day(one.end)};;Dossier"
        for every in ours().known.values()
        for one in every
    ]


def test_the_wbmgp_is_a_kind_of_cluster_from_17_april_2026() -> None:
    before, first = (ours().to_send("CLUSTERSOORT", "WGP", date(2026, 4, day)) for day in (16, 17))
    assert isinstance(before, Finding) and before.problem == "geldt pas vanaf 2026-04-17"
    assert isinstance(first, Code) and first.to_json() == {"code": "WGP", "naam": "Wbmgp"}


def test_no_code_that_tells_a_reason_may_leave() -> None:
    reasons = {code for of, code in ours().known if of == "AANBIEDINGDETAILSTATUS"}
    assert reasons >= {"ANV", "GER", "DOC", "DON", "GEG", "INH", "INL"}
    for code in reasons:
        found = ours().to_send("AANBIEDINGDETAILSTATUS", code, TODAY)
        assert isinstance(found, Finding) and found.problem == "mag niet naar buiten", code


def test_what_is_written_may_leave_and_nothing_else_may() -> None:
    kinds = {("AUTHENTIEKGEGEVENSOORT", one) for one in vera._KINDS.values()}
    sources = {("AUTHENTIEKGEGEVENBRON", one) for one in vera._SOURCES.values()}
    marked = {key for key, every in ours().known.items() if any(one.use == "uit" for one in every)}
    assert marked == {("AANBIEDINGSTATUS", "ING"), ("CLUSTERSOORT", "WGP")} | kinds | sources


def test_our_list_is_the_same_as_one_published_in_the_same_words() -> None:
    assert differences(listed(*as_published()), TODAY) == []


def test_unknown_ended_renamed_and_absent_codes_are_told() -> None:
    kept = [line for line in as_published() if not line.startswith(("CLUSTERSOORT;WGP", "VOORRANGSOORT;URG"))]
    kept = [line.replace("Ingetrokken", "Teruggetrokken") for line in kept]
    kept = [line.replace("12-5-2023;;", "12-5-2023;1-6-2026;") if ";WOO;" in line else line for line in kept]
    kept += [
        "CLUSTERSOORT;wgp;Wbmgp;;17-4-2026;;;Vastgoed",
        "CLUSTERSOORT;WBM;Wbmgp-gebied;;1-1-2026;;;Vastgoed",
        "DEFECTSOORT;VOG;Vogelnest;;;;;Onderhoud",
    ]
    found = {(one.list, one.code): (one.kind, one.said) for one in differences(listed(*kept), TODAY)}
    assert found == {
        ("AANBIEDINGSTATUS", "ING"): ("hernoemd", "Ingetrokken heet daar Teruggetrokken"),
        ("CLUSTERSOORT", "WGP"): ("ontbreekt", "Wbmgp: staat niet in die lijst"),
        ("AUTHENTIEKGEGEVENSOORT", "WOO"): ("niet_geldig", "Woongeschiedenis: gold tot en met 2026-06-01"),
        ("VOORRANGSOORT", "URG"): ("ontbreekt", "Urgentie: staat niet in die lijst"),
        ("CLUSTERSOORT", "wgp"): ("onbekend", "Wbmgp: die code staat hier niet"),
        ("CLUSTERSOORT", "WBM"): ("onbekend", "Wbmgp-gebied: die code staat hier niet"),
    }


def test_a_code_that_was_given_again_counts_as_it_is_on_the_day() -> None:
    found = listed("X;ADV;Advertentie;VERVALLEN;;15-9-2023;;", "X;ADV;Advies;;16-9-2023;;;")
    names = [one and one.name for one in (found.on("X", "ADV", date(2023, 9, day)) for day in (15, 16))]
    assert names == ["Advertentie", "Advies"]
    assert found.on("X", "ADW", TODAY) is None


@pytest.mark.parametrize(
    "text", ["14-02-205", "24-01-25", "31-2-2026", "morgen", "2026-13-01", "1-1-2026-", "١-١-٢٠٢٦"]
)
def test_a_day_that_cannot_be_read_makes_no_code_valid(text: str) -> None:
    begun = listed(f"CLUSTERSOORT;WGP;Wbmgp;;{text};;;").on("CLUSTERSOORT", "WGP", TODAY)
    ended = listed(f"CLUSTERSOORT;WGP;Wbmgp;;;{text};;").on("CLUSTERSOORT", "WGP", TODAY)
    assert {one and one.why_not(TODAY) for one in (begun, ended)} == {"heeft een datum die niet te lezen is"}


def test_a_code_is_valid_through_its_last_day() -> None:
    code = Code("X", "Y", "Z", date(2026, 1, 1), date(2026, 6, 30))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [code.why_not(day) is None for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"Soort;Code\nA;B\n", HEAD.encode("utf-16"), b"\xff\xfe", HEAD.encode() + b";;naam;;;;;\n",
        HEAD.encode() + b'A;"B;c;;;;;\n', HEAD.encode() + b"A;B;" + b"x" * 5000 + b";;;;;\n", b"x" * 4_000_001,
        HEAD.encode() + b"A;B;c;;;;;\n" * 20_001,
    ],
)  # fmt: skip
def test_what_is_no_such_list_is_refused_with_its_place(data: bytes) -> None:
    with pytest.raises(BadInput) as problem:
        read_codes(data, "lijst.csv")
    assert all(one.place.startswith("lijst.csv") for one in problem.value.findings)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found: Any = read_codes(data, "lijst.csv")
    except BadInput:
        return
    assert isinstance(found, Codes)


def test_a_code_that_is_not_there_is_reported_and_not_replaced() -> None:
    found = vera_codes.Codes({}).to_send("CLUSTERSOORT", "WGP", TODAY)
    assert isinstance(found, Finding) and found.place == "CLUSTERSOORT.WGP"
