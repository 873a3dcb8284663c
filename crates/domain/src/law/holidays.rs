//! Public holidays, by place.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

/// Whose public holidays apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Zone {
    /// European France without Alsace and Moselle, and the overseas places that have no holiday of their own here.
    #[default]
    Metropole,
    /// Bas-Rhin, Haut-Rhin, Moselle: Good Friday and 26 December besides (CT L3134-13).
    AlsaceMoselle,
    /// 27 May.
    Guadeloupe,
    /// 22 May.
    Martinique,
    /// 10 June.
    Guyane,
    /// 20 December.
    LaReunion,
    /// 27 April.
    Mayotte,
    /// 27 May.
    SaintMartin,
    /// 9 October.
    SaintBarthelemy,
    /// Outside France: none of France's holidays.
    Abroad,
}

impl Zone {
    /// All, in the order in which people choose.
    pub const ALL: [Self; 10] = [
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::LaReunion,
        Self::Mayotte,
        Self::SaintMartin,
        Self::SaintBarthelemy,
        Self::Abroad,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Metropole => "metropole",
            Self::AlsaceMoselle => "alsace-moselle",
            Self::Guadeloupe => "guadeloupe",
            Self::Martinique => "martinique",
            Self::Guyane => "guyane",
            Self::LaReunion => "la-reunion",
            Self::Mayotte => "mayotte",
            Self::SaintMartin => "saint-martin",
            Self::SaintBarthelemy => "saint-barthelemy",
            Self::Abroad => "abroad",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.code() == code)
    }

    /// A first guess from a French postcode, for the form to propose: postcodes do not follow departments everywhere.
    pub fn of_postcode(postcode: &str) -> Self {
        match postcode.as_bytes() {
            [b'9', b'7', b'1', b'3', b'3'] | [b'9', b'7', b'7', ..] => Self::SaintBarthelemy,
            [b'9', b'7', b'1', b'5', b'0'] | [b'9', b'7', b'8', ..] => Self::SaintMartin,
            [b'9', b'7', b'1', ..] => Self::Guadeloupe,
            [b'9', b'7', b'2', ..] => Self::Martinique,
            [b'9', b'7', b'3', ..] => Self::Guyane,
            [b'9', b'7', b'4', ..] => Self::LaReunion,
            [b'9', b'7', b'6', ..] => Self::Mayotte,
            [b'5', b'7', ..] | [b'6', b'7' | b'8', ..] => Self::AlsaceMoselle,
            _ => Self::Metropole,
        }
    }

    /// The holiday of overseas places that marks the end of slavery (CT L3422-2): month and day.
    const fn abolition(self) -> Option<(u32, u32)> {
        match self {
            Self::Mayotte => Some((4, 27)),
            Self::Martinique => Some((5, 22)),
            Self::Guadeloupe | Self::SaintMartin => Some((5, 27)),
            Self::Guyane => Some((6, 10)),
            Self::SaintBarthelemy => Some((10, 9)),
            Self::LaReunion => Some((12, 20)),
            Self::Metropole | Self::AlsaceMoselle | Self::Abroad => None,
        }
    }
}

/// The public holidays of a civil year in a place, in order. CT L3133-1, L3134-13, L3422-2.
///
/// A set: Ascension may fall on 1 or 8 May, Whit Monday on 10 June.
pub fn of(year: i32, zone: Zone) -> BTreeSet<NaiveDate> {
    if zone == Zone::Abroad {
        return BTreeSet::new();
    }
    let mut fixed = vec![(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let mut after_good_friday = vec![3, 41, 52];
    fixed.extend(zone.abolition());
    if zone == Zone::AlsaceMoselle {
        fixed.push((12, 26));
        after_good_friday.push(0);
    }
    let good_friday = easter(year).and_then(|easter| easter.checked_sub_days(Days::new(2)));
    let movable = after_good_friday.into_iter().filter_map(|n| good_friday?.checked_add_days(Days::new(n)));
    fixed.into_iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day)).chain(movable).collect()
}

/// Easter Sunday of the Gregorian calendar (Butcher's computus).
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, of_century) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_on_known_days() {
        for known in ["1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2038-04-25"] {
            assert_eq!(easter(day(known).year()), Some(day(known)));
        }
    }

    #[test]
    fn each_place_has_its_own_days() {
        let counts = Zone::ALL.map(|zone| of(2026, zone).len());
        assert_eq!(counts, [11, 13, 12, 12, 12, 12, 12, 12, 12, 0]);
        assert!(of(2026, Zone::AlsaceMoselle).contains(&day("2026-04-03")));
        assert!(of(2026, Zone::SaintMartin).contains(&day("2026-05-27")));
        assert!(of(2026, Zone::SaintBarthelemy).contains(&day("2026-10-09")));
    }

    #[test]
    fn two_holidays_on_one_day_are_one() {
        assert_eq!(of(2008, Zone::Metropole).len(), 10, "Ascension fell on 1 May");
    }

    #[test]
    fn a_postcode_proposes_a_zone() {
        let cases = [
            ("35000", Zone::Metropole),
            ("20000", Zone::Metropole),
            ("67000", Zone::AlsaceMoselle),
            ("68100", Zone::AlsaceMoselle),
            ("57045", Zone::AlsaceMoselle),
            ("97110", Zone::Guadeloupe),
            ("97133", Zone::SaintBarthelemy),
            ("97150", Zone::SaintMartin),
            ("97200", Zone::Martinique),
            ("97300", Zone::Guyane),
            ("97400", Zone::LaReunion),
            ("97500", Zone::Metropole),
            ("97600", Zone::Mayotte),
            ("98800", Zone::Metropole),
            ("", Zone::Metropole),
        ];
        for (postcode, zone) in cases {
            assert_eq!(Zone::of_postcode(postcode), zone, "{postcode}");
        }
    }

    #[test]
    fn codes_come_back() {
        for zone in Zone::ALL {
            assert_eq!(Zone::from_code(zone.code()), Some(zone));
        }
        assert_eq!(Zone::from_code("mars"), None);
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_of_spring(year in 1583_i32..3000) {
            let easter = easter(year).unwrap();
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            prop_assert!((3, 22) <= (easter.month(), easter.day()) && (easter.month(), easter.day()) <= (4, 25));
        }
    }
}
