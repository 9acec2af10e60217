"""Candidates for dwellings as rows of the column contract (docs/population.md): one application in each row.

What a row of candidates holds: the dwelling (`gebied`, `bezit`, `soort`, `huurprijs`), the household (`geboortedatum`,
`inkomen`, `ingezetene_vanaf`, `geen_ingezetene`, `kenmerk`; the partner's `geboortedatum_partner`, empty without one, and
`inkomen_partner`), and what was drawn for it. Drawn: `hardheid_artikel_8` and `hardheid_artikel_10` (true: unreasonable,
false: not, empty: nobody judged), `woonverklaring` (as in the contract; a VOG is refused where it is), `voorrang` (a
candidate with priority wants the dwelling), `aan_ander` (what B&W decided then), `inkomen_oordeel` and
`inkomen_oordeel_partner`. A drawn column that is absent is unknown, and so is an empty income or residence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

import polars as pl

from wbmgp_engine.populations.contract import KEY
from wbmgp_engine.populations.rows import ROW

NO_INCOME: Final = "geen"
ROUTES: Final = frozenset({"vog", "politiegegevens"})
_LETTERS: Final = "abcde"


def applications(day: date, candidates: pl.DataFrame, *, routes: Collection[str] = ROUTES) -> pl.DataFrame:
    """The applications of a day, in the order of the candidates. `routes`: by which screenings article 10 is tested here."""
    there = frozenset(candidates.columns)
    made = [
        pl.int_range(1, pl.len() + 1).alias(ROW),
        (pl.col("id").cast(pl.String) if "id" in there else pl.lit("")).alias(KEY),
        pl.lit(day).alias("aanvraagdatum"),
        pl.lit("huisvesting").alias("aanvraagsoort"),
        # No seeker of the model is a case of the exceptions of HvW 15; unknown, it would keep every refusal open.
        pl.lit(False).alias("uitzondering15"),
        *_dwelling(), *_applicant(there), *_partner(there), *_hardship(there), *_priority(there),
        *(_screening() if "woonverklaring" in there and "politiegegevens" in routes else ()),
        *(_certificate() if "woonverklaring" in there and "vog" in routes else ()),
    ]  # fmt: skip
    return candidates.select(made)


def _dwelling() -> Iterator[pl.Expr]:
    for name, column in (("gebied", "gebied"), ("verhuurder", "bezit"), ("soort", "soort")):
        yield pl.col(column).alias(f"woonruimte.{name}")
    yield pl.col("huurprijs").cast(pl.Int64).alias("woonruimte.huurprijs")


def _applicant(there: Collection[str]) -> Iterator[pl.Expr]:
    name = "huishouden.0"
    yield pl.lit("aanvrager").alias(f"{name}.rol")
    # Lawful residence is no part of the model: every seeker is taken to have it.
    yield pl.lit(True).alias(f"{name}.rechtmatigVerblijf")
    yield pl.col("geboortedatum").alias(f"{name}.geboortedatum")
    yield pl.col("ingezetene_vanaf").alias(f"{name}.ingezeteneVanaf")
    yield pl.col("geen_ingezetene").alias(f"{name}.geenIngezetene")
    yield pl.col("kenmerk").alias(f"{name}.kenmerken.0")
    yield pl.col("kenmerk").is_null().alias(f"{name}.kenmerken.geen")
    yield from _income(name, "inkomen", "inkomen_oordeel", there)


def _partner(there: Collection[str]) -> Iterator[pl.Expr]:
    """The partner has lived in the region as long as the applicant, but not before birth."""
    name, born = "huishouden.1", pl.col("geboortedatum_partner")
    known = born.is_not_null()
    since = pl.max_horizontal("ingezetene_vanaf", born)
    yield pl.when(known).then(pl.lit("partner")).alias(f"{name}.rol")
    yield born.alias(f"{name}.geboortedatum")
    yield pl.when(known & pl.col("ingezetene_vanaf").is_not_null()).then(since).alias(f"{name}.ingezeteneVanaf")
    yield (pl.col("geen_ingezetene") & known).alias(f"{name}.geenIngezetene")
    yield from _income(name, "inkomen_partner", "inkomen_oordeel_partner", there)


def _income(person: str, column: str, judged: str, there: Collection[str]) -> Iterator[pl.Expr]:
    kind = pl.col(column)
    yield pl.when(kind != NO_INCOME).then(kind).alias(f"{person}.inkomen.0.soort")
    yield (kind == NO_INCOME).alias(f"{person}.inkomen.geen")
    if judged in there:
        yield pl.col(judged).alias(f"{person}.inkomen.0.oordeel")
        yield from _signed(f"{person}.inkomen.0", pl.col(judged).is_not_null())


def _hardship(there: Collection[str]) -> Iterator[pl.Expr]:
    grounds = [ground for ground in ("artikel_8", "artikel_10") if f"hardheid_{ground}" in there]
    for place, ground in enumerate(grounds):
        name, judged = f"hardheid.{place}", pl.col(f"hardheid_{ground}")
        given = judged.is_not_null()
        yield given.alias(f"{name}.gegeven")
        yield pl.when(given).then(pl.lit(ground)).alias(f"{name}.grond")
        words = pl.when(judged).then(pl.lit("onbillijk")).otherwise(pl.lit("niet_onbillijk"))
        yield pl.when(given).then(words).alias(f"{name}.oordeel")
        yield from _signed(name, given)


def _priority(there: Collection[str]) -> Iterator[pl.Expr]:
    if "voorrang" in there:
        yield pl.col("voorrang").alias("voorrang.kandidatenMetVoorrang")
    if "aan_ander" in there:
        decided = pl.col("aan_ander")
        words = pl.when(decided).then(pl.lit("aan_ander")).otherwise(pl.lit("verlenen"))
        yield pl.when(decided.is_not_null()).then(words).alias("voorrang.oordeel")
        yield from _signed("voorrang", decided.is_not_null())


def _screening() -> Iterator[pl.Expr]:
    """A woonverklaring with what belongs to it: the hearing was offered, and the five criteria were weighed."""
    statement = pl.col("woonverklaring")
    received = statement.is_not_null()
    yield statement.alias("onderzoek.woonverklaring")
    yield (statement == "verlenen_met_voorschriften").alias("onderzoek.voorschriften")
    yield received.alias("onderzoek.gehoord")
    yield from (received.alias(f"onderzoek.weging.{letter}") for letter in _LETTERS)


def _certificate() -> Iterator[pl.Expr]:
    """The same outcome by the other route: who would be refused a woonverklaring brings no VOG."""
    statement = pl.col("woonverklaring")
    brought = pl.when(statement == "weigeren").then(pl.lit("niet_overgelegd")).otherwise(pl.lit("overgelegd"))
    yield pl.when(statement.is_not_null()).then(brought).alias("huishouden.0.vog")
    partner = statement.is_not_null() & pl.col("geboortedatum_partner").is_not_null()
    yield pl.when(partner).then(pl.lit("overgelegd")).alias("huishouden.1.vog")


def _signed(name: str, given: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """A judgement of the simulation has its reasons, and names who decided."""
    return given.alias(f"{name}.gemotiveerd"), given.alias(f"{name}.ondertekend")
