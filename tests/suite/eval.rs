//! Scores against figures that were computed by hand and by another program with the same definitions.

use copydesk::Desk;
use copydesk::eval::{self, EvalPage, Options, Score};
use std::fs;
use std::path::Path;

fn page(kind: &str, name: &str) -> EvalPage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/eval/{kind}/{name}.json"));
    EvalPage::parse(&fs::read_to_string(path).unwrap()).unwrap().remove(0)
}

fn figures(score: &Score) -> Vec<(&'static str, String)> {
    let wanted = ["artF1", "CER", "CERc", "punct", "paraP", "paraR", "paraF1", "fjoin", "title", "titleblk", "byl", "sect"];
    let figures = score.figures().into_iter().filter(|(name, _)| wanted.contains(name));
    figures.map(|(name, figure)| (name, figure.map_or_else(|| "-".to_owned(), |f| format!("{f:.4}")))).collect()
}

#[test]
fn the_definitions_hold() {
    let zh = ["0.8000", "0.1579", "0.1488", "0.8462", "0.6667", "0.6667", "0.6667", "33.3333", "0.8000", "0.8000", "0.8000", "1.0000"];
    let en = ["1.0000", "0.0155", "0.0099", "0.9333", "0.5000", "0.5000", "0.5000", "50.0000", "1.0000", "1.0000", "1.0000", "1.0000"];
    for (name, wanted) in [("zh-ferry", zh), ("en-ferry", en)] {
        let score = eval::score(&page("gold", name), &page("pred", name), &Options::default());
        let found: Vec<String> = figures(&score).into_iter().map(|f| f.1).collect();
        assert_eq!(found, wanted, "{name} {:?}", figures(&score));
    }
}

#[test]
fn a_page_is_its_own_best_page() {
    for name in ["zh-ferry", "en-ferry"] {
        let gold = page("gold", name);
        let score = eval::score(&gold, &gold, &Options::default());
        for (figure, value) in score.figures() {
            let best = if matches!(figure, "CER" | "CERc" | "WER" | "fjoin") { 0.0 } else { 1.0 };
            assert_eq!(value, Some(best), "{name} {figure}");
        }
        let nothing = eval::score(&gold, &EvalPage::default(), &Options::default());
        assert_eq!((nothing.article_f1, nothing.cer), (Some(0.0), Some(1.0)), "{name}");
    }
}

#[test]
fn repairs_of_a_page_are_judged() {
    let gold = page("gold", "zh-ferry");
    let source = "## 跨江轮渡恢复夜航\n\n■记者 林一\n\n本报讯 昨天晚上，停了两年的夜航又开了。头一班船上有三十六\n\n人。\n\n轮渡公司说,票价仍是两元，月票照旧。\n";
    let cleaned = Desk::new().clean(source);
    let edits: Vec<_> = cleaned.edits().into_iter().map(|e| (0, e)).collect();
    let judged = eval::judge(&[source.to_owned()], &gold, &edits, &Options::default());
    assert!(!judged.is_empty() && judged.iter().all(|j| j.1 == eval::Verdict::Right), "{judged:?}");
}

#[test]
fn strange_pages_have_scores() {
    let long = "水位回落到警戒线".repeat(3000);
    let pages = [
        "{}".to_owned(),
        "{\"articles\": [{}]}".to_owned(),
        format!("{{\"articles\": [{{\"paragraphs\": [\"{long}\"]}}]}}"),
        format!("{{\"articles\": [{}]}}", vec!["{\"headline\": \"甲\", \"paragraphs\": [\"乙\"]}"; 400].join(",")),
    ];
    let pages = pages.map(|text| EvalPage::parse(&text).unwrap().remove(0));
    for gold in &pages {
        for own in &pages {
            let score = eval::score(gold, own, &Options::default());
            assert!(score.figures().iter().all(|f| f.1.is_none_or(f64::is_finite)));
        }
    }
}
