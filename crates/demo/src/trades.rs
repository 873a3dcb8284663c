//! What hosts do, and what they are called.

use crate::{
    names,
    places::{TOWNS, Town},
    programmes::Discipline,
};

/// A kind of host.
#[derive(Debug)]
pub(crate) struct Trade {
    /// `{}` is an invented word, `{n}` a surname, `{t}` an invented town, `{p}` an invented department.
    pattern: &'static str,
    pub(crate) naf: &'static str,
    pub(crate) activity: &'static str,
    /// List `host-type`.
    pub(crate) kind: &'static str,
    /// Of list `legal-status`.
    pub(crate) statuses: &'static [&'static str],
    /// List `headcount`, weighed.
    pub(crate) sizes: &'static [(usize, &'static str)],
    pub(crate) disciplines: &'static [Discipline],
    pub(crate) services: &'static [&'static str],
    pub(crate) tutors_f: &'static [&'static str],
    pub(crate) tutors_m: &'static [&'static str],
    /// Under public law; students do not enter such a body themselves.
    pub(crate) public: bool,
    /// Always abroad.
    pub(crate) abroad: bool,
    /// Now and then abroad.
    pub(crate) exports: bool,
}

const SMALL: &[(usize, &str)] = &[(1, "0"), (6, "1-9"), (4, "10-49")];
const MIDDLE: &[(usize, &str)] = &[(2, "1-9"), (5, "10-49"), (4, "50-199"), (1, "200-999")];
const LARGE: &[(usize, &str)] = &[(2, "50-199"), (4, "200-999"), (3, "1000+")];

const PLAIN: Trade = Trade {
    pattern: "{}",
    naf: "82.11Z",
    activity: "Services",
    kind: "private",
    statuses: &["sarl", "sas"],
    sizes: MIDDLE,
    disciplines: &[],
    services: &["Direction", "Service administratif", "Antenne locale"],
    tutors_f: &["Responsable de service", "Chargée de mission", "Cheffe de projet"],
    tutors_m: &["Responsable de service", "Chargé de mission", "Chef de projet"],
    public: false,
    abroad: false,
    exports: false,
};

use Discipline::{Biology, Communication, Computing, Government, Law, Management, Mechanics, Psychology, Translation};

