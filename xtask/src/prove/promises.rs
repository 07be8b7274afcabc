//! The promises of the product, and what proves each.

/// A promise and what proves it: a test of the suite, a browser test, or both.
pub struct Proof {
    pub name: &'static str,
    pub promise: &'static str,
    /// Packages, each with what the names of its tests begin with.
    pub tests: &'static [(&'static str, &'static str)],
    /// How a file of end2end/tests, or several, are named.
    pub browser: Option<&'static str>,
}

pub const PROOFS: [Proof; 42] = [
    Proof {
        name: "cases",
        promise: "files as people's programs write them are read as what they say, or refused at the line where they say nothing, by command line and page",
        tests: &[("import", "prove_cases"), ("classe12", "prove_cases")],
        browser: None,
    },
    Proof {
        name: "round-trip",
        promise: "a table that is downloaded, saved by another program and brought back changes nothing; five cells changed are five changes",
        tests: &[("server", "prove_round_trip")],
        browser: None,
    },
    Proof {
        name: "rollup",
        promise: "the figures shown equal those recomputed from every event, after any history",
        tests: &[("store", "prove_rollup")],
        browser: None,
    },
    Proof {
        name: "restore",
        promise: "after the data went back to an earlier state no page of the lost one is shown, though its number comes again",
        tests: &[("store", "prove_restore"), ("server", "prove_restore")],
        browser: None,
    },
    Proof {
        name: "register",
        promise: "what an import wrote and its end are kept together, and nobody ends what another program still runs",
        tests: &[
            ("store", "prove_register"),
            ("server", "prove_register"),
            ("import", "prove_register"),
        ],
        browser: None,
    },
    Proof {
        name: "judged",
        promise: "a file is read and judged before the writer's lock is taken: tried or refused it takes none, and what moves meanwhile is judged with it",
        tests: &[("server", "prove_judged")],
        browser: None,
    },
    Proof {
        name: "undo",
        promise: "a bulk update, a file of updates and a list of classes, taken back while others write, leave every figure as if they had never been, and are brought again",
        tests: &[
            ("store", "prove_undo"),
            ("store", "batches::"),
            ("server", "adoption::the_last_update"),
            ("server", "import::receipt"),
        ],
        browser: Some("is-taken-back.spec.ts"),
    },
    Proof {
        name: "census",
        promise: "a file of classes gives the census that a second opinion gives, whatever the order of its lines, and twice it changes nothing",
        tests: &[("domain", "prove_census"), ("store", "prove_census")],
        browser: None,
    },
    Proof {
        name: "figures",
        promise: "the figures shown equal those that a Python script recomputes from the exported events",
        tests: &[("classe12", "prove_figures")],
        browser: None,
    },
    Proof {
        name: "adoption-forecast",
        promise: "the forecast of the rollout holds the truth 74 to 90 times out of a hundred, and gives no date below 20 % of adoption",
        tests: &[("domain", "prove_adoption_forecast")],
        browser: None,
    },
    Proof {
        name: "funnel-plot",
        promise: "a territory is told apart from the others by chance at most one time in twenty, however small it is",
        tests: &[("domain", "prove_funnel_plot")],
        browser: None,
    },
    Proof {
        name: "comparison",
        promise: "the map is walked by the keyboard, its table says the same, and who is told to be looked at has the reason",
        tests: &[],
        browser: Some("territories-are-compared-honestly.spec.ts"),
    },
    Proof {
        name: "looks",
        promise: "each chart has its table, its figures and its picture as files, pages stand without a barrier, hold still, stand on paper, and the map in grey",
        tests: &[("chart", "shades")],
        browser: Some("every-(chart|page)-(holds|is|stands)"),
    },
    Proof {
        name: "uses",
        promise: "uses stay where they were measured, a gap is a gap, and a stage they suggest is written only when somebody accepts it",
        tests: &[],
        browser: Some("uses-are-shown-where-they-were-measured.spec.ts"),
    },
    Proof {
        name: "matomo",
        promise: "uses are pulled from Matomo whole or not at all, its token in no address, and a later count is a correction",
        tests: &[("server", "prove_matomo")],
        browser: None,
    },
    Proof {
        name: "journeys",
        promise: "who reached which stage, after how long and for how long, is told with its interval, and small cohorts are not",
        tests: &[],
        browser: Some("the-journey-of-classes-is-told.spec.ts"),
    },
    Proof {
        name: "face-to-face",
        promise: "two territories, or two years of one, stand side by side at the same week, with what chance alone explains",
        tests: &[],
        browser: Some("two-territories-face-to-face.spec.ts"),
    },
    Proof {
        name: "quality",
        promise: "what was expected and what came is told beside the figures, and what past forecasts were worth",
        tests: &[],
        browser: Some("the-quality-of-figures-is-told.spec.ts"),
    },
    Proof {
        name: "networks",
        promise: "the networks of priority education are a second grouping of the same classes, told as the list of the year has them",
        tests: &[("store", "networks"), ("import", "the_list_of_the_ministry")],
        browser: Some("networks-are-a-second-grouping.spec.ts"),
    },
    Proof {
        name: "calendar",
        promise: "the school calendar is changed by who may, and what it shades follows",
        tests: &[],
        browser: Some("the-school-calendar-is-kept.spec.ts"),
    },
    Proof {
        name: "taken-elsewhere",
        promise: "a token reads what its account may and nothing else, until it is revoked; tables are workbooks too",
        tests: &[],
        browser: Some("data-is-taken-elsewhere.spec.ts"),
    },
    Proof {
        name: "two-writers",
        promise: "of two who write at once one wins, and the other sees both values",
        tests: &[("store", "prove_two_writers")],
        browser: None,
    },
    Proof {
        name: "kill",
        promise: "what was answered as kept is there after the program was killed",
        tests: &[("classe12", "prove_kill")],
        browser: None,
    },
    Proof {
        name: "directory",
        promise: "the national directory of schools is read whole, and read twice changes nothing",
        tests: &[("import", "prove_directory")],
        browser: None,
    },
    Proof {
        name: "live",
        promise: "a write reaches three hundred open pages within two seconds, also those of another server, and moves none of them",
        tests: &[("classe12", "prove_live")],
        browser: Some("an-open-page-learns-of-news.spec.ts"),
    },
    Proof {
        name: "rights",
        promise: "every address answers every role as the table says, and shows nobody what is not theirs",
        tests: &[("server", "prove_rights")],
        browser: None,
    },
    Proof {
        name: "sessions",
        promise: "a session is its person's alone, and ends when it must",
        tests: &[("server", "prove_sessions")],
        browser: None,
    },
    Proof {
        name: "csrf",
        promise: "another site's page writes nothing in anybody's name",
        tests: &[("server", "prove_csrf")],
        browser: Some("another-site-cannot-write.spec.ts"),
    },
    Proof {
        name: "slow",
        promise: "who is slow or asks too much is sent away, and the others hardly notice",
        tests: &[("classe12", "prove_slow")],
        browser: None,
    },
    Proof {
        name: "payloads",
        promise: "no name of a school, a person, a class or a file becomes code, on a page or in a spreadsheet",
        tests: &[],
        browser: Some("no-name-becomes-code.spec.ts"),
    },
    Proof {
        name: "headers",
        promise: "every page keeps to the policy that the browser is told, and has no barrier",
        tests: &[],
        browser: Some("every-answer-is-guarded.spec.ts"),
    },
    Proof {
        name: "oidc",
        promise: "the identity provider signs in whom somebody invited, and no answer that is forged, late or played twice",
        tests: &[("server", "prove_oidc")],
        browser: None,
    },
    Proof {
        name: "mail-link",
        promise: "a link by e-mail signs in once, in its time, and tells nobody who has an account",
        tests: &[("server", "prove_mail_link")],
        browser: None,
    },
    Proof {
        name: "ceiling-race",
        promise: "64 writers around a nearly full ceiling, in one process or two, never pass it by a cent",
        tests: &[
            ("store", "prove_ceiling_race"),
            ("classe12", "prove_ceiling_race"),
        ],
        browser: None,
    },
    Proof {
        name: "hand-sql",
        promise: "SQL typed by hand can neither overspend nor change the ledger, in either database",
        tests: &[("store", "prove_hand_sql")],
        browser: None,
    },
    Proof {
        name: "cut-clients",
        promise: "a form sent fifty times is entered once, and clients that hang up lose nothing and block nobody",
        tests: &[("store", "prove_cut_clients")],
        browser: None,
    },
    Proof {
        name: "tamper",
        promise: "whatever is changed in the ledger behind the product's back is found, and the first bad entry named",
        tests: &[("store", "prove_tamper")],
        browser: None,
    },
    Proof {
        name: "ledger-model",
        promise: "the ledger accepts and refuses what a reference model written apart does, command by command",
        tests: &[("store", "prove_ledger_model")],
        browser: None,
    },
    Proof {
        name: "funding-forecast",
        promise: "the spread of the forecast of the money holds the truth 72 to 90 times out of a hundred, on ledgers whose future is known",
        tests: &[("domain", "prove_funding_forecast")],
        browser: None,
    },
    Proof {
        name: "account-report",
        promise: "the account report's totals are the ledger's to the cent, in a tagged PDF and in a spreadsheet, as known on any past day",
        tests: &[("server", "prove_account_report")],
        browser: None,
    },
    Proof {
        name: "chorus",
        promise: "an extract of Chorus is entered once and whole, or refused by line and column, in flat memory",
        tests: &[("import", "prove_chorus")],
        browser: None,
    },
    Proof {
        name: "money",
        promise: "the money is committed, certified, paid, refused with the way out and reported in the browser, with JavaScript and without",
        tests: &[],
        browser: Some("the-money-is"),
    },
];
