"""`python -m wbmgp_engine` is `wbmgp`."""

from wbmgp_engine.cli import main

main()
