//! What structured files say beside texts and boxes: articles, the order of regions, sizes of print.

use copydesk::{Cleaned, Desk};
use std::fmt::Write as _;

/// Four blocks of text, in two columns above each other: at the left above and below, at the right above and below.
const BLOCKS: [(&str, [u32; 2], &[&str]); 4] = [
    (
        "r1",
        [0, 0],
        &[
            "The council of Ashby met on Monday",
            "and spoke of the bridge, which the",
            "river has carried away for the third",
            "time since the mill was built, and no",
        ],
    ),
    (
        "r2",
        [0, 200],
        &[
            "The library lends books for a month",
            "from now on, and asks nobody for the",
            "fines that were owed since winter, as",
            "the shelves have stood empty for long",
        ],
    ),
    (
        "r3",
        [420, 0],
        &[
            "and the readers stood at the door to",
            "bring back what they had forgotten at",
            "home, some of it for twenty years, as",
            "the keeper of the books told the town.",
        ],
    ),
    (
        "r4",
        [420, 200],
        &[
            "money is left for another one. So the",
            "ferry will go twice a day until spring",
            "and the carts must take the old road",
            "over the hill, as they did before then.",
        ],
    ),
];

/// A PAGE file of the blocks, with what `custom` says of each and with an order.
fn page(custom: impl Fn(usize) -> &'static str, order: &[&str]) -> String {
    written([0, 1, 2, 3], custom, order)
}

/// The same with the blocks in another order in the file.
fn written(blocks: [usize; 4], custom: impl Fn(usize) -> &'static str, order: &[&str]) -> String {
    let mut out = String::from("<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\"><Page>");
    if !order.is_empty() {
        out.push_str("<ReadingOrder><OrderedGroup id=\"o\">");
        for (n, name) in order.iter().enumerate() {
            let _ = write!(out, "<RegionRefIndexed index=\"{n}\" regionRef=\"{name}\"/>");
        }
        out.push_str("</OrderedGroup></ReadingOrder>");
    }
    for (k, (name, [left, top], lines)) in blocks.map(|k| (k, BLOCKS[k])) {
        let _ = write!(out, "<TextRegion id=\"{name}\" custom=\"{}\">", custom(k));
        for (n, line) in (0_u32..).zip(lines) {
            let y = top + 24 * n;
            let _ = write!(out, "<TextLine id=\"{name}l{n}\">");
            let mut x = left;
            for word in line.split(' ') {
                let end = x + 9 * u32::try_from(word.len()).unwrap();
                let _ = write!(
                    out,
                    "<Word><Coords points=\"{x},{y} {end},{}\"/><TextEquiv><Unicode>{word}</Unicode></TextEquiv></Word>",
                    y + 16
                );
                x = end + 11;
            }
            out.push_str("</TextLine>");
        }
        out.push_str("</TextRegion>");
    }
    out + "</Page></PcGts>"
}

/// The first words of each block in the order in which they are read.
fn order(page: &Cleaned) -> Vec<usize> {
    let text: String = page.articles().iter().flat_map(|article| article.paragraphs.clone()).collect::<Vec<_>>().join("\n");
    let mut found: Vec<(usize, usize)> = BLOCKS.iter().enumerate().map(|(n, block)| (text.find(block.2[1]).unwrap(), n + 1)).collect();
    found.sort_unstable();
    found.into_iter().map(|place| place.1).collect()
}

