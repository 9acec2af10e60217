"""Citations of Dutch and European law: read, checked, and written back exactly as they stood.

Each kind has `parse(text)` and `str()`, and `str(parse(text)) == text`. A wrong citation raises BadInput with the part
that is wrong and how it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from wbmgp_engine.errors import BadInput

# Kept as text: few runs read a citation, and compiling costs more than all other start-up of this module.
_JCI = r"jci([0-9]+(?:\.[0-9]+)+):([a-z]):(BWB[RVW][0-9]{7})((?:&[^&]*)*)"
_KEY = r"[A-Za-z][A-Za-z0-9_-]*"
_WORD = r"[^\s&=\x00-\x1f\x7f]+"
_CVDR = r"CVDR([1-9][0-9]{0,8})(?:([_/])([1-9][0-9]{0,3}))?"
_ECLI = r"ECLI:([A-Z]{2}):([A-Z][A-Z0-9]{0,6}):([0-9]{4}):([A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)"
_ELI = r"((?:https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~-]+)*)?/|)eli((?:/[A-Za-z0-9._~-]+){2,})"
_URL = r"(https?)://([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(:[0-9]{1,5})?([/?#][^\s\\<>\"{}|^`\x00-\x1f\x7f]*)?"
_DATES = {"g": "geldig op", "z": "gezien op", "s": "begin", "e": "einde"}


def cite(law: str, article: str, lid: str | int | None = None, onderdeel: str | None = None) -> str:
    """A provision as Dutch lawyers write it; `law` is the abbreviation.

    >>> cite("Wbmgp", "8", 1, "a"), cite("Hvw 2014", "15")
    ('art. 8 lid 1 onder a Wbmgp', 'art. 15 Hvw 2014')
    """
    parts = [f"art. {article}"]
    if lid is not None:
        parts.append(f"lid {lid}")
    if onderdeel is not None:
        parts.append(f"onder {onderdeel}")
    return " ".join([*parts, law])


@dataclass(frozen=True, slots=True)
class Jci:
    """A Juriconnect reference to national law: regulation, place in it, and the day for which it is read.

    >>> wet = Jci.parse("jci1.3:c:BWBR0019388&artikel=8&lid=1&o=a&g=2007-03-19")
    >>> wet.artikel, wet.lid, wet.onderdeel, wet.geldig_op
    ('8', '1', 'a', datetime.date(2007, 3, 19))
    >>> str(wet), wet.cite("Wbmgp")
    ('jci1.3:c:BWBR0019388&artikel=8&lid=1&o=a&g=2007-03-19', 'art. 8 lid 1 onder a Wbmgp')
    """

    bwb_id: str
    location: tuple[tuple[str, str], ...] = ()
    version: str = "1.3"
    kind: str = "c"

    @classmethod
    def parse(cls, text: str) -> Jci:
        """Read a reference of the form `jci1.3:c:BWBR0019388&artikel=8&g=2007-03-19`."""
        found = re.fullmatch(_JCI, text)
        if found is None:
            _wrong("Juriconnect reference", text, "write jci1.3:c:BWBR and 7 digits, then &key=value parts")
        version, kind, bwb_id, rest = found.groups()
        pairs = [part.partition("=") for part in rest.split("&")[1:]]
        location = tuple((key, value) for key, _, value in pairs)
        _check_location(text, location)
        return cls(bwb_id, location, version, kind)

    @classmethod
    def of(
        cls,
        bwb_id: str,
        artikel: str | None = None,
        *,
        lid: str | None = None,
        onderdeel: str | None = None,
        geldig_op: date | None = None,
    ) -> Jci:
        """Build a reference from its parts, checked like a parsed one.

        >>> str(Jci.of("BWBR0019388", "10a", lid="2"))
        'jci1.3:c:BWBR0019388&artikel=10a&lid=2'
        """
        day = geldig_op.isoformat() if geldig_op else None
        named = [("artikel", artikel), ("lid", lid), ("o", onderdeel), ("g", day)]
        return cls.parse(str(cls(bwb_id, tuple((key, value) for key, value in named if value is not None))))

    def __str__(self) -> str:
        places = "".join(f"&{key}={value}" for key, value in self.location)
        return f"jci{self.version}:{self.kind}:{self.bwb_id}{places}"

    def _first(self, key: str) -> str | None:
        return next((value for found, value in self.location if found == key), None)

    @property
    def artikel(self) -> str | None:
        return self._first("artikel")

    @property
    def lid(self) -> str | None:
        return self._first("lid")

    @property
    def onderdeel(self) -> str | None:
        return self._first("o")

    @property
    def geldig_op(self) -> date | None:
        """The day for which the text is meant."""
        text = self._first("g")
        return date.fromisoformat(text) if text else None

    def cite(self, law: str) -> str:
        """The provision in words; `law` is the abbreviation. A reference without an article is the law itself."""
        return cite(law, self.artikel, self.lid, self.onderdeel) if self.artikel else law


@dataclass(frozen=True, slots=True)
class Cvdr:
    """A regulation of a municipality, province or water board, as numbered by the central register of local law.

    >>> Cvdr.parse("CVDR612978_1")
    Cvdr(number='612978', version='1', separator='_')
    >>> str(Cvdr.parse("CVDR612978/1")), str(Cvdr("612978"))
    ('CVDR612978/1', 'CVDR612978')
    """

    number: str
    version: str | None = None
    separator: str = "_"

    @classmethod
    def parse(cls, text: str) -> Cvdr:
        """Read `CVDR` and a number, with an optional version after `_` or `/`."""
        found = re.fullmatch(_CVDR, text)
        if found is None:
            _wrong("CVDR number", text, "write CVDR and the number, and _ or / before the version")
        number, separator, version = found.groups()
        return cls(number, version, separator or "_")

    def __str__(self) -> str:
        return f"CVDR{self.number}" + (f"{self.separator}{self.version}" if self.version else "")


@dataclass(frozen=True, slots=True)
class Ecli:
    """A judgment.

    >>> Ecli.parse("ECLI:NL:RBROT:2014:7590")
    Ecli(country='NL', court='RBROT', year='2014', number='7590')
    >>> str(Ecli("NL", "RVS", "2022", "363"))
    'ECLI:NL:RVS:2022:363'
    """

    country: str
    court: str
    year: str
    number: str

    @classmethod
    def parse(cls, text: str) -> Ecli:
        """Read `ECLI:country:court:year:number`, in capitals."""
        found = re.fullmatch(_ECLI, text)
        if found is None:
            _wrong("ECLI", text, "write ECLI:NL:RBROT:2014:7590, in capitals")
        return cls(*found.groups())

    def __str__(self) -> str:
        return f"ECLI:{self.country}:{self.court}:{self.year}:{self.number}"


@dataclass(frozen=True, slots=True)
class Eli:
    """A European Legislation Identifier; `base` is everything before `eli/`.

    >>> Eli.parse("http://data.europa.eu/eli/reg/2016/679/oj").parts
    ('reg', '2016', '679', 'oj')
    """

    base: str
    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Eli:
        """Read an address or path with `eli/` and at least two parts after it."""
        found = re.fullmatch(_ELI, text)
        if found is None:
            _wrong("ELI", text, "write eli/ and its parts, as in eli/reg/2016/679/oj, or a web address with them")
        return cls(found[1], tuple(found[2].split("/")[1:]))

    def __str__(self) -> str:
        return f"{self.base}eli/{'/'.join(self.parts)}"


@dataclass(frozen=True, slots=True)
class Url:
    """A web address of a source.

    >>> Url.parse("https://wetten.overheid.nl/BWBR0019388/2017-07-01#Artikel8").host
    'wetten.overheid.nl'
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Url:
        """Read an http or https address without a user name and without characters that need escaping."""
        if re.fullmatch(_URL, text) is None:
            _wrong("web address", text, "write https://host/path, without spaces or a user name")
        return cls(text)

    @property
    def host(self) -> str:
        found = re.fullmatch(_URL, self.text)
        return found[2] if found else ""

    def __str__(self) -> str:
        return self.text


