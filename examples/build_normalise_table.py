#!/usr/bin/env python3
"""The table of the normalise pass.

usage: build_normalise_table.py EquivalentUnifiedIdeograph.txt > src/passes/normalise_table.rs

Radicals come from Unicode's EquivalentUnifiedIdeograph.txt; presentation forms from the compatibility decompositions,
with ASCII marks in their full-width form, as East Asian copy has them; ligatures from the same decompositions.
"""
import re
import sys
import unicodedata

rows = {}
for line in open(sys.argv[1], encoding="utf-8"):
    m = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
    if not m:
        continue
    for code in range(int(m[1], 16), int(m[2] or m[1], 16) + 1):
        if 0x2E80 <= code <= 0x2FD5:
            rows[code] = (chr(int(m[3], 16)), "Radical")
for code in range(0xFB00, 0xFB07):
    rows[code] = (unicodedata.normalize("NFKC", chr(code)).replace("ſ", "s"), "Ligature")
for code in [*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE50), *range(0xFE50, 0xFE6C)]:
    plain = unicodedata.normalize("NFKC", chr(code))
    if plain == chr(code) or " " in plain:
        continue
    if code == 0xFE19:
        plain = "…"
    elif code in (0xFE31, 0xFE58):
        plain = "—"
    elif code == 0xFE32:
        plain = "–"
    else:
        plain = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain)
    rows[code] = (plain, "Presentation")
controls = [*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]
for code in controls + [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF]:
    rows[code] = ("", "Control")


def rust(c):
    return c if c.isprintable() and not unicodedata.category(c).startswith(("C", "Z")) else "\\u{%X}" % ord(c)


print("//! Code points that stand for others; computed by examples/build_normalise_table.py.\n")
print("/// Why a code point is in the table.")
print("#[derive(Debug)]")
print("pub(super) enum Class {\n    /// A radical for an ideograph.\n    Radical,\n    /// A vertical or small form.\n    Presentation,")
print("    /// A Latin ligature.\n    Ligature,\n    /// Prints nothing.\n    Control,\n}\n")
print("use Class::{Control, Ligature, Presentation, Radical};\n")
print("/// Code point, what it stands for, why; sorted.")
print("#[rustfmt::skip]")
print("pub(super) static TABLE: &[(char, &str, Class)] = &[")
line = "   "
for code in sorted(rows):
    to, why = rows[code]
    item = " ('%s', \"%s\", %s)," % (rust(chr(code)).replace("'", "\\'"), "".join(map(rust, to)).replace('"', '\\"'), why)
    if len(line) + len(item) > 116:
        print(line)
        line = "   "
    line += item
print(line)
print("];")
