//! Zones of holidays: three on the mainland, and each académie that sets its own.

use crate::{
    account::coded,
    territory::{TerritoryCode, TerritoryKind},
};

coded! {
    /// Where the same holidays hold.
    Zone {
        /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
        A = "a",
        /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.
        B = "b",
        /// Créteil, Montpellier, Paris, Toulouse, Versailles.
        C = "c",
        /// The académie of Corsica.
        Corsica = "corsica",
        /// The académie of Guadeloupe.
        Guadeloupe = "guadeloupe",
        /// The académie of French Guiana.
        Guyane = "guyane",
        /// The académie of Martinique.
        Martinique = "martinique",
        /// The académie of Mayotte.
        Mayotte = "mayotte",
        /// The académie of La Réunion, whose year starts in mid-August.
        Reunion = "reunion",
    }
}

impl Zone {
    /// The zones of the mainland: what is said of the nation is their mean, or what they have in common.
    pub const MAINLAND: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The zone of a territory, by the académie of its lineage; `None` above the académies.
    pub fn of_lineage(lineage: &[TerritoryCode]) -> Option<Self> {
        let academy = lineage.iter().find(|code| code.kind() == TerritoryKind::Academy);
        academy.and_then(|academy| Self::of_academy(academy.local()))
    }

    /// The zone of an académie by its two-digit code; `None` for what is no académie of ours.
    pub fn of_academy(code: &str) -> Option<Self> {
        match code {
            "03" | "04" | "06" | "07" | "08" | "10" | "13" | "22" => Some(Self::A),
            "02" | "09" | "12" | "14" | "15" | "17" | "18" | "19" | "20" | "23" | "70" => Some(Self::B),
            "01" | "11" | "16" | "24" | "25" => Some(Self::C),
            "27" => Some(Self::Corsica),
            "28" => Some(Self::Reunion),
            "31" => Some(Self::Martinique),
            "32" => Some(Self::Guadeloupe),
            "33" => Some(Self::Guyane),
            "43" => Some(Self::Mayotte),
            _ => None,
        }
    }
}