Citation = Jci | Cvdr | Ecli | Eli | Url


def parse_citation(text: str) -> Citation:
    """Read a citation of any kind; a web address with `/eli/` in its path is an ELI when it has the form of one.

    >>> parse_citation("CVDR612978_1"), parse_citation("https://www.rotterdam.nl")
    (Cvdr(number='612978', version='1', separator='_'), Url(text='https://www.rotterdam.nl'))
    """
    for start, kind in (("jci", Jci), ("CVDR", Cvdr), ("ECLI", Ecli)):
        if text.startswith(start):
            return kind.parse(text)
    if re.fullmatch(_ELI, text):
        return Eli.parse(text)
    if text.startswith("http"):
        return Url.parse(text)
    _wrong("citation", text, "write a jci, CVDR, ECLI or ELI, or a web address")


def _check_location(text: str, location: tuple[tuple[str, str], ...]) -> None:
    seen = set[str]()
    for key, value in location:
        if not re.fullmatch(_KEY, key) or not re.fullmatch(_WORD, value):
            _wrong("Juriconnect reference", text, f"part {f'{key}={value}'!r} must be key=value without spaces")
        if key in _DATES and not _is_day(value):
            _wrong("Juriconnect reference", text, f"{key} ({_DATES[key]}) must be a day that exists as YYYY-MM-DD")
        if key in seen and key != "o":
            _wrong("Juriconnect reference", text, f"{key} stands in it twice")
        seen.add(key)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong(kind: str, text: str, fix: str) -> NoReturn:
    shown = text if len(text) <= 80 else text[:77] + "…"
    raise BadInput.one("citation", f"{shown!r} is no {kind}", fix)
