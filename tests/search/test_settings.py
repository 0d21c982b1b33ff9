"""Settings: the command line beats the environment, that the file, that the defaults."""

from pathlib import Path

import pytest

from index.errors import SettingsError
from search.settings import load_settings


def test_order_of_precedence(tmp_path: Path):
    file = tmp_path / "config.toml"
    nothing = tmp_path / "none.toml"
    assert load_settings({}, {}, nothing).index.parts[-2:] == ("dragoman", "index")
    file.write_text('index = "/from/file"\n')
    assert load_settings({}, {}, file).index == Path("/from/file")
    assert load_settings({}, {"SEARCH_INDEX": "/from/environment"}, file).index == Path("/from/environment")
    assert load_settings({"index": "/given"}, {"SEARCH_INDEX": "/from/environment"}, file).index == Path("/given")
    assert load_settings({"index": None}, {}, file).index == Path("/from/file")


@pytest.mark.parametrize(
    ("content", "reason"),
    [("colour = 'red'", "no setting 'colour'"), ("index = 5", "must be text"), ("index = ", "cannot read")],
)
def test_a_bad_file_is_explained(tmp_path: Path, content: str, reason: str):
    file = tmp_path / "config.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=reason):
        load_settings({}, {}, file)


def test_a_file_that_cannot_be_reached_is_no_missing_one(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings({}, {}, tmp_path / "file" / "config.toml")
    load_settings({}, {}, tmp_path / "nowhere" / "config.toml")
