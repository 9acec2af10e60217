"""A scenario as text: the YAML that the engine reads, written so that the reader of rule files finds the same values in it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from wbmgp_engine.law.yaml_reader import read_yaml


class _Writer(yaml.SafeDumper):
    """Without anchors, which the reader refuses, and with decimals as they were written."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _decimal(writer: yaml.SafeDumper, value: Decimal) -> ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


def _mapping(writer: yaml.SafeDumper, value: dict[str, Any]) -> MappingNode:
    return writer.represent_mapping("tag:yaml.org,2002:map", value.items())


_Writer.add_representer(Decimal, _decimal)
_Writer.add_representer(dict, _mapping)


def write(document: Mapping[str, Any]) -> str:
    """The text of a scenario.

    >>> read("kenmerk: a\\naandeel: 0.020\\n") == read(write({"kenmerk": "a", "aandeel": Decimal("0.020")}))
    True
    """
    return yaml.dump(dict(document), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110)


def read(text: str) -> dict[str, Any]:
    """What a text says. Raises BadInput where it cannot be read; empty for what is no scenario at all."""
    found = read_yaml(text, place="scenario", max_bytes=262_144)
    return found if isinstance(found, dict) else {}
