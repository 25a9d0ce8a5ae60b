//! Whole pages: what comes out is what it was when somebody last read it.
//!
//! `INSTA_UPDATE=always cargo test corpus` writes the snapshots anew.

use crate::laws::folder;
use copydesk::Desk;
use std::fs;
use std::path::Path;

#[test]
fn pages_come_out_as_before() {
    let pages = folder("pages");
    assert!(!pages.is_empty(), "corpus/pages holds no page");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, text) in pages {
        settings.bind(|| insta::assert_snapshot!(name.as_str(), Desk::new().clean(&text).to_markdown()));
    }
}

#[test]
fn the_real_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/dev/seed/dump.txt");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return;
    };
    let page = Desk::new().clean(&text);
    let markdown = page.to_markdown();
    assert_eq!(page.articles().len(), 6, "{markdown}");
    assert!(markdown.contains("着一个国家"), "{markdown}");
    assert!(markdown.contains("零件—部件—系统"), "{markdown}");
}
