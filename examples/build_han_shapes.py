#!/usr/bin/env python3
"""build_han_shapes.py DATA_DIR FONT_DIR OUT_DIR    writes OUT_DIR/han-shapes.bin (needs pillow and numpy)

How much ideographs look alike. Each ideograph of the basic block is drawn in Noto Serif CJK SC and Noto Sans CJK SC, as it stands
in its cell and once more stretched to fill it (engines cut a character out before they read it), blurred and made small. The pictures
of the 5,000 most frequent ideographs span the space; 24 of its main axes are kept, a byte each, so that the product of two rows is the
likeness of two ideographs: 1 for the same picture, 0 for two at random. Behind the rows stand each ideograph's four nearest
frequent ones. The frame is that of src/packed.rs."""
import collections
import struct
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FIRST, LAST = 0x4E00, 0x9FA5
CELL, SMALL, BLUR = 56, 28, 2.4
STRETCHED = 0.7  # weight of the stretched picture
AXES, NEAREST, FREQUENT = 24, 4, 5000
SCALE = 170.0  # a row's length in bytes' units
FONTS = ["NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"]


def frequent(data):
    counts = collections.Counter()
    for line in open(f"{data}/zh/char_unigrams.tsv", encoding="utf-8"):
        c, _, n = line.rstrip("\n").rpartition(" ")
        if len(c) == 1 and FIRST <= ord(c) <= LAST:
            counts[c] += int(n)
    for line in open(f"{data}/zh/words_pos_freq.tsv", encoding="utf-8"):
        word, *fields = line.rstrip("\n").split("\t")
        for c in word:
            if FIRST <= ord(c) <= LAST:
                counts[c] += 2 * sum(map(int, fields[1::2]))
    return [c for c, _ in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:FREQUENT]]


def picture(c, font, stretch):
    image = Image.new("L", (CELL, CELL))
    ImageDraw.Draw(image).text((4, -6), c, font=font, fill=255)
    box = image.getbbox()
    if stretch and box and min(box[2] - box[0], box[3] - box[1]) >= 8:
        part = image.crop(box).resize((CELL - 8, CELL - 8), Image.BICUBIC)
        image = Image.new("L", (CELL, CELL))
        image.paste(part, (4, 4))
    image = image.filter(ImageFilter.GaussianBlur(BLUR)).resize((SMALL, SMALL), Image.BOX)
    return np.asarray(image, dtype=np.float32).ravel()


def unit(rows):
    rows = rows - rows.mean(1, keepdims=True)
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def main():
    data, fonts, out = sys.argv[1:]
    chars = [chr(c) for c in range(FIRST, LAST + 1)]
    known = np.array([ord(c) - FIRST for c in frequent(data)])
    views = []
    for name in FONTS:
        font = ImageFont.truetype(f"{fonts}/{name}", CELL - 8, index=2)
        views += [unit(np.stack([picture(c, font, stretch) for c in chars])) * weight for stretch, weight in ((False, 1.0), (True, STRETCHED))]
    rows = unit(np.concatenate(views, axis=1))
    rows -= rows[known].mean(0)
    _, axes = np.linalg.eigh(rows[known].T @ rows[known])
    rows = rows @ axes[:, ::-1][:, :AXES]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.clip(np.round(rows * SCALE), -127, 127).astype(np.int8)
    body = rows.tobytes()
    for n, row in enumerate(rows):
        like = rows[known].astype(np.int32) @ row.astype(np.int32)
        near = [known[k] for k in np.argsort(-like, kind="stable")[: NEAREST + 1] if known[k] != n][:NEAREST]
        body += struct.pack(f"<{NEAREST}H", *near)
    frame = b"CDHL" + struct.pack("<HIII", 1, len(chars), AXES, NEAREST) + struct.pack("<Q", fnv(body))
    open(f"{out}/han-shapes.bin", "wb").write(frame + body)


main()
