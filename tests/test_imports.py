"""The shape of the package: imports point one way, and importing it is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "summitdata"

LAYERS = (
    {"model", "errors", "escaping", "dates", "wording", "process", "allocator", "plurals"},
    {"frames"},
    {"diagnostics"},
    {"texts", "figures", "receipts"},
    {"vocabularies"},
    {"schema"},
    {"digests"},
    {"formats"},
    {"rows"},
    {"resolve"},
    {"strangers"},
    {"dataset"},
    {"build"},
    {"diff"},
    {"evidence"},
    {"waivers"},
    {"rules"},
    {"engines"},
    {"checking"},
    {"catalogue"},
    {"reports"},
    {"records"},
    {"policy"},
    {"views", "loading", "citation"},
    {"opening"},
    {"release"},
    {"display"},
    {"site"},
    {"cli", "pytest_plugin"},
)
"""The parts of the package, from the ground up; a part may import only what stands below it, or beside it in its own
folder."""

HEAVY = (
    "pandera", "polars", "narwhals", "frictionless", "hypothesis", "duckdb", "pandas", "pyarrow", "rapidfuzz", "rich",
    "click",
)  # fmt: skip


def _level(part: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if part in layer)


def _part(file: Path) -> str:
    first = file.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def _imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summitdata"):
            module = (node.module or "").split(".")
            names |= {module[1]} if len(module) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("summitdata.")}
    return names


FILES = sorted(file for file in SOURCE.rglob("*.py") if file != SOURCE / "__init__.py" and file.name != "__main__.py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_point_one_way(file: Path) -> None:
    """A module imports only from layers below its own, from its own folder, or from the package itself."""
    part = _part(file)
    wrong = {name for name in _imported(file) if name not in {part, "__version__"} and _level(name) >= _level(part)}
    assert set() == wrong


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_module_is_short_enough_to_read(file: Path) -> None:
    """No module has more than 300 lines, and each says in its first line what it is."""
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(ast.parse(text))


def test_importing_the_package_imports_nothing_heavy() -> None:
    """`import summitdata` brings none of the libraries that only some functions need."""
    code = "import summitdata, sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set() == set(HEAVY) & set(run.stdout.split())


def test_loading_arrow_imports_no_validator() -> None:
    """Loading a table as Arrow brings pyarrow alone."""
    code = "import summitdata, sys; summitdata.load('quotes', backend='pyarrow'); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert "pyarrow" in loaded
    assert set() == {"pandera", "polars", "narwhals", "frictionless", "hypothesis", "duckdb"} & loaded


def test_proving_a_copy_needs_the_core_alone() -> None:
    """Whoever installed nothing but the core can verify what was installed."""
    code = "from summitdata.release.integrity import prove; import sys; assert prove().ok; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert set() == {"pandera", "polars", "narwhals", "ruamel", "rapidfuzz", "frictionless", "duckdb"} & loaded
