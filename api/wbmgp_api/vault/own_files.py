"""Whether the key files are those of a database, asked without making, migrating or writing anything."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url

from wbmgp_api.secret_files import kept_seed
from wbmgp_api.store import key_files, own_key
from wbmgp_api.store.errors import UnfitDatabase
from wbmgp_api.store.key_files import kept_log_key
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.looking import Looker, looked
from wbmgp_api.vault.opened import NOBODY, key_file, refuse_lost, refuse_other_keys
from wbmgp_engine.errors import ProofError


def refuse_others(url: str) -> None:
    """BadInput for key files that `open_house` would refuse: lost, or of another database than this one."""
    files = [key_file(url, name) for name in ("keys", "signing", "names")]
    if _nothing_yet(url):
        if files[1].exists():
            own_key.refuse_emptied(False, kept_log_key(files[1]), "--database")
        return
    try:
        with looked(url) as looker:
            if "key_fingerprint" in looker.tables:
                _look(looker, url, *files)
    except (UnfitDatabase, ProofError):
        return  # whoever opens it, or checks it, tells that


def _look(looker: Looker, url: str, wrapping: Path, signing: Path, names: Path) -> None:
    refuse_lost(looker, (wrapping, signing, names), make=True)
    if not all(path.exists() for path in (wrapping, signing, names)):
        return
    key = kept_log_key(signing)
    own_key.refuse_emptied(looker.read(NOBODY, key_files.in_use), key, "--database")
    own_key.refuse_other(looker, key)
    refuse_other_keys(looker, MasterKeys.read(wrapping), kept_seed(names), url)


def _nothing_yet(url: str) -> bool:
    found = make_url(url)
    path = Path(str(found.database))
    return found.get_backend_name() == "sqlite" and not (path.is_file() and path.stat().st_size)
