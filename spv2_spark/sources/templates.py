"""Where the papers of a list of bare ids lie: templates such as `s3://BUCKET/{id[:4]}/{id[4:]}.pdf`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spv2_spark.errors import SettingsError
from spv2_spark.sources.uris import first_of, is_pdf_name, is_sha1

_FIELD = re.compile(r"\{id(?:\[(\d*):(\d*)\])?\}")
# What a person may call a paper, and no path: "PMC3178181", "1706.03762v5".
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}")


def uri_of(paper_id: str, templates: Sequence[str]) -> str:
    """Return the URI of a paper by its id: the places that the templates give, in their order.

    `{id}` is the id, `{id[a:b]}` a part of it, as Python cuts texts. Raises SettingsError for a
    template without either, or with other braces.

    >>> uri_of("da39a3ee", ["s3://open/{id[:4]}/{id[4:]}.pdf"])
    's3://open/da39/a3ee.pdf'
    >>> uri_of("da39a3ee", ["s3://open/{id}.pdf", "s3://closed/{id}.pdf"])
    'first:s3://open/da39a3ee.pdf|s3://closed/da39a3ee.pdf'
    """
    return first_of([_filled(template, paper_id) for template in templates])


def check_templates(templates: Sequence[str]) -> None:
    """Raise SettingsError for a template that is none."""
    for template in templates:
        rest = _FIELD.sub("", template)
        if rest == template or "{" in rest or "}" in rest:
            raise SettingsError(
                f"--uri-template {template}: expected a URI with {{id}} or {{id[a:b]}} in it, "
                "as in s3://BUCKET/{id[:4]}/{id[4:]}.pdf"
            )


def _filled(template: str, paper_id: str) -> str:
    def part(match: re.Match[str]) -> str:
        start, end = (int(one) if one else None for one in match.groups())
        return paper_id[start:end]

    return _FIELD.sub(part, template)


def is_bare_id(text: str) -> bool:
    """Whether an entry of a list is a paper's id that says nothing of where it lies.

    >>> is_bare_id("PMC3178181"), is_bare_id("a.pdf"), is_bare_id("in/a"), is_bare_id("s3://b/k")
    (True, False, False, False)
    """
    return _BARE.fullmatch(text) is not None and not is_pdf_name(text)


def id_of(text: str) -> str:
    """Return a bare id as papers are called: a sha1 in lower case, any other as it is."""
    return text.lower() if is_sha1(text) else text
