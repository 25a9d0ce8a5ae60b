//! A dump that keeps the lines of the columns, as engines write plain text: what stands in a column, and what is too long or too
//! short for it.
//!
//! Such a dump has blank lines wherever the engine saw a gap: between paragraphs, but between lines and columns, too, and
//! titles, bylines and text may stand in one stretch. The measure of the columns tells them apart.

mod among;
mod bands;
mod chain;
mod cutter;
mod items;
mod layers;
mod marks;
mod measure;
mod opens;
mod recurs;
mod regions;
mod weights;

use crate::hyphen::Hyphens;
use crate::lang::Lang;
use crate::page::{self, Block, Line};
use crate::stats::Statistics;
use crate::text;
pub(crate) use bands::Rows;
pub use chain::Lined;
use cutter::Cutter;
use measure::{Stretch, below_byline, columns, measure, stretches};
use opens::Opens;

/// The blocks of a page that keeps the lines of its columns, with the rows that it shows; nothing for another one.
pub(crate) fn blocks(lines: &[Line], page: &str, stats: Statistics<'_>, rows: Option<Rows>) -> Option<Vec<Block>> {
    in_order(lines, page, stats, rows).map(|(lines, stretches)| cut(&lines, &stretches, page, stats))
}

/// The lines of such a page as the sequence sees that says what each of them is.
pub(crate) fn lined(lines: &[Line], page: &str, stats: Statistics<'_>, rows: Option<Rows>) -> Option<Lined> {
    let (lines, stretches) = in_order(lines, page, stats, rows)?;
    Some(chain::lined(&lines, &stretches, &openings(&lines, page, stats.lang), page, stats))
}

/// Its lines in the order in which they are read, and their stretches.
fn in_order(lines: &[Line], page: &str, stats: Statistics<'_>, rows: Option<Rows>) -> Option<(Vec<Line>, Vec<Stretch>)> {
    if lines.iter().any(|l| l.mark > 0) {
        return None;
    }
    if !stats.lang.is_ea() {
        return letters_in_order(lines, page, stats);
    }
    let (mut lines, banded) = match rows {
        Some(rows) => bands::part(lines, page, stats, rows),
        None => (lines.to_vec(), false),
    };
    let stretches = if banded { stretches(&mut lines, page, stats.lang).0 } else { columns(&mut lines, page, stats.lang)? };
    Some((lines, stretches))
}

/// The same of a page of letters.
fn letters_in_order(lines: &[Line], page: &str, stats: Statistics<'_>) -> Option<(Vec<Line>, Vec<Stretch>)> {
    let lang = stats.lang;
    if let Some(found) = banded(lines, page, stats) {
        return Some(found);
    }
    let mut lines = lines.to_vec();
    let stretches = columns(&mut lines, page, lang)?;
    let widest = stretches.iter().map(|s| s.own.unwrap_or(s.near[0])).max().unwrap_or(0);
    let parted = regions::unmix(&lines, widest, page, stats);
    let found = parted.and_then(|mut parted| columns(&mut parted, page, lang).map(|stretches| (parted, stretches)));
    Some(found.unwrap_or((lines, stretches)))
}

/// The lines of a page of letters of which some rows run over several columns.
fn banded(lines: &[Line], page: &str, stats: Statistics<'_>) -> Option<(Vec<Line>, Vec<Stretch>)> {
    let mut own = lines.to_vec();
    own.iter_mut().for_each(|l| l.cells = text::cells(text::solid(l.span.of(page))));
    let of = |stretch: &[Line]| measure(below_byline(stretch, page, stats.lang)).map(|m| (m, stretch.len()));
    let measures: Vec<(usize, usize)> = own.chunk_by(|_, next| !next.opens).filter_map(of).collect();
    let rows = bands::shown_in_letters(lines, page, &measures)?;
    let (mut lines, banded) = bands::part(lines, page, stats, rows);
    if !banded {
        return None;
    }
    let stretches = stretches(&mut lines, page, stats.lang).0;
    Some((lines, stretches))
}

