"""Mutants of the reader and of permits: made by mutmut, judged in forked children (docs/decisions/023)."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

PLACE: Final = Path("mutants")
UNTESTED: Final = "no test comes by"


class Code(NamedTuple):
    """How many mutants were noticed, survived, have no test among the chosen ones, and were not judged yet."""

    noticed: int
    survived: tuple[str, ...]
    untested: int
    pending: int


def judge(seconds: int, out: Path) -> None:
    """Make the mutants, and judge them as far as the time goes; what was judged before is remembered."""
    subprocess.run([sys.executable, "-m", "tests.mutants.making"], check=True)
    with Path("pyproject.toml").open("rb") as file:
        tests = tomllib.load(file)["tool"]["mutmut"]["pytest_add_cli_args_test_selection"]
    asked = ["--out", str(out.resolve()), "--seconds", str(seconds), *tests]
    here = {**os.environ, "PYTHONPATH": "."}
    subprocess.run([sys.executable, "-m", "tests.mutants.forking", *asked], check=True, cwd=PLACE, env=here)


def results(out: Path, place: Path = PLACE) -> Code:
    """What became of the mutants that there are now."""
    hashes, killed = dict(functions(place)), dict[str, str | None]()
    for line in kept(out):
        if hashes.get(line["mutant"]) == line["function"]:
            killed[line["mutant"]] = line["killed"]
    survived = tuple(sorted(name for name, by in killed.items() if by is None))
    counts = Counter("untested" if by == UNTESTED else "judged" for by in killed.values())
    return Code(counts["judged"] - len(survived), survived, counts["untested"], len(hashes) - len(killed))


def kept(out: Path) -> list[dict[str, Any]]:
    """The lines that were written about mutants."""
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []


def functions(place: Path = PLACE) -> Iterator[tuple[str, str]]:
    """Every mutant with the hash of the function it changes, as mutmut wrote them down."""
    for path in sorted(place.rglob("*.meta")):
        known: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        hashes = {name.rpartition(".")[2]: value for name, value in known["hash_by_function_name"].items()}
        for name in known["exit_code_by_key"]:
            yield name, hashes.get(name.rpartition(".")[2].rpartition("__mutmut_")[0], "")


# Words in messages -------------------------------------------------------------------------------------------------------


class _Wordless(ast.NodeTransformer):
    """Takes the words of messages out of a function: what is left decides. Any other text may be a key."""

    _SAYING: ClassVar = frozenset({"message", "said", "text", "names", "circle", "failure"})

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if isinstance(node.exc, ast.Call):
            node.exc.args, node.exc.keywords = [], []
        node.cause = None
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("refuse", "show", "fail"):
            node.args = node.args[:1]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        self.generic_visit(node)
        named = {target.id for target in node.targets if isinstance(target, ast.Name)}
        return None if named & self._SAYING else node


def _decides(function: ast.FunctionDef) -> str:
    copied = ast.parse(ast.unparse(function)).body[0]
    assert isinstance(copied, ast.FunctionDef)
    copied.name = "f"
    return ast.dump(_Wordless().visit(copied))


def difference(name: str, place: Path = PLACE) -> tuple[bool, str]:
    """Whether a survivor only changes the words of a message, and the line it changes."""
    module, _, function = name.rpartition(".")
    tree = ast.parse((place / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    found = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    before, after = found[f"{function.rpartition('__mutmut_')[0]}__mutmut_orig"], found[function]
    decides = _decides(before) == _decides(after)
    before.name = after.name = "f"
    lines = zip(ast.unparse(before).splitlines(), ast.unparse(after).splitlines(), strict=False)
    changed = next((f"{old.strip()} → {new.strip()}" for old, new in lines if old != new), "")
    return decides, changed
