#!/usr/bin/env python3
"""Measures which letters look alike: build_confusions.py DATA_DIR FRAKTUR.ttf AMBIGS... > src/passes/words/confusions.rs

Draws what is printed (letters, and the pairs that DATA_DIR/{en,de,fr}/char_bigrams.tsv has most) and what it may be read as
(letters and all pairs), in open fonts: DejaVu Serif and Sans and Liberation Serif (Debian's fonts-dejavu, fonts-liberation) and
UnifrakturMaguntia (SIL OFL; npm @fontsource/unifrakturmaguntia, whose woff2 file fontTools turns into the ttf), blurs the pictures
as a scan does and compares them. Pairs that unicharambigs files (tesseract-ocr/langdata) name are taken in whatever their
distance. Needs pillow and numpy; prints the table in Rust.
"""
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DEJAVU = "/usr/share/fonts/truetype/dejavu/"
SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
SMALL = "abcdefghijklmnopqrstuvwxyz"
ACCENTS = "äöüßéèêàâîïôûùçœæ"
DIGITS = "0123456789!|$&()[]"
SIZE, BLUR, WIDTH, HEIGHT = 36, 2.0, 88, 56
# Mean absolute difference of two pictures, as a share of their ink, up to which they count as alike, and how many of the
# nearest readings of each printed text are kept.
LIMIT = {"letter": 0.42, "pair": 0.36, "sign": 0.36}
KEEP = 7
SHIFTS = range(-3, 4)
FREQUENT = 170  # pairs of each language


def draw(text, font):
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    ImageDraw.Draw(image).text((WIDTH // 2, 40), text, fill=255, font=font, anchor="ms")
    if image.getbbox() is None:
        return None
    return np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)).resize((WIDTH // 2, HEIGHT // 2)), dtype=np.float32) / 255


def pairs(folder):
    """Frequent pairs of small letters in print."""
    out = set()
    for lang in ("en", "de", "fr"):
        rows = []
        for line in open(f"{folder}/{lang}/char_bigrams.tsv", encoding="utf-8"):
            pair, _, count = line.rstrip("\n").rpartition(" ")
            pair = pair.strip("\t ")
            if len(pair) == 2 and all(c in SMALL + ACCENTS for c in pair) and count.isdigit():
                rows.append((-int(count), pair))
        out |= {p for _, p in sorted(rows)[:FREQUENT]}
    return sorted(out)


def reducible(a, b):
    """Whether two texts differ by less than they hold: that is a confusion of fewer letters."""
    return len(a) + len(b) > 2 and (a[0] == b[0] or a[-1] == b[-1])


def nearest(printed, readings, font, limit, out, bit):
    pictures = [(r, draw(r, font)) for r in readings]
    pictures = [(r, p) for r, p in pictures if p is not None]
    names = [r for r, _ in pictures]
    stack = np.stack([p for _, p in pictures]).reshape(len(pictures), -1)
    ink = stack.sum(axis=1)
    for text in printed:
        picture = draw(text, font)
        if picture is None:
            continue
        # A scan does not keep the side bearings: the best of a few shifts counts.
        best = np.min([np.abs(stack - np.roll(picture, s, axis=1).reshape(1, -1)).sum(axis=1) for s in SHIFTS], axis=0)
        share = best / np.maximum(ink, picture.sum())
        found = [(share[n], names[n]) for n in np.argsort(share) if names[n] != text and not reducible(names[n], text)]
        for d, reading in [f for f in found if f[0] < limit][: KEEP + 5 * (len(text) == 1)]:
            old = out.get((reading, text), (9.0, 0))
            out[reading, text] = (min(float(d), old[0]), old[1] | bit)


def face(font, folder, out, bit, letters):
    both = pairs(folder)
    some = sorted({a + b for a in SMALL for b in SMALL})
    nearest(list(letters), list(letters) + some, font, LIMIT["letter"], out, bit)
    nearest(both, list(letters) + some, font, LIMIT["pair"], out, bit)
    nearest(list(SMALL.upper()), list(SMALL.upper()), font, LIMIT["sign"], out, bit)
    if bit == 1:
        nearest(list(letters), list(DIGITS), font, LIMIT["letter"], out, bit)


def main():
    found = {}
    folder = sys.argv[1]
    for path in [DEJAVU + "DejaVuSerif.ttf", DEJAVU + "DejaVuSans.ttf", SERIF]:
        face(ImageFont.truetype(path, SIZE), folder, found, 1, SMALL + ACCENTS)
    face(ImageFont.truetype(sys.argv[2], SIZE), folder, found, 2, SMALL + "äöüß")
    for path in sys.argv[3:]:
        for line in open(path, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 4:
                continue
            a, b = (fields[n].replace(" ", "").replace("ſ", "s") for n in (1, 3))
            if all(c.isalpha() or c in "0123456789" for c in a + b) and 0 < len(a) <= 3 and 0 < len(b) <= 3 and a != b:
                for key in ((a, b), (b, a)):
                    old = found.get(key, (0.30, 0))
                    found[key] = (min(old[0], 0.30), old[1] | 1)
    # Long s is f without half of its bar, and no font here has it in Fraktur; the pairs with it are those with f.
    for (a, b), (d, bit) in list(found.items()):
        for x, y in ((a.replace("f", "s"), b), (a, b.replace("f", "s"))):
            if x != y and bit & 2 and (x, y) not in found and not reducible(x, y):
                found[x, y] = (d + 0.04, 2)
    for key in (("f", "s"), ("s", "f")):
        found[key] = (0.02, 3)
    # Two letters for two, each of which is misread by itself, need no row of their own.
    rows = sorted(r for r in found.items() if not (len(r[0][0]) == len(r[0][1]) == 2 and all(p in found for p in zip(*r[0]))))
    print("//! Which letters look alike, measured by `examples/build_confusions.py`. Generated; do not edit.\n")
    print("/// Read for printed, twentieths of difference in shape, typefaces: 1 Roman, 2 Fraktur, 3 both. Sorted.")
    print(f"#[rustfmt::skip]\npub(super) static CONFUSIONS: [(&str, &str, u8, u8); {len(rows)}] = [")
    cells = [f'("{a}", "{b}", {min(int(d * 20), 20)}, {faces}),' for (a, b), (d, faces) in rows]
    for n in range(0, len(cells), 7):
        print("    " + " ".join(cells[n:n + 7]))
    print("];")


main()
