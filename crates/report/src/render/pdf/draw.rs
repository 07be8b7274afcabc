//! The pages, drawn with their structure.

use std::rc::Rc;

use chrono::Datelike;
use krilla::{
    SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata, PageLayout, TextDirection},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree},
};

use super::{
    composed::{Composed, Twig},
    page::{Bar, Ink, MARGIN, Page, Paper, Words},
    text::{Faces, Weight},
};
use crate::{Document, Fault};

/// The size of the foot of a page, and the height of its lines.
const FOOT: f32 = 8.0;
const FOOT_LEADING: f32 = 11.0;

/// Draws the pages.
pub fn draw(
    document: &Document,
    composed: &Composed,
    pages: &[Page],
    faces: &Faces,
) -> Result<Vec<u8>, Fault> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| Fault::Pdf(format!("{error:?}")))?;
    let mut file = krilla::Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut places: Vec<Vec<Identifier>> = vec![Vec::new(); composed.slots];
    let paper = &composed.paper;
    for (index, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(paper.width, paper.height);
        let settings = settings.ok_or_else(|| Fault::Pdf("a page without a size".to_owned()))?;
        let mut drawn = file.start_page_with(settings);
        let mut surface = drawn.surface();
        if index > 0 {
            name(&mut surface, document, faces, paper);
        }
        bars(&mut surface, &page.bars);
        for words in &page.words {
            spoken(&mut surface, words, &mut places);
        }
        let number = format!("page {} sur {}", index + 1, pages.len());
        foot(&mut surface, document, faces, paper, &number);
        surface.finish();
        drawn.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(document.language.to_owned()));
    for twig in &composed.twigs {
        for node in nodes(twig, &places) {
            tree.push(node);
        }
    }
    file.set_tag_tree(tree);
    file.set_outline(outline(composed, pages));
    file.set_metadata(metadata(document));
    file.finish().map_err(fault)
}

/// What kept a PDF from being one that everybody can read.
fn fault(error: KrillaError) -> Fault {
    let KrillaError::Validation(breaches) = &error else {
        return Fault::Pdf(error.to_string());
    };
    let names: Vec<String> = breaches.iter().map(|(breach, _)| format!("{breach:?}")).collect();
    Fault::Pdf(names.join(", "))
}

