"""What each step of the procedure does, what follows from it, and what its form asks: one row for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from wbmgp_api.pages.languages import N_

NOTE, REASON, DAY, UNTIL, SINCE, BACK = "note", "reason", "day", "until", "since", "back"
PAPERS, WAIVER, GROUND, VIEW, DELETED = "papers", "waiver", "ground", "view", "deleted"
GROUNDS, REASONS, RECEIVED, POSTED = "grounds", "reasons", "received", "posted"
JUDGEMENT, RULING, OUTCOME, EXCUSE, MOTIVATION, LIMIT = (
    "judgement",
    "ruling",
    "outcome",
    "excuse",
    "motivation",
    "limit",
)


class Form(NamedTuple):
    """The page of a step: what it does, what follows, the fields in order, and the text on its button."""

    does: str
    follows: str
    fields: tuple[str, ...]
    button: str
    final: bool = False


STEPS: Final[Mapping[str, Form]] = {
    "neem_in_behandeling": Form(N_("U neemt de zaak in behandeling. Collega's zien dat."), "", (NOTE,), N_("Ik neem de zaak")),
    "geef_vrij": Form(N_("U geeft de zaak terug. Een collega kan de zaak dan nemen."), "", (REASON,), N_("Geef de zaak vrij")),
    "vraag_aanvulling": Form(
        N_("U vraagt de aanvrager om stukken en antwoorden die nog ontbreken."),
        N_("De termijn om te beslissen staat stil tot alles binnen is, en op zijn laatst tot de dag die u kiest."),
        (PAPERS, UNTIL, REASON), N_("Vraag om aanvulling")),
    "verklaar_volledig": Form(
        N_("U legt vast dat alles binnen is wat nodig is om te beslissen."),
        N_("De zaak kan naar de beoordelaar. Stond de termijn stil, dan loopt die weer."), (DAY, NOTE), N_("Verklaar de aanvraag volledig")),
    "vraag_onderzoek": Form(
        N_("U vraagt de burgemeester om het onderzoek van artikel 10."),
        N_("De burgemeester meldt alleen de uitkomst. Wat het onderzoek vond, komt niet in deze zaak."), (NOTE,), N_("Vraag om onderzoek")),
    "verleng_termijn": Form(
        N_("U laat de aanvrager weten dat het besluit later komt. Dat kan één keer."),
        N_("De nieuwe laatste dag is de dag die u hier noemt."), (UNTIL, REASON), N_("Verleng de termijn")),
    "verbeter_verlenging": Form(
        N_("U verbetert de dag van een verlenging die verkeerd is vastgelegd."), "", (UNTIL, REASON), N_("Verbeter de dag")),
    "schort_op": Form(
        N_("De termijn om te beslissen staat stil, zoals met schriftelijke instemming van de aanvrager."),
        N_("De laatste dag om te beslissen schuift op met deze dagen."), (SINCE, BACK, REASON), N_("Schort de termijn op")),
    "stel_in_gebreke": Form(
        N_("U legt vast dat een brief binnenkwam die zegt dat het besluit te laat is."),
        N_("Telt de brief, dan moet de gemeente misschien een dwangsom betalen."), (DAY, NOTE), N_("Leg de ingebrekestelling vast")),
    "verzend": Form(
        N_("U legt vast dat het besluit aan de aanvrager is verzonden."),
        N_("De termijn voor bezwaar begint op de dag na de verzending."), (DAY, NOTE), N_("Leg de verzending vast")),
    "draag_over": Form(
        N_("U draagt het dossier over aan de gemeente en legt vast dat uw eigen kopie is verwijderd."),
        N_("U ziet deze zaak daarna niet meer."), (DELETED, DAY, NOTE), N_("Draag het dossier over"), final=True),
    "trek_in": Form(
        N_("De aanvrager trekt de aanvraag in."), N_("De zaak stopt. Er komt geen besluit."), (DAY, REASON), N_("Leg de intrekking vast"), final=True),
    "laat_buiten_behandeling": Form(
        N_("U besluit een aanvraag die niet is aangevuld niet te behandelen."),
        N_("Dit is een besluit. Verzend de brief dezelfde dag: de termijn voor bezwaar begint de dag erna."), (REASON,),
        N_("Laat buiten behandeling"), final=True),
    "hervat": Form(
        N_("U behandelt de aanvraag alsnog, zoals na een bezwaar."), N_("Het besluit om niet te behandelen vervalt."), (DAY, REASON),
        N_("Hervat de behandeling")),
    "bezwaar": Form(
        N_("U legt vast dat er een bezwaar binnenkwam. Ook een bezwaar dat te laat is, neemt u in."),
        N_("De zaak wordt helemaal opnieuw bekeken, onder het recht van nu, door iemand anders."), (GROUNDS, REASONS, RECEIVED, POSTED),
        N_("Leg het bezwaar vast")),
    "hoor": Form(
        N_("U legt vast dat de bezwaarmaker is gehoord, of daarvoor was uitgenodigd."), "", (DAY, NOTE), N_("Leg het horen vast")),
    "zie_af_van_horen": Form(
        N_("U legt vast waarom niemand wordt gehoord. Dat kan alleen op een grond van de wet."), "", (WAIVER, REASON, DAY),
        N_("Zie af van horen")),
    "stel_commissie_in": Form(
        N_("Een adviescommissie behandelt het bezwaar."), N_("De termijn om op het bezwaar te beslissen is dan langer."), (DAY, NOTE),
        N_("Leg de commissie vast")),
    "verdaag_bezwaar": Form(
        N_("U verdaagt de beslissing op bezwaar. Dat kan één keer."), N_("De bezwaarmaker hoort dit van u."), (REASON,),
        N_("Verdaag de beslissing")),
    "beslis_op_bezwaar": Form(
        N_("U beslist op het bezwaar, op een toetsing van na het bezwaar. Wie het eerste besluit nam, beslist hier niet."),
        N_("Daarna verzendt u de beslissing. De bezwaarmaker kan in beroep bij de rechter."), (JUDGEMENT, OUTCOME, MOTIVATION, EXCUSE),
        N_("Neem de beslissing op bezwaar")),
    "beroep": Form(N_("U legt vast dat er beroep is ingesteld bij de rechter."), "", (DAY, NOTE), N_("Leg het beroep vast")),
    "trek_beroep_in": Form(
        N_("U legt vast dat het beroep is ingetrokken."), N_("De beslissing op bezwaar blijft staan."), (DAY, NOTE), N_("Leg de intrekking vast")),
    "uitspraak": Form(
        N_("U legt vast wat de rechter besliste, als de beslissing op bezwaar niet opnieuw hoeft."),
        N_("Tegen de uitspraak kan hoger beroep worden ingesteld."), (RULING, OUTCOME, DAY, NOTE), N_("Leg de uitspraak vast")),
    "vernietiging": Form(
        N_("De rechter vernietigde de beslissing op bezwaar: u beslist opnieuw."), N_("De zaak is weer in bezwaar."), (LIMIT, DAY, REASON),
        N_("Leg de vernietiging vast")),
    "verklaar_onherroepelijk": Form(
        N_("U legt vast dat niemand meer in bezwaar of beroep kan."), "", (DAY, NOTE), N_("Verklaar onherroepelijk")),
    "bewaar": Form(
        N_("De zaak is klaar. U geeft de zaak in bewaring."),
        N_("Vanaf nu lopen de bewaartermijnen. Daarna worden de gegevens vernietigd."), (DAY, NOTE), N_("Geef in bewaring")),
    "trek_vergunning_in": Form(
        N_("U trekt een vergunning in die is verleend. Dat is een besluit, op een grond van de wet."),
        N_("De vergunning geldt dan niet meer. De houder kan bezwaar maken."), (GROUND, VIEW, REASON, DAY), N_("Trek de vergunning in"), final=True),
}  # fmt: skip
WAIVED: Final[Mapping[str, str]] = {
    "kennelijk_niet_ontvankelijk": N_("Het bezwaar is kennelijk niet-ontvankelijk"), "kennelijk_ongegrond": N_("Het bezwaar is kennelijk ongegrond"),
    "wil_niet_gehoord_worden": N_("De bezwaarmaker wil niet worden gehoord"), "antwoordt_niet": N_("De bezwaarmaker antwoordt niet op de vraag of hij wil worden gehoord"),
    "geheel_tegemoetgekomen": N_("De bezwaarmaker krijgt helemaal gelijk"),
}  # fmt: skip
WITHDRAWN: Final[Mapping[str, str]] = {
    "niet_in_gebruik_genomen": N_("De woning is niet op tijd in gebruik genomen"), "onjuiste_gegevens": N_("De gegevens waren onjuist of onvolledig"),
    "bibob": N_("De Wet Bibob"), "gevraagd": N_("De houder kon zijn zienswijze geven"), "niet_nodig": N_("De wet vraagt hier geen zienswijze"),
}  # fmt: skip
