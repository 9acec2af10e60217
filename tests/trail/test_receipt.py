"""The leaf: closed, the same on every machine, and silent about people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from tests.trail.samples import ANSWER, APPLICATION, EXPLANATION, PAYLOADS, SALTS, leaf, stamp
from wbmgp_engine import Application, assess
from wbmgp_engine.errors import BadInput
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.canonical import decode, encode
from wbmgp_engine.trail.categories import CATEGORIES, answer_of, commitment, of_application, of_request, put_together
from wbmgp_engine.trail.receipt import TYPES, leaf_bytes, read_leaf, utc_text

EXAMPLES = Path(__file__).resolve().parents[2] / "scenarios"


def values(document: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value at the end of a path."""
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else None
    )
    if items is None:
        yield place, document
        return
    for key, value in items:
        yield from values(value, (*place, key))


def changed(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[place[0]] = changed(document[place[0]], place[1:], value)
    return copy


def test_the_bytes_are_these_on_every_machine_and_python() -> None:
    assert sha256(leaf(4)).hexdigest() == "b0ece82272bc74b0dd2bb6c36f1e461c520deb2ac98b83ba761509311c36f988"
    assert {category: sha256(data).hexdigest()[:8] for category, data in PAYLOADS.items()} == {
        "beoordeling": "add6941a", "inkomen": "9244ef60", "motivering": "8228c0d4", "onderzoek": "3547981e",
        "persoon": "29dfc6f2", "spoor": "3adde988",
    }  # fmt: skip


def test_a_real_assessment_is_committed_to_whole_and_the_application_comes_back() -> None:
    document = json.loads((EXAMPLES / "voorbeeld-aanvraag.json").read_text(encoding="utf-8"))
    assessment = assess(Application.model_validate(document), lawbook=OUR_LAW)
    answer = assessment.to_json()
    payloads = of_application(document, answer, {"nl": explain(assessment, "nl"), "en": explain(assessment, "en")})
    assert tuple(payloads) == CATEGORIES
    parts = [decode(data) for data in payloads.values()]
    assert put_together(part.get("aanvraag", {}) for part in parts) == document
    assert verify.put_together([part.get("aanvraag", {}) for part in parts]) == document
    assert answer_of(parts) == answer
    # What was erased is missing, and the rest of each ground stays together.
    kept = answer_of(part for category, part in zip(CATEGORIES, parts, strict=True) if category != "motivering")
    assert [
        ground | {"reden": given["reden"]} for ground, given in zip(kept["gronden"], answer["gronden"], strict=True)
    ] == (answer["gronden"])
    assert answer_of([]) == {"gronden": []}


def test_nothing_about_a_person_stands_in_a_leaf_and_each_word_in_its_own_category() -> None:
    document: dict[str, Any] = {
        "kenmerk": "CANARY-persoon-1", "aanvraagdatum": "2026-11-01", "gemeente": "CANARY-beoordeling-1",
        "woonruimte": {"adres": {"postcode": "CANARY-persoon-2", "huisnummer": 123456782}},
        "huishouden": [
            {"id": "CANARY-persoon-3", "geboortedatum": "CANARY-persoon-4", "inkomen": [{"soort": "CANARY-inkomen-1"}]},
            {"id": "x.inkomen", "rol": "CANARY-persoon-5"},
        ],
        "voorrang": {"motivering": "CANARY-motivering-1"}, "hardheid": [{"toelichting": "CANARY-motivering-2"}],
        "onderzoek": {"woonverklaring": "CANARY-onderzoek-1"}, "nieuw": "CANARY-persoon-6",
    }  # fmt: skip
    answer: dict[str, Any] = {
        "advies": "CANARY-beoordeling-2", "voorschriften": ["CANARY-onderzoek-2"], "spoor": ["CANARY-spoor-1"],
        "gronden": [{"grond": "CANARY-beoordeling-3", "reden": "CANARY-motivering-3", "feiten": "CANARY-spoor-2"}],
        "alternatieven": ["CANARY-spoor-3"], "opmerkingen": ["CANARY-motivering-4"], "nieuw": "CANARY-spoor-4",
    }  # fmt: skip
    payloads = of_application(document, answer, {"nl": "CANARY-spoor-5", "en": ""})
    data = leaf(0, payloads)
    assert b"CANARY" not in data
    assert b"123456782" not in data
    for category, held in payloads.items():
        # Paths name the person as the household does; that name is of `persoon`, and of no use without it.
        words = {
            word for word in held.decode().replace('"', " ").replace(".", " ").split() if word.startswith("CANARY")
        }
        assert words - {"CANARY-persoon-3"} == {w for w in words if f"-{category}-" in w} - {"CANARY-persoon-3"}


def test_every_value_is_committed_to() -> None:
    before = of_application(APPLICATION, ANSWER, EXPLANATION)
    for place, value in values(ANSWER):
        other = changed(ANSWER, place, f"{value}!")
        assert sum(of_application(APPLICATION, other, EXPLANATION)[c] != before[c] for c in CATEGORIES) == 1, place
    for place, value in values(APPLICATION):
        other = changed(APPLICATION, place, f"{value}!")
        assert of_application(other, ANSWER, EXPLANATION) != before, place


def test_a_request_is_reasons_and_a_case() -> None:
    document = json.loads((EXAMPLES / "voorbeeld-verzoek.json").read_text(encoding="utf-8"))
    payloads = of_request(document, {"volledig": True, "spoor": []}, EXPLANATION)
    parts = {category: decode(data) for category, data in payloads.items()}
    assert {category for category, part in parts.items() if "verzoek" in part} == {"beoordeling", "motivering"}
    assert put_together(part.get("verzoek", {}) for part in parts.values()) == document
    assert parts["persoon"] == parts["inkomen"] == parts["onderzoek"] == {}


def test_an_empty_category_looks_like_any_other() -> None:
    assert PAYLOADS.keys() == set(CATEGORIES)
    without = of_application(APPLICATION | {"onderzoek": {}}, ANSWER, EXPLANATION)
    assert decode(leaf(0, without))["commitments"].keys() == set(CATEGORIES)


@given(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES), st.binary(max_size=9), st.binary(max_size=9))
def test_a_commitment_is_to_one_category_salt_and_text(one: str, other: str, data: bytes, more: bytes) -> None:
    same = commitment(one, SALTS[one], data) == commitment(other, SALTS[one], more)
    assert same == ((one, data) == (other, more))
    assert commitment(one, bytes(32), data) != commitment(one, SALTS[one], data)


