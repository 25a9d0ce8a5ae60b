//! Whole lines of columns that were read row by row across the page: `开展语言教学` of one column, `年依次登台` of the next one, in turns.
//!
//! Engines that find lines and no columns sort their lines by height, then from left to right, and write one below the other. No white
//! says what stood where; but the columns take turns, a line goes on in the next one of its column, and lines of a column are as long as
//! each other. [`thread`] finds the best way to thread the lines up by what such lines say of each other ([`chance`]). Which
//! columns stood side by side follows; which of them stood on the left does not, and they come as they begin.

mod chance;
mod count;
mod thread;

use crate::rows::Fit;
use crate::span::Span;
pub use count::TurnCounts;
use thread::Lines;

/// Fewer lines show no turns.
pub(crate) const LEAST: usize = 8;
/// More lines than a page has.
const MOST: usize = 4000;
/// Lines of a column; fewer are those of a head.
const COLUMN: usize = 4;
/// What lines in turns cost less than those of columns one after the other, in bits: where that may be chance, and where it is none, for
/// all lines and for each.
const DOUBT: f32 = 6.0;
const SURE: f32 = 17.0;
const SURE_EACH: f32 = 0.2;

/// Columns whose lines take turns in a text.
#[derive(Debug)]
pub(crate) struct Turns {
    /// The numbers of the lines of each column or head.
    pub(crate) columns: Vec<Vec<usize>>,
    /// That they take turns is no chance.
    pub(crate) sure: bool,
}

/// The columns of lines in turns; nothing where the order of the lines is about as good.
pub(crate) fn find(page: &str, lines: &[Span], fit: &Fit<'_>) -> Option<Turns> {
    if !(LEAST..=MOST).contains(&lines.len()) {
        return None;
    }
    let lines = Lines::new(page, lines, fit);
    if !lines.may_take_turns() {
        return None;
    }
    let (one, best) = (lines.one_after_the_other(), lines.best());
    let gain = one - best.cost;
    let columns = columns(&best.above);
    let sure = gain > SURE.max(SURE_EACH * lines.len() as f32);
    (gain > DOUBT && take_turns(&columns)).then(|| Turns { columns: behind_heads(&columns), sure })
}

/// Whether lines of two columns, and not only heads, stand among each other.
fn take_turns(columns: &[Vec<usize>]) -> bool {
    let mut end = 0;
    columns.iter().filter(|lines| lines.len() >= COLUMN).any(|lines| {
        let among = lines[0] < end;
        end = end.max(lines[lines.len() - 1]);
        among
    })
}

/// The lines of each column and head, by the line above each line in its column; those that began first come first.
fn columns(above: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(above.len());
    for (n, above) in above.iter().enumerate() {
        let column = above.map_or(out.len(), |above| of[above]);
        if column == out.len() {
            out.push(Vec::new());
        }
        out[column].push(n);
        of.push(column);
    }
    out
}

