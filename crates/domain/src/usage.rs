//! Uses of the service, measured week by week and kept where they were measured: nothing is summed upward, and a week that nobody measured is a gap, not a zero.

mod course;
mod suggest;
mod week;

pub use course::{gaps, median, weeks_of};
pub use suggest::{LAPSED_AFTER, Seen, Suggestion, WINDOW, suggest};
pub use week::{PeriodError, week_of_period};

use crate::{
    account::coded,
    adoption::unit::UnitId,
    territory::{TerritoryCode, Uai},
};
use std::fmt;

/// The most that a measure of a week counts: above it somebody took one column for another.
pub const MEASURE_MAX: i64 = 1_000_000_000_000;

coded! {
    /// What is counted.
    Measure {
        /// Visits of the week (Matomo `nb_visits`).
        Visits = "visits",
        /// Different visitors of the week (Matomo `nb_uniq_visitors`): those of two weeks can't be added.
        UniqueVisitors = "unique-visitors",
        /// Actions of the visitors: pages, downloads, searches (Matomo `nb_actions`).
        Actions = "actions",
        /// Pages seen (Matomo `nb_pageviews`).
        PageViews = "page-views",
        /// Files downloaded (Matomo `nb_downloads`).
        Downloads = "downloads",
        /// Videos published so far (PeerTube `totalLocalVideos`).
        Videos = "videos",
        /// Views of these videos so far (PeerTube `totalLocalVideoViews`).
        VideoViews = "video-views",
        /// Comments so far (PeerTube `totalLocalVideoComments`).
        Comments = "comments",
        /// Accounts so far (PeerTube `totalUsers`).
        Accounts = "accounts",
        /// Accounts that published a video so far.
        Contributors = "contributors",
    }
}

/// How a measure behaves over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// What happened in the week: the weeks can be added.
    Flow,
    /// How many different ones in the week: two weeks can't be added, for the same one may stand in both.
    Distinct,
    /// How many so far, as the week ends: two weeks can be compared, not added.
    Total,
}

impl Measure {
    /// How it behaves over time.
    pub const fn nature(self) -> Nature {
        match self {
            Self::Visits | Self::Actions | Self::PageViews | Self::Downloads => Nature::Flow,
            Self::UniqueVisitors => Nature::Distinct,
            Self::Videos | Self::VideoViews | Self::Comments | Self::Accounts | Self::Contributors => {
                Nature::Total
            }
        }
    }

    /// Whether it says that somebody used the service in the week.
    pub const fn tells_use(self) -> bool {
        matches!(self.nature(), Nature::Flow | Nature::Distinct)
    }
}

coded! {
    /// What measured.
    Instrument {
        /// An export of Matomo, brought as a file.
        Matomo = "matomo",
        /// Matomo, asked by the product.
        MatomoPull = "matomo-pull",
        /// A statistics file of PeerTube.
        PeerTube = "peertube",
        /// A table filled by somebody.
        Table = "table",
    }
}

/// Where uses were measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UsagePlace {
    /// The nation as a whole, or an académie, told by the domain of its e-mail addresses.
    Territory(TerritoryCode),
    /// A school.
    School(Uai),
    /// A unit: whoever brought the measure says that it is the unit's.
    Unit(UnitId),
}

impl UsagePlace {
    /// The place of a code, if it is one: `FR`, `A14`, `0350122T`, `U12`.
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(id) = code.strip_prefix('U') {
            return id
                .parse()
                .ok()
                .filter(|id| *id > 0)
                .map(|id| Self::Unit(UnitId(id)));
        }
        match TerritoryCode::parse(code) {
            Some(territory) => Some(Self::Territory(territory)),
            None => code.parse().ok().map(Self::School),
        }
    }
}
/// The code kept in the store.
impl fmt::Display for UsagePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Territory(code) => code.fmt(f),
            Self::School(uai) => uai.fmt(f),
            Self::Unit(id) => write!(f, "U{id}"),
        }
    }
}

/// The académie whose people have addresses of a domain: `ac-rennes.fr`. Caen and Rouen are Normandie's since 2020.
pub fn academy_of_domain(domain: &str) -> Option<TerritoryCode> {
    let domain = domain.trim().trim_start_matches('@').to_ascii_lowercase();
    let name = domain.strip_prefix("ac-")?.strip_suffix(".fr")?;
    let digits = match name {
        "paris" => "01",
        "aix-marseille" => "02",
        "besancon" => "03",
        "bordeaux" => "04",
        "clermont" => "06",
        "dijon" => "07",
        "grenoble" => "08",
        "lille" => "09",
        "lyon" => "10",
        "montpellier" => "11",
        "nancy-metz" => "12",
        "poitiers" => "13",
        "rennes" => "14",
        "strasbourg" => "15",
        "toulouse" => "16",
        "nantes" => "17",
        "orleans-tours" => "18",
        "reims" => "19",
        "amiens" => "20",
        "limoges" => "22",
        "nice" => "23",
        "creteil" => "24",
        "versailles" => "25",
        "corse" => "27",
        "reunion" => "28",
        "martinique" => "31",
        "guadeloupe" => "32",
        "guyane" => "33",
        "mayotte" => "43",
        "normandie" | "caen" | "rouen" => "70",
        _ => return None,
    };
    TerritoryCode::academy(digits)
}

#[cfg(test)]
mod tests;
