//! Structured files written back: repairs in place, old readings kept, still files of their format.

use copydesk::{Cleaned, Desk, Format};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FORMS: [&str; 3] = ["hocr", "alto.xml", "page.xml"];

/// The sample page with a dash for each 一, which the page's text shows to be one.
fn damaged(form: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/structured/zh-two-columns.{form}"));
    fs::read_to_string(path).unwrap().replace('一', "—")
}

/// Writes a page back and checks what holds for every page.
fn written(source: &str) -> (Cleaned, String) {
    let page = Desk::new().clean(source);
    assert_eq!(page.fault(), None);
    let (out, ledger) = page.render(Format::Source);
    assert_eq!(ledger.restore(&out).unwrap(), source);
    assert_eq!(out, page.to_source_form());
    well_formed(&out);
    let again = Desk::new().clean(&out);
    assert_eq!(again.fault(), None, "{out}");
    assert_eq!(again.articles(), page.articles(), "{out}");
    assert_eq!(again.to_source_form(), out);
    (page, out)
}

/// The schema of PAGE files of 2019: in the folder that the environment names, where it names one.
fn page_schema(out: &str) -> Option<PathBuf> {
    let schema = Path::new(&std::env::var_os("COPYDESK_SCHEMAS")?).join("page.xsd");
    out.contains(PAGE_2019).then_some(schema)
}

const PAGE_2019: &str = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15";

/// Names of elements match, names of attributes and ids are not given twice; and xmllint agrees, where there is one, by the
/// published schema, where that is there.
fn well_formed(out: &str) {
    let mut reader = Reader::from_str(out);
    let (mut depth, mut ids) = (0, BTreeSet::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.attributes().any(|a| a.is_err()) => panic!("{tag:?}"),
            Event::Start(tag) => {
                depth += 1;
                ids.extend(id(&tag));
            }
            Event::Empty(tag) => assert!(id(&tag).is_none_or(|id| ids.insert(id)), "{tag:?}"),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.xml");
    fs::write(&path, out).unwrap();
    let mut lint = Command::new("xmllint");
    lint.args(["--noout", "--nonet"]);
    if let Some(schema) = page_schema(out) {
        lint.arg("--schema").arg(schema);
    }
    match lint.arg(&path).stdin(Stdio::null()).output() {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) => println!("skipped: no xmllint here"),
    }
}

fn id(tag: &quick_xml::events::BytesStart<'_>) -> Option<String> {
    let id = tag.attributes().flatten().find(|a| matches!(a.key.as_ref(), b"id" | b"ID"))?;
    Some(String::from_utf8_lossy(&id.value).into_owned())
}

#[test]
fn repairs_stand_in_the_file_with_the_old_reading_beside_them() {
    let marks = [
        [
            "<ins class=\"alt\">一</ins><del class=\"alt\">—</del>",
            "content='sample; copydesk ",
            "class=\"ocr_linear\" id=\"copydesk_article_1\"",
        ],
        [
            "CONTENT=\"一\"><ALTERNATIVE PURPOSE=\"source\">—</ALTERNATIVE></String>",
            " TAGREFS=\"copydesk_article_1\"",
            "LABEL=\"渡口的老钟重新走动\"",
        ],
        [
            "<TextEquiv index=\"0\"><Unicode>一</Unicode></TextEquiv><TextEquiv index=\"1\" conf=\"0.93\"><Unicode>—</Unicode>",
            "<OrderedGroup id=\"copydesk_article_1\" caption=\"渡口的老钟重新走动\">",
            "<RegionRefIndexed index=\"0\" regionRef=\"r\"/>",
        ],
    ];
    for (form, marks) in FORMS.into_iter().zip(marks) {
        let (page, out) = written(&damaged(form));
        assert!(page.edits().iter().any(|e| e.rule == "glyph/dash-for-one"), "{form}");
        for mark in marks {
            assert!(out.contains(mark), "{form} has no {mark} in\n{out}");
        }
    }
}

