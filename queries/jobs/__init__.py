"""Runs of minutes in processes of their own, with files beside the read model as their memory."""
