"""Who is recorded nowhere, alone, once, or with its own sector only, beside what chance gives."""
