"""The only place that knows a store: ledger, projection, read model and every question."""
