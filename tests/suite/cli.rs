//! The program, run as a user runs it.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PAGE: &str = "## 跨江轮渡恢复夜航\n\n■记者 林一\n\n本报讯 这是今年的第—班夜航,船上有36\n\n人。\n";
const OTHER: &str = "## 第二天的新闻\n\n■记者 王二\n\n这里决定着—个国家\n\n的工业水平,很好。\n";
const CLEAN: &str = "他说完了。\n";

fn start(args: &[&str], folder: &Path, stdout: Stdio) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(args).current_dir(folder).stdin(Stdio::piped()).stdout(stdout).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn run_in(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = start(args, folder, Stdio::piped());
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn run(args: &[&str], input: &[u8]) -> Output {
    run_in(&std::env::temp_dir(), args, input)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn done(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The message of a run that could not be done.
fn refused(output: Output) -> String {
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(!message.is_empty() && !message.contains("panicked"), "{message}");
    message
}

#[test]
fn check_shows_the_word_that_a_repair_stands_in() {
    let out = run(&["check"], PAGE.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    let shown = text(&out.stdout);
    assert!(shown.contains("'的第—班夜' reads '的第一班夜'"), "{shown}");
    let hocr = "<html><body><div class='ocr_page'><span class='ocr_line' title='bbox 0 0 400 20'>\
        <span class='ocrx_word' title='bbox 0 0 90 20'>Thirteen</span> <span class='ocrx_word' title='bbox 95 0 190 20'>gover</span> \
        <span class='ocrx_word' title='bbox 195 0 290 20'>nment</span></span></div></body></html>";
    let out = run(&["check", "--only", "word/split"], hocr.as_bytes());
    assert!(text(&out.stdout).contains("'gover nment'"), "{}", text(&out.stdout));
}

#[test]
fn clean_reads_standard_input() {
    let out = done(run(&["clean"], PAGE.as_bytes()));
    assert!(out.contains("## 跨江轮渡恢复夜航") && out.contains("这是今年的第一班夜航，船上有36人。"), "{out}");
    assert_eq!(done(run(&["clean", "-"], PAGE.as_bytes())), out);
    assert_eq!(done(run(&["clean"], out.as_bytes())), out);
    assert!(done(run(&["clean", "--format", "text"], PAGE.as_bytes())).contains("第一班夜航"));
}

#[test]
fn json_is_the_contract() {
    for input in ["", PAGE, &format!("{PAGE}\x0c{OTHER}")] {
        let value: Value = serde_json::from_str(&done(run(&["clean", "--format", "json"], input.as_bytes()))).unwrap();
        assert_eq!(value["articles"].as_array().unwrap().len(), input.matches("## ").count());
        assert!(value["furniture"].is_array() && value["edits"].is_array());
    }
    let value: Value = serde_json::from_str(&done(run(&["clean", "--format", "json"], PAGE.as_bytes()))).unwrap();
    assert_eq!(value["articles"][0]["headline"], "跨江轮渡恢复夜航");
    assert_eq!(value["articles"][0]["paragraphs"][0], "这是今年的第一班夜航，船上有36人。");
}

#[test]
fn json_lines_keep_order_and_ids() {
    let ids = [serde_json::json!("b"), serde_json::json!(7), serde_json::json!("a"), serde_json::json!({"n": [1]})];
    let input: String = ids.iter().map(|id| serde_json::json!({"id": id, "text": PAGE}).to_string() + "\n").collect();
    for jobs in ["1", "2"] {
        let out = done(run(&["clean", "--from", "jsonl", "--format", "jsonl", "--jobs", jobs], input.as_bytes()));
        let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.iter().map(|l| l["id"].clone()).collect::<Vec<_>>(), ids);
        assert!(lines.iter().all(|l| l["text"].as_str().unwrap().contains("第一班")));
    }
    // However a number is written.
    for id in ["12345678901234567890123", "1.50", "-0"] {
        let out = done(run(&["clean", "--from", "jsonl", "--format", "jsonl"], format!("{{\"id\":{id},\"text\":\"a\"}}\n").as_bytes()));
        assert!(out.contains(&format!("\"id\":{id},")), "{out}");
    }
    let found = run(&["clean", "--format", "jsonl"], input.as_bytes());
    assert_eq!(done(found), done(run(&["clean", "--from", "jsonl", "--format", "jsonl"], input.as_bytes())));
    let message = refused(run(&["clean", "--from", "jsonl"], b"{\"id\":1,\"text\":\"\"}\nnonsense\n"));
    assert!(message.contains("line 2"), "{message}");
}

#[test]
fn records_that_are_none_are_told_and_left_out() {
    let record = |id: usize| serde_json::json!({"id": id, "text": PAGE}).to_string();
    let lines = [record(1), "nonsense".to_owned(), record(2), "{\"id\":3}".to_owned(), record(4)].join("\n");
    let invalid = [lines.as_bytes(), b"\n{\"id\":5,\"text\":\"a\xFF\"}\n", record(6).as_bytes()].concat();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.jsonl"), &invalid).unwrap();
    let run = |args: &[&str]| {
        let output = run_in(folder.path(), args, b"");
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, out, message) = run(&["clean", "--from", "jsonl", "--format", "jsonl", "in.jsonl"]);
    let ids: Vec<Value> = out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["id"].clone()).collect();
    assert_eq!((code, ids), (Some(2), [1, 2, 4, 6].map(Value::from).to_vec()), "{message}");
    for said in ["in.jsonl: line 2 ", "in.jsonl: line 4 ", "in.jsonl: line 6 ", "byte 18 ", "3 records were left out"] {
        assert!(message.contains(said), "{said}: {message}");
    }
    let (code, ..) = run(&["clean", "--from", "jsonl", "--format", "jsonl", "--output", "out", "in.jsonl"]);
    assert_eq!((code, fs::read_to_string(folder.path().join("out/in.jsonl")).unwrap()), (Some(2), out));
    assert_eq!(run(&["check", "--from", "jsonl", "in.jsonl"]).0, Some(2));
}

#[test]
fn records_come_in_any_encoding_and_go_back_as_records() {
    let ids = [serde_json::json!(7), serde_json::json!("7"), Value::Null];
    let input: String = ids.iter().map(|id| serde_json::json!({"id": id, "text": PAGE}).to_string() + "\n").collect();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(input.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gb18030 = encoding_rs::GB18030.encode(&input).0.into_owned();
    let folder = tempfile::tempdir().unwrap();
    for format in ["jsonl", "markdown", "json"] {
        for bytes in [input.as_bytes(), &utf16, &gb18030] {
            let out = done(run_in(folder.path(), &["clean", "--format", format, "--edits", "ledger"], bytes));
            fs::write(folder.path().join("out"), out).unwrap();
            assert_eq!(done(run_in(folder.path(), &["revert", "out", "ledger"], b"")), input, "{format}");
        }
    }
    let ledger = fs::read_to_string(folder.path().join("ledger")).unwrap();
    let found: Vec<Value> = ledger.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(found, ids);
    let broken = [&gb18030[..gb18030.len() - 3], b"\xFF\"}\n"].concat();
    assert!(refused(run(&["clean", "--encoding", "gb18030", "--from", "jsonl"], &broken)).contains("gb18030"));
}

#[test]
fn places_of_invalid_bytes_are_those_of_the_input() {
    let place = |bytes: &[u8], encoding: &str| -> usize {
        let output = run(&["clean", "--encoding", encoding], bytes);
        let said = String::from_utf8(output.stderr).unwrap();
        said.split(" at byte ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{said}"))
    };
    let gb18030 = encoding_rs::GB18030.encode(PAGE).0.into_owned();
    let line = gb18030.iter().rposition(|&b| b == b'\n').unwrap();
    let broken = [&gb18030[..line], b"\xFF", &gb18030[line..]].concat();
    assert_eq!(place(&broken, "gb18030"), line);
    let two = [&gb18030[..], b"\x0c", &broken].concat();
    assert_eq!(place(&two, "gb18030"), gb18030.len() + 1 + line);
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(PAGE.encode_utf16()).chain([0xD800, 0x20]).flat_map(u16::to_le_bytes).collect();
    assert_eq!(place(&utf16, "utf-16le"), utf16.len() - 4);
    assert_eq!(place(&[b"\xEF\xBB\xBF", PAGE.as_bytes(), b"\xE4\xB8"].concat(), "utf-8"), PAGE.len() + 3);
}

#[test]
fn lines_end_in_carriage_returns_too() {
    let mac = format!("{PAGE}==\n{OTHER}").replace('\n', "\r");
    let out = done(run(&["clean", "--page-separator", "^==$", "--format", "jsonl"], mac.as_bytes()));
    assert_eq!(
        out,
        done(run(&["clean", "--page-separator", "^==$", "--format", "jsonl"], mac.replace('\r', "\n").as_bytes())).replace("\\n", "\\r")
    );
    assert_eq!(out.lines().count(), 2);
    let places = |input: &str, args: &[&str]| -> Vec<String> {
        let found = run(&[&["check"], args].concat(), input.as_bytes());
        text(&found.stdout).lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
    };
    let unix = places(PAGE, &[]);
    assert!(unix.len() > 1);
    assert_eq!(places(&PAGE.replace('\n', "\r"), &[]), unix);
    assert_eq!(places(&PAGE.replace('\n', "\r\n"), &[]), unix);
    let records = format!("{{\"id\":1,\"text\":\"\"}}\n\n{}\n", serde_json::json!({"id": 2, "text": PAGE}));
    assert!(places(&records, &[]).iter().all(|place| place.starts_with("standard input:3:")));
}

#[test]
fn control_characters_are_shown_and_not_sent() {
    let page = PAGE.replace("船上有", "船上\u{1b}[31m有\u{9b}");
    for args in [&["diff"][..], &["check"]] {
        let found = run(args, page.as_bytes());
        let out = text(&found.stdout);
        assert!(!out.contains('\u{1b}') && !out.contains('\u{9b}') && out.contains('␛') && out.contains("<U+009B>"), "{out}");
    }
    let found = run(&["clean", "--explain"], page.as_bytes());
    assert!(!text(&found.stderr).contains('\u{1b}'));
}

#[test]
fn the_form_of_the_input_is_found_or_said() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/structured");
    for (form, name) in [
        ("hocr", "zh-two-columns.hocr"),
        ("alto", "zh-two-columns.alto.xml"),
        ("page", "zh-two-columns.page.xml"),
        ("tsv", "zh-two-columns.tsv"),
        ("boxes", "ja-vertical.json"),
    ] {
        let found = done(run_in(&folder, &["clean", name], b""));
        assert_eq!(done(run_in(&folder, &["clean", "--from", form, name], b"")), found);
        assert_eq!(done(run_in(&folder, &["clean", "--from", "auto", name], b"")), found);
        assert_ne!(done(run_in(&folder, &["clean", "--from", "text", name], b"")), found);
        let other = if form == "tsv" { "alto" } else { "tsv" };
        let message = refused(run_in(&folder, &["clean", "--from", other, name], b""));
        assert!(message.contains(name), "{message}");
    }
    // Comments push what tells the form out of sight.
    let far = format!("<!-- {} -->\n{}", "x".repeat(9000), fs::read_to_string(folder.join("zh-two-columns.alto.xml")).unwrap());
    assert!(done(run(&["clean", "--from", "alto"], far.as_bytes())).contains("## "));
}

#[test]
fn an_output_folder_gets_a_file_for_each_input() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/a.txt"), PAGE).unwrap();
    fs::write(folder.path().join("in/b.txt"), OTHER).unwrap();
    assert_eq!(done(run_in(folder.path(), &["clean", "in", "--output", "out"], b"")), "");
    let mut names: Vec<_> = fs::read_dir(folder.path().join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.md", "b.md"]);
    for (name, input) in [("a.md", PAGE), ("b.md", OTHER)] {
        let written = fs::read_to_string(folder.path().join("out").join(name)).unwrap();
        assert_eq!(written, done(run(&["clean"], input.as_bytes())));
    }
}

#[test]
fn no_output_replaces_an_input_or_another_output() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("page.txt"), PAGE).unwrap();
    }
    let refused = |args: &[&str]| refused(run_in(folder.path(), args, b""));
    assert!(refused(&["clean", "a/page.txt", "b/page.txt", "--output", "out"]).contains("out/page.md"));
    assert!(refused(&["clean", "a", "--output", "a", "--format", "source"]).contains("a/page.txt"));
    assert!(refused(&["clean", "a/page.txt", "--edits", "a/page.txt"]).contains("--edits"));
    assert!(refused(&["layout", "a/page.txt", "--svg", "a/page.txt"]).contains("--svg"));
    assert!(refused(&["train", "a/page.txt", "--output", "a/page.txt"]).contains("--output"));
    assert_eq!(fs::read_to_string(folder.path().join("a/page.txt")).unwrap(), PAGE);
    assert!(refused(&["clean", "a/page.txt", "--output", "out", "--edits", "out/page.md"]).contains("--edits"));
    assert!(!folder.path().join("out").exists());
    assert!(refused(&["clean", "a", "--jobs", "100000"]).contains("--jobs"));
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt"), PAGE).unwrap();
    fs::write(folder.path().join("ledger"), "").unwrap();
    std::os::unix::fs::symlink("ledger", folder.path().join("link")).unwrap();
    done(run_in(folder.path(), &["clean", "page.txt", "--edits", "link"], b""));
    assert!(folder.path().join("link").is_symlink());
    assert!(fs::read_to_string(folder.path().join("ledger")).unwrap().starts_with("{\"page\":0"));
}

