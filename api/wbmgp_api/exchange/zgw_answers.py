"""What a system of cases answers: a document, a list, or why it refuses, in words that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wbmgp_api.anchoring.asking import NoAnswer
from wbmgp_engine.errors import BadInput, Finding

_MOST: Final = 20
_LONGEST: Final = 300
AGAIN: Final = "geef het commando later nog eens: wat er al staat, wordt niet twee keer gemaakt"
_FIXES: Final = {
    401: "controleer client en geheim, en de klok van deze machine",
    403: "controleer client, geheim en rechten in het zaaksysteem, of heropen daar de zaak als die is afgesloten",
    404: "controleer dit adres in de instellingen",
    413: "laat het zaaksysteem grotere verzoeken toe, of voeg dit stuk met de hand toe",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer, and its JSON; None where it is no JSON."""

    status: int
    body: Any = None


Send = Callable[[str, Mapping[str, Any] | None], Answer]
"""Asks an address, or gives it a document to make. Raises NoAnswer."""


def told(answer: Answer, place: str, *statuses: int) -> Mapping[str, Any]:
    """The document that was answered with one of these statuses. Raises BadInput for a refusal, NoAnswer for no sense."""
    if answer.status in statuses and isinstance(answer.body, Mapping):
        return answer.body
    if 400 <= answer.status < 500 and answer.status not in (408, 429):
        raise BadInput(list(_refusal(answer, place)))
    raise NoAnswer(f"{place}: het zaaksysteem antwoordt met status {answer.status} → {AGAIN}")


def listed(send: Send, url: str, place: str) -> Iterator[Mapping[str, Any]]:
    """Every document of a list, page after page; some lists have no pages. Raises what `told` does."""
    for page in range(1, _MOST + 1):
        answer = send(url if page == 1 else f"{url}&page={page}", None)
        if answer.status == 200 and isinstance(answer.body, list):
            yield from (one for one in answer.body if isinstance(one, Mapping))
            return
        body = told(answer, place, 200)
        found = body.get("results")
        if not isinstance(found, list):
            raise NoAnswer(f"{place}: het zaaksysteem antwoordt met iets dat geen lijst is → controleer het adres")
        yield from (one for one in found if isinstance(one, Mapping))
        if not body.get("next"):
            return
    raise BadInput.one(place, f"de lijst is langer dan {_MOST} bladzijden", "geef het adres in typen")


def address_of(document: Mapping[str, Any], base: str, place: str) -> str:
    """The address of a document that was answered. Raises BadInput for one elsewhere: nothing of ours is sent there."""
    url = document.get("url")
    if not isinstance(url, str) or not url.startswith(f"{base}/") or not url.isascii() or " " in url:
        problem = f"het zaaksysteem noemt een adres buiten {base}: {_plain(url)}"
        raise BadInput.one(place, problem, "neem in de instellingen het adres dat het zaaksysteem zelf gebruikt")
    return url


def _refusal(answer: Answer, place: str) -> Iterator[Finding]:
    said = answer.body if isinstance(answer.body, Mapping) else {}
    params = said.get("invalidParams")
    for one in params[:_MOST] if isinstance(params, list) and answer.status == 400 else []:
        if isinstance(one, Mapping):
            problem = f"het zaaksysteem weigert dit: {_plain(one.get('reason'))} ({_plain(one.get('code'))})"
            yield Finding(
                f"{place}.{_plain(one.get('name'))}", problem, "verbeter het in het zaaksysteem of het pakket"
            )
            said = {}
    if said or not isinstance(params, list) or not params:
        why = _plain(said.get("detail") or said.get("title") or "zonder uitleg")
        fix = _FIXES.get(answer.status, "lees in het logboek van het zaaksysteem waarom")
        yield Finding(place, f"het zaaksysteem weigert met status {answer.status}: {why}", fix)


def _plain(text: Any) -> str:
    return "".join(letter for letter in str(text)[:_LONGEST] if letter.isprintable())