def test_the_commitment_is_the_published_formula() -> None:
    found = commitment("persoon", SALTS["persoon"], b"{}")
    assert found == sha256(b"wbmgp/commit/v1\x00persoon\x00" + SALTS["persoon"] + b"{}").digest()
    with pytest.raises(BadInput, match="salt of persoon: has 31 bytes"):
        commitment("persoon", bytes(31), b"{}")


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ([{"id": "a"}, {"id": "a"}], "huishouden: is no list of different ids → name each person once"),
        ([{"id": 1}], "huishouden: is no list of different ids → name each person once"),
    ],
)
def test_a_household_that_could_not_come_back_is_refused(people: list[Any], message: str) -> None:
    with pytest.raises(BadInput) as problem:
        of_application({"huishouden": people}, {}, {})
    assert str(problem.value) == message


@pytest.mark.parametrize(
    "parts",
    [
        [{"a": 1}, {"a": 1}], [{"huishouden": "p1"}], [{"huishouden": ["p1", "p1"]}], [{"huishouden": [1]}], ["x"],
        [{"huishouden": ["p1"], "huishouden.p2.rol": 1}], [{"huishouden": ["p1"], "huishouden.p1.id": 1}],
        [{"huishouden.p1.rol": 1}],
    ],
)  # fmt: skip
def test_facts_that_make_no_application_are_refused_by_both(parts: list[Any]) -> None:
    with pytest.raises(BadInput):
        put_together(parts)
    with pytest.raises(verify.Failure):
        verify.put_together(parts)


def test_facts_without_a_household_are_the_document() -> None:
    assert put_together([{"a": 1}, {"b": 2}]) == verify.put_together([{"a": 1}, {"b": 2}]) == {"a": 1, "b": 2}


FULL = decode(leaf(0)) | {"betreft": "c" * 32, "categorieen": ["inkomen", "spoor"], "inhoud": f"sha256:{'0' * 64}"}
LEAVES: list[dict[str, Any]] = [FULL | {"type": kind} for kind in TYPES]
FAULTS: list[tuple[str, Any]] = [
    ("v", 2), ("v", True), ("v", "1"), ("v", 1), ("seq", -1), ("seq", True), ("seq", "0"), ("seq", 2**53 - 1),
    ("type", "iets"), ("type", None), ("type", ["besluit"]), ("record_id", "A" * 32), ("record_id", "a" * 31),
    ("record_id", "a" * 32 + "\n"), ("actor_ref", "J. Jansen"), ("rol", "baas"), ("oorsprong", "10.0.0.1"),
    ("recorded_at", "2026-11-21T09:05:01Z"), ("recorded_at", "2026-02-30T09:05:01.000000Z"),
    ("recorded_at", "2026-11-21T09:05:01.000000+01:00"), ("recorded_at", "２026-11-21T09:05:01.000000Z"),
    ("peildatum", "2026-13-01"), ("peildatum", "1 mei"), ("peildatum", None), ("rules_hash", "sha256:" + "0" * 63),
    ("inhoud", "sha256:" + "0" * 63), ("inhoud", None),
    ("engine_hash", "md5:0"), ("engine_version", "1.0"), ("engine_version", "1.0.0rc1"), ("resultaatcode", "misschien"),
    ("zaak_ref", "123456782"), ("betreft", 5), ("categorieen", ["spoor", "inkomen"]), ("categorieen", ["inkomen"] * 2),
    ("categorieen", ["naam"]), ("categorieen", [[]]), ("categorieen", "inkomen"), ("categorieen", []),
    ("origin", "Wbmgp"), ("origin", "a b"), ("origin", ""), ("commitments", {}), ("commitments", []),
    ("commitments", {"naam": "A" * 43 + "="}), ("commitments", {"persoon": "A" * 43 + "="}),
    ("commitments", {"persoon": "A" * 42 + "B="}), ("commitments", {"persoon": "AA=="}), ("commitments", {"persoon": 1}),
    ("bsn", "123456782"), ("opmerking", ""),
]  # fmt: skip


