//! Rules of the layout: what is joined across lines, columns and other articles.

use crate::rule::Rule;

/// A printed line's end inside a paragraph.
pub(crate) static LINE_BREAK: Rule = Rule {
    number: 5,
    id: "layout/line-break",
    confidence: (0.95, 0.95),
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
    confidence: (0.95, 0.95),
    summary: "A word is cut by a hyphen at the end of a line or column.",
    why: "Justified columns divide words. The hyphen goes where a letter stands before it and a small letter behind the break.",
    examples: &[("that is usu-\nally how", "that is usually how"), ("the well-known pier", "the well-known pier")],
};

/// A paragraph cut by a blank line.
pub(crate) static COLUMN_BREAK: Rule = Rule {
    number: 7,
    id: "layout/column-break",
    confidence: (0.95, 0.95),
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
    confidence: (0.88, 0.88),
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
    confidence: (0.97, 0.97),
    summary: "The rule between columns was read as a character, row by row across the page.",
    why: "An engine that takes the page for one block reads its rows straight across the columns. Where most rows hold such a \
          mark between stretches of text, each stretch goes to its column and the columns are read one after the other. Tables, \
          whose cells are short or are numbers, keep their rows.",
    examples: &[
        (
            "昨天上午九时，码头上 | 今年春天，镇里的木\n\
             的大钟又敲响了，许多 | 工夜校开了课，每周\n\
             老人停下脚步，站在路 | 两个晚上，老师傅手\n\
             边听了很久。这口钟已 | 把手教年轻人刨木头\n\
             经停了二十年，一直没 | 和开榫。第一期收了\n\
             有人会修。去年冬天一 | 四十八个人，最大的\n\
             位退休的师傅拆开了机 | 六十二岁，最小的十\n\
             器，把零件一个一个洗 | 七岁。他们说，夜里\n\
             干净，又重新装了上去 | 有灯，有木头的香味\n\
             。他说，钟走了，渡口 | ，比在家里看电视好\n\
             就像活了。今后每天早 | 得多。下一期秋天开\n\
             晚各敲一次。 | 课。",
            "昨天上午九时，码头上的大钟又敲响了，许多老人停下脚步，站在路边听了很久。这口钟已经停了二十年，一直没有人会修。去年冬天一位退休的师傅拆开了机器，把零件一个一个洗干净，又重新装了上去。他说，钟走了，渡口就像活了。今后每天早晚各敲一次。\n\n\
             今年春天，镇里的木工夜校开了课，每周两个晚上，老师傅手把手教年轻人刨木头和开榫。第一期收了四十八个人，最大的六十二岁，最小的十七岁。他们说，夜里有灯，有木头的香味，比在家里看电视好得多。下一期秋天开课。",
        ),
        ("| 1 | 2 |", "| 1 | 2 |"),
    ],
};

/// A line's end at a hyphen that was not printed.
pub(crate) static SOFT_BREAK: Rule = Rule {
    number: 30,
    id: "layout/soft-break",
    confidence: (0.98, 0.98),
    summary: "A line ends at a soft hyphen, inside a line of the print.",
    why: "`pdftotext -raw` ends a line at each soft hyphen of a PDF, printed or not, and sets the printed one on a line of its own. \
          Where a page has such lines, the other soft hyphens are no ends of lines.",
    examples: &[
        ("the exper\u{AD}\ni\u{AD}\n\u{2010}\nment sta\u{AD}\ntion was cold.", "the experiment station was cold."),
        ("the station, which was new, was cold.", "the station, which was new, was cold."),
    ],
};

/// Lines or rows that may be those of several columns.
pub(crate) static MIXED_COLUMNS: Rule = Rule {
    number: 32,
    id: "layout/mixed-columns",
    confidence: (0.3, 0.3),
    summary: "Lines of several columns may stand in turns, or rows may run across them.",
    why: "An engine that does not see the gutters reads a page row by row. Where each line goes on far better in the order of columns \
          than in that of the file, it is put so. Where it does so by little, nothing is put in another order, and the place is reported.",
    examples: &[
        (
            "厄立特里亚高等教育与研究院\n\
             年依次登台表演，台下掌声不\n\
             合作建立，开展语言教学和文\n\
             断。演出结束后，观众久久不\n\
             化交流。学院现有学生三百多\n\
             愿离开，纷纷与演员合影留念\n\
             名，教师二十六人，开设汉语\n\
             ，孩子们围着乐手问个不停。\n\
             课程十二门，当地的年轻人报\n\
             组织者说，明年还要把这台戏\n\
             名踊跃，课堂里常常坐满了人。\n\
             带到更多的乡村和学校里去。",
            "厄立特里亚高等教育与研究院合作建立，开展语言教学和文化交流。学院现有学生三百多名，教师二十六人，开设汉语课程十二门，当地的年轻人报名踊跃，课堂里常常坐满了人。\n\n\
             年依次登台表演，台下掌声不断。演出结束后，观众久久不愿离开，纷纷与演员合影留念，孩子们围着乐手问个不停。组织者说，明年还要把这台戏带到更多的乡村和学校里去。",
        ),
        ("河水在夜里涨了起来。", "河水在夜里涨了起来。"),
    ],
};
