"""The data of a municipality for the national evaluation: outcomes by measure and year as a ZIP, and nothing about a case.

Rows about single cases are not in it, also not without names: see docs/decisions/041.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.outcomes_register import OTHER_GROUNDS, Outcomes, outcomes
from wbmgp_api.oversight.packing import packed
from wbmgp_api.oversight.parts import shown_count
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.years import FIRST_YEAR, days_of
from wbmgp_api.words import bad_input
from wbmgp_engine.designations.csv_text import csv_text
from wbmgp_engine.designations.evaluation import Register, Row, register
from wbmgp_engine.designations.evaluation_output import HIDDEN, evaluation_csv, evaluation_json
from wbmgp_engine.designations.evaluation_words import SAY
from wbmgp_engine.designations.kpi import Kpi, KpiRow, kpi
from wbmgp_engine.designations.publication import publishable
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.version import VERSION

MOST_YEARS: Final = 10
COLUMNS: Final[Mapping[str, str]] = {
    "gemeente": "CBS-code van de gemeente",
    "gebied": "het aangewezen gebied, zoals de aanwijzing het noemt",
    "grond": "het artikel van de Wbmgp waarop de selectie rust",
    "instrument": "het onderzoek bij artikel 10: vog of politiegegevens; leeg bij andere gronden",
    "jaar": "het jaar van het besluit",
    "aanvragen": "besluiten waarin deze grond is getoetst; een besluit telt bij elke grond die meespeelde",
    "in_behandeling": "altijd nul: alleen besluiten zijn geteld",
    "ingetrokken": "altijd nul: alleen besluiten zijn geteld",
    "hardheid_bepleit": "niet geteld",
    "bezwaren": "besluiten waartegen bezwaar kwam, wanneer ook",
    "bezwaren_gegrond": "besluiten waarvan het bezwaar gegrond was",
    "doorlooptijd_dagen": "dagen van ontvangst tot besluit, opgeteld",
}
"""What each column of the register means; the others are codes of outcomes."""
INDICATOR: Final[Mapping[str, str]] = {
    **{name: COLUMNS[name] for name in ("gemeente", "jaar", "gebied", "grond", "instrument")},
    "actief": "of de aanwijzing in dat jaar gold",
    "besluiten": "hetzelfde als aanvragen in het register; leeg: er was geen besluit",
    "weigeringen": "besluiten met een code die weigert; leeg: er was geen besluit",
}
"""What each column of the yearly indicator means."""
_CLASSES: Final[Mapping[str, str]] = {
    "refused": "geweigerd op deze grond", "hardship": "verleend na afweging van hardheid", "conditions": "verleend met voorschriften",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extract:
    """What goes out: the register without small counts, and of each year what it was made of."""

    file: EvaluationFile
    shown: Register
    made: Mapping[int, Outcomes]

    @property
    def years(self) -> tuple[int, ...]:
        """Which years it is about."""
        return tuple(self.made)

    @property
    def hidden(self) -> int:
        """How many cells of the register are not published."""
        return sum(len(row.hidden) for row in self.shown.rows)


def years_of(first: int, last: int, today: date) -> tuple[int, ...]:
    """The years asked for. Raises BadInput where that cannot be, and for a year that still grows by single decisions."""
    if not FIRST_YEAR <= first <= last < today.year or last - first >= MOST_YEARS:
        raise bad_input("years_known", "van", first=FIRST_YEAR, last=today.year - 1, most=MOST_YEARS)
    return tuple(range(first, last + 1))


def extract(office: Office, who: Principal, years: tuple[int, ...]) -> Extract:
    """The register of these years, after an entry for each case says that it is read. Raises LawNotYetInForce."""
    office = replace(office, purpose="evaluatie")
    made = {year: outcomes(office, who, days_of(year)) for year in years}
    shown = [_of_year(year, one.file, office.lawbook) for year, one in made.items()]
    return Extract(_together([one.file for one in made.values()]), _merged(shown), made)


def _of_year(year: int, file: EvaluationFile, lawbook: Lawbook) -> Register:
    """The register of a year by itself: what is hidden in it hangs on no other year, so two extracts tell no more than one."""
    found = publishable(_without_priority(register(file, lawbook)))
    return replace(found, totals=tuple(replace(one, key=(*one.key[:3], year)) for one in found.totals))


def _together(every: Sequence[EvaluationFile]) -> EvaluationFile:
    cases = [case for one in every for case in one.cases]
    designations = [found for at, one in enumerate(every) for found in one.designations
                    if not any(found in before.designations for before in every[:at])]  # fmt: skip
    return every[0].model_copy(update={"cases": cases, "designations": designations})


def _merged(every: Sequence[Register]) -> Register:
    rows = sorted(
        (row for one in every for row in one.rows), key=lambda row: (*row.key[:2], row.key[2] or "", row.key[3])
    )
    gaps, totals = (found for one in every for found in one.gaps), (found for one in every for found in one.totals)
    return replace(every[0], rows=tuple(rows), gaps=tuple(gaps), totals=tuple(totals))


def _without_priority(whole: Register) -> Register:
    """The register without codes of priority: who had it was not read, and a nought would say that nobody had."""
    rows, totals = ([_row(row) for row in listed] for listed in (whole.rows, whole.totals))
    return replace(whole, rows=tuple(rows), totals=tuple(totals))


def _row(row: Row) -> Row:
    return replace(row, counts={code: count for code, count in row.counts.items() if code not in row.codes.priority})


def zipped(found: Extract, lawbook: Lawbook, on: date) -> bytes:
    """The ZIP: the register as CSV and JSON, the yearly indicator, what it all means, and a checksum of each."""
    files = dict(_files(found, lawbook))
    told = _metadata(found, lawbook, on) | {
        "bestanden": {name: f"sha256:{sha256(data).hexdigest()}" for name, data in files.items()}
    }
    files["metadata.json"] = _json(told)
    return packed(sorted(files.items()))


def _files(found: Extract, lawbook: Lawbook) -> Iterator[tuple[str, bytes]]:
    yield "LEESMIJ.md", _readme(found).encode()
    yield "uitkomsten.csv", evaluation_csv(found.shown).encode()
    yield "uitkomsten.json", _json(evaluation_json(found.file, found.shown, found.shown.gaps))
    for year in found.years:
        yield f"kpi-{year}.csv", _indicator(kpi(found.file, found.shown, lawbook, year)).encode()


def _indicator(found: Kpi) -> str:
    """The yearly indicator without allocations by priority, which nobody counted; an empty cell: nothing was decided."""
    return csv_text(list(INDICATOR), (_cells(found, row) for row in found.rows))


def _cells(found: Kpi, row: KpiRow) -> list[str | int | None]:
    counts = [HIDDEN if count is None and row.recorded else count for count in (row.decisions, row.refusals)]
    return [found.municipality, found.year, row.area, row.ground, row.instrument, SAY[str(row.active)]["nl"], *counts]


def _metadata(found: Extract, lawbook: Lawbook, on: date) -> dict[str, Any]:
    made = found.made
    dropped = sorted(place for one in made.values() for place in one.dropped)
    return {
        "titel": "Uitkomsten van selectieve woningtoewijzing, per maatregel en jaar",
        "gemeente": found.file.municipality, "jaren": list(found.years), "gemaaktOp": on.isoformat(),
        "eenheid": "besluit per maatregel (gebied, grond en instrument) en jaar", "zaakregels": False,
        "onthulling": {
            "k": SMALLEST, "teken": HIDDEN, "verborgenCellen": shown_count(found.hidden),
            "methode": "cellen onder k en wat hen met de totalen verraadt zijn verborgen (Gusfield, 1988)",
        },
        "weggelaten": {
            "gewist": {str(year): shown_count(one.erased) for year, one in made.items()},
            "nietInTeDelen": {str(year): shown_count(one.apart) for year, one in made.items()},
            "bijnaGelijkeGronden": [{"gebied": area, "grond": ground, "jaar": year} for area, ground, year in dropped],
        },
        "bestandsvorm": "CSV met komma’s, UTF-8; leeg betekent: niet van toepassing of niet geteld",
        "kolommen": dict(COLUMNS), "kolommenIndicator": dict(INDICATOR), "uitkomstcodes": dict(_meanings(found.shown)),
        "regelboek": lawbook.hash, "motor": VERSION,
    }  # fmt: skip


def _meanings(shown: Register) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each code of an outcome what it stands for, and at which grounds it may be; the rules say which code is what."""
    for code in (one for one in shown.columns if one not in COLUMNS):
        at = [row for row in shown.rows if code in row.counts]
        meant = next((text for name, text in _CLASSES.items() if code in getattr(at[0].codes, name)), "verleend")
        meant = "geweigerd op een andere grond" if code == OTHER_GROUNDS else meant
        yield code, {"betekent": meant, "gronden": sorted({row.key[1] for row in at})}


