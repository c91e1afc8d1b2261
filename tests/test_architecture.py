"""Conventions that no review should have to check: imports, sizes, settings, the built wheel."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from service.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph_schema", "importers", "queries", "visualisations", "service")
MAY_IMPORT = {
    "graph_schema": set(),
    "importers": {"graph_schema"},
    "queries": {"graph_schema"},
    "visualisations": {"graph_schema"},
    "service": {"graph_schema", "importers", "queries", "visualisations"},
}
MAX_FUNCTION_LINES = 40
MAX_MODULE_LINES = 350
DATA_SUFFIXES = {
    ".toml", ".json", ".csv", ".txt", ".html", ".sql", ".cypher", ".css", ".js", ".geojson",
    ".md", ".xsd", ".xlsx", ".svg",
}  # fmt: skip
QUERY_TEXT = re.compile(r"\bMATCH \(|\bSELECT .+ FROM\b|\bMERGE \(|\bINSERT INTO\b", re.DOTALL)
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_packages(path: Path) -> set[str]:
    """Which of our packages a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module.split(".")[0])
    return names & set(PACKAGES)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]

    assert imported_packages(path) - {package} <= MAY_IMPORT[package]


def test_no_function_and_no_module_is_too_long() -> None:
    too_long = []
    for path in FILES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MAX_MODULE_LINES:
            too_long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > MAX_FUNCTION_LINES:
                    too_long.append(f"{path.relative_to(ROOT)}: {node.name} has {size} lines")

    assert too_long == []


def test_cypher_and_sql_stay_in_queries() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in FILES
        if "queries" not in path.relative_to(ROOT).parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and QUERY_TEXT.search(node.value)
    ]

    assert found == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "misc", "manager", "util", "helper"}

    assert [p for p in FILES if p.stem in empty] == []


def test_the_readme_lists_every_setting_as_it_is_described() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- settings:begin -->")[1].split("<!-- settings:end -->")[0]
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", table, re.MULTILINE))

    assert listed == {
        PREFIX + name.upper(): info.description for name, info in Settings.model_fields.items()
    }


def test_the_readme_names_every_command() -> None:
    from service.cli import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"ekokarta ([a-z]+)", readme)) | {"demo"}

    assert set(COMMANDS) - named == set()


def test_the_built_wheel_holds_every_data_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    source = tmp_path / "source"
    kept = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in kept:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())

    subprocess.run([*command, str(source)], check=True, capture_output=True)

    wheel = next(tmp_path.glob("*.whl"))
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        name
        for name in kept
        if name.split("/")[0] in PACKAGES and (Path(name).suffix in DATA_SUFFIXES | {".py"})
    }
    assert wanted - inside == set()
