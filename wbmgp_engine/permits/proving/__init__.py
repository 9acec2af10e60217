"""What is proved about the permit question of every version of the law, and what one version changes in another."""
