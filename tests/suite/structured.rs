//! Structured files: the same page in four forms, and files that are broken.

use copydesk::{Desk, Format};
use std::fs;
use std::io::Read;
use std::path::Path;

fn page(form: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/structured/zh-two-columns.{form}"))).unwrap()
}

const FORMS: [&str; 4] = ["hocr", "alto.xml", "page.xml", "tsv"];

#[test]
fn four_forms_of_a_page_are_one_page() {
    let desk = Desk::new();
    for form in FORMS {
        let page = desk.clean(&page(form));
        let articles = page.articles();
        assert_eq!(articles.len(), 1, "{form}");
        assert_eq!(articles[0].headline.as_deref(), Some("渡口的老钟重新走动"), "{form}");
        assert_eq!(articles[0].byline, ["记者 柳如寒"], "{form}");
        assert_eq!(articles[0].paragraphs.len(), 2, "{form}");
        assert!(articles[0].paragraphs[0].contains("洗净，又按旧图纸补铸了一根摆杆"), "{form}");
        assert!(page.fault().is_none());
    }
}

#[test]
fn lines_that_run_down_are_read_from_right_to_left() {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/structured/ja-vertical.json")).unwrap();
    let page = Desk::new().clean(&source);
    let found: Vec<_> = page.articles().iter().map(|a| (a.headline.clone().unwrap(), a.byline.clone(), a.paragraphs.len())).collect();
    let wanted = [("峠の茶屋に郵便局", "記者 森戸千歳"), ("水車小屋の図書棚", "記者 芦原一葉")];
    assert_eq!(found, wanted.map(|(title, name)| (title.to_owned(), vec![name.to_owned()], 2)));
    assert!(page.articles()[1].paragraphs[1].ends_with("もう一冊を添えていく人が多い。"));
    assert_eq!(page.furniture(), ["二〇二四年四月三日"]);
    let (out, ledger) = page.render(Format::Markdown);
    assert_eq!(ledger.restore(&out).unwrap(), source);
}

#[test]
fn the_file_comes_back_byte_for_byte() {
    for form in FORMS {
        let source = page(form);
        let cleaned = Desk::new().clean(&source);
        for format in [Format::Markdown, Format::Text, Format::Json] {
            let (out, ledger) = cleaned.render(format);
            assert_eq!(ledger.restore(&out).unwrap(), source, "{form} {format:?}");
        }
    }
}

#[test]
fn a_file_that_is_cut_off_has_a_fault_and_loses_nothing() {
    for form in ["hocr", "alto.xml", "page.xml"] {
        let source = page(form);
        let cut = source.char_indices().map(|(n, _)| n).take_while(|n| *n <= source.len() / 2).last().unwrap();
        let cleaned = Desk::new().clean(&source[..cut]);
        assert!(cleaned.fault().is_some_and(|fault| fault.contains("byte")), "{form}");
        let (out, ledger) = cleaned.render(Format::Markdown);
        assert_eq!(ledger.restore(&out).unwrap(), source[..cut]);
    }
}

#[test]
fn the_order_of_boxes_in_the_file_does_not_matter_across_lines() {
    // Lines of the file in reverse; the words of a line keep their order.
    let source = page("tsv");
    let mut rows: Vec<&str> = source.lines().collect();
    let words = rows.split_off(2);
    let mut lines: Vec<Vec<&str>> = Vec::new();
    for row in words {
        if row.starts_with('4') {
            lines.push(Vec::new());
        }
        lines.last_mut().unwrap().push(row);
    }
    rows.extend(lines.iter().rev().flatten());
    let turned = rows.join("\n") + "\n";
    assert_eq!(Desk::new().clean(&turned).articles(), Desk::new().clean(&source).articles());
}