const TRADES: &[Trade] = &[
    Trade {
        pattern: "Cabinet {n} & associés",
        naf: "69.10Z",
        activity: "Avocats",
        statuses: &["scp", "sarl"],
        sizes: SMALL,
        disciplines: &[Law],
        services: &["Pôle droit des sociétés", "Pôle contentieux"],
        tutors_f: &["Avocate associée", "Avocate collaboratrice"],
        tutors_m: &["Avocat associé", "Avocat collaborateur"],
        ..PLAIN
    },
    Trade {
        pattern: "{} Logiciels",
        naf: "62.01Z",
        activity: "Édition de logiciels",
        disciplines: &[Computing, Management],
        services: &["Recherche et développement", "Qualité logicielle", "Bureau de l’Ouest"],
        tutors_f: &["Ingénieure logiciel", "Directrice technique"],
        tutors_m: &["Ingénieur logiciel", "Directeur technique"],
        exports: true,
        ..PLAIN
    },
    Trade {
        pattern: "Commune de {t}",
        naf: "84.11Z",
        activity: "Administration communale",
        kind: "administration",
        statuses: &["local-authority"],
        disciplines: &[Government, Law, Communication],
        services: &["Direction générale des services", "Service de l’urbanisme", "Service de la communication"],
        public: true,
        ..PLAIN
    },
    Trade {
        pattern: "Éditions {}",
        naf: "58.11Z",
        activity: "Édition de livres",
        sizes: SMALL,
        disciplines: &[Communication, Translation],
        services: &["Fabrication", "Droits étrangers"],
        tutors_f: &["Éditrice", "Responsable des droits"],
        tutors_m: &["Éditeur", "Responsable des droits"],
        exports: true,
        ..PLAIN
    },
    Trade {
        pattern: "Centre hospitalier de {t}",
        naf: "86.10Z",
        activity: "Activités hospitalières",
        kind: "administration",
        statuses: &["public-hospital"],
        sizes: LARGE,
        disciplines: &[Psychology, Biology, Management],
        services: &["Service de psychiatrie adulte", "Laboratoire d’analyses", "Direction des finances"],
        tutors_f: &["Psychologue clinicienne", "Biologiste", "Attachée d’administration"],
        tutors_m: &["Psychologue clinicien", "Biologiste", "Attaché d’administration"],
        public: true,
        ..PLAIN
    },
    Trade {
        pattern: "Mécanique {}",
        naf: "25.62B",
        activity: "Mécanique de précision",
        disciplines: &[Mechanics, Management],
        services: &["Bureau d’études", "Atelier", "Méthodes"],
        tutors_f: &["Responsable de production", "Ingénieure méthodes"],
        tutors_m: &["Responsable de production", "Ingénieur méthodes"],
        exports: true,
        ..PLAIN
    },
    Trade {
        pattern: "Étude {n}, notaires",
        naf: "69.10Z",
        activity: "Notariat",
        statuses: &["scp", "sarl"],
        sizes: SMALL,
        disciplines: &[Law],
        services: &["Actes courants", "Successions"],
        tutors_f: &["Notaire", "Clerc de notaire"],
        tutors_m: &["Notaire", "Clerc de notaire"],
        ..PLAIN
    },
    Trade {
        pattern: "Association L’Éveil de {t}",
        naf: "88.99B",
        activity: "Action sociale",
        kind: "association",
        statuses: &["association"],
        sizes: SMALL,
        disciplines: &[Psychology, Communication],
        services: &["Accueil de jour", "Vie associative"],
        tutors_f: &["Psychologue", "Coordinatrice"],
        tutors_m: &["Psychologue", "Coordinateur"],
        ..PLAIN
    },
    Trade {
        pattern: "Laboratoires {}",
        naf: "72.11Z",
        activity: "Recherche en biotechnologie",
        statuses: &["sas", "sa"],
        disciplines: &[Biology],
        services: &["Culture cellulaire", "Contrôle qualité", "Affaires réglementaires"],
        tutors_f: &["Ingénieure de recherche", "Responsable de laboratoire"],
        tutors_m: &["Ingénieur de recherche", "Responsable de laboratoire"],
        exports: true,
        ..PLAIN
    },
    Trade {
        pattern: "{n} Expertise comptable",
        naf: "69.20Z",
        activity: "Comptabilité",
        sizes: SMALL,
        disciplines: &[Management],
        services: &["Pôle social", "Pôle fiscal"],
        tutors_f: &["Experte-comptable", "Collaboratrice comptable"],
        tutors_m: &["Expert-comptable", "Collaborateur comptable"],
        ..PLAIN
    },
    Trade {
        pattern: "Préfecture {p}",
        naf: "84.11Z",
        activity: "Services de l’État",
        kind: "administration",
        statuses: &["state"],
        sizes: LARGE,
        disciplines: &[Government, Law],
        services: &["Bureau des élections", "Bureau de l’environnement"],
        tutors_f: &["Attachée d’administration", "Cheffe de bureau"],
        tutors_m: &["Attaché d’administration", "Chef de bureau"],
        public: true,
        ..PLAIN
    },
    Trade {
        pattern: "{} Traductions",
        naf: "74.30Z",
        activity: "Traduction",
        sizes: SMALL,
        disciplines: &[Translation],
        services: &["Relecture", "Traduction technique"],
        tutors_f: &["Traductrice", "Cheffe de projet linguistique"],
        tutors_m: &["Traducteur", "Chef de projet linguistique"],
        exports: true,
        ..PLAIN
    },
    Trade {
        pattern: "{} Numérique",
        naf: "62.02A",
        activity: "Conseil en systèmes informatiques",
        kind: "cooperative",
        statuses: &["scop"],
        disciplines: &[Computing],
        services: &["Développement web", "Infrastructure"],
        tutors_f: &["Développeuse", "Administratrice systèmes"],
        tutors_m: &["Développeur", "Administrateur systèmes"],
        ..PLAIN
    },
    Trade {
        pattern: "Agence {}",
        naf: "73.11Z",
        activity: "Communication",
        sizes: SMALL,
        disciplines: &[Communication],
        services: &["Création", "Relations presse"],
        tutors_f: &["Directrice de clientèle", "Cheffe de publicité"],
        tutors_m: &["Directeur de clientèle", "Chef de publicité"],
        ..PLAIN
    },
    Trade {
        pattern: "Transports {n} et Fils",
        naf: "49.41A",
        activity: "Transport routier",
        disciplines: &[Management, Mechanics, Law],
        services: &["Exploitation", "Atelier", "Affaires juridiques"],
        ..PLAIN
    },
    Trade {
        pattern: "Conservatoire des landes de {t}",
        naf: "91.04Z",
        activity: "Protection de la nature",
        kind: "association",
        statuses: &["association", "foundation"],
        sizes: SMALL,
        disciplines: &[Biology],
        services: &["Suivi des espèces", "Éducation à l’environnement"],
        tutors_f: &["Écologue", "Chargée d’études naturalistes"],
        tutors_m: &["Écologue", "Chargé d’études naturalistes"],
        ..PLAIN
    },
    Trade {
        pattern: "Banque coopérative {}",
        naf: "64.19Z",
        activity: "Banque",
        kind: "cooperative",
        statuses: &["mutual", "sa"],
        sizes: LARGE,
        disciplines: &[Management, Law, Computing],
        services: &["Direction juridique", "Direction informatique", "Crédit aux entreprises"],
        ..PLAIN
    },
    Trade {
        pattern: "{} International",
        naf: "",
        activity: "Software and services",
        sizes: LARGE,
        disciplines: &[Computing, Translation, Communication, Law],
        services: &["Research and Development", "Legal Department", "Communications"],
        tutors_f: &["Team leader", "Project manager"],
        tutors_m: &["Team leader", "Project manager"],
        abroad: true,
        ..PLAIN
    },
    Trade {
        pattern: "Fonderie {}",
        naf: "24.51Z",
        activity: "Fonderie de fonte",
        statuses: &["sas", "sa"],
        disciplines: &[Mechanics],
        services: &["Moulage", "Bureau d’études"],
        tutors_f: &["Responsable d’atelier", "Ingénieure procédés"],
        tutors_m: &["Responsable d’atelier", "Ingénieur procédés"],
        ..PLAIN
    },
    Trade {
        pattern: "Régie des transports de {t}",
        naf: "49.31Z",
        activity: "Transports urbains",
        kind: "public-company",
        statuses: &["public-establishment"],
        sizes: LARGE,
        disciplines: &[Government, Management, Computing, Mechanics],
        services: &["Direction des systèmes d’information", "Maintenance", "Achats"],
        public: true,
        ..PLAIN
    },
    Trade {
        pattern: "Maison de retraite Les Jardins de {t}",
        naf: "87.10A",
        activity: "Hébergement médicalisé",
        kind: "association",
        statuses: &["association", "mutual"],
        disciplines: &[Psychology, Management],
        services: &["Accompagnement", "Administration"],
        tutors_f: &["Psychologue", "Directrice adjointe"],
        tutors_m: &["Psychologue", "Directeur adjoint"],
        ..PLAIN
    },
    Trade {
        pattern: "Théâtre {}",
        naf: "90.01Z",
        activity: "Spectacle vivant",
        kind: "association",
        statuses: &["association"],
        sizes: SMALL,
        disciplines: &[Communication, Translation],
        services: &["Médiation", "Billetterie"],
        ..PLAIN
    },
    Trade {
        pattern: "Communauté de communes du pays de {t}",
        naf: "84.11Z",
        activity: "Administration intercommunale",
        kind: "administration",
        statuses: &["local-authority"],
        disciplines: &[Government, Biology, Communication],
        services: &["Marchés publics", "Eau et biodiversité", "Communication"],
        public: true,
        ..PLAIN
    },
    Trade {
        pattern: "{n}, psychologue",
        naf: "86.90F",
        activity: "Psychologie",
        kind: "other",
        statuses: &["sole-trader"],
        sizes: &[(3, "0"), (2, "1-9")],
        disciplines: &[Psychology],
        tutors_f: &["Psychologue clinicienne"],
        tutors_m: &["Psychologue clinicien"],
        ..PLAIN
    },
];

