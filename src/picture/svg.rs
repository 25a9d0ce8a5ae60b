//! The picture as SVG: one self-contained drawing with a legend, no scripts, no outside fonts.

use crate::passes::classify::Role;
use crate::picture::{Bounds, Figure, Picture, PictureLine};
use std::fmt::{self, Display, Write as _};

/// Width of a drawn page with boxes; a cell of a text is so wide.
const PAGE_WIDTH: f32 = 1000.0;
const CELL: f32 = 7.0;
const MARGIN: f32 = 16.0;
/// The legend stands to the right of the page.
const LEGEND_WIDTH: f32 = 330.0;
const LEGEND_ROW: f32 = 19.0;
/// Characters of a headline in the legend, and of a text in a tooltip.
const MOST_HEADLINE: usize = 18;
const MOST_TOOLTIP: usize = 120;
/// Size of print against the height of its line.
const PRINT: f32 = 0.78;
/// Smallest and largest drawn print.
const PRINT_SIZES: (f32, f32) = (2.0, 60.0);
/// The golden angle: hues of articles that follow each other differ most.
const HUE_STEP: f32 = 137.508;

/// Roles in the order of the legend, with their colours.
const ROLES: [(Role, &str); 9] = [
    (Role::Section, "#c9a227"),
    (Role::Kicker, "#f4a261"),
    (Role::Headline, "#e76f51"),
    (Role::Deck, "#f6bd60"),
    (Role::Byline, "#9b5de5"),
    (Role::Paragraph, "#8ecae6"),
    (Role::Caption, "#80b918"),
    (Role::Jump, "#ff70a6"),
    (Role::Furniture, "#adb5bd"),
];

impl Picture {
    /// The picture as a document of SVG.
    ///
    /// ```
    /// let svg = copydesk::Desk::new().clean("## A <b> & c\n\nThe ferry sailed.\n").picture().to_svg();
    /// assert!(svg.contains("A &lt;b&gt; &amp; c") && svg.ends_with("</svg>\n"));
    /// ```
    pub fn to_svg(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = Drawing::of(self).write(&mut out);
        out
    }
}

struct Drawing<'p> {
    picture: &'p Picture,
    scale: f32,
    wide: f32,
    high: f32,
}

