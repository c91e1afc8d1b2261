"""ESF Projektbanken, one project's record page: fields, narrative and the partners listed there."""
