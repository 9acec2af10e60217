"""What oversight refuses, in English: part of the table of all faults."""

from __future__ import annotations

from typing import Final

FAULTS: Final = {
    "groups_large": ("The table is too large.", "Send at most {most} bytes."),
    "groups_columns": (
        "The table does not have the columns that are needed.",
        "Call the first column zaak, and give one to {most} columns with groups beside it.",
    ),
    "groups_name": (
        "The name of column {column} cannot stand in the log.",
        "Use at most 40 letters, digits, spaces and dashes, and no long numbers.",
    ),
    "groups_case": ("There is no case in row {row}.", "Write the whole id of the case: 32 characters."),
    "groups_twice": ("A case stands in it twice.", "Give each case one row."),
    "groups_person": (
        "Column {column} can point at people: a long number, an address of e-mail or a long text stands in it.",
        "Use names of groups only.",
    ),
    "groups_rare": (
        "Column {column} has a value that occurs fewer than {least} times. It points at people.",
        "Put such values together, or leave them empty.",
    ),
    "groups_values": (
        "Column {column} has no groups to compare, or too many.",
        "Use two to {most} values.",
    ),
    "groups_alike": (
        "Groups in column {column} and column {other} differ by a few cases. The difference tells which.",
        "Bring the columns one by one, or put groups together.",
    ),
    "groups_year": ("This year cannot be used.", "Choose a year from {first} that is over."),
    "groups_why": ("The purpose or the legal basis is missing, or too long.", "Write it in at most {most} characters."),
    "years_known": ("These years cannot be used.", "Choose years from {first} to {last}, the first one first, at most {most} together."),
}  # fmt: skip
