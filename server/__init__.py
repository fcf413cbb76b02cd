"""The region: accounts, the ledger of accepted changes, the family's diary."""
