//! Any bytes, cut anywhere: the pages and their way back.

use super::*;
use regex::Regex;

const CHINESE: &str = "# 国际贸易\n记者张三报道。今天的天气很好，会议在北京举行，代表们参加了讨论。\n\n完\n";
const TAIWAN: &str = "臺灣的報紙今日報導經濟發展與貿易，總統府發言人表示關切。\n第二行文字。\n";
const JAPANESE: &str = "日本の新聞は今日、経済の発展について報じた。これはテストです。\n二行目の文章。\n";

/// The pages, and whether the stream ended in an error (and at which offset).
type Outcome = (Vec<RawPage>, Option<Option<u64>>);

fn outcome(options: &SourceOptions, pieces: &[&[u8]]) -> Outcome {
    let mut splitter = Splitter::new(options.clone());
    let mut pages = Vec::new();
    let mut failed = None;
    for piece in pieces {
        if let Err(error) = splitter.push(piece) {
            failed = Some(error.offset());
        }
        pages.extend(std::iter::from_fn(|| splitter.next_page()));
    }
    if let Err(error) = splitter.finish() {
        failed = Some(error.offset());
    }
    pages.extend(std::iter::from_fn(|| splitter.next_page()));
    (pages, failed)
}

fn pages(options: &SourceOptions, bytes: &[u8]) -> Vec<RawPage> {
    let (pages, failed) = outcome(options, &[bytes]);
    assert_eq!(failed, None);
    let mut at = 0;
    let mut restored = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        assert_eq!((page.index, page.offset), (index as u64, at));
        let back = encode_page(&page.text, page.encoding, page.bom, &page.raw).unwrap();
        assert_eq!(back.len() as u64, page.bytes);
        at += page.bytes;
        restored.extend(back);
    }
    assert!(restored == bytes, "{bytes:02x?} came back as {restored:02x?}");
    pages
}

fn texts(options: &SourceOptions, text: &str) -> Vec<String> {
    pages(options, text.as_bytes()).into_iter().map(|page| page.text).collect()
}

fn soft(soft_page: usize, max_page: usize) -> SourceOptions {
    SourceOptions { soft_page, max_page, ..SourceOptions::default() }
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let turn = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(turn).collect()
}

fn legacy(text: &str, label: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding_for(label).unwrap().encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn encodings_are_detected_and_restored() {
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let cases = [
        (CHINESE.as_bytes().to_vec(), CHINESE, "UTF-8", false),
        (marked(b"\xEF\xBB\xBF", CHINESE.into()), CHINESE, "UTF-8", true),
        (marked(b"\xFF\xFE", utf16(CHINESE, false)), CHINESE, "UTF-16LE", true),
        (marked(b"\xFE\xFF", utf16(CHINESE, true)), CHINESE, "UTF-16BE", true),
        (utf16("plain \u{1F600}\n", false), "plain \u{1F600}\n", "UTF-16LE", false),
        (utf16(CHINESE, true), CHINESE, "UTF-16BE", false),
        (legacy(CHINESE, "gbk"), CHINESE, "gb18030", false),
        (legacy(TAIWAN, "big5"), TAIWAN, "Big5", false),
        (legacy(JAPANESE, "shift_jis"), JAPANESE, "Shift_JIS", false),
    ];
    for (bytes, text, encoding, bom) in cases {
        let found = pages(&SourceOptions::default(), &bytes);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].encoding, found[0].bom), (encoding, bom));
        assert_eq!(found[0].text, text);
        assert_eq!(found[0].raw, []);
    }
}

#[test]
fn a_forced_encoding_is_used() {
    for label in ["gb18030", "big5", "shift_jis", "utf-16be", "iso-2022-jp", "windows-1252"] {
        let options = SourceOptions { encoding: encoding_for(label).ok(), ..soft(20, 4000) };
        let found = pages(&options, b"a\xC4\xE3\x81\n\nb\x1B(J\\~\n\x0C\x1B(B");
        assert_eq!(found[0].encoding, options.encoding.unwrap().name());
    }
    let text = "\u{20087}\u{FFFD}中\n";
    let options = SourceOptions { encoding: encoding_for("GB18030").ok(), ..SourceOptions::default() };
    assert_eq!(pages(&options, &legacy(text, "gb18030"))[0].text, text);
    assert!(encoding_for("klingon").unwrap_err().is_option());
    assert!(encoding_for("hz-gb-2312").unwrap_err().is_option());
}