impl<'p> Drawing<'p> {
    fn of(picture: &'p Picture) -> Self {
        let bounds = picture.bounds;
        let (wide, high) = ((bounds.right - bounds.left).max(1.0), (bounds.bottom - bounds.top).max(1.0));
        let scale = if picture.boxed { PAGE_WIDTH / wide } else { CELL };
        Self { picture, scale, wide: wide * scale, high: high * scale }
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let articles = self.picture.figures.iter().filter_map(|f| f.article).max().unwrap_or(0);
        let rows = ROLES.len() + articles.min(MOST_ARTICLES) + 6;
        let legend = Number(rows as f32 * LEGEND_ROW);
        let (wide, high) = (self.wide + LEGEND_WIDTH + MARGIN * 3.0, self.high.max(legend.0) + MARGIN * 2.0);
        let (w, h) = (Number(wide), Number(high));
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" font-family=\"sans-serif\">"
        )?;
        writeln!(out, "<title>copydesk: blocks, roles, reading order and articles of a page</title>")?;
        writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>")?;
        self.columns(out)?;
        self.graphics(out)?;
        for figure in &self.picture.figures {
            self.figure(figure, out)?;
        }
        self.order(out)?;
        self.legend(out)?;
        out.write_str("</svg>\n")
    }

    /// A box on the drawing: left, top, width, height.
    fn place(&self, bounds: &Bounds) -> [f32; 4] {
        let of = self.picture.bounds;
        let (x, y) = ((bounds.left - of.left) * self.scale + MARGIN, (bounds.top - of.top) * self.scale + MARGIN);
        [x, y, (bounds.right - bounds.left) * self.scale, (bounds.bottom - bounds.top) * self.scale]
    }

    fn rect(&self, bounds: &Bounds, grow: f32) -> Rect {
        let [x, y, w, h] = self.place(bounds);
        Rect([x - grow, y - grow, w + grow * 2.0, h + grow * 2.0])
    }

    fn columns(&self, out: &mut String) -> fmt::Result {
        for (n, column) in self.picture.columns.iter().enumerate() {
            let rect = self.rect(column, 6.0);
            writeln!(out, "<rect {rect} fill=\"#f4f1e8\" stroke=\"#b8ad8d\" stroke-dasharray=\"6 4\"/>")?;
            let (x, y) = (Number(rect.0[0] + 2.0), Number(rect.0[1] - 2.0));
            writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"9\" fill=\"#8a7f5c\">column {}</text>", n + 1)?;
        }
        Ok(())
    }

    fn graphics(&self, out: &mut String) -> fmt::Result {
        for graphic in &self.picture.graphics {
            writeln!(out, "<rect {} fill=\"none\" stroke=\"#9aa0a6\"/>", self.rect(graphic, 0.0))?;
        }
        Ok(())
    }

    fn figure(&self, figure: &Figure, out: &mut String) -> fmt::Result {
        let (fill, stroke) = (colour(figure.role), hue(figure.article));
        writeln!(out, "<g><title>{}</title>", Tooltip(figure))?;
        if self.picture.boxed {
            writeln!(
                out,
                "<rect {} fill=\"{fill}\" fill-opacity=\"0.35\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
                self.rect(&figure.bounds, 2.0)
            )?;
        } else {
            for line in &figure.lines {
                writeln!(out, "<rect {} fill=\"{fill}\" fill-opacity=\"0.45\"/>", self.rect(&line.bounds, 0.0))?;
            }
            writeln!(out, "<rect {} fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>", self.rect(&figure.bounds, 1.0))?;
        }
        figure.lines.iter().try_for_each(|line| self.line(line, out))?;
        out.write_str("</g>\n")
    }

    /// The text of a line, as long as its box.
    fn line(&self, line: &PictureLine, out: &mut String) -> fmt::Result {
        let [x, y, w, h] = self.place(&line.bounds);
        let down = self.picture.vertical && h > w;
        let (across, long) = if down { (w, h) } else { (h, w) };
        let size = (across * PRINT).clamp(PRINT_SIZES.0, PRINT_SIZES.1);
        let (x, y) = if down { (x + w / 2.0, y) } else { (x, y + (h + size * PRINT) / 2.0) };
        let mode = if down { " writing-mode=\"vertical-rl\"" } else { "" };
        let (x, y, long, size, text) = (Number(x), Number(y), Number(long), Number(size), Escaped(&line.text));
        writeln!(
            out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{mode} textLength=\"{long}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#22223b\">{text}</text>"
        )
    }

    /// A thin line through the texts of each article, and a number on each.
    fn order(&self, out: &mut String) -> fmt::Result {
        for chain in self.picture.figures.chunk_by(|a, b| a.article == b.article).filter(|c| c.len() > 1) {
            let Some(article) = chain.first().and_then(|f| f.article) else { continue };
            write!(out, "<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\" stroke-opacity=\"0.8\" points=\"", hue(Some(article)))?;
            for figure in chain {
                let [x, y, ..] = self.place(&figure.bounds);
                write!(out, "{},{} ", Number(x), Number(y))?;
            }
            out.write_str("\"/>\n")?;
        }
        for figure in &self.picture.figures {
            let [x, y, ..] = self.place(&figure.bounds);
            let label = Label(figure).to_string();
            let wide = label.len() as f32 * 6.0 + 5.0;
            let rect = Rect([x - wide / 2.0, y - 7.0, wide, 13.0]);
            writeln!(out, "<rect {rect} rx=\"6\" fill=\"{}\"/>", hue(figure.article))?;
            let (x, y) = (Number(x), Number(y + 3.0));
            writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"9.5\" text-anchor=\"middle\" fill=\"#ffffff\">{label}</text>")?;
        }
        Ok(())
    }

    fn legend(&self, out: &mut String) -> fmt::Result {
        let x = self.wide + MARGIN * 2.5;
        let mut row = Legend { x, y: MARGIN + LEGEND_ROW };
        row.heading("roles", out)?;
        for (role, fill) in ROLES {
            row.swatch(role.name(), fill, fill, out)?;
        }
        row.heading("articles, in reading order", out)?;
        let mut shown = 0;
        for chain in self.picture.figures.chunk_by(|a, b| a.article == b.article) {
            let Some(number) = chain.first().and_then(|f| f.article) else { continue };
            if shown < MOST_ARTICLES {
                row.swatch(&format!("{number}  {}", opening(chain)), "none", &hue(Some(number)), out)?;
            }
            shown += 1;
        }
        row.swatch("no article", "none", &hue(None), out)?;
        row.note("numbers: reading order; 7.2 is the second part of text 7", out)
    }
}

/// Articles that the legend names.
const MOST_ARTICLES: usize = 60;

/// Rows of the legend.
struct Legend {
    x: f32,
    y: f32,
}

