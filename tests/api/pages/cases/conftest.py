"""The pages of a case with people who are signed in, and the API beside them to set the stage."""

from __future__ import annotations

from tests.api.pages.desk.conftest import town
from tests.api.service.conftest import issuer

__all__ = ["issuer", "town"]
