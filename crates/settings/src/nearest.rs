//! The known name that somebody may have meant.

/// The known name nearest to a written one, if it is near: at most a third of its letters differ.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Beyond this nothing of ours is meant, and the work stays small.
    const LONGEST: usize = 64;
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase();
    let with_distance = known.into_iter().map(|name| (distance(&written, &name.to_lowercase()), name));
    with_distance.filter(|(distance, name)| *distance <= name.chars().count().div_ceil(3)).min().map(|(_, name)| name)
}

/// Letters to insert, remove or replace to make one text of the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        for (column, wanted) in row.iter_mut().skip(1).zip(&other) {
            let here = (corner + usize::from(letter != *wanted)).min(left + 1).min(*column + 1);
            corner = *column;
            *column = here;
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (one, other, expected) in [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("host", "hots", 2)] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn only_a_near_name_is_offered() {
        let known = ["host", "port", "password"];
        assert_eq!(nearest("Hosts", known), Some("host"));
        assert_eq!(nearest("pasword", known), Some("password"));
        assert_eq!(nearest("couleur", known), None);
        assert_eq!(nearest("etudiantmetiers", ["EtudiantMetier"]), Some("EtudiantMetier"));
    }
}
