"""The decided cases of the legal pages: nothing of them may stand in a document of account."""

from tests.api.pages.legal.conftest import court  # noqa: F401 -- the fixture