#[test]
fn a_ledger_of_another_length_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pages = format!("{PAGE}\x0c{OTHER}\x0c{PAGE}");
    for format in ["markdown", "text", "json", "jsonl", "source"] {
        let out = done(run_in(folder.path(), &["clean", "--format", format, "--edits", "ledger"], pages.as_bytes()));
        fs::write(folder.path().join("out"), &out).unwrap();
        assert_eq!(done(run_in(folder.path(), &["revert", "out", "ledger"], b"")), pages, "{format}");
        let ledger = fs::read_to_string(folder.path().join("ledger")).unwrap();
        fs::write(folder.path().join("short"), ledger.lines().next().unwrap()).unwrap();
        fs::write(folder.path().join("empty"), "").unwrap();
        for other in ["short", "empty"] {
            refused(run_in(folder.path(), &["revert", "out", other], b""));
        }
    }
    for (name, page) in [("p", PAGE), ("q", OTHER)] {
        fs::write(folder.path().join(name), page).unwrap();
    }
    let out = done(run_in(folder.path(), &["clean", "p", "q", "--format", "json", "--edits", "ledger"], b""));
    fs::write(folder.path().join("out"), out).unwrap();
    assert_eq!(done(run_in(folder.path(), &["revert", "out", "ledger"], b"")), format!("{PAGE}{OTHER}"));
}

