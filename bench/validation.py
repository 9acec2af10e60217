"""docs/simulation-validation.md: what the model gives for Rotterdam from July 2006, beside what was reported of it.

`python -m bench.validation` runs the scenario as it is shipped, keeps the counts in `bench/validation.json` and makes the
page from them and from `bench/validation.md`. Nothing is fitted to the reported figures. With `--page` only the page is made.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from wbmgp_engine.version import VERSION

HERE: Final = Path(__file__).resolve().parent
TEMPLATE, KEPT = HERE / "validation.md", HERE / "validation.json"
PAGE: Final = HERE.parent / "docs" / "simulation-validation.md"
SCENARIO: Final = HERE.parent / "scenarios" / "council" / "rotterdam-2006.yaml"
OPTIONS: Final = ("artikel-8", "particulier")
MONTHS, REPLICATES = 12, 5
COUNTED: Final = (
    "aanvragen", "verleend", "weigeringen", "onvolledig", "hardheid", "weigering.mogelijk", "geweigerden",
    "geweigerden.gevonden", "geweigerden.vertrokken", "verhuringen", "verhuringen.corporatie",
)  # fmt: skip
# The evaluation of 2007 as the Garib judgment tells it; from memory, not verified (law reference, section 8).
REPORTED: Final[Mapping[str, int]] = {
    "aanvragen": 2835, "verleend": 2240, "weigeringen": 184, "onvolledig": 16, "aangehouden": 395, "gevonden": 73,
    "corporatie": 519,
}  # fmt: skip
_PLACE: Final = re.compile(r"<!-- validation: ([a-z]+) -->")
Counts = Mapping[str, int]
Kept = Mapping[str, Any]


def measured() -> Kept:
    """Twelve months of each option in each replicate: the counts in the designated areas, and where they come from."""
    from wbmgp_engine import Lawbook
    from wbmgp_engine.simulation.market import run
    from wbmgp_engine.simulation.options import load_scenario
    from wbmgp_engine.simulation.permits import Permits
    from wbmgp_engine.simulation.regions import load_region

    scenario, lawbook = load_scenario(SCENARIO), Lawbook.load()
    region = load_region(scenario.region, households=scenario.households, seed=scenario.seed)
    scenario.check(region)
    options: dict[str, list[dict[str, int]]] = {}
    for name in OPTIONS:
        option = scenario.option(name)
        permits = Permits(option, scenario.municipality, region.municipalities, lawbook)
        for replicate in range(REPLICATES):
            ledger = run(region, scenario, option, permits, replicate=replicate, months=MONTHS)
            options.setdefault(name, []).append(_counted(ledger, option.areas))
            print(f"{name}, {replicate + 1} of {REPLICATES}", file=sys.stderr)
    return {
        "version": VERSION, "rulebook": lawbook.hash, "scenario": scenario.digest, "region": region.digest,
        "seed": scenario.seed, "households": region.households.height, "options": options,
    }  # fmt: skip


def _counted(ledger: Any, areas: Sequence[str]) -> dict[str, int]:
    import polars as pl

    # Who was refused finds a dwelling wherever it is: the row of the whole region.
    everywhere = pl.col("maat").str.starts_with("geweigerden") & (pl.col("gebied") == "")
    here = ~pl.col("maat").str.starts_with("geweigerden") & pl.col("gebied").is_in(list(areas))
    rows = ledger.filter((pl.col("dimensie") == "alles") & (everywhere | here))
    found = dict(rows.group_by("maat").agg(pl.col("waarde").sum()).iter_rows())
    return {name: int(found.get(name, 0)) for name in COUNTED}


def page(kept: Kept, template: str) -> str:
    """The page. Raises KeyError where the template asks for what nobody makes."""
    return _PLACE.sub(lambda place: BLOCKS[place[1]](kept).rstrip(), template)


def counts_table(kept: Kept) -> str:
    """Counts: reported, and for each option the mean of the replicates with the least and the most."""
    told = {"verleend": "granted", "weigeringen": "refused", "onvolledig": "incomplete", "aangehouden": "pending"}
    rows = [_row("requests", f"{REPORTED['aanvragen']:,}", [_span(runs, "aanvragen") for runs in _runs(kept)])]
    for name, word in told.items():
        given = ["none: the model decides at once"] * len(OPTIONS)
        cells = given if name == "aangehouden" else [_span(runs, name) for runs in _runs(kept)]
        rows.append(_row(word, f"{REPORTED[name]:,}", cells))
    rows.append(_row("granted by the hardship clause", "not told", [_span(runs, "hardheid") for runs in _runs(kept)]))
    rows.append(_row("refused at most, if what was unknown turned out otherwise", "not told",
                     [_span(runs, "weigering.mogelijk") for runs in _runs(kept)]))  # fmt: skip
    return _table("from July 2006, twelve months", rows)


def shares_table(kept: Kept) -> str:
    """The shares that can be compared, whatever the size of the region."""
    decided = REPORTED["verleend"] + REPORTED["weigeringen"]
    shares = [
        ("refused, of those decided", REPORTED["weigeringen"] / decided, _of("weigeringen", "verleend", "weigeringen")),
        ("refused, of all requests", REPORTED["weigeringen"] / REPORTED["aanvragen"], _of("weigeringen", "aanvragen")),
        ("of the refused, found other housing", REPORTED["gevonden"] / REPORTED["weigeringen"],
         _of("geweigerden.gevonden", "geweigerden")),
    ]  # fmt: skip
    rows = [
        _row(word, _percent(reported), [_span_of(runs, of) for runs in _runs(kept)]) for word, reported, of in shares
    ]
    # Where only private rent is covered, a corporation grants no permit.
    every = _span_of(kept["options"][OPTIONS[0]], _of("verhuringen.corporatie", "verhuringen"))
    corporations = _percent(REPORTED["corporatie"] / REPORTED["verleend"])
    return _table("share", [*rows, _row("of the grants, dwellings of corporations", corporations, [every, "none"])])


def run_line(kept: Kept) -> str:
    """What was run."""
    return (
        f"{REPLICATES} replicates of {MONTHS} months, seed {kept['seed']}, {kept['households']:,} households, engine "
        f"{kept['version']}, rule book `{kept['rulebook'][:19]}…`, scenario `{kept['scenario'][:19]}…`, region "
        f"`{kept['region'][:19]}…`. Numbers between brackets: the least and the most of the replicates.\n"
    )


BLOCKS: Final = {"counts": counts_table, "shares": shares_table, "run": run_line}


def _runs(kept: Kept) -> Iterator[Sequence[Counts]]:
    yield from (kept["options"][name] for name in OPTIONS)


def _of(part: str, *whole: str) -> Any:
    return lambda counts: counts[part] / (sum(counts[name] for name in whole) or 1)


def _span(runs: Sequence[Counts], name: str) -> str:
    values = [counts[name] for counts in runs]
    return f"{fmean(values):,.0f} ({min(values):,} to {max(values):,})"


def _span_of(runs: Sequence[Counts], share: Any) -> str:
    values = [share(counts) for counts in runs]
    return f"{_percent(fmean(values))} ({_percent(min(values))} to {_percent(max(values))})"


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _row(word: str, reported: str, cells: Sequence[str]) -> str:
    return f"| {word} | {reported} | {' | '.join(cells)} |"


def _table(first: str, rows: Sequence[str]) -> str:
    names = {"artikel-8": "model, every rented dwelling", "particulier": "model, private rent only"}
    head = f"| {first} | reported, *not verified* | {' | '.join(names[name] for name in OPTIONS)} |"
    rule = "|".join(["---", "--:", *["--:"] * len(OPTIONS)])
    return "\n".join([head, f"|{rule}|", *rows]) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Run the scenario unless only the page is asked, and write the page."""
    if "--page" not in arguments:
        KEPT.write_text(json.dumps(measured(), indent=1) + "\n", "utf-8")
    PAGE.write_text(page(json.loads(KEPT.read_text("utf-8")), TEMPLATE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
