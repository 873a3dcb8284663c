//! People as directories have them after twenty years.

use tremplin_services::{
    SUFFIX,
    directory_entries::{entry, person},
};

const STUDENT: (&str, &str) = ("eduPersonAffiliation", "student");

/// Everybody odd.
pub(crate) fn entries() -> String {
    let enrolled =
        "[eltpedago={APOGEE}STAGE5][cursusann={SUPANN}M2][affect=DRT001][anneeinsc=2026][etape={UAI:0350937D}M2DRT-3][regimeinsc={SISE}10]";
    let mut all = vec![
        person(
            "accent",
            &[("cn", "Hélène Zéphyrin-Œuvrard"), ("sn", "Zéphyrin-Œuvrard"), ("givenName", "Hélène"), STUDENT, ("supannEtuId", "99000001")],
        ),
        person(
            "signs",
            &[("cn", "Star*(Paren)\\Back"), ("sn", "Star*(Paren)\\Back"), ("givenName", "Zoé"), STUDENT, ("supannEtuId", "99000002")],
        ),
        person("double.a", &[("cn", "Double A"), ("sn", "Double"), STUDENT, ("supannEtuId", "99000003")]),
        person("double.b", &[("cn", "Double B"), ("sn", "Double"), STUDENT, ("supannEtuId", "99000003")]),
        person("reprise", &[("cn", "Nouvelle"), ("sn", "Nouvelle"), STUDENT, ("supannEtuId", "99000005")]),
        person("reprise.ancienne", &[("cn", "Ancienne"), ("sn", "Ancienne"), STUDENT, ("supannEtuId", "99000004")]),
        person("bare", &[("cn", "bare"), ("sn", "Bare")]),
        person("numberless", &[("cn", "Numberless"), ("sn", "Numberless"), STUDENT]),
        person("padded", &[("cn", "Padded"), ("sn", "Padded"), STUDENT, ("supannEtuId", "00004242")]),
        person(
            "several",
            &[
                ("uid", "S.Everal"),
                ("cn", "Several"),
                ("sn", "Several"),
                ("mail", "a@x.example"),
                ("mail", "b@x.example"),
                STUDENT,
                ("supannEtuId", "99000006"),
            ],
        ),
        person(
            "enrolled",
            &[
                ("cn", "Enrolled"),
                ("sn", "Enrolled"),
                STUDENT,
                ("supannEtuId", "99000007"),
                ("supannEtuInscription", enrolled),
                ("supannEtuInscription", "[broken"),
            ],
        ),
        person(
            "simple",
            &[
                ("cn", "Simple"),
                ("sn", "Simple"),
                STUDENT,
                ("supannEtuId", "99000008"),
                ("supannEtuEtape", "{UAI:0350937D}L2SCI-211"),
                ("supannEtuAnneeInscription", "2026"),
                ("supannEtuCursusAnnee", "{SUPANN}L2"),
                ("supannEntiteAffectationPrincipale", "SCI"),
            ],
        ),
        person(
            "both",
            &[
                ("cn", "Both"),
                ("sn", "Both"),
                STUDENT,
                ("eduPersonAffiliation", "faculty"),
                ("supannEtuId", "99000009"),
                ("supannEntiteAffectationPrincipale", "LET"),
            ],
        ),
        person(
            "tutor",
            &[("cn", "Tutor"), ("sn", "Tutor"), ("eduPersonAffiliation", "staff"), ("supannAffectation", "Service des stages")],
        ),
        person("gone", &[("cn", "Gone"), ("sn", "Gone"), ("eduPersonAffiliation", "alum")]),
        person("monitor", &[("cn", "Monitor"), ("sn", "Monitor"), ("eduPersonAffiliation", "faculty"), ("employeeType", "Moniteur")]),
        entry(
            &format!("ou=elsewhere,ou=people,{SUFFIX}"),
            &[
                ("objectClass", "referral"),
                ("objectClass", "extensibleObject"),
                ("ou", "elsewhere"),
                ("ref", &format!("ldap://127.0.0.1:1/ou=elsewhere,{SUFFIX}")),
            ],
        ),
        entry(&format!("ou=former,ou=people,{SUFFIX}"), &[("objectClass", "organizationalUnit"), ("ou", "former")]),
    ];
    for branch in ["ou=people", "ou=former,ou=people"] {
        all.push(entry(
            &format!("uid=twin,{branch},{SUFFIX}"),
            &[
                ("objectClass", "inetOrgPerson"),
                ("objectClass", "eduPerson"),
                ("objectClass", "supannPerson"),
                ("uid", "twin"),
                ("cn", "Twin"),
                ("sn", "Twin"),
                STUDENT,
            ],
        ));
    }
    all.push(latin());
    all.concat()
}

/// Somebody whose names an old program wrote in ISO 8859-1: `Hélo\xefse` is not UTF-8. `audio` takes any bytes.
fn latin() -> String {
    let text = person("latin", &[("cn", "Latin"), ("sn", "Latin"), STUDENT, ("supannEtuId", "99000010")]);
    text.trim_end().to_owned() + "\naudio:: SOlsb+9zZQD/\n\n"
}
