"""Words of venues' names and their abbreviations, and the words that are left out."""

from __future__ import annotations

_STEMS = """
official:Off academ:Acad acoust:Acoust adolesc:Adolesc advanc:Adv aerosp:Aerosp africa:Afr
agricul:Agric
allerg:Allergy algebra:Algebra algorithm:Algorithms america:Am anaesth:Anaesth analy:Anal
anatom:Anat anesth:Anesth angew:Angew animal:Anim annal:Ann annual:Annu anthropol:Anthropol
antimicrob:Antimicrob appli:Appl aquat:Aquat archaeo:Archaeol archiv:Arch arthr:Arthritis
artific:Artif asia:Asian assoc:Assoc astron:Astron astrophys:Astrophys atmosph:Atmos
austral:Aust autom:Autom bacteriol:Bacteriol basic:Basic behav:Behav biochem:Biochem
biodivers:Biodivers bioeng:Bioeng bioinform:Bioinform biolog:Biol biomateri:Biomater
biomed:Biomed biophys:Biophys biosci:Biosci biostat:Biostat biotechnol:Biotechnol botan:Bot
brazil:Braz britis:Br bulletin:Bull busines:Bus canad:Can cancer:Cancer carcin:Carcinog
cardiol:Cardiol cardiovasc:Cardiovasc cataly:Catal cellul:Cell centr:Cent chemi:Chem
chemother:Chemother chines:Chin chromat:Chromatogr chronic:Chronic circul:Circ civil:Civ
climat:Clim clinic:Clin cognit:Cogn colloid:Colloid combin:Comb communit:Community
communic:Commun compar:Comp complement:Complement complex:Complex comput:Comput
condens:Condens conferen:Conf conserv:Conserv contemp:Contemp contrib:Contrib control:Control
critic:Crit cultur:Cult current:Curr cybern:Cybern decis:Decis dermat:Dermatol develop:Dev
diabet:Diabetes diagnos:Diagn differ:Differ disea:Dis disord:Disord distrib:Distrib
earth:Earth ecolog:Ecol econometr:Econom economi:Econ educat:Educ electr:Electr
electron:Electron emerg:Emerg endocr:Endocrinol energ:Energy engin:Eng entomol:Entomol
environ:Environ enzym:Enzym epidem:Epidemiol ergon:Ergon ethic:Ethics ethnol:Ethnol europ:Eur
evolut:Evol exerci:Exerc experiment:Exp famil:Fam financ:Financ fisher:Fish fluid:Fluid
forens:Forensic forest:For foundat:Found frontier:Front function:Funct fundament:Fundam
fuzzy:Fuzzy gastroent:Gastroenterol gener:Gen genet:Genet genom:Genomics geograph:Geogr
geolog:Geol geometr:Geom geophys:Geophys geriat:Geriatr german:Ger geront:Gerontol
gynec:Gynecol haemat:Haematol health:Health hematol:Hematol hepatol:Hepatol histor:Hist
homeop:Homeopathy hospit:Hosp human:Hum hydrol:Hydrol hygien:Hyg hypert:Hypertens imag:Imaging
immun:Immunol indian:Indian industr:Ind infect:Infect inform:Inf inorgan:Inorg insect:Insect
institut:Inst instrum:Instrum integr:Integr intellig:Intell intens:Intensive
interdiscip:Interdiscip intern:Int investig:Invest ital:Ital japan:Jpn journal:J knowl:Knowl
laborat:Lab languag:Lang laryng:Laryngol learn:Learn lectur:Lect letter:Lett librar:Libr
linguist:Linguist literat:Lit logist:Logist machin:Mach magnet:Magn manag:Manag manufact:Manuf
marin:Mar market:Mark materi:Mater mathem:Math measur:Meas mechan:Mech medic:Med membran:Membr
mental:Ment metab:Metab metall:Metall method:Methods microb:Microb microbiol:Microbiol
micros:Microsc militar:Mil mineral:Mineral model:Model modern:Mod molecul:Mol monthl:Mon
morphol:Morphol multivar:Multivar nano:Nano nation:Natl natur:Nat neonat:Neonatal
nephrol:Nephrol network:Netw neural:Neural neuroch:Neurochem neurol:Neurol
neurops:Neuropsychol neurophys:Neurophysiol neurosci:Neurosci neurosurg:Neurosurg
nonlinear:Nonlinear notice:Not nuclea:Nucl numeric:Numer nursin:Nurs nutrit:Nutr obstet:Obstet
occupat:Occup ocean:Ocean oncol:Oncol operat:Oper ophthal:Ophthalmol optic:Opt optim:Optim
oral:Oral organ:Org orient:Orient ornith:Ornithol orthop:Orthop otolar:Otolaryngol
paediat:Paediatr palaeo:Palaeo parallel:Parallel parasit:Parasitol patholog:Pathol
pattern:Pattern pediat:Pediatr percept:Percept perform:Perform periodont:Periodontol
person:Pers perspect:Perspect pharmaceut:Pharm pharmacol:Pharmacol philosoph:Philos
photo:Photo physica:Phys physics:Phys physik:Phys physiol:Physiol planet:Planet plasma:Plasma
plastic:Plast polic:Policy polit:Polit polym:Polym popul:Popul practic:Pract pragmat:Pragmat
prevent:Prev primat:Primatol probab:Probab proceeding:Proc process:Process product:Prod
profess:Prof program:Program progress:Prog prosthet:Prosthet protein:Protein
psychiat:Psychiatry psycholog:Psychol public:Public pulmon:Pulm quantit:Quant quantum:Quantum
quarter:Q radiat:Radiat radiol:Radiol recogni:Recognit record:Rec region:Reg rehabil:Rehabil
relig:Relig remot:Remote report:Rep reproduct:Reprod research:Res resour:Resour respir:Respir
review:Rev revist:Rev rheumat:Rheumatol robot:Robot royal:R rural:Rural russian:Russ safet:Saf
scandinav:Scand schizophr:Schizophr scien:Sci secur:Secur sensor:Sens signal:Signal social:Soc
societ:Soc sociolog:Sociol softwar:Softw solid:Solid south:South spectro:Spectrosc
speech:Speech sport:Sports standard:Stand state:State statist:Stat stochast:Stoch
strateg:Strateg structur:Struct studies:Stud supplement:Suppl surfac:Surf surger:Surg
surgic:Surg survey:Surv sustain:Sustain symposi:Symp synthe:Synth system:Syst techni:Tech
technolog:Technol teratol:Teratol theor:Theor therap:Ther thermal:Therm thorac:Thorac
thromb:Thromb toxic:Toxicol trans:Trans transact:Trans transfus:Transfus transplant:Transplant
transport:Transp trauma:Trauma tropic:Trop ultras:Ultrasound unit:United universit:Univ
urban:Urban urolog:Urol vascul:Vasc veget:Veg vehic:Veh veterin:Vet virol:Virol vision:Vis
visual:Vis wirtschaft:Wirtsch wissen:Wiss women:Womens workshop:Workshop world:World
yearbook:Yearb zeitschr:Z zoolog:Zool bibliot:Bibl cuadern:Cuad cahier:Cah archeol:Archeol
gesellsch:Ges geschicht:Gesch vierteljahr:Vierteljahrsschr
"""
_DROPPED = """
& a an and da das de dei del della der des di die do dos du e el en et for für het in la las
le les los na no och of og on the to und van y
"""


def _pairs(table: str) -> dict[str, str]:
    """Return {stem: abbreviation} of `stem:abbreviation` words."""
    pairs = (word.partition(":") for word in table.split())
    return {stem: short for stem, _, short in pairs}


# a word that starts with the stem is cut to the abbreviation
STEMS = _pairs(_STEMS)
DROPPED = frozenset(_DROPPED.split())
