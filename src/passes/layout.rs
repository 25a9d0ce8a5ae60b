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
    examples: &[
        (
            "## 轮渡恢复夜航\n\n本报讯 停航三年的跨江轮渡昨夜开进\n\n了南岸的新码头。",
            "轮渡恢复夜航\n\n本报讯 停航三年的跨江轮渡昨夜开进了南岸的新码头。",
        ),
        (
            "轮渡公司的负责人说，试航一切顺利。\n\n第二天一早，码头上就排起了长队。",
            "轮渡公司的负责人说，试航一切顺利。\n\n第二天一早，码头上就排起了长队。",
        ),
    ],
};

/// The tail of an article that stands elsewhere on the page.
pub(crate) static DISPLACED_TAIL: Rule = Rule {
    number: 8,
    id: "layout/displaced-tail",
    summary: "The tail of an article stands behind another article.",
    why: "Open ends and open starts of the whole page are matched; an end may also go on nowhere. Only strong evidence \
          (a number and its unit, a closing mark, a frequent pair of characters) moves text.",
    examples: &[
        (
            "## 轮渡恢复夜航\n\n本报讯 跨江轮渡昨夜恢复，船长林一开着轮渡把乘客送到南岸渡口，船上的乘客有2\n\n## 红树林里种新苗\n\n\
             本报讯 志愿者昨天在滩涂上种下两千棵红树苗。\n\n6人，轮渡的船长说，乘客明天还可以在渡口坐轮渡。",
            "轮渡恢复夜航\n\n本报讯 跨江轮渡昨夜恢复，船长林一开着轮渡把乘客送到南岸渡口，船上的乘客有26人，轮渡的船长说，\
             乘客明天还可以在渡口坐轮渡。\n\n\n红树林里种新苗\n\n本报讯 志愿者昨天在滩涂上种下两千棵红树苗。",
        ),
        (
            "## 轮渡恢复夜航\n\n本报讯 跨江轮渡昨夜恢复。\n\n## 红树林里种新苗\n\n本报讯 红树苗种下了。\n\n渡口灯火通明。",
            "轮渡恢复夜航\n\n本报讯 跨江轮渡昨夜恢复。\n\n\n红树林里种新苗\n\n本报讯 红树苗种下了。\n\n渡口灯火通明。",
        ),
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

/// A line's end at a hyphen that was not printed.
pub(crate) static SOFT_BREAK: Rule = Rule {
    number: 30,
    id: "layout/soft-break",
    summary: "A line ends at a soft hyphen, inside a line of the print.",
    why: "`pdftotext -raw` ends a line at each soft hyphen of a PDF, printed or not, and sets the printed one on a line of its own. \
          Where a page has such lines, the other soft hyphens are no ends of lines.",
    examples: &[
        ("the exper\u{AD}\ni\u{AD}\n\u{2010}\nment sta\u{AD}\ntion was cold.", "the experiment station was cold."),
        ("the station, which was new, was cold.", "the station, which was new, was cold."),
    ],
};
