"""Documents for a system of cases held against the field rules of its API, by nobody who wrote them.

The rules are data (`zgw_fields.yaml`); what no rule of one field says, such as that a document is sent or received and
never both, stands here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.yaml_reader import read_yaml

_RULES: Final = "zgw_fields.yaml"
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_DURATION: Final = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_ELSEWHERE: Final = ("resultaattypeomschrijving", "selectielijstklasse")
Document = Mapping[str, Any]
Rules = Mapping[str, Any]


@cache
def apis() -> Mapping[str, Any]:
    """The APIs with their version and the fields of each document."""
    found: Mapping[str, Any] = read_yaml(
        files(__package__).joinpath(_RULES).read_bytes(), place=_RULES, max_bytes=100_000
    )
    return found


def api_of(kind: str) -> str:
    """The API that holds documents of a kind. KeyError for one that none holds."""
    return next(name for name, one in apis().items() if kind in one["documenten"])


def check(kind: str, document: Document, place: str) -> list[Finding]:
    """What is wrong with a document of a kind, each at its field."""
    rules = apis()[api_of(kind)]["documenten"][kind]
    return [*_fields(document, rules, place), *_TOGETHER.get(kind, _nothing)(document, place)]


def check_all(documents: Iterable[tuple[str, str, Document]]) -> list[Finding]:
    """What is wrong with documents that belong together: kind, place and content of each."""
    listed = list(documents)
    found = [one for kind, place, document in listed for one in check(kind, document, place)]
    for kind, name in (
        ("status", "datumStatusGezet"),
        ("enkelvoudiginformatieobject", "identificatie"),
        ("besluit", "identificatie"),
    ):
        twice = Counter(document.get(name) for one, _, document in listed if one == kind)
        found += [
            Finding(f"{kind}.{name}", f"staat er {count} keer", "geef elk een eigen")
            for value, count in twice.items()
            if value and count > 1
        ]
    return found


def _fields(document: Document, rules: Rules, place: str) -> Iterator[Finding]:
    for name in document.keys() - rules.keys():
        yield Finding(f"{place}.{name}", "bestaat niet in deze versie", "laat het weg")
    for name, rule in rules.items():
        at = f"{place}.{name}"
        if name not in document:
            if rule.get("verplicht"):
                fix = "vul de URL van de referentielijst in bij het inlezen" if name in _ELSEWHERE else "vul het in"
                yield Finding(at, "ontbreekt en is verplicht", fix)
        elif document[name] is None:
            if not rule.get("leeg"):
                yield Finding(at, "mag niet leeg zijn", "laat het weg of vul het in")
        else:
            yield from _value(document[name], rule, at)


def _value(value: Any, rule: Rules, at: str) -> Iterator[Finding]:
    kind = rule["soort"]
    if not _KINDS[kind](value):
        yield Finding(at, f"is geen {kind}", "schrijf het zoals de API het vraagt")
    elif kind == "object":
        yield from _fields(value, rule["velden"], at)
    elif kind == "lijst":
        for number, one in enumerate(value):
            yield from _value(one, rule["van"], f"{at}[{number}]")
    elif kind == "keuze" and value not in rule["uit"]:
        yield Finding(at, "is geen keuze van de API", f"kies uit {', '.join(rule['uit'])}")
    elif kind in ("tekst", "uri") and not rule.get("kortst", 0) <= len(value) <= rule.get("langst", len(value)):
        yield Finding(
            at, f"telt {len(value)} tekens", f"hoogstens {rule.get('langst')}, minstens {rule.get('kortst', 0)}"
        )
    elif kind == "getal" and not rule.get("laagst", value) <= value <= rule.get("hoogst", value):
        yield Finding(at, "ligt buiten de grenzen", f"van {rule.get('laagst')} tot en met {rule.get('hoogst')}")


def _of(read: Callable[[str], Any]) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        try:
            return isinstance(value, str) and bool(read(value))
        except ValueError:
            return False

    return holds


_KINDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "tekst": lambda value: isinstance(value, str),
    "base64": lambda value: isinstance(value, str),
    "keuze": lambda value: isinstance(value, str),
    "uri": _of(_URI.fullmatch),
    "duur": _of(_DURATION.fullmatch),
    "datum": _of(lambda text: len(text) == 10 and date.fromisoformat(text)),
    "moment": _of(lambda text: len(text) > 10 and datetime.fromisoformat(text).tzinfo is not None),
    "getal": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "ja_nee": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "lijst": lambda value: isinstance(value, list),
}


def _nothing(document: Document, place: str) -> Iterator[Finding]:
    yield from ()


def _case(document: Document, place: str) -> Iterator[Finding]:
    if document.get("archiefactiedatum") and not document.get("archiefnominatie"):
        yield Finding(f"{place}.archiefnominatie", "ontbreekt bij een archiefactiedatum", "vul het in")


def _paper(document: Document, place: str) -> Iterator[Finding]:
    if document.get("ontvangstdatum") and document.get("verzenddatum"):
        yield Finding(f"{place}.verzenddatum", "staat naast een ontvangstdatum", "houd een van de twee")
    if document.get("ontvangstdatum") and document.get("status") in ("in_bewerking", "ter_vaststelling"):
        yield Finding(
            f"{place}.status", "past niet bij een stuk dat is ontvangen", "maak het definitief of gearchiveerd"
        )


def _decision(document: Document, place: str) -> Iterator[Finding]:
    told = (document.get(name) for name in ("datum", "verzenddatum", "uiterlijkeReactiedatum"))
    # What is no text is told of the field itself.
    taken, sent, last = (one if isinstance(one, str) else "" for one in told)
    if sent and taken > sent:
        yield Finding(f"{place}.verzenddatum", "ligt voor de datum van het besluit", "verbeter een van de twee")
    if last and (not sent or last < sent):
        yield Finding(
            f"{place}.uiterlijkeReactiedatum", "hoort bij een verzenddatum die ervoor ligt", "verbeter een van de twee"
        )


def _result(document: Document, place: str) -> Iterator[Finding]:
    start = document.get("brondatumArchiefprocedure")
    start = start if isinstance(start, dict) else {}
    named = [name for name in ("datumkenmerk", "objecttype", "registratie") if start.get(name)]
    if start.get("afleidingswijze") == "afgehandeld" and named:
        yield Finding(f"{place}.brondatumArchiefprocedure", f"noemt {', '.join(named)} bij afgehandeld", "laat dat weg")
    if start.get("afleidingswijze") == "ander_datumkenmerk" and len(named) < 3:
        yield Finding(
            f"{place}.brondatumArchiefprocedure",
            "noemt niet waar de datum staat",
            "vul het kenmerk, de soort en de registratie in",
        )


_TOGETHER: Final[Mapping[str, Callable[[Document, str], Iterator[Finding]]]] = {
    "zaak": _case, "enkelvoudiginformatieobject": _paper, "besluit": _decision, "resultaattype": _result,
}  # fmt: skip
