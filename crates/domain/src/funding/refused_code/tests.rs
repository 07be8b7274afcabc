//! Each refusal has its text form, and reads back from it.

use super::*;
use crate::funding::CodingField;
use std::collections::BTreeSet;

/// One text at least of each kind: what the trail holds.
const KEPT: [&str; 35] = [
    "over-ceiling credit=ae scope=2021 asked=600000 available=120000",
    "over-ceiling credit=cp scope=convention asked=600000 available=-1",
    "below-consumed credit=cp scope=convention asked=100 available=0",
    "over-maximum credit=ae year=2021 asked=5000001 available=5000000",
    "not-certified asked=2 rest=1",
    "not-yet-certified asked=2 rest=-1 day=2021-06-02",
    "over-commitment asked=2 rest=1",
    "unknown-ej ej=1400000001",
    "unknown-entry entry=12",
    "not-reversible entry=12",
    "ej-taken ej=1400000001 entry=3",
    "document-taken number=3200000001 entry=4",
    "day-outside-convention day=2019-01-02 first=2019-10-01 last=2022-12-31",
    "day-outside-year day=2021-01-02 year=2020",
    "day-in-future day=2021-06-02 today=2021-06-01",
    "day-before-commitment day=2021-06-01 committed=2021-06-02",
    "signed-after-entry signed=2021-06-02 entry=3 day=2021-06-01",
    "same-year",
    "nothing",
    "needs-authorisation year=2020",
    "missing field=supplier",
    "missing field=object",
    "missing field=reference",
    "too-long field=supplier",
    "too-long field=object",
    "too-long field=reference",
    "amount error=empty",
    "amount error=unreadable",
    "amount error=below-cent",
    "amount error=not-positive",
    "amount error=too-large",
    "other-coding field=cost-centre told=Centre%20%3d%20100%25%0a%c2%a0été signed=DININCUB",
    "other-coding field=budget-unit told=0182 signed=",
    "suspended",
    "altered",
];

#[test]
fn every_refusal_reads_back_from_its_text_and_keeps_its_values() {
    let mut kinds = BTreeSet::new();
    for text in KEPT {
        let refused = FundingRefused::from_text(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(refused.to_text(), text);
        kinds.insert(refused.kind());
    }
    assert_eq!(kinds, RefusedKind::ALL.iter().copied().collect());
}

#[test]
fn each_kind_has_a_code_of_its_own() {
    let codes: BTreeSet<_> = RefusedKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), RefusedKind::ALL.len());
}

#[test]
fn what_was_typed_parts_no_value_from_the_next() {
    let told = "a=b signed=c %3d\n\u{2028}\u{a0}d";
    let refused = FundingRefused::OtherCoding {
        field: CodingField::Rtm,
        told: told.to_owned(),
        signed: String::new(),
    };
    let text = refused.to_text();
    assert_eq!(text.matches([' ', '\n']).count(), 3, "{text}");
    assert_eq!(FundingRefused::from_text(&text), Some(refused));
}

#[test]
fn a_text_of_another_version_is_no_refusal() {
    for text in [
        "",
        "Cents(600000) asked in Ae of Year(BudgetYear(2021)), Cents(120000) available",
        "entry-5 commitment 00",
        "over-ceiling",
        "over-ceiling credit=ae scope=2021 asked=600000",
        "over-ceiling credit=ae scope=2021 asked=600000 available=120000 more=1",
        "over-ceiling credit=ae scope=2021 asked=+600000 available=120000",
        "over-ceiling scope=2021 credit=ae asked=600000 available=120000",
        "same-year asked",
        "missing field=colour",
        "other-coding field=rtm told=%zz signed=",
        "other-coding field=rtm told=%e9 signed=",
        "other-coding field=rtm told=%é signed=",
    ] {
        assert_eq!(FundingRefused::from_text(text), None, "{text}");
    }
}
