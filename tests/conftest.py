"""One rule for every property: the speed of the machine never decides whether a test passes."""

from hypothesis import settings

settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")
