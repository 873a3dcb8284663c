//! The document itself: what it says, how it is tagged, what it survives.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use lopdf::{Document, Object, content::Content};
use proptest::prelude::*;
use tremplin_documents::{Engine, Language, Mark};
use tremplin_domain::{
    convention::{
        Dossier, Enrolment, Internship, Mode, Pay, Schedule,
        rows::{Interruption, Period},
    },
    law::mentions::Mention,
};

mod sample;

fn print_with(engine: &Engine, dossier: &Dossier, language: Language, mark: Mark) -> Vec<u8> {
    engine.convention(dossier, language, mark, &sample::institution(), sample::day(2026, 11, 23), &sample::labels).unwrap()
}

fn print(dossier: &Dossier, language: Language, mark: Mark) -> Vec<u8> {
    print_with(&Engine::new().unwrap(), dossier, language, mark)
}

/// The text without spaces and hyphens, which fall where lines end.
fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}')).collect()
}

fn text_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    packed(&document.extract_text(&pages).unwrap())
}

fn says(text: &str, words: &str) -> bool {
    text.contains(&packed(words))
}

/// A template there is.
struct Variant {
    name: &'static str,
    dossier: Dossier,
}

impl Variant {
    fn public(&self) -> bool {
        self.dossier.host.as_ref().unwrap().kind.is("administration")
    }

    fn abroad(&self) -> bool {
        self.dossier.convention.internship.zone.is("abroad")
    }

    fn continuing(&self) -> bool {
        self.dossier.convention.kind.is("continuing")
    }

    fn paid(&self) -> bool {
        self.dossier.convention.pay.paid == Some(true)
    }
}

/// Every template there is: type of convention, host, place, intern, pay, hours.
fn variants() -> Vec<Variant> {
    let change = |name, change: fn(&mut Dossier)| {
        let mut dossier = sample::dossier();
        dossier.convention.pay.mission_costs = "train et hôtel remboursés".into();
        dossier.convention.schedule.night_work = "une nuit de garde par mois".into();
        change(&mut dossier);
        Variant { name, dossier }
    };
    vec![
        change("initial training, private host", |_| {}),
        change("public host", |d| d.host.as_mut().unwrap().kind = "administration".into()),
        change("abroad", |d| {
            d.convention.internship.zone = "abroad".into();
            d.convention.follow.cover_abroad = Some(false);
        }),
        change("gap year", |d| d.convention.kind = "gap-year".into()),
        change("continuing education", |d| d.convention.kind = "continuing".into()),
        change("public host abroad", |d| {
            d.convention.internship.zone = "abroad".into();
            d.convention.follow.cover_abroad = Some(true);
            d.host.as_mut().unwrap().kind = "administration".into();
        }),
        change("continuing education abroad", |d| {
            d.convention.kind = "continuing".into();
            d.convention.internship.zone = "abroad".into();
            d.convention.follow.cover_abroad = Some(true);
        }),
        change("minor", |d| d.student.birth_date = Some(sample::day(2010, 1, 1))),
        change("unpaid", |d| d.convention.pay.paid = Some(false)),
        change("unpaid abroad", |d| {
            d.convention.internship.zone = "abroad".into();
            d.convention.follow.cover_abroad = Some(false);
            d.convention.pay.paid = Some(false);
        }),
    ]
}

/// The text without what every page repeats, which may stand within a clause.
fn body_of(pdf: &[u8], language: Language) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages = document.get_pages().len();
    let page = |number: u32| {
        let text = packed(&document.extract_text(&[number]).unwrap());
        let footer = packed(&match language {
            Language::Fr => format!("Convention n° 2026-00123, version 1 page {number} / {pages} document produit le 23 novembre 2026"),
            Language::En => format!("Agreement no. 2026-00123, version 1 page {number} of {pages} produced on 23 November 2026"),
        });
        assert_eq!(text.matches(&footer).count(), 1, "{text}");
        text.replace(&footer, "")
    };
    document.get_pages().into_keys().map(page).collect()
}

