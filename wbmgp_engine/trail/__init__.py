"""The trail: receipts, the Merkle log that holds them, signed checkpoints, and bundles that prove one entry to a court.

Pure: storage, clock, randomness and keys are arguments.
"""
