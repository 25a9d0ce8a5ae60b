//! What a vision model writes around and inside the text of a page: HTML, Markdown inside a line, formulas, wrappers, loops.
//!
//! A transcription by such a model is text with the markup of another medium. What the markup says of the layout (a paragraph, a heading, a
//! row of a table) becomes what a dump says it with, the rest goes; each of it is a repair, so that the source comes back.

use crate::page::is_picture;
use crate::passes::glyphs::Fix;
use crate::put::Put;
use crate::rule::Rule;
use memchr::{memchr, memchr2, memchr3, memmem};

mod html;
mod loops;
mod marks;
mod math;
mod wrapper;

/// Tags and entities.
pub(crate) static HTML: Rule = Rule {
    number: 39,
    id: "markup/html",
    confidence: (0.6, 0.97),
    summary: "An HTML tag or entity stands in the text of a transcription.",
    why: "Vision models write tables, pictures, breaks and small print as HTML. A tag of a block ends a paragraph, a row of a table stands on \
          a line of its own with bars between its cells, and what only changes the print goes. Names that HTML does not have stay.",
    examples: &[
        ("轮渡昨夜恢复，<br>乘客在码头<b>排队</b>。", "轮渡昨夜恢复，乘客在码头排队。"),
        ("<table><tr><td>线路</td><td>班次</td></tr><tr><td>南岸</td><td>12</td></tr></table>", "| 线路 | 班次 |\n\n| 南岸 | 12 |"),
        ("Smith &amp; Sons", "Smith & Sons"),
        ("if a<b and c>d", "if a<b and c>d"),
    ],
};

/// Marks of Markdown that are no headings.
pub(crate) static MARKS: Rule = Rule {
    number: 40,
    id: "markup/marks",
    confidence: (0.97, 0.97),
    summary: "Marks of Markdown stand in the text: bold words, escapes, quoted lines, what parts the head of a table.",
    why: "A line that is bold as a whole may be a title and says so. Words that are bold inside a line are text, and so is what a backslash \
          keeps from being a mark. Rows of a table stay with their bars.",
    examples: &[
        ("轮渡昨夜恢复，首日乘客达到**三千人**，码头上排起了长队。", "轮渡昨夜恢复，首日乘客达到三千人，码头上排起了长队。"),
        ("| 线路 | 班次 |\n|---|---|\n| 南岸 | 12 |", "| 线路 | 班次 |\n\n| 南岸 | 12 |"),
        ("A review gave it ** and a half.", "A review gave it ** and a half."),
    ],
};

/// Formulas that are none.
pub(crate) static MATH: Rule = Rule {
    number: 41,
    id: "markup/math",
    confidence: (0.97, 0.97),
    summary: "A number or a measure is written as a formula of LaTeX.",
    why: "Models that were trained on papers set figures, degrees and per cents as formulas. What has plain characters is written with them; \
          sums of money and real formulas stay.",
    examples: &[
        ("昨天最高气温达$25^{\\circ}C$，湿度$80\\%$，市民纷纷来到江边乘凉。", "昨天最高气温达25℃，湿度80%，市民纷纷来到江边乘凉。"),
        ("It costs $5, not $10.", "It costs $5, not $10."),
    ],
};

/// What stands around a transcription.
pub(crate) static WRAPPER: Rule = Rule {
    number: 42,
    id: "markup/wrapper",
    confidence: (0.97, 0.97),
    summary: "A code fence, a head of fields or the place of a block stands around a transcription.",
    why: "Some models answer in a code fence, some begin with fields that say how the page lay, and some write before each block what it is \
          and where on the picture it stood.",
    examples: &[
        ("```markdown\n轮渡昨夜恢复，乘客在码头排队。\n```", "轮渡昨夜恢复，乘客在码头排队。"),
        ("<|ref|>text<|/ref|><|det|>[[62, 37, 512, 89]]<|/det|>\n轮渡昨夜恢复。", "轮渡昨夜恢复。"),
        ("---\nOne line, no field.\n---", "One line, no field."),
    ],
};