/// Pages as a converter wrote them are valid before and after, and what was written is left as it is.
#[test]
fn pages_of_the_evaluation_set_stay_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/dev/ocr");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return;
    };
    let paths: Vec<_> = entries.map(|e| e.unwrap().path()).filter(|p| p.to_string_lossy().ends_with(".page.xml.gz")).collect();
    assert!(!paths.is_empty(), "{}", folder.display());
    for path in paths {
        let mut source = String::new();
        flate2::read::GzDecoder::new(fs::File::open(&path).unwrap()).read_to_string(&mut source).unwrap();
        let out = Desk::new().clean(&source).to_source_form();
        well_formed(&out);
        assert!(Desk::new().clean(&out).to_source_form() == out, "{}", path.display());
    }
}

/// A word of which nothing is left says so; the old reading beside it does not come back.
#[test]
fn a_speck_that_was_taken_out_stays_out() {
    let page = damaged("page.xml");
    let at = page.find("<Word ").unwrap();
    let word = "<Word id=\"speck\"><Coords points=\"0,0 1,0 1,1 0,1\"/><TextEquiv><Unicode>¤</Unicode></TextEquiv></Word>";
    let blank = "<TextEquiv index=\"0\" comments=\"nothing is printed here\"><Unicode></Unicode></TextEquiv>";
    let with = |word: &str| Desk::new().clean(&format!("{}{word}{}", &page[..at], &page[at..])).to_text();
    let plain = Desk::new().clean(&page).to_text();
    assert!(with(word) != plain);
    assert_eq!(with(&word.replace("<TextEquiv>", &format!("{blank}<TextEquiv index=\"1\">"))), plain);
}

#[test]
fn what_was_repaired_once_is_not_judged_again() {
    for form in FORMS {
        let out = written(&damaged(form)).1;
        // A dash as it would be repaired in a file that nobody cleaned yet.
        let edited = out.replacen(">钟<", ">—<", 1).replacen("\"钟\"", "\"—\"", 1);
        assert!(Desk::new().clean(&edited).edits().iter().all(|e| e.rule.starts_with("layout/")), "{form}");
    }
}

#[test]
fn a_step_is_recorded_where_the_version_has_a_place_for_it() {
    let alto = damaged("alto.xml");
    let described = |space: &str, description: &str| alto.replace("ns-v3", space).replace(" <Layout>", &format!("{description}<Layout>"));
    let step = "<processingSoftware><softwareName>copydesk</softwareName>";
    let old =
        "<Description><MeasurementUnit>pixel</MeasurementUnit><OCRProcessing ID=\"p\"><ocrProcessingStep/></OCRProcessing></Description>";
    let out = written(&described("ns-v3", old)).1;
    assert!(out.contains("<ocrProcessingStep/><postProcessingStep>") && out.contains(step), "{out}");
    let out = written(&described("ns-v4", "<Description><MeasurementUnit>pixel</MeasurementUnit></Description>")).1;
    assert!(out.contains("<processingCategory>contentModification</processingCategory>") && out.contains(step), "{out}");
    // A version without tags gets none.
    assert!(!written(&described("ns-v2", "")).1.contains("TAGREFS"));
    let page = damaged("page.xml");
    let out = written(&page).1;
    assert!(out.contains("<MetadataItem type=\"processingStep\""), "{out}");
    let out = written(&page.replace("2019-07-15", "2013-07-15")).1;
    assert!(!out.contains("MetadataItem") && out.contains("<Comments>copydesk "), "{out}");
    // That version has one reading for each word.
    assert!(!out.contains("index=\"1\"><Unicode>") && out.contains("comments=\"source: —\"") && out.contains("<Unicode>一<"), "{out}");
}

