"""ESF Projektbanken, the whole list of projects as exported: 18 bilingual columns, CSV or XLSX."""