/// A model that did not stop.
pub(crate) static LOOP: Rule = Rule {
    number: 43,
    id: "markup/loop",
    confidence: (0.6, 0.97),
    summary: "The same words stand many times one behind the other.",
    why: "A vision model that loses its place repeats what it wrote last until it is stopped. Eight times the same words to the end of one \
          line were never printed so; lines that are the same may be an old advertisement and are only reported.",
    examples: &[
        (
            "轮渡昨夜恢复。乘客在码头排队，乘客在码头排队，乘客在码头排队，乘客在码头排队，乘客在码头排队，乘客在码头排队，\
             乘客在码头排队，乘客在码头排队，乘客在码头排队，乘客在码头排队，乘客在码头",
            "轮渡昨夜恢复。乘客在码头排队，",
        ),
        ("加油！加油！加油！加油！", "加油！加油！加油！加油！"),
    ],
};

/// What was found on a page.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Repairs; where two cover the same place the first one counts that is made.
    pub(crate) fixes: Vec<Fix>,
    /// The page has tags, tables or pictures in Markdown: who wrote it read the columns one after the other.
    pub(crate) transcribed: bool,
}

/// Looks for markup in the text of a page.
pub(crate) fn scan(page: &str) -> Found {
    let mut fixes = Vec::new();
    let bytes = page.as_bytes();
    let pictures = memmem::find(bytes, b"![").is_some() && page.lines().any(|line| is_picture(line.trim()));
    let wrapped = wrapper::scan(page, &mut fixes);
    let tags = if memchr2(b'<', b'&', bytes).is_some() { html::scan(page, &mut fixes) } else { 0 };
    let bars = memmem::find(bytes, b"--").is_some() && memchr(b'|', bytes).is_some() && page.lines().any(marks::is_table_rule);
    // One tag may be dirt, or spoken of.
    let transcribed = wrapped || tags > 1 || pictures || bars;
    let marked = transcribed || has_headings(page);
    if bars {
        marks::table_rules(page, &mut fixes);
    }
    if memchr3(b'\\', b'$', b'*', bytes).is_some() || marked {
        math::scan(page, &mut fixes);
        marks::scan(page, marked, &mut fixes);
    }
    loops::scan(page, &mut fixes);
    if tags == 1 && !marked {
        fixes.iter_mut().filter(|fix| is_tag(page, fix)).for_each(|fix| fix.confidence = LONE);
    }
    Found { fixes, transcribed }
}

/// Whether lines are headings in Markdown: two, or one of a lower level. Dirt is read for a lone # as well.
fn has_headings(page: &str) -> bool {
    let marks = |at: usize| page.get(at..).map_or(0, |line| line.len() - line.trim_start_matches('#').len());
    let heads = |at: usize| (1..=6).contains(&marks(at)) && page.get(at + marks(at)..).is_some_and(|rest| rest.starts_with(' '));
    let starts = memmem::find_iter(page.as_bytes(), b"\n#").map(|at| at + 1).chain(page.starts_with('#').then_some(0));
    let mut single = 0;
    starts.filter(|&at| heads(at)).any(|at| {
        single += 1;
        single > 1 || marks(at) > 1
    })
}

/// How sure a rule is of markup that nobody prints, and of the only tag of a page.
const SURE: f32 = 0.97;
const LONE: f32 = 0.6;

fn is_tag(page: &str, fix: &Fix) -> bool {
    fix.rule.number == HTML.number && page.get(fix.start..fix.end).is_some_and(|from| from.starts_with('<'))
}

