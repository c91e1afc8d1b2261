"""Government agencies as Statistiska centralbyrån (SCB) lists them in its register."""