#[test]
fn reports_name_any_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a, b%.txt"), PAGE).unwrap();
    let check = |format| String::from_utf8(run_in(folder.path(), &["check", "--format", format, "a, b%.txt"], b"").stdout).unwrap();
    assert!(check("github").contains("file=a%2C b%25.txt,line="));
    assert!(check("sarif").contains("\"uri\": \"a%2C%20b%25.txt\""));
}

#[test]
fn one_ledger_of_several_files_restores_each() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.txt"), PAGE).unwrap();
    fs::write(folder.path().join("q.txt"), OTHER).unwrap();
    done(run_in(folder.path(), &["clean", "p.txt", "q.txt", "--output", "out", "--edits", "ledger"], b""));
    for (name, source) in [("out/p.md", PAGE), ("out/q.md", OTHER)] {
        assert_eq!(done(run_in(folder.path(), &["revert", name, "ledger"], b"")), source);
    }
    // One changed character of what was copied is noticed.
    let changed = fs::read_to_string(folder.path().join("out/p.md")).unwrap().replace("轮渡", "轮船");
    fs::write(folder.path().join("out/p.md"), changed).unwrap();
    refused(run_in(folder.path(), &["revert", "out/p.md", "ledger"], b""));
    fs::write(folder.path().join("empty"), "").unwrap();
    assert!(refused(run_in(folder.path(), &["revert", "out/q.md", "empty"], b"")).contains("do not belong together"));
}

