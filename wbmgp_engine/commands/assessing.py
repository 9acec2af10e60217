"""What `wbmgp assess` does, and how a plain command line is read without the option parser."""

from __future__ import annotations

from typing import Literal, cast

from wbmgp_engine.commands.reading import chosen, open_lawbook, print_json, print_text, read_bytes, read_day

_CASE = {"nl": "Zaak", "en": "Case"}
_OPTIONS = ("--on", "--format", "--lang", "--reader", "--database")


def plain(arguments: list[str]) -> dict[str, str] | None:
    """The parameters of `assess FILE [--option value]…`; None for every line that the option parser has to judge.

    >>> plain(["assess", "aanvraag.json", "--lang", "en"])
    {'file': 'aanvraag.json', 'lang': 'en'}
    >>> plain(["assess", "--help"])
    """
    if arguments[:1] != ["assess"]:
        return None
    found: dict[str, str] = {}
    words = iter(arguments[1:])
    for word in words:
        name, joined, value = word.partition("=")
        if name in _OPTIONS:
            found[name[2:]] = value if joined else next(words, "-")
            if not joined and found[name[2:]].startswith("-"):
                return None
        elif "file" in found or (word.startswith("-") and word != "-"):
            return None
        else:
            found["file"] = word
    return found if "file" in found else None


def answer(
    file: str,
    on: str | None = None,
    format: str = "text",
    lang: str = "nl",
    reader: str = "scalar",
    database: str | None = None,
) -> None:
    """Assess the application in a file and print the answer; with `database` record it first, and print its case."""
    chosen(format, "--format", ("text", "json"))
    language = cast(Literal["nl", "en"], chosen(lang, "--lang", ("nl", "en")))
    chosen(reader, "--reader", ("scalar", "forward-chaining", "both"))
    if reader != "scalar":
        from wbmgp_engine.second_opinion.needed import needs_durable_rules

        needs_durable_rules("--reader")
    day = read_day(on, "--on")
    record = None
    if database is not None:
        from wbmgp_engine.commands.service import of_service

        record = of_service("record")
    from wbmgp_engine.facts.application import Application
    from wbmgp_engine.permits import assess

    application, lawbook = Application.from_json(read_bytes(file)), open_lawbook()
    assessment = assess(application, lawbook=lawbook, on=day)
    if reader != "scalar":
        from wbmgp_engine.commands.second_reader import both_agree, second_answer

        if reader == "forward-chaining":
            second_answer(assessment, format, language)
            return
        both_agree(assessment, format)
    # Recorded before a word of it is said: an answer that somebody saw is in the log.
    case = None if record is None else record(database, application, assessment, lawbook.files)
    if format == "json":
        print_json(assessment.to_json() | ({} if case is None else {"zaak": case}))
        return
    from wbmgp_engine.permits.explanation import explain

    print_text(explain(assessment, language))
    if case is not None:
        print(f"\n{_CASE[language]}: {case}")
