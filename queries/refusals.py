"""Why the ledger would not do something, in words a person can act on."""


class LedgerRefusalError(Exception):
    """The data was refused: nothing of the run is stored and nothing stored is harmed."""


class EarlierRulesError(LedgerRefusalError):
    """The graph is as an earlier program's rules made it; a publication would mix both."""

    def __init__(self) -> None:
        super().__init__(
            "the graph in the store was made by an earlier program's rules, and what is published "
            "now would mix them with this program's: nothing was stored. Run `ekokarta upgrade` "
            "first (`ekokarta dump FILE` before it keeps a copy), then repeat this."
        )


class NewerRulesError(LedgerRefusalError):
    """The graph is as a newer program's rules made it; a publication would mix both."""

    def __init__(self) -> None:
        super().__init__(
            "the graph in the store was made by a newer program's rules, and what is published now "
            "would mix them with this program's: nothing was stored. Install the newer ekokarta, "
            "then repeat this."
        )


class ClosingTooMuchError(LedgerRefusalError):
    """A file drops so many of a source's records that it is more likely broken than news."""

    def __init__(self, source: str, vanished: int, before: int, examples: list[str]) -> None:
        shown = ", ".join(examples)
        super().__init__(
            f"{source}: {vanished} of {before} records stored earlier are not in this file "
            f"(such as {shown}). Expected at most a fifth to vanish. "
            "If the file is right, repeat with --accept-closing."
        )


class OtherListsError(LedgerRefusalError):
    """A file declares more of lists, or of what they cover, than holds for rows of another."""

    def __init__(
        self, source: str, declared: tuple[str, str], examples: list[str], arenas: int
    ) -> None:
        before, after = declared
        super().__init__(
            f"{source}: this file declares {after}; {arenas} arenas that are not in it (such as "
            f"{', '.join(examples)}) stand as declared before: {before}. One declaration holds for "
            "all rows of a kind in a dataset, with the same regions and years for all kinds, so "
            "that this one would be read of theirs too. Expected what claims no more of them (no "
            "regions, years or kinds named are all there are): import all files in one command "
            "(`ekokarta import table --mapping MAPPING A B`), or all rows in one file "
            "(--complete), or write participants in [dataset.coverage] that holds for both (of "
            "regions, years and kinds that hold for both the files of before have to say so "
            "first: import them again with these), or give this file another name in [dataset]."
        )


class OlderExportError(LedgerRefusalError):
    """An export from before the newest version would undo what came after it."""

    def __init__(self, source: str, undone: tuple[int, int], issued: str) -> None:
        closed, opened = undone
        super().__init__(
            f"{source}: the file was exported from a version of {issued or 'an unknown time'}, "
            f"before the newest one here. {closed} statements that are not in it would no longer "
            f"stand, and {opened} that do not stand here would. If the file is right, repeat with "
            "--accept-closing."
        )


class OpeningError(LedgerRefusalError):
    """A file would let everybody read a source that only some may read."""

    def __init__(self, source: str, file: str) -> None:
        super().__init__(
            f"{source} is private here and public in {file}. An export read back opens no source: "
            "set visibility in the source's own manifest or mapping and import that first."
        )


class UnexpectedCountError(LedgerRefusalError):
    """A run gave far more or far fewer claims than the source's manifest expects."""

    def __init__(self, source: str, kind: str, count: int, low: int, high: int) -> None:
        super().__init__(
            f"{source}: the file gave {count} {kind} claims, expected {low} to {high}. "
            "Check that it is the right file and whole."
        )


class LaterListsError(LedgerRefusalError):
    """Later runs declare of lists what only the run that should be withdrawn lets them.

    ``runs``: that run, then the later ones, newest first.
    """

    def __init__(
        self, runs: tuple[str, ...], declared: tuple[str, str], examples: list[str], arenas: int
    ) -> None:
        run, *later = runs
        before, after = declared
        super().__init__(
            f"{run} cannot be withdrawn alone: {arenas} arenas (such as {', '.join(examples)}) "
            f"would stand as earlier runs state them, which declare {before}; the newest run "
            f"declares {after}, which claims more and would be read of them too. Withdraw "
            f"{', then '.join(later)} first; what their files state comes back when they are "
            "imported again, under another name in [dataset] where they declare more."
        )


class NotInLedgerError(LedgerRefusalError):
    """No such run, or it is withdrawn already."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"there is no {what} {key} in force; `ekokarta status` lists the runs")


class RunSupersededError(LedgerRefusalError):
    """Later runs, newest first, restate records of the run that should be withdrawn."""

    def __init__(self, run: str, later: list[str]) -> None:
        super().__init__(
            f"{run} cannot be withdrawn alone: later runs restate its records. "
            f"Withdraw {', then '.join(later)} first; what their files state comes back when "
            "they are imported again."
        )
