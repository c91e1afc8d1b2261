"""The service as its callers meet it: addresses, errors, pages, a real browser."""
