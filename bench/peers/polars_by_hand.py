"""The rules of the bench written by hand for Polars, with unknown, for one person: our whole answer, reasons included.

It knows what its author knows of these files: one situation, and which hardship stands in which place.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

import polars as pl

from bench.peers.by_hand import COUNTS, NOTHING, RENT

Columns: TypeAlias = dict[str, pl.Expr]
col, TRUE, FALSE = pl.col, pl.lit(True), pl.lit(False)


def answers(population: pl.LazyFrame, words: pl.Enum) -> pl.LazyFrame:
    """The answer for each row; `words` are the texts that can stand in it."""
    return (
        population.with_columns(**_facts())
        .with_columns(met_8=col("resident") | col("income"))
        .with_columns(refused_8=~col("met_8") & ~col("granted_8"), refused_9=col("competed") & ~col("priority"))
        .with_columns(ordinary=col("lawful") & ~col("refused_8") & ~col("refused_9"))
        .with_columns(
            unmet_10=col("ordinary") & (col("declared") == "weigeren"),
            conditions=col("ordinary") & (col("declared") == "verlenen_met_voorschriften"),
        )
        .with_columns(refused=~col("ordinary") | (col("unmet_10") & ~col("granted_10")))
        .with_columns(
            screened=(col("refused") & col("ordinary")) | col("conditions"),
            live=col("needed") & col("lawful").fill_null(TRUE) & (col("refused") | col("conditions")).fill_null(TRUE),
        )
        .with_columns(**{f"poort.{name}": col("live") & is_open.fill_null(FALSE) for name, is_open in _gates().items()})
        .select("kenmerk", **_answer(words), **{f"poort.{name}": f"poort.{name}" for name in _gates()})
    )


def _facts() -> Columns:
    applied, person = col("aanvraagdatum"), "huishouden.0"
    income = (
        pl.when(col(f"{person}.inkomen.geen")).then(FALSE).otherwise(col(f"{person}.inkomen.0.soort").is_in(COUNTS))
    )
    none, trait = col(f"{person}.kenmerken.geen"), col(f"{person}.kenmerken.0") == "beroep_zorg"
    judged = {"8": "hardheid.0", "9": "voorrang", "10": "hardheid.1"}
    return {
        "designated": col("woonruimte.gebied") == "voorbeeldwijk",
        "needed": (col("woonruimte.gebied") == "voorbeeldwijk") & (col("woonruimte.verhuurder") == "particulier")
        & (col("woonruimte.soort") == "zelfstandig") & (col("woonruimte.huurprijs") < RENT),
        "resident": col(f"{person}.ingezeteneVanaf") <= applied.dt.offset_by("-6y"),
        "income": (col(f"{person}.geboortedatum") <= applied.dt.offset_by("-18y")) & income,
        "lawful": col(f"{person}.rechtmatigVerblijf"), "trait": ~none & trait,
        "competed": col("voorrang.kandidatenMetVoorrang") & ~(~none & trait),
        "priority": _said("voorrang", "verlenen"), "passed": _said("voorrang", "aan_ander"),
        "granted_8": _said("hardheid.0", "onbillijk"), "denied_8": _said("hardheid.0", "niet_onbillijk"),
        "granted_10": _said("hardheid.1", "onbillijk"), "denied_10": _said("hardheid.1", "niet_onbillijk"),
        "declared": col("onderzoek.woonverklaring"), "heard": col("onderzoek.gehoord"),
        "weighed": reduce(and_, (col(f"onderzoek.weging.{letter}") for letter in "abcde")),
        **{f"reasons_{number}": _lacks(name, "gemotiveerd") for number, name in judged.items()},
        **{f"mandate_{number}": _lacks(name, "ondertekend") for number, name in judged.items()},
    }  # fmt: skip


def _said(name: str, verdict: str) -> pl.Expr:
    said = (col(f"{name}.oordeel") == verdict).fill_null(FALSE)
    return said & col(f"{name}.gemotiveerd") & col(f"{name}.ondertekend")


def _lacks(name: str, what: str) -> pl.Expr:
    return col(f"{name}.oordeel").is_not_null() & ~col(f"{name}.{what}")


def _gates() -> Columns:
    where = {"8": ~col("met_8"), "9": col("competed"), "10": col("unmet_10")}
    incomplete = {
        name: reduce(or_, (unmet & col(f"{kind}_{number}") for number, unmet in where.items()))
        for name, kind in (("motivering", "reasons"), ("mandaat", "mandate"))
    }
    return {
        "hardheidsclausule.artikel_8": ~col("met_8") & ~col("granted_8") & ~col("denied_8"),
        "hardheidsclausule.artikel_10": col("unmet_10") & ~col("granted_10") & ~col("denied_10"),
        "voorrang.artikel_9": col("refused_9") & ~col("passed"),
        "hoorplicht.artikel_10": col("screened") & ~col("heard"),
        "weging_10b.artikel_10": col("screened") & ~col("weighed"),
        **incomplete,
    }


def _answer(words: pl.Enum) -> Columns:
    def first(*cases: tuple[pl.Expr, str | pl.Expr], otherwise: str | pl.Expr | None) -> pl.Expr:
        """The text of the first condition that is true."""
        found = _text(otherwise, words)
        for condition, text in reversed(cases):
            found = pl.when(condition).then(_text(text, words)).otherwise(found)
        return found

    def verdict(met: pl.Expr) -> pl.Expr:
        return first((~col("needed"), NOTHING), (met, "voldaan"), (~met, "niet_voldaan"), otherwise="onbekend")

    def hardship(number: int, applies: pl.Expr, early: pl.Expr) -> Columns:
        """Beside the article where it stands in the way; `early`: granted where nobody knows whether it does."""
        granted, denied = col(f"granted_{number}"), col(f"denied_{number}")
        beside = pl.when(applies.fill_null(FALSE)).then(granted | denied | col("lawful").fill_null(TRUE))
        shown = col("needed") & beside.otherwise(applies.is_null() & early)
        said = first((applies.fill_null(FALSE) & denied, "niet_voldaan"), (granted, "voldaan"), otherwise="onbekend")
        name = f"hardheidsclausule.artikel_{number}"
        return {f"grond.{name}": pl.when(shown).then(said), f"reden.{name}": first((shown, f"hardheid_{number}_aanvaard"), otherwise=None)}  # fmt: skip

    gate = reduce(or_, (col(f"poort.{name}") for name in _gates()))
    sure, competed, declared = col("refused").fill_null(FALSE), col("competed"), col("declared")
    met_10 = pl.when(col("ordinary")).then(declared != "weigeren")
    return {
        "advies": first(
            (~col("needed"), "geen_vergunning_nodig"), (gate & (sure | col("conditions").fill_null(FALSE)), "beoordelen"),
            (sure, "weigeren"), (col("refused").is_null() | col("conditions").is_null(), "aanvullen"),
            (col("conditions"), "verlenen_met_voorschriften"), otherwise="verlenen",
        ),
        "weigering.zeker": col("needed") & sure, "weigering.mogelijk": col("needed") & col("refused").fill_null(TRUE),
        "grond.toepassingsbereik": first((col("needed"), "voldaan"), otherwise=NOTHING),
        "reden.toepassingsbereik": first((col("needed"), "binnen_toepassingsbereik"), (col("designated"), "ligt_in_een_aanwijzing"), otherwise="niet_aangewezen"),
        "grond.rechtmatig_verblijf": verdict(col("lawful")),
        "reden.rechtmatig_verblijf": first((col("needed"), "verblijf_voldaan"), otherwise="verblijf_van_toepassing"),
        "grond.artikel_8": verdict(col("met_8")),
        "reden.artikel_8": first((~col("needed"), "inkomenseis_van_toepassing"), (col("resident"), "door_verblijf"), (col("income"), "door_inkomen"), otherwise="inkomenseis_voldaan"),
        "grond.artikel_9": verdict(~competed),
        "reden.artikel_9": first(
            (~col("needed"), "voorrangsregel_van_toepassing"), (competed & col("passed"), "gegeven_aan_ander"),
            (competed & col("priority"), "toch_verleend"), (col("trait"), "met_eigen_voorrang"),
            (~col("voorrang.kandidatenMetVoorrang"), "zonder_ander_met_voorrang"), otherwise="voorrangsregel_voldaan",
        ),
        "grond.artikel_10": verdict(met_10),
        "reden.artikel_10": first(
            (~col("needed"), "gedragstoets_van_toepassing"), (met_10.is_not_null(), "gedragstoets_voldaan"), (col("ordinary"), "gewone_eisen_gehaald"),
            (~col("ordinary"), "gewone_eisen_niet_gehaald"), otherwise="gedragstoets_voldaan",
        ),
        **hardship(8, ~col("met_8"), col("granted_8")),
        **hardship(10, col("unmet_10"), (col("ordinary") & col("granted_10")).fill_null(FALSE)),
    }  # fmt: skip


def _text(text: str | pl.Expr | None, words: pl.Enum) -> pl.Expr:
    return text if isinstance(text, pl.Expr) else pl.lit(text, dtype=words)


def differences(ours: pl.DataFrame, theirs: Mapping[str, pl.Series]) -> dict[str, int]:
    """In which columns how many rows differ."""
    found = {name: int(ours[name].ne_missing(series).sum()) for name, series in theirs.items()}
    return {name: count for name, count in found.items() if count}
