"""What each notice says and what somebody can do, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Said = tuple[str, str]

BRP: Final[Mapping[str, tuple[Said, Said]]] = {
    "in_research": (
        ("De BRP heeft dit verblijf in onderzoek.", "Zoek uit wat klopt en leg dat vast met een bewijsstuk."),
        ("The BRP has this residence in research.", "Find out what is right and record it with a document."),
    ),
    "end_in_research": (
        ("Dit verblijf eindigt op een dag die in onderzoek is.", "Zoek uit tot wanneer dit verblijf duurde."),
        ("This residence ends on a day that is in research.", "Find out until when this residence lasted."),
    ),
    "not_at_address": (
        ("Vastgesteld is dat deze persoon niet op dit adres woont.", "Zoek uit waar deze persoon woont."),
        ("It was established that this person does not live at this address.", "Find out where this person lives."),
    ),
    "address_in_research": (
        ("Een deel van het adres is in onderzoek; de gemeente niet.", "U hoeft hier niets voor te doen."),
        ("A part of the address is in research; the municipality is not.", "Nothing has to be done for this."),
    ),
    "research_unclear": (
        ("Niet duidelijk is wat hier in onderzoek is. Het hele gegeven telt als in onderzoek.", "Kijk in de BRP wat in onderzoek is."),
        ("It is not clear what is in research here. All of it counts as in research.", "Look in the BRP what is in research."),
    ),
    "correspondence": (
        ("Dit is een briefadres.", "Beoordeel of deze persoon toen ingezetene van deze gemeente was."),
        ("This is a correspondence address.", "Judge whether this person was a resident of this municipality then."),
    ),
    "function": (
        ("Deze functie van een adres kennen wij niet.", "Kijk in de BRP wat voor adres dit is."),
        ("We do not know this function of an address.", "Look in the BRP what kind of address this is."),
    ),
    "kind_of_place": (
        ("Deze soort verblijfplaats kennen wij niet. De plaats is onbekend gelaten.", "Vul de gemeente zelf in."),
        ("We do not know this kind of residence. The place was left unknown.", "Fill in the municipality yourself."),
    ),
    "municipality": (
        ("Dit is geen gemeente. De plaats is onbekend gelaten.", "Vul de gemeente zelf in."),
        ("This is no municipality. The place was left unknown.", "Fill in the municipality yourself."),
    ),
    "date_unknown": (
        ("Deze dag is in de BRP niet bekend.", "Vraag de aanvrager om een bewijsstuk, als de dag ertoe doet."),
        ("This day is not known in the BRP.", "Ask the applicant for a document, if the day matters."),
    ),
    "date": (
        ("Deze dag is niet te lezen en is opengelaten.", "Kijk in de BRP en vul de dag zelf in."),
        ("This day cannot be read and was left open.", "Look in the BRP and fill in the day yourself."),
    ),
    "two_dates": (
        ("Twee dagen voor hetzelfde begin verschillen. Het begin is opengelaten.", "Kijk in de BRP welke dag klopt."),
        ("Two days for the same beginning differ. The beginning was left open.", "Look in the BRP which day is right."),
    ),
    "validity_only": (
        ("Er staat alleen sinds wanneer het gegeven geldt, niet sinds wanneer iemand daar woont. Het begin is opengelaten.", "Vul de dag zelf in."),
        ("It only says since when the data hold, not since when somebody lives there. The beginning was left open.", "Fill in the day yourself."),
    ),
    "backwards": (
        ("Het einde ligt voor het begin. Beide zijn opengelaten.", "Kijk in de BRP en vul de dagen zelf in."),
        ("The end lies before the beginning. Both were left open.", "Look in the BRP and fill in the days yourself."),
    ),
    "open_earlier": (
        ("Dit verblijf heeft geen einde, en er komt een later verblijf na. Het einde is opengelaten.", "Vul het einde zelf in."),
        ("This residence has no end, and a later one follows it. The end was left open.", "Fill in the end yourself."),
    ),
    "order": (
        ("De verblijven staan niet op volgorde van tijd.", "Controleer de volgorde."),
        ("The residences do not stand in order of time.", "Check the order."),
    ),
    "double": (
        ("Dit verblijf staat er twee keer. Het is één keer overgenomen.", "U hoeft hier niets voor te doen."),
        ("This residence stands there twice. It was taken over once.", "Nothing has to be done for this."),
    ),
    "before": (
        ("Over de tijd hiervoor zegt dit antwoord niets. De plaats is daar onbekend gelaten.", "Vraag de hele historie op, of vul aan."),
        ("This answer says nothing of the time before. The place was left unknown there.", "Ask for the whole history, or add to it."),
    ),
    "hole": (
        ("Over een tijd hiertussen zegt dit antwoord niets. De plaats is daar onbekend gelaten.", "Vraag de hele historie op, of vul aan."),
        ("This answer says nothing of a time in between. The place was left unknown there.", "Ask for the whole history, or add to it."),
    ),
    "overlap": (
        ("Dit verblijf begint voor het vorige eindigt.", "Zoek uit welke dag klopt. Zolang beide er staan, is die tijd onzeker."),
        ("This residence begins before the one before it ends.", "Find out which day is right. While both stand there, that time is uncertain."),
    ),
    "after": (
        ("Over de tijd hierna zegt dit antwoord niets. De plaats is daar onbekend gelaten.", "Vraag de hele historie op, of vul aan."),
        ("This answer says nothing of the time after. The place was left unknown there.", "Ask for the whole history, or add to it."),
    ),
    "no_residence": (
        ("Dit antwoord noemt geen verblijfplaats. Het verblijf is opengelaten.", "Vraag de verblijfplaatshistorie op."),
        ("This answer names no residence. The residence was left open.", "Ask for the history of residence."),
    ),
    "birth_in_research": (
        ("De geboortedatum is in onderzoek en is niet overgenomen.", "Zoek uit wat klopt en vul de datum zelf in."),
        ("The date of birth is in research and was not taken over.", "Find out what is right and fill in the date yourself."),
    ),
    "suspended": (
        ("De BRP houdt de gegevens van deze persoon niet meer bij. Wat daarna was, is onbekend gelaten.", "Ga na waarom, en waar deze persoon nu woont."),
        ("The BRP no longer keeps the data of this person up to date. What came after was left unknown.", "Find out why, and where this person lives now."),
    ),
    "confidential": (
        ("De gegevens van deze persoon zijn geheim.", "Geef ze aan niemand buiten de gemeente."),
        ("The data of this person are confidential.", "Give them to nobody outside the municipality."),
    ),
}  # fmt: skip

FORM: Final[Mapping[str, tuple[Said, Said]]] = {
    "unmapped": (
        ("Deze vraag van het formulier is niet gekoppeld en is niet overgenomen.", "Neem de vraag op in de koppeling, of noem haar daar bij 'overslaan'."),
        ("This question of the form is not mapped and was not taken over.", "Add the question to the mapping, or name it there under 'overslaan'."),
    ),
    "answer": (
        ("Dit antwoord staat niet in de koppeling en is niet overgenomen.", "Vul het gegeven zelf in de zaak in, en neem het antwoord op in de koppeling."),
        ("This answer is not in the mapping and was not taken over.", "Fill in the fact in the case yourself, and add the answer to the mapping."),
    ),
    "unreadable": (
        ("Dit antwoord is niet te lezen en is niet overgenomen.", "Vul het gegeven zelf in de zaak in."),
        ("This answer cannot be read and was not taken over.", "Fill in the fact in the case yourself."),
    ),
    "double_key": (
        ("Twee stappen van het formulier hebben een vraag met deze sleutel. Geen van beide is overgenomen.", "Geef de vragen in het formulier elk een eigen sleutel."),
        ("Two steps of the form have a question with this key. Neither was taken over.", "Give each question of the form a key of its own."),
    ),
    "attachment": (
        ("Bij het formulier zit een bijlage. Zij is niet opgehaald.", "Haal de bijlage op in het formulierensysteem, controleer haar en voeg haar bij de zaak."),
        ("There is an attachment to the form. It was not fetched.", "Fetch the attachment in the form system, check it and add it to the case."),
    ),
    "file_content": (
        ("Bij het formulier zit een bestand. Het is niet bewaard.", "Voeg het bestand zelf bij de zaak, na controle."),
        ("There is a file in the form. It was not kept.", "Add the file to the case yourself, after a check."),
    ),
    "number": (
        ("Dit is geen burgerservicenummer. Het is niet overgenomen.", "Vul het nummer zelf in de zaak in."),
        ("This is no citizen service number. It was not taken over.", "Fill in the number in the case yourself."),
    ),
    "language": (
        ("Het formulier is in een andere taal ingevuld.", "Houd daar rekening mee als u de aanvrager schrijft."),
        ("The form was filled in in another language.", "Keep that in mind when you write to the applicant."),
    ),
}  # fmt: skip

WORDS: Final[Mapping[str, tuple[Said, Said]]] = {
    **BRP, **FORM,
    "more": (("Er is meer dat niet is overgenomen.", "Controleer het hele antwoord."),
             ("There is more that was not taken over.", "Check the whole answer.")),
}  # fmt: skip