/// The titles of the sections and articles, in order.
fn titles(language: Language) -> [&'static str; 24] {
    match language {
        Language::Fr => [
            "1. L’établissement d’enseignement",
            "2. L’organisme d’accueil",
            "3. Le stagiaire",
            "4. La formation",
            "5. L’enseignant référent",
            "6. Le tuteur dans l’organisme",
            "7. Le stage",
            "8. Dates, durée et horaires",
            "Clauses Les articles",
            "Article 1 Objet",
            "Article 2 Objectif",
            "Article 3 Conditions",
            "Article 4 Accueil",
            "Article 5 Gratification",
            "Droits et avantages, ",
            "Article 6 Protection sociale",
            "Article 7 Responsabilité",
            "Article 8 Discipline",
            "Article 9 Congés",
            "Article 10 Réserve",
            "Article 11 Propriété",
            "Article 12 Fin du stage",
            "Article 13 Droit",
            "Annexe A",
        ],
        Language::En => [
            "1. The institution",
            "2. The host organisation",
            "3. The intern",
            "4. The course",
            "5. The supervising teacher",
            "6. The tutor in the organisation",
            "7. The internship",
            "8. Dates, duration and hours",
            "Terms The articles",
            "Article 1 Purpose",
            "Article 2 Aim",
            "Article 3 Presence",
            "Article 4 Welcome",
            "Article 5 Gratification",
            "Rights and benefits, ",
            "Article 6 Social protection",
            "Article 7 Liability",
            "Article 8 Discipline",
            "Article 9 Leave",
            "Article 10 Reserve",
            "Article 11 Intellectual",
            "Article 12 End",
            "Article 13 Law",
            "Annex A",
        ],
    }
}

/// What stands under each title.
fn parts(text: &str, language: Language) -> Vec<(&'static str, &str)> {
    let mut from = 0;
    let starts: Vec<_> = titles(language)
        .into_iter()
        .map(|title| {
            from += text[from..].find(&packed(title)).unwrap_or_else(|| panic!("no “{title}” in {}", &text[from..]));
            (title, from)
        })
        .collect();
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    starts.iter().zip(ends).map(|((title, start), end)| (*title, &text[*start..end])).collect()
}

