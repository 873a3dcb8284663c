//! A student of the contract as the referential knows one.

use tremplin_domain::{convention::Reach, year::AcademicYear};
use tremplin_referential::{StudentRecord, TeacherRecord};

use crate::{
    fault::Fault,
    settings::Settings,
    values,
    wire::{Student, Teacher, Text},
};

/// The student of that number in that year. The number asked for counts: the one that comes back may have lost its zeros.
pub(crate) fn record(student: &Student, number: &str, year: AcademicYear, settings: &Settings) -> Result<StudentRecord, Fault> {
    if let Some(reason) = &student.administration_apogee.refusal {
        return Err(Fault::Unusable(reason.clone()));
    }
    Ok(StudentRecord {
        number: number.to_owned(),
        login: student.login.clone().into(),
        last_name: student.nompatro.or(&student.nommarital),
        first_name: student.prenom.clone().into(),
        sex: values::sex(&student.code_sexe.or(&student.sex_etat_civil)),
        birth_date: values::birth(student.date_nais.as_str(), year),
        mail: student.mail.clone().into(),
        reach: reach(student, settings),
    })
}

/// How to reach a student.
pub(crate) fn reach(student: &Student, settings: &Settings) -> Reach {
    let country = values::country(student.code_pays.as_str(), student.country.as_str(), &settings.countries);
    let mut postcode = String::from(student.postal_code.clone());
    // A number has no zero before it.
    if country.is("FR") && postcode.len() == 4 && postcode.bytes().all(|b| b.is_ascii_digit()) {
        postcode.insert(0, '0');
    }
    Reach {
        street: street(student),
        postcode,
        town: student.town.clone().into(),
        country,
        mail: student.mail_perso.clone().into(),
        phone: student.phone.clone().into(),
        mobile: student.portable_phone.clone().into(),
        cpam_name: student.libelle_cpam.clone().into(),
        ..Reach::default()
    }
}

fn street(student: &Student) -> String {
    if !student.main_address.is_empty() {
        return student.main_address.clone().into();
    }
    let lines = [&student.lib_ad1, &student.lib_ad2, &student.lib_ad3, &student.lib_ade];
    lines.into_iter().map(Text::as_str).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A teacher, if a convention could name them.
pub(crate) fn teacher(teacher: Teacher) -> Option<TeacherRecord> {
    let Teacher { login, nom, prenom, mail, telephone, fonction, affectation } = teacher;
    if nom.is_empty() {
        return None;
    }
    Some(TeacherRecord {
        login: login.into(),
        last_name: nom.into(),
        first_name: prenom.into(),
        mail: mail.into(),
        phone: telephone.into(),
        function: fonction.into(),
        affiliation: affectation.into(),
    })
}
