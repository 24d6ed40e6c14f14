"""Names, cities and institutions for invented authors, written for this project.

Each culture has given names, surnames, cities and a country.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """Where an invented author comes from."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    cities: tuple[str, ...]
    country: str
    host: str


def _culture(given: str, surnames: str, cities: str, country: str, host: str) -> Culture:
    return Culture(
        tuple(given.split("|")), tuple(surnames.split("|")), tuple(cities.split("|")), country, host
    )


CULTURES: tuple[Culture, ...] = (
    _culture(
        "James|Mary|Robert|Patricia|Emily|David A.|Sarah J.|Thomas|Karen L.|J. Michael|Grace|"
        "William H.|Rebecca|Peter|Olivia|Jean-Luc|A. J.|Kim|DeShawn|Brooke",
        "Smith|Johnson|Williams|Brown|O'Connor|McDonald|Taylor-Jones|Clark|Walker|Young|King|"
        "St. John|Fitzgerald|Price|Lee|Hall|MacLeod|Wood|White|Long|Rose",
        "Boston|Ann Arbor|Madison|Austin|Seattle|Pittsburgh",
        "USA",
        "edu",
    ),
    _culture(
        "Wei|Xiaoming|Yu|Jing|Hao|Li|Xin-Yi|Zhiqiang|Mei|Jun|Yan|Qi|Chenglong|Rui|Bo",
        "Wang|Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|He|Ouyang|Gao|Lin|Xie|Yu|Lu",
        "Beijing|Shanghai|Wuhan|Hangzhou|Guangzhou|Nanjing",
        "China",
        "edu.cn",
    ),
    _culture(
        "Maria|José Luis|Carmen|Juan Carlos|Lucía|Miguel Ángel|Ana Belén|Íñigo|Pilar|Raúl|"
        "María del Mar|Javier",
        "García López|Martínez|Rodríguez-Pérez|de la Cruz|Núñez|"
        "Sánchez|Fernández de Córdoba|Ibáñez|Gómez y Gómez|Ortega|del Río|Vázquez Muñoz",
        "Madrid|Barcelona|Sevilla|Granada|Salamanca",
        "España",
        "es",
    ),
    _culture(
        "João|Ana Paula|Luiz Fernando|Mariana|Paulo|Beatriz|Antônio|Cláudia|Rafael|Sílvia",
        "da Silva|dos Santos|Oliveira|de Souza|Araújo|Gonçalves|Figueiredo|Moraes Filho|"
        "Cavalcanti|e Castro|Conceição|Lopes Júnior",
        "São Paulo|Rio de Janeiro|Campinas|Porto Alegre|Recife",
        "Brasil",
        "br",
    ),
    _culture(
        "Hans|Ursula|Jürgen|Katharina|Karl-Heinz|Anne-Sophie|Götz|Matthias|Uwe|Birgit|Jörg",
        "Müller|Schmidt|von der Heide|Weiß|Schröder|Krüger|zu Hohenstein|Jäger|Böhm|"
        "Müller-Lüdenscheidt|Vogt|Groß|van Laak|Strauß",
        "München|Berlin|Göttingen|Heidelberg|Köln|Wien",
        "Germany",
        "de",
    ),
    _culture(
        "François|Aurélie|Jean-Pierre|Hélène|Benoît|Zoé|Loïc|Marie-Claude|Éric|Noémie",
        "Dupont|Lefèvre|de Gaulmyn|Le Goff|L'Hôpital|Bérenger|D'Arcy|Saint-Exupéry|Rousseau|"
        "Du Pré|Garçon|Lemaître|Nguyen",
        "Paris|Lyon|Toulouse|Grenoble|Strasbourg",
        "France",
        "fr",
    ),
    _culture(
        "Giulia|Marco|Alessandro|Francesca|Niccolò|Chiara|Pier Paolo|Luca|Maria Teresa",
        "Rossi|Bianchi|D'Amico|De Luca|Dell'Acqua|Lo Presti|Esposito|Della Valle|Fontana|Ricci",
        "Roma|Milano|Bologna|Pisa|Padova",
        "Italy",
        "it",
    ),
    _culture(
        "Hiroshi|Yuki|Kenji|Sakura|Takeshi|Naoko|Shin'ichi|Akira|Ryō|Tomoko",
        "Tanaka|Suzuki|Yamamoto|Ito|Watanabe|Ōno|Kobayashi|Saitō|Fujii|Matsumoto|Abe|Mori",
        "Tokyo|Kyoto|Osaka|Sendai|Nagoya",
        "Japan",
        "ac.jp",
    ),
    _culture(
        "Min-Jun|Soo-Yeon|Ji-Hoon|Hye Jin|Seung Ho|Eun-ji|Dongwook|Young",
        "Kim|Lee|Park|Choi|Jung|Kang|Cho|Yoon|Lim|Seo|Ahn|Ko",
        "Seoul|Daejeon|Busan|Pohang",
        "Republic of Korea",
        "ac.kr",
    ),
    _culture(
        "Ivan|Ekaterina|Dmitry S.|Olga|Sergei|Natalia V.|Wojciech|Agnieszka|Zdeněk|Jiří|Ágnes|"
        "Bálint|Ștefan",
        "Ivanov|Petrova|Kowalski|Wójcik|Dvořák|Novák|Szabó|Kovács|Popescu|"
        "Łukasiewicz|Čapek|Sokolov|Šimůnek|Żółtowski|Horváth",
        "Moscow|Warsaw|Prague|Budapest|Kraków",
        "Poland",
        "pl",
    ),
    _culture(
        "Priya|Rajesh|Anand|S. K.|Deepa|R.|Venkatesh|A. P. J.|Mohammed|Lakshmi|Arjun|Sunita",
        "Kumar|Sharma|Patel|Singh|Krishnamurthy|Rao|Gupta|Iyer|Banerjee|Khan|Reddy|Das|S.|"
        "Subramanian|Chattopadhyay",
        "Mumbai|Bengaluru|Chennai|New Delhi|Kolkata",
        "India",
        "ac.in",
    ),
    _culture(
        "Mohamed|Fatima|Ahmed|Aisha|Yusuf|Leila|Omar Abd|Hossein|Zahra|Amir|Nour El-Houda",
        "Al-Rashid|El-Sayed|Hassan|bin Salem|Abdullah|Ben Ali|Hosseini|Karimi|Ould Ahmed|"
        "Abu Bakr|al-Khatib|Rahimi-Movaghar",
        "Cairo|Tehran|Riyadh|Tunis|Rabat",
        "Egypt",
        "edu.eg",
    ),
    _culture(
        "Lars|Ingrid|Søren|Åsa|Björn|Mikko|Päivi|Guðrún|Jan|Annelies|Pieter|Sanne|Joost",
        "Hansen|Johansson|Sørensen|Åkerström|Virtanen|Mäkelä|van den Berg|de Vries|van 't Hoff|"
        "Janssen|Ødegård|Sigurðardóttir|ter Braak|Nielsen|Østergaard",
        "Copenhagen|Uppsala|Helsinki|Utrecht|Leiden",
        "The Netherlands",
        "nl",
    ),
    _culture(
        "Chidi|Amina|Kwame|Thabo|Ngozi|Abebe|Wanjiku|Sipho|Nia|Babatunde",
        "Okafor|Mensah|"
        "Mwangi|Nkosi|Adeyemi|Tesfaye|Dlamini|Ndlovu|Oyelaran-Oyeyinka|van Wyk|Achebe|Diop",
        "Nairobi|Lagos|Cape Town|Accra|Addis Ababa",
        "South Africa",
        "ac.za",
    ),
    _culture(
        "Nguyen Van|Thi Hoa|Siti|Budi|Somchai|Ananda|Mehmet|Ayşe|Özgür|Elif|Georgios|Eleni",
        "Tran|Le|Pham|Wijaya|Suharto|Srisuk|Yılmaz|Öztürk|Şahin|Çelik|Papadopoulos|"
        "Nikolaïdou|Bui|Rahman",
        "Hanoi|Jakarta|Bangkok|Istanbul|Athens",
        "Türkiye",
        "edu.tr",
    ),
)

