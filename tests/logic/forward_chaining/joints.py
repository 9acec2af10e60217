"""Small rule sets on an engine in this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wbmgp_engine.logic.forward_chaining.host import RuleHost
from wbmgp_engine.logic.forward_chaining.levels import program
from wbmgp_engine.logic.forward_chaining.skeleton import Block, Joint, Skeleton


def host(*joints: Joint) -> RuleHost:
    """The rules of these propositions."""
    return RuleHost(program(Skeleton(Block(joints=list(joints)), {})))


def decided(rules: RuleHost, worths: Mapping[str, str]) -> Any:
    """What the rules make of worths."""
    return rules.decide({"waarden": worths, "leden": {}})


def raw_host(rules: dict[str, dict[str, Any]]) -> RuleHost:
    """Conditions as they are, without the checks of the fragment."""
    return RuleHost({"regels": rules, "blokken": []})
