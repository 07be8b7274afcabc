//! The map's marks: links around paths, written directly. A path has no colour of its own: what it stands in gives it.

use super::insets::{MapDimensions, OVERSEAS, PARIS, Projection, dimensions};
use super::shapes::{Land, Shape, lands};
use super::{Fill, Level, Map, STEPS};
use crate::render::layout::{Kind, Layout, open};
use crate::render::svg::{SvgText, escape, whole};

struct Pen<'a> {
    svg: String,
    /// The beginning of the ids of this layout.
    id: String,
    level: Level,
    dimensions: MapDimensions,
    lands: Vec<Land<'a>>,
}

/// A part of the picture: its projection, and which territories are met there by the keyboard and by screen readers;
/// elsewhere they can only be pointed at.
struct Part<'p> {
    projection: Projection,
    name: &'static str,
    holds: &'p dyn Fn(&Shape) -> bool,
    met: fn(&Land) -> bool,
}

fn in_paris(shape: &Shape) -> bool {
    PARIS.iter().any(|(code, _)| *code == shape.code)
}

fn whole_in_paris(land: &Land) -> bool {
    land.shapes.iter().all(in_paris)
}

pub(super) fn draw(figures: &Map, layout: Layout, shapes: &[Shape]) -> String {
    let mut svg = String::with_capacity(64 * 1024);
    let dimensions = dimensions(layout);
    open(
        &mut svg,
        &Kind::MAP,
        layout,
        dimensions.size,
        [&figures.id, &figures.title, &figures.description],
    );
    let mut id = String::new();
    escape(&mut id, &figures.id);
    id.push_str(match layout {
        Layout::Wide => "-wide-",
        Layout::Narrow => "-narrow-",
    });
    let mut pen = Pen {
        svg,
        id,
        level: figures.level,
        dimensions,
        lands: lands(figures, shapes),
    };
    pen.mainland();
    pen.paris();
    pen.overseas();
    pen.legend(&figures.measure);
    pen.svg.push_str("</svg>");
    pen.svg
}

