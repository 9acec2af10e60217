"""For which purpose and on which ground persons' data are processed: the dated files of `rules/verwerking/`."""

from wbmgp_engine.processing.loading import Activities, Activity

__all__ = ["Activities", "Activity"]
