//! The rules' examples are what `copydesk explain` prints; here they hold.

use copydesk::{Desk, Format};

/// Only a page of many rows has columns; its example shows one of them.
const ROWS: &str = "layout/column-rule";

#[test]
fn examples_are_what_the_rules_do() {
    let mut wrong = String::new();
    for rule in copydesk::rules().iter().filter(|rule| rule.id != ROWS) {
        let desk = Desk::builder().only(rule.id).build().unwrap();
        for (before, after) in rule.examples {
            let (text, _) = desk.clean(before).render(Format::Text);
            if text.trim() != *after {
                wrong += &format!("{}: {before:?} became {:?}, not {after:?}\n", rule.id, text.trim());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
