"""A desk of which cases end, and who takes them out for an archive."""

from __future__ import annotations

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401 -- the fixtures
