"""Who may do what, told by hand: the second opinion beside the published description. A new operation needs its line here."""

from __future__ import annotations

from typing import Final

from wbmgp_api.identity.principal import Role

_LETTERS: Final = {
    "d": Role.DESK, "v": Role.REVIEWER, "m": Role.MAYOR, "c": Role.COUNCIL, "j": Role.LAWYER, "a": Role.AUDITOR,
    "r": Role.RULES, "p": Role.PRIVACY, "l": Role.LANDLORD, "o": Role.OPERATOR,
}  # fmt: skip

ANYBODY: Final = "-"
_TABLE: Final = """
dvcjr       POST /toetsingen
vcjr        POST /aanwijzingstoetsingen
-           POST /adrescontroles
m           POST /gedragingentoetsen
dvcjr       POST /toetsingen/_upload
dvcjr       GET /toetsingen/_sjabloon
dvl         POST /aanvragen
dvmja       GET /aanvragen
dvl         POST /aanvragen/_upload
dv          POST /aanvragen/_uit-formulier
dv          POST /brp-antwoorden
dvl         GET /aanvragen/_sjabloon
dvj         POST /aanvragen/_zoek
dvjl        GET /aanvragen/{id}
dv          PUT /aanvragen/{id}
dv          GET /aanvragen/{id}/burgerservicenummers
m           POST /aanvragen/{id}/_meld-onderzoek
vja         GET /aanvragen/{id}/spoor
dvj         GET /aanvragen/{id}/bewijsstukken
dv          POST /aanvragen/{id}/bewijsstukken
dv          POST /aanvragen/{id}/_neem-in-behandeling
dv          POST /aanvragen/{id}/_geef-vrij
dvl         POST /aanvragen/{id}/_vraag-aanvulling
dvl         POST /aanvragen/{id}/_verklaar-volledig
vl          POST /aanvragen/{id}/_vraag-onderzoek
v           POST /aanvragen/{id}/_verleng-termijn
v           POST /aanvragen/{id}/_verbeter-verlenging
v           POST /aanvragen/{id}/_schort-op
dv          POST /aanvragen/{id}/_stel-in-gebreke
vl          POST /aanvragen/{id}/_wijs-terug
dvl         POST /aanvragen/{id}/_verzend
l           POST /aanvragen/{id}/_draag-over
dv          POST /aanvragen/{id}/_trek-in
v           POST /aanvragen/{id}/_laat-buiten-behandeling
vj          POST /aanvragen/{id}/_hervat
v           POST /aanvragen/{id}/_trek-vergunning-in
j           POST /aanvragen/{id}/_stel-commissie-in
vj          POST /aanvragen/{id}/_verdaag-bezwaar
vj          POST /aanvragen/{id}/_hoor
vj          POST /aanvragen/{id}/_zie-af-van-horen
j           POST /aanvragen/{id}/_leg-uitspraak-vast
j           POST /aanvragen/{id}/_leg-vernietiging-vast
j           POST /aanvragen/{id}/_stel-beroep-in
j           POST /aanvragen/{id}/_trek-beroep-in
vj          POST /aanvragen/{id}/_verklaar-onherroepelijk
dv          POST /aanvragen/{id}/_bewaar
vjl         POST /aanvragen/{id}/toetsingen
dvja        GET /aanvragen/{id}/toetsingen
vj          GET /aanvragen/{id}/toetsingen/{toetsing}
vl          POST /aanvragen/{id}/besluiten
vj          GET /aanvragen/{id}/besluiten
vl          POST /aanvragen/{id}/_stel-vast
dvjl        GET /aanvragen/{id}/uitkomst
dvl         GET /aanvragen/{id}/vera
vj          GET /aanvragen/{id}/zgw
dvj         POST /aanvragen/{id}/bezwaren
vj          GET /aanvragen/{id}/bezwaren/{bezwaar}
vj          POST /aanvragen/{id}/_beslis-op-bezwaar
dvmcjarplo  GET /gebieden
cr          POST /gebieden
dvmcjarplo  POST /gebieden/_zoek
cr          POST /gebieden/_importeer
dvmcjarplo  GET /gebieden/{id}
cr          PUT /gebieden/{id}
r           POST /gebieden/{id}/_stel-vast
cr          POST /gebieden/{id}/_trek-in
dvmcjarplo  GET /aanwijzingen
cr          POST /aanwijzingen
dvmcjarplo  GET /aanwijzingen/{id}
cr          PUT /aanwijzingen/{id}
r           POST /aanwijzingen/{id}/_stel-vast
cr          POST /aanwijzingen/{id}/_trek-in
dvmcjarplo  GET /verordeningen
cr          POST /verordeningen
dvmcjarplo  GET /verordeningen/{id}
cr          PUT /verordeningen/{id}
r           POST /verordeningen/{id}/_stel-vast
cr          POST /verordeningen/{id}/_trek-in
dvmcjarplo  GET /registerverklaringen
cr          POST /registerverklaringen
dvmcjarplo  GET /registerverklaringen/{id}
cr          PUT /registerverklaringen/{id}
r           POST /registerverklaringen/{id}/_stel-vast
cr          POST /registerverklaringen/{id}/_trek-in
dvja        GET /mandaten
j           POST /mandaten
dvja        GET /mandaten/{id}
j           PUT /mandaten/{id}
j           POST /mandaten/{id}/_stel-vast
j           POST /mandaten/{id}/_trek-in
r           POST /regelboeken/_toets
r           POST /regelboeken
r           POST /regelboeken/{hash}/_toets
r           POST /regelboeken/{hash}/_activeer
dvmcjarplo  GET /regelboeken
dvmcjarplo  GET /regelboeken/{hash}
cr          POST /simulaties
cjar        GET /simulaties
cjar        GET /simulaties/{id}
cr          POST /simulaties/{id}/_annuleer
cjar        GET /simulaties/{id}/maten
cjar        GET /simulaties/{id}/rapport
cjar        GET /simulaties/{id}/dossier
cjar        GET /simulaties/{id}/verzoek
ap          GET /verwerkingen
p           POST /verwerkingen/_zoek
"""


def _read(line: str) -> tuple[str, frozenset[Role] | None]:
    letters, method, path = line.split()
    return f"{method} {path}", None if letters == ANYBODY else frozenset(_LETTERS[one] for one in letters)


ROLES: Final = dict(map(_read, _TABLE.strip().splitlines()))
"""The roles that may do an operation; None where nobody is asked who they are."""

OF_MANDATES: Final = frozenset(
    name for name, may in ROLES.items()
    if may is not None and Role.LANDLORD in may and name.startswith(("GET /aanvragen/{id}", "POST /aanvragen/{id}"))
)  # fmt: skip
"""What a landlord does only in a case that it took in under its mandate; it reads an outcome also where one covers the dwelling."""
