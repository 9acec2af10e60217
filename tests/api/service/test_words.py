"""The words of every fault, in Dutch and in English, and the language of an answer that is an error."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.service.asking import Asking, application
from wbmgp_api.edge.problems import preferred
from wbmgp_api.identity.principal import Role
from wbmgp_api.words import Language, dutch, english, said, title
from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.fields import FORM_CODES, FORMS

ROOT = Path(__file__).parents[3]
HOLE = re.compile(r"\{([a-z]+)\}")
LANGUAGES: tuple[Language, ...] = ("nl", "en")
CANARY = "Kanarie-7391"
SAID = ("fault", "bad_input", "unfit", "refused", "Problem", "Unfit", "NotYours", "Repeated")
WHERE = {
    "NotYours": 0,
    "Repeated": 0,
    "refused": 0,
    "Unfit": 0,
    "_Said": 0,
    "fault": 0,
    "bad_input": 0,
    "unfit": 0,
    "CannotRead": 0,
    "_refuse": 0,
    "Problem": 1,
}


def sources() -> Iterator[ast.Module]:
    for folder in ("wbmgp_engine/facts", "wbmgp_engine/designations", "wbmgp_engine/mandates", "api/wbmgp_api"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.parent.name != "words":
                yield ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Each code that is written in a call, with the name that is called and the parameters beside it."""
    for call in (node for tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        at = WHERE.get(name, 4 if name == "Finding" else 3 if name == "one" else None)
        if at is not None and len(call.args) > at and isinstance(code := call.args[at], ast.Constant) and code.value:
            yield name, str(code.value), {one.arg for one in call.keywords if one.arg}


CALLS = list(calls())
WHOLE = ("Problem", "NotYours", "Repeated")
RAISED = {code for name, code, _ in CALLS if name not in WHOLE} | set(FORM_CODES.values())


def holes(*sentences: str) -> set[str]:
    return {name for one in sentences for name in HOLE.findall(one)}


def test_both_languages_know_the_same_faults() -> None:
    for table in ("TITLES", "DETAILS", "FAULTS"):
        assert getattr(dutch, table).keys() == getattr(english, table).keys()
    for code, words in dutch.FAULTS.items():
        assert [holes(one) for one in words] == [holes(one) for one in english.FAULTS[code]], code
    for code, sentence in dutch.DETAILS.items():
        assert holes(sentence) == holes(english.DETAILS[code]), code
    assert FORM_CODES.keys() == FORMS.keys()


def test_every_fault_that_is_raised_has_words() -> None:
    assert len(RAISED) > 100
    assert sorted(RAISED - dutch.FAULTS.keys()) == []
    assert sorted({code for name, code, _ in CALLS if name in WHOLE} - dutch.DETAILS.keys()) == []


@pytest.mark.parametrize("folder", ["areas", "cases", "sheets", "v1", "."])
def test_what_is_refused_over_the_network_is_said_by_a_code(folder: str) -> None:
    """Words of its own would stand in one language, whatever was asked for."""
    files = [ROOT / "api/wbmgp_api/versions.py", ROOT / "api/wbmgp_api/mandates.py"]
    for path in files if folder == "." else (ROOT / "api/wbmgp_api" / folder).rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                least = {"Finding": 5, "one": 4}.get(name, 0)
                assert len(call.args) >= least, f"{path.name}:{call.lineno}"


def test_no_words_are_left_that_nobody_says() -> None:
    literals = {
        node.value for tree in sources() for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    assert sorted((dutch.FAULTS.keys() | dutch.DETAILS.keys()) - literals) == []


@pytest.mark.parametrize(("name", "code", "given"), [one for one in CALLS if one[0] in SAID])
def test_who_raises_a_fault_fills_its_holes(name: str, code: str, given: set[str]) -> None:
    words = (dutch.DETAILS[code],) if name in WHOLE else dutch.FAULTS[code]
    assert given - {"headers"} == holes(*words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_one(language: Language) -> None:
    table: Any = {"nl": dutch, "en": english}[language]
    sentences = [*table.DETAILS.values(), *(one for words in table.FAULTS.values() for one in words)]
    for one in sentences:
        assert one[0].isupper(), one
        assert one.endswith((".", "?")) and (
            "..." in one or not re.search(r"[.?!:;,] ?[.?!]$", one) or "2015-01-01.." in one
        ), one
        assert "  " not in one and one.count("(") == one.count(")"), one
    assert all(one[0].isupper() and not one.endswith(".") for one in table.TITLES.values())
    assert {status for status in range(400, 600) if title(status, language)} == table.TITLES.keys()


@pytest.mark.parametrize("code", sorted(dutch.FAULTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hole_stays_open(code: str, language: Language) -> None:
    finding = Finding("a", "p", "f", "", code, dict.fromkeys(holes(*dutch.FAULTS[code]), "X"))
    words = said(finding, language)
    assert words is not None and all(words)
    assert not holes(*words)


def person(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = application()["huishouden"][0]
    return found | changes


def of_applicant(**changes: Any) -> dict[str, Any]:
    return application(huishouden=[person(**changes)])


def child(**changes: Any) -> dict[str, Any]:
    return {"id": "p2", "rol": "kind", **changes}


def judged(*pairs: tuple[str | None, str]) -> list[dict[str, Any]]:
    return [{"omstandigheden": [], "oordeel": says} | ({"grond": ground} if ground else {}) for ground, says in pairs]


WRONG_APPLICATIONS: list[tuple[str, Any]] = [
    ("required", {CANARY: 1}), ("unknown_key", application(**{CANARY: 1})), ("misspelled_key", application(hardheit=[])),
    ("null", application(voorrang={"kandidatenMetVoorrang": True}, uitzondering15=None)), ("null_required", application(gemeente=None)),
    ("text", application(kenmerk=1)), ("truth", application(uitzondering15=CANARY)), ("list", application(huishouden=CANARY)),
    ("whole", application(woonruimte={"gebied": "a", "huurprijs": CANARY})), ("object", application(woonruimte=CANARY)),
    ("choice", application(aanvraagsoort=CANARY)), ("too_small", application(woonruimte={"gebied": "a", "huurprijs": -1})),
    ("too_large", application(woonruimte={"gebied": "a", "huurprijs": 10**13})), ("text_too_long", application(kenmerk=CANARY * 20)),
    ("list_too_long", application(nietVerstrekt=[CANARY] * 501)), ("list_too_short", application(huishouden=[])),
    ("form_municipality", application(gemeente=CANARY)), ("form_name", application(kenmerk=" ")),
    ("form_area", application(woonruimte={"gebied": CANARY})), ("form_identifier", of_applicant(id=f"{CANARY}!")),
    ("full_date", application(aanvraagdatum=CANARY)), ("full_date", application(aanvraagdatum="2024-03")),
    ("partial_date", of_applicant(geboortedatum=CANARY)), ("partial_date", of_applicant(geboortedatum=7391)),
    ("year", of_applicant(geboortedatum="7391")), ("month", of_applicant(geboortedatum="1971-13")),
    ("day_of_month", of_applicant(geboortedatum="1971-02-30")),
    ("one_applicant", application(huishouden=[child()])), ("id_twice", application(huishouden=[person(), child(id="p1")])),
    ("born_later", of_applicant(geboortedatum="2073-09-01")),
    ("before_birth", of_applicant(geboortedatum="2021", verblijf=[{"gemeente": "GM0363", "vanaf": "2019-07-30"}])),
    ("before_birth", of_applicant(geboortedatum="2021", verblijf=[{"gemeente": "GM0363", "tot": "2019-07-30"}])),
    ("backwards", of_applicant(verblijf=[{"gemeente": "GM0363", "vanaf": "2019-07-30", "tot": "2018"}])),
    ("applicant_only", application(huishouden=[person(), child(rechtmatigVerblijf=True, kenmerken=[CANARY])])),
    ("no_place", application(woonruimte={})), ("nobody_here", application(onderzoek={"vog": {CANARY: "overgelegd"}})),
    ("judgements_differ", application(hardheid=judged(("artikel_8", "onbillijk"), ("artikel_8", "niet_onbillijk")))),
    ("judgements_without_ground", application(hardheid=judged(("artikel_8", "onbillijk"), (None, "onbillijk")))),
    ("no_fact", application(nietVerstrekt=[CANARY])), ("supplied", application(nietVerstrekt=["huishouden.p1.inkomen"])),
    ("another_kind", {"onderdelen": CANARY}), ("more", application(huishouden=[{CANARY: 1}] * 60)),
    ("not_json", b'{"a": ' + CANARY.encode()), ("no_json", b" "), ("too_deep", b"[" * 60 + b"]" * 60), ("no_utf8", b'{"a": "\xff"}'),
    ("key_twice", b'{"Kanarie-7391": 1, "Kanarie-7391": 2}'), ("no_number", b'{"a": NaN}'), ("fraction", b'{"a": 7391.5}'),
    ("too_many_digits", b'{"a": 73917391739173917391739}'), ("bom", b"\xef\xbb\xbf{}"),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "body"), WRONG_APPLICATIONS)
def test_a_wrong_application_is_told_in_the_language_that_is_asked(
    asking: Asking, code: str, body: Any, language: Language
) -> None:
    kind = {"Content-Type": "application/json", "Accept-Language": language}
    options = {"content": body} if isinstance(body, bytes) else {"json": body}
    got = asking.client.post("/v1/toetsingen", headers=kind, **options)
    assert (got.status_code, got.headers["content-language"]) == (400, language)
    table: Any = {"nl": dutch, "en": english}[language]
    assert (got.json()["title"], got.json()["detail"]) == (table.TITLES[400], table.DETAILS["mend"])
    meant = [re.escape(one).replace(r"\{", "{") for one in table.FAULTS[code]]
    forms = [re.compile(re.sub(r"\{[a-z]+\\?\}", ".+", one)) for one in meant]
    told = [(one["probleem"], one["oplossing"]) for one in got.json()["errors"]]
    assert any(all(form.fullmatch(one) for form, one in zip(forms, pair, strict=True)) for pair in told), told
    # A path names keys, also those that we do not know; words hold nothing that was sent.
    assert not re.search(r"[Kk]anarie|7391|2073|2019-07-30", str(told))


def test_both_languages_tell_the_same_faults(asking: Asking) -> None:
    wrong = application(gemeente="x", aanvraagdatum="y", woonruimte={})
    told = [asking.client.post("/v1/toetsingen", json=wrong, headers={"Accept-Language": one}) for one in LANGUAGES]
    places = [[one["plaats"] for one in got.json()["errors"]] for got in told]
    assert places[0] == places[1] and len(places[0]) > 1
    assert told[0].json()["errors"] != told[1].json()["errors"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "nl"), ("en", "en"), ("EN-GB, nl;q=0.5", "en"), ("nl, en;q=0.8", "nl"), ("en;q=0.3, de", "en"), ("de", "nl"),
        ("*", "nl"), ("*, en", "nl"), ("en;q=0", "nl"), ("nl;q=0.2, en;q=0.9", "en"), ("english", "nl"), (";;q=,en;q=x", "nl"),
        ("en; q=1.0", "en"), ("nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7", "nl"), (",".join(["de"] * 9_000), "nl"),
    ],
)  # fmt: skip
def test_what_a_caller_prefers(asked: str, language: str) -> None:
    assert preferred(asked) == language


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/bestaat-niet", 404), ("GET", "/v1/toetsingen", 405), ("POST", "/v1/toetsingen", 415),
     ("POST", "/v1/gedragingentoetsen", 401), ("POST", "/v1/toetsingen?peildatum=x", 400)],
)  # fmt: skip
def test_every_refusal_says_its_language(asking: Asking, method: str, path: str, status: int) -> None:
    said_in = {}
    for language in LANGUAGES:
        got = asking.client.request(method, path, headers={"Accept-Language": language})
        assert (got.status_code, got.headers["content-language"]) == (status, language)
        assert "accept-language" in got.headers["vary"].lower()
        said_in[language] = got.json()["title"], got.json()["detail"]
    assert said_in["nl"] != said_in["en"]


def test_a_wrong_request_for_designation_is_told_too(asking: Asking) -> None:
    wrong = {"kenmerk": "v", "gemeente": "GM9999", "verzonden": "2021-01-01", "ontvangen": "2020-01-01", "onderdelen": [
        {"gebied": {"id": "a"}, "grond": "artikel_8"}]}  # fmt: skip
    for language, before in (("nl", "Deze dag ligt voor verzonden."), ("en", "This day lies before verzonden.")):
        headers = {**asking.as_(Role.COUNCIL), "Accept-Language": language}
        got = asking.client.post("/v1/aanwijzingstoetsingen", json=wrong, headers=headers)
        assert [one["probleem"] for one in got.json()["errors"]] == [before]
        assert "2020" not in got.text
