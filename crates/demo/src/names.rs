//! Common first names and surnames, combined: nobody in particular.

/// A first name and the sex it goes with.
type First = (&'static str, &'static str);

const FIRST: &[First] = &[
    ("Emma", "female"), ("Lucas", "male"), ("Léa", "female"), ("Hugo", "male"), ("Chloé", "female"), ("Louis", "male"), ("Manon", "female"), ("Nathan", "male"),
    ("Inès", "female"), ("Gabriel", "male"), ("Camille", "female"), ("Arthur", "male"), ("Sarah", "female"), ("Jules", "male"), ("Jade", "female"),
    ("Raphaël", "male"), ("Zoé", "female"), ("Adam", "male"), ("Lina", "female"), ("Mathis", "male"), ("Louise", "female"), ("Théo", "male"), ("Alice", "female"),
    ("Maël", "male"), ("Anaïs", "female"), ("Ethan", "male"), ("Clara", "female"), ("Noé", "male"), ("Margaux", "female"), ("Yanis", "male"), ("Océane", "female"),
    ("Antoine", "male"), ("Hélène", "female"), ("Baptiste", "male"), ("Aïcha", "female"), ("Maxime", "male"), ("Fatou", "female"), ("Quentin", "male"),
    ("Nolwenn", "female"), ("Gwenaël", "male"), ("Solène", "female"), ("Malo", "male"), ("Élodie", "female"), ("Erwan", "male"), ("Yasmine", "female"),
    ("Samuel", "male"), ("Maëlys", "female"), ("Ibrahim", "male"), ("Thaïs", "female"), ("Karim", "male"), ("Capucine", "female"), ("Étienne", "male"),
    ("Agathe", "female"), ("Loïc", "male"), ("Mei", "female"), ("Tiago", "male"), ("Linh", "female"), ("Mehdi", "male"), ("Ana", "female"), ("Oscar", "male"),
    ("Jeanne", "female"), ("Timothée", "male"), ("Rose", "female"), ("Valentin", "male"), ("Noémie", "female"), ("Bastien", "male"), ("Salomé", "female"),
    ("Kévin", "male"), ("Marie-Lou", "female"), ("Jean-Baptiste", "male"), ("Apolline", "female"), ("Corentin", "male"), ("Charlotte", "female"),
    ("Félix", "male"), ("Ophélie", "female"), ("Rayan", "male"), ("Pauline", "female"), ("Clément", "male"), ("Justine", "female"), ("Tom", "male"),
    ("Mathilde", "female"), ("Robin", "male"), ("Elsa", "female"), ("Dylan", "male"), ("Ambre", "female"), ("Simon", "male"), ("Coralie", "female"),
    ("Aurélien", "male"), ("Romane", "female"), ("Marius", "male"), ("Awa", "female"), ("Gaël", "male"), ("Lucie", "female"), ("Florian", "male"),
    ("Maïwenn", "female"), ("Côme", "male"), ("Naïma", "female"), ("Victor", "male"), ("Ines-Maria", "female"), ("Björn", "male"),
];

