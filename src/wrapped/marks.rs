//! What the characters of a line are, in one walk over it.

/// Which characters a line has; some are asked for before its last one alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) chars: usize,
    pub(super) digits: usize,
    /// Letters and figures, and all characters that are no white.
    letters: u16,
    solid: u16,
    /// A mark of a clause or a sentence.
    pub(super) any: bool,
    pub(super) bracket: bool,
    pub(super) colon: bool,
    pub(super) quote: bool,
    /// A particle that sentences have.
    pub(super) particle: bool,
    /// Before its last character: a comma, the end of a sentence, a space.
    pub(super) comma_inside: bool,
    pub(super) stop_inside: bool,
    pub(super) space_inside: bool,
}

impl Marks {
    pub(super) fn of(line: &str) -> Self {
        let mut out = Self::default();
        let mut chars = line.chars();
        let last = chars.next_back();
        let mut before = ' ';
        for c in chars {
            out.take(c);
            if is_ideograph(c) {
                before = c;
                continue;
            }
            out.comma_inside |= matches!(c, ',' | '，' | '、');
            out.stop_inside |= c == '。' || before == '.' && c == ' ';
            out.space_inside |= c == ' ';
            before = c;
        }
        last.into_iter().for_each(|c| out.take(c));
        out
    }

    fn take(&mut self, c: char) {
        self.chars += 1;
        if is_ideograph(c) {
            self.letters = self.letters.saturating_add(1);
            self.solid = self.solid.saturating_add(1);
            self.particle |= matches!(c, '的' | '了');
            return;
        }
        self.letters = self.letters.saturating_add(u16::from(c.is_alphanumeric()));
        self.solid = self.solid.saturating_add(u16::from(!c.is_whitespace()));
        match c {
            '0'..='9' => self.digits += 1,
            ':' | '：' => (self.any, self.colon) = (true, true),
            ',' | '.' | ';' | '!' | '?' | '，' | '。' | '、' | '；' | '？' => self.any = true,
            '(' | ')' | '|' | '·' | '（' | '）' => self.bracket = true,
            '“' | '”' | '"' | '„' | '«' | '»' | '「' | '」' | '《' | '》' => self.quote = true,
            'の' | 'た' => self.particle = true,
            _ => {}
        }
    }

    /// The share of letters and figures in the characters of the line.
    pub(super) fn letters(self) -> f32 {
        f32::from(self.letters) / f32::from(self.solid.max(1))
    }
}

/// Of an ideograph neither the large tables nor the marks are asked.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_a_line_stand_before_its_last_character() {
        for (line, comma, stop, space) in [
            ("水退了，他说", true, false, false),
            ("水退了，", false, false, false),
            ("水退了。他说", false, true, false),
            ("The end. A man", false, true, true),
            ("The end.", false, false, true),
            ("end. ", false, false, false),
        ] {
            let found = Marks::of(line);
            assert_eq!((found.comma_inside, found.stop_inside, found.space_inside), (comma, stop, space), "{line}");
        }
    }

    #[test]
    fn letters_are_shared_by_what_is_no_white() {
        assert_eq!(Marks::of("ab 12 ,.").letters(), 4.0 / 6.0);
        assert_eq!(Marks::of("水 —").letters(), 0.5);
        assert_eq!(Marks::of("").letters(), 0.0);
        let found = Marks::of("共12人：“的（");
        assert!(found.any && found.colon && found.quote && found.particle && found.bracket);
        assert_eq!((found.chars, found.digits), (8, 2));
    }
}
