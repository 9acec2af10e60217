"""The edge of the service: what comes in is bounded and strict, what goes out is the same for every answer."""
