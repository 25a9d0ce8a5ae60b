//! `layout`: what was understood of a page, as a table or a picture.

use copydesk::{Figure, Picture};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Characters of a text that the table shows.
const MOST_TEXT: usize = 32;

/// The blocks of a page, one a row.
pub(crate) fn table(picture: &Picture) -> String {
    let unit = if picture.boxed { "left,top right,bottom" } else { "cell,row cell,row" };
    let mut out = format!("{:>6}  {:>7}  {:9}  {:>6}  {unit:23}  text\n", "order", "article", "role", "column");
    for figure in &picture.figures {
        let number = |n: Option<usize>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let text: String = figure.lines.iter().flat_map(|l| l.text.chars()).filter(|c| !c.is_control()).take(MOST_TEXT).collect();
        let (article, column, place) = (number(figure.article), number(figure.column), place(figure, picture.boxed));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:>6}  {article:>7}  {:9}  {column:>6}  {place:23}  {text}", order(figure), figure.role.name());
    }
    out
}

fn order(figure: &Figure) -> String {
    if figure.part.1 > 1 { format!("{}.{}", figure.order, figure.part.0) } else { figure.order.to_string() }
}

/// The corners of a block; rows of a text are two units high.
fn place(figure: &Figure, boxed: bool) -> String {
    let b = figure.bounds;
    let high = if boxed { 1.0 } else { 2.0 };
    format!("{:.0},{:.0} {:.0},{:.0}", b.left, b.top / high, b.right, b.bottom / high)
}

/// The file for a page: the name that was given, and for the pages behind the first one with a number.
pub(crate) fn file_of(path: &Path, page: usize) -> PathBuf {
    if page == 0 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    path.with_file_name(format!("{stem}-{}{extension}", page + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_files_of_their_own() {
        let names = [0, 1].map(|n| file_of(Path::new("out/page.svg"), n));
        assert_eq!(names, [PathBuf::from("out/page.svg"), PathBuf::from("out/page-2.svg")]);
    }
}
