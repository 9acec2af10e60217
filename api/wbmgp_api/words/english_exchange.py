"""What exchange refuses, in English: part of the table of all faults."""

from __future__ import annotations

from typing import Final

FAULTS: Final = {
    "no_brp_answer": (
        "This is no answer of the BRP that we read.",
        "Send the answer to verblijfplaatshistorie (BRP historie bevragen 2) or to RaadpleegMetBurgerservicenummer (BRP personen bevragen 2).",
    ),
    "one_person": ("This answer is about {count} persons.", "Give an answer about one person."),
    "no_submission": (
        "This is no submission of Open Formulieren.",
        "Send the submission with data and submission_id, or with values and metadata.",
    ),
    "no_reference": ("The submission has no reference.", "Give submission_id, or public_reference in metadata."),
    "no_form": ("This submission names no form that is mapped.", "Map the form: {known}."),
}  # fmt: skip
