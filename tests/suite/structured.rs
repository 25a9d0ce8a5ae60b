//! Structured files: the same page in four forms, and files that are broken.

use copydesk::{Desk, Format};
use std::fs;
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