const LAST: &[&str] = &[
    "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Moreau", "Laurent", "Simon", "Michel", "Lefebvre", "Leroy", "Roux", "David",
    "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Lambert", "Fontaine", "Rousseau", "Vincent", "Muller", "Lefèvre", "Faure", "André", "Mercier",
    "Blanc", "Guérin", "Boyer", "Garnier", "Chevalier", "François", "Legrand", "Gauthier", "Perrin", "Robin", "Clément", "Morin", "Nicolas", "Henry", "Roussel",
    "Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie", "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard",
    "Giraud", "Joly", "Rivière", "Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche", "Renard", "Schmitt", "Roy", "Leroux",
    "Colin", "Vidal", "Caron", "Picard", "Roger", "Fabre", "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix", "Olivier", "Philippe", "Bourgeois", "Pierre",
    "Benoît", "Rey", "Leclerc", "Payet", "Rolland", "Leclercq", "Guillaume", "Lecomte", "Lopez", "Jean", "Dupuy", "Guillot", "Hubert", "Berger", "Carpentier",
    "Sanchez", "Dupuis", "Moulin", "Louis", "Deschamps", "Huet", "Vasseur", "Perez", "Boucher", "Fleury", "Royer", "Klein", "Jacquet", "Adam", "Paris",
    "Poirier", "Marty", "Aubry", "Guyot", "Carré", "Charles", "Renault", "Charpentier", "Ménard", "Maillard", "Baron", "Bertin", "Bailly", "Hervé", "Schneider",
    "Fernandez", "Le Gall", "Collet", "Léger", "Bouvier", "Julien", "Prévost", "Millet", "Perrot", "Daniel", "Le Roux", "Cousin", "Germain", "Breton", "Besson",
    "Langlois", "Rémy", "Le Goff", "Pelletier", "Lévêque", "Perrier", "Leblanc", "Barré", "Lebrun", "Marchal", "Weber", "Mallet", "Hamon", "Boulanger", "Jacob",
    "Monnier", "Michaud", "Rodriguez", "Guichard", "Gillet", "Étienne", "Grondin", "Poulain", "Tessier", "Chevallier", "Collin", "Chauvin", "Da Silva", "Bouchet",
    "Gay", "Lemaître", "Bénard", "Maréchal", "Humbert", "Reynaud", "Antoine", "Hoarau", "Perret", "Barthélemy", "Cordier", "Pichon", "Lejeune", "Gilbert",
    "Lamy", "Delaunay", "Pasquier", "Carlier", "Laporte", "Diallo", "Nguyen", "Benali", "Traoré", "Haddad", "Ferreira", "Kowalski", "Chen", "Rossi", "Ndiaye",
    "Bouzid", "Tran", "Camara", "O’Connor", "d’Hœrdt", "de La Motte", "L’Hostis", "Le Bihan", "Kervella", "Saint-Martin", "Ben Amar", "Müller-Lévy", "Öztürk",
];

/// A name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    pub(crate) sex: &'static str,
    /// 0 for the first bearer of the name, then 1, 2 …
    pub(crate) homonym: usize,
}

/// The `index`th name: neighbours look unrelated, and a name comes again only when all have been used.
pub(crate) fn name(index: usize) -> Name {
    const PAIRS: usize = FIRST.len() * LAST.len();
    const STRIDE: usize = stride(PAIRS);
    let pair = (index % PAIRS) * STRIDE % PAIRS;
    let (first, sex) = FIRST.get(pair % FIRST.len()).copied().unwrap_or_default();
    let last = LAST.get(pair / FIRST.len()).copied().unwrap_or_default();
    Name { first, last, sex, homonym: index / PAIRS }
}

/// A surname on its own.
pub(crate) fn surname(index: usize) -> &'static str {
    LAST.get(index * 89 % LAST.len()).copied().unwrap_or_default()
}

/// A step without a common factor with that number: counting by it, modulo the number, comes to each place once, far from the last one.
pub(crate) const fn stride(places: usize) -> usize {
    let mut stride = places * 618 / 1000 + 1;
    while common_divisor(stride, places) != 1 {
        stride += 1;
    }
    stride
}

const fn common_divisor(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_pair_is_used_before_one_comes_again() {
        let pairs = FIRST.len() * LAST.len();
        let all: HashSet<_> = (0..pairs).map(|i| (name(i).first, name(i).last)).collect();
        assert_eq!(all.len(), pairs);
        assert_eq!((name(pairs).first, name(pairs).homonym), (name(0).first, 1));
    }

    #[test]
    fn no_name_is_listed_twice() {
        assert_eq!(FIRST.iter().map(|f| f.0).collect::<HashSet<_>>().len(), FIRST.len());
        assert_eq!(LAST.iter().collect::<HashSet<_>>().len(), LAST.len());
    }
}
