"""Values for the tests of the trail, built from smaller ones."""

from __future__ import annotations

from unicodedata import normalize

from hypothesis import strategies as st

texts = st.text(max_size=12).map(lambda text: normalize("NFC", text))
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
scalars = st.none() | st.booleans() | numbers | texts
json_values = st.recursive(
    scalars, lambda below: st.lists(below, max_size=4) | st.dictionaries(texts, below, max_size=4), max_leaves=20
)
