"""Everything that must hold, through the front doors and on real stores."""
