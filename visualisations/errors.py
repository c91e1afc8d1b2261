"""What a caller of a drawing can act on."""

INSTALL = 'pip install "ekokarta[pictures]"'


class DrawingError(Exception):
    """A drawing was refused; ``reason`` says why and what to do, in Swedish or English."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__(en)
        self.sv = sv
        self.en = en

    def reason(self, lang: str) -> str:
        """The message in ``sv`` or ``en``."""
        return self.sv if lang == "sv" else self.en


class TooMuchToDrawError(DrawingError):
    """More than a reader could tell apart."""

    def __init__(
        self, count: int, most: int, *, of: tuple[str, str], advice: tuple[str, str]
    ) -> None:
        super().__init__(
            f"{count} {of[0]} är för mycket för en läsbar bild (högst {most}): {advice[0]}",
            f"{count} {of[1]} are too many for a readable picture (at most {most}): {advice[1]}",
        )
        self.count = count
        self.most = most


class PicturesNotInstalledError(DrawingError):
    """A library of the extra ``pictures`` is missing; tables and CSV work without it."""

    def __init__(self, library: str) -> None:
        super().__init__(
            f"Bilden behöver biblioteket {library}: installera det med {INSTALL}, "
            "eller hämta tabellen som CSV.",
            f"The picture needs the library {library}: install it with {INSTALL}, "
            "or take the table as CSV.",
        )
        self.library = library
