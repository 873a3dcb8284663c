//! Fields of every kind, right, wrong and empty.

use maud::{Markup, html};

use super::{LONG, MARKUP};
use crate::{
    Actions, Button, Choice, Combo, ErrorSummary, Field, Form, Found, Grid, Group, Heading, Kind, Need, Rank, Rows, RowsColumn, Title, Ui,
    Width, Wrong,
};

/// A form with all of them.
pub(super) fn all(ui: Ui<'_>) -> Markup {
    let errors = [
        Wrong { name: "pay", sentence: "Gratification par heure\u{a0}: 3,90\u{a0}€ est inférieur au minimum légal de 4,50\u{a0}€." },
        Wrong { name: "works-at-night", sentence: "Travail de nuit\u{a0}: répondez par oui ou par non." },
    ];
    let body = html! {
        p.tr-muted { (ui.text("required-note")) }
        (Grid { fields: lines(ui) })
        (Group { legend: "Présence", hint: Some("Ce qui est convenu, jours fériés compris."), fields: choices(ui) })
        (combos(ui))
        (rows(ui))
        (Actions {
            back: html! { (Button { label: "Calculer", says: Some(("action", "calculate")), ..Button::default() }) },
            next: html! { (Button { label: "Enregistrer et continuer", rank: Rank::Primary, ..Button::default() }) },
        })
    };
    html! {
        (Title { level: Heading::H4, text: "Un formulaire", note: None })
        (ErrorSummary { ui, errors: &errors })
        (Form { once: Some("once"), version: Some(3), ..Form::new(ui, "form", "#", body) })
    }
}

fn lines(ui: Ui<'_>) -> Markup {
    let field = Field { ui, need: Need::Required, ..Field::default() };
    let countries = [
        Choice { value: "FR", label: "France", ..Choice::default() },
        Choice { value: "RE", label: "La Réunion", group: Some("Outre-mer"), ..Choice::default() },
        Choice { value: "XX", label: LONG, group: Some("Outre-mer"), ..Choice::default() },
    ];
    html! {
        (Field { name: "start", label: "Date de début", kind: Kind::Date, value: "2026-03-02", ..field })
        (Field { name: "end", label: "Date de fin", kind: Kind::Date, value: "31/02/2026", ..field })
        (Field { name: "hours", label: "Heures par semaine", kind: Kind::Hours, value: "35", hint: Some("35\u{a0}h à temps plein\u{202f}; au-delà, dites pourquoi."), width: Width::Short, ..field })
        (Field { name: "pay", label: "Gratification par heure", kind: Kind::Money, value: "3,90", error: Some("Au moins 4,50\u{a0}€, le minimum légal."), hint: Some("Brute."), width: Width::Short, ..field })
        (Field { name: "mail", label: "Adresse électronique", kind: Kind::Email, value: "amelie@exemple.fr", autocomplete: Some("email"), ..field })
        (Field { name: "phone", label: "Téléphone", kind: Kind::Tel, need: Need::Optional, autocomplete: Some("tel"), ..field })
        (Field { name: "country", label: "Pays", kind: Kind::Select(&countries), value: "XX", autocomplete: Some("country"), ..field })
        (Field { name: "credits", label: "Crédits", kind: Kind::Number, value: "12", unit: Some("ECTS"), width: Width::Short, ..field })
        (Field { name: "time", label: "Heure d’arrivée", kind: Kind::Time, value: "09:00", ..field })
        (Field { name: "site", label: LONG, kind: Kind::Url, value: MARKUP, hint: Some(LONG), need: Need::Optional, ..field })
        (Field { name: "frozen", label: "Composante", kind: Kind::Fixed, value: "UFR de droit", ..field })
        (Field { name: "unknown", label: "Département", kind: Kind::Fixed, ..field })
        (Field { name: "file", label: "Attestation d’assurance", kind: Kind::File("application/pdf"), hint: Some("PDF, 10\u{a0}Mo au plus."), ..field })
        (Field { name: "tasks", label: "Activités confiées", kind: Kind::Lines(4), value: "\nPremière ligne vide\n<textarea>", width: Width::Full, limit: Some(3000), ..field })
    }
}

fn choices(ui: Ui<'_>) -> Markup {
    let field = Field { ui, need: Need::Required, ..Field::default() };
    let kinds = [
        Choice {
            value: "full",
            label: "Temps plein",
            detail: Some("Cinq jours par semaine, aux heures de l’établissement."),
            ..Choice::default()
        },
        Choice { value: "part", label: "Temps partiel", detail: Some(LONG), ..Choice::default() },
        Choice { value: "periods", label: "Périodes", ..Choice::default() },
    ];
    let benefits =
        [Choice::new("meals", "Restaurant ou titres-restaurant"), Choice::new("transport", "Transport"), Choice::new("other", "Autres")];
    html! {
        (Field { name: "kind", label: "Rythme", kind: Kind::Radios(&kinds), value: "full", ..field })
        (Field { name: "works-at-night", label: "Travail de nuit", kind: Kind::YesNo, error: Some("Répondez par oui ou par non."), ..field })
        (Field { name: "benefits", label: "Avantages", kind: Kind::Checkboxes(&benefits), value: "meals other", ..field })
        (Field { name: "confidential", label: "Le sujet est confidentiel", kind: Kind::Checkbox, value: "yes", hint: Some("Il ne paraîtra dans aucune liste."), ..field })
        (Field { name: "week", label: "Semaine type", kind: Kind::Week, value: "7;7;7h30;7;7;;", width: Width::Full, ..field })
    }
}

fn combos(ui: Ui<'_>) -> Markup {
    let found = |value: &str, label: &str, detail: &str| Found { value: value.into(), label: label.into(), detail: detail.into() };
    let list = [found("1", "Atelier Lumen", "Rennes · 123 456 782 00015"), found("2", LONG, "Bouzemont"), found("3", MARKUP, "")];
    html! {
        (Combo { ui, name: "host", label: "Établissement", hint: Some("Nom, SIRET ou ville."), query: "lumen", chosen: Some(&list[0]), found: Some(&list), ..Combo::default() })
        (Combo { ui, name: "teacher", label: "Enseignant référent", query: "zzz", found: Some(&[]), error: Some("Choisissez un enseignant."), ..Combo::default() })
        (Combo { ui, name: "live", label: "Service", source: Some("#"), ..Combo::default() })
    }
}

fn rows(ui: Ui<'_>) -> Markup {
    let reasons = [Choice::new("closure", "Fermeture de l’établissement"), Choice::new("leave", "Congé")];
    let columns = [
        RowsColumn { key: "from", label: "Du", kind: Kind::Date, limit: None },
        RowsColumn { key: "to", label: "Au", kind: Kind::Date, limit: None },
        RowsColumn { key: "reason", label: "Motif", kind: Kind::Select(&reasons), limit: None },
    ];
    let rows = [vec!["2026-08-03".to_owned(), "2026-08-14".to_owned(), "closure".to_owned()]];
    html! { (Rows { ui, name: "interruptions", label: "Interruptions", hint: Some("Jours compris."), error: None, columns: &columns, rows: &rows }) }
}
