//! The laws: what holds for every page.

use crate::checks;
use copydesk::{Desk, SourceOptions};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::fs;
use std::path::Path;

const FRAGMENTS: &[&str] = &[
    "这里决定着",
    "一个国家",
    "—个国家",
    "的工业水平",
    "水位回落到警戒线",
    "零件—部件—系统",
    "船上有",
    "人",
    "国",
    "他说",
    "本报讯 ",
    "新华社北京7月4日电 ",
    "一",
    "—",
    "——",
    "-",
    "--",
    ",",
    "，",
    ".",
    "。",
    ";",
    "；",
    ":",
    "：",
    "?",
    "？",
    "!",
    "！",
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "《",
    "》",
    "(",
    ")",
    "（",
    "）",
    "...",
    "……",
    "、",
    "·",
    " ",
    "  ",
    "\u{3000}",
    "The pier ",
    "usu-",
    "ally",
    "well-known ",
    "GDP",
    "km",
    "ﬁne ",
    "36",
    "3.5",
    "1,000",
    "2026",
    "%",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n\n",
    "  \n",
    "\r\n",
    "\r\n\r\n",
    "\n\n## ",
    "\n\n# ",
    "\n\n### ",
    "\n\n■记者 林一\n\n",
    "\n\n□本报记者 王二 李三\n\n",
    "\u{200b}",
    "⼀",
    "⾔",
    "\x0c",
    "\n\x0c",
    "\u{fffd}",
    "°",
    "`",
    "*",
    "下转第3版",
    "（上接第1版）",
    "\n\n第3版 要闻\n\n",
    "<!-- article -->",
    "\n> ",
    "\n- ",
    "\\",
    "\n\nBy Jane Roe\n\n",
    "LONDON, July 4 — ",
    "（记者 林一）",
    "図は",
    "カナ",
    "。\n\n",
    "<!-- copydesk zh-Hans -->\n",
    "\n| 线路 | 班次 |\n|---|---|\n| 南岸 | 12 |\n",
    "<table><tr><td>",
    "</td></tr></table>",
    "<br>",
    "<b>",
    "</b>",
    "<h2>",
    "<sup>2</sup>",
    "&amp;",
    "\n![](a.png)\n",
    "<img src=\"a.png\">",
    "**",
    "$5$",
    "$2 5 ^ { \\circ } C$",
    "\n[图片：船]\n",
    "\n```markdown\n",
    "<|ref|>text<|/ref|><|det|>[[1, 2]]<|/det|>",
];

const PAGE: &str = "## 跨江轮渡恢复夜航\n\n■记者 林一\n\n本报讯 这是今年的第—班夜航,船上有36  \n\n人。\"很好,\"他说。\n\n\
    ## 零件—部件—系统\n\n■记者 王二\n\n这里决定着—个国家\n\n的工业水平。\n\n下转第3版\n";

pub(crate) fn folder(name: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn fragments() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40).prop_map(|parts| parts.concat())
}

/// A page of the corpus with damage done to it.
fn mutated() -> impl Strategy<Value = String> {
    let mut bases: Vec<String> = folder("pages").into_iter().map(|(_, text)| text).collect();
    bases.push(PAGE.to_owned());
    let damage = prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, prop::sample::select(FRAGMENTS)), 1..8);
    (prop::sample::select(bases), any::<prop::sample::Index>(), damage).prop_map(|(base, start, damage)| {
        let mut chars: Vec<char> = base.chars().collect();
        // A long page is cut down, so that a failure is readable.
        let start = if chars.len() > 1500 { start.index(chars.len() - 1500) } else { 0 };
        chars = chars.into_iter().skip(start).take(1500).collect();
        for (at, lost, put) in damage {
            let at = at.index(chars.len() + 1);
            let end = (at + lost).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        chars.into_iter().collect()
    })
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![3 => fragments(), 1 => mutated()]
}

