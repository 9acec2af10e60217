"""For every test: the speed of the machine never decides, and nothing is kept between runs unless a test asks for it."""

import os

from hypothesis import settings

settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")
os.environ["WBMGP_CACHE"] = "off"
