//! Reads a chart back as a person would: the scale from the values beside the axis, the figures from the lines.

use std::collections::BTreeMap;

type Path = Vec<(f64, f64)>;

pub struct Picture {
    svg: String,
    /// Units at the top of the picture and per pixel downwards.
    origin: f64,
    slope: f64,
    /// Width and height in pixels.
    size: (f64, f64),
}

/// A text's place in pixels.
#[derive(Debug)]
pub struct Box {
    pub text: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    pub fn covers(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub fn within(&self, picture: &Picture) -> bool {
        let (width, height) = picture.size;
        0.0 <= self.left && self.right <= width && 0.0 <= self.top && self.bottom <= height
    }
}

struct Element {
    attributes: BTreeMap<String, String>,
    content: String,
}

impl Element {
    fn number(&self, name: &str) -> f64 {
        self.attributes[name].parse().unwrap()
    }
}

fn elements(svg: &str, name: &str) -> Vec<Element> {
    let open = format!("<{name} ");
    let element = |start: &str| {
        let (head, rest) = start.split_once('>').unwrap();
        let parts: Vec<&str> = head.trim_end_matches('/').split('"').collect();
        let pairs = parts
            .chunks_exact(2)
            .map(|pair| (pair[0].trim().trim_end_matches('=').to_owned(), pair[1]));
        Element {
            attributes: pairs.map(|(name, value)| (name, value.to_owned())).collect(),
            content: rest.split(&format!("</{name}>")).next().unwrap().to_owned(),
        }
    };
    svg.split(&open).skip(1).map(element).collect()
}

/// The corners of a path of M, l, h, v, H, V and z.
fn corners(path: &str) -> Path {
    let mut numbers: Vec<String> = Vec::new();
    let (mut command, mut at) = ('M', (0.0, 0.0));
    let mut points = Path::new();
    let mut apply = |command: char, numbers: &mut Vec<String>| {
        let mut values = numbers.drain(..).map(|number| number.parse::<f64>().unwrap());
        while let Some(first) = values.next() {
            at = match command {
                'M' => (first, values.next().unwrap()),
                'l' => (at.0 + first, at.1 + values.next().unwrap()),
                'h' => (at.0 + first, at.1),
                'v' => (at.0, at.1 + first),
                'H' => (first, at.1),
                'V' => (at.0, first),
                other => panic!("{other} in {path}"),
            };
            points.push(at);
        }
    };
    for letter in path.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' => {
                apply(command, &mut numbers);
                command = letter;
            }
            ' ' => numbers.push(String::new()),
            '-' => numbers.push("-".to_owned()),
            digit => match numbers.last_mut() {
                Some(number) => number.push(digit),
                None => numbers.push(digit.to_string()),
            },
        }
    }
    apply(command, &mut numbers);
    points
}

impl Picture {
    pub fn of(svg: &str) -> Self {
        let values: Vec<(f64, f64)> = elements(svg, "text")
            .iter()
            .filter(|text| {
                text.attributes
                    .get("text-anchor")
                    .is_some_and(|anchor| anchor == "end")
            })
            .filter(|text| text.attributes["class"] == "c12-tick")
            .map(|text| text.content.replace(['\u{202f}', '€'], "").parse().unwrap())
            .zip(Self::select(svg, "c12-grid").iter().map(|line| line[0].1))
            .collect();
        let ((low, bottom), (high, top)) = (values[0], values[values.len() - 1]);
        assert!(low == 0.0 && high > 0.0, "quantities stand on zero");
        let slope = (low - high) / (bottom - top);
        Self {
            origin: low - slope * bottom,
            slope,
            ..Self::plain(svg)
        }
    }

    /// A picture without a scale of values: its paths are in pixels from the top.
    pub fn plain(svg: &str) -> Self {
        let view = elements(svg, "svg")[0].attributes["viewBox"].clone();
        let sides: Vec<f64> = view.split(' ').map(|side| side.parse().unwrap()).collect();
        Self {
            svg: svg.to_owned(),
            origin: 0.0,
            slope: 1.0,
            size: (sides[2], sides[3]),
        }
    }

