//! Students, each made from their place alone: a million take no more room than one.

use chrono::NaiveDate;
use tremplin_domain::{convention::Reach, ids::StudentId, person::Student, text, year::AcademicYear};
use tremplin_referential::{EnrolmentChoice, StudentRecord};

use crate::{
    DOMAIN, calendar,
    names::{self, Name},
    places::{self, HOMES},
    programmes::{Discipline, Step, TRACKS, Track, units},
    random::{Random, Stream},
};

/// The most students there can be: their numbers have six digits of their own.
pub(crate) const MOST: usize = 1_000_000;

/// Those who sign in as somebody of the demo, or have conventions of a chosen kind.
pub(crate) const RESERVED: usize = 12;

/// How many in twenty follow each track: law and computing are the largest.
const SPREAD: [usize; 20] = [0, 2, 8, 5, 1, 6, 3, 7, 9, 0, 2, 4, 8, 5, 0, 1, 3, 6, 2, 9];

/// A student with what they follow.
#[derive(Debug, Clone)]
pub struct DemoStudent {
    /// As the store keeps them.
    pub student: Student,
    /// How to reach them.
    pub reach: Reach,
    /// Enrolled under continuing education.
    continuing: bool,
    track: usize,
    /// Which step of the track this year; one past the last for those who do the last one again.
    position: usize,
    year: AcademicYear,
}

/// Somebody with a name and a place of their own: login, last name, first name, sex, track, position.
type Persona = (&'static str, &'static str, &'static str, &'static str, usize, usize);

/// The first students.
const PERSONAS: [Persona; 3] = [
    ("adupont", "Dupont", "Amélie", "female", 0, 4),
    ("ybenali", "Benali", "Yanis", "male", 5, 4),
    ("nlebihan", "Le Bihan", "Noémie", "female", 2, 4),
];

impl DemoStudent {
    /// The student in that place, on that day.
    pub(crate) fn at(index: usize, today: NaiveDate) -> Self {
        let mut random = Random::new(Stream::Student, u64::try_from(index).unwrap_or(0));
        let year = calendar::current_year(today);
        let persona = PERSONAS.get(index);
        let track = persona.map_or_else(|| track_of(index), |p| p.4);
        let steps = TRACKS.get(track).map_or(1, |t| t.steps.len());
        let position = persona.map_or_else(|| if index < RESERVED { steps - 1 } else { 2 + random.below(steps - 1) }, |p| p.5);
        let Name { first, last, sex, homonym } = name_of(index);
        let number = number_of(index, year, position);
        let age = 19 + i32::try_from(position).unwrap_or(0) + i32::try_from(random.below(5) / 2).unwrap_or(0);
        let born = NaiveDate::from_yo_opt(year.first() - age, u32::try_from(random.between(1, 365)).unwrap_or(1));
        let login = persona.map_or_else(|| format!("e{number}"), |p| p.0.to_owned());
        let suffix = if homonym == 0 { String::new() } else { format!(".{}", homonym + 1) };
        let address = mail_name(first, last) + &suffix;
        let town = random.pick(HOMES).unwrap_or_default();
        let home = places::address(&mut random, town);
        let reach = Reach {
            street: home.street,
            postcode: home.postcode,
            town: home.town,
            country: home.country,
            mail: format!("{address}@courriel.example"),
            phone: if random.percent(15) { places::phone(&mut random, "FR") } else { String::new() },
            mobile: if random.percent(92) { places::mobile(&mut random) } else { String::new() },
            cpam_name: town.fund.into(),
            cpam_address: if random.percent(60) { format!("{} {}", town.postcode, town.name) } else { String::new() },
            social_cover: random.weighted(&[(95, "general"), (3, "agricultural"), (2, "european-card")]).into(),
        };
        let sex = if persona.is_none() && random.percent(2) { "unknown" } else { sex };
        let student = Student {
            id: StudentId(i64::try_from(index).unwrap_or(0) + 1),
            number,
            login,
            last_name: last.into(),
            first_name: first.into(),
            sex: sex.into(),
            birth_date: born,
            mail: format!("{address}@etu.{DOMAIN}"),
        };
        Self { student, reach, continuing: persona.is_none() && random.percent(4), track, position, year }
    }

    /// What they study, in general.
    pub(crate) fn discipline(&self) -> Discipline {
        self.track().discipline
    }

