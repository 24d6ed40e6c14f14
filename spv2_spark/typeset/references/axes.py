"""The axes of random styles: each value with its weight; the sums need not be 100."""

from __future__ import annotations


def weighted(table: str) -> tuple[tuple[str, int], ...]:
    """Return the (value, weight) pairs of lines `weight|value|`."""
    rows = (row.removesuffix("|").split("|", 1) for row in table.strip().splitlines())
    return tuple((value, int(weight)) for weight, value in rows)


HEADS_DATED = weighted(
    """
24|{$authors }{($year). }|
14|{$authors }{($year) }|
14|{$authors, }{$year. }|
14|{$authors. }{$year. }|
8|{$authors }{$year. }|
5|{$authors }{$year, }|
8|{$authors }{($year): }|
6|{$authors }{($year), }|
5|{$authors. }{($year). }|
3|{$authors, }{($year), }|
4|{$authors, }{$year, }|
1|{$authors }{[$year] }|
2|{$authors }{$year }|
1|{$authors: }{$year. }|
2|{$authors }{$year: }|
"""
)
HEADS = weighted(
    """
45|{$authors. }|
30|{$authors, }|
12|{$authors: }|
1|{$authors }|
2|{$authors; }|
1|{$authors – }|
"""
)
LOCATORS_DATED = weighted(
    """
25|{$volume}{($issue)}{, $pages}|
20|{$volume}{($issue)}{:$pages}|
8|{$volume}{ ($issue)}{, $pages}|
10|{$volume}{($issue)}{: $pages}|
15|{$volume}{, $pages}|
10|{$volume}{: $pages}|
10|{%vol$volume}{, %no$issue}{, $leaf$pages}|
6|{$volume}{ ($issue)}{:$pages}|
4|{$volume}{, %no$issue}{, $pages}|
3|{$volume}{ $pages}|
3|{$volume}{/$issue}{, $leaf$pages}|
2|{$volume}{.$issue}{, $pages}|
2|{$volume}{, $issue}{, $leaf$pages}|
4|{$volume}{($issue)}{, $leaf$pages}|
"""
)
LOCATORS = weighted(
    """
18|{$date}{;$volume}{($issue)}{:$pages}|
10|{$date}{; $volume}{($issue)}{: $pages}|
8|{$volume}{($issue)}{:$pages}{, $year}|
16|{$volume}{, $pages}{ ($year)}|
7|{$volume}{ ($year)}{, $pages}|
6|{$volume}{ ($year) }{$pages}|
9|{$year}{, $volume}{, $pages}|
6|{$volume}{($issue)}{, $pages}{, $year}|
12|{%vol$volume}{, %no$issue}{, $leaf$pages}{, $date}|
8|{$year}{;$volume}{:$pages}|
6|{$volume}{.$issue}{ ($year)}{: $pages}|
5|{$volume}{:$pages}{ ($year)}|
5|{$volume}{($issue)}{ ($year)}{, $leaf$pages}|
4|{$year}{. $volume}{($issue)}{: $leaf$pages}|
5|{$volume}{, $issue}{ ($year)}{, $pages}|
4|{$date}{, $volume}{($issue)}{, $leaf$pages}|
5|{$volume}{ ($date)}{: $pages}|
2|{($year)}{ $volume}{: $pages}|
1|{$leaf$pages}{, $year}|
"""
)
IMPRINTS = weighted(
    """
30|{$place: }{$publisher}{@}|
30|{$publisher}{, $place}{@}|
22|{$publisher}{@}|
4|{$place}{, $publisher}{@}|
6|{$place}{@}|
4|{$publisher}{: $place}{@}|
4|{({$place: }{$publisher}{@})}|
"""
)
YEARS = weighted(
    """
50|, $year|
10|, $date|
25|; $year|
20| ($year)|
8|. $year|
3| $year|
"""
)
HOLDERS = weighted(
    """
20|{%in {$editors ($role), }{$venue}}|
15|{%in {$editors, $role. }{$venue}}|
15|{%in {$venue}{, %editedby $editors}}|
8|{%in {$venue}{ ($role $editors)}}|
12|{%in {$editors ($role): }{$venue}}|
12|{%in {$editors ($role) }{$venue}}|
6|{{$venue}{, $role $editors}}|
10|{%in {$venue}}|
4|{%in {$editors: }{$venue}}|
3|{%in {$role $editors, }{$venue}}|
4|{{$venue}{. $editors, $role}}|
"""
)
MEETINGS = weighted(
    """
40|{%in $venue}{, $place}|
25|{%in $venue}|
15|{$venue}{, $place}|
4|Paper presented at the {$venue}{, $place}|
8|{$venue}|
8|{%in $venue}{ ($place)}|
4|{%in $venue}{, $place}{, $meeting}|
4|{%in $venue}{; $place}|
8|{%in {$editors ($role): }{$venue}}{, $place}|
"""
)
TAILS = weighted(
    """
40||
25|{ $doi}|
6|{ $doi.}|
5|{ $doi}{ $url}|
3|{ $url}|
3|{. PMID: $pmid}|
2|{ [PubMed: $pmid]}|
2|{ [$doi]}|
2|{ ($doi)}|
2| [CrossRef]|
1| [Google Scholar]|
1| [PubMed] [CrossRef]|
1|{. $doi}{, $url}|
1|{ PubMed PMID: $pmid.}|
"""
)
LEAVES = weighted(
    """
50|{, $leaf$pages}|
20|{ ($leaf$pages)}|
10|{: $pages}|
12|{. $leaf$pages}|
10|{, $pages}|
2|{; $leaf$pages}|
"""
)
ONLINE = weighted(
    """
30|{%available $url}{ (%accessed $accessed)}|
20|{%available $url}{. %accessed $accessed}|
15|{%available $url}{, %accessed $accessed}|
15|{$url}{ (%accessed $accessed)}|
5|{%accessed $accessed}{ $url}|
8|{[%accessed $accessed]. }{%available $url}|
4|{<$url>}{ [%accessed $accessed]}|
8|{$url}|
5|{%accessed $accessed, }{%available $url}|
"""
)
PAGE_DASHES = weighted(
    """
60|–|
35|-|
1|--|
2|—|
1| - |
1|‑|
"""
)
DATE_FORMS = weighted(
    """
80|{year}|
6|{year} {mon}|
6|{year} {mon} {day}|
4|{month} {year}|
2|{day}.{mm}.{year}|
2|{year}, {month} {day}|
"""
)
ENGLISH_ACCESS_FORMS = weighted(
    """
5|{day} {month} {year}|
4|{month} {day}, {year}|
2|{year} {mon} {day}|
2|{dd}.{mm}.{year}|
2|{dd}/{mm}/{year}|
2|{year}-{mm}-{dd}|
1|{day} {mon}. {year}|
1|{mon}. {day}, {year}|
1|{month} {year}|
"""
)
DOI_FORMS = weighted(
    """
4|doi:{}|
5|doi: {}|
8|https://doi.org/{}|
2|DOI: {}|
3|http://dx.doi.org/{}|
1|DOI {}|
1|DOI:{}|
1|{}|
1|https://dx.doi.org/{}|
1|https://doi.org/{}.|
1|doi.org/{}|
"""
)

ACCESS_FORMS = weighted(
    """
6|{day} {month} {year}|
4|{dd}.{mm}.{year}|
4|{dd}/{mm}/{year}|
2|{year}-{mm}-{dd}|
1|{dd}-{mm}-{year}|
"""
)