    pub fn units_per_tenth(&self) -> f64 {
        self.slope.abs() / 10.0
    }

    pub fn raw_paths(svg: &str) -> Vec<Path> {
        elements(svg, "path")
            .iter()
            .map(|path| corners(&path.attributes["d"]))
            .collect()
    }

    fn select(svg: &str, class: &str) -> Vec<Path> {
        let paths = elements(svg, "path")
            .into_iter()
            .filter(|path| path.attributes["class"] == class);
        paths.map(|path| corners(&path.attributes["d"])).collect()
    }

    /// Pixels from the left, and units.
    pub fn paths(&self, class: &str) -> Vec<Path> {
        let units = |path: Path| {
            path.into_iter()
                .map(|(x, y)| (x, self.origin + self.slope * y))
                .collect()
        };
        Self::select(&self.svg, class).into_iter().map(units).collect()
    }

    pub fn line(&self, class: &str) -> Path {
        let mut paths = self.paths(class);
        assert_eq!(paths.len(), 1, "one line of {class}");
        paths.remove(0)
    }

    /// The upper edge of an area.
    pub fn area(&self, class: &str) -> Path {
        let mut line = self.line(class);
        line.truncate(line.len() - 2);
        line
    }

    /// The level of a line of steps at a place: the last one drawn there.
    pub fn level(&self, class: &str, x: f64) -> f64 {
        let line = self.line(class);
        line.iter().rfind(|(left, _)| *left <= x + 0.05).unwrap().1
    }

    /// Where the circles of a class have their centres: pixels from the left, and units.
    pub fn dots(&self, class: &str) -> Path {
        let circles = elements(&self.svg, "circle").into_iter();
        let of_class = circles.filter(|circle| circle.attributes["class"] == class);
        let centre = |circle: Element| {
            (
                circle.number("cx"),
                self.origin + self.slope * circle.number("cy"),
            )
        };
        of_class.map(centre).collect()
    }

    pub fn circles(&self, class: &str) -> usize {
        elements(&self.svg, "circle")
            .iter()
            .filter(|circle| circle.attributes["class"] == class)
            .count()
    }

    fn lines(text: &Element) -> Vec<String> {
        let lines = text.content.split("<tspan").enumerate();
        let words = lines.map(|(index, line)| match index {
            0 => line,
            _ => line.split_once('>').unwrap().1.trim_end_matches("</tspan>"),
        });
        words
            .map(|line| read(line.replace("</tspan>", "").trim_end_matches(' ')))
            .collect()
    }

    pub fn texts(&self) -> Vec<String> {
        elements(&self.svg, "text")
            .iter()
            .map(|text| Self::lines(text).join(" "))
            .collect()
    }

    /// Each text's place, a character being 0.55 em wide and a narrow space 0.2.
    pub fn boxes(&self) -> Vec<Box> {
        let em = elements(&self.svg, "svg")[0].number("font-size");
        let width = |line: &str| -> f64 {
            line.chars()
                .map(|letter| if letter == '\u{202f}' { 0.2 } else { 0.55 } * em)
                .sum()
        };
        let place = |text: &Element| {
            let lines = Self::lines(text);
            let (x, y) = (text.number("x"), text.number("y"));
            let widest = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
            let left = match text.attributes.get("text-anchor").map(String::as_str) {
                None => x,
                Some("middle") => x - widest / 2.0,
                Some(_) => x - widest,
            };
            let bottom = y + em * (1.2 * (lines.len() as f64 - 1.0) + 0.2);
            Box {
                text: lines.join(" "),
                left,
                right: left + widest,
                top: y - 0.75 * em,
                bottom,
            }
        };
        elements(&self.svg, "text").iter().map(place).collect()
    }
}

/// A text as it is read, without what a document escapes.
fn read(text: &str) -> String {
    let read = text.replace("&lt;", "<").replace("&gt;", ">");
    read.replace("&quot;", "\"").replace("&amp;", "&")
}
