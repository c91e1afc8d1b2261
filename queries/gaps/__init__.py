"""Who meets less often than their activity would give: null models, tables and verdicts."""