#[test]
fn revert_restores_every_byte() {
    let two = format!("\u{feff}{PAGE}\x0c{}", OTHER.replace('\n', "\r\n"));
    let gb18030 = encoding_rs::GB18030.encode(&two[3..]).0.into_owned();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(PAGE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let invalid = [PAGE.as_bytes(), b"a\xFF\xE4\xB8\n\n\xED\xA0\x80", OTHER.as_bytes()].concat();
    let cases: [(&str, &[u8], &[&str]); 7] = [
        ("a page", PAGE.as_bytes(), &[]),
        ("nothing", b"", &[]),
        ("two pages", two.as_bytes(), &[]),
        ("GB18030", &gb18030, &[]),
        ("named GB18030", &gb18030, &["--encoding", "gb18030"]),
        ("UTF-16", &utf16, &[]),
        ("invalid bytes", &invalid, &[]),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, more) in cases {
        for format in ["markdown", "text", "jsonl", "json"] {
            if format == "json" && bytes.contains(&b'\x0c') {
                continue;
            }
            let args = [&["clean", "--format", format, "--edits", "ledger"], more].concat();
            let out = done(run_in(folder.path(), &args, bytes));
            fs::write(folder.path().join("out"), out).unwrap();
            let back = run_in(folder.path(), &["revert", "out", "ledger"], b"");
            assert_eq!(back.status.code(), Some(0), "{name} {format}: {}", text(&back.stderr));
            assert!(back.stdout == bytes, "{name} as {format} came back as {:?}", String::from_utf8_lossy(&back.stdout));
        }
    }
}

#[test]
fn revert_refuses_what_does_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    let out = done(run_in(folder.path(), &["clean", "--edits", "ledger"], PAGE.as_bytes()));
    fs::write(folder.path().join("out"), &out[..60]).unwrap();
    refused(run_in(folder.path(), &["revert", "out", "ledger"], b""));
}

