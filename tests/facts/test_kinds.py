"""A document of another kind is told as such; one that only has faults keeps its own findings."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import Application, DesignationRequest
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.facts.place import Place


class Slip(Document):
    mark: str = Field(pattern=r"^[xy]z$")


def message(kind: Any, given: Any) -> str:
    with pytest.raises(BadInput) as refused:
        kind.model_validate(given)
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (Application, {"onderdelen": []}, "aanvraag: this is a request for designation, not an application → give it to wbmgp designate"),
        (Application, {"gemeente": "GM0599", "uitkomsten": []}, "aanvraag: this is an evaluation, not an application → give it to wbmgp designations evaluation"),
        (DesignationRequest, {"huishouden": []}, "aanwijzingsverzoek: this is an application, not a request for designation → give it to wbmgp assess"),
        (EvaluationFile, {"woonruimte": 1}, "evaluatie: this is an application, not an evaluation → give it to wbmgp assess"),
    ],
)  # fmt: skip
def test_a_document_of_another_kind_is_told_in_one_line(kind: Any, given: Any, said: str) -> None:
    assert message(kind, given) == said


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Application, {}),
        (Application, []),
        (Application, {"onderdelen": [], "huishouden": []}),
        (DesignationRequest, {"kenmerk": "k", "gemeente": "GM0599"}),
        (Place, {"onderdelen": []}),
    ],
)
def test_what_may_be_of_its_own_kind_is_told_its_own_faults(kind: Any, given: Any) -> None:
    assert "this is" not in message(kind, given)


def test_a_form_without_words_of_its_own_is_still_refused_in_words() -> None:
    said = message(Slip, {"mark": "q"})
    assert said == "mark: 'q' does not have the right form → see its description"
