//! x
pub(super) enum Class { Radical, Presentation, Ligature, Control }
pub(super) static TABLE: &[(char, &str, Class)] = &[('\u{200B}', "", Class::Control), ('⼀', "一", Class::Radical), ('︓', "：", Class::Presentation), ('ﬁ', "fi", Class::Ligature)];
