//! Towns with their postcodes, streets, and telephone numbers that the regulator keeps for works of fiction.

use tremplin_domain::host::Address;

use crate::random::Random;

/// A town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Town {
    pub(crate) name: &'static str,
    pub(crate) postcode: &'static str,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: &'static str,
    /// List `zone`.
    pub(crate) zone: &'static str,
    /// For a town where students live: its health insurance fund.
    pub(crate) fund: &'static str,
}

const fn town(name: &'static str, postcode: &'static str, zone: &'static str) -> Town {
    Town { name, postcode, country: "FR", zone, fund: "" }
}

const fn home(name: &'static str, postcode: &'static str, fund: &'static str) -> Town {
    Town { name, postcode, country: "FR", zone: "metropole", fund }
}

const fn abroad(name: &'static str, postcode: &'static str, country: &'static str) -> Town {
    Town { name, postcode, country, zone: "abroad", fund: "" }
}

/// Where students live.
pub(crate) const HOMES: &[Town] = &[
    home("Rennes", "35000", "CPAM d’Ille-et-Vilaine"),
    home("Rennes", "35200", "CPAM d’Ille-et-Vilaine"),
    home("Saint-Malo", "35400", "CPAM d’Ille-et-Vilaine"),
    home("Vitré", "35500", "CPAM d’Ille-et-Vilaine"),
    home("Fougères", "35300", "CPAM d’Ille-et-Vilaine"),
    home("Vannes", "56000", "CPAM du Morbihan"),
    home("Lorient", "56100", "CPAM du Morbihan"),
    home("Brest", "29200", "CPAM du Finistère"),
    home("Quimper", "29000", "CPAM du Finistère"),
    home("Saint-Brieuc", "22000", "CPAM des Côtes-d’Armor"),
    home("Nantes", "44000", "CPAM de Loire-Atlantique"),
    home("Laval", "53000", "CPAM de la Mayenne"),
    home("Le Mans", "72000", "CPAM de la Sarthe"),
    home("Angers", "49000", "CPAM de Maine-et-Loire"),
    home("L’Haÿ-les-Roses", "94240", "CPAM du Val-de-Marne"),
];

/// Where hosts in France are.
pub(crate) const TOWNS: &[Town] = &[
    town("Rennes", "35000", "metropole"),
    town("Cesson-Sévigné", "35510", "metropole"),
    town("Nantes", "44000", "metropole"),
    town("Rennes", "35700", "metropole"),
    town("Saint-Malo", "35400", "metropole"),
    town("Vannes", "56000", "metropole"),
    town("Brest", "29200", "metropole"),
    town("Paris", "75011", "metropole"),
    town("Rennes", "35000", "metropole"),
    town("Lorient", "56100", "metropole"),
    town("Lyon", "69003", "metropole"),
    town("Strasbourg", "67000", "alsace-moselle"),
    town("Saint-Brieuc", "22000", "metropole"),
    town("Quimper", "29000", "metropole"),
    town("Paris", "75015", "metropole"),
    town("Bordeaux", "33000", "metropole"),
    town("Fort-de-France", "97200", "martinique"),
    town("Laval", "53000", "metropole"),
    town("Toulouse", "31000", "metropole"),
    town("Vitré", "35500", "metropole"),
    town("Lille", "59000", "metropole"),
    town("Colmar", "68000", "alsace-moselle"),
    town("Angers", "49100", "metropole"),
    town("Rennes Cedex 7", "35065", "metropole"),
    town("Saint-Denis", "97400", "la-reunion"),
    town("Grenoble", "38000", "metropole"),
    town("Saint-Étienne", "42000", "metropole"),
    town("Metz", "57000", "alsace-moselle"),
    town("Pointe-à-Pitre", "97110", "guadeloupe"),
    town("Châlons-en-Champagne Cedex", "51037", "metropole"),
    town("Cayenne", "97300", "guyane"),
    town("Ajaccio", "20000", "metropole"),
    town("Mamoudzou", "97600", "mayotte"),
    town("Ploërmel", "56800", "metropole"),
];

/// Where hosts abroad are.
pub(crate) const ABROAD: &[Town] = &[
    abroad("Bruxelles", "1000", "BE"),
    abroad("Genève", "1201", "CH"),
    abroad("Montréal (Québec)", "H2X 1Y4", "CA"),
    abroad("London", "WC1E 6BT", "GB"),
    abroad("Berlin", "10115", "DE"),
    abroad("Kraków", "31-002", "PL"),
    abroad("Dublin", "D02 X285", "IE"),
    abroad("Tunis", "1002", "TN"),
    abroad("São Paulo", "01310-100", "BR"),
    abroad("Göteborg", "411 03", "SE"),
    abroad("Casablanca", "20250", "MA"),
    abroad("Tōkyō", "150-0002", "JP"),
];

const STREETS: &[&str] = &[
    "rue des Lices",
    "rue de la Fontaine-aux-Brumes",
    "allée des Châtaigniers",
    "avenue du Général-Inconnu",
    "boulevard de la Liberté",
    "rue du Vieux-Moulin",
    "place de l’Horloge",
    "rue de l’Œuvre",
    "impasse des Alouettes",
    "quai de la Prévalaye",
    "rue des Trois-Ponts",
    "chemin de la Lande",
    "rue Haute",
    "rue Basse",
    "rue des Écoles",
    "rue du Four-à-Chaux",
    "avenue des Genêts",
    "rue de la Mission",
    "square des Tilleuls",
    "rue de l’Abbé-Sans-Nom",
];

const STREETS_ABROAD: &[&str] =
    &["Market Street", "Lindenweg", "rue du Lac", "Long Lane", "ulica Długa", "avenue de la Paix", "Storgatan", "rue des Palmiers"];

/// An address in a town.
pub(crate) fn address(random: &mut Random, town: Town) -> Address {
    let number = random.between(1, 140);
    let street = if town.country == "FR" {
        let bis = if random.percent(8) { " bis" } else { "" };
        format!("{number}{bis} {}", random.word(STREETS))
    } else {
        format!("{number} {}", random.word(STREETS_ABROAD))
    };
    Address { street, postcode: town.postcode.to_owned(), town: town.name.to_owned(), country: town.country.into() }
}

/// A mobile number that nobody has: 06 39 98 is kept for fiction by the regulator.
pub(crate) fn mobile(random: &mut Random) -> String {
    format!("+3363998{:04}", random.below(10_000))
}

/// A land line that nobody has, in France or there.
pub(crate) fn phone(random: &mut Random, country: &str) -> String {
    let number = random.below(10_000);
    match country {
        "FR" => format!("+3326191{number:04}"),
        "GB" => format!("+442079460{:03}", number % 1000),
        "CA" => format!("+15145550{:03}", 100 + number % 100),
        "BE" => format!("+3225550{number:04}"),
        "CH" => format!("+41225550{:03}", number % 1000),
        "DE" => format!("+4930231250{:02}", number % 100),
        "PL" => format!("+4812555{number:04}"),
        "IE" => format!("+3531555{number:04}"),
        "TN" => format!("+21671555{:03}", number % 1000),
        "BR" => format!("+551155550{:03}", number % 1000),
        "SE" => format!("+4631390060{:01}", number % 10),
        "MA" => format!("+21252255{number:04}"),
        _ => format!("+81355550{:03}", number % 1000),
    }
}