/// Where every part of a mention stands (the beginning of a title) and the words that carry it: a value of the dossier, or a fixed clause.
fn carried_by(mention: Mention, language: Language, of: &Variant) -> Vec<(&'static str, &'static str)> {
    let all = |french: &[(&'static str, &'static str)], english: &[(&'static str, &'static str)]| {
        assert_eq!(french.len(), english.len());
        if language == Language::Fr { french.to_vec() } else { english.to_vec() }
    };
    let (fr, benefits) = (language == Language::Fr, if language == Language::Fr { "Droits et avantages" } else { "Rights and benefits" });
    match mention {
        Mention::Training => all(
            &[
                ("4.", "Intitulé complet Master 2 Droit des affaires, parcours Droit des contrats et de la distribution"),
                ("4.", "Enseignement 1 320 h par année d’enseignement"),
            ],
            &[
                ("4.", "Full title Master 2 Droit des affaires, parcours Droit des contrats et de la distribution"),
                ("4.", "Teaching 1,320 h per year of teaching"),
            ],
        ),
        Mention::Supervisors => {
            all(&[("5.", "Nom Maud Keller"), ("6.", "Nom Ana Nguyen")], &[("5.", "Name Maud Keller"), ("6.", "Name Ana Nguyen")])
        }
        Mention::Skills => {
            let typed = "Analyser un contrat ; négocier une clause ; rendre compte à l’oral et par écrit.";
            vec![("7.", if fr { "Compétences visées Analyser un" } else { "Skills to acquire Analyser un" }), ("7.", typed)]
        }
        Mention::Activities => {
            let typed = "Recenser les baux et leurs échéances. Rédiger des projets d’avenant et des notes de synthèse.";
            vec![("7.", if fr { "Activités confiées Recenser les baux" } else { "Activities Recenser les baux" }), ("7.", typed)]
        }
        // No public holidays abroad.
        Mention::Dates => {
            let (fr_hours, en_hours, fr_legal, en_legal) = if of.abroad() {
                (
                    "Présence effective 910 h, en 130 jours",
                    "Hours of presence 910 h, on 130 days",
                    "5 mois et 20 jours",
                    "5 months and 20 days",
                )
            } else {
                (
                    "Présence effective 882 h, en 126 jours",
                    "Hours of presence 882 h, on 126 days",
                    "5 mois et 16 jours",
                    "5 months and 16 days",
                )
            };
            all(
                &[
                    ("8.", "Premier jour 1er mars 2027"),
                    ("8.", "Dernier jour 27 août 2027"),
                    ("8.", fr_hours),
                    ("8.", "Durée du stage 5"),
                    ("8.", fr_legal),
                ],
                &[
                    ("8.", "First day 1 March 2027"),
                    ("8.", "Last day 27 August 2027"),
                    ("8.", en_hours),
                    ("8.", "Duration 5"),
                    ("8.", en_legal),
                ],
            )
        }
        Mention::Presence => {
            let (fr_holidays, en_holidays) = if of.abroad() {
                (
                    "Jours fériés sans présence ; ceux du pays d’accueil ne sont pas déduits",
                    "Public holidays no presence; those of the host country are not deducted",
                )
            } else {
                (
                    "Jours fériés sans présence, non comptés (France métropolitaine)",
                    "Public holidays no presence, not counted (Metropolitan France)",
                )
            };
            all(
                &[
                    ("8.", "Temps de présence Temps plein"),
                    ("8.", "Répartition la même semaine pendant tout le stage"),
                    ("8.", "type 7 h 7 h 7 h 7 h 7 h – – 35 h"),
                    ("8.", "Nuit, dimanche une nuit de garde par mois"),
                    ("8.", fr_holidays),
                ],
                &[
                    ("8.", "Working time Full time"),
                    ("8.", "Pattern the same week throughout"),
                    ("8.", "usual 7 h 7 h 7 h 7 h 7 h – – 35 h"),
                    ("8.", "Night, Sunday une nuit de garde par mois"),
                    ("8.", en_holidays),
                ],
            )
        }
        Mention::Supervision => all(
            &[("Article 4", "Modalités de l’encadrement : Un appel par mois, une visite à mi-stage.")],
            &[("Article 4", "Ways of supervising: Un appel par mois, une visite à mi-stage.")],
        ),
        Mention::Gratification => {
            let mut found = if of.continuing() {
                all(
                    &[("Article 5", "L’article L124-6 ne s’applique pas à la formation continue.")],
                    &[("Article 5", "Article L124-6 does not apply to continuing education.")],
                )
            } else if of.abroad() {
                all(
                    &[("Article 5", "la gratification suit le droit local et ce qui est convenu ici")],
                    &[("Article 5", "the gratification follows local law and what is agreed here")],
                )
            } else {
                all(
                    &[
                        ("Article 5", "si le stage dure plus de deux mois consécutifs"),
                        ("Article 5", "durent en tout plus de deux mois, consécutifs ou non. Deux mois font 308 heures"),
                        ("Article 5", "d’au moins 15 % du plafond horaire de la sécurité sociale"),
                    ],
                    &[
                        ("Article 5", "if the internship lasts more than two consecutive months"),
                        ("Article 5", "last more than two months in all, consecutive or not. Two months are 308 hours"),
                        ("Article 5", "at least 15% of the hourly ceiling of social security"),
                    ],
                )
            };
            if of.public() && !of.abroad() {
                found.extend(all(&[("Article 5", "elle ne dépasse pas ce taux")], &[("Article 5", "it does not exceed that rate")]));
            }
            found.extend(if of.paid() {
                all(
                    &[
                        ("Article 5", "Montant convenu : 4,50 € net par heure de présence effective."),
                        ("Article 5", "Versement : Virement, chaque mois, à partir du premier mois."),
                    ],
                    &[
                        ("Article 5", "Agreed amount: €4.50 net per hour of presence."),
                        ("Article 5", "Payment: Bank transfer, every month, from the first month on."),
                    ],
                )
            } else {
                all(
                    &[("Article 5", "Montant convenu : sans objet, le stage n’est pas gratifié.")],
                    &[("Article 5", "Agreed amount: not applicable, the internship is unpaid.")],
                )
            });
            found
        }
        Mention::SocialProtection => {
            let mut found = all(
                &[
                    ("3.", "Couverture sociale Régime général"),
                    ("3.", "CPAM CPAM d’Ille-et-Vilaine"),
                    ("Article 6", "Le stagiaire garde le régime de sécurité sociale dont il relève."),
                    ("Article 6", "En cas d’accident, la caisse à prévenir est celle de la rubrique 3."),
                    ("Article 7", "déclarent être assurés en responsabilité civile"),
                ],
                &[
                    ("3.", "Health insurance General scheme"),
                    ("3.", "CPAM (health fund) CPAM d’Ille-et-Vilaine"),
                    ("Article 6", "The intern keeps the social security scheme they belong to."),
                    ("Article 6", "In case of accident, the fund to contact is that of section 3."),
                    ("Article 7", "declare that they hold civil liability insurance"),
                ],
            );
            found.extend(if of.continuing() {
                all(
                    &[
                        ("Article 6", "6.1 et 6.2."),
                        ("Article 6", "la couverture des accidents du travail et leur déclaration suivent le statut"),
                    ],
                    &[
                        ("Article 6", "6.1 and 6.2."),
                        ("Article 6", "cover of accidents at work and their declaration follow the intern’s status"),
                    ],
                )
            } else {
                all(
                    &[
                        ("Article 6", "couvert contre les accidents du travail au titre des étudiants"),
                        ("Article 6", "6.2 Gratification au-dessus de ce taux."),
                    ],
                    &[("Article 6", "covered against accidents at work as a student"), ("Article 6", "6.2 Gratification above that rate.")],
                )
            });
            found.extend(if of.abroad() {
                all(
                    &[("Article 6", "6.3 Maladie à l’étranger."), ("Article 6", "6.4 Accident à l’étranger.")],
                    &[("Article 6", "6.3 Sickness abroad."), ("Article 6", "6.4 Accident abroad.")],
                )
            } else if of.continuing() {
                Vec::new()
            } else {
                all(
                    &[("Article 6", "L’organisme d’accueil déclare l’accident à la caisse")],
                    &[("Article 6", "The host organisation declares an accident to the fund")],
                )
            });
            found
        }
        Mention::Absences => {
            let (french, english) = if of.continuing() {
                ("les congés et absences de son statut", "the leave and absences of their status")
            } else {
                ("droit aux congés et absences des salariés", "the leave and absences of employees")
            };
            let typed = "deux jours par mois de présence";
            all(
                &[("Article 9", french), ("Article 9", typed), ("Article 9", "Toute autre absence est annoncée")],
                &[("Article 9", english), ("Article 9", typed), ("Article 9", "Any other absence is announced")],
            )
        }
        Mention::Termination => all(
            &[
                ("Article 9", "Une suspension pour maladie, accident ou autre motif est annoncée"),
                ("Article 9", "Qui souhaite mettre fin au stage en avertit les autres par écrit"),
                ("Article 9", "Le stage peut être rompu à l’initiative de chacune des parties"),
            ],
            &[
                ("Article 9", "A suspension for sickness, accident or another reason is announced"),
                ("Article 9", "Whoever wishes to end the internship tells the others in writing"),
                ("Article 9", "Termination may come from any party"),
            ],
        ),
        Mention::Interruption if of.continuing() => all(
            &[("Article 9", "la formation reste validée ou comment la valider autrement")],
            &[("Article 9", "the course is still validated, or how to validate it otherwise")],
        ),
        Mention::Interruption => all(
            &[("Article 9", "le valide malgré tout ou propose un autre moyen de valider la formation (article L124-15)")],
            &[("Article 9", "validates it all the same or offers another way of validating the course (article L124-15)")],
        ),
        Mention::Benefits => {
            let typed = ("titres-restaurant à partir du premier jour", "train et hôtel remboursés");
            let (clause, activities) = match (fr, of.abroad(), of.public()) {
                (true, true, _) => {
                    ("les avantages que prévoit le droit local et ceux qui sont convenus ici", "activités sociales et culturelles")
                }
                (false, true, _) => ("benefits that local law gives and those that are agreed here", "social and cultural activities"),
                (true, _, true) => ("restauration collective", "activités sociales et culturelles"),
                (false, _, true) => ("staff canteens", "social and cultural activities"),
                (true, ..) => ("restaurant d’entreprise ou reçoit des titres-restaurant", "activités sociales et culturelles"),
                (false, ..) => ("staff restaurant or receives meal vouchers", "social and cultural activities"),
            };
            let travel = match (fr, of.abroad(), of.public()) {
                (true, true, _) => "les transports",
                (true, _, true) => "prise en charge des trajets",
                (true, ..) => "prise en charge des frais de transport",
                (false, true, _) => "meals, travel",
                (false, _, true) => "home-to-work travel paid",
                (false, ..) => "travel costs paid",
            };
            let rows = if fr {
                ["Autres avantages : titres", "Frais de mission : train"]
            } else {
                ["Other benefits: titres", "Mission costs: train"]
            };
            [clause, activities, travel, rows[0], rows[1], typed.0, typed.1].map(|words| (benefits, words)).to_vec()
        }
        Mention::HostRules => all(
            &[("Article 8", "les clauses du règlement intérieur qui lui sont applicables"), ("Article 8", "avant le premier jour")],
            &[("Article 8", "the clauses of the organisation’s internal rules that apply to them"), ("Article 8", "before the first day")],
        ),
        Mention::Certificate => all(
            &[
                ("Article 12", "l’organisme d’accueil délivre au stagiaire une attestation, dont le modèle est joint"),
                ("Article 12", "la durée effective totale et le montant total de la gratification"),
                ("Annexe A", "Durée effective totale"),
                ("Annexe A", "Gratification totale versée"),
            ],
            &[
                ("Article 12", "the host organisation gives the intern a certificate, of which a model is attached"),
                ("Article 12", "the total effective duration and the total gratification"),
                ("Annex A", "Total effective duration"),
                ("Annex A", "Total gratification paid"),
            ],
        ),
    }
}

