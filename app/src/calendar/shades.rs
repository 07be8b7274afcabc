//! The days without school as the charts shade them.

use chart::{Shade, ShadeKind};
use domain::{
    SchoolYear,
    calendar::{Break, BreakKind, Calendar, Zone},
};

/// The days without school of a year, in a zone.
pub fn shades(calendar: &Calendar, year: SchoolYear, zone: Option<Zone>) -> Vec<Shade> {
    let shade = |off: Break| Shade {
        from: off.from,
        to: off.to,
        kind: if off.kind == BreakKind::Holiday {
            ShadeKind::Holiday
        } else {
            ShadeKind::Closure
        },
    };
    calendar.breaks(year, zone).into_iter().map(shade).collect()
}
