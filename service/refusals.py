"""What the service itself refuses; what questions and stores refuse is named where they are."""


class RefusedRequestError(Exception):
    """A request that cannot be answered as it was put."""


class NotAuthorisedError(RefusedRequestError):
    """A token came along that opens nothing."""


class NotAcceptableError(RefusedRequestError):
    """None of the media types the caller accepts can be given."""


class ForeignPageError(RefusedRequestError):
    """A page of another site made the browser ask for something that changes what is here."""


class UnreadBodyError(RefusedRequestError):
    """A body came along where all that is asked stands in the address."""

    def __init__(self) -> None:
        super().__init__(
            "no body is read here: ask in the address, with the parameters of the answer that this "
            "begins (?period_from=2020, say), and send nothing besides"
        )


class ChangedError(RefusedRequestError):
    """The caller asked for the version it knows, and there is another now."""


class RangeError(RefusedRequestError):
    """A part of a file was asked for that begins beyond its end."""

    def __init__(self, asked: str, size: int) -> None:
        super().__init__(f"Range: expected a part of {size} bytes, got {asked[:100]!r}")
        self.size = size


class ManyExportsError(RefusedRequestError):
    """As many exports are being written, or wait for it, as can be."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} exports are being written or wait; ask again in a while")


class CellNotShownError(RefusedRequestError):
    """The cell is withheld because it would say too much about too few."""


class NotModifiedError(Exception):
    """The caller has this answer already."""