    pub(crate) fn track(&self) -> &'static Track {
        TRACKS.get(self.track).unwrap_or(&TRACKS[0])
    }

    /// The step of a year, while they study here; whether next year's is open is for the caller to know.
    pub(crate) fn step(&self, year: AcademicYear) -> Option<&'static Step> {
        let position = i32::try_from(self.position).ok()? - (self.year.first() - year.first());
        let steps = self.track().steps;
        let again = year == self.year && self.position == steps.len();
        steps.get(usize::try_from(position - i32::from(again)).ok()?)
    }

    /// The enrolment of a year.
    pub fn enrolment(&self, year: AcademicYear) -> Option<EnrolmentChoice> {
        let step = self.step(year)?;
        let regime = if self.continuing { "continuing" } else { "initial" };
        Some(EnrolmentChoice {
            year,
            enrolment: self.track().enrolment(step, self.year.first() - year.first(), regime),
            units: units(step),
            kind: self.continuing.then(|| "continuing".into()),
            reach: self.reach.clone(),
        })
    }

    /// As the directory tells.
    pub fn record(&self) -> StudentRecord {
        let Student { id: _, number, login, last_name, first_name, sex, birth_date, mail } = self.student.clone();
        StudentRecord { number, login, last_name, first_name, sex, birth_date, mail, reach: self.reach.clone() }
    }
}

/// The name of the student in that place.
pub(crate) fn name_of(index: usize) -> Name {
    PERSONAS.get(index).map_or_else(|| names::name(index), |p| Name { first: p.2, last: p.1, sex: p.3, homonym: 0 })
}

fn track_of(index: usize) -> usize {
    match index {
        // Among the reserved, those who wait for the law teacher, then those who wait for the science teacher.
        0..9 => 0,
        9..RESERVED => 2,
        _ => Random::new(Stream::Track, u64::try_from(index).unwrap_or(0)).pick(&SPREAD).unwrap_or(0),
    }
}

/// `first.last`, in ASCII.
pub(crate) fn mail_name(first: &str, last: &str) -> String {
    format!("{}.{}", text::fold(first).replace(' ', "-"), text::fold(last).replace(' ', "-"))
}

/// Scrambles places into numbers that do not look counted: a bijection on six digits, and its inverse.
const SCRAMBLE: (usize, usize, usize) = (377_777, 4_321, 885_713);

/// The year they came, then six digits of their own.
fn number_of(index: usize, year: AcademicYear, position: usize) -> String {
    let came = year.first() - i32::try_from(position).unwrap_or(0);
    format!("{:02}{:06}", came.rem_euclid(100), (index * SCRAMBLE.0 + SCRAMBLE.1) % MOST)
}

/// The place of the student with that number, if it is one.
pub(crate) fn place_of_number(number: &str) -> Option<usize> {
    let own = number.get(2..).filter(|own| own.len() == 6 && own.bytes().all(|b| b.is_ascii_digit()))?;
    let scrambled: usize = own.parse().ok()?;
    Some((scrambled + MOST - SCRAMBLE.1) * SCRAMBLE.2 % MOST)
}

/// The place of the student with that login, if it is one.
pub(crate) fn place_of_login(login: &str) -> Option<usize> {
    PERSONAS.iter().position(|p| p.0 == login).or_else(|| login.strip_prefix('e').and_then(place_of_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_to_their_place() {
        let today = "2026-11-23".parse().unwrap();
        for index in [0, 1, 7, 399, 12_345, 999_999] {
            let student = DemoStudent::at(index, today).student;
            assert_eq!(place_of_number(&student.number), Some(index));
            assert_eq!(place_of_login(&student.login), Some(index));
        }
        assert_eq!((place_of_number("x"), place_of_number("22é4321"), place_of_login("nobody")), (None, None, None));
    }

    #[test]
    fn everybody_is_enrolled_in_each_of_the_three_years() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        for index in 0..200 {
            let student = DemoStudent::at(index, today);
            for year in 2024..=2026 {
                assert!(student.enrolment(AcademicYear::starting(year).unwrap()).is_some(), "{index} {year}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_names_a_place_or_nobody(text in ".{0,12}|[0-9]{8}|e[0-9]{8}") {
            for place in [place_of_number(&text), place_of_login(&text)].into_iter().flatten() {
                proptest::prop_assert!(place < MOST);
            }
        }
    }
}
