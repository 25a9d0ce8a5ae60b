//! Which letters an engine takes for others, counted by `examples/count_confusions.py` and set beside their shapes by
//! `examples/build_measured.py`. Generated; do not edit.

/// Read for printed, twentieths of difference in shape, typeface. Sorted.
#[rustfmt::skip]
pub(super) static MEASURED: [(&str, &str, u8, u8); 44] = [
    ("a", "n", 4, 2), ("a", "o", 3, 2), ("a", "u", 3, 2), ("b", "d", 2, 2), ("b", "k", 4, 2), ("c", "e", 3, 2), ("d", "b", 2, 2),
    ("e", "a", 3, 2), ("e", "c", 2, 2), ("e", "o", 2, 2), ("e", "r", 4, 2), ("e", "s", 4, 2), ("g", "a", 4, 2), ("i", "l", 1, 2),
    ("i", "s", 5, 2), ("i", "t", 3, 2), ("j", "s", 5, 2), ("k", "l", 4, 2), ("k", "s", 6, 2), ("l", "t", 5, 2), ("m", "n", 5, 2),
    ("m", "w", 3, 2), ("n", "a", 3, 2), ("n", "s", 4, 2), ("n", "v", 3, 2), ("o", "a", 3, 2), ("o", "u", 4, 2), ("r", "c", 4, 2),
    ("r", "e", 4, 2), ("s", "e", 5, 2), ("s", "o", 3, 2), ("s", "u", 5, 2), ("t", "k", 2, 2), ("t", "l", 4, 2), ("u", "a", 4, 2),
    ("v", "n", 4, 2), ("v", "o", 3, 2), ("w", "m", 2, 2), ("w", "n", 5, 2), ("y", "h", 4, 2), ("ß", "st", 3, 2), ("ö", "ä", 3, 2),
    ("ü", "a", 5, 2), ("ü", "ä", 2, 2),
];

/// Read for a printed capital, in so many of a thousand of its prints. Sorted.
#[rustfmt::skip]
pub(super) static CAPITALS: [(&str, &str, u16); 19] = [
    ("3", "I", 22), ("5", "S", 44), ("6", "G", 41), ("B", "W", 197), ("D", "V", 709), ("J", "Z", 135), ("b", "G", 412), ("f", "E", 74),
    ("f", "F", 215), ("f", "H", 55), ("f", "K", 150), ("fi", "K", 206), ("h", "H", 378), ("hj", "H", 30), ("j", "F", 41), ("k", "K", 100),
    ("l", "L", 28), ("l", "T", 23), ("s", "F", 41),
];
