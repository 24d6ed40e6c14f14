"""The venues of references: places, brackets and stops that are theirs or not."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def of(lines: list[str], without: str = "") -> str:
    """Return the venue of the first entry."""
    return bibs(read([f"@{{a Roe A}}. {{t T t}}. {line}" for line in lines], without=without))[0][2]


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v Rheumatology} (Oxford). {y 2010};1", "Rheumatology (Oxford)"),
        ("{v J Appl Physiol} (1985). {y 2017};1", "J Appl Physiol (1985)"),
        ("{v Clin Nutr} (Edinburgh, Scotland) {y 2017};1", "Clin Nutr (Edinburgh, Scotland)"),
        ("{v Spine} (Suppl). {y 2010};1", "Spine"),
        ("{v Spine} (Oxford), 12", "Spine"),
        ("{v Lancet} () {y 2010};1", "Lancet"),
    ],
)
def test_places_of_venues(line: str, venue: str) -> None:
    assert of([line]) == venue
    assert of([line], without="places_of_venues") == venue.partition(" (")[0]


NO_STOPS = ["{v PLoS One} 4.", "{v Journal of Things} 5."]


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        (["{v J. Biol. Chem}. 3."], "J. Biol. Chem."),
        (["{v Virus Res}., 3."], "Virus Res."),
        (["{v Virus Res}. 3.", *NO_STOPS], "Virus Res."),
        (["{v Nature.} 3.", "{v Cell}. 4."], "Nature"),
        (["{v Lancet.} 3.", "{v PLoS One} 4."], "Lancet"),
        (["{v A whole book.} Wien.", *NO_STOPS], "A whole book"),
        (["{v Изв. вузов. Физика.} 3."], "Изв. вузов. Физика"),
    ],
)
def test_stops_of_abbreviations(lines: list[str], venue: str) -> None:
    assert of(lines) == venue
    assert of(lines, without="stops_of_abbreviations") != venue


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v Handbook of Medicinal Herbs}. 2001, 3.", "Handbook of Medicinal Herbs"),
        ("{v Dialogic Teaching: Rethinking Talk}. 4, 3.", "Dialogic Teaching: Rethinking Talk"),
        ("{v Energy Storage Mater}. 3.", "Energy Storage Mater."),
        ("{v Plant Cell Phys-iol}. 3.", "Plant Cell Phys-iol."),
        ("{v Z. für Bot}. 3.", "Z. für Bot."),
        ("{v Schriften der Ges}., 3.", "Schriften der Ges."),
        ("{t A title}. {v Schriften der Ges}. 3.", "Schriften der Ges."),
    ],
)
def test_stops_of_books(line: str, venue: str) -> None:
    def read_without(name: str) -> str:
        return bibs(read([f"@{{a Roe A}}. {line}", *map("@{{t T t}}. {}".format, NO_STOPS)],
                         without=name))[0][2]  # fmt: skip

    assert read_without("") == venue
    assert read_without("stops_of_books") == f"{venue.removesuffix('.')}."


def test_edges_of_venues() -> None:
    line = "{v , “Nature”,} 3."
    assert of([line]) == "Nature"
    assert of([line], without="edges_of_venues") == ", “Nature”,"


@pytest.mark.parametrize(
    ("line", "venue", "year"),
    [
        ("{v Spine (Phila} Pa 1976). {y 2010};35:1.", "Spine (Phila Pa 1976)", "2010"),
        ("{v Clin Oncol (R} Coll Radiol) {y 2010};35:1.", "Clin Oncol (R Coll Radiol)", "2010"),
        ("{v Nature} ({y 2010}) 35:1.", "Nature", "2010"),
        ("{v Handbook of Things (3}rd ed). {y 2010}.", "Handbook of Things", "2010"),
        ("{v BMJ (Clinical} research ed). {y 2010}.", "BMJ (Clinical research ed)", "2010"),
    ],
)
def test_brackets_of_venues_are_closed(line: str, venue: str, year: str) -> None:
    found = bibs(read([f"~@1. {{a Roe A}}. {{t First things}}. {line}"]))[0]
    assert found[2:] == (venue, year)


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("@{a Roe A}. {t One}. {v Robot Auton} Syst 127(5):14.", "Robot Auton Syst"),
        ("@{a Roe A}. {t One}. {v J Baotou} Med Coll 2001;7.", "J Baotou Med Coll"),
        ("@{a Roe A}. {t One}. {v Nature} Vol 127.", "Nature"),
        ("@{a Roe A}. {t One}. {v Phys Rev} A 127.", "Phys Rev"),
        ("@{a Roe A}. {t One}. {v Nature} London, 127.", "Nature"),
        ("@{a Roe A}. {t One}. {v Physics Today} May {y 2010}.", "Physics Today"),
        ("@{a Roe A}. {t One}. {v MIT Press} Cambridge {y 2010}.", "MIT Press"),
        ("@{a Roe A}. {t One}. {v Nature} Issue 12.", "Nature"),
        ("@{a Roe A}. {t One}. {v J Baotou} Med {y 2001};7.", "J Baotou Med"),
    ],
)
def test_ends_of_venues(line: str, venue: str) -> None:
    assert bibs(read([line]))[0][2] == venue
    left = line[line.index("{v") + 3 : line.index("}", line.index("{v"))]
    assert bibs(read([line], without="ends_of_venues"))[0][2] == left


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v BPM Forum 2017. LNBIP}, vol. 297", "BPM Forum 2017"),
        ("{v CAiSE 2010, Lecture Notes in Computer Science} 6051", "CAiSE 2010"),
        ("{v Secure IT Systems. IFIP AICT} 12", "Secure IT Systems"),
        ("{v Lecture Notes in Computer Science} 12", "Lecture Notes in Computer Science"),
        ("{v Proc. CCIS 2011}, 12", "Proc. CCIS 2011"),
        ("{v Proc. Big CCIS 2011}, 12", "Proc. Big CCIS 2011"),
    ],
)
def test_series_behind_venues(line: str, venue: str) -> None:
    assert of([line]) == venue
    left = line[3 : line.index("}")]
    assert of([line], without="series_behind_venues") == left


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v Economic Journal forthcoming}.", "Economic Journal"),
        ("{v Economic Journal (in press)}.", "Economic Journal"),
        ("{v Archiv für Öfen, im Druck}.", "Archiv für Öfen"),
        ("{v Forthcoming}.", "Forthcoming"),
        ("{v Kilns in Press Photographs}.", "Kilns in Press Photographs"),
    ],
)
def test_states_behind_venues(line: str, venue: str) -> None:
    assert of([line]) == venue
    assert of([line], without="states_behind_venues") == line[3 : line.index("}")]


def test_abbreviations_that_end_venues() -> None:
    def venue(line: str, without: str = "") -> str:
        return bibs(read([f"@{{a Roe A}}. {line}"], without=without))[0][2]

    line = "{v Energia odnawialna w 2020 r.} Wien."
    assert venue(line) == "Energia odnawialna w 2020 r."
    assert venue(line, without="abbreviations_that_end_venues") == "Energia odnawialna w 2020 r"
    assert venue("{t One}. {v Степи : материалы конф}. Киев.") == "Степи : материалы конф."
    assert venue("{t One}. {v Степи}. Киев.") == "Степи"


def test_documents_behind_books() -> None:
    def venue(line: str, without: str = "") -> str:
        return bibs(read([f"@{{a Roe A}}. {line}"], without=without))[0][2]

    line = "{v Icing Handbook. DOT/FAA/CT-88/8}, Wien."
    assert venue(line) == "Icing Handbook"
    assert venue(line, without="documents_behind_books") == "Icing Handbook. DOT/FAA/CT-88/8"
    assert venue(f"{{t Kilns}}. {line}") == "Icing Handbook. DOT/FAA/CT-88/8"


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v Stata: Release} 15. Texas.", "Stata: Release 15"),
        ("{v Methods in Kilns} 15. Texas.", "Methods in Kilns"),
        ("{v Annals of the Press Release} 15, 30.", "Annals of the Press Release"),
    ],
)
def test_versions_of_software(line: str, venue: str) -> None:
    assert of([line]) == venue
    assert of([line], without="versions_of_software") == line[3 : line.index("}")]


def test_places_behind_venues() -> None:
    others = ["{v Carta Maior}, São Paulo, v. 4, n. 2", "{v Saúde}, Rio de Janeiro, v. 19"]
    line = "{v Redes, Santa Cruz do Sul}, v. 19, n. 3"
    assert of([line, *others]) == "Redes"
    assert of([line, *others], without="places_behind_venues") == "Redes, Santa Cruz do Sul"
    assert of([line, others[0]]) == "Redes, Santa Cruz do Sul"
    kept = "{v Tempo, espaço e linguagem}, v. 19"
    assert of([kept, *others]) == "Tempo, espaço e linguagem"
    assert of(["{v Redes, Santa Cruz}, 19", *others]) == "Redes, Santa Cruz"


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("{v Орнитология : сб. науч. тр}. 3.", "Орнитология"),
        ("{v Степи : монография}. Киев.", "Степи"),
        ("{v Степи : обзор}. 3.", "Степи : обзор"),
    ],
)
def test_kinds_behind_books(line: str, venue: str) -> None:
    assert of([line]) == venue
    left_out = of([line], without="kinds_behind_books")
    assert left_out.startswith(line[3 : line.index("}")])


@pytest.mark.parametrize(
    "number", ["ACI 318-11", "Rep. No. CCEER-13-08", "NCHRP Rep. 698", "GAO-18-634"]
)
def test_documents_as_venues(number: str) -> None:
    line = f"{{v {number}}}, Reno."
    assert of([line]) == ""
    assert of([line], without="documents_as_venues") == number


@pytest.mark.parametrize(
    "venue", ["EPL", "ICML 2015", "Sci. Rep.", "IEEE Trans. Kilns", "SC-15", "MICCAI 2015"]
)
def test_journals_and_meetings_are_no_documents(venue: str) -> None:
    assert of([f"{{v {venue}}}, 12"]) == venue


@pytest.mark.parametrize("behind", [",{y 2005},293(4):12-13.", "0509:031", "2005;12:3"])
def test_what_is_glued_to_a_journal_makes_it_no_document(behind: str) -> None:
    assert of([f"{{v JAMA}}{behind}"]) == "JAMA"


def test_the_rest_of_a_number_tells_that_it_is_one() -> None:
    assert of(["{v ASTM A}370, West Conshohocken."]) == ""
    assert of(["{v GAO}-18-634. Washington."]) == ""


def test_the_stop_before_an_edition_closes_no_abbreviation() -> None:
    assert of(["{v Traité de pneumologie}. 2e éd. Paris", *NO_STOPS]) == "Traité de pneumologie"
