"""The service of wbmgp-engine. Its import name is `wbmgp_api`, so that no wheel of ours claims the name `api`."""
