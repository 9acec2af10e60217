"""What the police chief told the mayor, for the check whether it may count: letter, date and age class, and nothing else.

There is no field for a description, a name or a number, and none can be added by a caller: unknown keys are refused.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import LETTER, Day, Municipality, NotNull, Part


class Conduct(Part):
    """One thing that was told. `minderjarig`: whether the person was under age on the date of the application."""

    letter: Annotated[str, Field(pattern=LETTER)]
    day: Annotated[Day | None, NotNull] = Field(default=None, alias="datum")
    minor: Annotated[bool | None, NotNull] = Field(default=None, alias="minderjarig")


class ConductCheck(Document):
    """What is to be checked, with the ordinance's own choice of letters. BadInput with every finding at once."""

    ROOT: ClassVar[str] = "gedragingentoets"

    municipality: Municipality = Field(alias="gemeente")
    application_date: Day = Field(alias="aanvraagdatum")
    chosen: Annotated[list[Annotated[str, Field(pattern=LETTER)]] | None, NotNull] = Field(
        default=None, alias="gedragingenVerordening", max_length=26
    )
    told: list[Conduct] = Field(alias="gedragingen", max_length=500)
