"""Promises of the repository itself: what is in it, what is not, and that its commands exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NO_GIT = not (ROOT / ".git").exists() or shutil.which("git") is None

# Written so that these lines do not match themselves.
REGISTRIES = r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|crates\.io|conda\.anaconda\.org"
MACHINE_PATHS = r"(?<![\w.~/-])/(?:root|home/\w+|Users/\w+|work/(?:main|shared)|tmp/\w+)\b"
KEYS = (
    r"sk-ant-[\w-]{32,}|sk-[A-Za-z0-9]{32,}|gh[pousr]_\w{30,}|AKIA[0-9A-Z]{16}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY|xox[bp]-\w{10,}"
)


@cache
def texts() -> dict[str, str]:
    """Path to text of every file that is, or could be, committed."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    found = {name: (ROOT / name).read_bytes() for name in listed if name and (ROOT / name).is_file()}
    return {name: raw.decode() for name, raw in found.items() if b"\0" not in raw}


@pytest.mark.skipif(NO_GIT, reason="needs git and a checkout, to know which files are ours")
@pytest.mark.parametrize("unwanted", [REGISTRIES, MACHINE_PATHS, KEYS], ids=["registry", "machine path", "key"])
def test_no_file_names_what_belongs_to_one_machine(unwanted: str) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(unwanted, line)
    ]
    assert not found


def test_modules_stay_small() -> None:
    modules = [*(ROOT / "src").rglob("*.py"), *ROOT.glob("app.py")]
    long = {str(path.relative_to(ROOT)): n for path in modules if (n := len(path.read_text().splitlines())) > 320}
    assert not long


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    silent = [one for one in wanted if not re.search(rf'^\s*"{re.escape(one)}",\s+# \w+', text, re.MULTILINE)]
    assert wanted
    assert not silent


def test_every_dependency_is_pinned_by_the_constraints() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []

    def canonical(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    pinned = {canonical(line.split("==")[0]) for line in lines}
    names = {canonical(re.match(r"[\w.-]+", one).group()) for one in wanted}
    assert names <= pinned


def targets() -> dict[str, str]:
    """Make's targets and what `make help` says of each."""
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_make_alone_explains_every_target() -> None:
    said = subprocess.run(["make", "-C", str(ROOT), "--no-print-directory"], capture_output=True, text=True, check=True)
    for target, help_line in targets().items():
        assert target in said.stdout
        assert help_line in said.stdout


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_a_document_names_exists(document: str) -> None:
    named = set(re.findall(r"(?:`|^\s*)make ([a-z-]+)", (ROOT / document).read_text(), re.MULTILINE))
    assert named
    assert named <= targets().keys()


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/cli.md",
        "docs/exports.md",
        "docs/formats.md",
        "docs/library.md",
        "docs/login.md",
        "docs/publishing.md",
        "docs/scenarios.md",
        "docs/decisions/README.md",
        "docs/examples/README.md",
    ],
)
def test_every_file_that_a_document_links_to_exists(document: str) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", (ROOT / document).read_text())
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert re.search(r"^## \[?Unreleased", text, re.MULTILINE)


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    assert [path.name for path in folder.glob("[0-9]*.md") if f"({path.name})" not in index] == []


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Enough of a checkout for make, in a folder with a space in its name, with a .venv that looks installed."""
    here = tmp_path / "my rostra"
    shutil.copytree(ROOT / "scripts", here / "scripts")
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, here)
    python = here / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (python.parent / "activate").write_text(f'VIRTUAL_ENV="{here.resolve()}/.venv"\n')
    for name in ("core", "ui", "dev"):
        (here / ".venv" / f".installed-{name}").touch()
    return here


def dry_run(checkout: Path, target: str) -> str:
    return subprocess.run(["make", "-n", target], cwd=checkout, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("target", ["debate", "app", "test", "check"])
def test_a_second_make_installs_nothing(checkout: Path, target: str) -> None:
    assert "pip install" not in dry_run(checkout, target)


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_make_installs_again_when_a_dependency_changed(checkout: Path, changed: str) -> None:
    later = (checkout / ".venv" / ".installed-dev").stat().st_mtime + 5
    os.utime(checkout / changed, (later, later))
    assert "pip install" in dry_run(checkout, "debate")


def test_a_folder_that_was_moved_gets_a_new_environment(checkout: Path) -> None:
    assert "pip install" in dry_run(checkout.rename(checkout.with_name("elsewhere")), "debate")


def fake_python(folder: Path, script: str) -> dict[str, str]:
    """An environment whose only python3 is that script."""
    folder.mkdir()
    fake = folder / "python3"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    return {"PATH": str(folder)}


@pytest.mark.parametrize(
    ("script", "fact", "remedy"),
    [
        ('case "$2" in *ensurepip*) exit 1;; esac', "python3 has no venv module", "apt install python3-venv"),
        ('case "$2" in *version_info*) exit 1;; esac; echo 3.9.2', "python3 is 3.9.2", "make PYTHON="),
    ],
    ids=["no venv", "too old"],
)
def test_a_python_that_will_not_do_is_told_with_its_remedy(tmp_path: Path, script: str, fact: str, remedy: str) -> None:
    env = fake_python(tmp_path / "bin", script)
    made = subprocess.run([ROOT / "scripts" / "make-venv"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert made.returncode == 1
    assert fact in made.stderr
    assert remedy in made.stderr
    assert not (tmp_path / ".venv").exists()


def test_no_python_at_all_is_told_with_its_remedy(tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path)}
    made = subprocess.run([ROOT / "scripts" / "make-venv"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert made.returncode == 1
    assert "there is no python3" in made.stderr
    assert "apt install python3 python3-venv" in made.stderr


def test_only_system_deps_calls_apt() -> None:
    makefile = (ROOT / "Makefile").read_text()
    ci = (ROOT / ".ci" / "run").read_text()
    assert "apt-get" not in makefile + ci
    assert "make system-deps" in ci


@pytest.mark.parametrize(("require_all", "passes"), [("0", True), ("1", False)])
def test_a_skip_is_a_failure_where_everything_is_required(tmp_path: Path, require_all: str, passes: bool) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_plain.py").write_text("def test_it(): ...\n")
    (tmp_path / "test_here.py").write_text("import pytest\n\n@pytest.mark.skip('no server')\ndef test_it(): ...\n")
    (tmp_path / "test_module.py").write_text("import pytest\npytest.importorskip('a_module_nobody_has')\n")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "--continue-on-collection-errors", "."],
        env={**os.environ, "REQUIRE_ALL": require_all, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (run.returncode == 0) == passes, run.stdout
    assert "no server" in run.stdout
    assert "a_module_nobody_has" in run.stdout