#[test]
fn the_fifteen_mentions_stand_in_every_template_and_language() {
    let engine = Engine::new().unwrap();
    for language in Language::ALL {
        for variant in variants() {
            let text = body_of(&print_with(&engine, &variant.dossier, language, Mark::None), language);
            let parts = parts(&text, language);
            for mention in Mention::ALL {
                for (title, words) in carried_by(mention, language, &variant) {
                    // “Article 1” is also the beginning of “Article 10”: the first is meant.
                    let (title, part) = parts.iter().find(|(full, _)| full.starts_with(title)).unwrap();
                    assert!(
                        says(part, words),
                        "{language:?}, {}: mention {} lacks “{words}” in “{title}”: {part}",
                        variant.name,
                        mention.number()
                    );
                }
            }
        }
    }
}

#[test]
fn clauses_follow_the_host_the_place_and_the_kind() {
    let engine = Engine::new().unwrap();
    let texts: Vec<_> = variants().iter().map(|v| text_of(&print_with(&engine, &v.dossier, Language::Fr, Mark::None))).collect();
    let [private, public, abroad, gap_year, continuing, public_abroad, continuing_abroad, ..] = texts.as_slice() else { panic!() };
    assert!(says(private, "Article 5 bis") && !says(private, "Article 5 ter") && !says(private, "6.3 Maladie"));
    assert!(says(public, "Article 5 ter") && !says(public, "Article 5 bis") && says(public, "D124-8"));
    assert!(says(abroad, "6.3 Maladie") && says(abroad, "6.4 Accident") && says(abroad, "Annexe B") && !says(abroad, "308 heures"));
    for foreign in [abroad, public_abroad] {
        assert!(says(foreign, "Droits et avantages, hors de France") && !says(foreign, "L2312-78") && !says(foreign, "D124-7"));
        assert!(!says(foreign, "déclare l’accident à la caisse") && says(foreign, "L’établissement fait la déclaration"));
    }
    assert!(says(abroad, "Article 5 bis") && says(public_abroad, "Article 5 ter"));
    assert!(says(public_abroad, "décrite à l’annexe B") && says(public_abroad, "Ce qu’elle couvre") && !says(abroad, "Ce qu’elle couvre"));
    assert!(says(gap_year, "Convention de stage pendant une césure") && !says(private, "césure"));
    assert!(says(continuing, "formation continue") && !says(continuing, "308 heures"));
    for free in [continuing, continuing_abroad] {
        // Named only to say that they do not apply.
        let named = free.matches("L124").count();
        assert_eq!(
            named,
            ["articlesL1241etsuivants", "L’articleL1246nes"].map(|words| free.matches(words).count()).iter().sum::<usize>(),
            "{free}"
        );
        assert!(
            !["L4128", "L35117", "D124", "Retraite.", "L’établissement fait la déclaration"].iter().any(|words| says(free, words)),
            "{free}"
        );
        assert!(says(free, "sixième partie du code du travail") && says(free, "6.1 et 6.2."));
    }
    assert!(texts.iter().all(|text| says(text, "Annexe A") && says(text, "Article 13")));
}