fn cut(lines: &[Line], stretches: &[Stretch], page: &str, stats: Statistics<'_>) -> Vec<Block> {
    let (hyphens, lang) = (Hyphens::new(page, stats), stats.lang);
    let opens = openings(lines, page, lang);
    let known = chain::parts(lines, stretches, &opens, page, stats);
    let heads = if lang.is_ea() { opens::heads(lines, &opens, page) } else { Vec::new() };
    Cutter { page, lang, hyphens: &hyphens, lines, opens, heads, known, out: Vec::new() }.cut(stretches)
}

/// What each line opens.
fn openings(lines: &[Line], page: &str, lang: Lang) -> Vec<Opens> {
    let mut opens: Vec<Opens> = lines.iter().map(|line| Opens::of(line.span.of(page), lang)).collect();
    if !lang.is_ea() {
        opens::long_places(lines, &mut opens, page);
        opens::dated_places(lines, &mut opens, page, lang);
        opens::lone_places(lines, &mut opens, page, lang);
    }
    opens::by_habit(lines, &mut opens, page, lang);
    opens
}

/// The blocks of lines that keep the columns and are in order.
pub(crate) fn of_lines(mut lines: Vec<Line>, page: &str, stats: Statistics<'_>) -> Vec<Block> {
    match columns(&mut lines, page, stats.lang) {
        Some(stretches) => cut(&lines, &stretches, page, stats),
        None => page::cut(&mut lines, page, &Hyphens::new(page, stats)),
    }
}

/// Whether a page keeps the lines of its columns.
pub(crate) fn is_wrapped(page: &str, lang: Lang) -> bool {
    let mut lines = page::lines(page, None);
    lines.iter().all(|l| l.mark == 0) && columns(&mut lines, page, lang).is_some()
}

