"""Pages for anybody: whether a rule applies at an address, how to plead hardship, how the advice is made, and the rule book."""
