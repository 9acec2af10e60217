"""The context an application finds in the register of the rule book."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.context import Context


def registered_context(application: Application, lawbook: Lawbook, on: date) -> Context:
    """Designations and region as the register of the municipality holds them; an unknown municipality is not complete."""
    return Context(application.municipality, False, None, (), None)
