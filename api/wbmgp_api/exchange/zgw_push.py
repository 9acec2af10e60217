"""A plan carried out: each document is looked for, and made where it is not there. What is there is never changed.

The system of cases is the only memory. A push that broke off goes on because what was made is found again; the answer to
a request may be lost, so a journal here could only know less.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlencode

from wbmgp_api.exchange.zgw_answers import Send, address_of, listed, told
from wbmgp_api.exchange.zgw_checking import api_of
from wbmgp_api.exchange.zgw_comparing import differences, same
from wbmgp_api.exchange.zgw_plan import KEPT, Step, named
from wbmgp_api.exchange.zgw_reading import REFERENCE, Document
from wbmgp_api.exchange.zgw_settings import MANUAL, Target
from wbmgp_engine.errors import BadInput, Finding

Outcome = Literal["stond er al", "verschilt", "gemaakt", "gepubliceerd", "te maken", "te publiceren"]
_TYPES: Final = f"geef het adres onder typen, of maak de typen een keer met --catalogue (zie {MANUAL})"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a step, with what differs there; without an address what is only said and not done."""

    step: Step
    outcome: Outcome
    url: str | None = None
    differences: tuple[Finding, ...] = ()


def push(steps: Iterable[Step], target: Target, send: Send, *, dry: bool = False) -> Iterator[Done]:
    """Carry out a plan, step by step; with `dry` only look.

    Raises BadInput for what the system refuses, NoAnswer where it is silent. After either the same push can be given again.
    """
    work = _Work(target, send, dry, {})
    for step in steps:
        done = work.do(step)
        if done.url is not None:
            work.urls[step.document.reference] = done.url
        yield done


@dataclass(frozen=True, slots=True)
class _Work:
    target: Target
    send: Send
    dry: bool
    urls: dict[str, str]

    def do(self, step: Step) -> Done:
        if step.act == "publiceer":
            return self._publish(step)
        if step.given is not None:
            return self._given(step, step.given)
        body = _filled(step.document.body, self.urls)
        found = self._found(step, body)
        if found is not None:
            return self._there(step, body, found)
        if step.act == "zoek":
            raise BadInput.one(_place(step.document), "dit type staat niet in de catalogus", _TYPES)
        if self.dry:
            return Done(step, "te maken")
        made = told(self.send(self._path(step), _with_content(step.document, body)), step.document.place, 201)
        return Done(step, "gemaakt", self._address(step, made))

    def _found(self, step: Step, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        kept = KEPT[step.kind]
        if any(REFERENCE.fullmatch(str(body[name])) for name in kept.key):
            return None  # only said: what it belongs to is still to be made
        query = urlencode({**{name: body[name] for name in kept.asked}, **(kept.more or {})})
        every = listed(self.send, f"{self._path(step)}?{query}", step.document.place)
        found = [one for one in every if all(same(body[name], one.get(name)) for name in kept.key)]
        if len(found) > 1:
            problem = f"staat {len(found)} keer in het zaaksysteem"
            raise BadInput.one(_place(step.document), problem, "laat er daar een over")
        return found[0] if found else None

    def _there(self, step: Step, body: Mapping[str, Any], found: Mapping[str, Any]) -> Done:
        if step.act == "zoek":
            _refuse_concept(step.document, found)
        other = tuple(differences(body, found, step.document.place)) if step.act == "maak" else ()
        return Done(step, "verschilt" if other else "stond er al", self._address(step, found), other)

    def _given(self, step: Step, url: str) -> Done:
        _refuse_concept(step.document, told(self.send(url, None), f"typen.{_place(step.document)}", 200))
        return Done(step, "stond er al", url)

    def _publish(self, step: Step) -> Done:
        url = self.urls.get(step.document.reference)
        if url is None:
            return Done(step, "te publiceren")
        if not told(self.send(url, None), step.document.place, 200).get("concept"):
            return Done(step, "stond er al", url)
        if self.dry:
            return Done(step, "te publiceren", url)
        told(self.send(f"{url}/publish", {}), step.document.place, 200)
        return Done(step, "gepubliceerd", url)

    def _path(self, step: Step) -> str:
        return f"{self._base(step)}/{KEPT[step.kind].path}"

    def _base(self, step: Step) -> str:
        return self.target.apis.of(api_of(step.kind))

    def _address(self, step: Step, document: Mapping[str, Any]) -> str:
        return address_of(document, self._base(step), step.document.place)


def _refuse_concept(document: Document, found: Mapping[str, Any]) -> None:
    if found.get("concept") is True:
        raise BadInput.one(_place(document), "is nog een concept", "publiceer het in het zaaksysteem")


def _filled(value: Any, urls: Mapping[str, str]) -> Any:
    """The same with addresses for references, as far as they are known."""
    if isinstance(value, Mapping):
        return {name: _filled(one, urls) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, urls) for one in value]
    return urls.get(value, value) if isinstance(value, str) else value


def _with_content(document: Document, body: Mapping[str, Any]) -> Mapping[str, Any]:
    return body if document.file is None else {**body, "inhoud": b64encode(document.file).decode()}


def _place(document: Document) -> str:
    return f"{document.kind} {named(document)}"
