"""Registers for the tests: rule books with designations of a municipality that does not exist."""

from __future__ import annotations

from tests.our_law import OUR_LAW
from wbmgp_engine.law.lawbook import Lawbook

REAL = OUR_LAW
CODE, FOLDER = "GM9999", "aanwijzingen/gm9999-verzonnen"
_SOURCE = "bron: verzonnen, zekerheid: gelezen"

Term = tuple[str | None, str | None, int | None]


def rule_book(
    *terms: Term, area: str = "wijk", ground: str = "artikel_8", complete: str | None = None, **more: str
) -> Lawbook:
    """The real laws with only these terms of one unit; `complete`: the register is stated complete up to that day."""
    laws = {path: text for path, text in REAL.files.items() if not path.startswith("aanwijzingen/")}
    national = "volledig: []\n"
    own = f"gemeente: {{waarde: {CODE}, {_SOURCE}}}\nnaam: Verzonnen\n"
    if complete is not None:
        own += f"volledig: [{{van: null, tot: '{complete}', {_SOURCE}}}]\n"
    own += more.get("ordinances", "")
    files = {"aanwijzingen/landelijk/register.yaml": national, f"{FOLDER}/register.yaml": own}
    for index, term in enumerate(terms):
        files[f"{FOLDER}/{2000 + index}-{index}.yaml"] = _decision(2000 + index, term, area, ground)
    return Lawbook.from_files({**laws, **{path: text.encode() for path, text in files.items()}})


def _decision(year: int, term: Term, area: str, ground: str) -> str:
    start, end, extension = term
    known = {
        "van": start and f"'{start}'",
        "tot": end and f"'{end}'",
        "verlenging": None if extension is None else str(extension),
    }
    gone = ["besluitdatum", *(name for name, value in known.items() if value is None)]
    lines = [f"gemeente: {CODE}", f"jaar: {{waarde: {year}, {_SOURCE}}}"]
    lines += [f"{name}: {{waarde: {value}, {_SOURCE}}}" for name, value in known.items() if value is not None]
    instrument = f", instrument: {{waarde: vog, {_SOURCE}}}" if ground == "artikel_10" else ""
    lines += [
        "onderdelen:",
        f"  - gebied: {{id: {area}, naam: Wijk, soort: gebied, {_SOURCE}}}",
        f"    gronden: [{{grond: {ground}, {_SOURCE}{instrument}}}]",
        f"niet_bekend: [{', '.join(f'{{feit: {name}}}' for name in gone)}]",
    ]
    return "\n".join(lines) + "\n"
