"""A witness (c2sp.org/tlog-witness): cosigns the growth of logs that it does not trust.

It is a program of its own, for another house than the log's: own key, own file, and no code of the store of the log.
"""
