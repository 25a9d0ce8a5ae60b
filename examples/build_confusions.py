#!/usr/bin/env python3
"""Measures which letters look alike: build_confusions.py AMBIGS... > src/passes/words/confusions.rs

Draws letters and pairs of letters in open fonts (DejaVu Serif and Sans from Debian's fonts-dejavu; for Fraktur the letters that
DejaVu Math TeX Gyre has for mathematics), blurs them as a scan does and compares the pictures. Pairs that unicharambigs files
(tesseract-ocr/langdata) name are taken in whatever their distance. Needs pillow and numpy; prints the table in Rust.
"""
import sys
import unicodedata

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FOLDER = "/usr/share/fonts/truetype/dejavu/"
SMALL = "abcdefghijklmnopqrstuvwxyz"
ROMAN = SMALL + "äöüßéèêàâîïôûùçœæſ0123456789!|$&«»()[]"
PAIRS = [a + b for a in "rnicltfvjuo1l" for b in "niltjrcvsoe1"]
SIZE, BLUR, WIDTH, HEIGHT = 40, 2.2, 96, 72
# Mean absolute difference of two pictures, as a share of their ink, up to which two shapes count as alike.
LIMIT = {"roman": 0.40, "fraktur": 0.40}


def fraktur(text):
    """Mathematical Fraktur letters; nothing where a letter has none."""
    out = ""
    for c in text:
        name = unicodedata.name(c, "")
        kind = "SMALL" if c.islower() else "CAPITAL"
        try:
            out += unicodedata.lookup(f"MATHEMATICAL FRAKTUR {kind} {name[-1]}") if c.isascii() and c.isalpha() else ""
        except KeyError:
            out += {"C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"}.get(c, "")
    return out if len(out) == len(text) else ""


def draw(text, font):
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    ImageDraw.Draw(image).text((WIDTH // 2, 50), text, fill=255, font=font, anchor="ms")
    if image.getbbox() is None:
        return None
    return np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32) / 255


def distance(a, b):
    # A scan does not keep the side bearings: the best of a few shifts counts.
    return min(np.abs(np.roll(a, s, axis=1) - b).sum() for s in range(-4, 5)) / max(a.sum(), b.sum())


def measure(names, font, wrap, limit, out, bit):
    pictures = {n: draw(wrap(n), font) for n in names if wrap(n)}
    pictures = {n: p for n, p in pictures.items() if p is not None}
    items = sorted(pictures.items())
    for i, (a, pa) in enumerate(items):
        for b, pb in items[i + 1 :]:
            if abs(pa.sum() - pb.sum()) > 0.45 * max(pa.sum(), pb.sum()) or (len(a) == 2 and len(b) == 2 and (a[0] == b[0] or a[1] == b[1])):
                continue
            d = distance(pa, pb)
            if d < limit:
                for key in ((a, b), (b, a)):
                    old = out.get(key, (9.0, 0))
                    out[key] = (min(d, old[0]), old[1] | bit)


def main():
    found = {}
    for name in ["DejaVuSerif.ttf", "DejaVuSans.ttf", "DejaVuSerifCondensed.ttf"]:
        measure(list(ROMAN) + PAIRS, ImageFont.truetype(FOLDER + name, SIZE), str, LIMIT["roman"], found, 1)
        measure(list(SMALL.upper() + "0123456789ÄÖÜ"), ImageFont.truetype(FOLDER + name, SIZE), str, LIMIT["roman"] * 0.8, found, 1)
    math = ImageFont.truetype(FOLDER + "DejaVuMathTeXGyre.ttf", SIZE)
    measure(list(SMALL) + PAIRS, math, fraktur, LIMIT["fraktur"], found, 2)
    measure(list(SMALL.upper()), math, fraktur, LIMIT["fraktur"], found, 2)
    for path in sys.argv[1:]:
        for line in open(path, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 4:
                continue
            a, b = (fields[n].replace(" ", "") for n in (1, 3))
            if all(c.isalpha() or c in "0123456789" for c in a + b) and 0 < len(a) <= 3 and 0 < len(b) <= 3 and a != b:
                for key in ((a, b), (b, a)):
                    old = found.get(key, (0.30, 0))
                    found[key] = (min(old[0], 0.30), old[1] | 1)
    # Long s is f without half of its bar, and nobody's font has both of Fraktur's.
    rows = sorted((k, v) for k, v in found.items() if v[0] < 0.22 or len(k[0] + k[1]) < 4)
    print("//! Which letters look alike, measured by `examples/build_confusions.py`. Generated; do not edit.\n")
    print("/// Read for printed, twentieths of difference in shape, typefaces: 1 Roman, 2 Fraktur, 3 both. Sorted.")
    print(f"#[rustfmt::skip]\npub(super) static CONFUSIONS: [(&str, &str, u8, u8); {len(rows)}] = [")
    cells = [f'("{a}", "{b}", {min(int(d * 20), 20)}, {faces}),' for (a, b), (d, faces) in rows]
    for n in range(0, len(cells), 7):
        print("    " + " ".join(cells[n:n + 7]))
    print("];")


main()