const WORDS: &[&str] = &[
    "Brumélia",
    "Corvanne",
    "Tessombre",
    "Quelvarn",
    "Ostrelune",
    "Drévanis",
    "Mirebrume",
    "Falquenois",
    "Sorbelune",
    "Argonelle",
    "Valtrémont",
    "Ombrefeuille",
    "Lysandelle",
    "Kerzénith",
    "Pragovelle",
    "Étoilance",
    "Narvelune",
    "Zéphyrande",
    "Clairambre",
    "Solveguère",
    "Houlebrise",
    "Marnelia",
    "Granivelle",
    "Iroisea",
    "Cendrevaux",
    "Talvernois",
    "Boréalys-Ouest",
    "Chantelyre",
    "Ravelune",
    "Vermélance",
    "Auréval",
    "Pélimarque",
    "Dunevoile",
    "Novembrine",
    "Hautelume",
    "Farigoulade",
    "Basalthéa",
    "Orfrelin",
    "Sablonnel",
    "Quartzenne",
    "Ténébrune",
    "Lavoisille",
    "Myrtelance",
    "Roncevelle",
    "Ultramarelle",
    "Écumance",
];

const fn village(name: &'static str, postcode: &'static str) -> Town {
    Town { name, postcode, country: "FR", zone: "metropole", fund: "" }
}

