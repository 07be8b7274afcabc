//! What may be typed.

use clap::{Args, Parser, Subcommand};
use domain::SchoolYear;
use std::path::PathBuf;
use store::{Fault, Store};

/// Le pilotage du déploiement de Classe à 12.
#[derive(Debug, Parser)]
#[command(name = "classe12", version, about, disable_help_subcommand = true)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Where the data stands.
    #[command(flatten)]
    pub place: DataPlace,
}

/// Where the data stands.
#[derive(Debug, Args)]
pub struct DataPlace {
    /// Dossier des données (SQLite embarqué).
    #[arg(long, global = true, env = "CLASSE12_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Adresse d'un PostgreSQL, à la place de SQLite.
    #[arg(long, global = true, env = "CLASSE12_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
}

impl DataPlace {
    /// Opens the store, and makes the data folder.
    ///
    /// # Errors
    /// [`Fault`]: it can't be opened.
    pub async fn open(&self) -> Result<Store, Fault> {
        std::fs::create_dir_all(&self.data)?;
        match &self.database {
            Some(url) => Store::open_postgres(url).await,
            None => Store::open_sqlite(&self.data).await,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sert les pages sur cette machine.
    Serve(Serve),
    /// Remplit une base vide d'un pays inventé.
    Demo(Demo),
    /// Importe un fichier.
    Import(Import),
}

/// Serving.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port, sur 127.0.0.1 ; 0 pour un port libre.
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Remplit d'abord une base vide du pays inventé.
    #[arg(long)]
    pub demo: bool,
    /// Taille du pays inventé : 0 (un dixième, pour les essais), 1, 10 ou 100.
    #[arg(long, default_value_t = 1)]
    pub scale: u32,
}

/// Inventing.
#[derive(Debug, Args)]
pub struct Demo {
    /// Taille : 0 (un dixième, pour les essais), 1, 10 ou 100.
    #[arg(long, default_value_t = 1)]
    pub scale: u32,
    /// Une autre graine, un autre pays.
    #[arg(long, default_value_t = 12)]
    pub seed: u64,
}

/// Importing.
#[derive(Debug, Args)]
pub struct Import {
    /// What the file holds.
    #[command(subcommand)]
    pub kind: Kind,
    /// Vérifie sans rien écrire.
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Répare les UAI qui ont perdu leur zéro de tête.
    #[arg(long, global = true)]
    pub repair: bool,
    /// Année scolaire des lignes qui ne la disent pas, comme 2020-2021.
    #[arg(long, global = true)]
    pub year: Option<SchoolYear>,
}

/// What a file holds.
#[derive(Debug, Subcommand)]
pub enum Kind {
    /// L'annuaire national des écoles.
    Schools {
        /// Le fichier.
        file: PathBuf,
    },
    /// Une liste de classes dédoublées, ou une estimation d'après les effectifs du ministère.
    Units {
        /// La liste de classes.
        #[arg(required_unless_present = "estimate_from")]
        file: Option<PathBuf>,
        /// Le fichier des effectifs du ministère.
        #[arg(long, conflicts_with = "file")]
        estimate_from: Option<PathBuf>,
    },
    /// Des mises à jour de l'adoption.
    Adoption {
        /// Le fichier.
        file: PathBuf,
    },
}
