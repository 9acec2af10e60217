"""What can be wrong with a log or a case, each sentence once, in English and in Dutch.

A value comes from a database that somebody may have changed: it is shown short, and with an escape for what could steer
a screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wbmgp_engine.facts.showing import printable

LANGUAGES: Final = ("en", "nl")
_MOST: Final = 200
_PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "log": ("{origin}", "{origin}"),
    "leaf": ("leaf {seq}", "regel {seq}"),
    "record": ("record {record}", "gegevens {record}"),
    "book": ("rule book {hash}", "regelboek {hash}"),
    "contents": ("contents of leaf {seq}", "inhoud van regel {seq}"),
    "category": ("{category} of leaf {seq}", "{category} van regel {seq}"),
    "node": (
        "subtree {index} of level {level}, which ends in leaf {seq}",
        "deelboom {index} van hoogte {level}, die eindigt in regel {seq}",
    ),
    "loose_node": ("subtree {index} of level {level}", "deelboom {index} van hoogte {level}"),
    "head": ("head of {size}", "stand van {size} regels"),
    "outside": ("head from elsewhere", "stand van elders"),
    "change": ("key change at {size}", "sleutelwissel bij {size} regels"),
    "anchors": ("anchors of head {size}", "getuigen en tijdstempel bij de stand van {size} regels"),
    "case": ("case {case}", "zaak {case}"),
    "fact": ("fact {path} of case {case}", "gegeven {path} van zaak {case}"),
    "table": ("table {table}", "tabel {table}"),
    "stop": ("", ""),
}
_PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "unlisted": (
        "is not in the list of logs, and there are entries, heads or records of it",
        "staat niet in de lijst van logboeken, en er zijn wel regels, standen of gegevens van",
    ),
    "under_year": ("stands under {tenant} of {year}", "staat onder {tenant} van {year}"),
    "stopped": ("is stopped: an earlier check failed", "is gestopt: een eerdere controle klopte niet"),
    "stopped_by": ("is stopped since {moment}: {reason}", "is gestopt sinds {moment}: {reason}"),
    "unnamed": ("is brought in by no entry of any log", "is door geen regel van een logboek ingevoerd"),
    "closed_last": (
        "is closed, and no later log took its place: nothing can be added",
        "is gesloten, en er is geen later logboek: er kan niets bij",
    ),
    "stop_undone": (
        "was stopped since {moment}, and stands as {state} again: {reason}",
        "was gestopt sinds {moment}, en staat weer als {state}: {reason}",
    ),
    "state": ("is in no state that a log has: {state!r}", "heeft een toestand die een logboek niet kent: {state!r}"),
    "not_signed_for": (
        "was signed last, and is not in the database",
        "is als laatste getekend, en staat niet in de database",
    ),
    "counts": ("counts {counted} leaves and holds {held}", "telt {counted} regels en bevat er {held}"),
    "shorter": (
        "the log has {held} leaves: it was cut short or put back",
        "het logboek heeft {held} regels: het is ingekort of teruggezet",
    ),
    "other_leaves": (
        "the leaves before it are others than when it was signed",
        "de regels ervoor zijn andere dan toen er werd getekend",
    ),
    "gone": ("is not there", "is er niet"),
    "no_leaf": ("belongs to no leaf that is there", "hoort bij geen regel die er is"),
    "misplaced": ("is not there, or not in its place", "is er niet, of niet op zijn plaats"),
    "other_hash": ("has another hash than its leaves give", "heeft een andere hash dan zijn regels geven"),
    "under": ("stands under {tenant}", "staat onder {tenant}"),
    "stand_under": ("stand under {tenant}", "staan onder {tenant}"),
    "other_bytes": ("has other bytes than were hashed", "heeft andere bytes dan waarvan de hash is gemaakt"),
    "no_receipt": ("is no receipt", "is geen regel van een logboek"),
    "for_place": ("was made for place {at} of {of}", "is gemaakt voor plaats {at} van {of}"),
    "no_record": ("has no record", "heeft geen gegevens"),
    "other_column": ("says another {column} than leaf {seq}", "zegt een andere {column} dan regel {seq}"),
    "no_book": (
        "uses a rule book that no earlier leaf brought in",
        "gebruikt een regelboek dat geen eerdere regel heeft ingevoerd",
    ),
    "version_gone": (
        "lets a version count that is gone or says something else",
        "laat een versie gelden die weg is of iets anders zegt",
    ),
    "earlier": (
        "says an earlier moment than the leaf before it",
        "zegt een eerder moment dan de regel ervoor",
    ),
    "unopened": (
        "cannot be opened: what closes them was changed",
        "is niet te openen: wat haar afsluit is veranderd",
    ),
    "destroyed": (
        "is gone, and no leaf says that it was erased",
        "is weg, en geen regel zegt dat het is gewist",
    ),
    "not_committed": ("is not what the leaf commits to", "is niet wat de regel heeft vastgelegd"),
    "other_outcome": ("{detail}", "de regel zegt iets anders dan het geopende deel beoordeling"),
    "other_row": ("says something else than its row", "zegt iets anders dan zijn rij"),
    "no_entry": ("is not what its entry says, or has none", "is niet wat zijn regel zegt, of heeft er geen"),
    "unknown_key": (
        "the policy knows no key of this log, so that its heads prove nothing",
        "het bestand van --policy kent geen sleutel van dit logboek, dus zijn standen bewijzen niets",
    ),
    "no_quorum": (
        "too few witnesses signed; the policy asks for {quorum}",
        "te weinig getuigen hebben getekend; het bestand van --policy vraagt {quorum}",
    ),
    "detail": ("{detail}", "{vertaald}"),
    "unreadable": ("cannot be read further: {detail}", "is niet verder te lezen: {vertaald}"),
    "no_text": (
        "holds a row whose {column} is no text: what it is about cannot be found",
        "bevat een rij waarvan {column} geen tekst is: waar ze over gaat is niet te vinden",
    ),
    "no_case": ("is not there, and entries or facts are about it", "is er niet, en er zijn regels of gegevens van"),
    "case_unlogged": ("has no entry in any log", "heeft in geen enkel logboek een regel"),
    "case_opened": ("says another opened_at than its first entry", "zegt een andere opened_at dan zijn eerste regel"),
    "case_kind": ("is of a kind that its entries do not tell", "is van een soort die zijn regels niet noemen"),
    "fact_untold": ("was told by no entry of this case", "is door geen regel van deze zaak verteld"),
    "fact_missing": (
        "was told by record {record}, and is not there",
        "is verteld door {record}, en staat er niet",
    ),
    "fact_changed": (
        "says something else than record {record} told",
        "zegt iets anders dan {record} heeft verteld",
    ),
    "published_more": (
        "a head of {size} leaves was published, and there are {held}",
        "er is een stand van {size} regels getekend, en er zijn er {held}",
    ),
    "published_others": (
        "the first {size} leaves are not those of the head that was published",
        "de eerste {size} regels zijn niet die van de stand die is getekend",
    ),
    "signed_more": (
        "a head of {size} leaves was signed, and there are {held}",
        "er is een stand van {size} regels getekend, en er zijn er {held}",
    ),
    "signed_others": (
        "the first {size} leaves are not those of the head that was signed last",
        "de eerste {size} regels zijn niet die van de stand die het laatst is getekend",
    ),
    "head_unreadable": ("the last head cannot be read: {detail}", "de laatste stand is niet te lezen: {vertaald}"),
    "head_wrong": ("the last head does not hold: {detail}", "de laatste stand klopt niet: {vertaald}"),
    "leaf_gone": ("leaf {seq} is not there", "regel {seq} is er niet"),
    "leaf_bytes": (
        "leaf {seq} has other bytes than were hashed",
        "regel {seq} heeft andere bytes dan waarvan de hash is gemaakt",
    ),
    "node_hash": (
        "subtree {index} of level {level}, which ends in leaf {seq}, has another hash",
        "deelboom {index} van hoogte {level}, die eindigt in regel {seq}, heeft een andere hash",
    ),
    "stop_witness": (
        "{witness} saw a head of {size} entries that this log signed, and there are {held}",
        "{witness} zag een door dit logboek getekende stand van {size} regels, en hier zijn er {held}",
    ),
    "stop_witness_other": (
        "{witness} saw a head of {size} entries that this log signed, and those here are others",
        "{witness} zag een door dit logboek getekende stand van {size} regels, en de regels hier zijn andere",
    ),
}
# What a library or a proof says of something that does not hold begins with the part: the Dutch of that part.
_DETAILS: Final[Mapping[str, str]] = {
    "signature": "een handtekening klopt niet",
    "trust": "niet getekend door een sleutel die telt",
    "checkpoint": "de stand is niet te lezen, of is er niet",
    "note": "de getekende tekst is niet te lezen",
    "key change": "de sleutelwissel klopt niet",
    "key changes": "de sleutelwissels leiden niet naar de sleutel van nu",
    "timestamp": "het tijdstempel hoort niet bij deze stand",
    "the bytes were changed, or belong to another place": "de bytes zijn veranderd, of horen op een andere plaats",
    "the database does not hold the rule book": "de database heeft dit regelboek niet",
}
_OTHERWISE: Final = "wat er staat is veranderd, of van een andere soort"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: the names of its place and its sentence, and what fills them in."""

    place: str
    problem: str
    values: Mapping[str, Any]

    def said(self, lang: str) -> str:
        """The place and what is wrong there, in `en` or `nl`."""
        column = LANGUAGES.index(lang)
        where, what = _PLACES[self.place][column], _PROBLEMS[self.problem][column]
        shown = {name: _shown(value) for name, value in self.values.items()}
        reason = self.values.get("reason")
        if isinstance(reason, Flaw):
            shown["reason"] = reason.said(lang)
        shown.setdefault("detail", "")
        shown["vertaald"] = _in_dutch(str(shown["detail"]))
        return (f"{where}: {what}" if where else what).format(**shown)

    def __str__(self) -> str:
        return self.said("en")

    @classmethod
    def kept(cls, place: str, problem: str, values: Mapping[str, str]) -> Flaw:
        """A flaw as it was kept. Raises KeyError, TypeError or ValueError for one that cannot be said."""
        found = cls(place, problem, {str(name): str(value) for name, value in values.items()})
        found.said("nl")
        return found


def flaw(place: str, problem: str, /, **values: Any) -> Flaw:
    """A flaw by the names of its place and its sentence.

    >>> str(flaw("leaf", "gone", seq=3)), flaw("leaf", "gone", seq=3).said("nl")
    ('leaf 3: is not there', 'regel 3: is er niet')
    """
    return Flaw(place, problem, values)


def _shown(value: Any) -> Any:
    if isinstance(value, bytes | bytearray | memoryview):
        return "(bytes)"
    if isinstance(value, str):
        return printable(value) if len(value) <= _MOST else f"{printable(value[:_MOST])}…"
    return value


def _in_dutch(detail: str) -> str:
    for start, words in _DETAILS.items():
        if detail == start or detail.startswith((f"{start}:", f"{start} ")):
            return words
    return _OTHERWISE
