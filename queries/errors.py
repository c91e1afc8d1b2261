"""What a caller of a question can act on; the service decides which HTTP status each becomes."""


class QuestionError(Exception):
    """A question that has no answer, and why."""


class NotInGraphError(QuestionError):
    """There is no such node, edge, value or source in this version for this audience."""

    def __init__(self, label: str, id: str) -> None:
        self.label = label
        self.id = id
        super().__init__(f"there is no {label} with the id {id!r} in this version")


class MergedError(QuestionError):
    """The id was published once and now belongs to another node."""

    def __init__(self, id: str, canonical: str) -> None:
        self.id = id
        self.canonical = canonical
        super().__init__(f"{id} is now part of {canonical}; ask for that one")


class SplitError(QuestionError):
    """The id was published once, and what it stood for is several nodes now."""

    def __init__(self, id: str, choices: tuple[str, ...]) -> None:
        self.id = id
        self.choices = choices
        super().__init__(
            f"what {id} stood for is several now: {', '.join(choices)}; ask for the one meant"
        )


class SliceTooLargeError(QuestionError):
    """More was asked for than can be drawn or sent at once."""

    def __init__(self, asked: int, most: int) -> None:
        self.asked = asked
        self.most = most
        super().__init__(f"{asked} nodes were asked for; at most {most} are given, so ask for less")


class NotShownError(QuestionError):
    """The answer is withheld because it would say too much about too few."""


class NotMadeYetError(QuestionError):
    """The answer takes minutes and nobody has asked for it in this version."""


class NotComparedError(QuestionError):
    """The answer holds what is known against chance, and too few lists are complete for that."""

    def __init__(self, share: float) -> None:
        super().__init__(
            f"who is on this list hangs on what chance would give, and {share:.1%} of the arenas "
            "asked about have a complete list; nothing is compared with chance below 60%. Ask "
            "about a part, or a source, with more of them, which coverage tells"
        )


class TooManyJobsError(QuestionError):
    """So many long runs wait already that another would only be promised."""

    def __init__(self, most: int, of: str = "long runs", beside: str = "") -> None:
        self.most = most
        super().__init__(
            f"{most} {of} are under way or waiting, which is all there is room for{beside}; "
            "try again when one has ended"
        )


class NothingKeptError(QuestionError):
    """An answer of minutes was asked for where none can be kept: it would be made for nobody."""

    def __init__(self) -> None:
        super().__init__(
            "the answer of a long run could not be kept: the folder of EKOKARTA_CACHE cannot be "
            "written to, or its disk is full; the operator can mend that"
        )


class BadQuestionError(QuestionError):
    """A parameter cannot be understood; the message says which, and what was expected."""

    place = "query"  # where the field stood: there, or in the body

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field = field
        self.value = value
        self.expected = expected
        super().__init__(f"{field}: expected {expected}, got {value!r}")


class MalformedQuestionError(BadQuestionError):
    """A parameter that means nothing, whatever the graph holds."""


class CursorGoneError(QuestionError):
    """The cursor belongs to another version; the list has to be begun anew."""

    def __init__(self, version: int, current: int) -> None:
        self.version = version
        self.current = current
        super().__init__(
            f"the cursor belongs to version {version} and this is version {current}; "
            "begin the list anew, or ask for it with as_of"
        )
