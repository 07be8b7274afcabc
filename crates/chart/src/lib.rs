//! Figures in, SVG out: no store, no clock, no locale but French.
//!
//! A chart names what it draws by classes (`c12-using`, `c12-grid`…) and never by colours: `style/chart.css`
//! gives them their looks in each theme, on paper and in forced colours. The same figures always give the
//! same bytes, so that a page can be cached and a picture compared.

pub mod adoption;
pub mod bars;
pub mod cohorts;
pub mod funding;
pub mod funnel;
mod ground;
pub mod ink;
mod labels;
pub mod map;
pub mod multiples;
mod number;
mod plane;
mod series;
mod shades;
mod small;
mod standalone;
mod ticks;
pub mod usage;
mod words;

pub use adoption::{Forecast, Layout, Objective, Point, Shade, ShadeKind, Weekly, weekly};
pub use bars::{Bars, bars};
pub use cohorts::{CohortPanel, Cohorts, ShareAt, cohorts};
pub use funding::{Ahead, Spread, Step, Window, window};
pub use funnel::{Funnel, Limit, Spot, Standing, funnel};
pub use map::{Area, Level, Map, map};
pub use multiples::{Multiples, Panel, multiples, multiples_key, multiples_sheet};
pub use small::{share_bar, sparkline, stage_bar};
pub use standalone::standalone;
pub use usage::{Scale, Usage, usage};
