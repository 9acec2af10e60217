"""One case accounted for: read whole, made again under another law, put in a dossier, proved; and each look is in the log."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.cases.working import AUDITOR, Desk, asked
from tests.api.oversight.seats import EVER, looks, office, who
from tests.api.oversight.test_comparing import refused
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
from wbmgp_api.cases import assessing
from wbmgp_api.oversight import checking, dossier, touched
from wbmgp_api.oversight.bundles import bundle
from wbmgp_api.oversight.log_state import logs
from wbmgp_api.oversight.otherwise import otherwise
from wbmgp_api.oversight.pdf_pages import pages_of
from wbmgp_api.oversight.touched import Rule, rules_in
from wbmgp_api.oversight.whole import whole
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.key_files import log_key
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.verify import outcome

ACT = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"


def test_a_refusal_is_read_whole_and_made_again_under_another_law(either: Desk) -> None:  # noqa: F811
    case = refused(either)
    before = looks(either, case)
    found = whole(office(either), who(), case)
    assert found.decision is not None and found.decision.outcome == "weigeren"
    assert found.answer is not None and found.answer["advies"] == "weigeren" and found.assessment is not None
    assert found.written[found.decision.id]["hardheid"].startswith("Niet onbillijk")
    assert "artikel 8" in found.explained["nl"]
    assert looks(either, case) == [*before, ("jurist", CATEGORIES)]

    record = found.assessment.id
    same = otherwise(office(either), who(), case, record, date.fromisoformat(found.assessment.law_date))
    assert same.differences == () and not any(pair.differs for pair in (*same.grounds, *same.gates))
    then = otherwise(office(either), who(), case, record, date(2003, 1, 1))
    assert (then.then["advies"], then.other["advies"]) == ("weigeren", "geen_vergunning_nodig")
    assert any(pair.name == "artikel_8" and pair.differs for pair in then.grounds)
    assert ("advies", "weigeren", "geen_vergunning_nodig") in then.listed
    assert looks(either, case)[-2:] == [("jurist", CATEGORIES)] * 2


def test_what_rests_on_a_rule_is_told_from_what_only_read_it(either: Desk) -> None:  # noqa: F811
    denied, granted = refused(either), either.sent(asked(), "verlenen")

    def of(rule: Rule) -> dict[str, tuple[Any, Any]]:
        found = touched.touched(office(either), who(), EVER, rule)
        assert found.count == 2
        return {one.decision.case: (one.read, one.carries) for one in found.cases}

    assert of(Rule(ACT, "8", "inkomen_telt")) == {denied: (True, True), granted: (True, False)}
    assert of(Rule(ACT, "8", "zes_jaar_ingezetene")) == {denied: (True, True), granted: (True, True)}
    assert of(Rule(ACT, "8", "hardheid_artikel_8_toegewezen"))[denied] == (True, True)
    assert of(Rule("bestaat_niet", "8")) == {denied: (False, False), granted: (False, False)}
    assert looks(either, granted)[-1] == ("jurist", ("spoor",))


def test_the_rules_to_choose_from_have_the_names_of_the_trail() -> None:
    from tests.our_law import OUR_LAW

    found = rules_in(OUR_LAW)[(ACT, "8")]
    assert {"zes_jaar_ingezetene", "vereiste_jaren", "artikel_8_voldaan"} <= found.keys()
    assert found["zes_jaar_ingezetene"]


def test_trails_are_opened_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    old, new = desk.sent(asked(), "verlenen"), desk.sent(asked(), "verlenen")
    monkeypatch.setattr(touched, "AT_ONCE", 1)
    pages = [touched.touched(office(desk), who(), EVER, Rule(ACT, "8"), skipped) for skipped in (0, 1, 2)]
    assert [[one.decision.case for one in page.cases] for page in pages] == [[new], [old], []]


def test_the_dossier_names_every_paper_with_its_hash_and_pages(desk: Desk) -> None:  # noqa: F811
    case = refused(desk)
    found = whole(office(desk), who(), case)
    letters = [dossier.Paper("Brief", "brief.pdf", pdf(2)), dossier.Paper("Brief", "brief.pdf", pdf(3))]
    made = dossier.zipped(case, [*dossier.papers_of(office(desk), who(), found), *letters])
    with ZipFile(BytesIO(made)) as held:
        assert held.testzip() is None
        told = json.loads(held.read("00-inventaris.json"))["stukken"]
        for one in told:
            assert sha256(held.read(one["bestand"])).hexdigest() == one["sha256"]
        names = {one["bestand"].partition("-")[2] for one in told}
        assert len(held.namelist()) == len(told) + 2
        leaves = held.read(next(n for n in held.namelist() if n.endswith("logboek.jsonl"))).splitlines()
    assert {
        "aanvraag.json",
        "toetsing.json",
        "toetsing.txt",
        "besluiten.json",
        "handelingen.json",
        "inzagen.json",
    } <= names
    assert [one.get("bladzijden") for one in told[-2:]] == [{"van": 1, "tot": 2}, {"van": 3, "tot": 5}]
    assert {json.loads(leaf)["zaak_ref"] for leaf in leaves} == {case}
    assert b"burgerservicenummer" not in made and made == dossier.zipped(case, _again(made))


def _again(made: bytes) -> list[dossier.Paper]:
    with ZipFile(BytesIO(made)) as held:
        told = json.loads(held.read("00-inventaris.json"))["stukken"]
        return [
            dossier.Paper(one["titel"], one["bestand"].partition("-")[2], held.read(one["bestand"])) for one in told
        ]


def pdf(pages: int, *, packed: bool = True) -> bytes:
    import pikepdf

    made, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    made.save(out, object_stream_mode=mode)
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_counted_in_packed_and_plain_files(packed: bool) -> None:
    assert [pages_of(pdf(count, packed=packed)) for count in (1, 7)] == [1, 7]
    assert pages_of(b"%PDF-1.7 niets") is None and pages_of(b"brief") is None


def opened_in(made: bytes) -> set[str]:
    with ZipFile(BytesIO(made)) as held:
        return {name[8:-5] for name in held.namelist() if name.startswith("payload/")}


def test_a_bundle_opens_what_was_asked_and_no_more(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    case, key = refused(desk), log_key(tmp_path / "signing", lambda size: b"k" * size)
    plain = replace(key, heads=None)
    record, made = bundle(office(desk), who(), plain, case, None, ())
    assert outcome(made, None, "nl")[0] == 0 and opened_in(made) == set()
    _, whole_ = bundle(office(desk), who(), plain, case, record, CATEGORIES)
    assert outcome(whole_, None, "nl")[0] == 0 and opened_in(whole_) == set(CATEGORIES)
    assert looks(desk, case)[-2:] == [("jurist", ()), ("jurist", CATEGORIES)]
    with pytest.raises(NotThere):
        bundle(office(desk), who(), plain, case, "0" * 32, ())


def test_a_log_says_how_long_it_is_and_what_was_signed(either: Desk, tmp_path: Path) -> None:  # noqa: F811
    case = refused(either)
    (before,) = logs(office(either), who(AUDITOR))
    assert (before.year, before.state, before.signed, before.witnesses, before.stamp) == (2026, "open", None, (), None)
    assert before.loose == before.size > 5 and before.witnessed == 0
    key = replace(log_key(tmp_path / "signing", lambda size: b"k" * size), heads=None)
    bundle(office(either), who(), key, case, None, ())
    (after,) = logs(office(either), who(AUDITOR))
    assert (after.signed, after.loose, len(after.root)) == (after.size, 0, 64) and after.size == before.size + 1
    assert logs(office(either), who(AUDITOR, tenant="GM0001")) == []


def test_two_verifiers_that_disagree_are_both_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checking.verdict(b"geen zip", None, "nl")[0] == checking.NO_BUNDLE
    monkeypatch.setattr(verify, "outcome", lambda data, policy, lang: (0, "ALLES KLOPT"))
    assert checking.verdict(b"geen zip", None, "nl") == (checking.DISAGREE, "")


def test_another_municipality_reads_nothing(desk: Desk) -> None:  # noqa: F811
    case = desk.sent(asked(), "verlenen")
    stranger = who(tenant="GM0001")
    record = assessing.listed(office(desk), who(), case)[1][-1].id
    for ask in (
        lambda: whole(office(desk), stranger, case),
        lambda: otherwise(office(desk), stranger, case, record, date(2026, 1, 1)),
    ):
        with pytest.raises(NotThere):
            ask()
    with pytest.raises((NotThere, LawLookupError)):
        otherwise(office(desk), who(), case, "0" * 32, date(2026, 1, 1))
