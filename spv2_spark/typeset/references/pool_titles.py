"""Words and patterns from which titles of many fields and languages are put together.

`T` is a topic, `M` a method or a point of view, `C` a context. Patterns are filled at random,
so that titles read like titles and need not make sense.
"""

from __future__ import annotations

from collections.abc import Mapping


def rows_of(table: str) -> tuple[str, ...]:
    """Return the entries between `|` or line ends."""
    return tuple(row.strip() for row in table.replace("\n", "|").split("|") if row.strip())


# field -> (topics, methods, contexts)
FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "computing": (
        rows_of(
        """
        image segmentation|machine translation|question answering|graph matching
        speech recognition|program synthesis|anomaly detection|object detection
        link prediction|data deduplication|consensus|query optimization
        named entity recognition|3D reconstruction|software testing|intrusion detection
        recommendation|transfer learning|code review|visual tracking|sentiment analysis
        text summarization|job scheduling|garbage collection
        """
    ),
        rows_of(
        """
        deep residual networks|attention|random forests|variational inference
        reinforcement learning|support vector machines|contrastive learning
        graph neural networks|MapReduce|conditional random fields
        stochastic gradient descent|Bayesian optimization|large language models
        formal verification|locality-sensitive hashing|LSTM networks
        """
    ),
        rows_of(
        """
        the cloud|low-resource languages|mobile devices|the wild|wireless sensor networks
        distributed systems|open-source projects|relational databases|high dimensions
        real time|streaming data|the Internet of Things|peer-to-peer networks
        large-scale social media
        """
    ),
    ),
    "physics": (
        rows_of(
        """
        quantum phase transitions|superconductivity|dark matter|neutrino oscillations
        spin waves|Bose–Einstein condensation|gravitational waves|the Hubble constant
        black holes|topological insulators|star formation|turbulence|thermal conductivity
        galaxy clusters|Higgs boson production|critical exponents|magnetization reversal
        optical lattices
        """
    ),
        rows_of(
        """
        Monte Carlo simulation|density functional theory|renormalization group analysis
        neutron scattering|ab initio calculations|spectroscopy|a mean-field theory
        lattice QCD|weak lensing|perturbation theory|a variational approach
        X-ray diffraction
        """
    ),
        rows_of(
        """
        two dimensions|the early Universe|ultracold gases|thin films|strong magnetic fields
        pp collisions at √s = 13 TeV|disordered systems|the Milky Way|graphene
        nearby galaxies|SrTiO3 heterostructures|the solar wind|one-dimensional chains
        type Ia supernovae
        """
    ),
    ),
    "mathematics": (
        rows_of(
        """
        elliptic curves|prime gaps|minimal surfaces|random matrices|modular forms
        Hilbert schemes|Markov chains|hyperbolic manifolds|the Riemann zeta function|knots
        nonlinear wave equations|Lie algebras|percolation|stable bundles|finite groups
        Sobolev inequalities|convex bodies|operator algebras|spectral gaps
        Galois representations
        """
    ),
        rows_of(
        """
        a probabilistic approach|cohomology|variational methods|p-adic analysis
        the method of moments|ergodic theory|spectral sequences|a geometric proof
        homotopy theory
        """
    ),
        rows_of(
        """
        number fields|Riemannian manifolds|Banach spaces|abelian categories
        graphs of bounded degree|positive characteristic|several complex variables
        unbounded domains|dimension four
        """
    ),
    ),
    "economics": (
        rows_of(
        """
        wage inequality|monetary policy|tax evasion|minimum wages|corporate governance
        economic growth|financial crises|trade liberalization|unemployment|public goods
        auctions|foreign direct investment|price stickiness|human capital|migration
        sovereign debt|labor supply|the equity premium|innovation|bank lending
        informal employment
        """
    ),
        rows_of(
        """
        panel data|a structural model|natural experiments|evidence from a field experiment
        instrumental variables|a general equilibrium analysis|game theory|unit roots
        regression discontinuity|the generalized method of moments|survey evidence
        """
    ),
        rows_of(
        """
        developing countries|the euro area|rural India|OECD countries
        the United States, 1980–2010|sub-Saharan Africa|transition economies|Latin America
        a small open economy|post-war Britain
        """
    ),
    ),
    "law": (
        rows_of(
        """
        freedom of expression|the rule of law|data protection|judicial review
        criminal liability|the right to privacy|contractual remedies|state responsibility
        consumer protection|asylum|constitutional identity|intellectual property
        self-defence|proportionality|legal pluralism
        """
    ),
        rows_of(
        """
        a comparative study|the case law of the European Court of Human Rights|a critique
        an economic analysis|legal theory|feminist jurisprudence|doctrine and practice
        """
    ),
        rows_of(
        """
        international law|the European Union|common law jurisdictions|the digital age
        times of emergency|the Inter-American system|German constitutional law|the WTO
        """
    ),
    ),
    "history": (
        rows_of(
        """
        slavery|the Reformation|nationalism|the peasantry|empire and memory|urban life
        the silk trade|women's work|religious dissent|the French Revolution|colonial rule
        pilgrimage|the Cold War|popular culture|medical knowledge|kingship|print and readers
        migration
        """
    ),
        rows_of(
        """
        a social history|a reassessment|letters, diaries and memory|the archive
        an oral history|a microhistory|new perspectives|sources and methods
        """
    ),
        rows_of(
        """
        early modern Europe|the Ottoman Empire, 1600–1800|nineteenth-century Paris
        Tudor England|the Habsburg monarchy|colonial Mexico|the Roman Republic|Meiji Japan
        West Africa|Weimar Germany|late antiquity|the Atlantic world|medieval Iberia
        Soviet Ukraine, 1921–1939
        """
    ),
    ),
    "society": (
        rows_of(
        """
        social capital|gender and power|political participation|collective action|identity
        trust|social mobility|populism|deliberative democracy|religion|domestic labour
        ageing|public opinion|the welfare state|ethnic segregation|digital media use
        civil society|gentrification|intimate partnership|class and taste|surveillance
        """
    ),
        rows_of(
        """
        a qualitative study|an ethnography|evidence from a panel survey|a meta-analysis
        grounded theory|a network perspective|critical discourse analysis|mixed methods
        a systematic review|towards a theory|reflections on method
        """
    ),
        rows_of(
        """
        post-industrial cities|European democracies|urban China|the Global South|schools
        prisons|the workplace|contemporary Brazil|online communities|late capitalism
        rural communities
        """
    ),
    ),
    "education": (
        rows_of(
        """
        teacher beliefs|second language acquisition|formative assessment
        reading comprehension|mathematical reasoning|school leadership|student motivation
        critical thinking|early literacy|self-regulated learning|inclusive education
        working memory|moral development|word order|relative clauses|metaphor|code-switching
        prosody|spatial cognition|decision making
        """
    ),
        rows_of(
        """
        a longitudinal study|an action research project|eye-tracking evidence|a corpus study
        an intervention study|theory and practice|cross-cultural perspectives|case studies
        """
    ),
        rows_of(
        """
        higher education|primary schools|multilingual classrooms|the Nordic countries|MOOCs
        adult learners|children with dyslexia|teacher training|spoken English
        heritage speakers
        """
    ),
    ),
    "ideas": (
        rows_of(
        """
        free will|moral realism|the sublime|practical reason|intentionality|causation|irony
        the self|aesthetic judgment|tragedy|translation|personal identity|virtue|modernism
        the novel|perceptual experience|time and narrative|scepticism|rhetoric
        landscape painting|mimesis
        """
    ),
        rows_of(
        """
        an essay|a defence|a reply to my critics|close readings|an introduction|a commentary
        notes towards a definition|a philosophical inquiry|themes and variations
        """
    ),
        rows_of(
        """
        Kant|Aristotle's Ethics|Virginia Woolf|Plato's Republic|the Renaissance|Wittgenstein
        contemporary cinema|Shakespeare's late plays|German idealism|Borges
        classical Chinese poetry
        """
    ),
    ),
}  # fmt: skip

PATTERNS = rows_of(
    """
        T in C|M for T|T and T in C|On T|On the T of C|Towards T in C|T: M|T in C: M
        Why T? M|The limits of T|T revisited|Rethinking T|M and T|A note on T|T without T
        T as T|The politics of T in C|Understanding T: M|What do we know about T?
        T and its discontents|Handbook of T|Introduction to T|The Oxford companion to T
        T: theory and applications|Essays on T|Foundations of T|Principles of T
        Advances in T|A survey of T|T from M|Learning T|Fast and accurate T with M
        Efficient T in C using M|How T shapes T: evidence from C|From T to T: M in C
        Is there T in C?|An empirical study of T in C|T under T|The future of T
        Problems of T|Measuring T in C|A new approach to T|T, T, and T|Beyond T
        Modelling T with M|“T” and the problem of T|T in C (1850–1914)|T 2.0: M|T: a review
        The role of T in T|T I. M|Reassessing T after 1989|The T of T|T across C
        T (and T) in C|Comment on “T in C”|T & T
        """
)
