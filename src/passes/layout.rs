//! Rules of the layout: what is joined across lines, columns and other articles.

use crate::rule::Rule;

/// A printed line's end inside a paragraph.
pub(crate) static LINE_BREAK: Rule = Rule {
    number: 5,
    id: "layout/line-break",
    summary: "A paragraph is cut at the end of each printed line.",
    why: "Engines keep the lines of the column. The measure is the width that most lines of the stretch reach; \
          a line that stops short of it after a full stop ends its paragraph. East Asian lines join without a space.",
    examples: &[
        ("澜江水位昨天回落到警戒线\n以下，沿江道路恢复通行。", "澜江水位昨天回落到警戒线以下，沿江道路恢复通行。"),
        ("一行诗。\n\n两行诗。", "一行诗。\n\n两行诗。"),
    ],
};

/// A word cut by a hyphen at a line's end.
pub(crate) static HYPHEN_BREAK: Rule = Rule {
    number: 6,
    id: "layout/hyphen-break",
    summary: "A word is cut by a hyphen at the end of a line or column.",
    why: "Justified columns divide words. The hyphen goes where a letter stands before it and a small letter behind the break.",
    examples: &[("that is usu-\nally how", "that is usually how"), ("the well-known pier", "the well-known pier")],
};

/// A paragraph cut by a blank line.
pub(crate) static COLUMN_BREAK: Rule = Rule {
    number: 7,
    id: "layout/column-break",
    summary: "A paragraph is cut by the end of its column, a banner or a caption.",
    why: "A paragraph that ends without a terminal mark goes on in the next text of its article. Bigram statistics, open \
          quotations, numbers and their units weigh for and against.",
    examples: &[("直接\n\n决定着", "直接决定着"), ("说完了。\n\n第二天", "说完了。\n\n第二天")],
};

/// The tail of an article that stands elsewhere on the page.
pub(crate) static DISPLACED_TAIL: Rule = Rule {
    number: 8,
    id: "layout/displaced-tail",
    summary: "The tail of an article stands behind another article.",
    why: "Open ends and open starts of the whole page are matched; an end may also go on nowhere. Only strong evidence \
          (a number and its unit, a closing mark, a frequent pair of characters) moves text.",
    examples: &[
        ("甲文断在\n\n## 乙\n\n乙文。\n\n半句。", "甲文断在半句。\n\n## 乙\n\n乙文。"),
        ("甲文完。\n\n## 乙\n\n乙文。", "甲文完。\n\n## 乙\n\n乙文。"),
    ],
};

/// The printed line between columns.
pub(crate) static COLUMN_RULE: Rule = Rule {
    number: 18,
    id: "layout/column-rule",
    summary: "The rule between columns was read as a character, row by row across the page.",
    why: "An engine that takes the page for one block reads its rows straight across the columns. Where most rows hold such a \
          mark between stretches of text, each stretch goes to its column and the columns are read one after the other. Tables, \
          whose cells are short or are numbers, keep their rows.",
    examples: &[("昨天上午九时，码 | 到了今年春天，新", "昨天上午九时，码 到了今年春天，新"), ("| 1 | 2 |", "| 1 | 2 |")],
};
