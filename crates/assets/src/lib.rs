//! What the front build made, in the program. Without a front build (a linter, an editor) everything is empty and still compiles.

/// Whether the front build was whole when the program was compiled: without it pages have no looks, documents no letters.
pub const COMPLETE: bool = cfg!(complete);

/// Marianne, for running text in documents.
pub const REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/Marianne-Regular.ttf"));

/// Marianne, for headings and totals in documents.
pub const BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/Marianne-Bold.ttf"));

/// The shapes of the départements, one a line: code, left, top, right, bottom, path.
pub const SHAPES: &str = include_str!(concat!(env!("OUT_DIR"), "/shapes.txt"));

/// The light looks of every chart, resolved: the stylesheet of a chart that is a file of its own.
pub const LOOKS: &str = include_str!(concat!(env!("OUT_DIR"), "/looks.css"));

#[cfg(test)]
#[path = "../build/front.rs"]
mod front;

#[cfg(test)]
mod tests;