#[test]
fn invalid_bytes_are_kept() {
    let bytes = [CHINESE.as_bytes(), b"a\xFFb\xE4\xB8\n\xED\xA0\x80\xE4"].concat();
    let found = pages(&SourceOptions::default(), &bytes);
    assert_eq!(found[0].encoding, "UTF-8");
    let kept: Vec<_> = found[0].raw.iter().map(|raw| raw.bytes.as_slice()).collect();
    assert_eq!(kept, [&b"\xFF"[..], b"\xE4\xB8", b"\xED", b"\xA0", b"\x80", b"\xE4"]);
    assert!(found[0].raw.iter().all(|raw| raw.span.of(&found[0].text) == "\u{FFFD}"));
    let found = pages(&SourceOptions::default(), b"\xFF\xFEa\0\0\xD8b\0\0\xDC\0\xD8c");
    assert_eq!(found[0].text, "a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}");
}

#[test]
fn raw_bytes_that_do_not_fit_are_refused() {
    let raw = |start, end| [RawBytes { span: Span::new(start, end), bytes: vec![0xFF] }];
    assert!(encode_page("中", "UTF-8", false, &raw(1, 3)).unwrap_err().is_ledger());
    assert!(encode_page("中", "UTF-8", false, &raw(3, 4)).unwrap_err().is_ledger());
    assert!(encode_page("中", "windows-1252", false, &[]).unwrap_err().is_ledger());
    assert!(encode_page("a", "Big5", true, &[]).unwrap_err().is_ledger());
    assert!(encode_page("a", "nonsense", false, &[]).unwrap_err().is_option());
}