/// The TSV page as JSON of boxes, in an order that is not that of reading. The page's lines run across both columns;
/// detectors of text cut at white that wide.
fn boxes() -> String {
    let source = page("tsv");
    let mut lines: Vec<(Vec<i32>, String)> = Vec::new();
    for row in source.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        if fields[0] != "5" {
            continue;
        }
        let b: Vec<i32> = fields[6..10].iter().map(|n| n.parse().unwrap()).collect();
        match lines.last_mut() {
            Some((last, text)) if last[1] == b[1] && b[0] - last[0] - last[2] < 32 => {
                if b[0] - last[0] - last[2] > 20 {
                    text.push(' ');
                }
                text.push_str(fields[11]);
                last[2] = b[0] + b[2] - last[0];
            }
            _ => lines.push((b, fields[11].to_owned())),
        }
    }
    let one = |(b, text): &(Vec<i32>, String)| {
        let (x0, y0, x1, y1) = (b[0], b[1], b[0] + b[2], b[1] + b[3]);
        format!(
            "{{\"box\": [[{x0}, {y0}], [{x1}, {y0}], [{x1}, {y1}], [{x0}, {y1}]], \"score\": 0.98, \"text\": {}}}",
            serde_json::json!(text)
        )
    };
    format!("{{\"code\": 100, \"data\": [{}]}}\n", lines.iter().rev().map(one).collect::<Vec<_>>().join(", "))
}

#[test]
fn json_of_boxes_is_the_same_page_and_comes_back() {
    let source = boxes();
    let cleaned = Desk::new().clean(&source);
    assert!(cleaned.fault().is_none());
    let articles = cleaned.articles();
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].headline.as_deref(), Some("渡口的老钟重新走动"));
    assert_eq!(articles[0].paragraphs.len(), 2);
    for format in [Format::Markdown, Format::Text, Format::Json] {
        let (out, ledger) = cleaned.render(format);
        assert_eq!(ledger.restore(&out).unwrap(), source);
    }
}

/// A page of hOCR in boxes of 20 a letter: lines with their places, heights and confidences.
fn hocr(lines: &[(u32, u32, u32, u32, &str)]) -> String {
    let word = |x: u32, y: u32, high: u32, sure: u32, text: &str| {
        // Ideographs are as wide as high and stand close.
        let (tenths, gap) = if text.is_ascii() { (6, high / 3) } else { (10, 0) };
        let wide = u32::try_from(text.chars().count()).unwrap() * high * tenths / 10;
        (x + wide + gap, format!("<span class='ocrx_word' title='bbox {x} {y} {} {}; x_wconf {sure}'>{text}</span>", x + wide, y + high))
    };
    let line = |&(x, y, high, sure, text): &(u32, u32, u32, u32, &str)| {
        let (mut at, mut words) = (x, Vec::new());
        for part in text.split(' ') {
            let (next, span) = word(at, y, high, sure, part);
            (at, _) = (next, words.push(span));
        }
        format!("<span class='ocr_line' title='bbox {x} {y} {at} {}'>{}</span>\n", y + high, words.join(" "))
    };
    let body: String = lines.iter().map(line).collect();
    format!("<html><body><div class='ocr_page' title='bbox 0 0 1000 1400'>\n{body}</div></body></html>\n")
}

/// An article: a headline in two lines, a byline, and text.
fn article<'t>() -> Vec<(u32, u32, u32, u32, &'t str)> {
    let mut lines =
        vec![(40, 40, 60, 95, "Night ferry to the mill"), (40, 112, 60, 95, "returns after two years"), (40, 200, 20, 95, "By Owen Tsang")];
    let text = [
        "HARROW BAY — The ferry to the mill sailed again",
        "on Monday night with sixty people on board, the",
        "harbor office said. The pier had been closed for",
        "two years after a storm tore off the landing, and",
        "the men of the village had to walk nine miles to",
        "the bridge. The fare is still a quarter.",
    ];
    lines.extend((0..).map(|n| 240 + 28 * n).zip(text).map(|(y, text)| (40, y, 20, 95, text)));
    lines
}

#[test]
fn the_lines_of_a_headline_are_one() {
    let page = Desk::new().clean(&hocr(&article()));
    let articles = page.articles();
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].headline.as_deref(), Some("Night ferry to the mill returns after two years"));
    assert_eq!(articles[0].byline, ["By Owen Tsang"]);
    assert_eq!(articles[0].paragraphs.len(), 1);
}

