"""The decided cases of the legal pages, for who watches over all of them together."""

from tests.api.pages.legal.conftest import court  # noqa: F401 -- the fixture