impl Pen<'_> {
    fn mainland(&mut self) {
        self.part(&Part {
            projection: self.dimensions.mainland,
            name: "main",
            holds: &|shape| !shape.overseas(),
            met: |land| !whole_in_paris(land),
        });
    }

    fn paris(&mut self) {
        let projection = self.dimensions.paris;
        self.part(&Part {
            projection,
            name: "paris",
            holds: &in_paris,
            met: whole_in_paris,
        });
        let (x, y) = self.dimensions.paris_name;
        let line = self.dimensions.em + 3;
        for (row, words) in (0..).zip(self.dimensions.paris_words) {
            self.text("c12-label", x, y + row * line, "", words);
        }
        for (code, (x, y)) in PARIS {
            let (x, y) = projection.pixel(x, y);
            self.text("c12-inside", x, y + self.dimensions.em / 3, "middle", code);
        }
    }

    fn overseas(&mut self) {
        for (index, code) in OVERSEAS.into_iter().enumerate() {
            let place = |count: usize| i32::try_from(count).unwrap_or_default();
            let dimensions = &self.dimensions;
            let (column, row) = (
                place(index % dimensions.columns),
                place(index / dimensions.columns),
            );
            let corner = (
                dimensions.overseas.to.0 + dimensions.across * column,
                dimensions.overseas.to.1 + dimensions.down * row,
            );
            let found = self.lands.iter().flat_map(|land| {
                let shapes = land.shapes.iter().filter(|shape| shape.code == code);
                shapes.map(|shape| (land.name.to_owned(), shape.edges))
            });
            let Some((name, [left, top, right, bottom])) = found.collect::<Vec<_>>().pop() else {
                continue;
            };
            let scale = dimensions.overseas.scale;
            let (width, height) = ((right - left) * scale / 1_000, (bottom - top) * scale / 1_000);
            let (room, line) = (dimensions.room, dimensions.em + 3);
            let projection = Projection {
                from: (left, top),
                to: (corner.0 + (room.0 - width) / 2, corner.1 + (room.1 - height) / 2),
                scale,
            };
            let part = Part {
                projection,
                name: code,
                holds: &|shape| shape.code == code,
                met: |_| true,
            };
            self.part(&part);
            let (middle, foot) = (corner.0 + room.0 / 2, corner.1 + room.1 + line - 2);
            self.text("c12-label", middle, foot, "middle", &name);
        }
    }

    /// The territories of a part, by its projection.
    fn part(&mut self, part: &Part) {
        let lands = std::mem::take(&mut self.lands);
        let shown: Vec<(&Land, Vec<Shape>)> = lands
            .iter()
            .map(|land| {
                let shapes = land.shapes.iter().filter(|shape| (part.holds)(shape));
                (land, shapes.copied().collect::<Vec<_>>())
            })
            .filter(|(_, shapes)| !shapes.is_empty())
            .collect();
        for kind in [Fill::Few, Fill::Nothing] {
            if shown.iter().any(|(land, _)| Fill::of(land.area) == kind) {
                self.pattern(part.name, kind, part.projection.scale);
            }
        }
        let Projection { from, to, scale } = part.projection;
        self.svg.push_str("<g transform=\"translate(");
        self.pair(to.0 - from.0 * scale / 1_000, to.1 - from.1 * scale / 1_000);
        self.svg.push_str(")scale(");
        self.thousandths(scale);
        self.svg.push_str(")\">");
        for (land, shapes) in shown {
            self.land(part, land, &shapes);
        }
        self.svg.push_str("</g>");
        self.lands = lands;
    }

    fn land(&mut self, part: &Part, land: &Land, shapes: &[Shape]) {
        let fill = Fill::of(land.area);
        let (mut name, mut end) = (format!("{} : aucune classe", land.name), "</g>");
        match land.area.filter(|area| !area.href.is_empty()) {
            Some(area) => {
                self.svg.push_str("<a href=\"");
                escape(&mut self.svg, &area.href);
                self.svg.push('"');
                (name, end) = (area.reading(), "</a>");
            }
            None => self.svg.push_str("<g"),
        }
        if !(part.met)(land) {
            self.svg.push_str(if end == "</a>" {
                " tabindex=\"-1\" aria-hidden=\"true\""
            } else {
                " aria-hidden=\"true\""
            });
        }
        self.svg.push_str("><title>");
        escape(&mut self.svg, &name);
        self.svg.push_str("</title>");
        match self.level {
            Level::Departments => {
                for shape in shapes {
                    self.svg.push_str("<path");
                    self.shade(fill, part.name);
                    self.path(std::slice::from_ref(shape));
                }
            }
            // The outline first, then the same shapes without one: the borders within are covered.
            Level::Academies => {
                let id = format!("{}{}-{}", self.id, part.name, land.code);
                self.svg.extend([
                    "<g class=\"c12-border\"><path class=\"c12-shape\" id=\"",
                    &id,
                    "\"",
                ]);
                self.path(shapes);
                self.svg.extend(["</g><use href=\"#", &id, "\""]);
                self.shade(fill, part.name);
                self.svg.push_str("/>");
            }
        }
        self.svg.push_str(end);
    }

    fn path(&mut self, shapes: &[Shape]) {
        self.svg.push_str(" d=\"");
        self.svg.extend(shapes.iter().map(|shape| shape.path));
        self.svg.push_str("\"/>");
    }

    /// How a shape is filled. What has no share is filled by a pattern, which needs the address of one: no
    /// stylesheet could give it.
    fn shade(&mut self, fill: Fill, part: &str) {
        let (class, pattern) = match fill {
            Fill::Step(step) => (STEPS[step], None),
            Fill::Few => ("c12-few", Some("few")),
            Fill::Nothing => ("c12-nothing", Some("nothing")),
        };
        self.svg.extend([" class=\"", class, "\""]);
        if let Some(pattern) = pattern {
            self.svg
                .extend([" fill=\"url(#", &self.id, part, "-", pattern, ")\""]);
        }
    }

    /// Dots for too few, lines for nothing: as large in each part.
    fn pattern(&mut self, part: &str, kind: Fill, scale: i32) {
        let few = kind == Fill::Few;
        let (name, side) = if few { ("few", "5") } else { ("nothing", "6") };
        self.svg
            .extend(["<pattern id=\"", &self.id, part, "-", name, "\" width=\"", side]);
        self.svg.extend([
            "\" height=\"",
            side,
            "\" patternUnits=\"userSpaceOnUse\" patternTransform=\"scale(",
        ]);
        self.thousandths(1_000_000 / scale);
        self.svg.push_str(if few {
            ")\"><path class=\"c12-paper\" d=\"M0 0h5v5h-5z\"/><circle class=\"c12-speck\" cx=\"2.5\" cy=\"2.5\" r=\"1\"/></pattern>"
        } else {
            ")rotate(45)\"><path class=\"c12-paper\" d=\"M0 0h6v6h-6z\"/><path class=\"c12-hatch\" d=\"M3 0v6\"/></pattern>"
        });
    }

    /// The five steps side by side with their bounds, then what has no share.
    fn legend(&mut self, measure: &str) {
        let (left, top) = self.dimensions.legend;
        let (step, em) = (self.dimensions.step, self.dimensions.em);
        self.text("c12-strong", left, top, "", measure);
        let bar = top + em / 2 + 2;
        for (place, class) in (0..).zip(STEPS) {
            self.swatch(left + place * step, bar, step, class, None);
        }
        for bound in 0..=5 {
            let (anchor, text) = match bound {
                0 => ("", "0".to_owned()),
                5 => ("end", "100\u{202f}%".to_owned()),
                _ => ("middle", (20 * bound).to_string()),
            };
            self.text("c12-tick", left + bound * step, bar + 2 * em + 2, anchor, &text);
        }
        let mut row = bar + 3 * em;
        let fills: Vec<Fill> = self.lands.iter().map(|land| Fill::of(land.area)).collect();
        for (kind, name, class, words) in [
            (Fill::Few, "few", "c12-few", "trop peu de classes pour une part"),
            (Fill::Nothing, "nothing", "c12-nothing", "aucune classe"),
        ] {
            if fills.contains(&kind) {
                self.pattern("legend", kind, 1_000);
                self.swatch(left, row, 24, class, Some(name));
                self.text("c12-tick", left + 32, row + em - 2, "", words);
                row += em + 8;
            }
        }
    }

    /// A rectangle of the legend, as high as its text.
    fn swatch(&mut self, x: i32, y: i32, width: i32, class: &str, pattern: Option<&str>) {
        let height = self.dimensions.em;
        self.svg.extend(["<path class=\"", class, "\""]);
        if let Some(pattern) = pattern {
            self.svg
                .extend([" fill=\"url(#", &self.id, "legend-", pattern, ")\""]);
        }
        self.svg.push_str(" d=\"M");
        self.pair(x, y);
        self.svg.push('h');
        whole(&mut self.svg, width);
        self.svg.push('v');
        whole(&mut self.svg, height);
        self.svg.push_str("h-");
        whole(&mut self.svg, width);
        self.svg.push_str("z\"/>");
    }

    fn text(&mut self, class: &str, x: i32, y: i32, anchor: &str, words: &str) {
        let text = SvgText {
            class,
            x: x * 10,
            y: y * 10,
            anchor,
        };
        text.write(&mut self.svg, words);
    }

    fn pair(&mut self, x: i32, y: i32) {
        whole(&mut self.svg, x);
        self.svg.push(' ');
        whole(&mut self.svg, y);
    }

    fn thousandths(&mut self, value: i32) {
        whole(&mut self.svg, value / 1_000);
        if value % 1_000 != 0 {
            let part = format!(".{:03}", value % 1_000);
            self.svg.push_str(part.trim_end_matches('0'));
        }
    }
}
