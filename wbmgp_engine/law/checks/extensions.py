"""Our own extensions name outputs of the same law: the output that closes a gate, or says that a ground is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.landscape import Landscape
from wbmgp_engine.law.checks.view import EXECUTION, View, name_of
from wbmgp_engine.law.faults import nearest

# extension → its keys that name a boolean output of the same regulation
_NAMES = {"grond": ("voldaan",), "poort": ("gesloten", "wet_als")}


def dangling_extensions(landscape: Landscape) -> Iterator[Finding]:
    """Grounds and gates that name an output which is not there, or is not true or false."""
    for living in landscape:
        known = {output.name: output for view in living.views for output in view.execution.output}
        for view in living.views:
            for output in view.execution.output:
                for extension, keys in _NAMES.items():
                    written = output.extension(extension)
                    for key in keys if isinstance(written, Mapping) else ():
                        if key in written:
                            path = (*EXECUTION, "output", output.name, f"x-{extension}", key)
                            yield from _boolean_output(view, path, written[key], known)


def _boolean_output(view: View, path: tuple[str, ...], name: object, known: Mapping[str, object]) -> Iterator[Finding]:
    output = known.get(name) if isinstance(name, str) else None
    if output is None:
        yield view.finding(path, f"this regulation has no output {name_of(name)}", nearest(name, known))
    elif getattr(output, "type", None) != "boolean":
        yield view.finding(path, f"output {name_of(name)} is not true or false", "name a boolean output")
