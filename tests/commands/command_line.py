"""Running ekokarta as a user does: a process of its own, its own store, both streams read."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    """ekokarta with a store of its own under a folder."""

    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    under: tuple[str, ...] = ()
    """A program that runs the command, with its own arguments."""

    def environment(self) -> dict[str, str]:
        """The process environment with this store and no other EKOKARTA setting."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("EKOKARTA_")}
        own = {
            "EKOKARTA_STORE": f"sqlite:///{self.folder / 'store.db'}",
            "EKOKARTA_CACHE": str(self.folder / "cache"),
            "COLUMNS": "200",
        }
        return {**kept, **own, **self.more}

    @property
    def started(self) -> list[str]:
        """How the command is started, up to its arguments."""
        return [*self.under, sys.executable, "-c", "from service.cli import main; main()"]

    def __call__(self, *arguments: str | Path) -> Ended:
        """Run a command to its end."""
        done = subprocess.run(
            [*self.started, *map(str, arguments)],
            env=self.environment(),
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return Ended(done.returncode, done.stdout, done.stderr)
