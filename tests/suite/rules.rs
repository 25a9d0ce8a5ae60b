//! The rules' examples are what `copydesk explain` prints; here they hold.

use crate::laws::folder;
use copydesk::{Desk, Format};

#[test]
fn examples_are_what_the_rules_do() {
    let mut wrong = String::new();
    for rule in copydesk::rules() {
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

#[test]
fn each_confidence_is_one_that_the_rule_names() {
    let pages = ["pages", "clean"].into_iter().flat_map(folder).map(|(_, text)| text);
    let examples = copydesk::rules().iter().flat_map(|rule| rule.examples).map(|(before, _)| (*before).to_owned());
    let desk = copydesk::rules().iter().filter(|rule| copydesk::is_optional(rule)).fold(Desk::builder(), |desk, rule| desk.with(rule.id));
    let desk = desk.build().unwrap();
    let mut wrong = String::new();
    for text in pages.chain(examples) {
        let page = desk.clean(&text);
        for edit in page.edits().into_iter().chain(page.suggestions()) {
            let rule = copydesk::rules().iter().find(|rule| rule.id == edit.rule).unwrap();
            let (least, greatest) = rule.confidence;
            if edit.confidence < f64::from(least) - 0.001 || edit.confidence > f64::from(greatest) + 0.001 {
                wrong += &format!("{}: {} for {:?}\n", rule.id, edit.confidence, edit.from);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
