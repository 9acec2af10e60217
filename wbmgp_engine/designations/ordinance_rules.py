"""A municipal rule file held against the statute of its date: which open terms it fills, which it leaves open, its term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, get_args

from wbmgp_engine.designations.checklist import OPEN, Found, Words, checklist
from wbmgp_engine.designations.names import municipality_name
from wbmgp_engine.designations.ordinance import OrdinanceCheck, ordered
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.situation import GroundId
from wbmgp_engine.law.checks import check
from wbmgp_engine.law.citation_of import Citation
from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.law.document import Implements, OpenTerm, Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.reading import read_regulation
from wbmgp_engine.law.register import load_register
from wbmgp_engine.logic.values import Unknown, Value

LAYER: Final = "GEMEENTELIJKE_VERORDENING"
_TEXTS: Final[dict[str, Words]] = {
    "filled": {"nl": "De verordening vult dit in: {term}.", "en": "The ordinance fills this: {term}."},
    "left": {
        "nl": "De verordening laat dit open: {term}. Dan geldt: {default}.",
        "en": "The ordinance leaves this open: {term}. Then: {default}.",
    },
    "untouched": {
        "nl": "De verordening regelt hier niets van artikel {article}.",
        "en": "The ordinance arranges nothing of article {article} here.",
    },
    "unknown": {
        "nl": "De wet van deze datum kent geen open begrip {term} in artikel {article}.",
        "en": "The act of this date knows no open term {term} in article {article}.",
    },
    "fill": {"nl": "Vul het begrip in.", "en": "Fill the term."},
    "drop": {"nl": "Schrap deze invulling, of mend de naam.", "en": "Delete this filling, or mend the name."},
    "mend": {"nl": "Herstel het bestand: {fix}.", "en": "Mend the file: {fix}."},
}
# What the rules look at that a rule file cannot tell by itself.
_ASKED_OF_GROUND: Final = ("geen_aanwijzing", "geen_hardheidsclausule", "grond_bestaat_niet")

Term = tuple[str, str, OpenTerm]


def check_rule_file(text: bytes, place: str, *, lawbook: Lawbook, on: date | None = None) -> OrdinanceCheck:
    """Hold an ordinance in the grammar of rule files against the law of a date (default: the day it begins).

    Raises RuleFileError for a file that cannot be read, BadInput for one that is no ordinance of a municipality.
    """
    regulation = read_regulation(text, place)
    if regulation.regulatory_layer != LAYER or regulation.gemeente_code is None:
        problem = f"regulatory_layer is {regulation.regulatory_layer}, gemeente_code {regulation.gemeente_code}"
        raise BadInput.one(place, problem, f"give a {LAYER} with its gemeente_code")
    day = on or regulation.starts
    assert day is not None  # a strict reading refuses a file without its first day
    found = [*_terms(regulation, lawbook, day), *_whole(regulation, lawbook, day), *_faults(regulation, text, lawbook)]
    name = regulation.officiele_titel or regulation.name or regulation.id
    called = municipality_name(lawbook, regulation.gemeente_code)
    return OrdinanceCheck(name, regulation.gemeente_code, day, ordered(found), lawbook.hash, called)


def _terms(regulation: Regulation, lawbook: Lawbook, on: date) -> Iterator[Found]:
    terms = list(_open_terms(lawbook, on))
    filled = {(item.law, item.article, item.open_term): number for number, item in _implemented(regulation)}
    known = {(law, article, term.id) for law, article, term in terms}
    for number, item in _implemented(regulation):
        if (item.law, item.article, item.open_term) not in known:
            yield _found(
                "onbekend_begrip", number, "strijdig", "unknown", "drop", term=item.open_term, article=item.article
            )
    for law, article in dict.fromkeys((law, article) for law, article, _ in terms):
        yield from _of_article(law, article, [term for *place, term in terms if place == [law, article]], filled)


def _of_article(
    law: str, article: str, terms: list[OpenTerm], filled: dict[tuple[str, str, str], str]
) -> Iterator[Found]:
    if not any((law, article, term.id) in filled for term in terms):
        basis = terms[0].legal_basis or ""
        yield _found("niet_geregeld", f"{law}#{article}", "let_op", "untouched", None, basis, article=article)
        return
    for term in terms:
        said, basis = term.description or term.id, term.legal_basis or ""
        number = filled.get((law, article, term.id))
        if number is not None:
            yield _found("ingevuld", number, "in_orde", "filled", None, basis, term=said)
        else:
            yield _found(
                "open_begrip", f"{law}#{article}", OPEN, "left", "fill", basis, term=said, default=_default(term)
            )


def _open_terms(lawbook: Lawbook, on: date) -> Iterator[Term]:
    """The terms that the law of a date leaves to a municipal ordinance."""
    for law in lawbook.laws:
        version = next((item for item in reversed(lawbook.versions(law)) if item.starts and item.starts <= on), None)
        if version is None or version.layer == LAYER or (version.ends and version.ends < on):
            continue
        for article in version.regulation.articles:
            for term in article.machine_readable.open_terms if article.machine_readable else ():
                if term.delegation_type == LAYER:
                    yield law, article.number, term


def _implemented(regulation: Regulation) -> Iterator[tuple[str, Implements]]:
    for article in regulation.articles:
        for item in article.machine_readable.implements if article.machine_readable else ():
            yield article.number, item


def _default(term: OpenTerm) -> Words:
    """What holds while nothing fills the term."""
    value = term.default.actions[-1].value if term.default is not None else "–"
    if isinstance(value, bool):
        return {"nl": "ja", "en": "yes"} if value else {"nl": "nee", "en": "no"}
    return {"nl": str(value), "en": str(value)}


def _whole(regulation: Regulation, lawbook: Lawbook, on: date) -> Iterator[Found]:
    """The term of the ordinance, and per ground what the file cannot show: a designation, a hardship clause."""
    start, last = regulation.starts, regulation.ends
    facts: dict[str, Value] = {
        "verordening_van": start, "verordening_eerste_dag": start,
        # Without a last day it has not ended yet; which end was set, the file does not tell.
        "verordening_laatste_dag": Unknown(("valid_to",)) if last is None else last + timedelta(days=1),
        "boetecategorie": 0, "latere_inwoning_getoetst": False,
    }  # fmt: skip
    questions = checklist(lawbook, on)
    yield from questions.look("verordening", facts, "valid_from")
    filled = (f"artikel_{item.article}" for _, item in _implemented(regulation))
    grounds = [ground for ground in dict.fromkeys(filled) if ground in get_args(GroundId)]
    register = load_register(lawbook, regulation.gemeente_code or "")
    complete = register is not None and register.complete_on(on)
    none: Value = [] if complete else Unknown(("aanwijzingen",))
    known: dict[str, Value] = {"aanwijzingen": none, **Complete(complete, complete).facts()}
    for ground in grounds:
        for found in questions.look("grond", {**known, "gevraagde_grond": ground}, "valid_from"):
            if found.rule.startswith(_ASKED_OF_GROUND):
                yield found


def _faults(regulation: Regulation, text: bytes, lawbook: Lawbook) -> Iterator[Found]:
    """What the static checks of the rule book say about this file among the others."""
    path = f"nl/{LAYER.lower()}/{(regulation.gemeente_code or '').lower()}-opgegeven/{regulation.id}/{regulation.valid_from}.yaml"
    if regulation.id in lawbook.laws:
        same = [item.path for item in lawbook.versions(regulation.id) if item.starts == regulation.starts]
        path = (
            same[0]
            if same
            else lawbook.versions(regulation.id)[0].path.rpartition("/")[0] + f"/{regulation.valid_from}.yaml"
        )
    book = Lawbook.from_files({**lawbook.files, path: text})
    for finding in check(book):
        if finding.place.startswith(f"rules/{path}"):
            words = {"nl": finding.problem, "en": finding.problem}
            fix = {language: text.format(fix=finding.fix) for language, text in _TEXTS["mend"].items()}
            place = finding.place.removeprefix(f"rules/{path}").lstrip(":, ")
            yield Found("regelbestand", "regelbestand", None, place, None, "let_op", words, fix, Citation(None, ""))


def _found(
    rule: str, place: str, verdict: str, key: str, fix: str | None, basis: str = "", **said: str | Words
) -> Found:
    words = {
        language: text.format(
            **{name: item if isinstance(item, str) else item[language] for name, item in said.items()}
        )
        for language, text in _TEXTS[key].items()
    }
    return Found(rule, "begrip", None, place, None, verdict, words, _TEXTS[fix] if fix else None, Citation(None, basis))
