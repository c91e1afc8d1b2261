"""Government agencies as Ekonomistyrningsverket (ESV) lists them in its register."""
