"""Which letters there are, what each is about, and what it needs the municipality to have told of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wbmgp_api.cases.assessing import REFUSABLE, Kept
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.deciding import Draft
from wbmgp_api.cases.procedure import BEFORE_DECISION

_ALWAYS: Final = ("name", "sender", "contact", "signature")
_OBJECTION: Final = (*_ALWAYS, "objection")


class Kind(NamedTuple):
    """One kind of letter. `acts`: the steps it is about; `needs`: the fields of the letterhead without which it waits.

    `decides`: it makes a decision known, so its day is the one from which somebody can object or appeal.
    `grounds`: it tells why, and so what a screening said where there was one.
    """

    name: str
    nl: str
    en: str
    acts: tuple[str, ...]
    needs: tuple[str, ...] = _ALWAYS
    decides: bool = False
    grounds: bool = False

    @property
    def answered(self) -> bool:
        """Whether it invites somebody to answer by a day that whoever makes it sets."""
        return self.name == "voornemen"

    @property
    def advised(self) -> bool:
        """Whether somebody decided beside an advice of this program: then the letter says so (Awb 3:46, 3:47)."""
        return bool({"stel_vast", "beslis_op_bezwaar"} & set(self.acts))

    @property
    def outcome_only(self) -> bool:
        """Whether it goes to somebody who may read the outcome and nothing else, so that nobody adds a word to it."""
        return self.name == "mededeling_corporatie"


_ALL: Final = (
    Kind("ontvangstbevestiging", "Wij hebben uw aanvraag ontvangen", "We received your application", ("intake",)),
    Kind("aanvulling", "Wij missen nog gegevens", "We still need some data from you", ("vraag_aanvulling",)),
    Kind("verlenging", "Wij hebben meer tijd nodig", "We need more time", ("verleng_termijn", "verbeter_verlenging")),
    Kind("voornemen", "Wij denken erover uw aanvraag af te wijzen", "We are thinking of refusing your application", (),
         (*_ALWAYS, "help"), grounds=True),
    Kind("geen_vergunning_nodig", "U hebt geen vergunning nodig", "You do not need a permit", ("stel_vast",), _OBJECTION,
         decides=True),
    Kind("verlenen", "U krijgt de vergunning", "You get the permit", ("stel_vast",), _OBJECTION, decides=True),
    Kind("verlenen_met_voorschriften", "U krijgt de vergunning, met voorschriften",
         "You get the permit, with conditions", ("stel_vast",), _OBJECTION, decides=True, grounds=True),
    Kind("weigeren", "U krijgt de vergunning niet", "You do not get the permit", ("stel_vast",),
         (*_OBJECTION, "elsewhere", "help"), decides=True, grounds=True),
    Kind("buiten_behandeling", "Wij behandelen uw aanvraag niet", "We will not deal with your application",
         ("laat_buiten_behandeling",), (*_OBJECTION, "help"), decides=True),
    Kind("intrekking", "Wij trekken uw vergunning in", "We withdraw your permit", ("trek_vergunning_in",),
         (*_OBJECTION, "help"), decides=True, grounds=True),
    Kind("beslissing_op_bezwaar", "Onze beslissing op uw bezwaar", "Our decision on your objection",
         ("beslis_op_bezwaar",), (*_ALWAYS, "appeal", "help"), decides=True, grounds=True),
    Kind("mededeling_corporatie", "Uitkomst van een aanvraag", "Outcome of an application", ("verzend",)),
)  # fmt: skip
KINDS: Final = {kind.name: kind for kind in _ALL}


class Subject(NamedTuple):
    """A letter that can be made now: its kind, and the record of the step or assessment that it is about."""

    kind: Kind
    about: str


def possible(course: Course, assessed: Sequence[Kept], decided: Sequence[Draft]) -> list[Subject]:
    """The letters that can be made in a case, each about the last step of its kind."""
    return list(_possible(course, assessed, decided))


def _possible(course: Course, assessed: Sequence[Kept], decided: Sequence[Draft]) -> Iterator[Subject]:
    outcomes = {one.decision: one.outcome for one in decided}
    for kind in _ALL:
        step = course.last(*kind.acts) if kind.acts else None
        if step is not None and (step.act != "stel_vast" or outcomes.get(step.id) == kind.name):
            yield Subject(kind, step.id)
        elif not kind.acts and assessed and assessed[-1].advice in REFUSABLE and course.status in BEFORE_DECISION:
            yield Subject(kind, assessed[-1].id)
