"""A submission of Open Formulieren as an application: by the mapping of its form, with the rest told and nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.exchange.brp_answers import FIXTURES, Json
from wbmgp_api.exchange.open_forms import read_submission_json, submission
from wbmgp_api.exchange.open_forms_intake import Taken, intake
from wbmgp_api.exchange.open_forms_mapping import Form, Forms
from wbmgp_engine.errors import BadInput

TOWN = "GM9999"
EXAMPLE = Forms.of(None, production=False).find(TOWN)


def document(name: str) -> Any:
    return read_submission_json((FIXTURES / name).read_bytes())


def taken(given: Any, forms: Mapping[str, Form] = EXAMPLE) -> Taken:
    return intake(submission(given), forms, TOWN)


def record() -> Json:
    found: Json = document("formulier-objects-api.json")
    return found


def noted(found: Taken) -> dict[str, str]:
    return {one.place.rpartition("data.data.")[2]: one.code for one in found.notices}


def test_a_record_of_the_objects_api() -> None:
    found = taken(record())
    assert found.came.application.to_json() == {
        "kenmerk": "OF-7K2QX9", "gemeente": TOWN, "aanvraagdatum": "2026-11-02",
        "woonruimte": {"adres": {"postcode": "3081AA", "huisnummer": 12}, "verhuurder": "particulier", "huurprijs": 65050},
        "huishouden": [
            {"id": "p1", "rol": "aanvrager", "geboortedatum": "1971-05-25", "inkomen": [{"soort": "dienstbetrekking", "bron": {"soort": "opgave"}}]},
            {"id": "k1", "rol": "kind", "geboortedatum": "2015-03-04"}, {"id": "k2", "rol": "kind", "geboortedatum": "2018"},
        ],
    }  # fmt: skip
    assert found.came.numbers == {"p1": "999990019"}
    assert noted(found) == {
        "uw-woning.soortWoning": "answer", "uw-gegevens.huisdier": "unmapped", "record.data.pdf_url": "attachment",
        "record.data.attachments.0": "attachment", "language_code": "language",
    }  # fmt: skip
    assert [one.reference.partition("//")[0] for one in found.attached] == ["https:", "https:"]


def test_a_record_by_itself_is_the_same() -> None:
    alone = record()["record"]["data"]
    alone["data"]["uw-woning"]["datumAanvraag"] = "2026-11-02"
    assert taken(alone).came == taken(record()).came


def test_a_json_dump() -> None:
    found = taken(document("formulier-json-dump.json"))
    told = found.came.application.to_json()
    assert (told["kenmerk"], told["aanvraagdatum"]) == ("OF-3MN4PQ", "2026-11-03")
    assert told["woonruimte"] == {
        "adres": {"postcode": "3081AA", "huisnummer": 12}, "verhuurder": "corporatie", "soort": "onzelfstandig", "huurprijs": 41230,
    }  # fmt: skip
    # One kind of income that is not known leaves the whole list open: without it, it would say that this is all.
    assert told["huishouden"] == [
        {"id": "p1", "rol": "aanvrager", "geboortedatum": "1990-01-02"},
        {"id": "p2", "rol": "partner", "geboortedatum": "1991", "inkomen": [{"soort": "aow", "bron": {"soort": "opgave"}}]},
    ]  # fmt: skip
    assert found.came.numbers == {"p2": "111222333"}
    assert {one.place: one.code for one in found.notices} == {
        "values.inkomen": "answer",
        "values.loonstrook": "file_content",
    }
    assert found.beside()["bijlagen"] == [
        {"plaats": "values.loonstrook", "verwijzing": "loonstrook.pdf", "meegestuurd": True}
    ]
    assert "JVBERi0" not in repr(found)


def test_the_same_submission_has_the_same_key_and_another_another() -> None:
    other = record()
    other["record"]["data"]["submission_id"] = "OF-ANDERS"
    assert taken(record()).key == taken(record()).key != taken(other).key


def test_what_is_left_empty_is_not_known() -> None:
    given = record()
    given["record"]["data"]["data"]["uw-gegevens"]["inkomen"] = {"loon": False, "aow": False}
    (person, *_) = taken(given).came.application.to_json()["huishouden"]
    assert "inkomen" not in person


def test_a_key_that_two_steps_have_is_taken_from_neither() -> None:
    given = record()
    given["record"]["data"]["data"]["uw-woning"]["geboortedatum"] = "1980-01-01"
    found = taken(given)
    assert "geboortedatum" not in found.came.application.to_json()["huishouden"][0]
    assert "double_key" in noted(found).values()


@pytest.mark.parametrize("number", ["123456789", "99999001", 999990019, ["999990019"], "999990019 "])
def test_what_is_no_citizen_service_number_is_not_taken_and_not_repeated(number: Any) -> None:
    given = record()
    given["record"]["data"]["bsn"] = number
    found = taken(given)
    assert found.came.numbers == {}
    assert noted(found)["bsn"] == "number"
    assert "99999" not in repr([one.to_json() for one in found.notices])


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("postcode", "3081"), ("huisnummer", "twaalf"), ("huisnummer", True), ("huurPerMaand", "veel"),
        ("huurPerMaand", "1.000,50"), ("vanWieHuurtU", ["particulier"]), ("soortWoning", {"kamer": True}),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_is_left_open(key: str, given: Any) -> None:
    told = record()
    told["record"]["data"]["data"]["uw-woning"][key] = given
    told["record"]["data"]["data"]["uw-woning"].setdefault("postcode", "3081AA")
    try:
        found = taken(told)
    except BadInput as refused:
        assert {one.place for one in refused.findings} <= {f"woonruimte.adres.{key}", "woonruimte"}
    else:
        assert f"uw-woning.{key}" in noted(found)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"submission_id": ""}, "record.data.submission_id"), ({"submission_id": 5}, "record.data.submission_id"),
        ({"submission_id": "x" * 101}, "record.data.submission_id"), ({"submission_id": "a\x07"}, "record.data.submission_id"),
        ({"type": "parkeervergunning"}, "input"), ({"type": None}, "input"), ({"data": []}, "record.data.data"),
        ({"data": {"stap": {f"k{n}": n for n in range(501)}}}, "record.data.data"),
    ],
)  # fmt: skip
def test_what_is_no_submission_of_a_mapped_form_is_refused(change: Json, place: str) -> None:
    given = record()
    given["record"]["data"] |= change
    with pytest.raises(BadInput) as refused:
        taken(given)
    assert refused.value.findings[0].place == place
    assert refused.value.findings[0].fix


@pytest.mark.parametrize("given", [None, [], 5, {}, {"values": []}, {"data": "x"}, {"record": {"data": {}}}])
def test_another_document_is_refused(given: Any) -> None:
    with pytest.raises(BadInput):
        taken(given)


@pytest.mark.parametrize(
    "text",
    [
        b"{",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"\xff",
        b"[" * 100_000,
        b'{"a": ' + b"9" * 40 + b"}",
        b'{"a": 0.' + b"1" * 40 + b"}",
    ],
)
def test_text_that_is_no_strict_json_is_refused(text: bytes) -> None:
    with pytest.raises(BadInput):
        read_submission_json(text)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_has_no_day_here_is_none(moment: str) -> None:
    given = document("formulier-json-dump.json")
    given["metadata"]["registration_timestamp"] = moment
    assert submission(given).day is None


@pytest.mark.parametrize("name", ["\ud800", "a\u202eb", "a\nb", "\x1b[31m", "999990019", "x" * 5000])
def test_a_name_that_somebody_chose_can_be_sent_and_steers_nothing(name: str) -> None:
    given = record()
    given["record"]["data"]["data"]["uw-gegevens"] |= {
        name: "iets", f"{name}1": {"file_name": f"{name}.pdf", "content": ""},
    }  # fmt: skip
    dump = document("formulier-json-dump.json")
    dump["values"] |= {name: {"file_name": f"{name}.pdf", "content": ""}}
    for found in (taken(given), taken(dump)):
        said = [one["plaats"] for part in found.beside().values() for one in part]
        said += [one["verwijzing"] for one in found.beside()["bijlagen"]]
        assert all(one.isprintable() and len(one) <= 400 and one.encode() for one in said), said
        assert "999990019" not in repr(said)


def test_an_amount_is_never_a_float() -> None:
    assert read_submission_json(b'{"a": 650.5}') == {"a": "650.5"}


_junk: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=10)
    | st.sampled_from(["999990019", "loon", "particulier"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_QUESTIONS = [*EXAMPLE["huisvestingsvergunning"].questions, "kinderen", "akkoord", "nieuw"]


@given(st.dictionaries(st.sampled_from(_QUESTIONS), _junk, max_size=8))
def test_whatever_is_answered_gives_an_application_or_is_refused_with_places(answers: Json) -> None:
    given = deepcopy(record())
    given["record"]["data"]["data"]["uw-gegevens"] = {"geboortedatum": "1971"}
    given["record"]["data"]["data"]["uw-woning"] = {"postcode": "3081AA", "huisnummer": 1, **answers}
    try:
        found = taken(given)
    except BadInput as refused:
        assert all(
            one.place.split(".")[0] in ("woonruimte", "huishouden", "aanvraagdatum", "aanvraag")
            for one in refused.findings
        )
    else:
        assert json.dumps(found.came.application.to_json())
        said = json.dumps([one.to_json() for one in found.notices])
        assert "999990019" not in said


MAPPING = """
gemeenten:
  GM0599:
    f:
      herken: [f]
      personen: {p1: aanvrager}
      velden:
        x: {naar: %s}
