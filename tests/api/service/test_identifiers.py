"""Numbers of registers: the published test numbers only, and every near miss refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.identifiers import has_form, is_bsn, is_rsin

TEST_BSN = ("999990019", "111222333")


@pytest.mark.parametrize("number", TEST_BSN)
def test_the_published_test_numbers_are_numbers(number: str) -> None:
    assert is_bsn(number)
    assert is_rsin(number)


@pytest.mark.parametrize(
    "text",
    ["", "000000000", "99999001", "9999900190", "999.990.019", "99999001x", " 999990019", "٩٩٩٩٩٠٠١٩", "999990019\n"],
)
def test_what_is_no_bsn(text: str) -> None:
    assert not is_bsn(text)


@pytest.mark.parametrize("number", TEST_BSN)
@given(place=st.integers(0, 8), step=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, step: int) -> None:
    digit = str((int(number[place]) + step) % 10)
    assert not is_bsn(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize("number", TEST_BSN)
@given(place=st.integers(0, 7))
def test_two_neighbours_changed_over_are_always_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not is_bsn(swapped)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("postcode", "3082AA", ["0123AA", "3082SS", "3082SA", "3082SD", "3082 AA", "3082aa", "30822A"]),
        ("adresseerbaarObject", "0599010000000001", ["0599100000000001", "0599200000000001", "0" * 16, "059901000000000"]),
        ("pand", "0599100000000001", ["0599010000000001"]), ("nummeraanduiding", "0599200000000001", ["0599010000000001"]),
        ("openbareRuimte", "0599300000000001", ["0599010000000001"]), ("gemeente", "GM0599", ["GM599", "gm0599", "0599"]),
        ("wijk", "WK059901", ["WK05990"]), ("buurt", "BU0599011A", ["BU0599011a", "BU05990111x"]),
        ("kvk", "12345678", ["1234567"]), ("vestiging", "123456789012", ["12345678901"]),
        ("oin", "00000001999990019000", ["00000000999990019000", "0000000199999001900"]),
    ],
)  # fmt: skip
def test_forms(kind: str, good: str, bad: list[str]) -> None:
    assert has_form(kind, good)
    assert not [text for text in bad if has_form(kind, text)]
