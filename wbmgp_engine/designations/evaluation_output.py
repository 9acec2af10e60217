"""The evaluation as CSV (the register), as JSON (all of it) and as a document to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from wbmgp_engine.designations.csv_text import csv_text
from wbmgp_engine.designations.evaluation import SIDE, Gap, Rate, Register, Row
from wbmgp_engine.designations.evaluation_words import LABEL, SAY
from wbmgp_engine.designations.local_report import differences, effect_per_article
from wbmgp_engine.designations.markdown import Block, Items, Quote, Section, Table, Words, markdown
from wbmgp_engine.facts.evaluation import EvaluationFile, LocalReport
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.version import NAME, VERSION

# What stands where a count is not published.
HIDDEN: Final = "x"
_POINT: Final[dict[Language, str]] = {"nl": ",", "en": "."}


def percentage(rate: Rate | None, language: Language = "nl") -> str:
    """A rate as it was counted and in percent with one decimal, a half rounded up.

    >>> percentage(Rate(2, 6)), percentage(Rate(1, 16), "en")
    ('2/6 (33,3 %)', '1/16 (6.3 %)')
    """
    if rate is None:
        return "–"
    whole, tenths = rate.tenths(100)
    return f"{rate.part}/{rate.whole} ({whole}{_POINT[language]}{tenths} %)"


def evaluation_csv(found: Register) -> str:
    """The register as CSV, a row per unit, ground and year; an x is a count that is not published."""
    columns = found.columns
    header = ["gemeente", "gebied", "grond", "instrument", "jaar", "aanvragen", *columns, *SIDE]
    return csv_text(header, ([found.municipality, *_cells(row, columns)] for row in found.rows))


def _cells(row: Row, columns: Sequence[str]) -> list[str | int | None]:
    area, ground, instrument, year = row.key
    counts = [
        _shown(row, "aanvragen", row.applications),
        *(_shown(row, name, row.counts.get(name)) for name in columns),
    ]
    return [area, ground, instrument, year, *counts, *(_shown(row, name, row.side[name]) for name in SIDE)]


def _shown(row: Row, name: str, value: int | None) -> str | int | None:
    return HIDDEN if name in row.hidden else value


def evaluation_json(file: EvaluationFile, found: Register, gaps: Sequence[Gap]) -> dict[str, Any]:
    """Register, report, tables of effect and findings as one JSON document; a count that is null is not published."""
    report = file.report
    return {
        "gemeente": found.municipality, "gepubliceerd": found.published,
        "register": [_row_json(row) for row in found.rows], "totalen": [_row_json(row) for row in found.totals],
        "evaluatie": report.model_dump(by_alias=True, exclude_unset=True, mode="json") if report else None,
        "effectPerArtikel": effect_per_article(report) if report else {},
        "vergelijkingen": [item.to_json() for item in differences(report)] if report else [],
        "kanttekening": dict(SAY["causality"]),
        "bevindingen": [item.to_json() for item in gaps],
        "motor": {"naam": NAME, "versie": VERSION},
    }  # fmt: skip


def _row_json(row: Row) -> dict[str, Any]:
    area, ground, instrument, year = row.key
    return {
        "gebied": area, "grond": ground, "instrument": instrument, "jaar": year or None,
        "aanvragen": row.applications, "uitkomsten": dict(row.counts), **dict(row.side),
        "metVoorschriften": row.of(row.codes.conditions), "metHardheid": row.of(row.codes.hardship),
        "weigeringen": _fraction(row.refusal_rate), "dagenPerBesluit": _fraction(row.mean_days),
        "nietGepubliceerd": sorted(row.hidden), "bron": row.codes.citation.to_json(),
    }  # fmt: skip


def _fraction(rate: Rate | None) -> dict[str, int] | None:
    return None if rate is None else {"teller": rate.part, "noemer": rate.whole}


def evaluation_markdown(file: EvaluationFile, found: Register, gaps: Sequence[Gap], language: Language = "nl") -> str:
    """The document to read. No text of the file works as markup."""
    return markdown(list(_Document(file, found, gaps, language).sections()))


class _Document:
    def __init__(self, file: EvaluationFile, found: Register, gaps: Sequence[Gap], language: Language) -> None:
        self.file, self.found, self.gaps, self.language = file, found, gaps, language

    def sections(self) -> Iterator[Section]:
        yield Section(self._say("title", municipality=self.found.municipality), list(self._head()), level=1)
        for total in self.found.totals:
            ground = " ".join(filter(None, (total.key[1].replace("_", " "), total.key[2])))
            yield Section(self._say("register", ground=ground), [self._register(total)])
        yield Section(self._say("rates"), [self._rates(), Words(self._say("rounding"))])
        if self.file.report is None:
            yield Section(self._say("report"), [Words(self._say("no_report"))])
        else:
            yield from self._report(self.file.report)
        lines = [f"{item.words[self.language]} ({item.place})" for item in self.gaps]
        yield Section(self._say("gaps"), [Items(lines) if lines else Words(self._say("no_gaps"))])

    def _say(self, key: str, **said: object) -> str:
        return SAY[key][self.language].format(**said)

    def _head(self) -> Iterator[Block]:
        if not self.found.published:
            yield Words(self._say("internal"))
        elif self.found.totals:
            yield Words(self._say("published", most=self.found.totals[0].codes.smallest - 1))
        for basis in dict.fromkeys(row.codes.citation.text for row in self.found.rows):
            yield Words(self._say("basis", basis=basis))

    def _register(self, total: Row) -> Table:
        rows = [row for row in self.found.rows if row.key[1:3] == total.key[1:3]]
        columns = [*total.counts, *SIDE]
        header = self._labels("gebied", "jaar", "aanvragen", *columns)
        lines = [[row.key[0], str(row.key[3]), *self._counts(row, columns)] for row in rows]
        return Table(header, [*lines, [self._say("total"), "", *self._counts(total, columns)]])

    def _counts(self, row: Row, columns: Sequence[str]) -> list[str]:
        values = {**row.counts, **row.side}
        found = [_shown(row, "aanvragen", row.applications), *(_shown(row, name, values.get(name)) for name in columns)]
        return ["–" if value is None else str(value) for value in found]

    def _rates(self) -> Table:
        header = self._labels("gebied", "grond", "jaar", "weigeringen", "met_voorschriften", "met_hardheid", "dagen")
        return Table(header, [self._rate(row) for row in self.found.rows])

    def _rate(self, row: Row) -> list[str]:
        classes = (row.of(row.codes.conditions), row.of(row.codes.hardship))
        counts = [HIDDEN if count is None else str(count) for count in classes]
        area, ground, _, year = row.key
        refused = row.of(row.codes.refused)
        rate = HIDDEN if refused is None else percentage(row.refusal_rate, self.language)
        days = HIDDEN if "doorlooptijd_dagen" in row.hidden else _days(row.mean_days, self.language)
        return [area, _plain(ground), str(year), rate, *counts, days]

    def _labels(self, *names: str) -> list[str]:
        return [LABEL[name][self.language] if name in LABEL else name.replace("_", " ") for name in names]

    def _report(self, report: LocalReport) -> Iterator[Section]:
        none = self._say("none")
        about = report.independence
        said = [
            ("periode", f"{report.start or none} – {report.end or none}"), ("vastgesteld", str(report.adopted or none)),
            ("uitvoerder", about and about.evaluator), ("opdrachtgever", about and about.client),
            ("financiering", about and about.funding), ("verklaring", about and about.statement),
        ]  # fmt: skip
        rows = [[self._labels(name)[0], text or none] for name, text in said]
        yield Section(report.title or self._say("report"), [Table(["", ""], rows)])
        yield Section(self._say("effects"), list(self._effects(report)))
        yield Section(self._say("articles"), [self._articles(report)])
        yield Section(self._say("differences"), [self._differences(report), Words(self._say("causality"))])
        yield Section(self._say("sources"), [self._sources(report)])
        yield Section(self._say("heard"), [self._heard(report)])

    def _effects(self, report: LocalReport) -> Iterator[Block]:
        none = self._say("none")
        rows = []
        for item in report.measures:
            found = [effect.finding if effect else none for effect in (item.perceived, item.measured)]
            rows.append([item.area, _plain(item.ground), *map(_plain, found), _plain(item.verdict or none)])
        yield Table(self._labels("gebied", "grond", "ervaren", "gemeten", "oordeel"), rows)
        for item in report.measures:
            for name, effect in (("ervaren", item.perceived), ("gemeten", item.measured)):
                if effect is not None and effect.note:
                    yield Words(f"{item.area}, {_plain(item.ground)}, {self._labels(name)[0]}:")
                    yield Quote(effect.note)

    def _articles(self, report: LocalReport) -> Table:
        rows = [
            [
                _plain(ground),
                *(
                    "; ".join(f"{_plain(name)}: {count}" for name, count in sorted(found.items()))
                    for found in counts.values()
                ),
            ]
            for ground, counts in effect_per_article(report).items()
        ]
        return Table(self._labels("grond", "ervaren", "gemeten", "oordeel"), rows)

    def _differences(self, report: LocalReport) -> Table:
        names = ("vergelijkingsgebied", "veranderingGebied", "veranderingVergelijking", "verschil")
        rows = []
        for item in differences(report):
            found = item.to_json()
            period = f"{found['van']}–{found['tot']}"
            rows.append([item.area, found["indicator"], period, *(self._change(found[name]) for name in names)])
        return Table(self._labels("gebied", "indicator", "periode", *names), rows)

    def _change(self, text: str | None) -> str:
        """A change with the sign of the language between whole and decimals; other text as it is."""
        found = text or "–"
        return found.replace(".", _POINT[self.language]) if found.lstrip("-").replace(".", "", 1).isdigit() else found

    def _sources(self, report: LocalReport) -> Table:
        rows = [[item.kind, item.name or "–", str(item.year or "–"), item.place or "–"] for item in report.sources]
        return Table(self._labels("soort", "naam", "jaar", "vindplaats"), rows)

    def _heard(self, report: LocalReport) -> Table:
        rows = []
        for item in report.heard:
            response = Rate(item.count, item.invited) if item.count is not None and item.invited else None
            facts = (item.selection, item.method, item.questionnaire, item.held)
            count = "–" if item.count is None else str(item.count)
            rows.append([item.group, count, percentage(response, self.language), *(str(fact or "–") for fact in facts)])
        return Table(self._labels("groep", "aantal", "respons", "selectie", "methode", "vragenlijst", "datum"), rows)


def _days(mean: Rate | None, language: Language) -> str:
    if mean is None:
        return "–"
    whole, tenths = mean.tenths()
    return f"{mean.part}/{mean.whole} ({whole}{_POINT[language]}{tenths})"


def _plain(word: str | None) -> str:
    """A word of a closed list as people read it."""
    return (word or "–").replace("_", " ")
