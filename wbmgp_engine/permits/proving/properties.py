"""What has to hold under every version of the law. Each property says what a counterexample would be.

They are stated over the answer and over outputs of the rule files; no condition of the law stands here. Where the law
itself makes an exception, the property names its article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import z3

from wbmgp_engine.permits.proving import relations
from wbmgp_engine.permits.proving.case import Case
from wbmgp_engine.permits.proving.dossier import ON
from wbmgp_engine.permits.proving.reading import BY_RESIDENCE, DESIGNATED
from wbmgp_engine.permits.proving.world import ASKED, GRANTS, REFUSAL, World

Words = Mapping[str, str]
_PRIORITY: Final = "voorrang.kandidatenMetVoorrang"
ADVICE: Final = (*GRANTS, *ASKED, REFUSAL)
_CHOSEN: Final = "situatie.verordening.gedragingen"
_BEHAVIOURS: Final = f"{_CHOSEN}.gegeven"


class Property(NamedTuple):
    """A property: its name, what it says, the exceptions and assumptions it is proved under, and its counterexample."""

    id: str
    says: Words
    opposed: Callable[[World], None]
    assumes: tuple[Words, ...] = ()


# Outcomes are a partition ----------------------------------------------------------------------------------------------


def _overlap(world: World) -> None:
    case = world.case()
    conditions = _apart(world, case)
    one = z3.PbEq([(condition, 1) for condition in conditions.values()], 1)
    named = [world.advice(case, name) == condition for name, condition in conditions.items()]
    world.suppose(z3.Not(z3.And(one, *named)))


def _apart(world: World, case: Case) -> Mapping[str, z3.BoolRef]:
    """When each advice is given, each by itself: the table of the contract, without an order."""
    needed, refusal, conditions = (
        case.truth(world.reading.verdicts[name]) for name in ("vergunningplicht", "weigeringsgrond", "voorschriften")
    )
    gate = z3.Or(*(case.truth(term).yes for term in world.reading.gates.values()))
    extra = z3.And(refusal.no, conditions.yes)
    asked = z3.Or(z3.Not(refusal.known), z3.And(refusal.no, z3.Not(conditions.known)))
    return {
        "geen_vergunning_nodig": needed.no,
        "verlenen": z3.And(needed.yes, refusal.no, conditions.no),
        "verlenen_met_voorschriften": z3.And(needed.yes, extra, z3.Not(gate)),
        "aanvullen": z3.Or(z3.Not(needed.known), z3.And(needed.yes, asked)),
        "beoordelen": z3.And(needed.yes, z3.Or(refusal.yes, extra), gate),
        REFUSAL: z3.And(needed.yes, refusal.yes, z3.Not(gate)),
    }


def _gap(world: World) -> None:
    case = world.case(answered=True)
    world.suppose(*relations.complete(case, world.bounds), world.advice(case, "aanvullen"))


# Persons ---------------------------------------------------------------------------------------------------------------


def _longer_hurts(world: World) -> None:
    case = world.case()
    longer = world.case(like=case, varied=relations.about_residence(case))
    for name in relations.persons(world.bounds):
        world.suppose(*relations.resides_longer(case, longer, name))
    _worse(world, case, longer)


def _worse(world: World, case: Case, other: Case) -> None:
    """The one is granted a permit, the other not, or only with conditions."""
    free, conditional = GRANTS[:2], GRANTS[2:]
    lost = z3.And(world.advice(case, *GRANTS), z3.Not(world.advice(other, *GRANTS)))
    world.suppose(z3.Or(lost, z3.And(world.advice(case, *free), world.advice(other, *conditional))))


def _income_matters(world: World) -> None:
    case = world.case()
    other = world.case(like=case, varied=relations.about_income(case))
    output = world.reading.output
    apart = z3.Or(case.truth(output(BY_RESIDENCE)).yes, case.truth(output(DESIGNATED)).no)
    advice = [one.formulas.value(world.reading.advice).number for one in (case, other)]
    world.suppose(apart, advice[0] != advice[1])


# Refusals --------------------------------------------------------------------------------------------------------------


def _refused_by_rank(world: World) -> None:
    """A refusal that would not be there if nobody with priority wanted the dwelling, and no person chose another."""
    case = world.case()
    without = world.case(like=case, varied=(_PRIORITY,))
    chosen = z3.And(case.says("voorrang.oordeel", "aan_ander"), relations.judged(case, "voorrang"))
    nobody = z3.And(without.known(_PRIORITY), z3.Not(without.yes(_PRIORITY)))
    world.suppose(world.advice(case, REFUSAL), nobody, z3.Not(world.refused_at_all(without)), z3.Not(chosen))


def _gate_open(world: World) -> None:
    case = world.case()
    alone = world.reading.verdicts.get("weigering_zonder_waarborg", world.reading.terms.false)
    opened = [
        z3.And(
            case.truth(world.reading.output(gate.opens)).yes, z3.Not(case.truth(world.reading.output(gate.closed)).yes)
        )
        for gate in world.reading.question.gates
    ]
    world.suppose(world.advice(case, REFUSAL), z3.Or(*opened), z3.Not(case.truth(alone).yes))


def _hardship_unseen(world: World) -> None:
    """A refusal that a judgement on hardship would take away, though nobody judged hardship."""
    case = world.case()
    names = [f"hardheid.{place}" for place in range(world.bounds.hardships)]
    seen = world.case(like=case, varied=[name for name in case.names if name.startswith("hardheid.")])
    world.suppose(*(z3.Not(relations.judged(case, name)) for name in names))
    world.suppose(*(relations.judged(seen, name) for name in names))
    world.suppose(*(seen.says(f"{name}.oordeel", "onbillijk") for name in names))
    world.suppose(world.advice(case, REFUSAL), z3.Not(world.refused_at_all(seen)))


def _unknown_refuses(world: World) -> None:
    case = world.case()
    fuller = world.case(like=case, varied=relations.free_to_fill_in(case, world.bounds), answered=True)
    world.suppose(*relations.completes(case, fuller, world.bounds))
    untold, none = z3.Not(case.yes(_BEHAVIOURS)), z3.And(fuller.yes(_BEHAVIOURS), z3.Not(fuller.yes(f"{_CHOSEN}.a")))
    world.suppose(z3.Not(z3.And(untold, none)))
    world.suppose(world.advice(case, REFUSAL), z3.Not(world.refused_at_all(fuller)))


def _waiting_hurts(world: World) -> None:
    case = world.case()
    births = [name for name in relations.about_birth(case) if name.endswith("Laatst")]
    later = world.case(like=case, varied=[ON, "aanvraagdatum", *births])
    world.suppose(*relations.waits(case, later, world.bounds), case.truth(world.reading.output(DESIGNATED)).yes)
    screened = (later.is_one_of(term, ["niet_voldaan"]) for term in world.reading.verdicts_on("artikel_10"))
    world.suppose(world.advice(case, *GRANTS), world.advice(later, REFUSAL), z3.Not(z3.Or(*screened)))


_SCREENING_LAST: Final = {
    "nl": "Wie nog iets moet aanvullen, kan na langer verblijf alsnog de toets van artikel 10 krijgen (art. 4 Besluit selectieve woningtoewijzing): vergeleken wordt wie al een vergunning zou krijgen.",
    "en": "Who still has to supply something may meet the screening of article 10 after longer residence (art. 4 Besluit selectieve woningtoewijzing): compared is who would get a permit already.",
}
_LAWFUL: Final = {
    "nl": "Voor de eis van rechtmatig verblijf kent de wet geen waarborg die een weigering tegenhoudt (art. 10 lid 2 Huisvestingswet 2014).",
    "en": "For the requirement of lawful residence the law knows no safeguard that holds a refusal back (art. 10(2) Huisvestingswet 2014).",
}
_COMES_OF_AGE: Final = {
    "nl": "Wie intussen zo oud wordt dat artikel 10 over hem gaat, kan op die grond alsnog worden geweigerd (art. 10 lid 1 en 2 Wbmgp).",
    "en": "Who in the meantime reaches the age at which article 10 speaks of them can be refused on that ground (art. 10(1) and (2) Wbmgp).",
}

_BEHAVIOURS_CHOSEN: Final = {
    "nl": "Zegt niemand welke gedragingen de verordening kiest, dan rust een woonverklaring op gekozen gedragingen (art. 10a lid 1 Wbmgp); of dat zo is, wordt wel gevraagd.",
    "en": "Where nobody says which behaviours the ordinance chooses, a woonverklaring is taken to rest on chosen ones (art. 10a(1) Wbmgp); whether it does is asked.",
}

PROPERTIES: Final = (
    Property("een_uitkomst", {
        "nl": "Bij elke aanvraag past precies een advies: geen overlap.",
        "en": "Exactly one advice fits every application: no overlap.",
    }, _overlap),
    Property("geen_gat", {
        "nl": "Is alles bekend en beoordeeld, dan is er een uitkomst: er wordt niets meer gevraagd.",
        "en": "Where everything is known and judged there is an outcome: nothing more is asked.",
    }, _gap),
    Property("langer_verblijf", {
        "nl": "Langer verblijf maakt de uitkomst nooit slechter.",
        "en": "Longer residence never makes the outcome worse.",
    }, _longer_hurts, (_SCREENING_LAST,)),
    Property("inkomen_telt_niet", {
        "nl": "Na zes jaar verblijf, en buiten een aanwijzing, verandert het inkomen niets.",
        "en": "After six years of residence, and outside a designation, income changes nothing.",
    }, _income_matters),
    Property("voorrang_door_een_mens", {
        "nl": "Artikel 9 weigert nooit zonder dat een mens de woning aan een ander gaf.",
        "en": "Article 9 never refuses without a person having given the dwelling to another.",
    }, _refused_by_rank),
    Property("waarborg_open", {
        "nl": "Er wordt nooit geweigerd terwijl een waarborg openstaat.",
        "en": "Nothing is refused while a safeguard stands open.",
    }, _gate_open, (_LAWFUL,)),
    Property("hardheid_gezien", {
        "nl": "Er wordt nooit geweigerd waar hardheid kan helpen en niemand daarover oordeelde.",
        "en": "Nothing is refused where hardship can help and nobody judged it.",
    }, _hardship_unseen),
    Property("onbekend_weigert_niet", {
        "nl": "Wat onbekend is, leidt nooit tot een weigering die een antwoord had voorkomen.",
        "en": "What is unknown never leads to a refusal that an answer would have avoided.",
    }, _unknown_refuses, (_BEHAVIOURS_CHOSEN,)),
    Property("wachten", {
        "nl": "Binnen een aanwijzing wordt wie een vergunning zou krijgen, niet geweigerd door te wachten.",
        "en": "Within a designation, who would get a permit is not refused for having waited.",
    }, _waiting_hurts, (_COMES_OF_AGE,)),
)  # fmt: skip