/// A page of English lines in words with boxes; a word is cut in two by a space.
fn english(word: &dyn Fn(usize, [u32; 4], &str) -> String, line: &dyn Fn(usize, [u32; 4], String) -> String) -> String {
    let lines = [
        "The ferry to the mill sailed again on Monday night with sixty people on board, the",
        "harbor office said. The gover nment had closed the pier for two years after a storm",
        "tore off the landing, and the men of the village had to walk nine miles to the bridge.",
        "The company says that the fare is still a quarter, and the children of the town ride free.",
    ];
    let mut number = 0;
    let mut out = String::new();
    for (n, text) in lines.iter().enumerate() {
        let (mut x, y) = (40, 40 + 28 * u32::try_from(n).unwrap());
        let mut words = String::new();
        for part in text.split(' ') {
            let wide = 12 * u32::try_from(part.len()).unwrap();
            number += 1;
            words.push_str(&word(number, [x, y, x + wide, y + 20], part));
            x += wide + 7;
        }
        out.push_str(&line(n + 1, [40, y, x, y + 20], words));
    }
    out
}

#[test]
fn words_that_are_one_have_the_box_around_both() {
    let hocr = english(
        &|n, [a, b, c, d], text| format!("<span class='ocrx_word' id='w{n}' title='bbox {a} {b} {c} {d}; x_wconf 90'>{text}</span>\n"),
        &|n, [a, b, c, d], words| format!("<span class='ocr_line' id='l{n}' title='bbox {a} {b} {c} {d}'>{words}</span>\n"),
    );
    let hocr = format!("<html><head></head><body><div class='ocr_page' title='bbox 0 0 1200 300'>{hocr}</div></body></html>");
    let alto = english(
        &|n, [a, b, c, d], text| {
            format!(
                "<String ID=\"w{n}\" HPOS=\"{a}\" VPOS=\"{b}\" WIDTH=\"{}\" HEIGHT=\"{}\" CONTENT=\"{text}\"/><SP WIDTH=\"7\"/>\n",
                c - a,
                d - b
            )
        },
        &|n, [a, b, c, d], words| {
            format!("<TextLine ID=\"l{n}\" HPOS=\"{a}\" VPOS=\"{b}\" WIDTH=\"{}\" HEIGHT=\"{}\">{words}</TextLine>\n", c - a, d - b)
        },
    );
    let alto = format!(
        "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\"><Layout><Page><PrintSpace>{alto}</PrintSpace></Page></Layout></alto>"
    );
    let coords = |[a, b, c, d]: [u32; 4]| format!("<Coords points=\"{a},{b} {c},{b} {c},{d} {a},{d}\"/>");
    let page = english(
        &|n, b, text| format!("<Word id=\"w{n}\">{}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></Word>\n", coords(b)),
        &|n, b, words| format!("<TextLine id=\"l{n}\">{}{words}</TextLine>\n", coords(b)),
    );
    let page = format!(
        "<PcGts xmlns=\"{PAGE_2019}\"><Metadata><Creator>x</Creator><Created>2024-01-01T00:00:00</Created>\
         <LastChange>2024-01-01T00:00:00</LastChange></Metadata><Page imageFilename=\"x.png\" imageWidth=\"1200\" imageHeight=\"300\">\
         <TextRegion id=\"r\">{}{page}</TextRegion></Page></PcGts>",
        coords([40, 40, 1100, 200])
    );
    // `gover` begins at 308 and `nment` ends at 435.
    for (source, marks) in [
        (hocr, ["title='bbox 308 68 435 88; x_wconf 90'", "<ins class=\"alt\">government</ins><del class=\"alt\">gover nment</del>"]),
        (alto, ["HPOS=\"308\" VPOS=\"68\" WIDTH=\"127\" HEIGHT=\"20\" CONTENT=\"government\"", ">gover nment</ALTERNATIVE>"]),
        (page, ["<Coords points=\"308,68 435,68 435,88 308,88\"/>", "<Unicode>government</Unicode></TextEquiv><TextEquiv index=\"1\">"]),
    ] {
        let (_, out) = written(&source);
        for mark in marks {
            assert!(out.contains(mark), "no {mark} in\n{out}");
        }
        assert!(!out.contains(">nment<") && !out.contains("\"nment\""), "{out}");
    }
}

