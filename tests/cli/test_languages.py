"""`search languages`: the table says what the languages' own rows say."""

from index.languages import LANGUAGES


def test_table_has_a_row_for_every_language(search):
    result = search("languages")
    assert result.code == 0
    header, *rows = result.out.splitlines()
    assert header.split("  ")[0] == "code"
    cells = {row.split()[0]: row for row in rows}
    assert list(cells) == sorted(LANGUAGES)
    german, ukrainian, turkish, other = (cells[code].split() for code in ("de", "uk", "tr", "und"))
    assert german == ["de", "German", "yes", "yes", "yes", "-", str(len(LANGUAGES["de"].stop_words)), "Deutsch"]
    assert ukrainian[2:6] == ["yes", "-", "-", "-"]
    assert turkish[2:6] == ["-", "yes", "-", "yes"]
    assert other == ["und", "Other", "-", "-", "-", "-", "-", "other"]