#[test]
fn planned_sundays_are_said_beside_what_was_typed() {
    let mut dossier = sample::dossier();
    dossier.convention.schedule.week = [0, 0, 420, 420, 420, 420, 300];
    assert!(says(
        &text_of(&print(&dossier, Language::Fr, Mark::None)),
        "Nuit, dimanche présence le dimanche selon le tableau (5 h) Jours fériés"
    ));
    dossier.convention.schedule.night_work = "une nuit par mois".into();
    dossier.convention.schedule.mode = Mode::Alternating;
    let text = text_of(&print(&dossier, Language::En, Mark::None));
    assert!(says(&text, "Night, Sunday present on Sundays as in the table (5 h) une nuit par mois Public holidays"), "{text}");
}

#[test]
fn a_gap_year_needs_no_title_of_a_course() {
    let mut dossier = sample::dossier();
    dossier.convention.kind = "gap-year".into();
    dossier.convention.enrolment = Enrolment::default();
    let text = text_of(&print(&dossier, Language::Fr, Mark::Draft));
    assert!(says(&text, "Intitulé complet sans objet"));
}

#[test]
fn a_cancelled_convention_says_so_and_one_without_leave_promises_none() {
    let mut dossier = sample::dossier();
    dossier.convention.schedule.leave.clear();
    for (language, mark, leave) in [
        (Language::Fr, "ANNULÉE", "La présente convention n’en prévoit pas d’autres."),
        (Language::En, "CANCELLED", "provides for no other."),
    ] {
        let text = text_of(&print(&dossier, language, Mark::Cancelled));
        assert!(says(&text, mark) && says(&text, leave), "{text}");
        assert!(!says(&text_of(&print(&dossier, language, Mark::None)), mark));
    }
}