#[test]
fn check_says_by_its_status_whether_there_is_something() {
    let human = run(&["check"], PAGE.as_bytes());
    assert_eq!(human.status.code(), Some(1));
    assert!(text(&human.stdout).contains("standard input:5:") && text(&human.stdout).contains("glyph/dash-for-one"));
    let clean = run(&["check"], CLEAN.as_bytes());
    assert_eq!((clean.status.code(), text(&clean.stdout)), (Some(0), ""));
    let github = run(&["check", "--format", "github"], PAGE.as_bytes());
    assert!(text(&github.stdout).lines().all(|l| l.starts_with("::")), "{}", text(&github.stdout));
    let json = run(&["check", "--format", "json"], PAGE.as_bytes());
    let found: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(found.as_array().unwrap().iter().any(|f| f["rule"] == "glyph/dash-for-one" && f["line"] == 5));
    for (input, status) in [(PAGE, 1), (CLEAN, 0)] {
        let sarif = run(&["check", "--format", "sarif"], input.as_bytes());
        assert_eq!(sarif.status.code(), Some(status));
        let log: Value = serde_json::from_slice(&sarif.stdout).unwrap();
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().is_empty(), status == 0);
    }
}

#[test]
fn diff_shows_both_sides() {
    let out = done(run(&["diff"], PAGE.as_bytes()));
    assert!(out.contains("第[-—-]{+一+}班"), "{out}");
}

const OWN_TEXT: &str = "望今渡的船队每天从望今渡出发。到望今渡去的人不少，望今渡的居民多以捕鱼为生。\n";
const OWN_WORDS: &str = "The brindlewick was mended. A brindlewick is no toy, said the miller of Quarlow.\n";
const OWN_PAGE: &str = "## A day at the mill\n\nThe men had mended the brindle wick before the rain came, and the mill ran again.\n";

#[test]
fn a_model_of_own_text_is_trained_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::create_dir(file("texts")).unwrap();
    fs::write(file("texts/a.txt"), OWN_WORDS.repeat(12)).unwrap();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(OWN_WORDS.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(file("texts/b.txt"), utf16).unwrap();
    fs::write(file("page.txt"), OWN_PAGE).unwrap();
    let trained = run_in(folder.path(), &["train", "texts", "-o", "own.model"], b"");
    // Nobody sees a bar where no terminal is.
    assert_eq!(text(&trained.stderr), "");
    let said = done(trained);
    assert!(said.contains("own.model: 12 words, language en") && said.lines().count() == 1, "{said}");
    let clean = |more: &[&str]| done(run_in(folder.path(), &[&["clean", "page.txt"], more].concat(), b""));
    assert!(clean(&["--model", "own.model"]).contains("mended the brindlewick before"));
    assert!(clean(&[]).contains("mended the brindle wick before"));
    for command in ["check", "diff", "layout"] {
        let with = run_in(folder.path(), &[command, "page.txt", "--model", "own.model"], b"");
        assert!(with.status.code().is_some_and(|code| code < 2), "{}", text(&with.stderr));
    }
    let first = fs::read(file("own.model")).unwrap();
    done(run_in(folder.path(), &["train", "texts/a.txt", "texts/b.txt", "-o", "again/own.model"], b""));
    assert_eq!(fs::read(file("again/own.model")).unwrap(), first);
    let names = done(run_in(folder.path(), &["train", "--lang", "de", "--prune", "1", "-o", "names"], b"Quellheim\nOberau\n"));
    assert!(names.contains("2 words, language de"), "{names}");
    let chinese = done(run_in(folder.path(), &["train", "-o", "zh.model"], &encoding_rs::GB18030.encode(&OWN_TEXT.repeat(12)).0));
    assert!(chinese.contains("pairs of characters, language zh-Hans"), "{chinese}");
    assert!(clean(&["--model", "own.model", "--model", "zh.model"]).contains("brindlewick before"));
    let twice = run_in(folder.path(), &["clean", "--model", "own.model", "--model", "again/own.model"], b"");
    assert!(refused(twice).contains("two models are of the language en"));
}

#[test]
fn an_unusable_model_or_text_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str], input: &[u8]| refused(run_in(folder.path(), args, input));
    fs::write(folder.path().join("text"), OWN_TEXT.repeat(3)).unwrap();
    done(run_in(folder.path(), &["train", "text", "-o", "model"], b""));
    let sound = fs::read(folder.path().join("model")).unwrap();
    let mut broken = sound.clone();
    *broken.last_mut().unwrap() ^= 1;
    let newer = [&sound[..4], &[9], &sound[5..]].concat();
    for (file, what) in [(&b"text"[..], "no model"), (&sound[..40], "cut off"), (&broken, "checksum"), (&newer, "version 9")] {
        fs::write(folder.path().join("bad"), file).unwrap();
        for command in ["clean", "check", "diff", "layout"] {
            let message = run(&[command, "--model", "bad"], b"");
            assert!(message.contains("bad: ") && message.contains(what) && message.contains("copydesk train"), "{message}");
        }
    }
    assert!(run(&["clean", "--model", "absent"], b"").contains("absent"));
    assert!(run(&["train", "-o", "x"], b"").contains("no text"));
    assert!(run(&["train", "-o", "x"], OWN_TEXT.get(..30).unwrap().as_bytes()).contains("--prune"));
    assert!(run(&["train", "absent", "-o", "x"], b"").contains("absent"));
    assert!(run(&["train", "text", "-o", "x", "--lang", "tlh"], b"").contains("tlh"));
    assert!(run(&["train", "-o", "x"], b"<alto><Layout></Layout></alto>").contains("standard input: this is a structured file"));
    assert!(run(&["train", "text", "-o", "/proc/no/x"], b"").contains("/proc/no"));
    assert!(!folder.path().join("x").exists());
}

