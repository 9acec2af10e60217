"""A note on the AI regulation (EU) 2024/1689 and article 22 AVG: facts of the software beside what a lawyer has to weigh."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import requires
from typing import Final, get_args

from wbmgp_api.accountability.ai_act_words import (
    AGAINST,
    CERTAINTY,
    CHECKED,
    DEFINITION,
    FOR,
    IF_IT_IS,
    OTHERWISE,
    TO_JUDGE,
)
from wbmgp_api.accountability.resting import NOBODY, assessed, resting, written
from wbmgp_api.accountability.scale import number
from wbmgp_api.accountability.sections import Document, Fact, Section, Table
from wbmgp_api.accountability.set_up import two_people
from wbmgp_api.accountability.use import Use
from wbmgp_api.oversight.counts import YearCounts
from wbmgp_engine.law.operations import OPERANDS
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.version import NAME

ID: Final = "ai-verordening"
_LEARNING: Final = (
    "catboost", "jax", "keras", "lightgbm", "onnxruntime", "scikit-learn", "spacy", "tensorflow", "torch", "transformers",
    "xgboost",
)  # fmt: skip
"""Libraries that train or run learned models; a note that does not name what it looked for proves nothing."""
_CERTAINTY: Final = Fact("zekerheid", CERTAINTY)
_NEEDED: Final = ("name", "impact_assessments", "dpia")


def ai_act_note(use: Use, counts: YearCounts | None = None) -> Document:
    """What the software is, in facts, and what follows if it is read otherwise. Raises LawLookupError."""
    return Document(
        ID, "Notitie over de AI-verordening en artikel 22 AVG",
        "Verordening (EU) 2024/1689, artikel 3 punt 1 en overweging 12. Feiten uit de software; geen juridisch advies.",
        (
            Section("1", "Wat de verordening een AI-systeem noemt", (_CERTAINTY, _weighed("onderdelen", "De omschrijving in zeven onderdelen:", DEFINITION))),
            Section("2", "Wat de software is", tuple(_facts(use))),
            Section("3", "Wat ervoor pleit dat het geen AI-systeem is", (_weighed("voor", "In eigen woorden, met hoe zeker het is:", FOR),)),
            Section("4", "Wat ertegen pleit", (_weighed("tegen", "In eigen woorden, met hoe zeker het is:", AGAINST),)),
            Section("5", "De lezing van de makers", (_reading(),)),
            Section("6", "Wanneer het antwoord anders wordt", (_changes(),)),
            Section("7", "Als een gemeente of rechter het wel een AI-systeem vindt", (_weighed("dan", f"Dan gaat het hierom, zoals nagezocht in {CHECKED}:", IF_IT_IS),)),
            Section("8", "Artikel 22 AVG", tuple(_decided(use, counts))),
            Section("9", "Wat de gemeente zelf beoordeelt", (assessed(use), _published(use)), TO_JUDGE),
        ),
        tuple(use.account.missing(_NEEDED)), resting(use), use.on,
    )  # fmt: skip


def _weighed(key: str, text: str, rows: tuple[tuple[str, str, str], ...]) -> Fact:
    return Fact(key, text, Table(("Punt", "Bron", "Zekerheid"), rows))


def _facts(use: Use) -> Iterator[Fact]:
    """What is counted in the rule book and the package on the day of the note."""
    files = use.lawbook.files
    plan = use.question.compiled.plan
    kinds = sorted({path.rpartition(".")[2] for path in files})
    yield Fact(
        "regels", f"De regels zijn tekst die mensen schreven. {written(use)} Alle {len(files)} bestanden van het regelboek zijn van"
        f" de soort {', '.join(kinds)}.", len(files),
    )  # fmt: skip
    yield Fact(
        "stappen", f"Een toets op deze dag is een vast plan van {len(plan.steps)} stappen.", len(plan.steps),
        "tests/logic/test_differential.py::test_the_compiled_reader_agrees_with_a_plain_tree_walk",
    )  # fmt: skip
    yield Fact(
        "bewerkingen", f"De regels kunnen alleen deze {len(OPERANDS)} bewerkingen gebruiken: {', '.join(sorted(OPERANDS))}."
        " Geen daarvan schat, leert of loot.", tuple(sorted(OPERANDS)),
    )  # fmt: skip
    yield _learned()
    yield Fact(
        "uitvoer", f"De uitvoer is een van {len(get_args(Advice))} adviezen, met de redenen en elke tussenstap.", len(get_args(Advice)),
        "tests/api/store/test_store_commands.py::test_a_replay_gives_the_same_bytes",
    )  # fmt: skip
    yield Fact(
        "lezers", "De dienst leest de regels met één lezer. Voor controle is er een tweede, die uit feiten en regels afleidt"
        " (forward chaining). Die geeft zelf geen advies.", 2,
        "tests/second_opinion/test_incidents.py::test_a_wrong_answer_is_withheld_with_both_traces",
    )  # fmt: skip
    yield Fact(
        "simulatie", "Een simulatie rekent met kansen en aannames. De toets van een aanvraag kan haar niet gebruiken.",
        source="pyproject.toml: import-linter, contract layers",
    )  # fmt: skip


def _learned() -> Fact:
    """Of the libraries that the package declares, how many train or run learned models."""
    declared = sorted({_named(one) for one in requires(NAME) or ()})
    found = [one for one in declared if one in _LEARNING]
    said = f"gevonden: {', '.join(found)}" if found else "geen daarvan staat erbij"
    return Fact(
        "gewichten", f"Het pakket noemt {len(declared)} bibliotheken, ook die voor testen. Gezocht is naar bibliotheken die modellen"
        f" trainen of draaien ({', '.join(_LEARNING)}); {said}.", len(found),
    )  # fmt: skip


def _named(requirement: str) -> str:
    """The name in a requirement, without extras, versions and conditions."""
    name = requirement
    for sign in " ;[<>=!~(":
        name = name.partition(sign)[0]
    return name.lower()


def _reading() -> Fact:
    return Fact(
        "lezing", "De software voert regels uit die mensen vooraf schreven, en verandert in gebruik niet. De makers lezen haar"
        " daarom niet als een AI-systeem. Zeker is dat niet: de verordening noemt ook systemen op basis van logica en kennis, en een"
        " uitspraak over software als deze is niet gevonden. De gemeente maakt zelf de beoordeling en legt haar vast.",
        source="afgeleid uit de delen 1 tot en met 4",
    )  # fmt: skip


def _changes() -> Fact:
    return Fact(
        "anders",
        "Maak deze notitie opnieuw als een van deze dingen gebeurt:",
        Table(("Verandering", "Waarom"), OTHERWISE),
    )


def _decided(use: Use, counts: YearCounts | None) -> Iterator[Fact]:
    """Who decides by these settings, and how often an advice was followed: what SCHUFA turns on."""
    yield Fact(
        "mens", f"De software geeft advies en kan niet besluiten. {two_people(use.settings)}", use.settings.four_eyes,
        "tests/api/cases/test_guards.py::test_a_refusal_by_one_person_is_refused_by_the_database",
    )  # fmt: skip
    yield Fact(
        "wachten", f"Voor een weigering staan er {len(use.guards)} waarborgen in de regels van deze dag. Zolang er een openstaat,"
        " neemt de dienst geen weigering aan.", len(use.guards),
        "tests/properties/test_gates.py::test_no_refusal_on_article_8_or_10_without_a_complete_judgement_on_hardship",
    )  # fmt: skip
    yield Fact(
        "schufa", "Hangt een besluit vooral af van wat een computer berekende, dan kan die berekening zelf als het besluit gelden. Dan helpt het"
        " niet dat er een mens tekent. Daar ging het om een kansscore van een kredietbureau.",
        source="HvJ EU 7 december 2023, C-634/21 (SCHUFA), ECLI:EU:C:2023:957, punt 73; gelezen bij anderen",
    )  # fmt: skip
    yield _followed(counts)


def _published(use: Use) -> Fact:
    papers = use.account.impact_assessments or ()
    titles = "; ".join(one.title for one in papers) or NOBODY
    return Fact("toetsen", f"Impacttoetsen die de gemeente noemt: {titles}.", len(papers))


def _followed(counts: YearCounts | None) -> Fact:
    if counts is None:
        return Fact(
            "gevolgd",
            "Hoe vaak het advies is gevolgd, staat hier als deze notitie is gemaakt naast de database (--database).",
        )
    shown = counts.shown()
    text = (
        f"In {shown.year}: besluiten {number(shown.decided)}, advies gevolgd {number(shown.followed)}, niet gevolgd"
        f" {number(shown.deviated)}."
    )
    return Fact("gevolgd", text, shown.followed)
