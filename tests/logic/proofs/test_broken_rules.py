"""Rule files broken on purpose: a property is refuted by an application, and the reader answers it the same way."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.proving.proofs import NO_AMOUNTS, Proof, groups, number_of_proofs, prove
from wbmgp_engine.permits.proving.properties import PROPERTIES, Property

LAWBOOK = OUR_LAW
DAY = date(2018, 1, 1)
ACT = "nl/wet/wet_bijzondere_maatregelen_grootstedelijke_problematiek/2017-07-01.yaml"
QUESTION = "nl/uitvoeringsbeleid/toets_huisvestingsvergunning/2017-01-01.yaml"
# What is broken, in which file, by which replacement, and which properties say so.
BROKEN = {
    "the comparison of six years flipped": (
        ACT, r"GREATER_THAN_OR_EQUAL(\s+subject:\s+operation: DATE_DIFF)", r"LESS_THAN\1", ["langer_verblijf", "wachten"],
    ),
    "the gate of hardship dropped": (
        QUESTION, r"(- output: poort_hardheid_8_geldt\s+legal_basis: [^\n]+\s+value: )\$artikel_8_staat_in_de_weg", r"\1false",
        ["hardheid_gezien"],
    ),
    "residence that is not certain taken for none": (
        ACT, r"from: \$persoon\.ingezetene_vanaf\n", "from: $persoon.ingezetene_vanaf_laatst\n", ["onbekend_weigert_niet"],
    ),
    "income needed beside residence": (
        ACT, r"operation: OR, conditions: \[\$zes_jaar_ingezetene, \$inkomen_telt\]",
        "operation: AND, conditions: [$zes_jaar_ingezetene, $inkomen_telt]", ["inkomen_telt_niet"],
    ),
    "priority that needs no person": (
        QUESTION, r"(- output: poort_voorrang_gesloten\s+legal_basis: [^\n]+\s+value: )\$voorrang_naar_ander", r"\1true",
        ["voorrang_door_een_mens"],
    ),
    "every refusal put beyond the gates": (
        QUESTION, r"(- output: weigering_zonder_waarborg\s+legal_basis: [^\n]+\s+value: )\$weigering_rechtmatig_verblijf",
        r"\1$weigeringsgrond", ["hardheid_gezien", "voorrang_door_een_mens"],
    ),
    "a judgement on income that is never used": (
        ACT, r"then: \{operation: EQUALS, subject: \$inkomensbron\.oordeel, value: telt_mee\}", "then: $inkomensbron.telt_mee",
        ["geen_gat"],
    ),
}  # fmt: skip


def broken(file: str, pattern: str, replacement: str) -> Lawbook:
    """The rule book with a replacement in one file."""
    text, count = re.subn(pattern, replacement, LAWBOOK.files[file].decode())
    assert count, pattern
    return Lawbook.from_files({**LAWBOOK.files, file: text.encode()})


def named(*names: str) -> list[Property]:
    return [one for one in PROPERTIES if one.id in names]


def reproduced(lawbook: Lawbook, proof: Proof) -> None:
    assert proof.witnesses
    for witness in proof.witnesses:
        made = assess(
            Application.model_validate(witness.application), lawbook=lawbook, on=date.fromisoformat(witness.on)
        )
        assert made.advice == witness.advice


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refuted_by_an_application_that_the_reader_answers_so(what: str) -> None:
    file, pattern, replacement, names = BROKEN[what]
    lawbook = broken(file, pattern, replacement)
    proofs = list(prove(groups(lawbook, DAY), named(*names)))
    assert {proof.property: proof.verdict for proof in proofs[1:]} == dict.fromkeys(names, "weerlegd")
    for proof in proofs[1:]:
        reproduced(lawbook, proof)


@pytest.mark.parametrize("name", ["langer_verblijf", "onbekend_weigert_niet", "voorrang_door_een_mens"])
def test_a_counterexample_of_two_shows_the_loss(name: str) -> None:
    file, pattern, replacement, _ = next(broken for broken in BROKEN.values() if name in broken[3])
    found = list(prove(groups(broken(file, pattern, replacement), DAY), named(name)))[1]
    first, second = found.witnesses
    assert first.application != second.application
    assert first.advice != second.advice
    assert found.to_json()["tegenvoorbeeld"][0]["aanvraag"] == first.application


def test_an_amount_of_income_in_the_rules_is_found() -> None:
    kind = "soort: {type: string, description: soort inkomen}"
    amount = kind + "\n                  bedrag: {type: number, description: hoogte}"
    lawbook = broken(ACT, re.escape(kind), amount)
    found = next(iter(prove(groups(lawbook, DAY), [])))
    assert (found.property, found.verdict, found.notes) == (NO_AMOUNTS, "weerlegd", ("personen.inkomen.bedrag",))


def test_the_law_of_a_day_is_proved() -> None:
    found = groups(LAWBOOK, DAY)
    proofs = list(prove(found))
    assert {proof.property: proof.verdict for proof in proofs if proof.verdict != "bewezen"} == {}
    assert len(proofs) == number_of_proofs(found) == len(PROPERTIES) + 1


def test_every_version_is_proved_once_for_all_that_say_the_same() -> None:
    found = groups(LAWBOOK)
    days = sorted(version.first for group in found for version in group.versions)
    assert {str(day) for day in days} >= {
        "2005-12-30",
        "2014-04-14",
        "2015-01-01",
        "2017-01-01",
        "2017-07-01",
        "2026-07-01",
    }
    alike = next(group for group in found if any(str(one.first) == "2005-12-30" for one in group.versions))
    assert [str(version.first) for version in alike.versions] == ["2005-12-30", "2014-04-14"]
    assert sum(version.last is None for group in found for version in group.versions) == 1


def test_every_property_says_itself_in_both_languages() -> None:
    assert len({one.id for one in PROPERTIES}) == len(PROPERTIES)
    for one in PROPERTIES:
        assert all(words["nl"] and words["en"] for words in (one.says, *one.assumes))