@pytest.mark.parametrize("base", LEAVES, ids=list(TYPES))
def test_both_readers_accept_the_same_leaves(base: dict[str, Any]) -> None:
    def accepts(reader: Any, data: bytes) -> bool:
        try:
            return bool(reader(data) == json.loads(data))
        except (BadInput, verify.Failure):
            return False

    without = [{key: value for key, value in base.items() if key != name} for name in base]
    tried = [base, *without, *(base | {name: value} for name, value in FAULTS)]
    verdicts = [(accepts(read_leaf, encode(one)), accepts(verify.read_leaf, encode(one))) for one in tried]
    assert all(one == other for one, other in verdicts)
    assert verdicts[0][0]
    needed = {"v", "origin", "seq", "type", "record_id", "actor_ref", "rol", "oorsprong", "recorded_at", "engine_version",
              "engine_hash", "commitments", *TYPES[base["type"]]}  # fmt: skip
    assert [name for name, (fine, _) in zip(base, verdicts[1:], strict=False) if not fine] == [
        n for n in base if n in needed
    ]
    fine = [fault for fault, (verdict, _) in zip(FAULTS, verdicts[1 + len(base) :], strict=True) if verdict]
    assert fine == [
        ("v", 1), ("seq", 2**53 - 1), ("engine_version", "1.0.0rc1"), ("categorieen", []),
        ("commitments", {}), ("commitments", {"persoon": "A" * 43 + "="}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"resultaatcode": "J. Jansen"},
            "resultaatcode: does not fit the schema of a leaf → it has to match geen_verg",
        ),
        ({"zaak_ref": None}, "zaak_ref: is missing in a leaf of type beoordeling → give it"),
        ({"seq": -1, "record_id": "0" * 32}, "seq: -1 is no place in a log → give a whole number from 0"),
        ({"peildatum": "2026-02-30"}, "peildatum: names a day that does not exist → give a real date"),
        ({"categorieen": ("naam",)}, "categorieen: are not known categories in order, each once → use "),
    ],
)
def test_a_leaf_outside_the_schema_is_never_written(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput) as problem:
        leaf_bytes(stamp(**{"seq": 0} | fields), {}, {})
    assert str(problem.value).startswith(message)
    assert "Jansen" not in str(problem.value)


def test_an_erasure_names_what_was_erased() -> None:
    data = leaf(9, {}, type="wissing", betreft="c" * 32, categorieen=("inkomen", "persoon"))
    assert read_leaf(data)["categorieen"] == ["inkomen", "persoon"]
    with pytest.raises(BadInput, match="betreft: is missing in a leaf of type wissing"):
        leaf(9, {}, type="wissing", categorieen=("inkomen",))


def test_salts_fit_their_payloads_and_differ() -> None:
    with pytest.raises(BadInput, match="salts: are not those of the payloads"):
        leaf_bytes(stamp(0), PAYLOADS, {})
    with pytest.raises(BadInput, match="salts: hold one salt twice"):
        leaf_bytes(stamp(0), PAYLOADS, dict.fromkeys(PAYLOADS, bytes(32)))


def test_a_leaf_is_an_object() -> None:
    with pytest.raises(BadInput, match="leaf: is no object"):
        read_leaf(b"[]")
    with pytest.raises(BadInput, match="bsn: is no field of a leaf"):
        read_leaf(encode(FULL | {"bsn": 1}))


def test_moments_are_written_in_utc() -> None:
    noon = datetime(2026, 7, 1, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    assert utc_text(noon) == utc_text(noon.astimezone(UTC)) == "2026-07-01T10:00:00.000005Z"
    with pytest.raises(BadInput, match="recorded_at: has no time zone"):
        utc_text(datetime(2026, 7, 1))


def test_a_step_in_a_case_names_the_case_and_need_not_name_an_outcome() -> None:
    bare = {key: value for key, value in FULL.items() if key not in ("peildatum", "rules_hash", "resultaatcode")}
    step = bare | {"type": "handeling"}
    assert read_leaf(encode(step)) == verify.read_leaf(encode(step)) == step
    del step["zaak_ref"]
    with pytest.raises(BadInput, match="zaak_ref"):
        read_leaf(encode(step))
    with pytest.raises(verify.Failure):
        verify.read_leaf(encode(step))
