"""The words that publications print around an article, by language."""

from __future__ import annotations

import random

LANGUAGES = ("en", "es", "pt", "de", "fr", "it")

REFERENCES: dict[str, tuple[str, ...]] = {
    "en": ("References",) * 12 + ("REFERENCES",) * 4 + ("Bibliography", "Literature Cited",
           "Literature cited", "LITERATURE CITED", "Works Cited", "Reference", "Reference list",
           "References and Notes", "Literature", "References:", "R E F E R E N C E S",
           "Cited Literature", "Notes and references"),
    "es": ("Referencias", "Bibliografía", "Referencias bibliográficas", "BIBLIOGRAFÍA",
           "REFERENCIAS", "Literatura citada", "Fuentes y bibliografía"),
    "pt": ("Referências", "REFERÊNCIAS", "Referências bibliográficas", "Bibliografia"),
    "de": ("Literatur", "Literaturverzeichnis", "Quellen und Literatur", "LITERATUR",
           "Bibliographie"),
    "fr": ("Références", "Bibliographie", "Références bibliographiques", "BIBLIOGRAPHIE"),
    "it": ("Riferimenti bibliografici", "Bibliografia", "BIBLIOGRAFIA"),
}  # fmt: skip

ABSTRACT: dict[str, tuple[str, ...]] = {
    "es": ("Resumen", "RESUMEN"),
    "pt": ("Resumo", "RESUMO"),
    "de": ("Zusammenfassung", "Abstract"),
    "fr": ("Résumé", "RÉSUMÉ"),
    "it": ("Sommario", "Riassunto", "Abstract"),
}

KEYWORDS: dict[str, tuple[str, ...]] = {
    "en": ("Keywords", "Key words", "KEYWORDS", "Keywords", "Index Terms", "Key Words"),
    "es": ("Palabras clave", "PALABRAS CLAVE"),
    "pt": ("Palavras-chave", "PALAVRAS-CHAVE"),
    "de": ("Schlagwörter", "Schlüsselwörter"),
    "fr": ("Mots-clés", "Mots clés"),
    "it": ("Parole chiave",),
}

RECEIVED: dict[str, tuple[str, str, str]] = {
    "en": ("Received", "Accepted", "Published"),
    "es": ("Recibido", "Aceptado", "Publicado"),
    "pt": ("Recebido", "Aceito", "Publicado"),
    "de": ("Eingegangen", "Angenommen", "Veröffentlicht"),
    "fr": ("Reçu", "Accepté", "Publié"),
    "it": ("Ricevuto", "Accettato", "Pubblicato"),
}

AND: dict[str, str] = {"en": "and", "es": "y", "pt": "e", "de": "und", "fr": "et", "it": "e"}


def word(table: dict[str, tuple[str, ...]], language: str, rng: random.Random) -> str:
    """Draw a word of a table in the language, or in English where the table lacks it."""
    return rng.choice(table.get(language) or table["en"])
