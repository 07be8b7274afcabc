//! The rules of the ledger, told on small ledgers.
