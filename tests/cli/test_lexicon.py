"""`search lexicon lookup`: what is known of a word."""


def test_lookup_gives_all_languages_with_counts(search, index):
    result = search("lexicon", "lookup", "Sanktionen", index=index)
    assert result.code == 0
    sense = result.out.split("\n\n")[0].splitlines()
    assert sense[0].startswith("1. lexicon · ")
    rows = {line.split()[0] for line in sense[1:]}
    assert {"ar", "de", "en", "fr", "ru"} <= rows
    english = next(line for line in sense if line.split()[0] == "en" and "sanctions" in line)
    assert "2 articles" in english
    assert "(sanctions, sanction)" in english


def test_unknown_word_is_1_and_no_word_is_2(search, index):
    unknown = search("lexicon", "lookup", "zzqqxxyy", index=index)
    assert (unknown.code, unknown.out) == (1, "")
    assert "zzqqxxyy" in unknown.err
    assert search("lexicon", "lookup", " ", index=index).code == 2