#[test]
fn rules_are_listed_and_explained() {
    let list = done(run(&["rules"], b""));
    assert_eq!(list.lines().count(), copydesk::rules().len());
    for rule in copydesk::rules() {
        assert!(list.contains(rule.id));
        let about = done(run(&["explain", rule.id], b""));
        assert!(about.starts_with(rule.id) && about.contains(rule.summary), "{about}");
    }
    assert!(list.contains("glyph/half-width               0.90–0.99  "), "{list}");
    assert!(done(run(&["explain", "glyph/half-width"], b"")).contains("Confidence: 0.90 to 0.99"));
    let value: Value = serde_json::from_str(&done(run(&["rules", "--format", "json"], b""))).unwrap();
    assert_eq!(value.as_array().unwrap().len(), copydesk::rules().len());
    let rule: Value = serde_json::from_str(&done(run(&["explain", "--format", "json", "word/scanno"], b""))).unwrap();
    assert_eq!(rule["confidence"], serde_json::json!([0.5, 0.99]));
    assert!(value.as_array().unwrap().contains(&rule));
    assert!(refused(run(&["explain", "glyph/nonsense"], b"")).contains("glyph/nonsense"));
}

#[test]
fn rules_can_be_chosen() {
    assert!(done(run(&["clean", "--skip", "glyph/dash-for-one"], PAGE.as_bytes())).contains("第—班"));
    let only = done(run(&["clean", "--only", "glyph/dash-for-one"], PAGE.as_bytes()));
    assert!(only.contains("第一班夜航,"), "{only}");
    let two = done(run(&["clean", "--only", "glyph/dash-for-one,glyph/half-width"], PAGE.as_bytes()));
    assert!(two.contains("第一班夜航，"), "{two}");
    assert_eq!(two, done(run(&["clean", "--only", "glyph/dash-for-one", "--only", "glyph/half-width"], PAGE.as_bytes())));
}

#[test]
fn unusable_options_are_named() {
    let unknown =
        [&["clean", "--skip", "glyph/nonsense"][..], &["check", "--only", "glyph/nonsense"], &["clean", "--skip", "word,glyph/nonsense"]];
    for args in unknown {
        assert!(refused(run(args, b"")).contains("glyph/nonsense"));
    }
    assert!(refused(run(&["clean", "--nonsense"], b"")).contains("--nonsense"));
    assert!(refused(run(&["clean", "--encoding", "klingon"], b"")).contains("klingon"));
    assert!(refused(run(&["clean", "--page-separator", "("], b"")).contains("--page-separator"));
    assert!(refused(run(&["clean", "--min-confidence", "7"], b"")).contains('7'));
    assert!(refused(run(&["clean", "--lang", "tlh"], b"")).contains("zh-Hant"));
    assert!(refused(run(&["clean", "--jobs", "0"], b"")).contains("--jobs"));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    for command in ["clean", "check", "diff"] {
        assert!(refused(run(&[command, "no-such-page.txt"], b"")).contains("no-such-page.txt"));
    }
    assert!(refused(run(&["revert", "no-such-page.txt", "x"], b"")).contains("no-such-page.txt"));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt"), PAGE).unwrap();
    assert!(refused(run_in(folder.path(), &["revert", "page.txt", "page.txt"], b"")).contains("--edits"));
    assert!(refused(run_in(folder.path(), &["clean", "page.txt", "--output", "page.txt"], b"")).contains("a folder that is no file"));
}

