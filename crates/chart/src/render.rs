//! Rendering: what every chart is drawn with, from figures to SVG, in tenths of a pixel.

pub mod axes;
pub mod backend;
pub mod end_labels;
pub mod geometry;
pub mod labels;
pub mod layout;
pub mod obstacles;
pub mod series;
pub mod standalone;
pub mod svg;
pub mod ticks;
