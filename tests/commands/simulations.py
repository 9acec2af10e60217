"""A small scenario over own data in a folder, for tests of `wbmgp simulate`."""

from __future__ import annotations

from pathlib import Path

from tests.simulation.made import AREAS, DAY, MUNICIPALITIES, made_region
from wbmgp_engine.cli import run

REGION = f"""\
kenmerk: gemaakt
naam: {{nl: Gemaakte regio, en: Made region}}
dag: {DAY}
gemeenten: [{", ".join(MUNICIPALITIES)}]
gebieden: gebieden.csv
huishoudens: huishoudens.parquet
woningen: woningen.parquet
cijfers:
  - {{naam: huishoudens, waarde: '400', bron: een toets, zekerheid: verzonnen}}
"""
SCENARIO = """\
kenmerk: klein
naam: {nl: Klein, en: Small}
regio: regio
begin: 2026-01-01
jaren: 1
zaad: 3
gemeente: GM9999
doel: {artikel_8: minder instroom}
doelmaten: {artikel_8: [instroom.inkomen]}
varianten:
  - id: artikel-8
    naam: {nl: Artikel acht, en: Article eight}
    aanwijzingen: [{gebieden: [noord, oost], gronden: [artikel_8], van: 2026-01-01, tot: 2030-01-01}]
    verordening:
      van: 2026-01-01
      tot: null
      categorieen: [{gronden: [artikel_8], verhuurder: [corporatie, particulier], soort: [zelfstandig, onzelfstandig]}]
      inkomenstoets: aanvrager
      verblijfstoets: aanvrager
  - id: bouwen
    naam: {nl: Bouwen, en: Build}
    aanbod: [{gebied: west, jaar: 2026, nieuwbouw: 12, bezit: corporatie, soort: zelfstandig, huurprijs: 60000}]
"""


def scenario_in(folder: Path, text: str = SCENARIO) -> Path:
    """The scenario file, with its region of 400 households beside it."""
    place = folder / "regio"
    place.mkdir(exist_ok=True)
    region = made_region(400, seed=5)
    region.households.write_parquet(place / "huishoudens.parquet")
    region.dwellings.write_parquet(place / "woningen.parquet")
    lines = ["id,naam,gemeente", *(f"{area.id},{area.name},{area.municipality}" for area in AREAS)]
    (place / "gebieden.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (place / "regio.yaml").write_text(REGION, encoding="utf-8")
    file = folder / "klein.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def simulate(folder: Path, *options: str, text: str = SCENARIO) -> tuple[int, Path]:
    """The exit code of `wbmgp simulate` over the scenario, in this process alone, and the folder of the result."""
    out = folder / "uitkomst"
    return run(["simulate", str(scenario_in(folder, text)), "--out", str(out), "--workers", "1", *options]), out