#[test]
fn specks_before_a_byline_hide_no_name() {
    for speck in [":", "-", "\""] {
        let mut lines = article();
        let line = format!("{speck}By Owen Tsang");
        lines[2].4 = &line;
        let page = Desk::new().clean(&hocr(&lines));
        assert_eq!(page.articles()[0].headline.as_deref(), Some("Night ferry to the mill returns after two years"), "{speck}");
        assert!(page.articles()[0].byline[0].contains("Owen Tsang"), "{speck}");
    }
}

#[test]
fn specks_and_lines_read_twice_stand_at_the_end() {
    // What a speck and a second reading of a title give: a few letters that the engine is not sure of.
    let mut lines = article();
    lines.insert(1, (60, 60, 20, 12, "xi ghul ferrg tbe"));
    lines.insert(6, (700, 300, 14, 20, "ii"));
    let source = hocr(&lines);
    let cleaned = Desk::new().clean(&source);
    let articles = cleaned.articles();
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].headline.as_deref(), Some("Night ferry to the mill returns after two years"));
    let furniture: Vec<String> = cleaned.furniture().iter().map(ToString::to_string).collect();
    assert!(furniture.iter().any(|f| f.contains("xi ghul ferrg tbe")) && furniture.iter().any(|f| f == "ii"), "{furniture:?}");
    let (out, ledger) = cleaned.render(Format::Markdown);
    assert_eq!(ledger.restore(&out).unwrap(), source);
}

/// Lines below each other in one column, from a height on.
fn column<'t>(top: u32, left: u32, text: &[&'t str]) -> Vec<(u32, u32, u32, u32, &'t str)> {
    (0..).map(|n| top + 28 * n).zip(text).map(|(y, &text)| (left, y, 20, 95, text)).collect()
}

#[test]
fn an_opening_behind_a_whole_text_begins_an_article_without_a_title() {
    let second = column(
        440,
        40,
        &[
            "ALDER POINT — The town council voted on Tuesday",
            "to keep the lamps on the pier lit until midnight,",
            "the clerk said. Three members were absent.",
        ],
    );
    let page = Desk::new().clean(&hocr(&[article(), second.clone()].concat()));
    let articles = page.articles();
    assert_eq!(articles.len(), 2, "{}", page.to_markdown());
    assert_eq!(articles[1].headline, None);
    assert!(articles[1].paragraphs[0].contains("keep the lamps on the pier lit"));
    // What does not open like an article goes on.
    let mut lines = [article(), second].concat();
    lines[9].4 = "The council of the town voted on Tuesday evening";
    assert_eq!(Desk::new().clean(&hocr(&lines)).articles().len(), 1);
}

#[test]
fn a_single_column_is_never_split() {
    // Spaces that stand below each other over many lines, in words of even length and in ideographs between marks.
    let latin = [
        "men from the old town went down to the pier with",
        "the nets that had hung all week from the low roof",
        "and the boys who run the lamp came by to see them",
        "off for the bay was calm and the moon was not yet",
        "out when the bell rang two and the first boat put",
        "out past the bar and set its nets off the far cay",
        "and one by one the men let the nets run down into",
        "the dark and sat and had tea out of the old black",
        "can that has been in the boat for ten years or so",
        "and no man said a word for the sea was their talk.",
    ];
    let page = Desk::new().clean(&hocr(&column(40, 40, &latin)));
    assert_eq!(page.articles()[0].paragraphs, [latin.join(" ")]);
    let wide = [
        "渡口 的 钟 每天 敲 两 次 ， 早上 一 次 ， 傍晚 一 次 ， 船工",
        "听见 钟声 就 解 开 缆绳 ， 把 船 划 到 对岸 ， 那里 有 人",
        "等 着 过河 ， 有 挑担 的 ， 有 上学 的 ， 也 有 走亲戚 的 ，",
        "船 不 大 ， 一 次 只能 坐 十个 人 ， 所以 总 有 人 要 等 ，",
        "等 的 人 坐 在 石阶 上 说话 ， 说 今年 的 水 比 去年 大 ，",
        "说 谁 家 的 稻子 先 熟 ， 说 完 了 船 也 就 回 来 了 。",
    ];
    let page = Desk::new().clean(&hocr(&column(40, 40, &wide)));
    assert_eq!(page.articles()[0].paragraphs, [wide.join("").replace(' ', "")]);
}

