"""The notebook runs as it stands, against a build of the documents, and is kept without outputs."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("file", NOTEBOOKS, ids=[f.stem for f in NOTEBOOKS])
def test_it_is_kept_without_outputs(file: Path) -> None:
    cells = [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
    assert cells
    assert [(cell.outputs, cell.execution_count) for cell in cells if cell.outputs or cell.execution_count] == []


@pytest.mark.parametrize("file", NOTEBOOKS, ids=[f.stem for f in NOTEBOOKS])
def test_it_runs(built: Path, file: Path, tmp_path: Path) -> None:
    """In a process of its own: the kernel's libraries warn of matters that are not ours."""
    code = ("import nbformat, nbclient, sys; book = nbformat.read(sys.argv[1], as_version=4); "
            "nbclient.NotebookClient(book, timeout=60, kernel_name='python3').execute(); nbformat.write(book, sys.argv[2])")
    done = subprocess.run([sys.executable, "-c", code, str(file), str(tmp_path / "run.ipynb")], capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
                          env={**os.environ, "KG_BUILD": str(built), "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr[-2000:]
    outputs = [out for cell in nbformat.read(tmp_path / "run.ipynb", as_version=4).cells for out in cell.get("outputs", ())]
    assert any("text/html" in out.get("data", {}) for out in outputs)
    assert any("image/svg+xml" in out.get("data", {}) for out in outputs)
