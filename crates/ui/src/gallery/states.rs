//! Headings, statuses, cards, alerts, timeline, figures, checks.

use maud::{Markup, html};

use super::{LONG, MARKUP};
use crate::{
    Actions, Alert, Button, Card, Check, Checks, Details, Empty, Fact, Facts, Figure, Flash, Heading, Level, Link, LiveRegion, Moment,
    MomentState, Month, Months, Rank, Status, Step, StepState, Steps, Sum, Timeline, Title, Tone, Turn, Ui, Whose, typography,
};

/// All of them.
pub(super) fn all(ui: Ui<'_>) -> Markup {
    html! {
        (steps(ui))
        (Title { text: "Le stage chez Atelier Lumen, Rennes", note: Some("Brouillon enregistré à 14\u{a0}h\u{a0}02"), ..Title::default() })
        (Flash { ui, tone: Tone::Ok, sentence: "La convention 2026-00123 est envoyée." })
        (sum(ui))
        (cards(ui))
        (alerts(ui))
        (timeline(ui))
        (Actions {
            back: html! {
                (Link { href: "#", label: "Revenir au tuteur", rank: Some(Rank::Plain), ..Link::default() })
                (Link { href: "#", label: "Quitter et reprendre plus tard", rank: Some(Rank::Quiet), ..Link::default() })
            },
            next: html! {
                (Link { href: "#", label: "Annuler la convention", rank: Some(Rank::Danger), ..Link::default() })
                (Link { href: "#", label: "Enregistrer et continuer", rank: Some(Rank::Primary), ..Link::default() })
            },
        })
    }
}

fn steps(ui: Ui<'_>) -> Markup {
    let names = ["Étudiant", "Établissement", "Service", "Tuteur", "Stage", "Enseignant", "Signataire", "Récapitulatif"];
    let mut steps = names.map(|name| Step { name, ..Step::default() });
    for step in &mut steps[..4] {
        *step = Step { state: StepState::Done, href: Some("#"), ..*step };
    }
    steps[2].state = StepState::Wrong;
    html! { (Steps { ui, steps: &steps, here: 4 }) }
}

fn sum(ui: Ui<'_>) -> Markup {
    let money = |cents| typography::money(ui.locale, cents);
    let hours = |minutes| typography::hours(ui.locale, minutes);
    let (presence, minimum) = (hours(52_080), money(390_600));
    let figures = [
        Figure { value: &presence, label: "de présence" },
        Figure { value: "5\u{a0}mois 14\u{a0}jours", label: "" },
        Figure { value: &minimum, label: "au minimum" },
    ];
    let months = [(3, 9_240), (4, 8_820), (5, 7_560), (6, 9_240), (7, 9_240), (8, 7_980)];
    let months: Vec<_> = months
        .into_iter()
        .map(|(month, minutes)| Month {
            name: typography::month(ui.locale, 2026, month),
            presence: hours(minutes),
            rate: money(450),
            amount: money(minutes * 450 / 60),
        })
        .collect();
    let calculation = Some(html! { (Months { ui, months: &months, total: (&presence, &minimum) }) });
    let checks = [
        Check {
            level: Level::Block,
            sentence: "La gratification est due\u{a0}: la présence dépasse 308\u{a0}heures.",
            article: Some("L124-6"),
            href: Some("#"),
        },
        Check {
            level: Level::Warn,
            sentence: "Le tuteur suit déjà deux stagiaires\u{202f}; le maximum est trois.",
            article: Some("R124-13"),
            href: None,
        },
        Check { level: Level::Note, sentence: "Le plafond de 2027 n’est pas encore connu.", article: None, href: None },
        Check {
            level: Level::Ok,
            sentence: "868\u{a0}h sur 924\u{a0}h possibles dans cet établissement cette année.",
            article: Some("L124-5"),
            href: None,
        },
        Check { level: Level::Warn, sentence: MARKUP, article: Some(LONG), href: None },
    ];
    html! { (LiveRegion { ui, name: "figures", body: html! { (Sum { ui, figures: &figures, calculation }) (Checks { ui, checks: &checks }) } }) }
}

