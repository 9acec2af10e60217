"""The engine's name and version, as they stand in every answer."""

NAME = "wbmgp-engine"
VERSION = "0.1.0"
