//! Every address of the product, in one list: the router is made of it, and the test of rights walks it.

use crate::{
    Site, api, calendar, files, funding, journeys, live, mine, networks, pages, pair, people, quality,
    sign_in, trail, upload, uses, writes,
};
use axum::{
    extract::DefaultBodyLimit,
    http::Method,
    routing::{MethodRouter, get, post},
};

/// Where files are brought: not forms, they have limits of their own.
pub const FILES: &str = "/imports";

/// An address, and what answers it.
pub struct Route {
    /// How it is asked.
    pub method: Method,
    /// Its path, with names in braces.
    pub path: &'static str,
    /// What answers.
    pub answer: MethodRouter<Site>,
}

macro_rules! routes {
    ($($method:ident $path:literal => $handler:expr;)*) => {
        vec![$(Route {
            method: routes!(@method $method),
            path: $path,
            answer: $method($handler),
        }),*]
    };
    (@method get) => { Method::GET };
    (@method post) => { Method::POST };
}

/// The addresses.
pub fn all() -> Vec<Route> {
    let mut routes = routes! {
        get "/" => pages::home;
        get "/recherche" => pages::search;
        get "/methodes" => pages::methods;
        get "/calendrier" => calendar::page;
        post "/calendrier" => calendar::write;
        get "/calendrier.csv" => calendar::table;
        get "/calendrier.xlsx" => calendar::table;
        get "/financement" => funding::page;
        get "/financement/fenetre.svg" => files::window_svg;
        get "/financement/semaines.csv" => files::money_weeks;
        get "/financement/semaines.xlsx" => files::money_weeks;
        get "/financement/registre" => funding::list;
        get "/financement/registre.csv" => files::money_entries;
        get "/financement/registre.xlsx" => files::money_entries;
        get "/financement/ecritures/n/{entry}" => funding::entry;
        get "/financement/ecritures/{kind}" => funding::form;
        post "/financement/ecritures/{kind}" => funding::write;
        post "/financement/jours" => funding::set_day;
        get "/financement/compte-rendu" => funding::account_page;
        get "/financement/compte-rendu.pdf" => files::account_pdf;
        get "/financement/compte-rendu.xlsx" => files::account_xlsx;
        get "/financement/obligations" => funding::duties;
        post "/financement/obligations" => funding::act;
        get "/imports" => pages::imports;
        get "/imports/chorus-colonnes.toml" => pages::chorus_columns;
        get "/imports/{id}" => pages::import;
        get "/{policy}/deploiement" => pages::national;
        get "/{policy}/deploiement/{code}" => pages::place;
        post "/{policy}/deploiement/{code}" => writes::school;
        get "/{policy}/deploiement/{code}/objectif" => pages::objective;
        post "/{policy}/deploiement/{code}/objectif" => writes::objective;
        get "/{policy}/deploiement/{code}/semaines.csv" => files::weeks;
        get "/{policy}/deploiement/{code}/semaines.xlsx" => files::weeks;
        get "/{policy}/deploiement/{code}/semaines.svg" => files::weeks_svg;
        get "/{policy}/deploiement/{code}/stades.svg" => files::stages_svg;
        get "/{policy}/deploiement/{code}/territoires.csv" => files::territories;
        get "/{policy}/deploiement/{code}/territoires.xlsx" => files::territories;
        get "/{policy}/deploiement/{code}/classes.csv" => files::units;
        get "/{policy}/deploiement/{code}/classes.xlsx" => files::units;
        get "/{policy}/deploiement/{code}/usages" => uses::page;
        post "/{policy}/deploiement/{code}/usages" => uses::link;
        get "/{policy}/deploiement/{code}/usages.csv" => uses::table;
        get "/{policy}/deploiement/{code}/usages.xlsx" => uses::table;
        get "/{policy}/deploiement/{code}/usages.svg" => uses::svg;
        get "/{policy}/suggestions" => uses::suggestions;
        post "/{policy}/suggestions" => uses::accept;
        get "/{policy}/deploiement/{code}/qualite" => quality::page;
        get "/{policy}/deploiement/{code}/qualite/territoires.csv" => quality::territories;
        get "/{policy}/deploiement/{code}/qualite/territoires.xlsx" => quality::territories;
        get "/{policy}/deploiement/{code}/reseaux" => networks::list;
        get "/{policy}/deploiement/{code}/reseaux.csv" => networks::table;
        get "/{policy}/deploiement/{code}/reseaux.xlsx" => networks::table;
        get "/{policy}/reseaux/{code}" => networks::one;
        get "/{policy}/reseaux/{code}/ecoles.csv" => networks::schools;
        get "/{policy}/reseaux/{code}/ecoles.xlsx" => networks::schools;
        get "/{policy}/deploiement/{code}/parcours" => journeys::page;
        get "/{policy}/deploiement/{code}/parcours/entonnoir.csv" => journeys::funnel;
        get "/{policy}/deploiement/{code}/parcours/entonnoir.xlsx" => journeys::funnel;
        get "/{policy}/deploiement/{code}/parcours/entonnoir.svg" => journeys::funnel_svg;
        get "/{policy}/deploiement/{code}/parcours/cohortes.csv" => journeys::cohorts;
        get "/{policy}/deploiement/{code}/parcours/cohortes.xlsx" => journeys::cohorts;
        get "/{policy}/deploiement/{code}/parcours/cohortes.svg" => journeys::cohorts_svg;
        get "/{policy}/deploiement/{code}/parcours/attente.csv" => journeys::still;
        get "/{policy}/deploiement/{code}/parcours/attente.xlsx" => journeys::still;
        get "/{policy}/deploiement/{code}/parcours/classes.csv" => journeys::units;
        get "/{policy}/deploiement/{code}/parcours/classes.xlsx" => journeys::units;
        get "/{policy}/comparaison" => pages::comparison;
        get "/{policy}/comparaison.csv" => files::comparison;
        get "/{policy}/comparaison.xlsx" => files::comparison;
        get "/{policy}/comparaison/carte.svg" => files::map_svg;
        get "/{policy}/comparaison/hasard.svg" => files::chance_svg;
        get "/{policy}/comparaison/academies.csv" => files::courses;
        get "/{policy}/comparaison/academies.xlsx" => files::courses;
        get "/{policy}/comparaison/academies.svg" => files::courses_svg;
        get "/{policy}/face-a-face" => pair::page;
        get "/{policy}/face-a-face.csv" => pair::table;
        get "/{policy}/face-a-face.xlsx" => pair::table;
        get "/{policy}/face-a-face.svg" => pair::svg;
        get "/{policy}/mise-a-jour" => pages::bulk;
        post "/{policy}/mise-a-jour" => writes::bulk;
        get "/donnees-ouvertes" => files::open_list;
        get "/donnees-ouvertes/{name}" => files::open_file;
        get "/api/v1" => api::page;
        get "/api/v1/openapi.json" => api::description;
        get "/api/v1/territories" => api::territories;
        get "/api/v1/territories/{code}/weeks" => api::weeks;
        get "/api/v1/territories/{code}/children" => api::children;
        get "/api/v1/territories/{code}/units" => api::units;
        get "/api/v1/objectives" => api::objectives;
        get "/api/v1/funding" => api::ceilings;
        get "/api/v1/funding/entries" => api::entries;
        get "/api/schools" => pages::find_schools;
        get "/evenements" => live::versions;
        get "/etat" => pages::health;
        get "/connexion" => sign_in::page;
        post "/connexion" => sign_in::ask;
        get "/connexion/code" => sign_in::code_page;
        post "/connexion/code" => sign_in::code;
        get "/connexion/lien/{token}" => sign_in::link_page;
        post "/connexion/lien/{token}" => sign_in::link;
        get "/connexion/proconnect" => sign_in::begin;
        get "/connexion/proconnect/retour" => sign_in::back;
        post "/connexion/role" => sign_in::demo_role;
        post "/deconnexion" => sign_in::out;
        get "/deconnexion" => sign_in::outside;
        get "/mon-compte" => mine::page;
        post "/mon-compte" => mine::change;
        get "/mon-compte/donnees.json" => mine::data;
        get "/personnes" => people::list;
        post "/personnes" => people::invite;
        get "/personnes/{id}" => people::one;
        post "/personnes/{id}" => people::change;
        get "/audit" => trail::page;
        get "/audit.csv" => files::trail;
        get "/audit.xlsx" => files::trail;
        get "/donnees-personnelles" => people::data;
        post "/donnees-personnelles" => people::set_retention;
    };
    routes.push(Route {
        method: Method::POST,
        path: FILES,
        // Files go by another way than forms, with a limit of their own.
        answer: post(upload::receive).layer(DefaultBodyLimit::disable()),
    });
    routes
}
