//! Figures in, SVG out: no store, no clock, no locale but French.
//!
//! A chart names what it draws by classes (`c12-using`, `c12-grid`…) and never by colours: `style/chart.css`
//! gives them their looks in each theme, on paper and in forced colours. The same figures always give the
//! same bytes, so that a page can be cached and a picture compared.

mod adoption;
mod calendar;
mod comparison;
mod funding;
mod journeys;
mod render;
mod usage;

pub use adoption::bars::{Bars, bars};
pub use adoption::inline::{share_bar, sparkline, stage_bar};
pub use adoption::{Forecast, Objective, Point, Weekly, weekly};
pub use calendar::{Shade, ShadeKind};
pub use comparison::funnel::{Funnel, Limit, Spot, Standing, funnel};
pub use comparison::map::{Area, Level, Map, map};
pub use comparison::multiples::{Multiples, Panel, multiples, multiples_key, multiples_sheet};
pub use funding::{Ahead, Spread, Step, Window, window};
pub use journeys::{CohortPanel, Cohorts, ShareAt, cohorts};
pub use render::backend::Ink;
pub use render::layout::Layout;
pub use render::standalone::standalone;
pub use usage::{Scale, Usage, usage};
