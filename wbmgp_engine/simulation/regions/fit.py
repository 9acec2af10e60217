"""How well a made region meets the counts it was asked to meet, as a report tells it."""

from __future__ import annotations

from typing import Final

import polars as pl

FIT_COLUMNS: Final[dict[str, pl.DataType]] = {
    "area": pl.String(), "marginal": pl.String(), "category": pl.String(), "asked": pl.Int64(), "got": pl.Int64(),
    "published": pl.Float64(),
}  # fmt: skip


def how_well(fit: pl.DataFrame) -> pl.DataFrame:
    """One row for each marginal, in the order of the fit.

    `asked`: its total; `evened_out`: the sum of what was added or taken away so that the counts of an area agree and
    are whole; `error`: the sum of the absolute differences between asked and got; `standardised`: that as a share of
    the total; `worst_area` and `worst_error`: where most of it is (empty and 0 where there is none).

    >>> rows = [["a", "huishouden", "paar", 10, 9, 10.4], ["a", "huishouden", "eenouder", 2, 3, 1.6]]
    >>> how_well(pl.DataFrame(rows, schema=FIT_COLUMNS, orient="row")).row(0)
    ('huishouden', 12, 0.8, 2, 0.16666666666666666, 'a', 2)
    """
    error = (pl.col("got") - pl.col("asked")).abs()
    by_area = fit.group_by("marginal", "area", maintain_order=True).agg(
        pl.col("asked").sum(), evened_out=(pl.col("asked") - pl.col("published")).abs().sum(), error=error.sum()
    )
    worst = pl.col("area").get(pl.col("error").arg_max())
    return by_area.group_by("marginal", maintain_order=True).agg(
        pl.col("asked").sum(), pl.col("evened_out").sum().round(6), pl.col("error").sum(),
        standardised=(pl.col("error").sum() / pl.col("asked").sum()).fill_nan(0.0),
        worst_area=pl.when(pl.col("error").max() > 0).then(worst).otherwise(pl.lit("")),
        worst_error=pl.col("error").max(),
    )  # fmt: skip