#[test]
fn a_long_address_is_copied_from_the_page_as_it_was_given() {
    let mut dossier = sample::dossier();
    let mail = "prenom.nom-tres-compose.deuxieme-nom@courriel.univ.example";
    dossier.convention.reach.mail = mail.into();
    let text = text_of(&print(&dossier, Language::Fr, Mark::None));
    assert!(says(&text, mail) && !text.contains('\u{200b}'), "{text}");
}

#[test]
fn nothing_is_left_blank() {
    let mut dossier = sample::dossier();
    (dossier.host, dossier.service, dossier.tutor, dossier.signatory, dossier.teacher) = (None, None, None, None, None);
    dossier.convention.internship = Internship::default();
    dossier.convention.schedule = Schedule::default();
    dossier.convention.pay = Pay::default();
    let draft = text_of(&print(&dossier, Language::En, Mark::Draft));
    let done = text_of(&print(&dossier, Language::En, Mark::None));
    assert!(says(&draft, "First day to be completed") && says(&draft, "NAF code not stated") && says(&draft, "Headcount not stated"));
    assert!(says(&done, "Phone not stated") && !says(&done, "Phone not applicable") && says(&done, "Phone there not applicable"));
    assert!(says(&done, "First day not applicable") && !says(&done, "to be completed"));
}

#[test]
fn a_translation_comes_with_the_french_text_that_prevails() {
    let engine = Engine::new().unwrap();
    for variant in variants() {
        let [french, english] =
            [Language::Fr, Language::En].map(|language| body_of(&print_with(&engine, &variant.dossier, language, Mark::None), language));
        // From the first article to the last, before the signatures.
        let (_, articles) = french.split_once(&packed("Article 1 Objet")).unwrap();
        let (articles, _) = articles.split_once(&packed("Signatures Les signataires")).unwrap();
        let (_, annex) = english.split_once(&packed("Annex E – French text of the terms")).unwrap();
        let (_, attached) = annex.split_once(&packed("Article 1 Objet")).unwrap();
        assert_eq!(attached, articles, "{}", variant.name);
        assert!(!says(&french, "Annex E"));
    }
}

#[test]
fn the_legal_representative_signs_for_a_minor_only() {
    let mut dossier = sample::dossier();
    let engine = Engine::new().unwrap();
    assert!(!says(&text_of(&print_with(&engine, &dossier, Language::Fr, Mark::None)), "Représentant légal"));
    dossier.student.birth_date = Some(sample::day(2010, 1, 1));
    assert!(says(&text_of(&print_with(&engine, &dossier, Language::Fr, Mark::None)), "Représentant légal"));
}