/// A repair of a stretch that is surely markup.
fn fix(start: usize, end: usize, to: impl Into<Put>, rule: &'static Rule) -> Fix {
    Fix { start, end, to: to.into(), rule, confidence: SURE }
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::{Desk, Format};

    /// A page with its repairs, before anything else happens to it.
    fn repaired(page: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        let mut fixes = scan(page).fixes;
        fixes.sort_by_key(|fix| fix.start);
        for fix in fixes {
            if fix.start < at {
                continue;
            }
            out += &page[at..fix.start];
            out += &fix.to;
            at = fix.end;
        }
        out + &page[at..]
    }

    #[test]
    fn markup_goes_and_text_stays() {
        for (page, want) in [
            ("one<br/>two", "one\ntwo"),
            ("CO<sub>2</sub>和10<sup>3</sup>", "CO₂和10³"),
            ("<ruby>鷺<rp>(</rp><rt>さぎ</rt><rp>)</rp></ruby>と<ruby>潟<rt>かた</rt></ruby>", "鷺（さぎ）と潟（かた）"),
            ("<h2>轮渡</h2>", "\n\n## 轮渡\n\n"),
            ("<div align=\"center\">轮渡</div>", "\n\n轮渡\n\n"),
            ("<b>轮渡恢复夜航</b>", "**轮渡恢复夜航**"),
            ("10<sup>-3</sup>, 1<sup>st</sup>, x<sup>123456789</sup>", "10⁻³, 1st, x^123456789"),
            ("press <S> or <I>, Vec<i> and Map<a>", "press <S> or <I>, Vec<i> and Map<a>"),
            ("&amp;lt; &#8203;", "&amp;lt; &#8203;"),
            ("李**和王**因盗窃，京A**123与京B**456，2**3 and 4**5", "李**和王**因盗窃，京A**123与京B**456，2**3 and 4**5"),
            ("paid $20$ back, C:\\(x86\\)", "paid $20$ back, C:\\(x86\\)"),
            ("---\nprimary_language: en\nis_table: False\n---\nThe ship", "\nThe ship"),
            ("---\ntitle: My Poem\nauthor: Jane\n---\nThe ship", "---\ntitle: My Poem\nauthor: Jane\n---\nThe ship"),
            ("<Block>", "<Block>"),
            ("<i think so>", "<i think so>"),
            ("a < b > c", "a < b > c"),
            ("AT&amp;T &#39;x&#x27; &unknown; R&D;", "AT&T 'x' &unknown; R&D;"),
            ("占$20\\%$", "占20%"),
            ("约$5$个", "约5个"),
            ("气温$2 5 ^ { \\circ } \\mathrm { C }$左右", "气温25℃左右"),
            ("面积\\(10\\,\\text{km}^2\\)", "面积10km²"),
            ("$\\frac{1}{2}$", "1/2"),
            ("$\\sum_{i} x_i$", "$\\sum_{i} x_i$"),
            ("US$20, HK$150 and A$/US$ rates", "US$20, HK$150 and A$/US$ rates"),
            ("he had $5$10", "he had $5$10"),
            ("**记者：**你好", "记者：你好"),
            ("a ** b ** c", "a ** b ** c"),
            ("## 题\n价\\$5\\\n好", "## 题\n价$5  \n好"),
            ("价\\$5", "价\\$5"),
            ("## 题\n> 他说\n>\n> 好 > 坏", "## 题\n他说\n\n好 > 坏"),
        ] {
            assert_eq!(repaired(page), want, "{page}");
        }
    }

    #[test]
    fn a_transcription_is_read_as_a_page() {
        let page = "```markdown\n![](images/0.jpg)\n\n# 山村小站通了网\n\n本报记者 周文远\n\n柳河县地处山区，过去快递只能送到乡镇，村民取件\n\n\
            | 年份 | 站点数 |\n|---|---|\n| 2023 | 45 |\n| 2024 | 98 |\n\n要走上十几里路，遇到雨雪天气只好再等几天。\n```\n";
        let cleaned = Desk::new().clean(page);
        let articles = cleaned.articles();
        assert_eq!(articles.len(), 1, "{articles:?}");
        let want = [
            "柳河县地处山区，过去快递只能送到乡镇，村民取件要走上十几里路，遇到雨雪天气只好再等几天。",
            "| 年份 | 站点数 |",
            "| 2023 | 45 |",
            "| 2024 | 98 |",
        ];
        assert_eq!(articles[0].paragraphs, want);
        assert_eq!(cleaned.furniture(), ["![](images/0.jpg)"]);
        let (markdown, ledger) = cleaned.render(Format::Markdown);
        assert_eq!(ledger.restore(&markdown).unwrap(), page);
    }
}