/// Columns and heads as they begin, each column behind its own head where as many heads as columns stand above them.
fn behind_heads(columns: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let is_head = |lines: &Vec<usize>| lines.len() < COLUMN;
    let mut out: Vec<Vec<usize>> = Vec::with_capacity(columns.len());
    for group in columns.chunk_by(|a, b| is_head(a) == is_head(b)) {
        let heads = out.iter().rev().take_while(|c| is_head(c)).count();
        if heads == group.len() && !group.iter().any(is_head) {
            let heads = out.split_off(out.len() - heads);
            out.extend(heads.into_iter().zip(group).flat_map(|(head, column)| [head, column.clone()]));
        } else {
            out.extend_from_slice(group);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    const COLUMNS: [&[&str]; 2] = [
        &[
            "厄立特里亚高等教育与研究院",
            "合作建立，开展语言教学和文",
            "化交流。学院现有学生三百多",
            "名，教师二十六人，开设汉语",
            "课程十二门，当地的年轻人报",
            "名踊跃，课堂里常常坐满了人。",
        ],
        &[
            "年依次登台表演，台下掌声不",
            "断。演出结束后，观众久久不",
            "愿离开，纷纷与演员合影留念，",
            "孩子们围着乐手问个不停。组",
            "织者说，明年还要把这台戏带",
            "到更多的乡村和学校里去，让",
            "住在山里的孩子也能听到这样",
            "的歌，看到这样的舞。文化馆",
            "已经同三个县谈好了日子，第",
            "一站定在九月，演员们说，路",
            "再远也要去，因为那里的孩子",
            "等了一年又一年。",
        ],
    ];

    fn found(page: &str, lang: Lang) -> Option<(Vec<String>, bool)> {
        let mut at = 0;
        let spans: Vec<Span> = page.lines().map(|l| (Span::new(at, at + l.len()), at += l.len() + 1).0).collect();
        let turns = find(page, &spans, &Fit::new(page, lang.into()))?;
        let text = |column: &Vec<usize>| column.iter().map(|&n| spans[n].of(page)).collect::<Vec<_>>().join("|");
        Some((turns.columns.iter().map(text).collect(), turns.sure))
    }

    /// One line of each column after the other, as long as it has any.
    fn in_turns(columns: &[&[&str]]) -> String {
        let longest = columns.iter().map(|c| c.len()).max().unwrap();
        let row = |n: usize| columns.iter().filter_map(move |c| c.get(n)).map(|line| format!("{line}\n"));
        (0..longest).flat_map(row).collect()
    }

    #[test]
    fn columns_of_any_length_are_taken_apart() {
        let all = |columns: &[&[&str]]| Some((columns.iter().map(|c| c.join("|")).collect(), true));
        assert_eq!(found(&in_turns(&COLUMNS), Lang::ZhHans), all(&COLUMNS));
        let even = [COLUMNS[0], &COLUMNS[1][..6]];
        assert_eq!(found(&in_turns(&even), Lang::ZhHans), all(&even));
    }

    #[test]
    fn columns_of_letters_are_taken_apart() {
        let columns: [&[&str]; 2] = [
            &[
                "The company that owns the old",
                "mill said on Monday that it in-",
                "tends to start one of the ma-",
                "chines again in March, if the re-",
                "pairs to the boiler are done by",
                "then. Forty people will be em-",
                "ployed, most of whom had lost",
                "their work when the mill closed.",
            ],
            &[
                "Firefighters trained on the ice",
                "of the harbour for the whole af-",
                "ternoon, and pulled one another",
                "out of the water with ropes and",
                "ladders. It took the first com-",
                "pany eleven minutes to reach the",
                "pier, which the chief thought was",
                "too long for a man in the water.",
            ],
        ];
        assert_eq!(found(&in_turns(&columns), Lang::En), Some((columns.iter().map(|c| c.join("|")).collect(), true)));
        assert_eq!(found(&columns.concat().join("\n"), Lang::En), None);
    }

    #[test]
    fn lines_in_order_are_left() {
        let page = COLUMNS.concat().join("\n");
        assert_eq!(found(&page, Lang::ZhHans), None);
        // Heads that stand together are no columns.
        let headed = format!("文教\n新學院開學\n來自本地\n{page}\n學院說，\n");
        assert!(found(&headed, Lang::ZhHans).is_none());
        // A line that begins with a mark goes on in nothing that stands near it.
        let marks = "合作建立，开展语言教学和文化交流\n。学院现有学生三百多名，教师二十\n六人，开设汉语课程十二门，当地的\n年轻人报名踊跃。\n\
            课堂里常常坐满了人，教师们也都很\n高兴。\n秋天，学院将开设更多的课程，并且\n选派学生去中国。\n";
        assert_eq!(found(marks, Lang::ZhHans), None);
    }

    #[test]
    fn heads_among_the_lines_of_a_column_are_no_columns() {
        let lines = |numbers: &[usize]| numbers.to_vec();
        for (columns, turns) in [
            (vec![lines(&[0, 2]), lines(&[1]), lines(&[3, 5, 6, 7, 8]), lines(&[4])], false),
            (vec![lines(&[0, 1, 2, 3]), lines(&[4, 5, 6, 7])], false),
            (vec![lines(&[0, 2, 4, 6]), lines(&[1, 3, 5, 7])], true),
            (vec![lines(&[0, 1, 2, 5]), lines(&[3, 4, 6, 7])], true),
        ] {
            assert_eq!(take_turns(&columns), turns, "{columns:?}");
        }
    }

    #[test]
    fn a_column_stands_behind_its_head() {
        let columns: Vec<Vec<usize>> = vec![vec![0], vec![1], vec![2, 4, 6, 8], vec![3, 5, 7, 9], vec![10]];
        assert_eq!(behind_heads(&columns), [vec![0], vec![2, 4, 6, 8], vec![1], vec![3, 5, 7, 9], vec![10]]);
        // One head over both.
        assert_eq!(behind_heads(&columns[1..]), columns[1..]);
    }
}