def _readme(found: Extract) -> str:
    first, last = found.years[0], found.years[-1]
    return (
        f"# Gegevens voor de landelijke evaluatie van de Wbmgp: {found.file.municipality}, {first} tot en met {last}\n\n"
        "Wat erin staat: `uitkomsten.csv` (een regel per gebied, grond, instrument en jaar), hetzelfde met totalen per jaar in"
        " `uitkomsten.json`, en per jaar de indicator van de inzet (`kpi-JAAR.csv`, zonder toewijzingen met voorrang). Wat elke kolom betekent, staat in"
        " `metadata.json`, met een controlegetal van elk bestand.\n\n"
        f"- Een `{HIDDEN}` is een getal dat niet wordt gegeven: het is kleiner dan {SMALLEST}, of het zou zo’n getal verraden."
        " Dat staat niet voor nul: nul staat er als 0.\n"
        "- Een lege cel is iets anders: die uitkomst bestaat bij deze grond niet, of het is niet geteld.\n"
        "- Een besluit telt bij elke grond die meespeelde. Tel daarom geen gronden bij elkaar op.\n"
        "- Geteld is het besluit zoals het eerst is genomen. Of het bezwaar gegrond was, staat in een eigen kolom.\n"
        "- Met voorrang verleend staat hier als verleend: wie voorrang had, is voor dit bestand niet gelezen.\n"
        "- Er zijn geen regels over losse zaken, en er is niets over leeftijd, huishouden of inkomen. Wie dat nodig heeft,"
        " vraagt het aan de gemeente; die weegt dan of en hoe dat mag.\n"
        "- Een verschil tussen gebieden of jaren laat niet zien dat de maatregel de oorzaak is.\n"
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
