//! An institution of nobody: students, steps, components, made up here.

use super::markup::{Value, maybe, table, text, with};

/// What a service answers: the wrapper, and the rows under their name; or the key of a fault.
pub(super) type Answer = Result<(String, &'static str, Vec<Value>), &'static str>;

/// A parameter of a request, by its name.
pub(super) type Parameters<'a> = &'a dyn Fn(&str) -> String;

struct Step {
    code: &'static str,
    version: &'static str,
    title: &'static str,
    component: &'static str,
    hours: &'static str,
    cursus: &'static str,
    finality: &'static str,
    elements: &'static [Element],
}

struct Element {
    code: &'static str,
    label: &'static str,
    nature: &'static str,
    credits: &'static str,
    is_internship: &'static str,
    is_suspended: &'static str,
}

const fn element(code: &'static str, label: &'static str, nature: &'static str, credits: &'static str) -> Element {
    Element { code, label, nature, credits, is_internship: "N", is_suspended: "N" }
}

const STEPS: &[Step] = &[
    Step {
        code: "L3INF",
        version: "200",
        title: "Licence 3 Informatique",
        component: "SCI",
        hours: "520",
        cursus: "L",
        finality: "G",
        elements: &[element("STL3", "Stage d’observation", "STAGE", "3")],
    },
    Step {
        code: "M1INF",
        version: "210",
        title: "Master 1 Informatique",
        component: "SCI",
        hours: "480",
        cursus: "M",
        finality: "",
        elements: &[element("ALGO", "Algorithmique avancée", "Unité d’enseignement", "6")],
    },
    Step {
        code: "M2INF",
        version: "210",
        title: "Master 2 Informatique <parcours A & B>",
        component: "SCI",
        hours: "420",
        cursus: "M",
        finality: "P",
        elements: &[
            element("STG5", "Stage de fin d’études", "Stage", "30"),
            Element { is_internship: "O", ..element("PRJ5", "Projet en entreprise", "Projet", "6.5") },
            Element { is_suspended: "O", ..element("STG4", "Ancien stage", "Stage", "20") },
            element("MATH", "Probabilités", "Matière", "4.50"),
        ],
    },
    Step { code: "DUENT", version: "1", title: "DU Entrepreneuriat", component: "ECO", hours: "", cursus: "", finality: "", elements: &[] },
    Step { code: "DUFLE", version: "3", title: "DU FLE", component: "LAN", hours: "0", cursus: "X", finality: "X", elements: &[] },
];

struct Enrolled {
    year: &'static str,
    step: &'static str,
    paid: &'static str,
    regime: &'static str,
}

const fn enrolled(year: &'static str, step: &'static str) -> Enrolled {
    Enrolled { year, step, paid: "P", regime: "" }
}

/// Five enrolments over three years, and one that is not paid for.
const FIVE: &[Enrolled] = &[
    enrolled("2024", "L3INF"),
    enrolled("2025", "M1INF"),
    enrolled("2025", "DUENT"),
    enrolled("2026", "M2INF"),
    enrolled("2026", "DUFLE"),
    Enrolled { paid: "N", ..enrolled("2026", "DUENT") },
];

/// Away for a year; back in continuing education.
const GAP: &[Enrolled] = &[enrolled("2024", "L3INF"), Enrolled { regime: "2", ..enrolled("2026", "M1INF") }];

const ONE: &[Enrolled] = &[enrolled("2026", "M2INF")];

fn enrolments(number: &str) -> Option<&'static [Enrolled]> {
    match number {
        "21900042" => Some(FIVE),
        // Fifty and more who study the same, for the crowd.
        crowd if crowd.starts_with("300") => Some(FIVE),
        "21900043" => Some(GAP),
        "21900044" | "21900045" | "00012345" => Some(ONE),
        "21900046" => Some(&[]),
        _ => None,
    }
}

const NO_STUDENT: &str = "technical.data.nullretrieve.etudiant";
const NO_STEP: &str = "technical.data.nullretrieve.findIAE";
const NO_YEAR: &str = "technical.data.nullretrieve.findIAA";
const INCOHERENT: &str = "technical.parameter.noncoherentinput.codEtu";

