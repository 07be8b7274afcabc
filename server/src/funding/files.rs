//! The files of the money: weeks, ledger, chart of the window, account report.

use crate::request::{Ask, Format, Route, XLSX, attachment, routes, write_aside};
use app::{failure::PageError, funding};
use axum::response::Response;

const DAY: &[&str] = &["jour"];

/// Their addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/financement/fenetre.svg" => window;
        get "/financement/semaines.csv" => weeks;
        get "/financement/semaines.xlsx" => weeks;
        get "/financement/registre.csv" => entries;
        get "/financement/registre.xlsx" => entries;
        get "/financement/compte-rendu" [DAY] => account;
        get "/financement/compte-rendu.pdf" [DAY] => account_file;
        get "/financement/compte-rendu.xlsx" [DAY] => account_file;
    }
}

async fn window(ask: Ask) -> Response {
    ask.chart("fenetre", funding::window_svg(&ask.context).await)
}

async fn weeks(ask: Ask) -> Response {
    ask.table("credits", funding::weeks_sheet(&ask.context).await)
        .await
}

async fn entries(ask: Ask) -> Response {
    ask.table("registre", funding::entries_sheet(&ask.context).await)
        .await
}

async fn account(ask: Ask) -> Response {
    ask.page(funding::account_page(&ask.context, &ask.query).await)
}

/// The account report as a file.
async fn account_file(ask: Ask) -> Response {
    write_account(&ask)
        .await
        .unwrap_or_else(|failure| ask.failed(failure))
}

async fn write_account(ask: &Ask) -> Result<Response, PageError> {
    let document = funding::account_document(&ask.context, &ask.query).await?;
    let stem = format!("compte-rendu-{}", document.day);
    Ok(match ask.format() {
        Format::Pdf => {
            let bytes = write_aside(document, report::pdf).await?;
            attachment(&format!("{stem}.pdf"), "application/pdf", bytes)
        }
        _ => {
            let bytes = write_aside(document, report::xlsx).await?;
            attachment(&format!("{stem}.xlsx"), XLSX, bytes)
        }
    })
}
