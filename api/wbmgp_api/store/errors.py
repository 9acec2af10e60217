"""What the store refuses, in words that name the place and the fix."""

from __future__ import annotations

from wbmgp_engine.errors import WbmgpError


class UnfitDatabase(WbmgpError):
    """The database would not keep what it acknowledges: nothing is opened."""


class StoreBroken(WbmgpError):
    """A write failed in a way that leaves the disk in doubt: this process writes no more. Restart it; SQLite recovers."""


class StoreFull(WbmgpError):
    """There is no room on the disk. Nothing of the refused write was kept; reading goes on."""


class StoreBusy(WbmgpError):
    """Too many writes are waiting, or another process holds the file. Nothing was written; try again later."""


class Conflict(WbmgpError):
    """The write met another one: the same key with another content, or a version that is no longer the last."""


class ClockBehind(WbmgpError):
    """The clock stands before what the log holds already. Nothing was written; set the clock right and try again."""


class NotThere(WbmgpError):
    """This tenant has no such case. One of another tenant looks the same."""


class Erased(WbmgpError):
    """What was asked for was erased; the log still says that it was there."""
