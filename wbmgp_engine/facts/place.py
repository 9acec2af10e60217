"""A place and a day, without anybody in it: for the question whether the rules apply here at all."""

from typing import ClassVar

from pydantic import Field

from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.dwelling import Dwelling
from wbmgp_engine.facts.fields import Day, Municipality
from wbmgp_engine.facts.placing import Placing
from wbmgp_engine.facts.situation import Situation


class Place(Document):
    """A dwelling on a day. There is no field for a person. BadInput with every finding at once."""

    ROOT: ClassVar[str] = "adrescontrole"

    municipality: Municipality = Field(alias="gemeente")
    day: Day = Field(alias="datum")
    dwelling: Dwelling = Field(alias="woonruimte")
    situation: Situation | None = Field(default=None, alias="situatie")
    placing: Placing | None = Field(default=None, alias="plaatsing")