/// What the institution answers.
pub(super) fn answer(operation: &str, parameter: Parameters<'_>) -> Answer {
    let number = parameter("_codEtu");
    let rows = match operation {
        "recupererIdentifiantsEtudiant_v2" => identifiers(&number, &parameter("_codInd"))?,
        "recupererInfosAdmEtu_v4" => vec![identity(&number)?],
        "recupererAdressesEtudiant_v2" => vec![address(&number, &parameter("_annee"))?],
        "recupererAnneesIa" => years(&number)?,
        "recupererIAAnnuelles_v2" => vec![annual(&number, &parameter("_annee"))?],
        "recupererIAEtapes_v3" => steps(&number, &parameter("_annee"))?,
        "recupererContratPedagogiqueResultatVdiVet_v2" => contract(&number, &parameter("_codAnu"))?,
        "recupererContratPedagogiqueResultatElpEpr_v6" => contract_elements(&number, &parameter("_codEtp"))?,
        "recupererSE_v3" => offer(&parameter("codEtp"), &parameter("codElp") == "tous")?,
        "recupererComposante_v2" => components(&parameter("_codCmp"))?,
        "recupererSignataire" => signatories(&parameter("_codSig"))?,
        "recupererInformationEtabRef" => variable(&parameter("_codVap"))?,
        "recupererCommune" => communes(&parameter("_codePostal"))?,
        _ => return Err("technical.other.operation"),
    };
    let returned = match operation {
        "recupererAdressesEtudiant_v2" => "recupererAdressesEtudiantReturn",
        "recupererIAAnnuelles_v2" => "recupererIAAnnuellesReturn_v2",
        _ => "",
    };
    let wrapper = match operation {
        "recupererIAAnnuelles_v2" => "recupererIAAnnuellesResponse_v2".to_owned(),
        other => format!("{other}Response"),
    };
    Ok((wrapper, returned, rows))
}

fn known(number: &str) -> Result<&'static [Enrolled], &'static str> {
    if number == "0" { Err(INCOHERENT) } else { enrolments(number).ok_or(INCOHERENT) }
}

fn identifiers(number: &str, individual: &str) -> Result<Vec<Value>, &'static str> {
    let number = if individual == "777" { "00012345" } else { number };
    known(number)?;
    let written = number.trim_start_matches('0');
    Ok(vec![with(
        "Identifiants",
        [
            ("codEtu", text(written)),
            ("codInd", text("777")),
            ("loginAnnuaire", text("jmartin")),
            ("emailAnnuaire", text("j.martin@univ.example")),
        ],
    )])
}

fn identity(number: &str) -> Result<Value, &'static str> {
    known(number)?;
    let (name, first, sex) = match number {
        "21900043" => ("NGUYEN", "Linh", "F"),
        _ => ("MARTIN", "Jeanne", "F"),
    };
    Ok(with(
        "InfoAdm",
        [
            ("dateNaissance", text("2003-04-01T00:00:00.000+02:00")),
            ("nomPatronymique", text(name)),
            ("nomUsuel", Value::Nil),
            ("prenom1", text(first)),
            ("sexe", text(sex)),
        ],
    ))
}

fn address(number: &str, year: &str) -> Result<Value, &'static str> {
    known(number)?;
    let country = |code: &str, label: &str| with("Pays", [("codPay", text(code)), ("libPay", text(label))]);
    let at_home = || {
        let commune = with("CommuneAdresse", [("codePostal", text("35000")), ("nomCommune", text("RENNES")), ("codeInsee", text("35238"))]);
        with(
            "Adresse",
            [
                ("commune", commune),
                ("libAd1", text("Bâtiment C")),
                ("libAd3", text("12 rue de l’Exemple")),
                ("numTel", text("0200000001")),
                ("pays", country("100", "FRANCE")),
            ],
        )
    };
    let written = match (number, year) {
        ("21900044", _) | ("21900045", "") => return Err(NO_STUDENT),
        ("21900043", _) => {
            with("Adresse", [("libAd1", text("Musterstraße 5")), ("libAde", text("10115 BERLIN")), ("pays", country("109", "ALLEMAGNE"))])
        }
        _ => at_home(),
    };
    Ok(with("Coordonnees", [("adresseFixe", written), ("email", text("jeanne@courriel.example")), ("numTelPortable", text("0600000001"))]))
}

fn years(number: &str) -> Result<Vec<Value>, &'static str> {
    let mut years: Vec<_> = known(number)?.iter().map(|enrolled| enrolled.year).collect();
    years.dedup();
    if years.is_empty() { Err(NO_YEAR) } else { Ok(years.into_iter().map(text).collect()) }
}