UNITS: dict[str, tuple[str, ...]] = {
    "computing": (
        "Department of Computer Science",
        "School of Informatics",
        "AI Lab",
        "MPI-SWS",
        "Department of Electrical and Computer Engineering",
        "CSAIL",
        "Research",
        "Institute for Language and Speech Processing",
        "Data Science Institute",
    ),
    "physics": (
        "Department of Physics",
        "Institute for Theoretical Physics",
        "INFN, Sezione di",
        "Kavli Institute",
        "Department of Astronomy",
        "Observatory of",
    ),
    "mathematics": (
        "Department of Mathematics",
        "Mathematisches Institut",
        "Institut de Mathématiques",
        "School of Mathematical Sciences",
    ),
    "humanities": (
        "Department of History",
        "Institute of Art History",
        "Faculty of Philosophy",
        "School of Languages",
        "Seminar für Alte Geschichte",
    ),
    "social": (
        "Department of Sociology",
        "School of Education",
        "Department of Psychology",
        "Institute for Social Research",
        "Faculty of Law",
        "Department of Geography",
    ),
    "economics": (
        "Department of Economics",
        "School of Business",
        "Central Bank of",
        "Institute for the Study of Labor",
        "NBER and CEPR",
    ),
    "medicine": (
        "Department of Surgery",
        "Division of Cardiology",
        "Faculty of Medicine",
        "Institute of Public Health",
        "Laboratory of Molecular Biology",
        "Department of Plant Sciences",
        "Research Unit of Epidemiology",
    ),
}

INSTITUTIONS = (
    "University of {city}",
    "{city} University",
    "Technical University of {city}",
    "{city} Institute of Technology",
    "National University of {city}",
    "{city} University Hospital",
    "University of {city} Medical School",
    "{city} College",
    "{city} Research Labs",
    "Polytechnic of {city}",
    "{city} State University",
)

JOURNALS: dict[str, tuple[str, ...]] = {
    "computing": (
        "Journal of Computing Systems",
        "Proceedings of the Conference on Learning Machines",
        "Transactions on Software Practice",
        "Open Source Letters",
    ),
    "physics": ("Physical Letters X", "Annals of Optics", "Astronomical Reports"),
    "mathematics": ("Annals of Pure Geometry", "Journal of Discrete Structures"),
    "humanities": (
        "The Historical Quarterly",
        "Studia Philosophica",
        "Art and Letters",
        "Revista de Historia Moderna",
    ),
    "social": (
        "Journal of Social Inquiry",
        "Education and Society",
        "Review of Public Policy",
        "Zeitschrift für Soziologie und Politik",
    ),
    "economics": ("Working Paper Series", "Discussion Papers in Economics", "Economic Notes"),
    "medicine": ("Journal of Clinical Findings", "Annals of Translational Studies"),
}
