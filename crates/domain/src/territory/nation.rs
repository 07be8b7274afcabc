//! The 30 académies and 101 départements since 1 January 2020. Saint-Barthélemy (977) and Saint-Martin (978), collectivities, belong to the académie of Guadeloupe.

use crate::territory::Uai;

/// An académie: two digits, name, and its départements as (code, name).
#[derive(Debug)]
pub struct Academy {
    /// Two digits.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its départements: (code, name).
    pub departments: &'static [(&'static str, &'static str)],
}

/// The académies by code.
pub const ACADEMIES: [Academy; 30] = [
    Academy {
        code: "01",
        name: "Paris",
        departments: &[("75", "Paris")],
    },
    Academy {
        code: "02",
        name: "Aix-Marseille",
        departments: &[
            ("04", "Alpes-de-Haute-Provence"),
            ("05", "Hautes-Alpes"),
            ("13", "Bouches-du-Rhône"),
            ("84", "Vaucluse"),
        ],
    },
    Academy {
        code: "03",
        name: "Besançon",
        departments: &[
            ("25", "Doubs"),
            ("39", "Jura"),
            ("70", "Haute-Saône"),
            ("90", "Territoire de Belfort"),
        ],
    },
    Academy {
        code: "04",
        name: "Bordeaux",
        departments: &[
            ("24", "Dordogne"),
            ("33", "Gironde"),
            ("40", "Landes"),
            ("47", "Lot-et-Garonne"),
            ("64", "Pyrénées-Atlantiques"),
        ],
    },
    Academy {
        code: "06",
        name: "Clermont-Ferrand",
        departments: &[
            ("03", "Allier"),
            ("15", "Cantal"),
            ("43", "Haute-Loire"),
            ("63", "Puy-de-Dôme"),
        ],
    },
    Academy {
        code: "07",
        name: "Dijon",
        departments: &[
            ("21", "Côte-d'Or"),
            ("58", "Nièvre"),
            ("71", "Saône-et-Loire"),
            ("89", "Yonne"),
        ],
    },
    Academy {
        code: "08",
        name: "Grenoble",
        departments: &[
            ("07", "Ardèche"),
            ("26", "Drôme"),
            ("38", "Isère"),
            ("73", "Savoie"),
            ("74", "Haute-Savoie"),
        ],
    },
    Academy {
        code: "09",
        name: "Lille",
        departments: &[("59", "Nord"), ("62", "Pas-de-Calais")],
    },
    Academy {
        code: "10",
        name: "Lyon",
        departments: &[("01", "Ain"), ("42", "Loire"), ("69", "Rhône")],
    },
    Academy {
        code: "11",
        name: "Montpellier",
        departments: &[
            ("11", "Aude"),
            ("30", "Gard"),
            ("34", "Hérault"),
            ("48", "Lozère"),
            ("66", "Pyrénées-Orientales"),
        ],
    },
    Academy {
        code: "12",
        name: "Nancy-Metz",
        departments: &[
            ("54", "Meurthe-et-Moselle"),
            ("55", "Meuse"),
            ("57", "Moselle"),
            ("88", "Vosges"),
        ],
    },
    Academy {
        code: "13",
        name: "Poitiers",
        departments: &[
            ("16", "Charente"),
            ("17", "Charente-Maritime"),
            ("79", "Deux-Sèvres"),
            ("86", "Vienne"),
        ],
    },
    Academy {
        code: "14",
        name: "Rennes",
        departments: &[
            ("22", "Côtes-d'Armor"),
            ("29", "Finistère"),
            ("35", "Ille-et-Vilaine"),
            ("56", "Morbihan"),
        ],
    },
    Academy {
        code: "15",
        name: "Strasbourg",
        departments: &[("67", "Bas-Rhin"), ("68", "Haut-Rhin")],
    },
    Academy {
        code: "16",
        name: "Toulouse",
        departments: &[
            ("09", "Ariège"),
            ("12", "Aveyron"),
            ("31", "Haute-Garonne"),
            ("32", "Gers"),
            ("46", "Lot"),
            ("65", "Hautes-Pyrénées"),
            ("81", "Tarn"),
            ("82", "Tarn-et-Garonne"),
        ],
    },
    Academy {
        code: "17",
        name: "Nantes",
        departments: &[
            ("44", "Loire-Atlantique"),
            ("49", "Maine-et-Loire"),
            ("53", "Mayenne"),
            ("72", "Sarthe"),
            ("85", "Vendée"),
        ],
    },
    Academy {
        code: "18",
        name: "Orléans-Tours",
        departments: &[
            ("18", "Cher"),
            ("28", "Eure-et-Loir"),
            ("36", "Indre"),
            ("37", "Indre-et-Loire"),
            ("41", "Loir-et-Cher"),
            ("45", "Loiret"),
        ],
    },
    Academy {
        code: "19",
        name: "Reims",
        departments: &[
            ("08", "Ardennes"),
            ("10", "Aube"),
            ("51", "Marne"),
            ("52", "Haute-Marne"),
        ],
    },
    Academy {
        code: "20",
        name: "Amiens",
        departments: &[("02", "Aisne"), ("60", "Oise"), ("80", "Somme")],
    },
    Academy {
        code: "22",
        name: "Limoges",
        departments: &[("19", "Corrèze"), ("23", "Creuse"), ("87", "Haute-Vienne")],
    },
    Academy {
        code: "23",
        name: "Nice",
        departments: &[("06", "Alpes-Maritimes"), ("83", "Var")],
    },
    Academy {
        code: "24",
        name: "Créteil",
        departments: &[
            ("77", "Seine-et-Marne"),
            ("93", "Seine-Saint-Denis"),
            ("94", "Val-de-Marne"),
        ],
    },
    Academy {
        code: "25",
        name: "Versailles",
        departments: &[
            ("78", "Yvelines"),
            ("91", "Essonne"),
            ("92", "Hauts-de-Seine"),
            ("95", "Val-d'Oise"),
        ],
    },
    Academy {
        code: "27",
        name: "Corse",
        departments: &[("2A", "Corse-du-Sud"), ("2B", "Haute-Corse")],
    },
    Academy {
        code: "28",
        name: "La Réunion",
        departments: &[("974", "La Réunion")],
    },
    Academy {
        code: "31",
        name: "Martinique",
        departments: &[("972", "Martinique")],
    },
    Academy {
        code: "32",
        name: "Guadeloupe",
        departments: &[
            ("971", "Guadeloupe"),
            ("977", "Saint-Barthélemy"),
            ("978", "Saint-Martin"),
        ],
    },
    Academy {
        code: "33",
        name: "Guyane",
        departments: &[("973", "Guyane")],
    },
    Academy {
        code: "43",
        name: "Mayotte",
        departments: &[("976", "Mayotte")],
    },
    Academy {
        code: "70",
        name: "Normandie",
        departments: &[
            ("14", "Calvados"),
            ("27", "Eure"),
            ("50", "Manche"),
            ("61", "Orne"),
            ("76", "Seine-Maritime"),
        ],
    },
];

/// The académie that bears a code today: Caen (05) and Rouen (21) always read as Normandie (70).
pub fn current_academy(code: &str) -> &str {
    match code {
        "05" | "21" => "70",
        other => other,
    }
}

/// The académie's code of a département's code; `None` for a département that does not exist.
pub fn academy_of_department(department: &str) -> Option<&'static str> {
    let holds = |academy: &&Academy| academy.departments.iter().any(|(code, _)| *code == department);
    ACADEMIES.iter().find(holds).map(|academy| academy.code)
}

/// The département's code that the first three digits of a UAI stand for; `None` for those of no académie (collectivities of the Pacific).
///
/// A hint only: 620 is Corse-du-Sud, 720 Haute-Corse, and 971 is also Saint-Barthélemy and Saint-Martin.
pub fn department_of_uai(uai: Uai) -> Option<&'static str> {
    let digits = uai.number() / 10_000;
    let code = match digits {
        620 => "2A".to_owned(),
        720 => "2B".to_owned(),
        1..=95 => format!("{digits:02}"),
        other => other.to_string(),
    };
    let departments = ACADEMIES.iter().flat_map(|academy| academy.departments);
    departments.map(|(known, _)| *known).find(|known| *known == code)
}
