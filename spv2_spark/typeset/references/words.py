"""The words of the apparatus ("In", "Eds.", "vol.", "Accessed") by language.

Every key has several printed variants; a style draws one of each and keeps to it. A
variant may start with `_` to be set in italics.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from spv2_spark.typeset.references.words_more import (
    DUTCH,
    ITALIAN,
    NORDIC,
    PORTUGUESE,
    SLAVIC,
    SPANISH,
    Variants,
)

ENGLISH: dict[str, Variants] = {
    "and": ("and", "&", "and", "&", ""),
    "etal": ("et al.", "et al.", "et al.", "et al", "and others", "& al.", "et alii"),
    "in": ("In", "In:", "In", "in", "In:", "in:", "_In", "_In:", "_in"),
    "eds": ("Eds.", "eds.", "editors", "eds", "Eds", "Ed.", "edited by"),
    "ed": ("Ed.", "ed.", "editor", "ed", "Ed", "Ed.", "edited by"),
    "editedby": ("edited by", "Edited by", "ed. by", "ed.", "eds."),
    "vol": ("vol. ", "Vol. ", "vol ", "Volume ", "v. ", "Vol "),
    "no": ("no. ", "No. ", "issue ", "iss. ", "Issue ", "no ", "n. ", "#", "nr. "),
    "pp": ("pp. ", "pp ", "pp.", "p. ", "p", "pages ", "", "Pp. "),
    "p": ("p. ", "p ", "p.", "p. ", "p", "page ", "", "P. "),
    "edition": ("edn.", "ed.", "edition", "edn", "ed", "Edition"),
    "accessed": (
        "Accessed",
        "accessed",
        "Accessed on",
        "Retrieved",
        "retrieved",
        "Last accessed",
        "Accessed:",
        "Date accessed:",
        "cited",
        "last access:",
        "Last visited",
        "viewed",
        "Accessed date:",
        "last checked",
    ),
    "available": (
        "Available from:",
        "Available at",
        "Available at:",
        "Available online:",
        "Available from",
        "Retrieved from",
        "URL",
        "URL:",
        "online at",
        "",
        "See",
        "Web:",
    ),
    "thesis": (
        "PhD thesis",
        "Ph.D. thesis",
        "Ph.D. dissertation",
        "Doctoral dissertation",
        "Doctoral thesis",
        "dissertation",
        "PhD diss.",
        "Unpublished doctoral dissertation",
        "Master's thesis",
        "M.Sc. thesis",
        "MA thesis",
        "Thesis",
        "D.Phil. thesis",
    ),
    "report": (
        "Technical Report",
        "Tech. Rep.",
        "Report",
        "Report No.",
        "Working Paper",
        "Discussion Paper",
        "Technical report",
        "Research Report",
        "White paper",
        "TR",
    ),
    "nodate": ("n.d.", "n.d.", "no date", "undated", "s.a."),
    "inpress": ("in press", "In press", "forthcoming", "to appear", "submitted", "accepted"),
    "preprint": ("arXiv preprint", "arXiv preprint", "arXiv", "ArXiv", "arXiv e-prints", "CoRR"),
    "online": ("[Internet]", "[Online]", "[online]", "[Electronic version]", "(online)"),
    "version": ("version", "Version", "v", "R package version", "ver."),
    "translated": ("translated by", "trans.", "Trans. by", "transl."),
}

GERMAN: dict[str, Variants] = {
    "and": ("und", "u.", "&", "und", ""),
    "etal": ("et al.", "u.a.", "u. a.", "et al"),
    "in": ("In:", "in:", "In", "in"),
    "eds": ("Hrsg.", "Hg.", "Hgg.", "Hrsg", "Eds."),
    "ed": ("Hrsg.", "Hg.", "Hrsg", "Ed."),
    "editedby": ("hrsg. von", "herausgegeben von", "hg. v."),
    "vol": ("Bd. ", "Band ", "Jg. ", "Bd.", "Vol. "),
    "no": ("Nr. ", "H. ", "Heft ", "Nr.", "No. "),
    "pp": ("S. ", "S.", "Seiten ", ""),
    "p": ("S. ", "S.", "Seite ", ""),
    "edition": ("Aufl.", "Auflage", "Aufl"),
    "accessed": ("Zugriff am", "abgerufen am", "Zugegriffen:", "letzter Zugriff:", "Stand:"),
    "available": ("Verfügbar unter:", "URL:", "Online unter", "Abrufbar unter", ""),
    "thesis": ("Dissertation", "Diss.", "Diplomarbeit", "Masterarbeit", "Habilitationsschrift"),
    "report": ("Bericht", "Arbeitspapier Nr.", "Forschungsbericht", "Diskussionspapier"),
    "nodate": ("o. J.", "o.J.", "s.a."),
    "inpress": ("im Druck", "im Erscheinen", "in Vorbereitung"),
    "translated": ("übers. von", "Übers.", "übersetzt von"),
}

FRENCH: dict[str, Variants] = {
    "and": ("et", "et", "&", ""),
    "etal": ("et al.", "et coll.", "_et al."),
    "in": ("dans", "In", "_in", "Dans :", "In :", "in"),
    "eds": ("dir.", "éds", "sous la dir. de", "éd.", "Eds"),
    "ed": ("dir.", "éd.", "sous la dir. de", "Ed."),
    "editedby": ("sous la direction de", "sous la dir. de", "dir."),
    "vol": ("vol. ", "t. ", "tome ", "vol. ", "Vol. "),
    "no": ("n° ", "nº ", "no ", "n°", "numéro "),
    "pp": ("p. ", "pp. ", "p.", ""),
    "p": ("p. ", "p.", ""),
    "edition": ("éd.", "édition", "è éd."),
    "accessed": ("consulté le", "Consulté le", "page consultée le", "dernier accès :"),
    "available": ("Disponible sur :", "En ligne :", "URL :", "Disponible à", ""),
    "thesis": ("Thèse de doctorat", "thèse", "Mémoire de master", "Thèse de 3e cycle"),
    "report": ("Rapport", "Rapport technique", "Document de travail n°", "Cahier"),
    "nodate": ("s.d.", "s. d."),
    "inpress": ("à paraître", "sous presse"),
    "translated": ("trad. par", "traduit par", "trad."),
}

CHINESE: dict[str, Variants] = {  # what journals of China and Japan print in English
    **ENGLISH,
    "etal": ("et al.", "et al", "et al."),
    "in": ("//", "In:", "In", "//"),
    "available": ("Available from:", ""),
}

LANGUAGES: Mapping[str, Mapping[str, Variants]] = {
    "en": ENGLISH,
    "de": {**ENGLISH, **GERMAN},
    "fr": {**ENGLISH, **FRENCH},
    "es": {**ENGLISH, **SPANISH},
    "pt": {**ENGLISH, **PORTUGUESE},
    "it": {**ENGLISH, **ITALIAN},
    "nl": {**ENGLISH, **DUTCH},
    "sv": {**ENGLISH, **NORDIC},
    "pl": {**ENGLISH, **SLAVIC},
    "zh": CHINESE,
}

_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": _ENGLISH_MONTHS,
    "zh": _ENGLISH_MONTHS,
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
           "Oktober", "November", "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
           "septiembre", "octubre", "noviembre", "diciembre"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
           "setembro", "outubro", "novembro", "dezembro"),
    "it": ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
           "settembre", "ottobre", "novembre", "dicembre"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
           "september", "oktober", "november", "december"),
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
           "september", "oktober", "november", "december"),
    "pl": ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
           "września", "października", "listopada", "grudnia"),
}  # fmt: skip


def draw_words(language: str, rng: random.Random) -> dict[str, str]:
    """Return one variant of every word of a language."""
    return {key: rng.choice(variants) for key, variants in LANGUAGES[language].items()}
