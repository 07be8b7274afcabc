//! Figures in, SVG out: no store, no clock, no locale but French.
