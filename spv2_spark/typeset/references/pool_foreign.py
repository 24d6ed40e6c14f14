"""Words and patterns of titles in languages other than English; see `pool_titles`."""

from __future__ import annotations

from collections.abc import Mapping

from spv2_spark.typeset.references.pool_titles import rows_of

# language -> (topics, contexts, patterns)
FOREIGN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "de": (
        rows_of(
        """
        die soziale Ungleichheit|das Recht der Schuldverhältnisse|die Öffentlichkeit
        die Bildung|das Gedächtnis der Stadt|der Begriff der Arbeit|die Kunst der Moderne
        die Familie|der Staat|die Stabilität dünner Schalen|das Elektron
        die Geschichte der Technik|der Wortschatz
        """
    ),
        rows_of(
        """
        im 19. Jahrhundert|in der Weimarer Republik|in Mitteleuropa|seit 1945|bei Hegel
        in der digitalen Gesellschaft|im Mittelalter|im Unterricht|in der Schweiz
        """
    ),
        rows_of(
        """
        Zur Theorie: T|T C|Einführung: T|Über T C|T und T|Studien: T C|T. Ein Lehrbuch
        Was heißt T?|T C. Eine Untersuchung|Beiträge: T|Grundriss: T
        """
    ),
    ),
    "fr": (
        rows_of(
        """
        la mémoire collective|le travail des femmes|l'espace public|la forme et le sens
        le droit des contrats|l'école républicaine|la distinction|la ville et ses marges
        le récit|la convergence des séries|l'économie morale|les pratiques culturelles
        le paysage
        """
    ),
        rows_of(
        """
        au XIXe siècle|en France|dans les sociétés contemporaines|chez Proust
        sous l'Ancien Régime|en Afrique de l'Ouest|au Québec|à l'époque moderne
        """
    ),
        rows_of(
        """
        T C|Essai sur T|T et T|T : enjeux et perspectives|Pour une histoire de T|Sur T C
        Qu'est-ce que T ?|T C. Une enquête|Introduction à T|De T à T
        """
    ),
    ),
    "es": (
        rows_of(
        """
        la desigualdad social|la educación superior|el derecho penal|la memoria histórica
        la calidad de vida|el desarrollo sostenible|la formación docente
        la novela contemporánea|las políticas públicas|la participación ciudadana
        el riesgo cardiovascular|la identidad
        """
    ),
        rows_of(
        """
        en América Latina|en España (1939-1975)|en Colombia|en el siglo XX|en la era digital
        en estudiantes universitarios|en México|en la obra de Cervantes
        """
    ),
        rows_of(
        """
        T C|T y T C|Hacia una teoría de T|T: una revisión|Análisis de T C|Estudio sobre T C
        ¿Qué es T?|Introducción a T|T C: un estudio de caso|Evaluación de T C
        """
    ),
    ),
    "pt": (
        rows_of(
        """
        a saúde coletiva|a formação de professores|o direito à cidade|a educação infantil
        o mercado de trabalho|a violência doméstica|as políticas sociais|o manejo do solo
        a construção da identidade|a economia solidária|a qualidade da água
        """
    ),
        rows_of(
        """
        no Brasil|na América Latina|no século XXI|em escolas públicas|na Amazônia
        no estado de São Paulo|em Portugal
        """
    ),
        rows_of(
        """
        T C|T e T C|Análise de T C|T: uma revisão|Contribuições ao estudo de T
        Avaliação de T C|T C: desafios e perspectivas
        """
    ),
    ),
    "it": (
        rows_of(
        """
        la città storica|il diritto privato|la poesia del Novecento|lo stato sociale
        il paesaggio|la teoria dei campi|il lavoro femminile|la retorica|l'idea di Europa
        il restauro
        """
    ),
        rows_of(
        """
        in Italia|nel Rinascimento|tra Otto e Novecento|nella filosofia di Vico|a Venezia
        nel Mezzogiorno
        """
    ),
        rows_of(
        """
        T C|T e T|Saggio: T|T C. Un'indagine|Storia e critica: T|Note su T C|Introduzione: T
        """
    ),
    ),
    "sv": (
        rows_of(
        """
        välfärdsstaten|läsförståelse|kommunal självstyrelse|den svenska modellen|barns lek
        hälsa og arbejde|språkhistoria|skolens rolle
        """
    ),
        rows_of(
        """
        i Norden|i Sverige 1900–1950|i skolen|i Danmark|i Finland
        """
    ),
        rows_of(
        """
        T C|T och T|Om T C|En studie av T C|T: en introduktion
        """
    ),
    ),
    "pl": (
        rows_of(
        """
        polityka społeczna|prawo konstytucyjne|tożsamość narodowa|literatura dawna
        rozwój regionalny|edukacja dorosłych|ustoichivost' sistem|istoriia goroda
        """
    ),
        rows_of(
        """
        w Polsce|w Europie Środkowej|po 1989 roku|v Rossii|na Ukrainie
        """
    ),
        rows_of(
        """
        T C|T i T|Studia: T C|Problemy: T C|T. Zarys problematyki
        """
    ),
    ),
    "nl": (
        rows_of(
        """
        de verzorgingsstaat|taalverwerving|stedelijke vernieuwing|het onderwijs
        de Gouden Eeuw
        """
    ),
        rows_of(
        """
        in Nederland|in Vlaanderen|na 1945|in de praktijk
        """
    ),
        rows_of(
        """
        T C|T en T|Over T C|Inleiding tot T|T: een overzicht
        """
    ),
    ),
}  # fmt: skip
