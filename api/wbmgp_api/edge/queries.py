"""Parameters in an address, read strictly; what is wrong is named like anything else in the input."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request

from wbmgp_api.words import bad_input
from wbmgp_engine.facts.partial_dates import full_date


def day(name: str, text: str | None) -> date | None:
    """A date as YYYY-MM-DD; None where it was not given."""
    if text is None:
        return None
    try:
        return full_date(text)
    except ValueError:
        raise bad_input("full_date", name) from None


def flag(name: str, text: str) -> bool:
    """`true` or `false`."""
    if text not in ("true", "false"):
        raise bad_input("flag", name)
    return text == "true"


def number(name: str, text: str | None, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
        raise bad_input("number", name, least=least, most=most)
    return int(text)


async def only_known(request: Request) -> None:
    """Refuse parameters that a route does not have, and those given twice: a typing error must not change an answer."""
    if not request.scope["query_string"]:
        return
    known = {field.alias for field in request.scope["route"].dependant.query_params}
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    wrong = [name for name in dict.fromkeys(names) if name not in known or names.count(name) > 1]
    if wrong:
        if not known:
            raise bad_input("no_parameters", "parameters")
        raise bad_input("parameters", "parameters", known=", ".join(sorted(known)))