#[test]
fn the_document_is_tagged_titled_and_in_its_language() {
    for (language, tag) in [(Language::Fr, "fr"), (Language::En, "en")] {
        let document = Document::load_mem(&print(&sample::dossier(), language, Mark::Draft)).unwrap();
        let catalog = document.catalog().unwrap();
        assert!(catalog.has(b"StructTreeRoot"));
        let lang = catalog.get(b"Lang").and_then(Object::as_str).unwrap();
        assert!(String::from_utf8_lossy(lang).starts_with(tag), "{lang:?}");
        let marks = document.dereference(catalog.get(b"MarkInfo").unwrap()).unwrap().1.as_dict().unwrap();
        assert!(marks.get(b"Marked").and_then(Object::as_bool).unwrap());
        let metadata = document.dereference(catalog.get(b"Metadata").unwrap()).unwrap().1.as_stream().unwrap();
        let xmp = String::from_utf8_lossy(&metadata.content).into_owned();
        assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>") && xmp.contains("2026-00123"), "{xmp}");
    }
}

/// The tags of a document in the order in which they are read.
fn read_in_order(document: &Document) -> Vec<String> {
    fn walk(document: &Document, object: &Object, found: &mut Vec<String>) {
        match document.dereference(object).unwrap().1 {
            Object::Array(kids) => kids.iter().for_each(|kid| walk(document, kid, found)),
            Object::Dictionary(tag) => {
                found.extend(tag.get(b"S").and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).into_owned()));
                if let Ok(kids) = tag.get(b"K") {
                    walk(document, kids, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap(), &mut found);
    found
}

#[test]
fn headings_never_skip_a_level_and_every_table_has_headers() {
    let mut dossier = sample::dossier();
    dossier.convention.internship.zone = "abroad".into();
    dossier.convention.schedule.mode = Mode::Alternating;
    let tags = read_in_order(&Document::load_mem(&print(&dossier, Language::En, Mark::None)).unwrap());
    let levels: Vec<u32> = tags.iter().filter_map(|tag| tag.strip_prefix('H')?.parse().ok()).collect();
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let tables: Vec<&[String]> = tags.split(|tag| tag == "Table").skip(1).collect();
    assert!(!tables.is_empty() && tables.iter().all(|table| table.iter().any(|tag| tag == "TH")), "{tags:?}");
}

#[test]
fn every_kind_of_structure_is_tagged() {
    let document = Document::load_mem(&print(&sample::dossier(), Language::Fr, Mark::None)).unwrap();
    let kinds: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"S").ok()?.as_name().ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    for kind in ["H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"] {
        assert!(kinds.iter().any(|k| k == kind), "no {kind}");
    }
}

/// How many times text is shown inside and outside of artifacts.
fn shown(pdf: &[u8]) -> (usize, usize) {
    let document = Document::load_mem(pdf).unwrap();
    let (mut artifacts, mut read) = (0, 0);
    for page in document.get_pages().into_values() {
        let mut marks: Vec<bool> = Vec::new();
        for operation in Content::decode(&document.get_page_content(page)).unwrap().operations {
            match operation.operator.as_str() {
                "BDC" | "BMC" => marks.push(operation.operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|n| n == b"Artifact"))),
                "EMC" => drop(marks.pop()),
                "Tj" | "TJ" if marks.contains(&true) => artifacts += 1,
                "Tj" | "TJ" => read += 1,
                _ => {}
            }
        }
    }
    (artifacts, read)
}

#[test]
fn the_watermark_is_there_when_asked_and_is_not_read_aloud() {
    let engine = Engine::new().unwrap();
    for (language, words) in [(Language::Fr, "PROJET – non validé"), (Language::En, "DRAFT – not validated")] {
        let draft = print_with(&engine, &sample::dossier(), language, Mark::Draft);
        let done = print_with(&engine, &sample::dossier(), language, Mark::None);
        let pages = Document::load_mem(&draft).unwrap().get_pages().len();
        assert_eq!((text_of(&draft).matches(&packed(words)).count(), text_of(&done).matches(&packed(words)).count()), (pages, 0));
        let ((in_draft, read), (in_done, same)) = (shown(&draft), shown(&done));
        assert!(in_draft >= in_done + pages, "{in_draft} {in_done}");
        assert_eq!(read, same);
    }
}

