"""Names of people, places, publishers, universities, meetings and journals, of our own list."""

from __future__ import annotations


def _rows(table: str) -> tuple[str, ...]:
    """Return the entries between `|` or line ends."""
    return tuple(row.strip() for row in table.replace("\n", "|").split("|") if row.strip())


GIVEN = _rows(
    """
    Anna|John|Maria|David|Wei|Elena|Michael|Sarah|Pierre|Hans|Yuki|Carlos|Ingrid|Ahmed|Priya
    Robert|Laura|Xiaoming|Jean-Pierre|Mary Ann|James A.|Thomas B.|Katarzyna|Olga|Sven|Giulia
    Paulo|Fatima|Chen|Jun|Hiroshi|Sunita|Patrick J.|Emily R.|Jorge Luis|Marie-Claire|Bjørn
    Zoë|Noam|Daniel|Ruth|William H.|Peter|Susan M.|Ana Paula|Mehmet|Ji-Hoon|Li|Kwame|Aisha
    Nikolai V.|Eva|Martin|Alice|George|Hannah|Samuel L.|Victor|Chloé|Andrés|Łukasz|Stefan
    Rosa|Edward W.|Henry|Margaret|Karl-Heinz|Anne-Marie|R. J.|C. S.|E. P.|M.|J. K.|A. N.
    T. S.|P.|K.-F.|Y.|S. A. M.|D. H.|Tariq|Leila|Viktor|Gro|Aino|Mihai|Zsófia|Pavel
    Nguyen Thi|Siddharth|Soo-Jin|Giovanni|Tatiana
    """
)

SURNAMES = _rows(
    """
    Smith|Johnson|Müller|Schneider|García|Rodríguez|Martínez|Silva|Santos|Rossi|Bianchi
    Dupont|Lefèvre|Moreau|Nguyen|Tran|Zhang|Wang|Li|Chen|Liu|Kim|Lee|Park|Tanaka|Suzuki|Sato
    Ivanov|Petrova|Kowalski|Nowak|Novák|Horváth|Papadopoulos|Yılmaz|Öztürk|Hansen|Johansson
    Nielsen|Virtanen|Andersson|O'Brien|O’Connor|McDonald|MacIntyre|van den Berg|de Vries
    van Dijk|de la Cruz|von Hippel|di Stefano|dos Santos|Al-Rashid|El Amrani|Ben-David|Cohen
    Levy|Singh|Patel|Gupta|Rao|Banerjee|Okafor|Mensah|Diallo|Abebe|Fernández-López
    García Márquez|Lloyd-Jones|Taylor|Brown|Clark|Lewis|Walker|Young|King|Wright|Green|Baker
    Adams|Campbell|Mitchell|Turner|Parker|Edwards|Stewart|Morris|Rogers|Reed|Cook|Bell
    Murphy|Bailey|Cooper|Richardson|Cox|Howard|Ward|Peterson|Gray|Ramirez|Watson|Brooks
    Kelly|Sanders|Price|Bennett|Wood|Barnes|Ross|Henderson|Coleman|Jenkins|Perry|Powell|Long
    Patterson|Hughes|Washington|Butler|Simmons|Foster|Bryant|Alexander|Russell|Griffin|Hayes
    Weber|Fischer|Becker|Hoffmann|Wagner|Schäfer|Koch|Bauer|Richter|Klein|Wolf|Neumann
    Schwarz|Zimmermann|Bernard|Thomas|Petit|Robert|Richard|Durand|Leroy|Simon|Laurent|Michel
    Garnier|Faure|Rousseau|Blanc|Russo|Ferrari|Esposito|Romano|Colombo|Ricci|Marino|Greco
    Bruno|Gallo|Conti|De Luca|Costa|Giordano|Ramos|Oliveira|Souza|Pereira|Lima|Carvalho
    Ferreira|Ribeiro|Almeida|Nascimento|Torres|Castillo|Vega|Wiśniewski|Wójcik|Kamiński
    Dvořák|Svoboda|Popescu|Ionescu|Nagy|Szabó|Kuznetsov|Sokolov|Popova|Yamamoto|Watanabe|Ito
    Nakamura|Kobayashi|Choi|Jung|Kang|Cho|Yoon|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He
    Lin|Gao|Luo|Zheng|Lindqvist|Bergström|Haugen|Korhonen|Mäkinen|Visser|Bakker|Janssen
    """
)

PLACES = _rows(
    """
    London|New York|Paris|Berlin|Oxford|Cambridge|Cambridge, MA|Chicago|Princeton|Madrid
    Barcelona|Milano|Roma|Wien|Zürich|Amsterdam|Dordrecht|Heidelberg|Frankfurt am Main
    München|Leipzig|Stockholm|Copenhagen|Oslo|Helsinki|Warszawa|Kraków|Moscow|Beijing|Tokyo
    Singapore|Sydney|São Paulo|Rio de Janeiro|Buenos Aires|México, D.F.|Bogotá|Lisboa
    Toronto|Los Angeles|Washington, DC|Boston|Philadelphia, PA|Hoboken, NJ|San Francisco
    Thousand Oaks, CA|New Haven|Cham|Basingstoke|Edinburgh|Dublin|Leiden|Turnhout|Tübingen
    Göttingen|Stuttgart|Bern|Genève|Bruxelles|New Delhi|Cape Town|Jerusalem|Seoul|Shanghai
    Hong Kong|Brighton|Upper Saddle River, NJ|Reading, MA|Englewood Cliffs
    """
)

