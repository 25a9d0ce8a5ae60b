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
