//! The picture of a page: what it holds, and that it can be drawn.

use copydesk::{Desk, Picture, Role};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn picture(page: &str) -> Picture {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(page)).unwrap();
    Desk::new().clean(&text).picture()
}

#[test]
fn a_structured_page_is_drawn_by_its_boxes() {
    let forms = ["hocr", "alto.xml", "page.xml", "tsv"].map(|form| picture(&format!("structured/zh-two-columns.{form}")));
    let page = &forms[0];
    assert!(page.boxed && forms.iter().all(|p| p == page));
    // Two columns side by side; a paragraph goes on from the first one to the second one.
    assert_eq!(page.columns.len(), 2);
    assert!(page.columns[0].right < page.columns[1].left);
    let parts: Vec<_> = page.figures.iter().map(|f| (f.role.name(), f.order, f.part, f.column)).collect();
    let wanted = [
        ("headline", 1, (1, 1), None),
        ("byline", 2, (1, 1), None),
        ("paragraph", 3, (1, 2), Some(1)),
        ("paragraph", 3, (2, 2), Some(2)),
        ("paragraph", 4, (1, 1), Some(2)),
    ];
    assert_eq!(parts, wanted);
    assert!(page.figures.iter().all(|f| f.article == Some(1)));
}

#[test]
fn tiers_are_the_columns_of_a_page_whose_lines_run_down() {
    let page = picture("structured/ja-vertical.json");
    assert!(page.vertical && page.columns.len() == 2 && page.columns[0].bottom < page.columns[1].top);
    // The first paragraph is one part: its lines follow to the left.
    let first = page.figures.iter().find(|f| f.role == Role::Paragraph).unwrap();
    assert!(first.part == (1, 1) && first.lines.len() == 5 && first.column == Some(1));
    assert!(first.lines.windows(2).all(|l| l[1].bounds.right < l[0].bounds.left));
    assert!(page.to_svg().contains("writing-mode=\"vertical-rl\""));
}

#[test]
fn a_tail_that_stands_elsewhere_is_a_part_of_its_paragraph() {
    let page = picture("pages/zh-displaced.txt");
    assert!(!page.boxed);
    let moved = page.figures.iter().find(|f| f.part == (2, 2)).unwrap();
    let begun = page.figures.iter().find(|f| f.order == moved.order && f.part == (1, 2)).unwrap();
    assert!(begun.article == moved.article && begun.bounds.bottom < moved.bounds.top);
    // Every line of the picture is a line of the page, in its place.
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/pages/zh-displaced.txt")).unwrap();
    assert!(page.figures.iter().flat_map(|f| &f.lines).all(|l| text.contains(&l.text)));
}

#[test]
fn a_picture_is_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("picture-zh-two-columns", picture("structured/zh-two-columns.hocr").to_svg()));
}

/// Draws an SVG file with the first program that is there.
fn draw(svg: &Path, png: &Path) -> bool {
    let screenshot = format!("--screenshot={}", png.display());
    let (svg, png) = (svg.to_str().unwrap(), png.to_str().unwrap());
    let chromium = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1400,900", &screenshot, svg];
    let programs: [(&str, &[&str]); 4] =
        [("rsvg-convert", &["-o", png, svg]), ("magick", &[svg, png]), ("chromium", &chromium), ("google-chrome", &chromium)];
    programs.iter().any(|(program, args)| {
        let run = Command::new(program).args(*args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success()) && Path::new(png).exists()
    })
}

#[test]
fn a_picture_can_be_drawn_and_is_not_blank() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, png) = (folder.path().join("page.svg"), folder.path().join("page.png"));
    fs::write(&svg, picture("structured/zh-two-columns.hocr").to_svg()).unwrap();
    if !draw(&svg, &png) {
        println!("skipped: no program here that draws SVG (rsvg-convert, magick, chromium)");
        return;
    }
    let mut reader = png::Decoder::new(std::io::BufReader::new(fs::File::open(&png).unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let depth = info.color_type.samples();
    let colours: BTreeSet<&[u8]> = pixels[..info.buffer_size()].chunks_exact(depth).map(|p| &p[..depth.min(3)]).collect();
    // The roles of the legend alone have nine colours.
    assert!(info.width > 400 && info.height > 200 && colours.len() > 9, "{}x{}, {} colours", info.width, info.height, colours.len());
}