PUBLISHERS = _rows(
    """
    Springer|Springer-Verlag|Oxford University Press|Cambridge University Press|Wiley
    John Wiley & Sons|MIT Press|The MIT Press|Princeton University Press
    University of Chicago Press|Harvard University Press|Routledge|Sage Publications|SAGE
    Elsevier|Academic Press|Palgrave Macmillan|McGraw-Hill|Prentice Hall|Addison-Wesley
    CRC Press|Yale University Press|Penguin|Norton|Basic Books|De Gruyter|Mouton de Gruyter
    Brill|Suhrkamp|C. H. Beck|Mohr Siebeck|Gallimard|Éditions du Seuil
    Presses Universitaires de France|L'Harmattan|Siglo XXI|Fondo de Cultura Económica
    Alianza|Ariel|Tirant lo Blanch|Editora Vozes|Companhia das Letras|Einaudi|Il Mulino
    Laterza|Duncker & Humblot|North-Holland|World Scientific|Kluwer Academic Publishers
    Birkhäuser|Edward Elgar|Polity Press|Blackwell|University of California Press
    Duke University Press|Stanford University Press|O'Reilly|Lawrence Erlbaum Associates
    American Mathematical Society|IEEE Press|Nauka|PWN|Peter Lang|Hart|Guilford Press
    American Psychological Association|Bloomsbury|Verso|Ashgate|IGI Global|Narr
    """
)

UNIVERSITIES = _rows(
    """
    University of Oxford|Stanford University|Massachusetts Institute of Technology
    Universität Wien|Université Paris-Sorbonne|Universidad Complutense de Madrid|ETH Zürich
    Yale University|Universidade de São Paulo|University of Cape Town|Peking University
    University of Tokyo|KU Leuven|Università di Bologna|Uppsala universitet
    University of Melbourne|McGill University|Harvard University
    University of California, Berkeley|Humboldt-Universität zu Berlin
    University of Michigan, Ann Arbor|Universidad Nacional de Colombia
    Uniwersytet Warszawski|University of Wisconsin–Madison|EPFL|Universiteit Utrecht
    Indian Institute of Technology Bombay|University of Nairobi|Cornell University
    """
)

INSTITUTIONS = _rows(
    """
    World Bank|International Monetary Fund|OECD|World Health Organization|UNESCO
    European Commission|National Bureau of Economic Research|RAND Corporation|NASA
    Statistics Canada|U.S. Department of Energy|Bundesministerium für Gesundheit
    Ministerio de Educación|INSEE|FAO|UNICEF|Centers for Disease Control and Prevention
    Bank of England|U.S. Geological Survey|Eurostat|IPCC
    Instituto Brasileiro de Geografia e Estatística|Human Rights Watch|Pew Research Center
    NIST|CERN|International Labour Organization|Office for National Statistics
    Deutsche Bundesbank|IAEA|Ofcom
    """
)

# name, acronym
MEETINGS = tuple(
    (name, acronym)
    for name, _, acronym in (
        row.rpartition("=")
        for row in _rows(
            """
    International Conference on Machine Learning=ICML
    Advances in Neural Information Processing Systems=NeurIPS
    IEEE Conference on Computer Vision and Pattern Recognition=CVPR
    European Conference on Computer Vision=ECCV
    International Conference on Learning Representations=ICLR
    Annual Meeting of the Association for Computational Linguistics=ACL
    Conference on Empirical Methods in Natural Language Processing=EMNLP
    AAAI Conference on Artificial Intelligence=AAAI
    International Joint Conference on Artificial Intelligence=IJCAI
    ACM SIGKDD International Conference on Knowledge Discovery and Data Mining=KDD
    ACM SIGMOD International Conference on Management of Data=SIGMOD
    International Conference on Very Large Data Bases=VLDB
    ACM Symposium on Operating Systems Principles=SOSP
    USENIX Security Symposium=USENIX Security|IEEE Symposium on Security and Privacy=S&P
    International Conference on Software Engineering=ICSE
    ACM Conference on Human Factors in Computing Systems=CHI
    Annual ACM Symposium on Theory of Computing=STOC
    IEEE Annual Symposium on Foundations of Computer Science=FOCS
    International World Wide Web Conference=WWW
    IEEE International Conference on Robotics and Automation=ICRA
    IEEE International Conference on Acoustics, Speech and Signal Processing=ICASSP
    International Conference on Computational Science=ICCS
    International Cosmic Ray Conference=ICRC
    International Conference on Language Resources and Evaluation=LREC
    IEEE International Conference on Communications=ICC
    World Conference on Educational Multimedia=ED-MEDIA
    International Congress of Mathematicians=ICM
    Annual Conference of the Cognitive Science Society=CogSci
    International Symposium on Computer Architecture=ISCA
    ACM Conference on Computer and Communications Security=CCS|IFAC World Congress=IFAC
    Hawaii International Conference on System Sciences=HICSS
    Python in Science Conference=SciPy|World Congress of Sociology=ISA
    """
        )
    )
)

