"""The entry of the Dutch Algoritmeregister, publication standard 1.0, made from rule book, settings and account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wbmgp_api.accountability import register_texts as texts
from wbmgp_api.accountability.fields import faults, standard
from wbmgp_api.accountability.legal_bases import LegalBase, legal_bases
from wbmgp_api.accountability.marks import Block, blocks
from wbmgp_api.accountability.municipality import SETTING, Account, Paper, is_link
from wbmgp_api.accountability.sections import Document, Fact, Section, Table
from wbmgp_api.accountability.use import Use
from wbmgp_engine.errors import BadInput, Finding

ID: Final = "algoritmeregister"
REQUIRED: Final = ("name", "contact_email", "status")
"""What only the municipality can tell and the register does not take an entry without."""
OPTIONAL: Final = (
    "website", "begin", "provider", "source_code", "own_register", "processing_register", "source_id", "weighing",
    "impact_assessments", "legal_documents",
)  # fmt: skip
_TAGS: Final = "Wbmgp, huisvestingsvergunning, woonruimteverdeling, selectieve woningtoewijzing, wonen, huren"


def untold(account: Account, tenant: str) -> list[Finding]:
    """What is not told and the register requires: the place in the file, and the fix."""
    return [
        Finding(
            f"gemeenten.{tenant}.{name}", "is not told, and the Algoritmeregister requires it",
            f"fill in {name} in the file of {SETTING} (docs/verantwoording.md)",
        )
        for name in account.missing(REQUIRED)
    ]  # fmt: skip


def entry(use: Use) -> dict[str, Any]:
    """The entry, as the register takes it. Raises BadInput with every field that is not told or does not fit."""
    if missing := untold(use.account, use.tenant):
        raise BadInput(missing)
    made = _filled(use)
    if wrong := faults(made):
        raise BadInput(wrong)
    return made


def _filled(use: Use) -> dict[str, Any]:
    """The fields in the order of the standard, without those that are empty."""
    known = {**_told(use.account), **_made(use)}
    return {name: known[name] for name in standard().fields if known.get(name) not in (None, "", [])}


def _told(account: Account) -> dict[str, Any]:
    return {
        "organization": account.name, "status": account.status, "contact_email": account.contact_email,
        "begin_date": account.begin, "end_date": account.end, "website": account.website, "url": account.own_register,
        "process_index_url": account.processing_register, "provider": account.provider,
        "publiccode": account.source_code, "source_id": account.source_id,
        "impacttoetsen_grouping": [_row(one) for one in account.impact_assessments or ()],
    }  # fmt: skip


def _made(use: Use) -> dict[str, Any]:
    bases = legal_bases(use.lawbook, use.question, use.on)
    return {
        "name": texts.NAMED, "description_short": texts.SHORT, "category": ["Wonen"],
        # A decision with legal effect is made with it, and no AI system in the sense of the regulation (docs/ai-act.md).
        "publication_category": "Impactvolle algoritmes",
        "goal": texts.goal(use), "proportionality": texts.proportionality(use),
        "human_intervention": texts.human_intervention(use), "risks": texts.risks(use),
        "lawful_basis": texts.lawful_basis(use, bases), "lawful_basis_grouping": _references(use, bases),
        "source_data": texts.source_data(use), "source_data_grouping": _sources(use),
        "methods_and_models": texts.methods(use, bases), "lang": "nld", "standard_version": "1.0", "tags": _TAGS,
    }  # fmt: skip


def _references(use: Use, bases: tuple[LegalBase, ...]) -> list[dict[str, str]]:
    """An address for every article, and for what the municipality laid down itself."""
    articles = [{"title": f"{one.title}, artikel {number}", "link": url} for one in bases for number, url in one.links]
    own = [_row(one) for one in use.account.legal_documents or () if one.link is not None]
    return [*articles, *own]


def _sources(use: Use) -> list[dict[str, str]]:
    """Where each fact stands that the rules can read: on the public page of this service, if the register can show its address."""
    link = f"{use.settings.pages}/uitleg"
    title = f"Alle {len(use.facts)} gegevens die de regels kunnen lezen"
    return [{"title": title, "link": link}] if is_link(link) else []


def _row(paper: Paper) -> dict[str, str]:
    return {"title": paper.title} if paper.link is None else {"title": paper.title, "link": paper.link}


def document(use: Use) -> Document:
    """The entry as people read it, also where something required is not told yet: then that is named as missing."""
    sections = tuple(
        Section(str(at), standard().fields[name].name, _facts(name, value))
        for at, (name, value) in enumerate(_filled(use).items(), 1)
    )
    missing = tuple(use.account.missing((*REQUIRED, *OPTIONAL)))
    return Document(ID, "Inschrijving in het Algoritmeregister", standard().name, sections, missing, on=use.on)


def _block(key: str, one: Block) -> Fact:
    """A paragraph; with the list below it as a table of one column."""
    return Fact(key, one.text, Table(("Onderdeel",), tuple((item,) for item in one.items)) if one.items else None)


def _facts(name: str, value: Any) -> tuple[Fact, ...]:
    """A field as facts: a line of text, a table of references, or what was chosen."""
    if isinstance(value, str):
        return tuple(_block(f"{name}.{at}", one) for at, one in enumerate(blocks(value), 1))
    if isinstance(value[0], Mapping):
        rows = tuple((row["title"], row.get("link", "")) for row in value)
        return (Fact(name, f"Verwijzingen ({len(rows)}):", Table(("Titel", "Link"), rows)),)
    return (Fact(name, ", ".join(value), tuple(value)),)