/// The rows in which ideographs of a page stand over several of its columns.
pub(crate) fn rows_of(lines: &[Line], page: &str, stats: Statistics<'_>) -> Option<Rows> {
    if stats.lang.is_ea() { bands::shown(lines, page, stats) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Fill;

    fn of_page(page: &str, lang: Lang) -> Option<Vec<Block>> {
        let lines = page::lines(page, None);
        let rows = rows_of(&lines, page, lang.into());
        blocks(&lines, page, lang.into(), rows)
    }

    fn texts(page: &str, lang: Lang) -> Vec<(String, Fill)> {
        let found = of_page(page, lang).unwrap();
        found.iter().map(|b| (b.text(page).into_owned(), b.place.fill)).collect()
    }

    const COLUMN: &str = "The ferry left the pier at\nnine and came back at noon\nwith a crew of seven men\nand a cargo of wet sails\n\
        that nobody had asked for.\n\n";

    #[test]
    fn titles_bylines_and_text_of_a_stretch_are_parted() {
        let page =
            format!("{COLUMN}Ferry sails\nwithout a\ncaptain\nBy Ada Munn\nPORT SABLE, May 4 —\nNobody stood at the wheel\n{COLUMN}");
        let found = texts(&page, Lang::En);
        let of = |text: &str| found.iter().find(|(t, _)| t.starts_with(text)).map(|(t, fill)| (t.as_str(), *fill));
        assert_eq!(of("Ferry sails"), Some(("Ferry sails without a captain", Fill::Short)));
        assert_eq!(of("By Ada"), Some(("By Ada Munn", Fill::Short)));
        assert!(of("PORT SABLE").is_some_and(|(t, fill)| t.contains("4 — Nobody stood") && fill == Fill::Text));
    }

    #[test]
    fn a_short_page_without_blank_lines_has_its_head_and_its_caption() {
        let page = "海港晚報\n中華民國九十八年十月四日 星期日 第三版 地方\n老街騎樓修復完工 店家盼人潮回流\n記者林靜宜╱望安報導\n\
            望安老街騎樓修復工程昨天完工，縣長在\n開幕典禮上說，這是全縣第二條由居民自行\n提案修復的老街，也是花錢最少的老街。\n\
            圖為老街的夜景。記者陳志遠攝\n在老街賣了五十年豆花的許阿嬤說，施工\n期間生意掉了很多，現在只盼遊客早點回\n來，店家也把招牌重新漆過，\
            等著週末。\n孩子們放學以後在騎樓底下玩耍，雨天也\n不怕淋濕，家長都說好。\n";
        let found = texts(page, Lang::ZhHant);
        let lines: Vec<&str> = page.lines().collect();
        for whole in lines[..4].iter().chain([&lines[7]]) {
            assert!(found.iter().any(|(text, _)| text == whole), "{whole} {found:?}");
        }
    }

    #[test]
    fn lines_know_their_column() {
        let page = format!("{COLUMN}The mayor waves at the ferry from the north pier on Monday morning.\n\nHarbor\n\n{COLUMN}{COLUMN}");
        let fills: Vec<Fill> = texts(&page, Lang::En).into_iter().map(|t| t.1).collect();
        assert_eq!(fills, [Fill::Text, Fill::Over, Fill::Short, Fill::Text, Fill::Text]);
    }

    /// A page without a gap, as `pdftotext -raw` writes it.
    fn gapless() -> String {
        let column = COLUMN.trim_end();
        format!(
            "Harbor Ledger\nSaturday, October 12, 2024 Serving the coast LOCAL B1\nHarbors\nFerry sails at noon without a captain on deck\n\
             The company says that nobody had missed him before the ship came back to its pier\nBy Ada Munn\nPORT\nSABLE, May 4 —\n\
             {column}\n{column}\nThe wheel was tied.\n{column}\nMayor to pay for three new\npiers\nBy Owen Tamm\nSABLE — The piers are\n\
             {column}\n{column}\n"
        )
    }

    #[test]
    fn titles_of_a_page_without_gaps_stand_above_bylines() {
        let found: Vec<String> = texts(&gapless(), Lang::En).into_iter().map(|t| t.0).collect();
        for title in [
            "Harbors",
            "Ferry sails at noon without a captain on deck",
            "The company says that nobody had missed him before the ship came back to its pier",
            "Mayor to pay for three new piers",
        ] {
            assert!(found.iter().any(|t| t == title), "{title}: {found:#?}");
        }
        assert!(found.iter().any(|t| t.starts_with("PORT SABLE, May 4 — The ferry left")), "{found:#?}");
    }

    #[test]
    fn full_lines_of_a_title_are_no_text_of_the_column() {
        let column = "4月18日，镇上的人修好了旧桥\n，修桥的钱由镇上和县里各出一\n半，桥头立了一块石碑，写着每\n个人的名字，孩子们放学以后都\n去看，找到自家的名字就高兴得\n跳起来，说以后也要来修桥。\n";
        let titles = [
            ["旧桥修好了全镇的人都来走一走", "桥头的石碑写着每个人的名字了"],
            ["渡轮停航两天之后昨天重新开船", "乘客说等得值得路上也平平安安"],
            ["图书馆的借期从今天起延长一周", "迟到的人从此不用再交罚款了吧"],
        ];
        let page: String = titles.iter().map(|[first, second]| format!("{first}\n{second}\n记者 林小满\n{column}")).collect();
        let found = texts(&page, Lang::ZhHans);
        for title in titles.concat() {
            assert!(found.contains(&(title.to_owned(), Fill::Short)), "{title}: {found:#?}");
        }
    }

    #[test]
    fn paragraphs_without_gaps_end_at_short_closed_lines() {
        let found: Vec<String> = texts(&gapless(), Lang::En).into_iter().map(|t| t.0).collect();
        assert!(found.iter().any(|t| t.ends_with("The wheel was tied.")), "{found:#?}");
    }

    #[test]
    fn titles_stand_above_places_that_take_two_lines() {
        let column = COLUMN.trim_end();
        let head = "The crew was paid.\nBooks\nLibrary opens on Sundays at noon\nPORT SABLE\n— The doors will be\n";
        let page = gapless() + head + column + "\n" + column + "\n";
        let found: Vec<String> = texts(&page, Lang::En).into_iter().map(|t| t.0).collect();
        for title in ["Books", "Library opens on Sundays at noon"] {
            assert!(found.iter().any(|t| t == title), "{title}: {found:#?}");
        }
        assert!(found.iter().any(|t| t.starts_with("PORT SABLE — The doors will be The ferry")), "{found:#?}");
    }

    #[test]
    fn titles_of_phrases_stand_below_signed_texts() {
        let text = "昨天上午九时码头上站满\n了等船的人他们从清早起\n就在这里排着队谁也不愿\n离开一步直到汽笛响起来\n".repeat(5);
        let page = format!(
            "本报讯 渡口的人都说\n{text}一步也不离开。\n（记者海一帆）\n渡轮停航两年后再开\n渡口两岸来往更方便\n本报讯 渡口的人都说\n{text}"
        );
        let found = texts(&page, Lang::ZhHans);
        for title in ["渡轮停航两年后再开", "渡口两岸来往更方便"] {
            assert!(found.iter().any(|(t, _)| t == title), "{title}: {found:#?}");
        }
    }

    #[test]
    fn titles_stand_above_bylines_that_were_misread() {
        let page = gapless().replace("By Owen Tamm", "3y Owen Tamm");
        let found = texts(&page, Lang::En);
        assert!(found.iter().any(|(text, _)| text == "3y Owen Tamm"), "{found:#?}");
        assert!(found.iter().any(|(text, _)| text == "Mayor to pay for three new piers"), "{found:#?}");
    }

    #[test]
    fn titles_stand_above_places_with_their_day() {
        let column = "Mit dem ersten Juni tritt auf\nder Strecke nach Lindau der\nSommerfahrplan in Kraft; der\nletzte Zug trifft abends um\nzehn ein und geht erst früh.\n";
        for place in ["Hainberg, 6. Mai. Mit dem neuen", "Hainberg, 6.\nMai. Mit dem neuen Fahrplan"] {
            let page = format!("{column}{column}\nVon der Eisenbahn\n{place}\n{column}{column}\n{column}{column}");
            let found = texts(&page, Lang::De);
            assert!(found.iter().any(|(t, _)| t == "Von der Eisenbahn"), "{place}: {found:#?}");
            assert!(found.iter().any(|(t, _)| t.starts_with("Hainberg, 6. Mai. Mit dem neuen")), "{place}: {found:#?}");
        }
    }

    #[test]
    fn blank_lines_inside_sentences_show_columns() {
        let notes = "A word of the day\n\nFair\n\n".repeat(13);
        let torn = |line: &str| format!("{}{notes}{}", COLUMN.repeat(2), line.repeat(14));
        assert!(of_page(&torn("and the crew of the boat\n\n"), Lang::En).is_some());
        assert!(of_page(&torn("And the crew of the boat.\n\n"), Lang::En).is_none());
    }

    #[test]
    fn pages_of_whole_paragraphs_have_no_columns() {
        let page = "A headline\n\nA paragraph in one line, as long as it is, ends with a full stop.\n\n".repeat(20);
        assert!(of_page(&page, Lang::En).is_none());
    }

    #[test]
    fn rows_across_columns_are_parted() {
        let column =
            "昨天上午九时码头上站满\n了等船的人他们从清早起\n就在这里排着队谁也不愿\n离开一步直到汽笛响起来\n人群才动了起来往前面走\n\n";
        let page = format!("{column}{column}河水涨上来了， | 图书馆今天开门\n淹没了旧桥面。 | 读者排着长队。\n\n{column}");
        let found = texts(&page, Lang::ZhHans);
        assert!(found.iter().any(|(t, _)| t == "河水涨上来了，淹没了旧桥面。"), "{found:?}");
        assert!(found.iter().any(|(t, _)| t == "图书馆今天开门读者排着长队。"), "{found:?}");
    }
}
