"""Mutants of the reader and of permits, made and run by mutmut (docs/decisions/023); its settings stand in pyproject.toml."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

# What mutmut writes down: the exit code of the tests for each mutant.
_SURVIVED, _UNTESTED = (0,), (5, 33)
PLACE: Final = Path("mutants")


class Code(NamedTuple):
    """How many mutants were noticed, survived, have no test among the chosen ones, and were not judged yet."""

    noticed: int
    survived: tuple[str, ...]
    untested: int
    pending: int


def judge(seconds: int) -> None:
    """Run mutmut as far as the time goes; it remembers what it judged."""
    program = subprocess.Popen([sys.executable, "-m", "mutmut", "run", "--max-children", "2"])
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        program.terminate()
        program.wait()


def results(place: Path = PLACE) -> Code:
    """What mutmut wrote down."""
    found: dict[str, int | None] = {}
    for path in sorted(place.rglob("*.meta")):
        codes: Mapping[str, int | None] = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= codes
    survived = tuple(sorted(name for name, code in found.items() if code in _SURVIVED))
    counts = Counter(
        "pending" if code is None else "untested" if code in _UNTESTED else "judged" for code in found.values()
    )
    return Code(counts["judged"] - len(survived), survived, counts["untested"], counts["pending"])


# Words in messages -------------------------------------------------------------------------------------------------------


class _Wordless(ast.NodeTransformer):
    """Takes the words out of a function: what is left decides."""

    _SAYING: ClassVar = frozenset({"message", "said", "text", "names", "circle", "failure"})

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return ast.Constant("")

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
    lines = zip(ast.unparse(before).splitlines()[1:], ast.unparse(after).splitlines()[1:], strict=False)
    changed = next((f"{old.strip()} → {new.strip()}" for old, new in lines if old != new), "")
    return _decides(before) == _decides(after), changed
