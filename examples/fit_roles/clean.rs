//! Gold pages as dumps without noise and furniture that keep the lines of one column: what somebody cut out of a page. A field that sees noisy
//! pages alone takes what stands above the first text for the head of a paper.

use serde_json::Value;

/// Measures of columns, in characters: East Asian and Latin.
const MEASURES: ([usize; 6], [usize; 6]) = ([8, 10, 12, 14, 17, 22], [20, 26, 32, 38, 46, 58]);
/// Marks that no line begins with.
const CLOSING: [char; 11] = ['，', '。', '、', '；', '：', '！', '？', '”', '’', '）', '》'];

/// A page as such a dump, the `n`-th one: of every second page white stands between its parts.
pub(crate) fn dump(gold: &Value, n: usize) -> String {
    let wide = matches!(gold["lang"].as_str(), Some("zh" | "zh-Hant" | "ja"));
    let measure = if wide { MEASURES.0 } else { MEASURES.1 }[n % MEASURES.0.len()];
    let white = if n % 2 == 0 { "\n\n" } else { "\n" };
    let wrap = |text: &str| if wide { wrap_characters(text, measure) } else { wrap_words(text, measure) };
    let mut parts = Vec::new();
    for article in gold["articles"].as_array().map_or(&[][..], Vec::as_slice) {
        let text = |field: &str| article[field].as_str().map(str::to_owned);
        parts.extend(["kicker", "headline", "deck"].iter().filter_map(|field| text(field)));
        let paragraphs = article["paragraphs"].as_array().map_or(&[][..], Vec::as_slice);
        parts.extend(paragraphs.iter().filter_map(Value::as_str).map(wrap));
    }
    parts.join(white) + "\n"
}

fn wrap_characters(text: &str, measure: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    for c in text.chars() {
        if width >= measure && !CLOSING.contains(&c) {
            out.push('\n');
            width = 0;
        }
        out.push(c);
        width += 1;
    }
    out
}

fn wrap_words(text: &str, measure: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if width > 0 && width + 1 + letters > measure {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += letters;
    }
    out
}
