"""The command that freezes a version so that it can be cited: release."""

from collections.abc import Callable
from hashlib import sha256
from os.path import lexists
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.vocabularies import Audience
from queries.readmodel.library import Library
from service.access import version_of
from service.commands.console import opened, out, settings
from service.commands.options import AsOf
from service.commands.progress import progress
from service.commands.targets import TargetError, whole, whole_folder
from service.exports.releasing import CHECKSUMS, Release
from service.settings import SettingsError


class ReleasedError(SettingsError):
    """A release of this version stands in the folder already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is there already, and a release is never changed: name another folder, or "
            "release a later version"
        )


def release_command(
    folder: Annotated[Path, typer.Argument(help="A folder of its own is made in it")],
    as_of: AsOf = None,
) -> None:
    """Freeze a version: RDF and CSV, checksums, CITATION.cff, DataCite and DCAT metadata.

    Public sources only. The folder has its name once everything in it is whole.
    """
    chosen = settings()
    with opened(chosen) as store, progress("release") as (_, step):
        library = Library(store, chosen.cache)
        version = None if as_of is None else version_of(as_of)
        with library.at(version, Audience.PUBLIC) as model:
            release = Release(model, chosen, library.before(model.version))
            target = folder / release.name
            if lexists(target):
                raise ReleasedError(target)
            try:
                with whole_folder(target) as unfinished:
                    _write(release, unfinished, step)
            except TargetError:
                if lexists(target):  # another release of this version was whole before
                    raise ReleasedError(target) from None
                raise
    out.print(f"{target}: cite it as {release.address}", markup=False)


def _write(release: Release, folder: Path, step: Callable[[str], None]) -> None:
    sums = []
    for name, pieces in release.files():
        step(name)
        digest = sha256()
        with whole(folder / name) as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        sums.append(f"{digest.hexdigest()}  {name}\n")
    with whole(folder / CHECKSUMS) as file:
        file.writelines(line.encode() for line in sums)
