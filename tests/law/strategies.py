"""Hypothesis strategies of the law package, small ones first."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from wbmgp_engine.law.citations import Citation, Cvdr, Ecli, Eli, Jci, Url

days = st.dates(date(2005, 1, 1), date(2035, 12, 31))
near_days = st.dates(date(2030, 1, 1), date(2030, 2, 15))  # close together, so that they meet and cross

plain_words = st.text("abcdefghijklmnopqrstuvwxyz0123456789_:.", min_size=1, max_size=12)
numbers = st.integers(1, 999_999_999).map(str)
segments = st.text("abcXYZ019._~-", min_size=1, max_size=8)

_places = st.dictionaries(st.sampled_from(["hoofdstuk", "paragraaf", "artikel", "lid", "sub"]), plain_words)
_onderdelen = st.lists(st.tuples(st.just("o"), plain_words), max_size=2)
_dated = st.dictionaries(st.sampled_from(["g", "z", "s", "e"]), days.map(date.isoformat))

jcis = st.builds(
    lambda number, places, onderdelen, dated, version, kind: Jci(
        f"BWBR{number:07}", (*places.items(), *onderdelen, *dated.items()), version, kind
    ),
    st.integers(0, 9_999_999), _places, _onderdelen, _dated, st.sampled_from(["1.0", "1.3", "1.31", "1.3.1"]),
    st.sampled_from("cv"),
)  # fmt: skip
cvdrs = st.one_of(
    st.builds(Cvdr, numbers),
    st.builds(Cvdr, numbers, st.integers(1, 9999).map(str), st.sampled_from("_/")),
)
eclis = st.builds(
    Ecli,
    st.sampled_from(["NL", "EU", "CE"]),
    st.from_regex(r"[A-Z][A-Z0-9]{0,6}", fullmatch=True),
    st.integers(0, 9999).map(lambda year: f"{year:04}"),
    st.from_regex(r"[A-Z0-9]([A-Z0-9.]{0,23}[A-Z0-9])?", fullmatch=True),
)
elis = st.builds(
    Eli,
    st.sampled_from(["", "/", "http://data.europa.eu/", "https://example.invalid:8080/api/"]),
    st.lists(segments, min_size=2, max_size=5).map(tuple),
)
urls = st.builds(
    lambda host, path: Url(f"https://{host}.invalid/{'/'.join(path)}"),
    st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True),
    st.lists(segments, max_size=4),
).filter(lambda url: "/eli/" not in url.text)
citations: st.SearchStrategy[Citation] = st.one_of(jcis, cvdrs, eclis, elis, urls)

# What JSON and our YAML share: the reader must give back what was written.
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(st.characters(categories=("L", "N", "P")))
)
documents = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(st.characters(categories=("L", "N"))), inner, max_size=4)
    ),
    max_leaves=20,
)
