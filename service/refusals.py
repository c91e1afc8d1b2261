"""What the service itself refuses; what questions and stores refuse is named where they are."""


class RefusedRequestError(Exception):
    """A request that cannot be answered as it was put."""


class NotAuthorisedError(RefusedRequestError):
    """A token came along that opens nothing."""


class NotAcceptableError(RefusedRequestError):
    """None of the media types the caller accepts can be given."""


class ForeignPageError(RefusedRequestError):
    """A page of another site made the browser ask for something that changes what is here."""


class CellNotShownError(RefusedRequestError):
    """The cell is withheld because it would say too much about too few."""


class NotModifiedError(Exception):
    """The caller has this answer already."""