/// Runs a law over the same cases every time.
fn law<S: Strategy>(strategy: S, check: impl Fn(S::Value)) {
    let cases = std::env::var("COPYDESK_CASES").map_or(200, |n| n.parse().unwrap());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let result = TestRunner::new_with_rng(config, rng).run(&strategy, |value| {
        check(value);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn conservation() {
    law(texts(), |text| checks::conserved(&text));
}

#[test]
fn conservation_of_markdown() {
    law(texts(), |text| checks::conserved(&Desk::new().clean(&text).to_markdown()));
}

#[test]
fn reversibility() {
    law(texts(), |text| checks::revert(text.as_bytes()));
}

#[test]
fn reversibility_of_a_page_with_form_feeds() {
    law(texts(), |text| {
        let page = Desk::new().clean(&text);
        for format in [
            copydesk::Format::Markdown,
            copydesk::Format::Text,
            copydesk::Format::Json,
            copydesk::Format::Repaired,
            copydesk::Format::Source,
        ] {
            let (out, ledger) = page.render(format);
            assert_eq!(ledger.restore(&out).unwrap(), text, "{format:?}");
        }
    });
}

#[test]
fn reversibility_of_bytes() {
    let bytes = (texts(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6));
    law(bytes, |(text, damage)| {
        let mut bytes = text.into_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len() + 1);
            bytes.insert(at, byte);
        }
        checks::revert(&bytes);
    });
}

#[test]
fn harmlessness() {
    let pages = folder("clean");
    if pages.is_empty() {
        println!("skipped: corpus/clean holds no page");
    }
    let mut wrong = String::new();
    for (name, text) in pages {
        for edit in Desk::new().clean(&text).edits().iter().filter(|e| !e.rule.starts_with("layout/")) {
            wrong.push_str(&format!("{name}: {edit:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "edits of clean pages:\n{wrong}");
}

#[test]
fn idempotence() {
    law(texts(), |text| checks::idempotent(&text));
}

/// What fuzzing found: texts that their repairs made another language's, whose repaired words and ideographs changed what marks beside them
/// mean, or whose length in bytes told what they are.
#[test]
fn idempotence_of_rare_texts() {
    for text in [
        "int这里决定着 in the\u{fffd}二这里决定着个国家的工thebridgew定着个国\u{fffd}lias\u{fffd}closedThewaterrose in the night第,船上有人",
        "记者林一\nydesk\u{fffd}enight | a议artictihtk\"班夜航船上有\n#sydroseintnd",
        "nigh| |\n\ne i he t 6\n# e",
        "he nigh\\ | s t a",
        "t | d的楼 night |",
        "—此直\"",
        "、—纸",
        "说.\u{2000}",
        "说.\u{2003}",
        "开—\u{202F}",
        "does | ¦ cost of the rnost of",
        "“I was in tbe house | ¦ of the govemment on Monday and the beds will stay closed,” he said.",
        "本报讯 图书馆把借期延长了一周，读者可以在周末归还书籍，馆长说新书的目录已经贴在门口。\n\nund die der das ist nicht mit dem und xxxx \
         sagte,,er ,,Wort\" 在.\n\n本报讯 图书馆把借期延长了一周，读者可以在周末归还书籍。",
        "<!-- copydesk en -->\n#  |   r",
        "图书馆寻找\"超\n  固定乘客不超过\n每位乘客的家。遇到下雨,他会把车灯多亮一会儿,等乘客走进家门,再掉头—城。(记者 卓一苇)夜色a passerelle des tan-eurs \
         a rouvert à 的207路公交车停靠在大\\村口。图书馆寻找\"超期  最久的书\"",
    ] {
        checks::idempotent(text);
    }
}

#[test]
fn independence_of_the_cuts() {
    law((texts(), prop::collection::vec(0..40_usize, 0..30)), |(text, cuts)| {
        checks::same_in_pieces(text.as_bytes(), cuts);
    });
}

#[test]
fn independence_of_the_pages_before() {
    let options = SourceOptions { encoding: copydesk::encoding_for("utf-8").ok(), ..SourceOptions::default() };
    let desk = Desk::builder().source(options).build().unwrap();
    law((texts(), texts()), |(a, b)| {
        let (a, b) = (a + "\x0c", b + "\x0c");
        let alone = |text: &str| checks::pages(&desk, [text.as_bytes()]);
        for (first, second) in [(&a, &b), (&b, &a)] {
            let together = alone(&format!("{first}{second}"));
            let apart: Vec<_> = alone(first).into_iter().chain(alone(second)).collect();
            assert_eq!(together.len(), apart.len());
            together.iter().zip(&apart).for_each(|(x, y)| checks::same(x, y));
        }
    });
}

#[test]
fn totality() {
    law(any::<String>(), |text| {
        let page = Desk::new().clean(&text);
        let _ = (page.to_markdown(), page.to_text(), page.articles(), page.furniture(), page.explain());
        checks::conserved(&text);
        checks::revert(text.as_bytes());
    });
    law(prop::collection::vec(any::<u8>(), 0..200), |bytes| checks::revert(&bytes));
    for label in ["gb18030", "big5", "shift_jis", "utf-16le", "iso-2022-jp"] {
        let options = SourceOptions { encoding: copydesk::encoding_for(label).ok(), ..SourceOptions::default() };
        let desk = Desk::builder().source(options).build().unwrap();
        law(prop::collection::vec(any::<u8>(), 0..120), |bytes| {
            let back: Vec<u8> = checks::pages(&desk, [&bytes[..]])
                .iter()
                .map(|page| page.render(copydesk::Format::Markdown))
                .flat_map(|(out, ledger)| ledger.revert(&out).unwrap())
                .collect();
            assert_eq!(back, bytes, "{label}");
        });
    }
}
