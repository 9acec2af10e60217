"""A desk on SQLite, and the same on either kind of database."""

from tests.api.cases.conftest import desk, either  # noqa: F401 -- the fixtures
from tests.api.service.conftest import issuer  # noqa: F401
from tests.api.store.conftest import postgres_database, postgres_model, postgres_server  # noqa: F401
