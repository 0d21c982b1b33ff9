"""What the tests know of each language: words that must meet, words that must not, words to keep, a sample.

The words stand neither in seeds/ nor were they chosen from judged data; each pair names its grammatical reason.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """`conflate` and `distinct` are (word, word, reason); `inflect` must meet in a lemma, not only in a stem; `keep` are words that look like function words of ours."""

    code: str
    file: str
    conflate: tuple[tuple[str, str, str], ...]
    distinct: tuple[tuple[str, str, str], ...] = ()
    inflect: tuple[tuple[str, str, str], ...] = ()
    keep: tuple[str, ...] = ()
    sample: str = ""
    spans: tuple[tuple[str, str], ...] = ()


ENGLISH = Cases(
    code="en",
    file="english.py",
    conflate=(
        ("glaciers", "glacier", "plural"),
        ("mice", "mouse", "irregular plural"),
        ("swam", "swim", "strong past"),
        ("Iceland's", "Iceland", "possessive"),
        ("harvesting", "harvest", "participle"),
        ("café", "cafe", "accent"),
    ),
    inflect=(
        ("knelt", "kneel", "irregular past"),
        ("swore", "swear", "strong past, base without e"),
        ("digging", "dig", "doubled consonant"),
        ("mowing", "mow", "participle, base without e"),
        ("baking", "bake", "participle, base with e"),
        ("knitting", "knit", "participle listed as a noun"),
        ("mimicked", "mimic", "ck for c"),
        ("signalled", "signal", "doubled l"),
        ("calves", "calf", "voiced plural"),
        ("sunnier", "sunny", "comparative"),
        ("Laotians", "Laotian", "plural of a nationality"),
        ("vapour", "vapor", "British -our"),
        ("harbours", "harbor", "British -our, plural"),
        ("apologised", "apologize", "British -ise"),
        ("fertilisation", "fertilization", "British -isation"),
        ("paralyse", "paralyze", "British -yse"),
        ("calibre", "caliber", "British -re"),
        ("pretence", "pretense", "British -ence"),
        ("monologue", "monolog", "British -logue"),
        ("caesium", "cesium", "British ae"),
        ("jeweller", "jeweler", "British doubled l"),
        ("ploughs", "plow", "British spelling without a rule"),
    ),
    distinct=(
        ("desert", "dessert", "two words"),
        ("policy", "police", "one stem in older stemmers"),
        ("pour", "por", "-our of one syllable is no ending"),
        ("miller", "miler", "ll of one syllable is no doubling"),
        ("herring", "her", "not every -ing is a participle"),
        ("amber", "ambre", "spelling that the dictionary has no pair for"),
        ("timbre", "timber", "two words, not two spellings"),
        ("willing", "wile", "the base of a doubled l has no e"),
    ),
    keep=("US", "May"),
    sample="The harvest was late this year because the rain had not stopped since the middle of August.",
    spans=(("the farmer's barn", "farmer"), ("the farmers’ barn", "farmers")),
)

GERMAN = Cases(
    code="de",
    file="german.py",
    conflate=(
        ("Gletschern", "Gletscher", "dative plural"),
        ("Straße", "Strasse", "ß as ss"),
        ("Brücken", "Bruecke", "ü as ue"),
        ("Zürich", "Zurich", "ü without its dots, no other word"),
        ("schwamm", "schwimmen", "strong past"),
        ("Häuser", "haus", "plural with umlaut; typed in lower case"),
        ("Jürgens", "Juergens", "ue in a name"),
        ("Tschaikowskis", "Tschaikowski", "genitive of a name"),
    ),
    inflect=(
        ("gegähnt", "gähnen", "weak participle"),
        ("bemalt", "bemalen", "weak participle without ge-"),
        ("konsumiert", "konsumieren", "weak participle in -iert"),
        ("geblasen", "blasen", "strong participle with the infinitive's vowel"),
        ("blühend", "blühen", "present participle"),
        ("spann", "spinnen", "past with ablaut"),
        ("straffen", "strafft", "infinitive listed under an adjective"),
        ("Moldawiens", "Moldawien", "genitive of a listed name"),
        ("irgendwelches", "irgendwelch", "adjective listed with its ending"),
        ("Füße", "Füsse", "ß as ss, plural"),
    ),
    distinct=(
        ("fordern", "fördern", "to demand is not to promote"),
        ("Not", "Note", "hardship is no grade"),
        ("Bauer", "Bär", "ue after a is no umlaut"),
        ("Kurs", "Kur", "s of the stem is no genitive"),
        ("tanz", "tanzen", "a noun typed in lower case is no imperative"),
        ("gewähren", "währen", "ge- of an infinitive is no participle's"),
        ("Garten", "garen", "not every g- word is a participle"),
    ),
    keep=("Not",),
    sample="Die Ernte kam dieses Jahr spät, weil es seit Mitte August ununterbrochen geregnet hatte.",
)

FRENCH = Cases(
    code="fr",
    file="french.py",
    conflate=(
        ("glaciers", "glacier", "plural"),
        ("chevaux", "cheval", "plural in -aux"),
        ("l'hôpital", "hopital", "elided article, circumflex"),
        ("nageait", "nager", "imperfect"),
        ("qu’Hélène", "Hélène", "elided conjunction, typographic apostrophe"),
        ("paysannes", "paysanne", "feminine plural"),
    ),
    inflect=(
        ("fauchés", "faucher", "past participle in -é"),
        ("bâtie", "bâtir", "past participle in -i"),
        ("mordus", "mordre", "past participle in -u"),
        ("peintes", "peindre", "irregular participle"),
        ("soumise", "soumettre", "irregular participle with a prefix"),
        ("grelottant", "grelotter", "present participle"),
        ("nasale", "nasal", "feminine in -ale"),
        ("valseuse", "valseur", "feminine in -euse of -eur"),
        ("hideuses", "hideux", "feminine in -euse of -eux"),
        ("tyroliennes", "tyrolien", "feminine in -enne"),
        ("châtelaine", "châtelain", "feminine in -aine"),
        ("bergère", "berger", "feminine in -ère"),
        ("piquante", "piquant", "feminine in -ante"),
        ("gauloises", "gaulois", "feminine in -oise"),
        ("captive", "captif", "feminine in -ive"),
        ("rousse", "roux", "irregular feminine"),
    ),
    distinct=(
        ("poisson", "poison", "fish is no poison"),
        ("dessert", "désert", "two words"),
        ("purée", "purer", "a listed feminine in -ée is a noun"),
        ("battue", "battre", "a listed feminine in -ue is a noun"),
        ("manière", "manier", "a verb is no masculine"),
        ("capitale", "capital", "a capital city is no capital"),
        ("dansants", "danser", "the present participle does not change"),
    ),
    keep=("or",),
    sample="La récolte a été tardive cette année, car il n'avait pas cessé de pleuvoir depuis la mi-août.",
    spans=(("dans l'étable", "étable"), ("aujourd'hui", "aujourd'hui")),
)

RUSSIAN = Cases(
    code="ru",
    file="russian.py",
    conflate=(
        ("ледниками", "ледник", "instrumental plural"),
        ("шёл", "идти", "suppletive past"),
        ("берёзу", "береза", "ё as е"),
        ("урожаем", "урожай", "instrumental"),
        ("людей", "человек", "suppletive plural"),
        ("за́мок", "замок", "stress mark"),
    ),
    distinct=(("кость", "костюм", "bone and suit"), ("полка", "полковник", "shelf and colonel")),
    keep=("мир",),
    sample="Урожай в этом году поздний, потому что с середины августа не переставая шли дожди.",
)

ARABIC = Cases(
    code="ar",
    file="arabic.py",
    conflate=(
        ("المزارعون", "مزارع", "article and sound plural"),
        ("والجسر", "جسر", "conjunction and article"),
        ("بالقطار", "قطار", "preposition and article"),
        ("مُزارِع", "مزارع", "vowel signs"),
        ("مستشفى", "مستشفي", "alef maksura"),
        ("حديقتها", "حديقة", "teh marbuta before a pronoun"),
        ("إسطنبول", "اسطنبول", "hamza under alef"),
        ("مـــزارع", "مزارع", "tatweel"),
        ("بحيرات", "بحيرة", "sound feminine plural"),
        ("يزرعون", "زرع", "imperfect, third person plural"),
        ("سنهرب", "هرب", "future, first person plural"),
        ("وهربت", "هرب", "conjunction, perfect, feminine"),
        ("جزيرتهم", "جزيرة", "teh marbuta before a pronoun of the plural"),
    ),
    inflect=(
        ("تطبخ", "طبخ", "imperfect, she"),
        ("وتسبح", "سبح", "conjunction and imperfect, she"),
        ("يطبخها", "طبخ", "imperfect with an object"),
        ("بحرية", "بحري", "feminine of a relational adjective"),
        ("صحراوية", "صحراوي", "feminine of a relational adjective"),
        ("بكت", "بكى", "perfect, she, weak radical fallen"),
        ("رمت", "رمى", "perfect, she, weak radical fallen"),
        ("بقرات", "بقرة", "sound feminine plural"),
        ("سماؤه", "سماء", "hamza on waw before a pronoun"),
        ("شتائهم", "شتاء", "hamza on yeh before a pronoun"),
        ("للإصلاح", "إصلاح", "verbal noun after the article"),
        ("أرنب", "ارنب", "hamza over alef"),
    ),
    distinct=(
        ("التزرع", "زرع", "with the article it is no imperfect"),
        ("جمل", "جميل", "camel and beautiful"),
        ("كتاب", "مكتبة", "book and library: one root, two words"),
        ("جسر", "جزر", "bridge and carrots"),
    ),
    keep=("علي",),
    spans=(("سيارة Volvo's الجديدة", "Volvo"),),
    sample="تأخر الحصاد هذا العام لأن المطر لم يتوقف منذ منتصف شهر أغسطس في معظم مناطق البلاد.",
)

UKRAINIAN = Cases(
    code="uk",
    file="ukrainian.py",
    conflate=(
        ("льодовиками", "льодовик", "instrumental plural"),
        ("врожаєм", "врожай", "instrumental"),
        ("ґрунт", "грунт", "ґ as г"),
    ),
    distinct=(("кіт", "кит", "cat and whale"),),
    sample="Урожай цього року пізній, бо від середини серпня безперервно йшли дощі по всій країні.",
)

SNOWBALL = tuple(
    Cases(code=code, file="snowball_languages.py", conflate=((one, other, "inflection"),), sample=sample)
    for code, one, other, sample in (
        ("ca", "muntanyes", "muntanya", "La collita ha arribat tard aquest any perquè no ha parat de ploure des del mes d'agost."),
        ("cs", "ledovce", "ledovcem", "Sklizeň letos přišla pozdě, protože od poloviny srpna nepřestalo pršet."),
        ("da", "gletsjere", "gletsjer", "Høsten kom sent i år, fordi det ikke er holdt op med at regne siden midten af august."),
        ("el", "παγετώνες", "παγετώνας", "Η συγκομιδή άργησε φέτος γιατί δεν σταμάτησε να βρέχει από τα μέσα Αυγούστου."),
        ("eo", "montojn", "montoj", "La rikolto malfruis ĉi-jare, ĉar ne ĉesis pluvi ekde la mezo de aŭgusto."),
        ("es", "montañas", "montaña", "La cosecha llegó tarde este año porque no ha dejado de llover desde mediados de agosto."),
        ("et", "raamatud", "raamatut", "Saak jäi tänavu hiljaks, sest augusti keskpaigast saadik on pidevalt vihma sadanud."),
        ("eu", "mendiak", "mendian", "Uzta berandu iritsi da aurten, abuztuaren erditik ez baitio euria egiteari utzi."),
        ("fa", "کوه‌ها", "کوه", "برداشت محصول امسال دیر شد زیرا از نیمه مرداد باران بند نیامده است."),
        ("fi", "jäätiköt", "jäätikkö", "Sato myöhästyi tänä vuonna, koska sade ei ole lakannut elokuun puolivälin jälkeen."),
        ("ga", "polaitíocht", "polaitíochta", "Bhí an fómhar déanach i mbliana mar níor stop sé ag cur báistí ó lár mhí Lúnasa."),
        ("hi", "पहाड़ों", "पहाड़", "इस साल फसल देर से आई क्योंकि अगस्त के मध्य से बारिश नहीं रुकी है।"),
        ("hu", "gleccserek", "gleccser", "Az idén későn volt az aratás, mert augusztus közepe óta nem állt el az eső."),
        ("hy", "քաղաքներ", "քաղաքների", "Բերքահավաքն այս տարի ուշացավ, քանի որ օգոստոսի կեսից անձրևը չի դադարել։"),
        ("id", "memanen", "panen", "Panen tahun ini terlambat karena hujan tidak berhenti sejak pertengahan bulan Agustus."),
        ("it", "montagne", "montagna", "Il raccolto è arrivato tardi quest'anno perché non ha smesso di piovere da metà agosto."),
        ("lt", "ledynai", "ledynas", "Derlius šiemet vėluoja, nes nuo rugpjūčio vidurio nesiliauja lietus."),
        ("ne", "पहाडहरू", "पहाड", "यस वर्ष बाली ढिलो भयो किनभने साउनदेखि पानी पर्न रोकिएको छैन।"),
        ("nl", "gletsjers", "gletsjer", "De oogst kwam dit jaar laat omdat het sinds half augustus niet is opgehouden met regenen."),
        ("no", "isbreene", "isbreen", "Innhøstingen kom sent i år fordi det ikke har sluttet å regne siden midten av august."),
        ("pl", "lodowce", "lodowców", "Żniwa w tym roku się opóźniły, ponieważ od połowy sierpnia nie przestało padać."),
        ("pt", "montanhas", "montanha", "A colheita chegou tarde este ano porque não parou de chover desde meados de agosto."),
        ("ro", "ghețarii", "ghețari", "Recolta a venit târziu anul acesta pentru că nu s-a oprit ploaia de la jumătatea lunii august."),
        ("sr", "планинама", "планине", "Жетва је ове године каснила јер киша није престајала од средине августа."),
        ("st", "motse", "metse", ""),
        ("sv", "glaciärer", "glaciären", "Skörden kom sent i år eftersom det inte har slutat regna sedan mitten av augusti."),
        ("ta", "மலைகள்", "மலை", "ஆகஸ்ட் நடுப்பகுதியிலிருந்து மழை நிற்காததால் இந்த ஆண்டு அறுவடை தாமதமானது."),
        ("tr", "buzullar", "buzul", "Ağustos ortasından beri yağmur dinmediği için bu yıl hasat gecikti."),
        ("yi", "ארבעט", "ארבעטן", ""),
    )
)  # fmt: skip

TEMPLATE = Cases(code="xx", file="_template.py", conflate=(("rivers", "river", "plural"),))

ALL = (ENGLISH, GERMAN, FRENCH, RUSSIAN, ARABIC, UKRAINIAN, *SNOWBALL)
