"""The notebook in docs/notebooks, run on the bundled data as a researcher would run it."""