#[test]
fn every_page_says_which_convention_which_version_and_which_page() {
    let mut dossier = sample::dossier();
    dossier.convention.version = 7;
    for (language, number, page) in [
        (Language::Fr, "Convention n° 2026-00123, version 7", "page 1 / "),
        (Language::En, "Agreement no. 2026-00123, version 7", "page 1 of "),
    ] {
        let pdf = print(&dossier, language, Mark::None);
        let pages = Document::load_mem(&pdf).unwrap().get_pages().len();
        let text = text_of(&pdf);
        assert_eq!(text.matches(&packed(number)).count(), pages);
        assert!(says(&text, &format!("{page}{pages}")));
    }
}

#[test]
fn what_people_type_is_never_markup() {
    let typed = r#"#eval("1+1") $x^2$ *gras* _ital_ \ @ref <label> // fin ~ = titre [c] `code`"#;
    let mut dossier = sample::dossier();
    dossier.convention.internship.subject = typed.into();
    dossier.convention.schedule.leave = typed.into();
    dossier.student.last_name = "#panic()".into();
    let text = text_of(&print(&dossier, Language::Fr, Mark::None));
    assert_eq!(text.matches(&packed(typed)).count(), 2, "{text}");
    assert!(says(&text, "#panic()"));
}

fn awkward() -> Dossier {
    let mut dossier = sample::dossier();
    let days = sample::day(2027, 3, 1).iter_days().step_by(3).take(60);
    let schedule = &mut dossier.convention.schedule;
    schedule.interruptions = days.clone().map(|d| Interruption { from: d, to: d, reason: "closure".into() }).collect();
    schedule.periods = days.map(|d| Period { from: d, to: d, minutes: 450 }).collect();
    schedule.mode = Mode::Calendar;
    dossier.convention.internship.subject = "Anticonstitutionnellement ".repeat(20).chars().take(500).collect();
    dossier.convention.internship.tasks = "Une tâche parmi d’autres.\n".repeat(115);
    dossier.convention.internship.skills = "x".repeat(3_000);
    dossier.student.last_name = "Nom-à-rallonge ".repeat(8);
    dossier.student.mail = format!("{}@univ-valombre.example", "a".repeat(60));
    dossier.signatory.as_mut().unwrap().function = "Directrice générale adjointe chargée de ".repeat(3);
    dossier
}

#[test]
fn long_texts_and_sixty_interruptions_keep_the_layout() {
    let pdf = print(&awkward(), Language::Fr, Mark::Draft);
    let text = text_of(&pdf);
    assert_eq!(text.matches("Fermeturedel’organisme").count(), 60);
    assert_eq!(text.matches("Unetâcheparmid’autres.").count(), 115);
    assert!(text.matches('x').count() >= 3_000);
    let pages = Document::load_mem(&pdf).unwrap().get_pages().len();
    assert!((10..=18).contains(&pages), "{pages} pages");
}

#[test]
fn every_script_is_printed_or_seen_to_be_missing() {
    let mut dossier = sample::dossier();
    dossier.student.first_name = "Žofia Łucja Ởn".into();
    dossier.student.last_name = "محمد 李小龙 🧑‍🔬".into();
    dossier.convention.internship.subject = "Ж Ω ש e\u{301} Z\u{351}\u{489}\u{33f}algo \u{e000} \u{202e}abc\u{0} \u{feff}fin".into();
    let text = text_of(&print(&dossier, Language::Fr, Mark::None));
    assert!(says(&text, "Žofia Łucja Ởn") && says(&text, "ЖΩ") && says(&text, "abc"), "{text}");
    assert!(text.contains('\u{fffd}'));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_text_keeps_anybody_from_printing(subject in any::<String>(), leave in "\\PC{0,200}", name in "[^a-z]{0,60}") {
        let mut dossier = sample::dossier();
        dossier.convention.internship.subject = subject;
        dossier.convention.schedule.leave = leave;
        dossier.student.last_name = name;
        prop_assert!(print(&dossier, Language::Fr, Mark::Draft).starts_with(b"%PDF-1.7"));
    }
}
