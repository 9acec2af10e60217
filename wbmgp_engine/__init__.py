"""wbmgp-engine: selective housing allocation under chapter 3 of the Dutch Wbmgp, decided from law that is data.

>>> sorted(__all__)
['Application', 'Assessment', 'DesignationAssessment', 'DesignationRequest', 'Lawbook', 'assess', 'assess_designation']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbmgp_engine.designations import DesignationAssessment, assess_designation
    from wbmgp_engine.facts import Application, DesignationRequest
    from wbmgp_engine.law.lawbook import Lawbook
    from wbmgp_engine.permits import Assessment, assess

__all__ = [
    "Application", "Assessment", "DesignationAssessment", "DesignationRequest", "Lawbook", "assess",
    "assess_designation",
]  # fmt: skip

_HOMES = {
    "Application": "facts", "Assessment": "permits", "DesignationAssessment": "designations",
    "DesignationRequest": "facts", "Lawbook": "law.lawbook", "assess": "permits", "assess_designation": "designations",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # A command line that only reads rules must not pay for importing everything else.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
