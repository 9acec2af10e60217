"""The trace of who calls goes on in the lines; one that is malformed, or that nobody began, begins here (W3C Trace Context)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.cases.working import DESK, LAWYER, Desk
from tests.api.processing_log.lines import left, three
from wbmgp_api.edge.tracing import Trace
from wbmgp_api.identity.development import CLIENT
from wbmgp_api.oversight.processing_export import traces
from wbmgp_api.store.processing_rows import Pseudonyms

TRACE, SPAN = "ab" * 16, "cd" * 8


def looked(desk: Desk, case: str, **headers: str) -> tuple[Any, list[Any]]:
    """The answer to a look, and the lines of it."""
    got: list[Any] = []
    found = left(desk, lambda: got.append(desk.ask("GET", f"/aanvragen/{case}", DESK, headers=headers)))
    return got[0], found


def test_the_trace_of_the_caller_goes_on(desk: Desk) -> None:
    got, found = looked(desk, desk.take_in(three()), traceparent=f"00-{TRACE}-{SPAN}-01", tracestate="ander=1")
    action, *people = sorted(found, key=lambda line: line.subject is not None)
    assert (action.trace_id, action.parent_span_id) == (TRACE, SPAN)
    assert action.processor == f"urn:wbmgp:afnemer:{CLIENT}"
    assert {(one.trace_id, one.parent_span_id, one.processor) for one in people} == {(TRACE, action.span_id, None)}
    assert got.headers["traceparent"].split("-")[1] == TRACE


def test_the_export_names_the_action_of_the_caller_and_only_for_the_action_that_it_asked_for(desk: Desk) -> None:
    _, found = looked(desk, desk.take_in(three()), traceparent=f"00-{TRACE}-{SPAN}-01")
    spans = traces(found, "1")["resourceSpans"][0]["scopeSpans"][0]["spans"]
    told = [{one["key"]: one["value"]["stringValue"] for one in span["attributes"]} for span in spans]
    foreign = [{name: one for name, one in span.items() if "foreign_operation" in name} for span in told]
    of = "dpl.core.foreign_operation."
    assert [one for one in foreign if one] == [{f"{of}span_id": SPAN, f"{of}processor": f"urn:wbmgp:afnemer:{CLIENT}"}]
    assert len(foreign) == 4


@pytest.mark.parametrize("header", [
    "", "x", f"00-{TRACE}-{SPAN}", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"ff-{TRACE}-{SPAN}-01",
    f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01-meer' OR 1=1",
])  # fmt: skip
def test_what_is_no_trace_begins_one(desk: Desk, header: str) -> None:
    case = desk.take_in(three())
    got, found = looked(desk, case, traceparent=header)
    (trace,) = {line.trace_id for line in found}
    assert re.fullmatch("[0-9a-f]{32}", trace)
    assert trace != "0" * 32
    if "meer" not in header:  # a later version of the standard may say more at the end
        assert trace != TRACE
        assert [line.parent_span_id for line in found if line.subject is None] == [None]
        assert "foreign_operation" not in str(traces(found, "1"))
    assert got.headers["traceparent"].split("-")[1] == trace


def test_the_program_that_asked_is_told_also_where_it_began_no_trace(desk: Desk) -> None:
    _, found = looked(desk, desk.take_in(three()))
    told = [line.processor for line in found if line.subject is None]
    assert told == [f"urn:wbmgp:afnemer:{CLIENT}"]


def test_each_request_has_a_trace_and_all_it_does_is_in_it(desk: Desk) -> None:
    case = desk.take_in(three())
    first = left(desk, lambda: desk.ask("GET", f"/aanvragen/{case}", DESK))
    second = left(desk, lambda: desk.ask("GET", f"/aanvragen/{case}", LAWYER))
    assert len({line.trace_id for line in first}) == len({line.trace_id for line in second}) == 1
    assert first[0].trace_id != second[0].trace_id


@given(st.text(max_size=120))
def test_no_header_makes_a_trace_that_has_not_its_form(header: str) -> None:
    made = Trace.of(header)
    assert re.fullmatch("[0-9a-f]{32}", made.trace_id)
    assert re.fullmatch("[0-9a-f]{16}", made.span_id)
    assert made.parent is None or re.fullmatch("[0-9a-f]{16}", made.parent)


@given(
    st.sampled_from(["999993653", "999990019", "111222333"]),
    st.sampled_from(["GM0599", "GM9999"]),
    st.binary(min_size=32, max_size=32),
)
def test_a_pseudonym_is_the_same_for_the_same_person_key_and_municipality_only(
    number: str, tenant: str, key: bytes
) -> None:
    named = Pseudonyms(key)
    one = named.of_number(tenant, number)
    assert one == Pseudonyms(key).of_number(tenant, number)
    assert len(one.digest) == 32
    others = [
        named.of_number("GM0344", number), named.of_number(tenant, "999994669"), named.in_case(tenant, "a" * 32, number),
        Pseudonyms(key[::-1] + b"x").of_number(tenant, number),
    ]  # fmt: skip
    assert all(other.digest != one.digest for other in others)
    assert number not in repr(one)
    assert Pseudonyms(key + b"x").key != named.key