fn annual(number: &str, year: &str) -> Result<Value, &'static str> {
    let enrolled = known(number)?.iter().find(|enrolled| enrolled.year == year).ok_or(NO_YEAR)?;
    let fund = format!("CPAM d’Ille-et-Vilaine {year}");
    let regime = if enrolled.regime.is_empty() { "1" } else { enrolled.regime };
    Ok(with(
        "InsAdmAnu",
        [
            ("anneeIAA", text(year)),
            ("cpam", with("Cpam", [("codCpam", text("351")), ("libCpam", text(fund))])),
            ("regimeIns", with("RegimeIns", [("codRgi", text(regime)), ("libRgi", text("Formation"))])),
        ],
    ))
}

fn step(code: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.code == code)
}

fn component(code: &str) -> &'static str {
    match code {
        "SCI" => "UFR Sciences",
        "ECO" => "Faculté d’économie",
        // Only the tree of components knows how this one is called.
        _ => "",
    }
}

fn steps(number: &str, year: &str) -> Result<Vec<Value>, &'static str> {
    let rows: Vec<Value> = known(number)?
        .iter()
        .filter(|enrolled| enrolled.year == year)
        .filter_map(|enrolled| Some((enrolled, step(enrolled.step)?)))
        .map(|(enrolled, step)| {
            let (code, component) = (text(step.component), maybe(component(step.component)));
            with(
                "InsAdmEtp",
                [
                    ("anneeIAE", text(year)),
                    ("composante", with("ComposanteIns", [("codComposante", code), ("libComposante", component)])),
                    (
                        "diplome",
                        with("DiplomeIns", [("codeDiplome", text("D1")), ("libLongDiplome", text(format!("Diplôme de {}", step.title)))]),
                    ),
                    (
                        "etape",
                        with(
                            "EtapeIns",
                            [("codeEtp", text(step.code)), ("libWebVet", text(step.title)), ("versionEtp", text(step.version))],
                        ),
                    ),
                    ("codeInscriptionPayee", text(enrolled.paid)),
                    (
                        "regimeIns",
                        if enrolled.regime.is_empty() { Value::Nil } else { with("RegimeIns", [("codRgi", text(enrolled.regime))]) },
                    ),
                ],
            )
        })
        .collect();
    if rows.is_empty() { Err(NO_STEP) } else { Ok(rows) }
}

fn contract(number: &str, year: &str) -> Result<Vec<Value>, &'static str> {
    known(number)?;
    if year != "2026" {
        return Err("technical.data.nullretrieve.DossierEtudiantIP");
    }
    let item = |step: &Step| {
        let parts = [("codEtp", text(step.code)), ("codVrsVet", text(step.version)), ("libWebVet", text(step.title))];
        with("EtapeResVdiVet", [("etape", with("EtapeContrat", parts)), ("codAnu", text(year))])
    };
    let steps = STEPS.iter().filter(|step| ["M2INF", "L3INF"].contains(&step.code)).map(item);
    let diploma = with("DiplomeContrat", [("codDip", text("D2")), ("codVrsVdi", text("1")), ("libDip", text("Diplôme du contrat"))]);
    Ok(vec![with("ContratVdiVet", [("annee", text(year)), ("diplome", diploma), ("etapes", table(steps))])])
}

fn contract_elements(number: &str, step: &str) -> Result<Vec<Value>, &'static str> {
    known(number)?;
    if step != "M2INF" {
        return Err("technical.data.nullretrieve.DossierEtudiantIP");
    }
    let row = |code: &str, label: &str, nature: &str, flag: &str, credits: &str| {
        let nature = with("NatureElp", [("codNel", text("N1")), ("libNel", text(nature))]);
        let parts = [
            ("codElp", text(code)),
            ("libElp", text(label)),
            ("natureElp", nature),
            ("temElpTypeStage", text(flag)),
            ("nbrCrdElp", text(credits)),
        ];
        with("ContratElpEpr", [("elp", with("ElementContrat", parts)), ("codAnu", text("2026"))])
    };
    Ok(vec![row("STG5", "Stage de fin d’études", "Stage", "O", "30"), row("ANG5", "Anglais", "Matière", "N", "2")])
}

fn offer(code: &str, in_full: bool) -> Result<Vec<Value>, &'static str> {
    let rows: Vec<Value> = STEPS.iter().filter(|step| [step.code, "tous"].contains(&code)).map(|step| diploma(step, in_full)).collect();
    if rows.is_empty() { Err("technical.data.nullretrieve.recupererse") } else { Ok(rows) }
}