const VILLAGES: &[Town] = &[
    village("Valombre", "35990"),
    village("Saint-Aubin-des-Brumes", "35991"),
    village("Kerlouvan", "29990"),
    village("Trévaudic", "22990"),
    village("La Lande-Verte", "35992"),
    village("Plouéneg", "22991"),
    village("Montfaucon-l’Étang", "49990"),
    village("Rochebrume", "53990"),
    village("Saint-Guénodec", "56990"),
    village("L’Isle-aux-Hérons", "44990"),
    village("Bois-Hamon-le-Vieux", "35993"),
    village("Clairfontaine-sur-Orvelle", "72990"),
    village("Nesquéran", "56991"),
    village("Villebrune", "44991"),
    village("Pont-Érec", "29991"),
    village("Sainte-Corentine", "56992"),
    village("Haute-Brume", "53991"),
];

const DEPARTMENTS: &[&str] = &[
    "de l’Orvelle",
    "de la Haute-Brume",
    "du Val-d’Érec",
    "des Landes-Vertes",
    "de la Moyenne-Orvelle",
    "des Monts-de-Brume",
    "de Corentine-Maritime",
];

/// The trade of the host in that place.
pub(crate) fn of(place: usize) -> &'static Trade {
    TRADES.get(place % TRADES.len()).unwrap_or(&PLAIN)
}

/// The invented town that the host in that place is named after, and lies in.
pub(crate) fn village_of(place: usize) -> Option<Town> {
    let turn = place / TRADES.len();
    if of(place).pattern.contains("{t}") { VILLAGES.get((turn * 5 + place) % VILLAGES.len()).copied() } else { None }
}

/// The name of the host in that place: each has its own.
pub(crate) fn name(place: usize) -> String {
    let trade = of(place);
    let turn = place / TRADES.len();
    let word = |list: &[&'static str]| (list.get((turn * 5 + place) % list.len()).copied().unwrap_or_default(), turn / list.len());
    let (filled, again) = if let Some(village) = village_of(place) {
        (trade.pattern.replace("{t}", village.name).replace(" de L’", " de l’"), turn / VILLAGES.len())
    } else if trade.pattern.contains("{p}") {
        let (department, again) = word(DEPARTMENTS);
        (trade.pattern.replace("{p}", department), again)
    } else if trade.pattern.contains("{n}") {
        (trade.pattern.replace("{n}", names::surname(turn * 3 + place)), turn / 60)
    } else {
        let (invented, again) = word(WORDS);
        (trade.pattern.replace("{}", invented), again)
    };
    match again {
        0 => filled,
        n => format!("{filled} – {} {n}", TOWNS.get(place % TOWNS.len()).map_or("", |t| t.name)),
    }
}
