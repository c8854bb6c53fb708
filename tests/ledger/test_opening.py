"""What `--store` may say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import rostra
from ledger_values import debate
from rostra.errors import WrongUse
from rostra.ledger import MemoryLedger, default_file, open_ledger


@pytest.mark.parametrize("form", ["{}.db", "sqlite:///{}.db", "sqlite:///{}", "{}.sqlite3"])
async def test_a_file_is_created_with_its_folders_at_first_use(tmp_path: Path, form: str) -> None:
    ledger = open_ledger(form.format(tmp_path / "deep" / "folder" / "mine"))
    assert not (tmp_path / "deep").exists()
    await ledger.create(debate())
    await ledger.close()
    assert [file.stem for file in (tmp_path / "deep" / "folder").iterdir()] == ["mine"]


async def test_without_a_name_the_users_own_file_is_taken(a_home_of_its_own: Path) -> None:
    ledger = open_ledger(None)
    await ledger.create(debate())
    await ledger.close()
    assert default_file().name == "rostra.db"
    assert default_file().is_relative_to(a_home_of_its_own)
    assert default_file().exists()


async def test_a_home_may_be_written_as_a_tilde(a_home_of_its_own: Path) -> None:
    ledger = open_ledger("~/mine.db")
    await ledger.list()
    await ledger.close()
    assert (a_home_of_its_own / "mine.db").exists()


def test_memory_is_new_each_time() -> None:
    assert isinstance(open_ledger("memory"), MemoryLedger)
    assert open_ledger("memory") is not open_ledger("memory")


@pytest.mark.parametrize(
    "store", ["", "debates", "mysql://root@host/db", "sqlite://", "sqlite:///", ":memory:", "sqlite:///:memory:"]
)
def test_anything_else_is_refused_with_what_may_be_said(store: str) -> None:
    with pytest.raises(WrongUse, match=r"Use a file ending in .db, sqlite:///path, postgresql://"):
        open_ledger(store)


@pytest.mark.parametrize("store", ["mysql://root:hush@host/db", "postgresql://root:hush@host:port/db"])
def test_a_password_is_not_repeated(store: str) -> None:
    with pytest.raises(WrongUse) as caught:
        open_ledger(store)
    assert "hush" not in str(caught.value)


def test_the_package_alone_imports_no_database() -> None:
    script = "import rostra.ledger, sys; print([name for name in ('sqlalchemy', 'psycopg', 'sqlite3') if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(Path(rostra.__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