fn diploma(step: &Step, in_full: bool) -> Value {
    let element = |element: &Element| {
        with(
            "ElementPedagogi",
            [
                ("codElp", text(element.code)),
                ("libElp", text(element.label)),
                ("libNatureElp", text(element.nature)),
                ("credits", text(element.credits)),
                ("temStage", text(element.is_internship)),
                ("temSusp", text(element.is_suspended)),
            ],
        )
    };
    let list = |elements: &[Element]| with("ListeElementPedagogi", [("listElementPedagogi", table(elements.iter().map(element)))]);
    // The first element stands in a second list too.
    let lists = if in_full { table([list(step.elements), list(step.elements.get(..1).unwrap_or_default())]) } else { Value::Nil };
    let organised = step.component != "LAN";
    let organiser =
        with("ComposanteOrganisatrice", [("codComposante", text(step.component)), ("libComposante", maybe(component(step.component)))]);
    let version = with(
        "VersionEtape",
        [
            ("codVrsVet", text(step.version)),
            ("composante", if organised { organiser } else { Value::Nil }),
            ("libWebVet", text(step.title)),
            ("listListeElementPedagogi", lists),
            ("volume", maybe(step.hours)),
        ],
    );
    let managing = with("ComposanteCentreGestion", [("codComposante", text(step.component)), ("libComposante", Value::Nil)]);
    let written = with(
        "Etape",
        [("codEtp", text(step.code)), ("listComposanteCentreGestion", table([managing])), ("listVersionEtape", table([version]))],
    );
    let training = with("OffreFormation", [("codFinalite", maybe(step.finality)), ("listEtape", table([written]))]);
    let of_diploma = with("VersionDiplome", [("codCursusLmd", maybe(step.cursus)), ("offreFormation", training)]);
    with("Diplome", [("codDip", text("D1")), ("listVersionDiplome", table([of_diploma]))])
}

fn components(code: &str) -> Result<Vec<Value>, &'static str> {
    let one = |code: &str, label: &str, signatory: &str, in_service: &str, children: Vec<Value>| {
        with(
            "Composante",
            [
                ("codCmp", text(code)),
                ("libCmp", text(label)),
                ("codSig", maybe(signatory)),
                ("temEnSveCmp", text(in_service)),
                ("listeComposanteFils", if children.is_empty() { Value::Nil } else { Value::Table("composante", children) }),
            ],
        )
    };
    let sciences = || one("SCI", "UFR Sciences", "DSCI", "O", vec![one("INF", "Département informatique", "", "O", Vec::new())]);
    let languages = || one("LAN", "Centre de langues", "", "O", Vec::new());
    match code {
        "" => Ok(vec![one("UNI", "Université", "", "O", vec![sciences(), one("OLD", "Ancienne UFR", "", "N", vec![languages()])])]),
        "SCI" => Ok(vec![sciences()]),
        "LAN" => Ok(vec![languages()]),
        _ => Err("technical.data.nullretrieve.composante"),
    }
}

fn signatories(code: &str) -> Result<Vec<Value>, &'static str> {
    let one = |name: &str| with("Signataire", [("codSig", text(code)), ("nomSig", text(name)), ("quaSig", text("Directrice de l’UFR"))]);
    if code == "DSCI" { Ok(vec![one("A. Ancienne"), one("B. Nouvelle")]) } else { Err("technical.data.nullretrieve.signataire") }
}

fn variable(code: &str) -> Result<Vec<Value>, &'static str> {
    let value = match code {
        "ETB_LIB" => "Université de l’Exemple",
        "ETB_AD2" => "1 place de la Licorne",
        "ETB_CPO" => "35000",
        "ETB_COM" => "RENNES",
        "ETB_AD3" => "",
        _ => return Err("technical.data.nullretrieve.variable"),
    };
    Ok(vec![with("Variable", [("codVap", text(code)), ("parVap", maybe(value))])])
}

fn communes(postcode: &str) -> Result<Vec<Value>, &'static str> {
    let one = |code: &str, label: &str| {
        with("Commune", [("codeCommune", text(code)), ("codePostal", text(postcode)), ("libCommune", text(label))])
    };
    match postcode {
        "20000" => Ok(vec![one("2A004", "AJACCIO"), one("2A001", "AFA")]),
        _ => Err("technical.data.nullretrieve.commune"),
    }
}
