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
    let labels = sample::labels(language);
    engine.convention(dossier, language, mark, &sample::institution(), sample::day(2026, 11, 23), &labels).unwrap()
}

fn print(dossier: &Dossier, language: Language, mark: Mark) -> Vec<u8> {
    print_with(&Engine::new().unwrap(), dossier, language, mark)
}

/// The text without spaces and hyphens, which fall where lines end.
fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{200b}')).collect()
}

fn text_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    packed(&document.extract_text(&pages).unwrap())
}

fn says(text: &str, words: &str) -> bool {
    text.contains(&packed(words))
}

/// Every template there is: type of convention, host, place.
fn variants() -> Vec<(&'static str, Dossier)> {
    let change = |name, change: fn(&mut Dossier)| {
        let mut dossier = sample::dossier();
        change(&mut dossier);
        (name, dossier)
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
    ]
}

/// Words that carry each mention: a value of the dossier, or a fixed clause.
fn carried_by(mention: Mention, language: Language) -> [&'static str; 2] {
    let fr = language == Language::Fr;
    let either = |french, english| if fr { french } else { english };
    match mention {
        Mention::Training => [
            "Master 2 Droit des affaires, parcours Droit des contrats",
            either("1 320 h par année d’enseignement", "1,320 h per year of teaching"),
        ],
        Mention::Supervisors => ["Maud Keller", "Ana Nguyen"],
        Mention::Skills => [either("Compétences visées", "Skills to acquire"), "négocier une clause"],
        Mention::Activities => [either("Activités confiées", "Activities"), "Recenser les baux"],
        Mention::Dates => [either("1er mars 2027", "1 March 2027"), either("5 mois et", "5 months and")],
        Mention::Presence => [either("35 h", "35 h"), either("Jours fériés", "Public holidays")],
        Mention::Supervision => [either("Modalités de l’encadrement", "Ways of supervising"), "Un appel par mois"],
        Mention::Gratification => {
            [either("4,50 € net par heure", "€4.50 net per hour"), either("Virement, chaque mois", "Bank transfer, every month")]
        }
        Mention::SocialProtection => {
            [either("Régime général", "General scheme"), either("responsabilité civile", "civil liability insurance")]
        }
        Mention::Absences => {
            [either("congés et absences des salariés", "leave and absences of employees"), "deux jours par mois de présence"]
        }
        Mention::Termination => {
            [either("Une suspension pour maladie", "A suspension for sickness"), either("Le stage peut être rompu", "Termination may come")]
        }
        Mention::Interruption => [either("le valide malgré tout", "validates it all the same"), "L124-15"],
        Mention::Benefits => [either("Autres avantages", "Other benefits"), "titres-restaurant à partir du premier jour"],
        Mention::HostRules => {
            [either("clauses du règlement intérieur", "internal rules that apply"), either("avant le premier jour", "before the first day")]
        }
        Mention::Certificate => {
            [either("l’organisme d’accueil délivre au stagiaire une attestation", "gives the intern a certificate"), "L351-17"]
        }
    }
}

#[test]
fn the_fifteen_mentions_stand_in_every_template_and_language() {
    let engine = Engine::new().unwrap();
    for language in Language::ALL {
        for (name, dossier) in variants() {
            let text = text_of(&print_with(&engine, &dossier, language, Mark::None));
            for mention in Mention::ALL {
                for words in carried_by(mention, language) {
                    assert!(says(&text, words), "{language:?}, {name}: mention {} lacks “{words}”", mention.number());
                }
            }
        }
    }
}

#[test]
fn clauses_follow_the_host_the_place_and_the_kind() {
    let engine = Engine::new().unwrap();
    let texts: Vec<_> = variants().iter().map(|(_, d)| text_of(&print_with(&engine, d, Language::Fr, Mark::None))).collect();
    let [private, public, abroad, gap_year, continuing, public_abroad, continuing_abroad] = texts.as_slice() else { panic!() };
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
        assert_eq!(named, ["articlesL1241etsuivants", "L’articleL1246nes"].map(|words| free.matches(words).count()).iter().sum(), "{free}");
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
fn nothing_is_left_blank() {
    let mut dossier = sample::dossier();
    (dossier.host, dossier.service, dossier.tutor, dossier.signatory, dossier.teacher) = (None, None, None, None, None);
    dossier.convention.internship = Internship::default();
    dossier.convention.schedule = Schedule::default();
    dossier.convention.pay = Pay::default();
    let draft = text_of(&print(&dossier, Language::En, Mark::Draft));
    let done = text_of(&print(&dossier, Language::En, Mark::None));
    assert!(says(&draft, "First day to be completed") && says(&draft, "NAF code not applicable"));
    assert!(says(&done, "First day not applicable") && !says(&done, "to be completed"));
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
