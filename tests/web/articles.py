"""Small articles for the pages: several languages and scripts, and the odd ones that go wrong."""

from pathlib import Path

from index.documents import Document
from index.writing import index_articles
from search.service import open_backend
from search.settings import Settings

__all__ = ["ARTICLES", "HOSTILE", "make_index"]

HOSTILE = "</p><script>alert('inflation')</script><img src=x onerror=alert(1)> & \"quoted\" &amp;"

ARTICLES = (
    Document(
        id="en-rates",
        lang="en",
        title="Central bank raises rates as inflation climbs",
        text="The central bank raised its interest rate on Tuesday.\n\n"
        "Inflation has been rising for months. <b>Bold</b>.",
        source="The Example Times",
        published="2022-05-03",
        url="https://example.org/rates?id=1&lang=en",
    ),
    Document(
        id="ru-rates",
        lang="ru",
        title="Центральный банк повысил ставку",
        text="Инфляция растёт уже несколько месяцев. Центральный банк повысил ставку во вторник.",
        source="Примерные новости",
        published="2022-05-04T10:30:00+00:00",
    ),
    Document(
        id="ar-rates",
        lang="ar",
        title="البنك المركزي يرفع سعر الفائدة",
        text="رفع البنك المركزي سعر الفائدة يوم الثلاثاء.\nالتضخم مرتفع منذ أشهر.",
        source="صحيفة المثال",
        published="2021-01-02",
    ),
    Document(
        id="de-rates",
        lang="de",
        title="",
        text="Die Inflation steigt seit Monaten, und die Zentralbank hat am Dienstag die Zinsen erhöht.",
        source="Beispiel, Zeitung",
        published="2020-12-31",
    ),
    Document(
        id="https://example.org//fr/article?a=1&b=2#top",
        lang="fr",
        lang_confidence=0.87,
        title="L’inflation augmente encore",
        text="L’inflation augmente depuis des mois, selon la banque centrale.",
        url="javascript:alert(1)",
    ),
    Document(id="hostile", lang="en", title=HOSTILE, text=f"Inflation is high. {HOSTILE}", source=HOSTILE),
    Document(id="ja", lang="ja", title="物価上昇", text="インフレ inflation が続く。"),
    *(
        Document(
            id=f"flood-{number}",
            lang="en",
            title=f"Flood report {number}",
            text=f"The flood reached the village in hour {number}. The flood stayed.",
            published=f"2023-02-{number:02}",
        )
        for number in range(1, 24)
    ),
)


def make_index(folder: Path, articles: tuple[Document, ...] = ARTICLES) -> Settings:
    """Index articles into a folder."""
    settings = Settings(index=folder)
    report = index_articles(open_backend(settings, create=True), articles)
    assert report.indexed == len(articles)
    return settings