#[test]
fn raw_bytes_travel_as_hexadecimal_digits() {
    let raw = RawBytes { span: Span::new(3, 6), bytes: vec![0x0A, 0xFF] };
    let json = serde_json::to_string(&raw).unwrap();
    assert_eq!(json, r#"{"span":[3,6],"bytes":"0aff"}"#);
    assert_eq!(serde_json::from_str::<RawBytes>(&json).unwrap(), raw);
    assert!(serde_json::from_str::<RawBytes>(r#"{"span":[3,6],"bytes":"0af"}"#).is_err());
}

#[test]
fn form_feeds_and_separators_end_pages() {
    let options = SourceOptions { page_separator: Regex::new("^=== .* ===$").ok(), ..SourceOptions::default() };
    let found = pages(&options, "=== 1 ===\r\na\n=== 2 ===\n\x0Cb\x0C\x0Cc".as_bytes());
    let got: Vec<_> = found.iter().map(|page| (page.text.as_str(), page.separator.map(Span::len))).collect();
    let want = [("=== 1 ===\r\na\n", Some(11)), ("=== 2 ===\n\x0C", Some(10)), ("b\x0C", None), ("\x0C", None), ("c", None)];
    assert_eq!(got, want);
}

#[test]
fn long_pages_are_broken_at_blank_lines() {
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        ("0123456789\nab\n\nc\n\n\n# d\ne\n", &["0123456789\nab\n\nc\n\n\n", "# d\ne\n"]),
        ("012345678\na\n\nb。)\n\nc\nd\n", &["012345678\na\n\nb。)\n\n", "c\nd\n"]),
        ("0123456789\na\n\nb\n\nc\nd\n", &["0123456789\na\n\n", "b\n\nc\nd\n"]),
        ("0123456789\n0123456789\na\n \nc\n", &["0123456789\n0123456789\na\n \n", "c\n"]),
        ("a\n\n# b\n", &["a\n\n# b\n"]),
    ];
    for (text, want) in cases {
        assert_eq!(texts(&soft(10, 100), text), *want);
    }
    assert_eq!(texts(&soft(10, 40), &"\n".repeat(45)).len(), 3);
    assert_eq!(texts(&soft(30, 40), &"\n".repeat(45)).len(), 2);
}

#[test]
fn a_page_without_a_place_to_break_is_an_error() {
    let text = format!("ok\x0C{}\nend\n", "x".repeat(50));
    for label in ["utf-8", "gbk"] {
        let options = SourceOptions { encoding: encoding_for(label).ok(), ..soft(10, 40) };
        let (found, failed) = outcome(&options, &[text.as_bytes()]);
        assert_eq!((found.len(), failed), (1, Some(Some(3))));
    }
    let mut splitter = Splitter::new(soft(10, 40));
    splitter.push(text.as_bytes()).unwrap();
    assert!(splitter.finish().unwrap_err().is_page_too_long());
    assert!(splitter.finish().unwrap_err().is_page_too_long());
    assert!(splitter.push(b"").unwrap_err().is_page_too_long());
    assert!(splitter.next_page().is_some() && splitter.next_page().is_none());
}

#[test]
fn nothing_and_a_lone_mark() {
    assert_eq!(pages(&SourceOptions::default(), b""), []);
    assert_eq!(pages(&SourceOptions::default(), b"\xEF\xBB\xBF")[0].bytes, 3);
    let mut splitter = Splitter::new(SourceOptions::default());
    splitter.finish().unwrap();
    splitter.finish().unwrap();
    assert!(splitter.push(b"").is_ok() && splitter.push(b"a").is_err());
}

fn mixed(random: &mut Random, length: usize) -> Vec<u8> {
    let parts: [&[u8]; 16] = [
        b"\n",
        b"\n\n",
        b"\n\n# ",
        b".\n\n",
        b"\x0C",
        b"\n=== \n",
        b"\r\n",
        b" ",
        b"a",
        b"\xFF",
        "中文。\n".as_bytes(),
        "文".as_bytes(),
        "\u{1F600}".as_bytes(),
        b"\xE4\xB8",
        b"\xEF\xBB\xBF",
        b"long line",
    ];
    let mut bytes = Vec::new();
    while bytes.len() < length {
        bytes.extend_from_slice(parts[random.below(parts.len())]);
    }
    bytes
}

#[test]
fn cuts_never_show() {
    let mut random = Random(1);
    let labels = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "shift_jis", "iso-2022-jp"];
    let separator = Regex::new("^===").ok();
    let mut failures = 0;
    for round in 0..70 {
        let label = labels[round % labels.len()];
        let options = SourceOptions {
            encoding: encoding_for(label).ok(),
            page_separator: separator.clone(),
            ..soft(1 + random.below(60), 62 + random.below(60))
        };
        // The head is buffered whole, so that cuts matter only behind it.
        let line = format!("{}\u{C}", "x".repeat(60));
        let mut bytes = mixed(&mut random, 150);
        let mut head = line.repeat(SNIFF / line.len()).into_bytes();
        if label.starts_with("utf-16") {
            let big = label == "utf-16be";
            head = utf16(&line.repeat(SNIFF / line.len() / 2), big);
            bytes = utf16(&String::from_utf8_lossy(&bytes), big);
            for _ in 0..random.below(4) {
                bytes.remove(random.below(bytes.len()));
            }
        }
        let whole = [&head[..], &bytes].concat();
        let want = outcome(&options, &[&whole]);
        failures += usize::from(want.1.is_some());
        if want.1.is_none() {
            pages(&options, &whole);
        }
        let mut single: Vec<&[u8]> = vec![&head];
        single.extend(bytes.chunks(1));
        assert!(outcome(&options, &single) == want, "{options:?} {bytes:02x?}");
        if round < 7 {
            for cut in 0..bytes.len() {
                let got = outcome(&options, &[&head, &bytes[..cut], b"", &bytes[cut..]]);
                assert!(got == want, "{cut} {options:?} {bytes:02x?}");
            }
        }
    }
    assert!((1..60).contains(&failures), "{failures}");
}

#[test]
fn short_input_cut_anywhere_is_the_same() {
    for mark in [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF", b""] {
        let bytes = [mark, &mixed(&mut Random(7), 100)].concat();
        let options = soft(20, 1000);
        let want = outcome(&options, &[&bytes]);
        pages(&options, &bytes);
        for cut in 0..bytes.len() {
            assert!(outcome(&options, &[&bytes[..cut], b"", &bytes[cut..]]) == want);
        }
        assert!(outcome(&options, &bytes.chunks(1).collect::<Vec<_>>()) == want);
    }
}

#[test]
fn random_bytes_are_restored() {
    let mut random = Random(3);
    for round in 0..400 {
        let length = random.below(300);
        let mut bytes: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
        if round % 2 == 0 {
            bytes.iter_mut().step_by(5).for_each(|byte| *byte = b"\n\x0C\x1B$"[random.below(4)]);
        }
        pages(&soft(30, 2000), &bytes);
        for label in ["gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16le"] {
            pages(&SourceOptions { encoding: encoding_for(label).ok(), ..soft(30, 2000) }, &bytes);
        }
    }
}

#[test]
fn large_input_takes_linear_time() {
    for label in ["utf-8", "gb18030"] {
        let options = SourceOptions { encoding: encoding_for(label).ok(), ..soft(1 << 20, 64 << 20) };
        let line = "x".repeat(8 << 20);
        assert_eq!(outcome(&options, &line.as_bytes().chunks(100).collect::<Vec<_>>()).0.len(), 1);
        assert_eq!(outcome(&options, &["a\n".repeat(1_000_000).as_bytes()]).0.len(), 1);
        assert_eq!(outcome(&options, &["a\x0C".repeat(500_000).as_bytes()]).0.len(), 500_000);
        let found = outcome(&options, &[&b"\xFF\n\n".repeat(700_000)]);
        assert!(found.1.is_none());
    }
}