#[test]
fn an_order_that_somebody_gave_the_regions_is_followed() {
    let read = |page: String| order(&Desk::new().clean(&page));
    let down = ["r1", "r2", "r3", "r4"];
    let own = read(page(|_| "", &[]));
    assert_eq!(own, [1, 3, 2, 4]);
    // What the file is written in anyway is the engine's order.
    assert_eq!(read(page(|_| "", &down)), own);
    let mixed = [2, 0, 1, 3];
    assert_eq!(read(written(mixed, |_| "", &[])), own);
    // Down the columns; the first text goes on in the last block, the second one in the third.
    let columns = [1, 4, 2, 3];
    assert_eq!(read(written(mixed, |_| "", &down)), columns);
    // By the regions' own account.
    let index = |n: usize| ["readingOrder {index:0;}", "readingOrder {index:1;}", "readingOrder {index:2;}", "readingOrder {index:3;}"][n];
    assert_eq!(read(written(mixed, index, &[])), columns);
    assert_eq!(read(page(index, &[])), own);
    // Groups without an order say nothing, nor does one that has the right column first, or hardly any region.
    assert_eq!(read(written(mixed, |_| "", &down).replace("OrderedGroup", "UnorderedGroup")), own);
    assert_eq!(read(page(|_| "", &["r4", "r3", "r2", "r1"])), own);
    assert_eq!(read(page(|_| "", &["r3"])), own);
}

#[test]
fn articles_that_a_file_names_are_kept_apart_and_together() {
    let named = |n: usize| {
        let names = ["structure {id:a1; type:article;}", "structure {id:a2; type:article;}"];
        names[usize::from(n == 1 || n == 2)]
    };
    let read = Desk::new().clean(&page(named, &[]));
    let articles = read.articles();
    assert_eq!(articles.len(), 2);
    assert!(articles[0].paragraphs[0].contains("and no money is left for another one"), "{articles:?}");
    assert!(articles[1].paragraphs[0].contains("for long and the readers stood at the door"), "{articles:?}");
}

#[test]
fn one_name_for_a_whole_page_says_nothing_of_its_articles() {
    let plain = Desk::new().clean(&page(|_| "", &[])).articles();
    assert_eq!(Desk::new().clean(&page(|_| "structure {id:a1; type:article;}", &[])).articles(), plain);
    // Nor does a name for one block in four.
    let one = |n: usize| if n == 3 { "structure {id:a1; type:article;}" } else { "" };
    assert_eq!(Desk::new().clean(&page(one, &[])).articles(), plain);
}

/// An ALTO file of a column whose boxes are all equally high, with a line among them that is told to be larger.
fn sized(size: u8) -> String {
    let mut out = format!(
        "<alto><Styles><TextStyle ID=\"T1\" FONTSIZE=\"9\"/><TextStyle ID=\"T2\" FONTSIZE=\"{size}\"/></Styles><Layout><Page><PrintSpace>\
         <TextBlock ID=\"b\" STYLEREFS=\"T1 PAR\">"
    );
    let body = [0, 3, 1, 2].into_iter().flat_map(|n| BLOCKS[n].2).map(|line| (*line, ""));
    let lines = body.clone().take(8).chain([("Books Without Fines", " STYLEREFS=\"T2\"")]).chain(body.skip(8));
    let mut y = 0;
    for (line, style) in lines {
        y += if style.is_empty() { 24 } else { 44 };
        let _ = write!(out, "<TextLine HPOS=\"0\" VPOS=\"{y}\" WIDTH=\"400\" HEIGHT=\"16\"{style}>");
        let mut x = 0;
        for word in line.split(' ') {
            let width = 9 * word.len();
            let _ = write!(out, "<String CONTENT=\"{word}\" HPOS=\"{x}\" VPOS=\"{y}\" WIDTH=\"{width}\" HEIGHT=\"16\"/>");
            x += width + 11;
        }
        out.push_str("</TextLine>");
        y += if style.is_empty() { 0 } else { 20 };
    }
    out + "</TextBlock></PrintSpace></Page></Layout></alto>"
}

#[test]
fn a_line_that_is_told_to_be_larger_is_a_headline() {
    let headline = |size: u8| Desk::new().clean(&sized(size)).articles().into_iter().find_map(|article| article.headline);
    assert_eq!(headline(22).as_deref(), Some("Books Without Fines"));
    assert_eq!(headline(9), None);
}
