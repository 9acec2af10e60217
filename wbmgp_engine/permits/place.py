"""Whether the rules apply at a place on a day: the question of an application, asked without a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from wbmgp_engine.facts import Application
from wbmgp_engine.facts.place import Place
from wbmgp_engine.law.citation_of import Citation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.context import Designated
from wbmgp_engine.permits.general import Asked, Guard, asked
from wbmgp_engine.permits.question import Gate, Ground
from wbmgp_engine.version import NAME, VERSION

_OUTCOMES: Final = {
    "voldaan": "van_toepassing", "niet_voldaan": "van_toepassing", "onbekend": "onbekend",
    "niet_van_toepassing": "niet_van_toepassing",
}  # fmt: skip
_SCOPE: Final = "toepassingsbereik"
_NO_PERMIT: Final = "geen_vergunning_nodig"
_OF_PERSONS: Final = ("rechtmatig_verblijf", "hardheidsclausule")
_NO_REFUSAL: Final = (_SCOPE, "hardheidsclausule")
_OURSELVES: Final = ("gemeente", "burgemeester_en_wethouders")
_OF_THE_PLACE: Final = ("aanwijzingen.in_gebied", "aanvraagsoort")
_APPLICANT: Final = "aanvrager"


class Bearing(NamedTuple):
    """A ground at a place: whether it applies there (None: that is not known), why, what it can ask, and what guards a refusal."""

    id: str
    applies: bool | None
    reason: Mapping[str, str]
    citation: Citation
    asked: tuple[Asked, ...]
    guards: tuple[Guard, ...]


class PlaceCheck:
    """What the rules say of a place on a day, before anybody applies."""

    def __init__(self, place: Place, lawbook: Lawbook) -> None:
        self._made = assess(_nobody(place), lawbook=lawbook, on=place.day)

    @property
    def outcome(self) -> str:
        """`van_toepassing`, `niet_van_toepassing` or `onbekend`."""
        if self._made.advice == _NO_PERMIT:
            return "niet_van_toepassing"
        (scope,) = (ground for ground in self._made.grounds if ground.id == _SCOPE)
        return _OUTCOMES[scope.verdict]

    @property
    def bearings(self) -> tuple[Bearing, ...]:
        """The grounds on which a permit can be refused, in the order of the law."""
        return tuple(self._bearing(ground) for ground in self._made.question.grounds if ground.id not in _NO_REFUSAL)

    @property
    def designated(self) -> tuple[Designated, ...]:
        """The designations of the day in which the place lies, or for all that is known can lie."""
        return tuple(item for item in self._made.bound.context.designations if item.inside is not False)

    def to_json(self) -> dict[str, Any]:
        """The Adrescontrole of the contract."""
        made = self._made
        open_questions = [question.to_json() for question in made.questions]
        return {
            "uitkomst": self.outcome,
            "gronden": [ground.to_json() for ground in made.grounds if ground.id not in _OF_PERSONS],
            "vragen": [
                question
                for question in open_questions
                if not question["feit"].startswith(("huishouden.", "onderzoek."))
            ],
            "opmerkingen": [dict(remark) for remark in made.remarks],
            "recht": made.law(),
            "motor": {"naam": NAME, "versie": VERSION},
        }

    def _bearing(self, ground: Ground) -> Bearing:
        found = self._made.run[ground.applies]
        applies = found if isinstance(found, bool) else None
        (told,) = (one for one in self._made.grounds if one.id == ground.id)
        return Bearing(
            ground.id, False if self.outcome == "niet_van_toepassing" else applies, told.reason, told.citation, tuple(self._asked(ground)),
            tuple(self._guard(gate) for gate in self._made.question.gates if gate.ground == ground.id),
        )  # fmt: skip

    def _asked(self, ground: Ground) -> Iterator[Asked]:
        """What a ground can ask of others than the municipality itself, once for each question."""
        question, told = self._made.question, set[str]()
        for name, columns in question.columns_below(ground).items():
            for key in (name, *(f"{name}.{column}" for column in columns)):
                found = None if key in _OF_THE_PLACE else asked(question, key)
                if found is not None and found.supplier not in _OURSELVES and found.text["nl"] not in told:
                    told.add(found.text["nl"])
                    yield found

    def _guard(self, gate: Gate) -> Guard:
        return Guard(gate.id, gate.ground, gate.who, self._made.citation(gate.opens))


def check_place(place: Place, *, lawbook: Lawbook) -> dict[str, Any]:
    """`van_toepassing`, `niet_van_toepassing` or `onbekend`, with the grounds that can bear on a dwelling here.

    A ground whose own verdict would need a person is told as `onbekend`: it applies, and asks for facts.
    """
    return PlaceCheck(place, lawbook).to_json()


def _nobody(place: Place) -> Application:
    """An application of which only the place is known."""
    given = place.to_json()
    told = {key: given[key] for key in ("gemeente", "woonruimte", "situatie", "plaatsing") if key in given}
    people = [{"id": _APPLICANT, "rol": "aanvrager"}]
    return Application.model_validate(
        {"kenmerk": "adrescontrole", "aanvraagdatum": given["datum"], "huishouden": people, **told}
    )
