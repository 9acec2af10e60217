"""A package put into a system of cases: in order, once, whatever breaks on the way, and never over what is there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.exchange.case_system import CaseSystem
from tests.api.exchange.pushing import Breaking, pushed, target
from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_api.exchange.zgw import Package
from wbmgp_api.exchange.zgw_answers import Answer
from wbmgp_engine.errors import BadInput


def outcomes(made: Package, system: CaseSystem, **more: bool) -> Counter[str]:
    return Counter(one.outcome for one in pushed(made, system, target(), **more))


def test_a_case_goes_over_whole_and_is_closed_last(made: Package) -> None:
    system = CaseSystem()
    assert outcomes(made, system).keys() == {"gemaakt", "gepubliceerd"}
    (case,) = system.of("zaak")
    assert case["einddatum"] == "2027-01-17"
    assert [len(system.of(kind)) for kind in ("besluit", "enkelvoudiginformatieobject", "resultaat", "status")] == [
        1,
        2,
        1,
        5,
    ]
    assert [len(system.of(kind)) for kind in ("zaakinformatieobject", "besluitinformatieobject")] == [2, 1]
    assert not any(one.get("concept") for one in system.kept.values())
    assert system.posts[-1].endswith("/statussen")


def test_a_second_push_makes_nothing(made: Package) -> None:
    system = CaseSystem()
    pushed(made, system, target())
    posts = len(system.posts)
    assert outcomes(made, system).keys() == {"stond er al"}
    assert outcomes(made, system, catalogue=False).keys() == {"stond er al"}
    assert len(system.posts) == posts


@settings(max_examples=60, deadline=None)
@given(breaks=st.lists(st.tuples(st.integers(1, 90), st.booleans()), max_size=4))
def test_whatever_breaks_going_on_ends_the_same(made: Package, breaks: list[tuple[int, bool]]) -> None:
    whole, system = CaseSystem(), CaseSystem()
    pushed(made, whole, target())
    for at, after in breaks:
        try:
            pushed(made, Breaking(system, at, after=after), target())
        except NoAnswer:
            continue
    pushed(made, system, target())
    assert system.kept == whole.kept
    assert len(system.posts) >= len(whole.posts)


def test_a_dry_run_says_what_it_would_do_and_sends_nothing(made: Package) -> None:
    system = CaseSystem()
    said = pushed(made, system, target(), dry=True)
    assert {one.outcome for one in said} == {"te maken", "te publiceren"}
    assert (system.posts, system.kept) == ([], {})
    done = pushed(made, system, target())
    assert [(one.step.act, one.step.document.reference) for one in said] == [
        (one.step.act, one.step.document.reference) for one in done
    ]
    assert outcomes(made, system, dry=True).keys() == {"stond er al"}


def test_what_differs_is_told_and_left(made: Package) -> None:
    system = CaseSystem()
    pushed(made, system, target())
    (case,) = system.of("zaak")
    case["omschrijving"] = "Door iemand anders verbeterd"
    posts = len(system.posts)
    (other,) = [one for one in pushed(made, system, target()) if one.outcome == "verschilt"]
    (found,) = other.differences
    assert found.place == "zaken/zaak-01.json.omschrijving" and "Door iemand anders verbeterd" in found.problem
    assert (case["omschrijving"], len(system.posts)) == ("Door iemand anders verbeterd", posts)


def test_types_that_a_municipality_has_are_used_and_none_is_made(made: Package) -> None:
    system = CaseSystem()
    pushed(made, system, target())
    types = {url: one for url, one in system.kept.items() if "/catalogi/" in url}
    mapped: dict[str, dict[str, str]] = {}
    for url, one in types.items():
        kind = {"zaaktypen": "zaaktype", "statustypen": "statustype", "resultaattypen": "resultaattype",
                "besluittypen": "besluittype", "informatieobjecttypen": "informatieobjecttype"}.get(url.split("/")[-2])  # fmt: skip
        if kind is not None:
            mapped.setdefault(kind, {})[one["omschrijving"]] = url
            one |= {
                "omschrijving": f"Bij ons: {one['omschrijving']}",
                "identificatie": "eigen",
                "beginGeldigheid": "2020-01-01",
            }
    own = CaseSystem(kept=dict(types))
    to = target().model_copy(update={"types": mapped})
    done = pushed(made, own, to, catalogue=False)
    assert not [url for url in own.posts if "/catalogi/" in url]
    assert Counter(one.outcome for one in done if one.step.kind == "status") == {"gemaakt": 5}
    with pytest.raises(BadInput, match="typen: staat er naast --catalogue"):
        pushed(made, own, to)


def test_a_type_that_is_not_there_or_a_concept_is_asked_for(made: Package) -> None:
    with pytest.raises(BadInput, match=r"catalogus .*--catalogue"):
        pushed(made, CaseSystem(), target(), catalogue=False)
    system = CaseSystem()
    pushed(made, system, target())
    system.of("zaaktype")[0]["concept"] = True
    with pytest.raises(BadInput, match="zaaktype Huisvestingsvergunning Wbmgp: is nog een concept"):
        pushed(made, system, target(), catalogue=False)


def test_a_refusal_names_the_document_the_field_and_why(made: Package) -> None:
    system = CaseSystem()
    pushed(made, system, target())
    system.kept = {url: one for url, one in system.kept.items() if "/catalogi/" in url and "zaaktype-i" not in url}
    with pytest.raises(BadInput) as refusal:
        pushed(made, system, target(), catalogue=False)
    (found,) = refusal.value.findings
    assert found.place == "zaken/zaakinformatieobject-01.json.nonFieldErrors"
    assert "missing-zaaktype-informatieobjecttype-relation" in found.problem


def test_a_case_that_was_closed_there_takes_nothing_more(made: Package) -> None:
    system = CaseSystem()
    pushed(made, system, target())
    last = system.of("status")[-1]["url"]
    del system.kept[last]
    with pytest.raises(BadInput, match="heropen daar de zaak"):
        pushed(made, system, target())


def test_what_is_there_twice_is_for_a_person(made: Package) -> None:
    system = CaseSystem()
    pushed(made, system, target())
    (case,) = system.of("zaak")
    system.kept["http://localhost/zaken/api/v1/zaken/nog-een"] = {
        **case,
        "url": "http://localhost/zaken/api/v1/zaken/nog-een",
    }
    with pytest.raises(BadInput, match="staat 2 keer"):
        pushed(made, system, target())


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (Answer(401, {"detail": "Handtekening klopt niet."}), BadInput, "Handtekening klopt niet.* client en geheim"),
        (Answer(403, {}), BadInput, "zonder uitleg"),
        (Answer(404, None), BadInput, "controleer dit adres"),
        (Answer(302, {}), NoAnswer, "status 302"),
        (Answer(503, None), NoAnswer, "niet twee keer gemaakt"),
        (Answer(429, None), NoAnswer, "status 429"),
        (Answer(200, {"results": None}), NoAnswer, "geen lijst"),
        (Answer(200, "tekst"), NoAnswer, "status 200"),
        (Answer(200, {"results": [], "next": "http://elders/"}), BadInput, "bladzijden"),
        (Answer(400, {"invalidParams": [{"name": "a\x1b[2J", "code": 5}, "x"]}), BadInput, r"a\[2J: .*None"),
    ],
)
def test_an_answer_that_makes_no_sense_is_told(
    made: Package, answer: Answer, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        pushed(made, lambda url, body: answer, target())


def test_nothing_is_sent_to_an_address_elsewhere(made: Package) -> None:
    system = CaseSystem(base="http://localhost")
    asked: list[str] = []

    def elsewhere(url: str, body: object) -> Answer:
        asked.append(url)
        answer = system(url, body)  # type: ignore[arg-type]
        moved = {**answer.body, "url": "https://elders.voorbeeld/x"} if answer.status == 201 else answer.body
        return Answer(answer.status, moved)

    with pytest.raises(BadInput, match=r"buiten http://localhost/catalogi/api/v1: https://elders.voorbeeld/x"):
        pushed(made, elsewhere, target())
    assert all(url.startswith("http://localhost/") for url in asked)
