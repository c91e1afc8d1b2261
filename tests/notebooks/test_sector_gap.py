"""The notebook computes a gap figure from the export alone, and fails when it comes out another."""

import base64
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.commands.command_line import CommandLine
from tests.notebooks.bundled import CARD, ENVIRONMENT, NOTEBOOK, export_into, run_notebook

OURS = ("graph_schema", "importers", "queries", "visualisations", "service", "ekokarta")
PICTURE = "image/png"
SAME_PICTURE = 1.0  # of 255, on average: letters are drawn a little otherwise elsewhere


@pytest.fixture(scope="module")
def taken_away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the export of the bundled sample."""
    folder = tmp_path_factory.mktemp("taken")
    export_into(folder)
    return folder


def with_card(taken_away: Path, folder: Path, **changed: Any) -> Path:
    """The same export with another card."""
    shutil.copytree(taken_away / "export", folder / "export")
    path = folder / "export" / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    for name, value in changed.items():
        card[name] = {**card[name], **value} if isinstance(value, dict) else value
    path.write_text(json.dumps(card), encoding="utf-8")
    return folder


def outputs(path: Path) -> list[dict[str, Any]]:
    """What each cell gave, in order, by its kind; text as one string."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        {kind: "".join(text) for kind, text in output.get("data", output).items()}
        for cell in cells
        for output in cell.get("outputs", [])
    ]


def picture(output: dict[str, Any]) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(output[PICTURE]))).convert("RGB")


def test_it_runs_where_nothing_of_ours_is_installed(tmp_path: Path) -> None:
    looked_for = f"import importlib.util as u; print([n for n in {OURS} if u.find_spec(n)])"
    found = subprocess.run(
        [str(ENVIRONMENT), "-c", looked_for],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert found.stdout == "[]\n"


def test_it_agrees_with_the_card_and_holds_what_a_run_gives(
    taken_away: Path, tmp_path: Path
) -> None:
    done = run_notebook(taken_away, tmp_path / "run.ipynb")

    assert (done.code, done.err) == (0, "")
    now, kept = outputs(tmp_path / "run.ipynb"), outputs(NOTEBOOK)
    told = "docs/notebooks holds outputs of other data: `make notebook` writes them again"
    for fresh, committed in zip(now, kept, strict=True):
        assert {k: v for k, v in fresh.items() if k != PICTURE} == {
            k: v for k, v in committed.items() if k != PICTURE
        }, told
    drawn = [(f, c) for f, c in zip(now, kept, strict=True) if PICTURE in f]
    assert len(drawn) == 1
    fresh, committed = (picture(output) for output in drawn[0])
    assert fresh.size == committed.size, told
    difference = ImageStat.Stat(ImageChops.difference(fresh, committed))
    assert max(difference.mean) <= SAME_PICTURE, told


def test_it_agrees_on_a_pair_within_one_sector_too(taken_away: Path, tmp_path: Path) -> None:
    ekokarta = CommandLine(taken_away)
    shutil.copytree(taken_away / "export", tmp_path / "export")
    card = ekokarta("card", "--public", CARD.replace("public/civil_society", "academia/academia"))
    (tmp_path / "export" / "card.json").write_text(card.out, encoding="utf-8")

    done = run_notebook(tmp_path, tmp_path / "run.ipynb")

    assert (done.code, done.err) == (0, "")
    said = [output for output in outputs(tmp_path / "run.ipynb") if "text/markdown" in output]
    assert "academia among themselves meet 9 times" in said[-1]["text/markdown"]
    assert "**more often than their activity would give**" in said[-1]["text/markdown"]


def test_a_card_that_says_otherwise_fails_and_the_values_are_named(
    taken_away: Path, tmp_path: Path
) -> None:
    card = json.loads((taken_away / "export" / "card.json").read_text(encoding="utf-8"))
    changed = {"observed": card["values"]["observed"] + 1, "expected": card["expected"] - 2}
    folder = with_card(taken_away, tmp_path, values=changed)

    done = run_notebook(folder, tmp_path / "run.ipynb")

    assert (done.code, done.out, done.err.splitlines()[1:]) == (1, "", [])
    observed, expected = changed["observed"], changed["expected"]
    assert done.err.startswith(
        f"The card and this notebook disagree: meetings observed T, {observed} in the card and "
        f"{observed - 1} here; meetings expected E, {expected:g} in the card and 180."
    )
    assert done.err.count(" in the card and ") == 2
    assert not (tmp_path / "run.ipynb").exists()


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("map.nt", "ekokarta export nt --output export/map.nt"),
        ("edges.zip", "ekokarta export edges --output export/edges.zip"),
        ("card.json", "ekokarta card --public"),
    ],
)
def test_a_missing_file_is_told_in_one_sentence(
    name: str, command: str, taken_away: Path, tmp_path: Path
) -> None:
    folder = with_card(taken_away, tmp_path)
    (folder / "export" / name).unlink()

    done = run_notebook(folder, tmp_path / "run.ipynb")

    assert (done.code, done.out, done.err.splitlines()[1:]) == (1, "", [])
    assert done.err.startswith(f"There is no file export/{name} to read: write it with `{command}")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("map.nt", "<html>", "export/map.nt is no N-Triples export of ekokarta: "),
        (
            "map.nt",
            "<https://map.example/> <a:#type> <cut",
            "export/map.nt is no whole N-Triples file",
        ),
        ("edges.zip", "Source,Target", "export/edges.zip is no edge list of ekokarta: "),
        ("card.json", "{", "export/card.json is no card of a tested pair of sectors"),
    ],
)
def test_a_file_of_something_else_is_told_in_one_sentence(
    name: str, content: str, said: str, taken_away: Path, tmp_path: Path
) -> None:
    folder = with_card(taken_away, tmp_path)
    (folder / "export" / name).write_text(content, encoding="utf-8")

    done = run_notebook(folder, tmp_path / "run.ipynb")

    assert (done.code, done.out, done.err.splitlines()[1:]) == (1, "", [])
    assert done.err.startswith(said)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"data_version": 3}, "data_version is 3 in the card and 9 in the export"),
        ({"values": None}, "export/card.json is no card of a tested pair of sectors in one source"),
        ({"parameters": {"scope": {"sources": ["almedalen"], "by": "kind"}}}, "narrowed further"),
    ],
)
def test_a_card_of_something_else_is_told_in_one_sentence(
    changed: dict[str, Any], said: str, taken_away: Path, tmp_path: Path
) -> None:
    done = run_notebook(with_card(taken_away, tmp_path, **changed), tmp_path / "run.ipynb")

    assert (done.code, done.out, done.err.splitlines()[1:]) == (1, "", [])
    assert said in done.err