impl Legend {
    fn heading(&mut self, text: &str, out: &mut String) -> fmt::Result {
        let (x, y) = (Number(self.x), Number(self.y));
        self.y += LEGEND_ROW;
        writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"13\" font-weight=\"bold\" fill=\"#22223b\">{}</text>", Escaped(text))
    }

    fn swatch(&mut self, text: &str, fill: &str, stroke: &str, out: &mut String) -> fmt::Result {
        let rect = Rect([self.x, self.y - 10.0, 18.0, 12.0]);
        writeln!(out, "<rect {rect} fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"2\"/>")?;
        let (x, y) = (Number(self.x + 26.0), Number(self.y));
        self.y += LEGEND_ROW;
        writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"12\" fill=\"#22223b\">{}</text>", Escaped(text))
    }

    fn note(&mut self, text: &str, out: &mut String) -> fmt::Result {
        let (x, y) = (Number(self.x), Number(self.y));
        writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"10\" fill=\"#6c757d\">{}</text>", Escaped(text))
    }
}

/// What an article is called in the legend: its headline, else how it begins.
fn opening(chain: &[Figure]) -> String {
    let named = chain.iter().find(|f| f.role == Role::Headline).or(chain.first());
    let text: String = named.into_iter().flat_map(|f| &f.lines).map(|l| l.text.as_str()).collect();
    short(&text, MOST_HEADLINE)
}

/// The beginning of a text, by cells of two so that both scripts take the same room.
fn short(text: &str, most: usize) -> String {
    let mut cells = 0;
    let cut = text.char_indices().find(|(_, c)| {
        cells += crate::text::cells_of(*c);
        cells > most * 2
    });
    cut.map_or_else(|| text.to_owned(), |(n, _)| format!("{}…", text.get(..n).unwrap_or("")))
}

fn colour(role: Role) -> &'static str {
    ROLES.iter().find(|r| r.0 == role).map_or("#adb5bd", |r| r.1)
}

/// The colour of an article: one hue each.
fn hue(article: Option<usize>) -> String {
    let Some(number) = article else { return "#6c757d".to_owned() };
    let hue = (number as f32 * HUE_STEP) % 360.0;
    // A colour of the wheel with saturation 0.7 and lightness 0.38, the usual way from HSL to RGB.
    let channel = |shift: f32| {
        let k = (shift + hue / 30.0) % 12.0;
        let value = 0.38 - 0.7 * 0.38 * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        (value * 255.0).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", channel(0.0), channel(8.0), channel(4.0))
}

/// The number on a figure: `7`, or `7.2` for the second part of a text that a column cut.
struct Label<'f>(&'f Figure);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.part {
            (_, 0 | 1) => write!(f, "{}", self.0.order),
            (part, _) => write!(f, "{}.{part}", self.0.order),
        }
    }
}

struct Tooltip<'f>(&'f Figure);

impl Display for Tooltip<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Label(self.0), self.0.role.name())?;
        if let Some(article) = self.0.article {
            write!(f, ", article {article}")?;
        }
        if let Some(column) = self.0.column {
            write!(f, ", column {column}")?;
        }
        let text: String = self.0.lines.iter().flat_map(|l| l.text.chars()).take(MOST_TOOLTIP).collect();
        write!(f, ": {}", Escaped(&text))
    }
}

/// A number with one decimal; what is no number would make the drawing unreadable.
struct Number(f32);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.0.is_finite() { (self.0 * 10.0).round() / 10.0 } else { 0.0 };
        // Adding zero makes a zero of a negative zero.
        write!(f, "{}", value + 0.0)
    }
}

/// The attributes of a rectangle.
struct Rect([f32; 4]);

impl Display for Rect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [x, y, w, h] = self.0;
        write!(f, "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", Number(x), Number(y), Number(w.max(0.5)), Number(h.max(0.5)))
    }
}

/// Text for XML: marks escaped, what XML cannot say replaced.
struct Escaped<'t>(&'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\u{FFFE}' | '\u{FFFF}' => f.write_char('\u{FFFD}')?,
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(Escaped("a<b>&\"c'\u{1}\t\u{FFFF}的").to_string(), "a&lt;b&gt;&amp;&quot;c&#39;  \u{FFFD}的");
    }

    #[test]
    fn numbers_are_short_and_always_numbers() {
        assert_eq!([0.0, -0.01, 12.34, f32::NAN, f32::INFINITY].map(|n| Number(n).to_string()), ["0", "0", "12.3", "0", "0"]);
    }

    #[test]
    fn articles_have_different_hues() {
        let hues: Vec<String> = (1..=12).map(|n| hue(Some(n))).collect();
        assert!(hues.iter().enumerate().all(|(n, h)| !hues[..n].contains(h) && h.len() == 7), "{hues:?}");
    }

    #[test]
    fn nothing_gives_a_drawing() {
        let svg = Picture::default().to_svg();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    }
}
