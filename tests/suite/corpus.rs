//! Whole pages: what comes out is what it was when somebody last read it.
//!
//! `UPDATE=1 cargo test corpus` writes the snapshots anew.

use crate::laws::folder;
use copydesk::Desk;
use std::fs;
use std::path::Path;

#[test]
fn pages_come_out_as_before() {
    let pages = folder("pages");
    assert!(!pages.is_empty(), "corpus/pages holds no page");
    let snapshots = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let update = std::env::var_os("UPDATE").is_some_and(|v| v == "1");
    let mut wrong = String::new();
    for (name, text) in pages {
        let got = Desk::new().clean(&text).to_markdown();
        let path = snapshots.join(format!("{name}.md"));
        if update {
            fs::create_dir_all(&snapshots).unwrap();
            fs::write(&path, &got).unwrap();
            continue;
        }
        let want = fs::read_to_string(&path).unwrap_or_default();
        if got != want {
            let line = got.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
            let at = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
            wrong.push_str(&format!("{name}, line {}:\n  was {}\n  is  {}\n", line + 1, at(&want), at(&got)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}UPDATE=1 accepts what is new");
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
