"""Completion looks for the store where every command does, though it loads no reader of settings for it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import platformdirs
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.cli import places
from talktag.errors import InvalidError, NoStoreError

LINES = st.lists(
    st.sampled_from(
        ['store = "/a b"', 'store = "/é"', "store = '/c'", 'store="/d"', "# x", "[x]", 'store = "\\u0041"']
    ),
    max_size=3,
)


@settings(deadline=None)
@given(
    st.one_of(LINES.map("\n".join), st.text(max_size=40).map(lambda name: tomli_w.dumps({"store": name}))),
    st.booleans(),
)
def test_the_store_in_the_settings_is_the_one_that_a_reader_of_toml_finds(text: str, ends: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TALKTAG_CONFIG_DIR": folder}
        Path(folder, "config.toml").write_bytes((text + "\n" * ends).encode())
        try:
            wanted = str(places.settings(environment).get("store") or "")
        except InvalidError:  # what does not hold up below the line of the store is told by whoever reads that
            with contextlib.suppress(InvalidError):
                assert f'store = "{places._default_store(environment)}"' in text.split("\n")
        else:
            assert places._default_store(environment) == wanted


def test_the_folder_of_the_settings_is_where_the_library_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for given_folder in (None, "/elsewhere", "not/absolute", ""):
        if given_folder is None:
            monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        else:
            monkeypatch.setenv("XDG_CONFIG_HOME", given_folder)
        assert places.config_folder({}) == Path(platformdirs.user_config_dir("talktag", appauthor=False))


def test_a_store_is_found_from_a_folder_within_it_and_none_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store/products/b").mkdir(parents=True)
    (tmp_path / "store/talktag.toml").write_text("format = 1\n")
    environment = {"TALKTAG_CONFIG_DIR": str(tmp_path / "config")}
    monkeypatch.chdir(tmp_path / "store/products/b")
    assert places.store_folder(None, environment) == Path(os.path.realpath(tmp_path)) / "store"
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoStoreError):
        places.store_folder(None, environment)