JOURNALS = _rows(
    """
    Physical Review Letters|Journal of Machine Learning Research|American Economic Review
    Annals of Mathematics|The Astrophysical Journal|Journal of High Energy Physics
    Econometrica|Mind|Monthly Notices of the Royal Astronomical Society
    Communications of the ACM|Past & Present|Language
    IEEE Transactions on Pattern Analysis and Machine Intelligence
    IEEE Transactions on Information Theory|American Journal of Sociology
    American Political Science Review|The Quarterly Journal of Economics
    Journal of Fluid Mechanics|Physical Review B|Nature Physics|Artificial Intelligence
    The Lancet|Harvard Law Review|Yale Law Journal|Modern Law Review|The Historical Journal
    Journal of Philosophy|Zeitschrift für Soziologie|Historische Zeitschrift
    Neue Juristische Wochenschrift|Kölner Zeitschrift für Soziologie und Sozialpsychologie
    Annales. Histoire, Sciences Sociales|Actes de la recherche en sciences sociales
    Revue française de sociologie|Revista Española de Investigaciones Sociológicas
    Revista de Saúde Pública|Estudios Filológicos|Perfiles Educativos|Quaderni storici
    Studi storici|Przegląd Socjologiczny|Teaching and Teacher Education
    Review of Educational Research|Journal of Pragmatics|Cognition|Computational Linguistics
    Journal of the American Statistical Association|Biometrika|Science|Nature
    SIAM Journal on Numerical Analysis|Inventiones mathematicae
    Transactions of the American Mathematical Society|Journal of Algebra|Acta Materialia
    Journal of the American Chemical Society|Angewandte Chemie|Chemical Reviews
    Journal of Chemical Physics|Astronomy & Astrophysics|Geophysical Research Letters
    Journal of Climate|Organization Science|Strategic Management Journal
    Journal of Marketing|World Development|Social Forces|New Left Review|Critical Inquiry
    PMLA|Journal of Asian Studies|African Affairs|Antipode
    Philosophical Transactions of the Royal Society A
    Proceedings of the London Mathematical Society|Comptes Rendus de l'Académie des Sciences
    Matematicheskii Sbornik|Uspekhi Fizicheskikh Nauk|PLoS ONE
    """
)

NEWSPAPERS = _rows(
    """
    The New York Times|The Guardian|Le Monde|El País|Frankfurter Allgemeine Zeitung
    The Washington Post|Der Spiegel|Folha de S.Paulo|Corriere della Sera|The Economist
    Financial Times
    """
)

SITES = _rows(
    """
    www.who.int|ec.europa.eu|www.bbc.co.uk|data.worldbank.org|www.census.gov|github.com
    stats.oecd.org|plato.stanford.edu|www.theguardian.com|www.nasa.gov|unstats.un.org
    www.gov.uk|zenodo.org
    """
)

PROGRAMS = _rows(
    """
    lme4: linear mixed-effects models|scikit-learn|TensorFlow|SPSS Statistics for Windows
    ggplot2|R: A language and environment for statistical computing|MATLAB|ImageJ
    Stata Statistical Software|PyTorch|QGIS Geographic Information System
    NVivo qualitative data analysis|OpenFOAM|NetworkX|SAS/STAT
    """
)

LAWS = _rows(
    """
    Directive 95/46/EC|Human Rights Act 1998|Regulation (EU) 2016/679
    Brown v. Board of Education|R v. Secretary of State, ex parte Factortame|Clean Air Act
    Donoghue v Stevenson|Roe v. Wade|Ley 1448 de 2011|Bundesdatenschutzgesetz|Lei nº 8.080
    Data Protection Act 2018|Marbury v. Madison|Convention on the Rights of the Child
    United States v. Nixon|Costa v ENEL|Code civil, art. 1240
    UN General Assembly Resolution 217 A
    """
)

REPORTERS = _rows(
    """
    347 U.S. 483|[1932] AC 562|OJ L 281|[1990] UKHL 13|410 U.S. 113|Case 6/64|C-131/12
    5 U.S. 137|[2003] 2 AC 45|BGBl. I S. 2814|418 U.S. 683|OJ L 119, 4.5.2016|1577 UNTS 3
    """
)

ARXIV = _rows(
    """
    cs.CL|cs.CV|cs.LG|stat.ML|hep-th|hep-ph|astro-ph|astro-ph.CO|math.AG|math.PR|quant-ph
    cond-mat.str-el|econ.EM|q-bio.NC|gr-qc|physics.soc-ph|math.NT|cs.DS|nucl-th|stat.ME
    """
)
