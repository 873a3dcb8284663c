//! The directory of the tests: the institution made from nothing, and one student more, whom the doubles of Apogée and the adaptor know too.

use tremplin_services::{
    DirectoryServer, DirectorySetup,
    directory_entries::{people, person, structures},
};

use crate::Done;

/// The login of that student, whom the directory calls Jeanne Martin.
pub const LOGIN: &str = "jmartin";

/// Their student number.
pub const NUMBER: &str = "21900042";

/// Starts it, with its entries and otherwise as set. What it says of the student's enrolment is not what the others say.
pub fn start(setup: &DirectorySetup) -> Done<DirectoryServer> {
    let enrolment = "[etab={UAI}0350937D][anneeinsc=2026][regimeinsc={SISE}10][cursusann={SUPANN}L3][affect=SCI][etape={UAI:0350937D}L3SCI-211][eltpedago=]";
    let jeanne = person(
        LOGIN,
        &[
            ("cn", "MARTIN Jeanne"),
            ("sn", "Martin"),
            ("givenName", "Jeanne"),
            ("mail", "jeanne.martin@etu.univ.example"),
            ("eduPersonAffiliation", "student"),
            ("eduPersonPrimaryAffiliation", "student"),
            ("supannCivilite", "Mme"),
            ("supannEtuId", NUMBER),
            ("supannEtuInscription", enrolment),
        ],
    );
    DirectoryServer::start(&DirectorySetup { entries: structures(1) + &people(20) + &jeanne, ..setup.clone() })
}