"""


@pytest.mark.parametrize(
    "place", ["aanvraagdatum", "woonruimte.soort", "huishouden.p1.inkomen", "burgerservicenummers.p1"]
)
def test_a_mapping_names_facts_that_a_form_may_tell(place: str) -> None:
    assert Forms.read((MAPPING % place).encode(), "f.yaml")["GM0599"]["f"].questions["x"].to == place


@pytest.mark.parametrize(
    "place",
    ["huishouden.p1.verblijf", "huishouden.p2.inkomen", "hardheid.oordeel", "onderzoek.woonverklaring", "kenmerk", "gemeente",
     "voorrang.oordeel", "situatie.regio", "burgerservicenummers.p1.x", "huishouden.p1"],
)  # fmt: skip
def test_a_mapping_to_anything_else_is_refused_with_its_line(place: str) -> None:
    with pytest.raises(BadInput, match=r"f\.yaml:\d"):
        Forms.read((MAPPING % place).encode(), "f.yaml")


@pytest.mark.parametrize(
    "wrong",
    [MAPPING.replace("p1: aanvrager", "p1: partner"), MAPPING.replace("p1: aanvrager", "p1: aanvrager, p2: aanvrager"), MAPPING.replace("herken: [f]", "herken: []")],
)  # fmt: skip
def test_a_mapping_names_its_form_and_one_applicant(wrong: str) -> None:
    with pytest.raises(BadInput):
        Forms.read((wrong % "aanvraagdatum").encode(), "f.yaml")


def test_in_production_there_is_no_mapping_until_it_is_set(tmp_path: Any) -> None:
    assert Forms.of(None, production=True).find(TOWN) == {}
    with pytest.raises(BadInput, match="WBMGP_FORMS"):
        Forms.of(str(tmp_path / "niets.yaml"), production=True)
