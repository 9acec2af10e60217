"""Citations: exact round trips, and refusals that say what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.strategies import citations, days, jcis, plain_words
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.citations import Citation, Cvdr, Ecli, Eli, Jci, Url, cite, parse_citation

KINDS = (Jci, Cvdr, Ecli, Eli, Url)


@given(citations)
def test_what_is_written_is_read_back_the_same(citation: Citation) -> None:
    written = str(citation)
    assert type(citation).parse(written) == citation
    assert parse_citation(written) == citation
    assert str(parse_citation(written)) == written


@given(st.text(max_size=40))
def test_any_text_is_a_citation_that_round_trips_or_is_refused(text: str) -> None:
    for kind in KINDS:
        try:
            assert str(kind.parse(text)) == text
        except BadInput as refused:
            assert len(refused.findings) == 1


@given(
    st.sampled_from(["jci1.3:c:BWBR0019388&artikel=8", "CVDR612978_1", "ECLI:NL:RVS:2022:363", "eli/reg/2016/679"]),
    st.sampled_from([" ", "\n", "\x00", "&", "\u00a0"]),
    st.integers(0, 40),
)
def test_a_stray_sign_is_never_swallowed(text: str, sign: str, where: int) -> None:
    spoiled = text[:where] + sign + text[where:]
    with pytest.raises(BadInput):
        parse_citation(spoiled)


@given(
    st.from_regex(r"[0-9]{1,2}[a-z]?", fullmatch=True),
    st.none() | plain_words,
    st.none() | plain_words,
    st.none() | days,
)
def test_a_reference_is_built_from_its_parts(
    artikel: str, lid: str | None, onderdeel: str | None, geldig_op: date | None
) -> None:
    built = Jci.of("BWBR0019388", artikel, lid=lid, onderdeel=onderdeel, geldig_op=geldig_op)
    assert (built.artikel, built.lid, built.onderdeel, built.geldig_op) == (artikel, lid, onderdeel, geldig_op)
    assert Jci.parse(str(built)) == built


@given(jcis)
def test_a_reference_in_words_names_what_it_points_at(jci: Jci) -> None:
    words = jci.cite("Wbmgp")
    assert words.endswith("Wbmgp")
    assert (f"art. {jci.artikel}" in words) if jci.artikel else (words == "Wbmgp")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("Wbmgp", "8"), "art. 8 Wbmgp"),
        (("Wbmgp", "8", "1"), "art. 8 lid 1 Wbmgp"),
        (("Wbmgp", "8", 1, "a"), "art. 8 lid 1 onder a Wbmgp"),
        (("Awb", "4:5", None, "c"), "art. 4:5 onder c Awb"),
    ],
)
def test_citing_in_words(parts: tuple[Any, ...], words: str) -> None:
    assert cite(*parts) == words


def test_parts_of_a_reference_that_are_absent_are_none() -> None:
    law = Jci.parse("jci1.31:v:BWBV0001002")
    assert (law.artikel, law.lid, law.onderdeel, law.geldig_op) == (None, None, None, None)
    assert (law.version, law.kind, law.location) == ("1.31", "v", ())


def test_nested_parts_may_stand_twice() -> None:
    assert Jci.parse("jci1.3:c:BWBR0019388&artikel=8&o=a&o=2°").onderdeel == "a"


JCI = "write jci1.3:c:BWBR and 7 digits, then &key=value parts"


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("", JCI),
        ("jci1.3:c:BWBR001938", JCI),
        ("jci1.3:c:BWBR00193888", JCI),
        ("JCI1.3:c:BWBR0019388", JCI),
        ("jci1:c:BWBR0019388", JCI),
        ("jci1.3:C:BWBR0019388", JCI),
        ("jci1.3:c:CVDR612978", JCI),
        ("jci1.3:c:BWBR\u0660\u0661\u0661\u0661\u0661\u0661\u0661", JCI),
        (" jci1.3:c:BWBR0019388", JCI),
        ("jci1.3:c:BWBR0019388&", "part '=' must be key=value without spaces"),
        ("jci1.3:c:BWBR0019388&artikel", "part 'artikel=' must be key=value without spaces"),
        ("jci1.3:c:BWBR0019388&=8", "part '=8' must be key=value without spaces"),
        ("jci1.3:c:BWBR0019388&artikel=8 a", "part 'artikel=8 a' must be key=value without spaces"),
        ("jci1.3:c:BWBR0019388&artikel=8=9", "part 'artikel=8=9' must be key=value without spaces"),
        ("jci1.3:c:BWBR0019388&artikel=8&artikel=9", "artikel stands in it twice"),
        ("jci1.3:c:BWBR0019388&g=2007-02-29", "g (geldig op) must be a day that exists as YYYY-MM-DD"),
        ("jci1.3:c:BWBR0019388&z=20070319", "z (gezien op) must be a day that exists as YYYY-MM-DD"),
        ("jci1.3:c:BWBR0019388&s=gisteren", "s (begin) must be a day that exists as YYYY-MM-DD"),
    ],
)
def test_a_wrong_reference_says_what_is_wrong(text: str, fix: str) -> None:
    with pytest.raises(BadInput) as caught:
        Jci.parse(text)
    assert str(caught.value) == f"citation: {text!r} is no Juriconnect reference → {fix}"


def test_a_date_given_to_a_builder_is_checked_like_a_parsed_one() -> None:
    with pytest.raises(BadInput, match="must be key=value without spaces"):
        Jci.of("BWBR0019388", "8 lid 1")
    with pytest.raises(BadInput, match=r"write jci1\.3:c:BWBR and 7 digits"):
        Jci.of("19388")


CVDR = "CVDR number → write CVDR and the number, and _ or / before the version"
ECLI = "ECLI → write ECLI:NL:RBROT:2014:7590, in capitals"
ELI = "ELI → write eli/ and its parts, as in eli/reg/2016/679/oj, or a web address with them"
URL = "web address → write https://host/path, without spaces or a user name"


@pytest.mark.parametrize(
    ("kind", "text", "rest"),
    [
        (Cvdr, "612978_1", CVDR),
        (Cvdr, "CVDR", CVDR),
        (Cvdr, "CVDR612978_", CVDR),
        (Cvdr, "CVDR612978-1", CVDR),
        (Cvdr, "CVDR0612978", CVDR),
        (Cvdr, "cvdr612978", CVDR),
        (Cvdr, "CVDR612978_0", CVDR),
        (Ecli, "ecli:nl:rvs:2022:363", ECLI),
        (Ecli, "ECLI:NL:RVS:22:363", ECLI),
        (Ecli, "ECLI:NL:RVS:2022:", ECLI),
        (Ecli, "ECLI:NL:RVS:2022:363.", ECLI),
        (Ecli, "ECLI:NL:RVS:2022", ECLI),
        (Ecli, "ECLI:NLD:RVS:2022:363", ECLI),
        (Ecli, "ECLI:NL:RVS:2022:363\n", ECLI),
        (Eli, "eli/reg", ELI),
        (Eli, "eli//2016/679", ELI),
        (Eli, "https://hosteli/reg/2016", ELI),
        (Eli, "reg/2016", ELI),
        (Url, "wetten.overheid.nl", URL),
        (Url, "ftp://x.nl", URL),
        (Url, "https://", URL),
        (Url, "https:///pad", URL),
        (Url, "https://x.nl/a b", URL),
        (Url, "https://ik:geheim@x.nl/", URL),
        (Url, "https://x.nl\\y", URL),
        (Url, "javascript://x.nl/%0aalert(1)", URL),
        (Url, "https://x.nl/<script>", URL),
    ],
)
def test_other_wrong_citations(kind: type[Cvdr | Ecli | Eli | Url], text: str, rest: str) -> None:
    with pytest.raises(BadInput) as caught:
        kind.parse(text)
    assert str(caught.value) == f"citation: {text!r} is no {rest}"


def test_a_text_of_no_kind_lists_the_kinds() -> None:
    with pytest.raises(BadInput) as caught:
        parse_citation("art. 8 Wbmgp")
    assert str(caught.value) == (
        "citation: 'art. 8 Wbmgp' is no citation → write a jci, CVDR, ECLI or ELI, or a web address"
    )


def test_a_very_long_text_is_shown_short() -> None:
    with pytest.raises(BadInput) as caught:
        parse_citation("x" * 500)
    assert str(caught.value).startswith(f"citation: '{'x' * 77}…' is no citation")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jci1.3:c:BWBR0019388", Jci),
        ("CVDR612978", Cvdr),
        ("ECLI:NL:RVS:2022:363", Ecli),
        ("eli/reg/2016/679/oj", Eli),
        ("http://data.europa.eu/eli/reg/2016/679/oj", Eli),
        ("https://hosteli/reg/2016", Url),
        ("https://lokaleregelgeving.overheid.nl/CVDR612978/1", Url),
        ("https://wetten.overheid.nl/jci1.3:c:BWBR0019388&artikel=8", Url),
    ],
)
def test_each_text_finds_its_kind(text: str, kind: type[Citation]) -> None:
    assert type(parse_citation(text)) is kind


def test_the_host_of_an_address() -> None:
    assert Url.parse("https://wetten.overheid.nl:443/x?y#z").host == "wetten.overheid.nl"
    assert Url("geen adres").host == ""