#[test]
fn packed_pages_are_unpacked_and_pictures_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(PAGE.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(done(run(&["clean"], &packed)), done(run(&["clean"], PAGE.as_bytes())));
    assert!(refused(run(&["clean"], &packed[..packed.len() / 2])).contains("standard input"));
    for (head, name) in
        [(&b"%PDF-1.7"[..], "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"PK\x03\x04....", "ZIP"), (b"\xFF\xD8\xFF\xE0..", "JPEG")]
    {
        assert!(refused(run(&["clean"], head)).contains(name));
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt.gz"), &packed).unwrap();
    done(run_in(folder.path(), &["clean", "page.txt.gz", "--output", "out"], b""));
    assert!(folder.path().join("out/page.md").is_file());
}

#[test]
fn typography_is_set_by_a_profile_that_a_file_changes() {
    let page = "## Ein Boot\n\nDer Mann sagte, \"das Boot\" liegt auf dem Grund und nicht im Hafen.\n";
    assert!(done(run(&["clean"], page.as_bytes())).contains("\"das Boot\""));
    assert!(done(run(&["clean", "--with", "typography"], page.as_bytes())).contains("„das Boot“"));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("marks.json"), r#"{"de": {"quotes": ["»", "«"]}}"#).unwrap();
    let args = ["clean", "--typography", "marks.json"];
    assert!(done(run_in(folder.path(), &args, page.as_bytes())).contains("»das Boot«"));
    fs::write(folder.path().join("marks.json"), r#"{"de": {"quotes": "»"}}"#).unwrap();
    assert!(refused(run_in(folder.path(), &args, b"")).contains("marks.json"));
}

#[test]
fn jobs_do_not_show() {
    let input: String = (0..30).map(|n| format!("{}{n}。\n\x0c", if n % 2 == 0 { PAGE } else { OTHER })).collect();
    for format in ["markdown", "text", "json", "jsonl"] {
        let of = |jobs| done(run(&["clean", "--format", format, "--jobs", jobs], input.as_bytes()));
        assert_eq!(of("1"), of("2"));
    }
}

#[test]
fn a_page_over_the_limit_names_the_remedy() {
    let input = "水位回落到警戒线以下沿江道路恢复通行".repeat(100);
    let message = refused(run(&["clean", "--max-page", "1K"], input.as_bytes()));
    assert!(message.contains("--max-page") && message.contains("--page-separator"), "{message}");
    // The text of a record is a page; the others are done.
    let records = [serde_json::json!({"id": 1, "text": input}), serde_json::json!({"id": 2, "text": PAGE})].map(|r| r.to_string() + "\n");
    let message = refused(run(&["clean", "--from", "jsonl", "--max-page", "1K"], records.concat().as_bytes()));
    assert!(message.contains("line 1") && message.contains("--max-page") && message.contains("one record was left out"), "{message}");
}

#[test]
fn separators_are_no_text_whatever_is_repaired_behind_them() {
    let out = done(run(
        &["clean", "--format", "text", "--page-separator", "^--- "],
        "The first page is read well by all.\n--- next\nThe other page has a ﬁne day in it.\n".as_bytes(),
    ));
    assert!(out.contains("a fine day") && !out.contains("next"), "{out}");
    assert!(refused(run(&["clean", "--page-separator", ""], b"")).contains("--page-separator"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt"), format!("{PAGE}\x0c").repeat(500)).unwrap();
    let mut child = start(&["clean", "page.txt"], folder.path(), Stdio::piped());
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut child = start(&["clean"], &std::env::temp_dir(), full.into());
    child.stdin.take().unwrap().write_all(PAGE.as_bytes()).unwrap();
    refused(child.wait_with_output().unwrap());
}

#[test]
fn json_of_several_pages_is_reverted() {
    let folder = tempfile::tempdir().unwrap();
    let source = format!("{PAGE}\x0c{OTHER}\x0c{CLEAN}");
    fs::write(folder.path().join("in.txt"), &source).unwrap();
    let out = done(run_in(folder.path(), &["clean", "--format", "json", "--edits", "ledger.jsonl", "in.txt"], b""));
    fs::write(folder.path().join("out.json"), &out).unwrap();
    assert_eq!(done(run_in(folder.path(), &["revert", "out.json", "ledger.jsonl"], b"")), source);
    fs::write(folder.path().join("out.json"), "{\"articles\":[],\"furniture\":[]}").unwrap();
    assert!(refused(run_in(folder.path(), &["revert", "out.json", "ledger.jsonl"], b"")).contains("fewer articles"));
}

#[test]
fn strange_shapes_come_to_an_end() {
    let one_line = "这里决定着一个国家的工业水平,很好。".repeat(80_000);
    assert!(done(run(&["clean", "--format", "text"], one_line.as_bytes())).contains("，很好。"));
    for lines in ["的\n".repeat(200_000), "的\n\n".repeat(200_000), "的,\n\n1\n\n".repeat(100_000), "(\n".repeat(200_000)] {
        assert!(!done(run(&["clean"], lines.as_bytes())).is_empty());
    }
    // No space for a megabyte: each word of it is one of many of the same stretch.
    for piece in ["<Block>", "12t", "0.5a⸗", "a.O,", "“w3as”"] {
        let stretch = piece.repeat(1_000_000 / piece.len());
        assert!(!done(run(&["clean"], stretch.as_bytes())).is_empty(), "{piece}");
    }
}

#[test]
fn a_broken_structured_file_is_refused() {
    let message = refused(run(&["clean"], b"<alto><Layout><Page><PrintSpace><TextLine HPOS=\"1\""));
    assert!(message.contains("markup") && message.contains("byte"), "{message}");
}

#[test]
fn layout_is_a_table_or_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let table = done(run(&["layout"], PAGE.as_bytes()));
    assert!(table.lines().any(|l| l.contains("headline") && l.contains("跨江轮渡恢复夜航")), "{table}");
    let two = format!("{PAGE}\x0c{OTHER}");
    assert_eq!(done(run_in(folder.path(), &["layout", "--svg", "page.svg"], two.as_bytes())), "");
    let pictures = ["page.svg", "page-2.svg"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    assert!(pictures[0].contains("跨江轮渡恢复夜航") && pictures[1].contains("第二天的新闻"));
}

#[test]
fn eval_scores_pages_against_gold_pages() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/eval");
    let table = done(run_in(&corpus, &["eval", "gold", "pred"], b""));
    assert!(table.lines().any(|l| l.starts_with("zh-ferry ") && l.contains("0.800")) && table.contains("mean of 2"), "{table}");
    let value: Value = serde_json::from_str(&done(run_in(&corpus, &["eval", "gold", "pred", "--format", "json"], b""))).unwrap();
    assert_eq!(value["pages"][0]["name"], "en-ferry");
    assert_eq!((value["pages"][0]["article_f1"].as_f64(), value["mean"]["n_gold"].as_u64()), (Some(1.0), Some(3)));
    assert!(refused(run_in(&corpus, &["eval", "gold", "pred", "--calibration"], b"")).contains("--source"));
    assert!(refused(run_in(&corpus, &["eval", "gold", "pred", "--lang", "xx"], b"")).contains("xx"));
    let folder = tempfile::tempdir().unwrap();
    for (gold, said) in [("{\"articles\": {\"headline\": \"A\"}}", "articles"), ("{\"pages\": []}", "articles"), ("[1]", "object")] {
        fs::write(folder.path().join("gold.json"), gold).unwrap();
        let message = refused(run_in(folder.path(), &["eval", "gold.json", "gold.json"], b""));
        assert!(message.contains("gold.json") && message.contains(said), "{message}");
    }
    assert!(refused(run_in(&corpus, &["eval", "gold", "no-such-folder"], b"")).contains("no-such-folder"));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.txt"), PAGE).unwrap();
    let gold = "{\"lang\": \"zh\", \"articles\": [{\"headline\": \"跨江轮渡恢复夜航\", \"paragraphs\": [\"这是今年的第一班夜航，船上有36人。\"]}]}";
    fs::write(folder.path().join("gold.json"), gold).unwrap();
    let found = done(run_in(folder.path(), &["clean", "--format", "json", "page.txt"], b""));
    fs::write(folder.path().join("page.json"), found).unwrap();
    let args = ["eval", "gold.json", "page.json", "--source", "page.txt", "--calibration", "--format", "json"];
    let value: Value = serde_json::from_str(&done(run_in(folder.path(), &args, b""))).unwrap();
    assert_eq!((value["edits"]["precision"].as_f64(), value["edits"]["wrong"].as_u64()), (Some(1.0), Some(0)));
    assert!(value["calibration"].as_array().is_some_and(|bands| !bands.is_empty()));
}

#[test]
fn a_structured_file_is_written_back_and_reverted() {
    let folder = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/structured/zh-two-columns.hocr")).unwrap();
    let source = source.replace('一', "—");
    fs::write(folder.path().join("p.hocr"), &source).unwrap();
    let args = ["clean", "--format", "source", "--output", "out", "--edits", "ledger", "p.hocr"];
    assert_eq!(done(run_in(folder.path(), &args, b"")), "");
    let out = fs::read_to_string(folder.path().join("out/p.hocr")).unwrap();
    assert!(out.contains("<ins class=\"alt\">一</ins>"), "{out}");
    assert_eq!(done(run_in(folder.path(), &["clean", "--format", "source", "p.hocr"], b"")), out);
    assert_eq!(done(run_in(folder.path(), &["revert", "out/p.hocr", "ledger"], b"")), source);
}

#[test]
fn json_of_boxes_comes_back_from_its_own_form() {
    let folder = tempfile::tempdir().unwrap();
    let line = r#"{"text":"第—班夜航","box":[[1,2],[300,2],[300,42],[1,42]],"score":0.9}"#;
    for source in [format!("{{\"data\":[{line}]}}"), format!("{{\"text\":\"all\",\"data\":[{line}]}}"), format!("[{line}]")] {
        let out = done(run_in(folder.path(), &["clean", "--format", "source", "--edits", "ledger"], source.as_bytes()));
        fs::write(folder.path().join("out"), out).unwrap();
        assert_eq!(done(run_in(folder.path(), &["revert", "out", "ledger"], b"")), source);
    }
}
