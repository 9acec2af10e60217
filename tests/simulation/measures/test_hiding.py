"""Small counts of people are not in the measures, and cannot be worked out from a table of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulation.made_scenario import made_scenario
from tests.simulation.measures.ledgers import made_ledgers
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.measures import measures, words
from wbmgp_engine.simulation.measures.cubes import LEDGER, Cubes, Mask
from wbmgp_engine.simulation.measures.hiding import hidden
from wbmgp_engine.simulation.measures.linking import UNPUBLISHED, Linked, Tables
from wbmgp_engine.simulation.measures.spread import mean

VALUES = ("waarde", "laag", "hoog", "ondergrens", "bovengrens", "verschil", "verschil_laag", "verschil_hoog")
PEOPLE = [code for code, item in words.words_of().items() if item.counts == "personen"]
AREAS = ("noord", "oost")
SOME = ("aanvragen", "weigering.zeker", "weigering.mogelijk", "instroom", "geslaagd", "geslaagd.maanden", "zoekmaanden")


def determined(table: Linked, gone: Mask) -> Iterator[int]:
    """The hidden numbers of a table that its sums leave one value: by linear algebra over what is not published."""
    arcs, numbers = table.layout.arcs, table.numbers
    unknown = [place for place, number in enumerate(numbers) if number == UNPUBLISHED or gone[number]]
    nodes = {node: at for at, node in enumerate(sorted({node for arc in arcs for node in arc}))}
    # One number may stand twice in a table; what is not published is another each time.
    columns = list(dict.fromkeys(numbers[place] if numbers[place] >= 0 else -place - 2 for place in unknown))
    sums = np.zeros((len(nodes), len(columns)))
    for place in unknown:
        column = columns.index(numbers[place] if numbers[place] >= 0 else -place - 2)
        sums[nodes[arcs[place][0]], column] -= 1
        sums[nodes[arcs[place][1]], column] += 1
    if not columns:
        return
    _, sizes, right = np.linalg.svd(sums)
    free = right[(sizes > 1e-9).sum() :]
    yield from (
        number for at, number in enumerate(columns) if number >= 0 and np.abs(free[:, at]).max(initial=0) < 1e-9
    )


@given(st.integers(0, 10**6), st.sampled_from((3, 9, 20)), st.integers(1, 3), st.integers(3, 10))
@settings(max_examples=12)
def test_no_hidden_number_follows_from_its_table(seed: int, most: int, replicates: int, smallest: int) -> None:
    ledgers = made_ledgers(("basis",), replicates, seed=seed, most=most, measures=("instroom", "zoekers", "aanvragen"))
    cubes = Cubes(ledgers.lazy(), ["basis"], AREAS)
    means = {key: mean(cubes.of(*key).astype(float))[0] for key in cubes.counters() if key[0] in PEOPLE}
    masks = hidden(cubes.axes, means, smallest)
    for key, values in means.items():
        assert masks[key][(values > 0) & (values < smallest)].all()
        assert (values[masks[key]] > 0).all()
    gone = np.concatenate([masks[key].ravel() for key in means])
    for table in Tables(cubes.axes, means).every():
        assert not list(determined(table, gone))


def test_no_outcome_of_a_group_follows_from_the_others() -> None:
    counts = {"aanvragen": (190, 50), "verleend": (189, 50), "onvolledig": (1, 0)}
    rows = [
        ("basis", 0, 2026, area, code, dimension, group, count)
        for code, (couples, parents) in counts.items()
        for area in ("", "noord")
        for dimension, group, count in (
            ("alles", "", couples + parents), ("huishouden", "paar", couples), ("huishouden", "eenouder", parents)
        )
    ]  # fmt: skip
    table = measures(pl.DataFrame(rows, schema=LEDGER, orient="row"), made_scenario())
    for told in table.filter((pl.col("groep") == "paar") & pl.col("gebied").is_in(["", "noord"])).partition_by(
        "gebied", "jaar"
    ):
        gone = set(told.filter("onderdrukt")["maat"])
        assert "onvolledig" in gone and gone & {"aanvragen", "verleend"}


def test_where_the_refused_went_does_not_give_a_small_count_away() -> None:
    went = {2026: (20, 8, 2, 10), 2027: (30, 20, 9, 11)}
    names = ("geweigerden", "geweigerden.gevonden", "geweigerden.vertrokken", "geweigerden.zoekend")
    rows = [
        ("basis", 0, year, area, name, "alles", "", count)
        for year, counts in went.items()
        for name, count in zip(names, counts, strict=True)
        for area in ("", "noord")
    ]
    table = measures(pl.DataFrame(rows, schema=LEDGER, orient="row"), made_scenario())
    region = table.filter((pl.col("gebied") == "") & (pl.col("jaar") == 2026))
    gone = set(region.filter("onderdrukt")["maat"]) & set(names)
    assert "geweigerden.vertrokken" in gone and len(gone) > 1


def test_a_region_without_small_counts_hides_nothing() -> None:
    ledgers = made_ledgers(replicates=1, most=4).with_columns(pl.col("waarde") * 100)
    assert not measures(ledgers, made_scenario())["onderdrukt"].any()


@given(st.integers(0, 10**6), st.integers(2, 12), st.integers(1, 3))
@settings(max_examples=6)
def test_nothing_of_a_hidden_row_is_there(seed: int, most: int, replicates: int) -> None:
    ledgers = made_ledgers(replicates=replicates, seed=seed, most=most, measures=SOME)
    table = measures(ledgers, made_scenario(), smallest=5)
    hidden = table.filter("onderdrukt")
    assert hidden.height and hidden.select(pl.all_horizontal(pl.col(VALUES).is_null()).all()).item()
    people = table.filter(pl.col("maat").is_in(PEOPLE))
    for column in ("waarde", "laag", "hoog"):
        assert people.filter((pl.col(column) > 0) & (pl.col(column) < 5)).is_empty()


def test_what_follows_from_a_hidden_count_is_hidden() -> None:
    table = measures(made_ledgers(replicates=2, most=9, measures=SOME), made_scenario())
    keys = ["variant", "gebied", "jaar", "dimensie", "groep"]
    found = table.filter("onderdrukt").filter(pl.col("maat") == "geslaagd").select(keys)
    for follows in ("geslaagd.maanden", "zoektijd", "slaagkans", "zoektijd.verhouding"):
        rows = table.filter(pl.col("maat") == follows).join(found, on=keys, nulls_equal=True)
        assert rows.height and rows["onderdrukt"].all()


def test_a_hidden_baseline_hides_the_difference() -> None:
    table = measures(made_ledgers(replicates=1, most=9, measures=SOME), made_scenario())
    keys = ["gebied", "jaar", "maat", "dimensie", "groep"]
    gone = table.filter(pl.col("variant") == "basis").filter("onderdrukt").select(keys)
    rows = table.filter(pl.col("variant") != "basis").join(gone, on=keys, nulls_equal=True)
    assert rows.height and rows["verschil"].null_count() == rows.height


def test_another_threshold_hides_more() -> None:
    ledgers = made_ledgers(replicates=1, most=15, measures=SOME)
    counts = [measures(ledgers, made_scenario(), smallest=size)["onderdrukt"].sum() for size in (3, 5, 10)]
    assert all(less < more for less, more in pairwise(counts))


@pytest.mark.parametrize("smallest", [2, 11])
def test_a_threshold_out_of_range_is_refused(smallest: int) -> None:
    with pytest.raises(BadInput, match="from 3 to 10"):
        measures(made_ledgers(replicates=1), made_scenario(), smallest=smallest)
