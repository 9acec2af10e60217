"""The two kinds of places in a rule file, closed and open, and the values that are checked as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo, model_validator

from wbmgp_engine.law.faults import Fault, fault, faulty, is_lenient, shown
from wbmgp_engine.law.metadata import CLOSED
from wbmgp_engine.law.operations import as_value
from wbmgp_engine.law.vocabulary import is_day


def _day(text: str) -> str:
    if not is_day(text):
        raise fault(f"{shown(text)} is no date", "write a day that exists as 'YYYY-MM-DD'")
    return text


def _first_day(text: str, info: ValidationInfo) -> str:
    """`valid_from`: a day; the conformance mode also takes `#output`, which matches every date."""
    return text if text.startswith("#") and is_lenient(info) else _day(text)


def _constant(raw: Any, info: ValidationInfo) -> Any:
    if is_lenient(info):
        return as_value(raw, lenient=True)
    if faults := _computed(raw, ()):
        raise faulty(faults)
    return raw


def _computed(raw: Any, path: tuple[str | int, ...]) -> list[Fault]:
    if isinstance(raw, dict):
        if "operation" in raw:
            return [Fault(path, "a definition cannot compute", "move the operation to an action")]
        return [found for key, item in raw.items() for found in _computed(item, (*path, key))]
    if isinstance(raw, list):
        return [found for index, item in enumerate(raw) for found in _computed(item, (*path, index))]
    if isinstance(raw, str) and raw.startswith("$"):
        return [Fault(path, f"a definition cannot read {shown(raw)}", "write the value itself")]
    return []


Day = Annotated[str, AfterValidator(_day)]
FirstDay = Annotated[str, AfterValidator(_first_day)]
Constant = Annotated[Any, BeforeValidator(_constant)]


class Closed(BaseModel):
    """A place where the schema is closed: only the keys of the grammar."""

    model_config = CLOSED


class Checked(Closed):
    """Refuses keys of the grammar that this engine does not run; the conformance mode drops them."""

    refused: ClassVar[Mapping[str, str]] = {}

    @model_validator(mode="before")
    @classmethod
    def _only_what_runs(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, dict) or not (found := cls.refused.keys() & data.keys()):
            return data
        if not is_lenient(info):
            raise faulty([Fault((key,), f"{key} is not read here", cls.refused[key]) for key in sorted(found)])
        return {key: item for key, item in data.items() if key not in found or key in cls.model_fields}


class Open(Checked):
    """A place where the schema is open: keys beyond the known ones must be `x-` extensions."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, populate_by_name=True, defer_build=True)

    @model_validator(mode="after")
    def _only_extensions(self, info: ValidationInfo) -> Open:
        extra = self.model_extra
        if extra and not is_lenient(info):
            unknown = [key for key in extra if not key.startswith("x-")]
            if unknown:
                raise faulty([Fault((key,), f"unknown key {key!r}", "extensions start with x-") for key in unknown])
        return self

    def extension(self, name: str) -> Any:
        """The value of extension `x-NAME`, or None."""
        return (self.model_extra or {}).get(f"x-{name}")