#[test]
fn other_files_come_with_their_repairs_in_place() {
    let text = "这里决定着—个国家的工业水平,很好。\n";
    let page = Desk::new().clean(text);
    assert_eq!(page.to_source_form(), "这里决定着一个国家的工业水平，很好。\n");
    let (out, ledger) = page.render(Format::Source);
    assert_eq!(ledger.restore(&out).unwrap(), text);
    // What is written is UTF-8, and says so.
    let source = damaged("alto.xml").replace("UTF-8", "GB18030");
    assert!(written(&source).1.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
}

#[test]
fn a_repaired_part_of_a_divided_word_is_told_to_both_parts() {
    let source = damaged("alto.xml");
    let (before, rest) = source.split_once("CONTENT=\"—\"/>").unwrap();
    let (between, rest) = rest.split_once("CONTENT=\"").unwrap();
    let (next, rest) = rest.split_once("\"/>").unwrap();
    let part = |n: usize| format!("SUBS_TYPE=\"HypPart{n}\" SUBS_CONTENT=\"—{next}\"/>");
    let source = format!("{before}CONTENT=\"—\" CC=\"9\" {}{between}CONTENT=\"{next}\" {}{rest}", part(1), part(2));
    let (_, out) = written(&source);
    assert!(out.contains(&format!("CONTENT=\"一\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"一{next}\">")), "{out}");
    assert!(out.contains(&format!("CONTENT=\"{next}\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"一{next}\"/>")), "{out}");
}

#[test]
fn the_order_of_reading_is_that_of_the_articles_and_names_every_region() {
    let region = |id: &str, y: u32, lines: [&str; 3]| {
        let coords = |y: u32, height: u32| format!("<Coords points=\"50,{y} 650,{y} 650,{0} 50,{0}\"/>", y + height);
        let line = |(n, text): (usize, &str)| {
            let text = format!("<TextEquiv><Unicode>{text}</Unicode></TextEquiv>");
            format!("<TextLine id=\"{id}{n}\">{}{text}</TextLine>", coords(y + 40 * n as u32, 30))
        };
        let lines: String = lines.into_iter().enumerate().map(line).collect();
        format!("<TextRegion id=\"{id}\">{}{lines}</TextRegion>", coords(y, 110))
    };
    let below = region("below", 220, ["quay for the herring boats at", "Linden. The works will begin", "in May and last two years."]);
    let above = region("above", 100, ["The harbour board met on Tuesday", "in the town hall of the port", "and agreed to build a new"]);
    let source = format!(
        "<PcGts xmlns=\"{PAGE_2019}\"><Metadata><Creator>x</Creator><Created>2024-01-01T00:00:00</Created>\
         <LastChange>2024-01-01T00:00:00</LastChange></Metadata><Page imageFilename=\"x.png\" imageWidth=\"1200\" imageHeight=\"900\">\
         <ReadingOrder><OrderedGroup id=\"g\"><RegionRefIndexed index=\"0\" regionRef=\"picture\"/></OrderedGroup></ReadingOrder>\
         {below}{above}<TextRegion id=\"empty\"><Coords points=\"0,0 9,0 9,9 0,9\"/></TextRegion>\
         <ImageRegion id=\"picture\"><Coords points=\"800,0 900,0 900,90 800,90\"/></ImageRegion></Page></PcGts>"
    );
    let (_, out) = written(&source);
    let order = "<RegionRefIndexed index=\"0\" regionRef=\"above\"/><RegionRefIndexed index=\"1\" regionRef=\"below\"/></OrderedGroup>";
    assert!(out.contains(order), "{out}");
    assert!(out.contains("</OrderedGroup><RegionRef regionRef=\"picture\"/><RegionRef regionRef=\"empty\"/></UnorderedGroup>"), "{out}");
}
