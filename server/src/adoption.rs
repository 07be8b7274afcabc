//! Updates of adoption: of a school's classes on their page, of many classes at once; lists of classes as files.

mod batch;

use crate::{
    middleware::auth,
    request::{Ask, PolicyPath, Posted, Right, Route, SchoolPath, TerritoryPath, routes},
    school,
};
use app::{
    adoption::{
        Refused, Sent,
        bulk_update::{self, BulkUpdatePage, List},
        send,
    },
    failure::PageError,
    query::FIGURES,
    school::{Act, ChangeSent, SchoolPage, Updated},
};
use axum::response::Response;

const STAGE: &[&str] = &["etape"];
const LIST: &[&str] = &["territoire", "etape", "page", "fait", "envoi"];

/// Its addresses.
pub fn routes() -> Vec<Route> {
    let mut all = batch::routes();
    all.extend(routes! {
        post "/{policy}/deploiement/{code}" [FIGURES, school::DONE, auth::RESUMED] => update;
        get "/{policy}/deploiement/{code}/classes.csv" [FIGURES, STAGE] => units;
        get "/{policy}/deploiement/{code}/classes.xlsx" [FIGURES, STAGE] => units;
        get "/{policy}/mise-a-jour" [FIGURES, LIST, auth::RESUMED] => bulk;
        post "/{policy}/mise-a-jour" [FIGURES, LIST, auth::RESUMED] => bulk_update;
    });
    all
}

/// Who may move the classes of a school.
struct MayUpdate;

impl Right<SchoolPath> for MayUpdate {
    type Granted = Updated;

    async fn ask(ask: &Ask<SchoolPath>) -> Result<Updated, PageError> {
        Updated::allow(&ask.context, &ask.path.policy, ask.path.uai, &ask.query).await
    }
}

/// Moves classes of a school; the page is loaded where the update is refused.
async fn update(posted: Posted<SchoolPath, MayUpdate>) -> Response {
    let (ask, school) = (&posted.ask, &posted.granted);
    if let Some(act) = Act::of(&posted.form) {
        return change(&posted, act).await;
    }
    let done = match school.send(&ask.context, &posted.form).await {
        Ok(Sent::Recorded(recorded)) => Ok(Ok(school.after(&recorded))),
        // Somebody else may have written since: both values are shown.
        Ok(Sent::Refused(refused)) => {
            SchoolPage::load(&ask.context, &ask.path.policy, ask.path.uai, &ask.query)
                .await
                .map(|page| Err(page.refused(refused).page()))
        }
        Err(failure) => Err(failure),
    };
    ask.redirect_or(done)
}

/// Corrects, adds, closes, opens again or moves a class of a school; the page is loaded where it is refused.
async fn change(posted: &Posted<SchoolPath, MayUpdate>, act: Act) -> Response {
    let (ask, school) = (&posted.ask, &posted.granted);
    let done = match school.change(&ask.context, act, &posted.form).await {
        Ok(ChangeSent::Written(unit, at)) => Ok(Ok(school.at(unit, at))),
        Ok(ChangeSent::Refused(refused)) => {
            SchoolPage::load(&ask.context, &ask.path.policy, ask.path.uai, &ask.query)
                .await
                .map(|page| Err(page.change_refused(refused).page()))
        }
        Err(failure) => Err(failure),
    };
    ask.redirect_or(done)
}

async fn units(ask: Ask<TerritoryPath>) -> Response {
    let made = bulk_update::units_sheet(&ask.context, &ask.path.policy, ask.path.code, &ask.query).await;
    ask.table(&format!("classes-{}", ask.path.code), made).await
}

async fn bulk(ask: Ask<PolicyPath>) -> Response {
    let loaded = BulkUpdatePage::load(&ask.context, &ask.path.policy, &ask.query).await;
    ask.page(match (loaded, ask.draft().await) {
        (Ok(page), Some(form)) => Ok(page.refused(Refused::resumed(&form)).page()),
        (loaded, _) => loaded.map(BulkUpdatePage::page),
    })
}

/// The list that an address asks for, read before anything is written.
struct Listed;

impl Right<PolicyPath> for Listed {
    type Granted = List;

    async fn ask(ask: &Ask<PolicyPath>) -> Result<List, PageError> {
        List::read(&ask.context, &ask.path.policy, &ask.query).await
    }
}

/// Moves the classes ticked; the list is loaded where the update is refused.
async fn bulk_update(posted: Posted<PolicyPath, Listed>) -> Response {
    let (ask, list) = (&posted.ask, &posted.granted);
    let done = match send(&ask.context, None, &posted.form).await {
        Ok(Sent::Recorded(recorded)) => Ok(Ok(list.after(&recorded, &posted.form))),
        Ok(Sent::Refused(refused)) => BulkUpdatePage::load(&ask.context, &ask.path.policy, &ask.query)
            .await
            .map(|page| Err(page.refused(refused).page())),
        Err(failure) => Err(failure),
    };
    ask.redirect_or(done)
}
