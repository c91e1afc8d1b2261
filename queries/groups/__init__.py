"""Who keeps meeting whom: the core of repeat collaborators, and groups if the map has any."""
