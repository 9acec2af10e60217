"""Nothing that looks like a person passes: whatever it is written with, and wherever it stands."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.identifiers import is_bsn
from wbmgp_api.publication.scanning import Scanner

BSN, OTHER = "999990019", "111222333"
REFERENCE = "0123456789abcdef0123456789abcdef"
PLAIN = Scanner()


def seen(text: str, looks: Scanner = PLAIN, name: str = "blad.txt") -> list[tuple[int, str]]:
    return [(one.line, one.words) for one in looks.scan({name: text.encode()})]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"BSN {BSN}", "citizen service number"), (f"nr.{OTHER},", "citizen service number"), (f"a;1,{BSN}", "citizen"),
        ("999.990.019", "citizen"), ("999 990 019", "citizen"), ("9999.90.019", "citizen"), (f"bsn{BSN}x", "citizen"),
        ("&#57;99990019", "citizen"), (r'"\u0039\u0039\u0039990019"', "citizen"), ("99999\u200b0019", "citizen"),
        ("９９９９９００１９", "citizen"), ("<b>9999</b>90019", "citizen"),
        (f"zaak {REFERENCE}", "a reference"), (REFERENCE.upper(), "a reference"),
        ("01234567-89ab-cdef-0123-456789abcdef", "a reference"),
        ("mail jan.jansen@voorbeeld.nl!", "address of e-mail"), ("jan&#64;voorbeeld.nl", "address of e-mail"),
        ("Dorpsstraat 1, 9999 AA Voorbeeldstad", "postcode with a house number"),
        ('{"postcode": "9999AA", "huisnummer": 12}', "postcode with a house number"), ("9999AA;12;", "postcode"),
        ("1234ab 7", "postcode"),
    ],
)  # fmt: skip
def test_what_looks_like_a_person_is_seen_with_its_place(text: str, what: str) -> None:
    found = seen(f"een\ntwee\n{text}\n")
    assert [line for line, _ in found] == [3] and what in found[0][1]
    assert text not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "999990018",
        "0.999990019",
        "999990019.5",
        "1999990019",
        f"{BSN}1",
        "2026-11-22 2027-01-01",
        "stc 9999 AA",
        "sha256:" + "999990019a" * 6 + "beef",
        "a" * 64,
        "x = 0123456789abcdef",
        "art. 8 lid 1",
        "GM9999 BU99990101",
        "M123456.7,12 L44,55",
        "van 2014 tot 2026 SS 12",
        "wijk@",
        "@wijk",
    ],
)
def test_numbers_hashes_and_law_pass(text: str) -> None:
    assert seen(text) == []


def test_what_the_municipality_tells_of_itself_may_stand_there() -> None:
    told = Scanner(frozenset({"info@voorbeeldstad.nl"}), frozenset({BSN}), frozenset({REFERENCE}))
    assert seen(f"Info@voorbeeldstad.nl. {BSN} {REFERENCE}", told) == []
    assert len(seen(f"x@voorbeeldstad.nl {OTHER} {REFERENCE[::-1]}", told)) == 3


def test_a_reference_under_which_a_case_is_found_is_known_again() -> None:
    knows = Scanner(known={"VB-11"}.__contains__)
    assert seen("zie VB-11.", knows) == [(1, "a reference under which a case is found")]
    assert seen("VB-12", knows) == []


def test_the_number_of_a_dwelling_passes_only_where_a_published_area_lists_it() -> None:
    listed = Scanner(dwellings=frozenset({"0518010000000001"}))
    assert seen("object 0518010000000001", listed) == []
    assert seen("0518010000000002 0518010000000001", listed) == [(1, "the number of a dwelling")]
    assert seen("0.0518010000000002 05180100000000021 0518100000000002", listed) == []


def test_what_is_no_text_does_not_pass_nor_a_name_that_tells() -> None:
    assert [one.words for one in PLAIN.scan({"a.pdf": b"%PDF-1.7\xff\xfe"})] == [
        "something that is no text, so nobody can tell what it says"
    ]
    assert [one.line for one in PLAIN.scan({f"{BSN}.txt": b""})] == [0]


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Nd", "Nl", "No"]), max_size=40),
    st.text(st.characters(blacklist_categories=["Cs", "Nd", "Nl", "No"]), max_size=40),
    st.integers(min_value=10_000_000, max_value=999_999_999).map(lambda number: f"{number:09}").filter(is_bsn),
    st.sampled_from([str, escape, lambda text: "".join(f"&#{ord(one)};" for one in text)]),
)
def test_no_text_around_a_number_hides_it(before: str, after: str, number: str, written: object) -> None:
    assert callable(written)
    # What stands right before and after is no digit, so nobody reads another number.
    text = f"{before}\n {written(number)} {after}"
    assert any("citizen" in what for _, what in seen(text))