#[test]
fn text_goes_down_a_column_whose_end_goes_on_at_the_top_of_the_next() {
    // White runs through both columns at one height; the text above it ends there on the left, and so does that on the right.
    let mut lines =
        column(40, 40, &["The ferry sailed again on a calm", "night and the pier was full until", "the last lamp was put out at one."]);
    lines.extend([(40, 170, 34, 95, "Lamps stay"), (40, 210, 34, 95, "lit on pier")]);
    lines.extend(column(
        270,
        40,
        &["The town council voted on Tuesday", "to keep the lamps on the pier lit", "until midnight and to have one of"],
    ));
    lines.extend(column(
        40,
        520,
        &["the men of the village look after", "them for a quarter a night and no", "more than that in the dark months"],
    ));
    lines.extend([(520, 170, 34, 95, "Bell rings"), (520, 210, 34, 95, "at the bar")]);
    lines.extend(column(
        270,
        520,
        &["The old bell was heard on Monday", "out at the bar for the first time", "since the storm took the landing."],
    ));
    let page = Desk::new().clean(&hocr(&lines));
    let text = page.to_text();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
    assert!(at("have one of the men of the village") < at("Bell rings"), "{text}");
}

#[test]
fn a_table_is_no_two_columns_of_text() {
    // Rows of a name and a figure below a line of text; each row stays one.
    let rows = |names: &[&'static str; 6], figures: &[&'static str; 6]| -> String {
        let cells = (0..6).flat_map(|n| {
            let y = 40 + 28 * u32::try_from(n).unwrap();
            [(40, y, 20, 95, names[n]), (420, y, 20, 95, figures[n])]
        });
        let page = Desk::new().clean(&hocr(&cells.collect::<Vec<_>>()));
        page.to_text()
    };
    let figures = ["18 26", "19 27", "21 25", "20 24", "17 22", "16 23"];
    let names = ["Alder Point", "Harrow Bay", "Millbrook", "Low Cay", "Stone Ferry", "Northam"];
    let wide = ["渡口", "石桥", "柳湾", "青坪", "枫林", "鹤洲"];
    for names in [names, wide] {
        let text = rows(&names, &figures);
        for n in 0..5 {
            let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
            assert!(at(names[n]) < at(figures[n]) && at(figures[n]) < at(names[n + 1]), "{text}");
        }
    }
}

/// Pages whose pictures hOCR gives only the upper part of.
const OTHER_PICTURES: usize = 3;

#[test]
fn three_forms_of_a_page_give_the_same_articles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/dev/ocr");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return;
    };
    let desk = Desk::new();
    let articles = |name: &str, form: &str| {
        let mut text = String::new();
        let file = fs::File::open(folder.join(format!("{name}.{form}.gz"))).unwrap();
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
        desk.clean(&text).articles().to_vec()
    };
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let pages: Vec<String> = names.filter_map(|name| name.strip_suffix(".hocr.gz").map(str::to_owned)).collect();
    assert!(!pages.is_empty(), "{}", folder.display());
    let (mut others, mut differ) = (Vec::new(), Vec::new());
    for page in &pages {
        let alto = articles(page, "alto.xml");
        others.extend((alto != articles(page, "tsv")).then_some(page));
        differ.extend((alto != articles(page, "hocr")).then_some(page));
    }
    println!("{} pages; hOCR differs in {differ:?}", pages.len());
    assert!(others.is_empty() && differ.len() <= OTHER_PICTURES, "ALTO and TSV: {others:?}, ALTO and hOCR: {differ:?}");
}
