"""What the software itself holds to protect people and their data: each with the test that fails when it does not."""

from __future__ import annotations

from typing import Final, NamedTuple

from wbmgp_api.accountability.sections import Fact


class Measure(NamedTuple):
    """One safeguard, in words that promise no more than its test shows."""

    key: str
    text: str
    held_by: str


MEASURES: Final = (
    Measure(
        "alleen_uitkomst",
        "Van een onderzoek van artikel 10 is er alleen plaats voor de uitkomst; een verhaal, een feit of een naam wordt geweigerd.",
        "tests/permits/test_conduct.py::test_there_is_no_place_for_a_description_or_a_name",
    ),
    Measure(
        "geen_bijzondere_kenmerken",
        "Nationaliteit, afkomst, godsdienst en andere beschermde kenmerken hebben geen veld en worden overal in een aanvraag geweigerd.",
        "tests/properties/test_protected.py::test_a_protected_attribute_is_refused_wherever_it_stands",
    ),
    Measure(
        "geen_bedrag",
        "Van inkomen bestaat alleen de soort, geen bedrag.",
        "tests/facts/test_data_minimisation.py::test_an_income_has_no_number",
    ),
    Measure(
        "minderjarigen",
        "Naar iemand die op de dag van de aanvraag jonger is dan zestien, is er nooit een onderzoek.",
        "tests/properties/test_gates.py::test_who_is_under_sixteen_is_never_screened",
    ),
    Measure(
        "onbekend_weigert_niet",
        "Een gegeven dat niet bekend is, leidt nooit tot een weigering.",
        "tests/properties/test_unknown.py::test_an_unknown_fact_never_makes_a_refusal",
    ),
    Measure(
        "hardheid_eerst",
        "Er is geen weigering op artikel 8 of 10 voordat iemand de hardheidsclausule heeft beoordeeld, met redenen en een naam.",
        "tests/properties/test_gates.py::test_no_refusal_on_article_8_or_10_without_a_complete_judgement_on_hardship",
    ),
    Measure(
        "vier_ogen",
        "De database neemt geen weigering aan van één persoon alleen.",
        "tests/api/cases/test_guards.py::test_a_refusal_by_one_person_is_refused_by_the_database",
    ),
    Measure(
        "per_rol",
        "Elke handeling over het netwerk noemt de rollen die haar mogen doen; iedere andere rol krijgt een weigering.",
        "tests/api/service/test_matrix.py::test_every_operation_stands_in_the_table_with_the_roles_that_it_asks_for",
    ),
    Measure(
        "per_gemeente",
        "Een gemeente ziet alleen haar eigen rijen; de database bewaakt dat zelf (PostgreSQL).",
        "tests/api/store/test_tenants.py::test_rows_of_a_municipality_are_seen_by_it_and_by_nobody_else",
    ),
    Measure(
        "inzage_gelogd",
        "Wie een dossier opent, staat in het logboek voordat er iets wordt getoond.",
        "tests/api/cases/test_files.py::test_a_reading_stands_in_the_log_before_it_is_shown",
    ),
    Measure(
        "regel_per_persoon",
        "Elke stap in een zaak laat een regel na in het verwerkingslogboek, en ook een voor elke persoon.",
        "tests/api/processing_log/test_lines.py::test_every_step_leaves_one_line_and_one_for_each_person",
    ),
    Measure(
        "niet_zonder_regel",
        "Kan die regel niet worden geschreven, dan gebeurt de handeling niet.",
        "tests/api/processing_log/test_lines.py::test_an_action_whose_line_cannot_be_written_is_not_done",
    ),
    Measure(
        "wie_gebruikte",
        "Van iemand is te vertellen wie zijn gegevens gebruikte, wanneer en waarvoor.",
        "tests/api/processing_log/test_reading.py::test_somebody_hears_who_used_their_data_when_and_for_what",
    ),
    Measure(
        "per_zaak",
        "De uitkomst van een onderzoek hoort bij één zaak; een andere zaak van dezelfde persoon neemt haar niet over.",
        "tests/api/cases/test_numbers.py::test_a_screening_is_of_one_case_and_no_other_of_the_same_person_borrows_it",
    ),
    Measure(
        "versleuteld",
        "Wat over een zaak is verteld, staat niet leesbaar in het bestand van de database.",
        "tests/api/cases/test_guards.py::test_nothing_anybody_told_stands_open_in_the_file",
    ),
    Measure(
        "bsn_apart",
        "Het burgerservicenummer staat apart en versleuteld; de beoordeling ziet het nooit, en zoeken gaat met een controlegetal en een geheime sleutel.",
        "tests/api/cases/test_numbers.py::test_a_number_is_found_read_and_logged_without_being_told",
    ),
    Measure(
        "sleutels_gebonden",
        "Met andere sleutels dan die van de database wordt niets geopend en niets geschreven.",
        "tests/api/store/test_bound_keys.py::test_other_keys_open_nothing_and_write_nothing",
    ),
    Measure(
        "niets_gewijzigd",
        "Wat is vastgelegd, kan niet worden gewijzigd.",
        "tests/api/store/test_guards.py::test_what_was_written_cannot_be_changed",
    ),
    Measure(
        "log_controleerbaar",
        "Een ander kan het logboek controleren, met een programma dat niets van deze software nodig heeft.",
        "tests/trail/test_verify_program.py::test_it_runs_alone_and_answers_with_its_exit_code",
    ),
    Measure(
        "wissen",
        "Wat is gewist, is uit de bestanden weg; een back-up van daarna bevat het niet.",
        "tests/api/store/test_erasing.py::test_no_byte_of_it_is_left_in_the_file_its_journal_or_a_backup",
    ),
    Measure(
        "wissen_twee",
        "Wissen vraagt twee mensen; de database houdt tegen wie het alleen doet.",
        "tests/api/store/test_orders.py::test_a_program_that_forgets_to_ask_is_stopped_by_the_database",
    ),
    Measure(
        "corporatie",
        "Een verhuurder zonder mandaat leest de uitkomst en geen reden.",
        "tests/api/letters/test_contents.py::test_a_corporation_reads_the_outcome_and_no_reason",
    ),
    Measure(
        "kleine_groepen",
        "Aantallen van een tot en met vier worden niet getoond, ook niet wat eruit is af te leiden.",
        "tests/api/oversight/test_counts.py::test_what_is_shown_holds_no_small_number",
    ),
    Measure(
        "groepen",
        "Van een tabel met groepen die de gemeente naast besluiten legt, blijft alleen wie keek en waarom.",
        "tests/api/oversight/test_disparate.py::test_only_who_looked_and_why_is_kept",
    ),
    Measure(
        "sessie",
        "Een sessie eindigt vanzelf, ook als er niets gebeurt.",
        "tests/api/pages/test_signing_in.py::test_a_session_ends_when_nothing_is_done",
    ),
    Measure(
        "veilig_of_niet",
        "Met onveilige instellingen start de software niet in productie.",
        "tests/api/service/test_settings.py::test_an_unsafe_production_does_not_start",
    ),
    Measure(
        "opnieuw",
        "Een beoordeling is later opnieuw te maken uit wat toen bekend was, byte voor byte gelijk.",
        "tests/api/store/test_store_commands.py::test_a_replay_gives_the_same_bytes",
    ),
    Measure(
        "volgen_gezien",
        "Volgen medewerkers het advies bijna altijd, dan zegt de software dat.",
        "tests/api/oversight/test_rates.py::test_an_advice_that_is_nearly_always_followed_is_named",
    ),
)
_BY_KEY: Final = {one.key: one for one in MEASURES}


def held(key: str) -> Fact:
    """One of them as a fact; its value is the test that holds it."""
    return Fact(key, _BY_KEY[key].text, _BY_KEY[key].held_by)
