"""Files beside the rule files (registers, coverage sidecars), read into their models or refused with every fault."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.faults import faults_of
from wbmgp_engine.law.reading import yaml_path
from wbmgp_engine.law.yaml_reader import line_of, read_yaml


class Entry(BaseModel):
    """A part of such a file: only known keys, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


File = TypeVar("File", bound=BaseModel)


def read_data(model: type[File], path: str, text: bytes) -> File:
    """The file at a posix path below `rules/`. Raises RuleFileError with file, line, path of keys, value and fix."""
    place = f"rules/{path}"
    raw = read_yaml(text, place=place)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        findings = []
        for found in faults_of(error):
            at = f"{place}:{line_of(text, found.path)}"
            if keys := yaml_path(raw, found.path):
                at = f"{at}, {keys}"
            findings.append(Finding(at, found.problem, found.fix))
        raise RuleFileError(findings) from None