fn metadata(document: &Document) -> Metadata {
    let part = |value: u32| u8::try_from(value).unwrap_or(1);
    let created = DateTime::new(u16::try_from(document.day.year()).unwrap_or_default())
        .month(part(document.day.month()))
        .day(part(document.day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(document.title.clone())
        .description(document.subtitle.clone())
        .language(document.language.to_owned())
        .creator("Classe à 12".to_owned())
        .creation_date(created)
        .text_direction(TextDirection::LeftToRight)
        .page_layout(PageLayout::OneColumn)
}

/// The bookmarks: the headings under the title.
fn outline(composed: &Composed, pages: &[Page]) -> Outline {
    let mut leads = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for (anchor, top) in &page.anchors {
            if let Some(text) = composed.anchors.get(*anchor) {
                let to = XyzDestination::new(index, Point::from_xy(0.0, (top - 8.0).max(0.0)));
                leads.push(OutlineNode::new(text.clone(), to));
            }
        }
    }
    let mut leads = leads.into_iter();
    let mut outline = Outline::new();
    if let Some(title) = leads.next() {
        let mut title = title.with_open(true);
        leads.for_each(|heading| title.push_child(heading));
        outline.push_child(title);
    }
    outline
}

/// A part of the structure with the words that were drawn for it.
fn nodes(twig: &Twig, places: &[Vec<Identifier>]) -> Vec<Node> {
    match twig {
        Twig::Leaf(slot) => {
            let words = places.get(*slot).into_iter().flatten();
            words.map(|word| Node::Leaf(*word)).collect()
        }
        Twig::Branch(tag, twigs) => {
            let children = twigs.iter().flat_map(|twig| nodes(twig, places)).collect();
            vec![Node::Group(TagGroup::with_children(tag.clone(), children))]
        }
    }
}

/// Draws words, and keeps what links them to their place in the structure.
fn spoken(surface: &mut Surface, words: &Words, places: &mut [Vec<Identifier>]) {
    if words.glyphs.is_empty() {
        return;
    }
    match words.slot.and_then(|slot| places.get_mut(slot)) {
        Some(place) => {
            place.push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
        }
        None => {
            surface.start_tagged(artifact(ArtifactType::PaginationOther));
        }
    }
    glyphs(surface, words);
    surface.end_tagged();
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn glyphs(surface: &mut Surface, words: &Words) {
    let run = &words.run;
    let some = run.glyphs.get(words.glyphs.clone()).unwrap_or_default();
    surface.set_fill(Some(fill(words.ink)));
    let start = Point::from_xy(words.x, words.y);
    surface.draw_glyphs(start, some, run.font.clone(), &run.text, words.size, false);
}

fn bars(surface: &mut Surface, bars: &[Bar]) {
    if bars.is_empty() {
        return;
    }
    surface.start_tagged(artifact(ArtifactType::Layout));
    for bar in bars {
        let mut path = PathBuilder::new();
        if let Some(area) = Rect::from_xywh(bar.x, bar.y, bar.width, bar.height) {
            path.push_rect(area);
        }
        if let Some(path) = path.finish() {
            surface.set_fill(Some(fill(bar.ink)));
            surface.draw_path(&path);
        }
    }
    surface.end_tagged();
}

fn fill(ink: Ink) -> Fill {
    let colour = match ink {
        Ink::Black => rgb::Color::new(0x16, 0x16, 0x16),
        Ink::Grey => rgb::Color::new(0x66, 0x66, 0x66),
        Ink::Blue => rgb::Color::new(0x00, 0x00, 0x91),
        Ink::Pale => rgb::Color::new(0xdd, 0xdd, 0xdd),
        Ink::Paper => rgb::Color::new(0xf6, 0xf6, 0xf6),
    };
    Fill {
        paint: colour.into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }
}

/// The document's title at the top of its later pages, so that a loose sheet is known.
fn name(surface: &mut Surface, document: &Document, faces: &Faces, paper: &Paper) {
    let run = Rc::new(faces.shape(&document.title, Weight::Regular, false));
    let lines = run.lines(paper.measure() / FOOT);
    surface.start_tagged(artifact(ArtifactType::Header));
    for (index, line) in lines.iter().take(2).enumerate() {
        let shown = Words {
            y: 30.0 + FOOT_LEADING * index as f32,
            ink: Ink::Grey,
            ..Words::new(&run, line, FOOT, None)
        };
        glyphs(surface, &shown);
    }
    surface.end_tagged();
}

/// The foot of a page: what the document says of itself, and the page's number, « page 1 sur 3 ».
fn foot(surface: &mut Surface, document: &Document, faces: &Faces, paper: &Paper, number: &str) {
    let number = Rc::new(faces.shape(number, Weight::Regular, true));
    let said = Rc::new(faces.shape(&document.footer, Weight::Regular, false));
    let room = paper.measure() - number.width() * FOOT - 24.0;
    surface.start_tagged(artifact(ArtifactType::Footer));
    let top = paper.bottom + 14.0;
    let mut place = |words: Words| {
        glyphs(
            surface,
            &Words {
                ink: Ink::Grey,
                ..words
            },
        );
    };
    let mut y = top + FOOT_LEADING;
    for line in said
        .lines(room / FOOT)
        .iter()
        .filter(|line| !line.glyphs.is_empty())
        .take(3)
    {
        place(Words {
            y,
            ..Words::new(&said, line, FOOT, None)
        });
        y += FOOT_LEADING;
    }
    for line in number.lines(paper.measure() / FOOT) {
        place(Words {
            x: MARGIN + paper.measure() - number.width() * FOOT,
            y: top + FOOT_LEADING,
            ..Words::new(&number, &line, FOOT, None)
        });
    }
    surface.end_tagged();
    bars(
        surface,
        &[Bar {
            x: MARGIN,
            y: top,
            width: paper.measure(),
            height: 0.5,
            ink: Ink::Pale,
        }],
    );
}
