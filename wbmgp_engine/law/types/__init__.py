"""The static type of every expression of a rule file: its kind, unit, whether it can be null, and its fields."""

from wbmgp_engine.law.types.inference import Operand, Site, infer, sites
from wbmgp_engine.law.types.scope import Scope, Unresolved, article_scope, default_scope, parse_reference
from wbmgp_engine.law.types.static_type import ANY, Kind, StaticType, of_field, of_literal, of_open_term

__all__ = [
    "ANY", "Kind", "Operand", "Scope", "Site", "StaticType", "Unresolved", "article_scope", "default_scope", "infer",
    "of_field", "of_literal", "of_open_term", "parse_reference", "sites",
]  # fmt: skip