fn cards(ui: Ui<'_>) -> Markup {
    let facts = [
        Fact::new("Période", "2\u{a0}mars\u{a0}– 28\u{a0}août\u{a0}2026"),
        Fact::new("Numéro", "2026-00123"),
        Fact::new("Enseignante", "Mme Keller"),
        Fact::new("Service", ""),
    ];
    let long = [Fact::new(LONG, LONG), Fact::new("Sujet", MARKUP)];
    html! {
        (Card {
            title: "Atelier Lumen", href: Some("#"), status: Some(Status { word: ui.text("waits-teacher"), tone: Tone::Wait }),
            body: html! {
                (Facts { ui, facts: &facts })
                (Turn { whose: Whose::Other, sentence: "C’est au tour de Mme Keller de valider, depuis 2\u{a0}jours. Vous n’avez rien à faire." })
            },
            ..Card::default()
        })
        (Card {
            title: LONG, status: Some(Status { word: ui.text("status-returned"), tone: Tone::Warn }),
            body: html! {
                (Facts { ui, facts: &long })
                (Turn { whose: Whose::You, sentence: "C’est à vous d’agir, depuis hier\u{a0}: corrigez la période, puis renvoyez la convention." })
            },
            actions: html! { (Link { href: "#", label: "Reprendre", about: Some(LONG), rank: Some(Rank::Primary), ..Link::default() }) },
            ..Card::default()
        })
        (Card {
            level: Heading::H4, title: "Orphée Systèmes", href: Some("#"), status: Some(Status { word: ui.text("status-signed"), tone: Tone::Ok }),
            body: html! { (Turn { whose: Whose::Nobody, sentence: ui.text("turn-sentence-nobody") }) },
            ..Card::default()
        })
        p {
            @for (code, _) in [("draft", 0), ("submitted", 1), ("returned", 2), ("validated", 3), ("cancelled", 4)] {
                (Status { word: ui.text(&format!("status-{code}")), tone: Tone::of_status(code) }) " "
            }
        }
    }
}

fn alerts(ui: Ui<'_>) -> Markup {
    let retry = html! { (Link { href: "#", label: "Réessayer", rank: Some(Rank::Plain), ..Link::default() }) };
    html! {
        (Alert { ui, tone: Tone::Bad, title: "La recherche d’établissements ne répond pas.", body: retry })
        (Alert { ui, tone: Tone::Warn, title: "Quelqu’un d’autre a modifié cette convention pendant votre saisie.", body: html! { p { (MARKUP) } } })
        (Alert { ui, tone: Tone::Plain, title: LONG, body: html! {} })
        (Empty { title: "Aucune convention à traiter", sentence: "Celles que les étudiants enverront paraîtront ici.", action: html! {} })
        (Empty {
            title: "Vous n’avez pas encore de stage", sentence: "Une convention se prépare en huit étapes\u{202f}; vous pouvez vous arrêter et reprendre.",
            action: html! { (Link { href: "#", label: "Préparer une convention", rank: Some(Rank::Primary), ..Link::default() }) },
        })
        (Details { summary: "Comment ce montant est-il calculé\u{202f}?", body: html! { p { "Les heures de présence, multipliées par le taux de l’année." } } })
        form action="#" { (Button { label: "Valider", about: Some("la convention 2026-00123"), ..Button::default() }) }
    }
}

fn timeline(ui: Ui<'_>) -> Markup {
    let moments = [
        Moment {
            what: ui.text("event-submitted"),
            who: "par Amélie Dupont",
            when: "19\u{a0}nov.\u{a0}2026, 18\u{a0}h\u{a0}40",
            ..Moment::default()
        },
        Moment {
            what: ui.text("event-returned"),
            who: "par Mme Keller",
            when: "20\u{a0}nov.\u{a0}2026, 9\u{a0}h\u{a0}12",
            note: "La période déborde sur les examens.\nMerci de la revoir.",
            state: MomentState::Undone,
        },
        Moment { what: LONG, who: MARKUP, when: "20\u{a0}nov.\u{a0}2026, 9\u{a0}h\u{a0}12", ..Moment::default() },
        Moment {
            what: "Attend",
            who: "la vérification du centre de gestion «\u{a0}Droit\u{a0}»",
            state: MomentState::Awaited,
            ..Moment::default()
        },
    ];
    html! { (Timeline { ui, moments: &moments }) }
}
