"""Literal entries of every named family, checked by eye against what such journals print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.domain.article import SourceReference
from spv2_spark.typeset.references.families import style_of
from spv2_spark.typeset.references.family import families
from tests.typeset.references.examples import ARTICLE, BOOK, CHAPTER, printed
from tests.typeset.references.seeds import seeded

A, C, B = ARTICLE, CHAPTER, BOOK
EXPECTED: tuple[tuple[str, SourceReference, str], ...] = (
    (
        "vancouver",
        A,
        "Smith JA, Müller JP, van der Berg X. Effects of a diet on blood pressure: a "
        "randomised trial. J Biol Chem. 2003 Mar 28;12(4):1123-45. doi:10.1000/xyz.2003.12",
    ),
    (
        "vancouver",
        B,
        "Lindqvist TS. The Order of Signs. 2nd ed. Chicago: Hill Press; 1962.",
    ),
    (
        "ama",
        A,
        "Smith JA, Müller JP, van der Berg X. Effects of a diet on blood pressure: a "
        "randomised trial. J Biol Chem. 2003;12(4):1123-1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "ama",
        C,
        "O'Neil M. Why do we sleep? In: Holm AB, Roth C, eds. Handbook of Sleep. Berlin: "
        "Springer; 1999. 12-19.",
    ),
    (
        "bmc",
        A,
        "Smith JA, Müller J-P, van der Berg X. Effects of a diet on blood pressure: a "
        "randomised trial. J Biol Chem. 2003;12(4):1123–1145. "
        "https://doi.org/10.1000/xyz.2003.12.",
    ),
    (
        "bmc",
        C,
        "O'Neil M. Why do we sleep? In: Holm AB, Roth C, editors. Handbook of Sleep. "
        "Berlin: Springer; 1999. pp. 12–19.",
    ),
    (
        "plos",
        A,
        "Smith JA, Müller JP, van der Berg X. Effects of a diet on blood pressure: a "
        "randomised trial. J Biol Chem. 2003;12(4): 1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "plos",
        B,
        "Lindqvist TS. The Order of Signs. 2nd ed. Chicago: Hill Press; 1962",
    ),
    (
        "nature",
        A,
        "Smith, J. A., Müller, J.-P. & van der Berg, X. Effects of a diet on blood "
        "pressure: a randomised trial. J. Biol. Chem. 12, 1123–1145 (2003).",
    ),
    (
        "nature",
        C,
        "O'Neil, M. Why do we sleep? in Handbook of Sleep (eds Holm, A. B. & Roth, C.) "
        "12–19 (Springer, 1999).",
    ),
    (
        "science",
        A,
        "J. A. Smith, J.-P. Müller, X. van der Berg, Effects of a diet on blood "
        "pressure: a randomised trial. J. Biol. Chem. 12, 1123 (2003).",
    ),
    (
        "science",
        C,
        "M. O'Neil, Why do we sleep? in Handbook of Sleep (Eds. A. B. Holm, C. Roth) 12 "
        "(Springer, Berlin, 1999).",
    ),
    (
        "cell",
        A,
        "Smith, J.A., Müller, J.-P., and van der Berg, X. (2003). Effects of a diet on "
        "blood pressure: a randomised trial. J. Biol. Chem. 12, 1123–1145. "
        "https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "cell",
        B,
        "Lindqvist, T.S. (1962). The Order of Signs, 2nd ed. (Chicago: Hill Press).",
    ),
    (
        "frontiers",
        A,
        "Smith, J. A., Müller, J.-P., and van der Berg, X. (2003). Effects of a diet on "
        "blood pressure: a randomised trial. J. Biol. Chem. 12, 1123–1145. doi: "
        "10.1000/xyz.2003.12",
    ),
    (
        "frontiers",
        C,
        "O'Neil, M. (1999). Why do we sleep? in Handbook of Sleep, eds. Holm, A. B., and "
        "Roth, C. (Berlin: Springer), pp. 12–19.",
    ),
    (
        "mdpi",
        A,
        "Smith, J.A.; Müller, J.-P.; van der Berg, X. Effects of a diet on blood "
        "pressure: a randomised trial. J. Biol. Chem. 2003, 12, 1123–1145. [CrossRef]",
    ),
    (
        "mdpi",
        C,
        "O'Neil, M. Why do we sleep? In Handbook of Sleep; Holm, A.B.; Roth, C., Eds.; "
        "Springer: Berlin, 1999; pp. 12–19.",
    ),
    (
        "elsevier-numbered",
        A,
        "J.A. Smith, J.-P. Müller, X. van der Berg, Effects of a diet on blood pressure: "
        "a randomised trial, J. Biol. Chem. 12 (4) (2003) 1123–1145, "
        "https://doi.org/10.1000/xyz.2003.12.",
    ),
    (
        "elsevier-numbered",
        B,
        "T.S. Lindqvist, The Order of Signs, 2nd ed., Hill Press, Chicago, 1962",
    ),
    (
        "elsevier-harvard",
        A,
        "Smith, J.A., Müller, J.-P., van der Berg, X., 2003. Effects of a diet on blood "
        "pressure: a randomised trial. J. Biol. Chem. 12 (4), 1123–1145. "
        "https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "elsevier-harvard",
        C,
        "O'Neil, M., 1999. Why do we sleep? In: Holm, A.B., Roth, C. (Eds.), Handbook of "
        "Sleep. Springer, Berlin, pp. 12–19.",
    ),
    (
        "springer-basic",
        A,
        "Smith JA, Müller JP, van der Berg X (2003) Effects of a diet on blood pressure: "
        "a randomised trial. J Biol Chem 12(4):1123–1145. https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "springer-basic",
        C,
        "O'Neil M (1999) Why do we sleep? In: Holm AB, Roth C (eds) Handbook of Sleep. "
        "Springer, Berlin, pp 12–19",
    ),
    (
        "cse",
        A,
        "Smith JA, Müller JP, van der Berg X. 2003. Effects of a diet on blood pressure: "
        "a randomised trial. J Biol Chem. 12(4):1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "cse",
        B,
        "Lindqvist TS. 1962. The Order of Signs, 2nd ed. Chicago: Hill Press.",
    ),
    (
        "ecology",
        A,
        "Smith, J. A., J.-P. Müller, and X. van der Berg. 2003. Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry "
        "12:1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "ecology",
        C,
        "O'Neil, M. 1999. Why do we sleep? Pages 12–19 in Holm, A. B. and C. Roth, "
        "editors. Handbook of Sleep. Springer, Berlin.",
    ),
    (
        "ieee",
        A,
        "J. A. Smith, J.-P. Müller, and X. van der Berg, “Effects of a diet on blood "
        "pressure: a randomised trial,” J. Biol. Chem., vol. 12, no. 4, pp. 1123–1145, "
        "Mar. 2003, doi: 10.1000/xyz.2003.12.",
    ),
    (
        "ieee",
        C,
        "M. O'Neil, “Why do we sleep?” in Handbook of Sleep, A. B. Holm and C. Roth, "
        "Eds., Berlin: Springer, 1999, pp. 12–19.",
    ),
    (
        "acm-old",
        A,
        "Smith, J. A., Müller, J.-P., and van der Berg, X. Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry 12, 4 (2003), "
        "1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "acm-old",
        B,
        "Lindqvist, T. S. The Order of Signs, 2nd ed. Hill Press, Chicago, 1962.",
    ),
    (
        "acm",
        A,
        "John A. Smith, Jean-Pierre Müller, and Xenia van der Berg. 2003. Effects of a "
        "diet on blood pressure: a randomised trial. Journal of Biological Chemistry 12, "
        "4 (2003), 1123–1145. https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "acm",
        C,
        "Mary O'Neil. 1999. Why do we sleep? In Handbook of Sleep, Ann B. Holm and Carl "
        "Roth (Eds.). Springer, Berlin, 12–19.",
    ),
    (
        "lncs",
        A,
        "Smith, J.A., Müller, J.-P., van der Berg, X.: Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry 12(4), 1123–1145 "
        "(2003). https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "lncs",
        C,
        "O'Neil, M.: Why do we sleep? In: Holm, A.B., Roth, C. (eds.) Handbook of Sleep. "
        "pp. 12–19. Springer, Berlin (1999)",
    ),
    (
        "bibtex-plain",
        A,
        "John A. Smith, Jean-Pierre Müller, and Xenia van der Berg. Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry, "
        "12(4):1123–1145, March 2003.",
    ),
    (
        "bibtex-plain",
        B,
        "Thomas S. Lindqvist. The Order of Signs. 2nd ed. Hill Press, Chicago, 1962.",
    ),
    (
        "bibtex-abbrv",
        A,
        "J. A. Smith, J.-P. Müller, and X. van der Berg. Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry, 12(4):1123–1145, "
        "March 2003.",
    ),
    (
        "bibtex-abbrv",
        C,
        "M. O'Neil. Why do we sleep? In A. B. Holm and C. Roth, editors, Handbook of "
        "Sleep, pages 12–19. Springer, Berlin, 1999.",
    ),
    (
        "bibtex-alpha",
        A,
        "John A. Smith, Jean-Pierre Müller, and Xenia van der Berg. Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry, "
        "12(4):1123–1145, March 2003.",
    ),
    (
        "bibtex-alpha",
        C,
        "Mary O'Neil. Why do we sleep? In Ann B. Holm and Carl Roth, editors, Handbook "
        "of Sleep, pages 12–19. Springer, Berlin, 1999.",
    ),
    (
        "plainnat",
        A,
        "John A. Smith, Jean-Pierre Müller, and Xenia van der Berg. Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry, "
        "12(4):1123–1145, 2003. doi: 10.1000/xyz.2003.12",
    ),
    (
        "plainnat",
        B,
        "Thomas S. Lindqvist. The Order of Signs. 2nd ed. Hill Press, Chicago, 1962.",
    ),
    (
        "acl",
        A,
        "John A. Smith, Jean-Pierre Müller, and Xenia van der Berg. 2003. Effects of a "
        "diet on blood pressure: a randomised trial. Journal of Biological Chemistry, "
        "12(4):1123–1145.",
    ),
    (
        "acl",
        C,
        "Mary O'Neil. 1999. Why do we sleep? In Ann B. Holm and Carl Roth, editors, "
        "Handbook of Sleep, pages 12–19. Berlin. Springer.",
    ),
    (
        "aaai",
        A,
        "Smith, J. A.; Müller, J.-P.; and van der Berg, X. 2003. Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry 12(4): "
        "1123–1145.",
    ),
    (
        "aaai",
        C,
        "O'Neil, M. 1999. Why do we sleep? In Holm, A. B.; and Roth, C., eds. Handbook "
        "of Sleep, 12–19. Berlin: Springer.",
    ),
    (
        "aps",
        A,
        "J. A. Smith, J.-P. Müller, and X. van der Berg, J. Biol. Chem. 12, 1123 (2003).",
    ),
    (
        "aps",
        B,
        "T. S. Lindqvist, The Order of Signs, 2nd ed. (Hill Press, Chicago, 1962).",
    ),
    (
        "aps-titled",
        A,
        "J. A. Smith, J.-P. Müller, and X. van der Berg, Effects of a diet on blood "
        "pressure: a randomised trial, J. Biol. Chem. 12, 1123 (2003).",
    ),
    (
        "aps-titled",
        C,
        "M. O'Neil, Why do we sleep? in Handbook of Sleep, edited by A. B. Holm and C. "
        "Roth (Springer, Berlin, 1999), p. 12.",
    ),
    (
        "aip",
        A,
        "J. A. Smith, J.-P. Müller, and X. van der Berg, “Effects of a diet on blood "
        "pressure: a randomised trial,” J. Biol. Chem. 12, 1123 (2003).",
    ),
    (
        "aip",
        C,
        "M. O'Neil, “Why do we sleep?” in Handbook of Sleep, edited by A. B. Holm and C. "
        "Roth (Springer, Berlin, 1999), p. 12.",
    ),
    (
        "acs",
        A,
        "Smith, J. A.; Müller, J.-P.; van der Berg, X. Effects of a diet on blood "
        "pressure: a randomised trial. J. Biol. Chem. 2003, 12 (4), 1123–1145. "
        "doi:10.1000/xyz.2003.12",
    ),
    (
        "acs",
        B,
        "Lindqvist, T. S. The Order of Signs, 2nd ed.; Hill Press: Chicago, 1962.",
    ),
    (
        "acs-untitled",
        A,
        "Smith, J. A.; Müller, J.-P.; van der Berg, X. J. Biol. Chem. 2003, 12 (4), "
        "1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "acs-untitled",
        C,
        "O'Neil, M. Why do we sleep? In Handbook of Sleep; Holm, A. B.; Roth, C., Eds.; "
        "Springer: Berlin, 1999; pp 12–19.",
    ),
    (
        "rsc",
        A,
        "J. A. Smith, J.-P. Müller and X. van der Berg, J. Biol. Chem., 2003, 12, 1123–1145.",
    ),
    (
        "rsc",
        C,
        "M. O'Neil, Why do we sleep? in Handbook of Sleep, ed. A. B. Holm and C. Roth, "
        "Springer, Berlin, 1999, pp. 12–19.",
    ),
    (
        "astronomy",
        A,
        "Smith, J. A., Müller, J.-P., & van der Berg, X. 2003, J. Biol. Chem., 12, 1123",
    ),
    (
        "astronomy",
        B,
        "Lindqvist, T. S. 1962, The Order of Signs, 2nd ed. (Chicago: Hill Press)",
    ),
    (
        "mnras",
        A,
        "Smith J.A., Müller J.-P., van der Berg X. 2003, J. Biol. Chem., 12, 1123",
    ),
    (
        "mnras",
        C,
        "O'Neil M. 1999, Why do we sleep? in Handbook of Sleep, ed. Holm A.B., Roth C. "
        "(Berlin: Springer), 12",
    ),
    (
        "ams",
        A,
        "J. A. Smith, J.-P. Müller, and X. van der Berg, Effects of a diet on blood "
        "pressure: a randomised trial, J. Biol. Chem. 12 (2003), no. 4, 1123–1145, "
        "doi:10.1000/xyz.2003.12.",
    ),
    (
        "ams",
        C,
        "M. O'Neil, Why do we sleep? Handbook of Sleep, Springer, Berlin, 1999, pp. 12–19.",
    ),
    (
        "copernicus",
        A,
        "Smith, J. A., Müller, J.-P., and van der Berg, X.: Effects of a diet on blood "
        "pressure: a randomised trial, J. Biol. Chem., 12, 1123–1145, "
        "https://doi.org/10.1000/xyz.2003.12, 2003.",
    ),
    (
        "copernicus",
        B,
        "Lindqvist, T. S.: The Order of Signs, 2nd ed., Hill Press, Chicago, 1962.",
    ),
    (
        "agu",
        A,
        "Smith, J. A., J.-P. Müller, and X. van der Berg (2003), Effects of a diet on "
        "blood pressure: a randomised trial, J. Biol. Chem., 12(4), 1123–1145, "
        "doi:10.1000/xyz.2003.12.",
    ),
    (
        "agu",
        C,
        "O'Neil, M. (1999), Why do we sleep? in Handbook of Sleep, edited by A. B. Holm "
        "and C. Roth, Springer, Berlin, pp. 12–19.",
    ),
    (
        "apa6",
        A,
        "Smith, J. A., Müller, J.-P., & van der Berg, X. (2003). Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry, 12(4), "
        "1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "apa6",
        C,
        "O'Neil, M. (1999). Why do we sleep? In A. B. Holm & C. Roth (Eds.), Handbook of "
        "Sleep (pp. 12–19). Berlin: Springer.",
    ),
    (
        "apa7",
        A,
        "Smith, J. A., Müller, J.-P., & van der Berg, X. (2003). Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry, 12(4), "
        "1123–1145. https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "apa7",
        B,
        "Lindqvist, T. S. (1962). The Order of Signs (2nd ed.). Hill Press.",
    ),
    (
        "harvard",
        A,
        "Smith, J.A., Müller, J.-P. and van der Berg, X. (2003) ‘Effects of a diet on "
        "blood pressure: a randomised trial’, Journal of Biological Chemistry, vol. 12, "
        "no. 4, pp. 1123–1145.",
    ),
    (
        "harvard",
        C,
        "O'Neil, M. (1999) ‘Why do we sleep?’, in Holm, A.B. and Roth, C. (eds) Handbook "
        "of Sleep, Springer, Berlin, pp. 12–19.",
    ),
    (
        "harvard-brief",
        A,
        "Smith, J.A., Müller, J.-P. & van der Berg, X., 2003. Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry, 12(4), pp. 1123–1145.",
    ),
    (
        "harvard-brief",
        C,
        "O'Neil, M., 1999. Why do we sleep? in Holm, A.B. & Roth, C. (eds) Handbook of "
        "Sleep. Berlin: Springer, pp. 12–19.",
    ),
    (
        "sage-harvard",
        A,
        "Smith JA, Müller J-P and van der Berg X (2003) Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry 12(4): 1123–1145.",
    ),
    (
        "sage-harvard",
        B,
        "Lindqvist TS (1962) The Order of Signs, 2nd ed. Chicago: Hill Press.",
    ),
    (
        "chicago-author-date",
        A,
        "Smith, John A., Jean-Pierre Müller, and Xenia van der Berg. 2003. “Effects of a "
        "Diet on Blood Pressure: A Randomised Trial.” Journal of Biological Chemistry 12 "
        "(4): 1123–45. https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "chicago-author-date",
        C,
        "O'Neil, Mary. 1999. “Why Do We Sleep?” In Handbook of Sleep, edited by Ann B. "
        "Holm and Carl Roth, 12–19. Berlin: Springer.",
    ),
    (
        "asa",
        A,
        "Smith, John A., Jean-Pierre Müller, and Xenia van der Berg. 2003. “Effects of a "
        "Diet on Blood Pressure: A Randomised Trial.” Journal of Biological Chemistry "
        "12(4):1123–45.",
    ),
    (
        "asa",
        C,
        "O'Neil, Mary. 1999. “Why Do We Sleep?” Pp. 12–19 in Handbook of Sleep, edited "
        "by Ann B. Holm and Carl Roth. Berlin: Springer.",
    ),
    (
        "economics",
        A,
        "Smith, John A., Jean-Pierre Müller and Xenia van der Berg (2003): “Effects of a "
        "diet on blood pressure: a randomised trial,” Journal of Biological Chemistry, "
        "12(4), 1123–1145.",
    ),
    (
        "economics",
        B,
        "Lindqvist, Thomas S. (1962): The Order of Signs. 2nd ed., Chicago: Hill Press.",
    ),
    (
        "linguistics",
        A,
        "Smith, John A., Müller, Jean-Pierre & van der Berg, Xenia. 2003. Effects of a "
        "diet on blood pressure: a randomised trial. Journal of Biological Chemistry "
        "12(4). 1123–45.",
    ),
    (
        "linguistics",
        C,
        "O'Neil, Mary. 1999. Why do we sleep? In Ann B. Holm & Carl Roth (eds.), "
        "Handbook of Sleep, 12–19. Berlin: Springer.",
    ),
    (
        "chicago-bibliography",
        A,
        "Smith, John A., Jean-Pierre Müller, and Xenia van der Berg. “Effects of a Diet "
        "on Blood Pressure: A Randomised Trial.” Journal of Biological Chemistry 12, no. "
        "4 (March 2003): 1123–45. https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "chicago-bibliography",
        C,
        "O'Neil, Mary. “Why Do We Sleep?” In Handbook of Sleep, edited by Ann B. Holm "
        "and Carl Roth, 12–19. Berlin: Springer, 1999.",
    ),
    (
        "chicago-notes",
        A,
        "John A. Smith, Jean-Pierre Müller, and Xenia van der Berg, “Effects of a Diet "
        "on Blood Pressure: A Randomised Trial,” Journal of Biological Chemistry 12, no. "
        "4 (March 2003): 1123–45.",
    ),
    (
        "chicago-notes",
        B,
        "Thomas S. Lindqvist, The Order of Signs. 2nd ed. (Chicago: Hill Press, 1962).",
    ),
    (
        "mla",
        A,
        "Smith, John A., et al. “Effects of a Diet on Blood Pressure: A Randomised "
        "Trial.” Journal of Biological Chemistry, vol. 12, no. 4, March 2003, pp. "
        "1123–45. https://doi.org/10.1000/xyz.2003.12",
    ),
    (
        "mla",
        C,
        "O'Neil, Mary. “Why Do We Sleep?” Handbook of Sleep, edited by Ann B. Holm and "
        "Carl Roth, Springer, 1999, pp. 12–19.",
    ),
    (
        "mhra",
        A,
        "Smith, John A., Jean-Pierre Müller and Xenia van der Berg, ‘Effects of a diet "
        "on blood pressure: a randomised trial’, Journal of Biological Chemistry, 12.4 "
        "(2003), pp. 1123–1145.",
    ),
    (
        "mhra",
        C,
        "O'Neil, Mary, ‘Why do we sleep?’, in Handbook of Sleep, ed. by Ann B. Holm and "
        "Carl Roth (Berlin: Springer, 1999), pp. 12–19.",
    ),
    (
        "bluebook",
        A,
        "John A. Smith et al., Effects of a diet on blood pressure: a randomised trial, "
        "12 J. Biol. Chem. 1123 (2003).",
    ),
    (
        "bluebook",
        B,
        "Thomas S. Lindqvist, The Order of Signs (1962).",
    ),
    (
        "din1505",
        A,
        "Smith, John A. ; Müller, Jean-Pierre ; van der Berg, Xenia: Effects of a diet "
        "on blood pressure: a randomised trial. Journal of Biological Chemistry 12 "
        "(2003), Nr. 4, S. 1123–1145.",
    ),
    (
        "din1505",
        C,
        "O'Neil, Mary: Why do we sleep? In: Holm, Ann B. ; Roth, Carl (Hrsg.): Handbook "
        "of Sleep. Berlin : Springer, 1999, S. 12–19.",
    ),
    (
        "german",
        A,
        "Smith, John A./Müller, Jean-Pierre/van der Berg, Xenia (2003): Effects of a "
        "diet on blood pressure: a randomised trial. Journal of Biological Chemistry, "
        "Bd.12, Nr.4, S.1123–1145.",
    ),
    (
        "german",
        C,
        "O'Neil, Mary (1999): Why do we sleep? In Holm, Ann B./Roth, Carl (Hrsg.): "
        "Handbook of Sleep. Berlin: Springer, S.12–19.",
    ),
    (
        "abnt",
        A,
        "SMITH, J. A.; MÜLLER, J.-P.; VAN DER BERG, X. Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry, v. 12, n. 4, p. "
        "1123–1145, mar. 2003.",
    ),
    (
        "abnt",
        B,
        "LINDQVIST, T. S. The Order of Signs, 2. edição. Chicago: Hill Press, 1962.",
    ),
    (
        "gb-t-7714",
        A,
        "SMITH J A, MÜLLER J P, VAN DER BERG X. Effects of a diet on blood pressure: a "
        "randomised trial[J]. Journal of Biological Chemistry, 2003, 12(4): 1123–1145. "
        "doi:10.1000/xyz.2003.12",
    ),
    (
        "gb-t-7714",
        C,
        "O'NEIL M. Why do we sleep?[M]//Handbook of Sleep. Berlin: Springer, 1999: 12–19.",
    ),
    (
        "iso690",
        A,
        "SMITH, John A., MÜLLER, Jean-Pierre and VAN DER BERG, Xenia. Effects of a diet "
        "on blood pressure: a randomised trial. Journal of Biological Chemistry. 2003, "
        "vol. 12, no. 4, pp. 1123–1145. DOI 10.1000/xyz.2003.12",
    ),
    (
        "iso690",
        C,
        "O'NEIL, Mary. Why do we sleep? In: HOLM, Ann B. and ROTH, Carl (editors). "
        "Handbook of Sleep. Berlin: Springer, 1999, pp. 12–19.",
    ),
    (
        "french",
        A,
        "Smith John A., Müller Jean-Pierre et van der Berg Xenia, 2003, « Effects of a "
        "diet on blood pressure: a randomised trial », Journal of Biological Chemistry, "
        "vol. 12, nº 4, p. 1123–1145.",
    ),
    (
        "french",
        B,
        "Lindqvist Thomas S., 1962, The Order of Signs, 2. éd., Chicago, Hill Press.",
    ),
    (
        "french-notes",
        A,
        "John A. Smith, Jean-Pierre Müller et Xenia van der Berg, « Effects of a diet on "
        "blood pressure: a randomised trial », Journal of Biological Chemistry, vol. 12, "
        "nº 4, 2003, p. 1123–1145.",
    ),
    (
        "french-notes",
        C,
        "Mary O'Neil, « Why do we sleep? », dans Ann B. Holm et Carl Roth (éd.), "
        "Handbook of Sleep, Berlin, Springer, 1999, p. 12–19.",
    ),
    (
        "spanish",
        A,
        "Smith, J. A., Müller, J.-P. y van der Berg, X. (2003). Effects of a diet on "
        "blood pressure: a randomised trial. Journal of Biological Chemistry, 12(4), "
        "1123–1145. doi:10.1000/xyz.2003.12",
    ),
    (
        "spanish",
        C,
        "O'Neil, M. (1999). Why do we sleep? En A. B. Holm y C. Roth (Eds.), Handbook of "
        "Sleep (pp. 12–19). Berlin: Springer.",
    ),
    (
        "italian",
        A,
        "J.A. Smith, J.-P. Müller, X. van der Berg, «Effects of a diet on blood "
        "pressure: a randomised trial», Journal of Biological Chemistry, 12, 4 (2003), "
        "pp. 1123–1145.",
    ),
    (
        "italian",
        B,
        "T.S. Lindqvist, The Order of Signs, 2. ed., Hill Press, Chicago 1962.",
    ),
    (
        "polish",
        A,
        "Smith J.A., Müller J.-P., van der Berg X., 2003. Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry, vol. 12, no. 4, "
        "s. 1123–1145.",
    ),
    (
        "polish",
        C,
        "O'Neil M., 1999. Why do we sleep? W: Holm A.B., Roth C. (eds.), Handbook of "
        "Sleep. Springer, Berlin, s. 12–19.",
    ),
    (
        "gost",
        A,
        "Smith J.A., Müller J.-P., van der Berg X. Effects of a diet on blood pressure: "
        "a randomised trial // Journal of Biological Chemistry. 2003. Vol. 12. No. 4. P. "
        "1123–1145.",
    ),
    (
        "gost",
        C,
        "O'Neil M. Why do we sleep? // Handbook of Sleep. Berlin: Springer, 1999. P. 12–19.",
    ),
)


@pytest.mark.parametrize(("name", "reference", "expected"), EXPECTED)
def test_a_family_prints_as_its_journals_do(name: str, reference: SourceReference, expected: str):
    family = next(one for one in families() if one.name == name)
    style = replace(style_of(family, seeded(1)), noise=0.0, dash_repeats=False)
    assert printed(style.set_entry(reference, seeded(0))) == expected


def test_every_family_has_an_example():
    assert {name for name, _, _ in EXPECTED} == {family.name for family in families()}
