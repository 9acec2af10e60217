"""A whole document from outside, an Aanvraag or an Aanwijzingsverzoek: read once, with every finding at once."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import ValidationError

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.fields import Part


class Document(Part):
    """What somebody sends. Raises BadInput, with every finding at once, from `model_validate` and `from_json`.

    Other ways in (a pydantic TypeAdapter, a FastAPI body) make the same checks and raise pydantic's ValidationError,
    which `problems.findings_of` puts in the same words.
    """

    # What to write instead of a number with decimals, where the general advice does not help.
    FRACTION_FIX: ClassVar[str | None] = None

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read a document from parsed JSON; BadInput names every place, value and fix."""
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            from wbmgp_engine.facts.kinds import of_another_kind
            from wbmgp_engine.facts.problems import findings_of

            other = of_another_kind(obj, cls.ROOT)
            raise BadInput([other] if other is not None else findings_of(error, cls, obj)) from None

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a document from JSON text; also refuses duplicate keys, fractions, NaN, too much and too deep."""
        from wbmgp_engine.facts.json_text import WHOLE_NUMBERS, read_json

        return cls.model_validate(read_json(text, cls.FRACTION_FIX or WHOLE_NUMBERS))

    def to_json(self) -> dict[str, Any]:
        """The document as it was given, without what was absent."""
        return self.model_dump(by_alias=True, exclude_unset=True, mode="json")
