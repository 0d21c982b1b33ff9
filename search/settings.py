"""Settings: one table, read from the command line, the environment, a file and the defaults, in this order."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_config_path, user_data_path

from index.errors import SettingsError

__all__ = ["SETTINGS", "Setting", "Settings", "load_settings"]

PRODUCT = "dragoman"


class Setting(NamedTuple):
    """One setting: its name in the file, its environment variable and what it means."""

    name: str
    variable: str
    help: str


SETTINGS = (
    Setting("index", "SEARCH_INDEX", "folder the index lies in"),
    Setting("lexicon", "SEARCH_LEXICON", "file of your own words and forbidden pairs"),
    Setting("backend", "SEARCH_BACKEND", "engine: whoosh, or in_memory for tests"),
)


def lexicon_path() -> Path:
    """Give the usual place of the user's own words, which need not exist."""
    return user_config_path(PRODUCT) / "lexicon.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a run."""

    index: Path
    lexicon: Path = field(default_factory=lexicon_path)
    backend: str = "whoosh"


def config_path() -> Path:
    """Give the place of the settings file, which need not exist."""
    return user_config_path(PRODUCT) / "config.toml"


def load_settings(
    given: Mapping[str, str | None], environ: Mapping[str, str] = os.environ, path: Path | None = None
) -> Settings:
    """Put the settings together: given, else environment, else file, else default.

    Args:
        given: what the command line said, by name; None is not said.
        environ: the environment.
        path: the settings file, in TOML.

    Raises:
        SettingsError: the file cannot be read, or a setting is unknown or not text.
    """
    values = {"index": str(user_data_path(PRODUCT) / "index"), "lexicon": str(lexicon_path()), "backend": "whoosh"}
    values |= _from_file(path or config_path())
    values |= {s.name: environ[s.variable] for s in SETTINGS if environ.get(s.variable)}
    values |= {name: value for name, value in given.items() if value}
    return Settings(
        index=Path(values["index"]).expanduser(),
        lexicon=Path(values["lexicon"]).expanduser(),
        backend=values["backend"],
    )


def _from_file(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
        import tomllib  # most have no such file

        found = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"cannot read settings from {path}: {error}") from error
    known = {setting.name for setting in SETTINGS}
    for name, value in found.items():
        if name not in known:
            raise SettingsError(f"{path}: no setting {name!r}: there are {', '.join(sorted(known))}")
        if not isinstance(value, str):
            raise SettingsError(f"{path}: setting {name!r} must be text")
    return found
