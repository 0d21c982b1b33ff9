"""Small articles for tests, in several languages, on subjects of their own."""

from index.documents import Document

__all__ = ["ARTICLES", "FLOOD_AR", "FLOOD_DE", "FLOOD_EN", "FLOOD_FR", "FLOOD_RU"]

FLOOD_EN = Document(
    id="flood-en",
    lang="en",
    title="Flood cuts off villages in the valley",
    text="The river rose overnight and flooded the bridge. Rescue workers brought two hundred residents to safety.\n"
    "President Darchiashvili visited the region. A hospital in Tbilisi took in the injured.",
    source="Valley Post",
    published="2021-06-03",
    url="https://example.org/flood?lang=en#top",
)
FLOOD_DE = Document(
    id="flood-de",
    lang="de",
    title="Hochwasser schneidet Dörfer ab",
    text="Der Fluss trat über Nacht über die Ufer. Die Rettungskräfte brachten die Bewohner in Sicherheit. "
    "Dartschiaschwili besuchte die Region. Die Versicherungsgesellschaften rechnen mit hohen Schäden.",
    source="Talbote",
    published="2021-06-04",
)
FLOOD_FR = Document(
    id="flood-fr",
    lang="fr",
    title="L'inondation isole des villages",
    text="La rivière a débordé pendant la nuit. Les secours ont évacué les habitants. Dartchiachvili s'est rendu sur "
    "place. L'hôpital de la ville a accueilli les blessés.",
    source="Le Courrier",
    published="2021-06-05T08:30:00+02:00",
)
FLOOD_RU = Document(
    id="flood-ru",
    lang="ru",
    title="Наводнение отрезало деревни",
    text="Ночью река вышла из берегов. Спасатели эвакуировали жителей. Регион посетил Дарчиашвили. "
    "Пострадавших приняла больница в Тбилиси.",
    source="Вестник",
    published="2021-06-06",
)
FLOOD_AR = Document(
    id="flood-ar",
    lang="ar",
    title="الفيضان يعزل القرى",
    text="ارتفع منسوب النهر ليلا. وأجلت فرق الإنقاذ السكان. وزار دارتشياشفيلي المنطقة. واستقبل المستشفى المصابين.",
    source="البريد",
    published="2021-06-07",
)
OTHER = (
    Document(
        id="chess-en", lang="en", title="Chess final ends in a draw", text="The champion kept his title in Reykjavik."
    ),
    Document(
        id="wine-fr", lang="fr", title="Vendanges précoces", text="Les vignerons de Bourgogne ont commencé la récolte."
    ),
    Document(
        id="opera-de", lang="de", title="Premiere in Wien", text="Das Publikum feierte die Oper mit langem Beifall."
    ),
)
ARTICLES = (FLOOD_EN, FLOOD_DE, FLOOD_FR, FLOOD_RU, FLOOD_AR, *OTHER)
