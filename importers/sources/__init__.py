"""The sources; a folder with a manifest is found, nothing else is edited to add one."""
