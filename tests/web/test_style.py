"""The style sheet: readable in both schemes, and in both directions."""

import re
from pathlib import Path

import pytest

from web.assets import FOLDER

SHEET = re.sub(r"/\*.*?\*/", "", (FOLDER / "style.css").read_text(encoding="utf-8"), flags=re.DOTALL)
AA = 4.5
TEXT_ON = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "accent-soft"),
    ("ink", "alert-soft"),
    ("muted", "paper"),
    ("muted", "card"),
    ("muted", "accent-soft"),
    ("link", "paper"),
    ("link", "card"),
    ("visited", "card"),
    ("mark-ink", "mark"),
    ("accent-ink", "accent"),
    ("alert", "card"),
    ("paper", "ink"),
)
BORDERS = (("edge", "paper"), ("edge", "card"), ("accent", "paper"), ("accent", "card"))


def scheme(name: str) -> dict[str, str]:
    """Give the colours of a scheme."""
    light, dark = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    return colours | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark)) if name == "dark" else colours


def luminance(colour: str) -> float:
    """Follow WCAG 2.2, "relative luminance"."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Follow WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(name: str, text: str, ground: str):
    assert contrast(scheme(name)[text], scheme(name)[ground]) >= AA


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), BORDERS)
def test_fields_and_focus_can_be_seen(name: str, line: str, ground: str):
    assert contrast(scheme(name)[line], scheme(name)[ground]) >= 3


def test_only_logical_properties():
    physical = re.findall(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height"
        r"|(?:min|max)-(?:width|height)|text-align)\s*:",
        re.sub(r"@media[^{]*", "", SHEET),
    )
    assert physical == []


def test_no_file_from_elsewhere():
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text), path.name


def test_motion_only_for_those_who_want_it():
    motion = [match.start() for match in re.finditer(r"(?<![\w-])(?:transition|animation)\s*:", SHEET)]
    assert motion
    allowed = re.search(r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}", SHEET, re.DOTALL)
    assert allowed
    assert all(allowed.start() < place < allowed.end() for place in motion)


def test_files_are_where_the_package_says():
    assert Path(FOLDER, "logo.svg").read_text(encoding="utf-8").startswith("<svg ")
