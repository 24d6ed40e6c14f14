"""Titles and abstracts in a second language, invented: what stands beside the real ones."""

from __future__ import annotations

import random

from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.words import ABSTRACT, KEYWORDS

_NOUNS: dict[str, tuple[str, ...]] = {
    "en": (
        "health",
        "memory",
        "education",
        "urban growth",
        "water quality",
        "labour",
        "gender",
        "climate",
        "language",
        "primary schools",
        "rural areas",
        "diabetes",
        "the nineteenth century",
    ),
    "es": (
        "la salud",
        "la memoria",
        "la educación",
        "el crecimiento urbano",
        "el agua",
        "el trabajo",
        "el género",
        "el clima",
        "la lengua",
        "las escuelas primarias",
        "el siglo XIX",
    ),
    "pt": (
        "a saúde",
        "a memória",
        "a educação",
        "o crescimento urbano",
        "a água",
        "o trabalho",
        "o gênero",
        "o clima",
        "a língua",
        "as escolas",
        "o século XIX",
    ),
    "de": (
        "die Gesundheit",
        "die Erinnerung",
        "die Bildung",
        "das Wachstum der Städte",
        "das Wasser",
        "die Arbeit",
        "das Klima",
        "die Sprache",
        "die Schule",
        "das 19. Jahrhundert",
    ),
    "fr": (
        "la santé",
        "la mémoire",
        "l'éducation",
        "la croissance urbaine",
        "l'eau",
        "le travail",
        "le genre",
        "le climat",
        "la langue",
        "l'école primaire",
        "le XIXe siècle",
    ),
    "zh": (
        "健康",
        "记忆",
        "教育",
        "城市发展",
        "水质",
        "劳动",
        "气候变化",
        "语言",
        "小学",
        "糖尿病",
    ),
    "ja": ("健康", "記憶", "教育", "都市の成長", "水質", "労働", "気候変動", "言語", "小学校"),
    "ru": (
        "здоровья",
        "памяти",
        "образования",
        "роста городов",
        "качества воды",
        "труда",
        "климата",
    ),
}

_TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        "A study of {0} and {1}",
        "{0} and {1}: evidence from a survey",
        "The role of {0} in {1}",
        "Towards a history of {0}: {1}, {2} and beyond",
    ),
    "es": ("Estudio de {0} y {1}", "{0} y {1}: una revisión", "El papel de {0} en {1}"),
    "pt": (
        "Estudo sobre {0} e {1}",
        "{0} e {1}: uma revisão da literatura",
        "O papel de {0} e {1}",
    ),
    "de": ("Untersuchungen über {0} und {1}", "{0} und {1}: eine Übersicht"),
    "fr": ("Étude sur {0} et {1}", "{0} et {1} : une revue de la littérature"),
    "zh": ("{0}与{1}的关系研究", "基于{0}的{1}分析方法"),
    "ja": ("{0}と{1}に関する研究", "{0}における{1}の影響"),
    "ru": ("Исследование {0} и {1}", "Особенности {0} в условиях {1}"),
}

_TAILS: dict[str, str] = {
    "en": "The results show that {0} depends on {1} more than was thought. We discuss {2}.",
    "es": "Los resultados muestran que {0} depende de {1}. Se analiza además {2} en la región.",
    "pt": "Os resultados mostram que {0} depende de {1}. Discute-se também {2} na região.",
    "de": "Die Ergebnisse zeigen, dass {0} und {1} zusammenhängen. Außerdem wird {2} betrachtet.",
    "fr": "Les résultats montrent que {0} dépend de {1}. Nous discutons aussi {2} dans la région.",
    "zh": "结果表明{0}与{1}密切相关。本文还讨论了{2}。",
    "ja": "その結果、{0}は{1}と関連していた。さらに{2}について考察する。",
    "ru": "Показано, что изучение {0} связано с изучением {1}. Обсуждаются вопросы {2}.",
}


def second_language(first: str, rng: random.Random) -> str:
    """Draw a language other than the article's; English most often beside another one."""
    if first != "en" and chance(rng, 0.8):
        return "en"
    return rng.choice([one for one in _TITLES if one != first])


def second_title(language: str, rng: random.Random) -> str:
    """Return an invented title."""
    text = rng.choice(_TITLES[language]).format(*rng.sample(_NOUNS[language], 3))
    return text[:1].upper() + text[1:]


def second_abstract(language: str, rng: random.Random) -> tuple[str, str, str]:
    """Return an invented abstract's heading, text, and line of keywords."""
    nouns = _NOUNS[language]
    tails = [_TAILS[language].format(*rng.sample(nouns, 3)) for _ in range(rng.randint(2, 6))]
    heading = rng.choice(ABSTRACT.get(language, ("Abstract",)))
    lead = rng.choice(KEYWORDS.get(language, ("Keywords",)))
    return heading, " ".join(tails), f"{lead}: {', '.join(rng.sample(nouns, 4))}"
