"""The law as data: rule files read strictly, found by date and place, with citations and one content hash."""

from wbmgp_engine.law.document import Article, Operation, Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.open_terms import Resolution
from wbmgp_engine.law.reading import read_regulation
from wbmgp_engine.law.versions import Version
from wbmgp_engine.law.yaml_reader import read_yaml

__all__ = ["Article", "Lawbook", "Operation", "Regulation", "Resolution", "Version", "read_regulation", "read_yaml"]
