"""The forward-chaining reader: the boolean skeleton of a question as rules for durable-rules, a reader by other people.

The rule files are read here once more, from the tree of their documents: nothing of the plan or of the scalar reader
takes part. Leaves (comparisons of dates, numbers, texts and lists) are read by `leaves`; what stands above them becomes
propositions (`skeleton`), those become rules in levels (`levels`, `fragment`), and `host` runs them. `opinion` says
what came out. Only `host` needs the extra [durable]. A second opinion, never the judge: docs/decisions/022.
"""
