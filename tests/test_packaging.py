"""Rostra as others get it: built offline, installed for real, its data found outside the checkout."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

import rostra

ROOT = Path(__file__).resolve().parent.parent
FOUND = """
import json
from rostra.loading.resources import entries
print(json.dumps({kind: [path.name for path in entries(kind)] for kind in ("persona", "scenario", "format")}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    """What the command printed; its complaint as the failure when it did not succeed."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, target: str, folder: Path) -> Path:
    """What hatchling built of that target: `sdist`, `wheel`, or `wheel:editable`, which pip install -e would ask for."""
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=source)
    return max(folder.glob("*.tar.gz" if target == "sdist" else "*.whl"), key=lambda path: path.stat().st_mtime_ns)


def environment(folder: Path, wheel: Path) -> Path:
    """The bin folder of a new environment: the wheel installed for real, its dependencies borrowed from this one."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    install = ("install", "--quiet", "--no-deps", "--no-index", wheel)
    run(sys.executable, "-m", "pip", "--python", python, *install, cwd=folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # Named to come last, so that the Rostra installed here is found before the one under test.
    (Path(site) / "~borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder / "bin"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("dist")
    with tarfile.open(build(ROOT, "sdist", folder)) as archive:
        archive.extractall(folder, filter="data")
    build(next(path for path in folder.iterdir() if path.is_dir()), "wheel", folder)
    return folder


def shipped_files() -> dict[str, list[str]]:
    data = ROOT / "src" / "rostra"
    return {
        "persona": sorted(path.name for path in (ROOT / "personas").glob("*.md")),
        "scenario": sorted(path.name for path in (ROOT / "scenarios").glob("*.yaml")),
        "format": sorted(path.name for path in (data / "formats").glob("*.yaml")),
    }


def test_the_sdist_holds_what_a_wheel_needs_and_no_more(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    tops = {name.split("/")[0] for name in names}
    assert tops == {
        *("src", "personas", "scenarios", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".gitignore"),
        "PKG-INFO",
    }
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".env"))]


def test_the_wheel_carries_every_file_that_is_read_as_data(built: Path) -> None:
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    source = ROOT / "src"
    data = [
        path
        for path in (source / "rostra").rglob("*")
        if path.suffix in {".yaml", ".md", ".typed", ".html", ".css", ".js"}
    ]
    assert {str(path.relative_to(source)) for path in data} <= names
    assert {f"rostra/_data/personas/{name}" for name in shipped_files()["persona"]} <= names
    assert {f"rostra/_data/scenarios/{name}" for name in shipped_files()["scenario"]} <= names
    assert {name.split("/")[0] for name in names} == {"rostra", f"rostra-{rostra.__version__}.dist-info"}


def test_an_installed_wheel_finds_its_data_and_stages_a_debate(built: Path, tmp_path: Path) -> None:
    binaries = environment(tmp_path / "wheel", next(built.glob("*.whl")))
    where = run(binaries / "python", "-c", "import rostra; print(rostra.__file__)", cwd=tmp_path)
    assert where.startswith(str(tmp_path))
    assert json.loads(run(binaries / "python", "-c", FOUND, cwd=tmp_path)) == shipped_files()
    assert "yann-lecun" in run(binaries / "rostra", "personas", "list", cwd=tmp_path)
    staged = run(binaries / "rostra", "stage", "existential-risk", "--export", "debate.md", "--quiet", cwd=tmp_path)
    assert "Traceback" not in staged
    assert "Yann LeCun (simulated)" in (tmp_path / "debate.md").read_text()


def test_an_installed_wheel_serves_the_studio(built: Path, tmp_path: Path) -> None:
    binaries = environment(tmp_path / "wheel", next(built.glob("*.whl")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [binaries / "rostra", "studio", "--no-browser", "--port", str(port)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 40
        while not (page := fetched(f"http://127.0.0.1:{port}/rostra/audience/none")):
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert "No such debate" in page
    finally:
        process.kill()
        process.wait()
    assert f"http://127.0.0.1:{port}" in (tmp_path / "log").read_text()


def fetched(url: str) -> str:
    """What is answered, an error's page too; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()
    except OSError:
        return ""


def test_an_editable_install_finds_its_data_in_the_source_tree(tmp_path: Path) -> None:
    binaries = environment(tmp_path / "editable", build(ROOT, "wheel:editable", tmp_path))
    where = run(binaries / "python", "-c", "import rostra; print(rostra.__file__)", cwd=tmp_path)
    assert where.startswith(str(ROOT))
    assert json.loads(run(binaries / "python", "-c", FOUND, cwd=tmp_path)) == shipped_files()
    assert "existential-risk" in run(binaries / "rostra", "scenarios", "list", cwd=tmp_path)


def test_importing_rostra_costs_nothing(tmp_path: Path) -> None:
    loaded = json.loads(
        run(sys.executable, "-c", "import json, sys, rostra; print(json.dumps(list(sys.modules)))", cwd=tmp_path)
    )
    assert not {"pydantic", "yaml", "anthropic", "langgraph", "sqlalchemy", "typer", "rich"} & set(loaded)


@pytest.mark.parametrize("order", ["modules first", "names first"])
def test_the_public_names_are_functions_whatever_was_imported_before(order: str, tmp_path: Path) -> None:
    modules = "import rostra.debate, rostra.stage"
    public = "from rostra import debate, stage, load_persona, load_scenario"
    lines = [modules, public] if order == "modules first" else [public, modules, public]
    names = "[thing.__name__ for thing in (debate, stage, load_persona, load_scenario) if callable(thing)]"
    said = run(sys.executable, "-c", "\n".join([*lines, f"print(*{names})"]), cwd=tmp_path)
    assert said.split() == ["debate", "stage", "load_persona", "load_scenario"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'debat'"):
        rostra.debat  # noqa: B018
