"""What was found in a database as people read it: what is proven, until when, what is not; and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from wbmgp_api.commands.in_number import in_number
from wbmgp_api.store.flaws import Flaw
from wbmgp_api.store.verification import Examined
from wbmgp_api.store.verified_cases import Cases
from wbmgp_api.vault.checking import Checked
from wbmgp_engine.facts.showing import printable

_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "holds": "klopt", "flawed": "klopt NIET",
        "entries": "Regels: {size}", "since": "Regels: {size}, de laatste van {moment}",
        "head": "Laatste getekende stand: {size} regels, wortel {root}…, volgens de database van {moment}",
        "no_head": "Laatste getekende stand: geen",
        "witness": "Getuige {name} zag de stand van {size} regels op {moment}", "no_witness": "Getuigen: geen",
        "stamped": "Tijdstempel: bij de stand van {size} regels; of het echt is, zegt alleen openssl",
        "not_stamped": "Tijdstempel: geen",
        "unsigned": "Nog niet onder een getekende stand: {count} regels",
        "proven": "Bewezen: de eerste {size} regels zijn die van toen de stand werd getekend, in die volgorde; {parts}.",
        "with": "gegevens, regelboeken en geopende delen zijn wat die regels vastleggen",
        "without": "gegevens en regelboeken zijn wat die regels vastleggen",
        "nothing": "Bewezen: niets, want er is geen getekende stand. De regels passen wel bij elkaar.",
        "until": "Tot wanneer: de eerste {size} regels stonden er op {moment} zo; een getuige staat daarvoor in.",
        "key_only": "Tot wanneer: geen getuige staat voor een tijdstip in. Alleen de sleutel van het logboek beschermt.",
        "later": "Niet bewezen: de {count} regels daarna. Wie in de database kan schrijven, kan die nog veranderen.",
        "closed": "Niet nagegaan: inhoud (geen sleutels).",
        "cases": "{tenant}: {cases} zaken met {facts} gegevens: {verdict}",
        "database": "Database: klopt NIET",
        "alone": "Bescherming ontbreekt: naast de sleutel staat geen getekende stand van dit logboek. Is het bestand"
        " signing.heads weg, zet het dan terug: zonder dat valt hier niet op dat het einde van het logboek weg is.",
        "never": "Niet bewezen, hoe dan ook: of de feiten waar zijn en de besluiten juist; het tijdstip in een regel"
        " (dat zegt het logboek zelf); of er geen sleutel gelekt is.",
        "own_keys": "De sleutels zijn die van dit huis. Wie dat niet wil geloven, geeft met --policy de gepubliceerde sleutels.",
    },
    "en": {
        "holds": "holds", "flawed": "does NOT hold",
        "entries": "Entries: {size}", "since": "Entries: {size}, the last of {moment}",
        "head": "Last signed head: {size} entries, root {root}…, of {moment} as the database says",
        "no_head": "Last signed head: none",
        "witness": "Witness {name} saw the head of {size} entries on {moment}", "no_witness": "Witnesses: none",
        "stamped": "Timestamp: of the head of {size} entries; whether it is real only openssl tells",
        "not_stamped": "Timestamp: none",
        "unsigned": "Not yet under a signed head: {count} entries",
        "proven": "Proven: the first {size} entries are those of when the head was signed, in that order; {parts}.",
        "with": "records, rule books and opened parts are what those entries say",
        "without": "records and rule books are what those entries say",
        "nothing": "Proven: nothing, for there is no signed head. The entries do fit each other.",
        "until": "Until when: the first {size} entries stood so on {moment}; a witness vouches for that.",
        "key_only": "Until when: no witness vouches for a time. Only the key of the log protects.",
        "later": "Not proven: the {count} entries after it. Whoever can write in the database can still change them.",
        "closed": "Not checked: contents (no keys).",
        "cases": "{tenant}: {cases} cases with {facts} facts: {verdict}",
        "database": "Database: does NOT hold",
        "alone": "Protection missing: no signed head of this log stands beside the key. If the file signing.heads is gone,"
        " put it back: without it nothing here shows that the end of the log is gone.",
        "never": "Not proven in any case: that the facts are true and the decisions right; the time in an entry (the log"
        " says so itself); that no key leaked.",
        "own_keys": "The keys are those of this house. Who does not want to believe that gives the published keys with --policy.",
    },
}  # fmt: skip


def lines(found: Checked, lang: str) -> Iterator[str]:
    """The report, line by line."""
    said = _SAID[lang]
    for log in found.logs:
        yield f"{printable(log.origin)}: {_verdict(log.flaws, said)}"
        yield from (f"  {line}" for line in (*_state(log, said), *_proof(log, found, said)))
        if log.origin in found.alone:
            yield f"  {said['alone']}"
        yield from _flaws(log.flaws, lang)
    for cases in found.cases:
        known = {"tenant": printable(cases.tenant), "cases": cases.cases, "facts": cases.facts}
        yield said["cases"].format(**known, verdict=_verdict(cases.flaws, said))
        yield from _flaws(cases.flaws, lang)
    if found.flaws:
        yield said["database"]
        yield from _flaws(found.flaws, lang)
    if not found.contents:
        yield said["closed"]
    yield said["never"]
    if not found.trusted:
        yield said["own_keys"]


def document(found: Checked, lang: str) -> dict[str, Any]:
    """The same as one document; its flaws are sentences in the language that was asked."""
    return {
        "klopt": found.holds,
        "inhoud": "nagegaan" if found.contents else "niet nagegaan: geen sleutels",
        "sleutels": "policy" if found.trusted else "eigen",
        "logboeken": [_log(log, found, lang) for log in found.logs],
        "zaken": [_cases(cases, lang) for cases in found.cases],
        "bevindingen": _said(found.flaws, lang),
        "nietBewezen": _SAID[lang]["never"],
    }


def _verdict(flaws: Sequence[Flaw], said: Mapping[str, str]) -> str:
    return said["flawed" if flaws else "holds"]


def _flaws(flaws: Sequence[Flaw], lang: str) -> Iterator[str]:
    return (f"  - {one}" for one in _said(flaws, lang))


def _said(flaws: Sequence[Flaw], lang: str) -> list[str]:
    return [one.said(lang) for one in flaws]


def _state(log: Examined, said: Mapping[str, str]) -> Iterator[str]:
    moment = None if log.last_entry is None else _text(log.last_entry)
    yield said["entries" if moment is None else "since"].format(size=log.size, moment=moment)
    head, seen = log.heads.last, log.heads.seen
    if head is None:
        yield said["no_head"]
    else:
        kept = {"root": head.root.hex()[:16], "moment": _text(log.heads.kept[head.size])}
        yield said["head"].format(size=head.size, **kept)
    if seen is None or not seen.witnesses:
        yield said["no_witness"]
    else:
        for name, time in sorted(seen.witnesses.items()):
            yield said["witness"].format(name=printable(name), size=seen.size, moment=_when(time))
    stamped = seen is not None and seen.stamped
    yield said["stamped" if stamped else "not_stamped"].format(size=seen.size if seen else 0)
    if unsigned := _unsigned(log):
        yield said["unsigned"].format(count=unsigned)


def _proof(log: Examined, found: Checked, said: Mapping[str, str]) -> Iterator[str]:
    """What is proven, until when and what is not: nothing of that for a log in which something is wrong."""
    if log.flaws:
        return
    head, seen = log.heads.last, log.heads.seen
    if head is None:
        yield said["nothing"]
        return
    yield said["proven"].format(size=head.size, parts=said["with" if found.contents else "without"])
    if seen is not None and seen.witnesses:
        yield said["until"].format(size=seen.size, moment=_when(min(seen.witnesses.values())))
    else:
        yield said["key_only"]
    if unsigned := _unsigned(log):
        yield said["later"].format(count=unsigned)


def _unsigned(log: Examined) -> int:
    """How many entries were made after the last signed head."""
    return max(0, log.size - (log.heads.last.size if log.heads.last else 0))


def _log(log: Examined, found: Checked, lang: str) -> dict[str, Any]:
    head, seen = log.heads.last, log.heads.seen
    kept = head and {"regels": head.size, "wortel": head.root.hex(), "van": _text(log.heads.kept[head.size])}
    witnesses = sorted(seen.witnesses.items()) if seen else []
    return {
        "logboek": log.origin, "klopt": not log.flaws, "regels": log.size,
        "laatsteRegel": log.last_entry, "laatsteStand": kept,
        "getuigen": [{"naam": name, "regels": seen.size if seen else 0, "op": _when(time)} for name, time in witnesses],
        "tijdstempel": seen.size if seen and seen.stamped else None,
        "standNaastSleutel": None if found.trusted or head is None else log.origin not in found.alone,
        "nogNietGetekend": _unsigned(log), "bewijs": [in_number(line) for line in _proof(log, found, _SAID[lang])],
        "bevindingen": _said(log.flaws, lang),
    }  # fmt: skip


def _cases(found: Cases, lang: str) -> dict[str, Any]:
    return {
        "gemeente": found.tenant, "zaken": found.cases, "gegevens": found.facts, "klopt": not found.flaws,
        "bevindingen": _said(found.flaws, lang),
    }  # fmt: skip


def _text(value: object) -> str:
    return printable(value)[:40] if isinstance(value, str) else "?"


def _when(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
