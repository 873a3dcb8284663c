//! Files of a convention: the document to sign.

use chrono::NaiveDate;
use tremplin_documents::{Language, Mark};
use tremplin_domain::{
    convention::{Dossier, Phase},
    ids::ConventionId,
    nomenclature::{Code, List},
    policy::{Ability, Facts},
};
use tremplin_store::{Error, conventions};
use tremplin_widget::{Fault, Request, Resource, Routes};

use crate::{
    app::{App, fault, today},
    decide::Side,
    words::Words,
};

/// Adds the document.
pub(crate) fn routes(routes: Routes<(App, Side)>) -> Routes<(App, Side)> {
    routes.resource("{id}/convention.pdf", pdf)
}

async fn pdf((app, side): (App, Side), request: Request) -> Result<Resource, Fault> {
    let (scope, id) = (side.scope(&request), request.id::<ConventionId>("id")?);
    let read = scope.clone();
    let dossier = app.store.read(move |conn| conventions::find(conn, &read, id)?.ok_or(Error::Missing)).await.map_err(fault)?;
    let facts = Facts::of(&dossier.convention, &dossier.centre);
    if !scope.may(Ability::Print, &facts, &dossier.centre) {
        return Err(Fault::NotFound);
    }
    let name = format!("convention-{}.pdf", dossier.convention.number);
    let language = language(&dossier);
    let bytes = document(&app, dossier, today(request.now)).await?;
    Ok(Resource::whole("application/pdf", name, bytes).inline().in_language(language.locale()))
}

/// The language of a convention's document.
fn language(dossier: &Dossier) -> Language {
    if dossier.convention.language.is("en") { Language::En } else { Language::Fr }
}

/// The document of a convention as it stands, in the convention's language.
///
/// It takes the processor for some milliseconds: not on the threads that answer everybody else, and no more at once than there are
/// processors. A request that is given up gives its turn back once its document is done.
pub(crate) async fn document(app: &App, dossier: Dossier, today: NaiveDate) -> Result<Vec<u8>, Fault> {
    let turn = app.presses().acquire_owned().await.map_err(Fault::internal)?;
    let app = app.clone();
    let set = move || {
        let _turn = turn;
        let language = language(&dossier);
        let labels = |language: Language, list: List, code: &Code| Words::of(language.locale()).choice(list, code);
        let facts = Facts::of(&dossier.convention, &dossier.centre);
        let mark = match facts.ties.phase {
            Phase::Cancelled => Mark::Cancelled,
            phase if phase.is_validated() => Mark::None,
            _ => Mark::Draft,
        };
        app.engine.convention(&dossier, language, mark, &app.institution, today, &labels)
    };
    tokio::task::spawn_blocking(set).await.map_err(Fault::internal)?.map_err(Fault::internal)
}
