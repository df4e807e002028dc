"""The index: one mapping, the aliases in front of it, the ledger of uploads, and the one bulk writer."""
