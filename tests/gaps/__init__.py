"""The sector table: sampler, null model, strata, verdicts."""
