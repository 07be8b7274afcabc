//! The layout of every page: head, header, notice, the page itself, footer.

pub use super::header::Bar;

use super::{
    footer::Footer, header::Header, html::escape, notice::DemoNotice, page::Page, skip_links::SkipLinks,
};
use leptos::prelude::*;
use store::{DataVersion, DemoMark};

/// What the layout needs to know of the program that serves it.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The addresses of the assets by their names: `(classe12.css, /assets/…)`.
    pub assets: Vec<(String, String)>,
    /// The mark of the invented nation.
    pub demo: Option<DemoMark>,
}

impl Layout {
    fn asset(&self, name: &str) -> String {
        let found = self.assets.iter().find(|(known, _)| known == name);
        found.map_or_else(|| format!("/assets/{name}"), |(_, href)| href.clone())
    }

    /// The whole document as HTML, made of the data of a version. Everything is loaded before: nothing waits, hence nothing is streamed.
    pub fn html(&self, bar: &Bar, page: &Page, version: DataVersion) -> String {
        let owner = Owner::new_root(None);
        let html = owner.with(|| self.document(bar, page, version).to_html());
        owner.unset_with_forced_cleanup();
        html
    }

    fn document(&self, bar: &Bar, page: &Page, version: DataVersion) -> impl IntoView + use<> {
        // What shows figures learns that there are newer ones; a form that is being filled is left alone.
        let live = page.status == 200 && page.live;
        let epoch = live.then(|| version.epoch.to_string());
        let version = live.then(|| version.number.to_string());
        let title = format!("{} - Pilotage de Classe à 12", page.title);
        let island = page
            .island
            .then(|| view! { <script type="module" src=self.asset("classe12-island.js")></script> });
        // Asked for at once: a font that comes after the first words are shown is left for the next page.
        let fonts = ["Regular", "Medium", "Bold"].map(|weight| {
            let href = self.asset(&format!("fonts/Marianne-{weight}.woff2"));
            view! { <link as="font" rel="preload" href=href type="font/woff2" crossorigin="anonymous"/> }
        });
        view! {
            <!DOCTYPE html>
            <html lang="fr" data-fr-scheme="system">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    // Text to its end: a comment between views would be read as words there.
                    <title inner_html=escape(&title)></title>
                    <meta name="description" content="Le suivi du déploiement national de Classe à 12 auprès des classes dédoublées."/>
                    <link rel="icon" href=self.asset("favicon.svg") type="image/svg+xml"/>
                    <link rel="stylesheet" href=self.asset("classe12.css")/>
                    {fonts.into_iter().collect_view()}
                    <script type="module" src=self.asset("classe12-page.js")></script>
                    {island}
                </head>
                <body data-version=version data-epoch=epoch>
                    <SkipLinks/>
                    <Header bar=bar.clone() here=page.part/>
                    {self.demo.as_ref().map(|mark| view! { <DemoNotice today=mark.today signed_in=bar.signed_in/> })}
                    <main id="contenu" class="fr-container fr-py-3w" tabindex="-1">{(page.body)()}</main>
                    <Footer/>
                </body>
            </html>
        }
    }
}
