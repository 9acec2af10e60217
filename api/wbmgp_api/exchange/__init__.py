"""Exchange with other systems in public formats: each an adapter of its own, which nothing below it knows."""
