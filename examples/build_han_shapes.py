#!/usr/bin/env python3
"""build_han_shapes.py DATA_DIR FONT_DIR OUT_DIR    writes OUT_DIR/han-shapes.bin (needs pillow and numpy)

Which frequent ideographs an ideograph may have been read for, by pictures. Each ideograph of the basic block is drawn in Noto Serif
CJK SC and Noto Sans CJK SC, as it stands in its cell and once more stretched to fill it (engines cut a character out before they
read it), blurred and made small. The pictures of the 5,000 most frequent ideographs span the space; 64 of its main axes are kept, the
wide ones damped, so that fine strokes count beside the outline. The product of two rows is their likeness: 1 for the same picture,
about 0 for two at random. An ideograph also looks like what is left of it, or what it becomes, where a part at one side is lost.
For each ideograph the frequent ones most like it are kept with their likeness in a byte. The frame is that of src/packed.rs."""
import collections
import struct
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FIRST, LAST = 0x4E00, 0x9FA5
CELL, SMALL, BLUR = 56, 28, 2.4
STRETCHED = 0.7  # weight of the stretched picture
AXES, FREQUENT = 64, 5000
DAMPING = 1e-3
FONTS = ["NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"]
# What is kept of a cell where a part is lost: left, upper, right and lower edge; how much less alike that makes it.
PARTS = [(0.36, 0, 1, 1), (0, 0, 0.6, 1), (0, 0.36, 1, 1), (0, 0, 1, 0.6)]
PART = 0.85
# Candidates of a frequent ideograph and of another one, and the least likeness of each.
KEPT = [(14, 0.40), (6, 0.50)]


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


def stretched(image):
    box = image.getbbox()
    if not box or min(box[2] - box[0], box[3] - box[1]) < 8:
        return image
    part = image.crop(box).resize((CELL - 8, CELL - 8), Image.BICUBIC)
    image = Image.new("L", (CELL, CELL))
    image.paste(part, (4, 4))
    return image


def drawn(c, font):
    image = Image.new("L", (CELL, CELL))
    ImageDraw.Draw(image).text((4, -6), c, font=font, fill=255)
    return image


def part(image, edges):
    kept = Image.new("L", (CELL, CELL))
    box = [4 + round(e * (CELL - 8)) for e in edges]
    kept.paste(image.crop(box), box[:2])
    return kept


def small(image):
    return np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)).resize((SMALL, SMALL), Image.BOX), dtype=np.float32).ravel()


def unit(rows):
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)


def level(rows):
    return unit(rows - rows.mean(1, keepdims=True))


def axes(rows, known):
    """The middle of the frequent ones, and the axes that they span."""
    middle = rows[known].mean(0)
    lengths, directions = np.linalg.eigh((rows[known] - middle).T @ (rows[known] - middle))
    lengths, directions = lengths[::-1][:AXES], directions[:, ::-1][:, :AXES]
    return middle, directions / np.sqrt(np.sqrt(np.maximum(lengths, 0)) + DAMPING)


def project(rows, space):
    return unit((rows - space[0]) @ space[1])


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def main():
    data, fonts, out = sys.argv[1:]
    chars = [chr(c) for c in range(FIRST, LAST + 1)]
    known = np.array([ord(c) - FIRST for c in frequent(data)])
    views, parts = [], []
    for name in FONTS:
        font = ImageFont.truetype(f"{fonts}/{name}", CELL - 8, index=2)
        images = [drawn(c, font) for c in chars]
        views.append(level(np.stack([small(i) for i in images])))
        views.append(STRETCHED * level(np.stack([small(stretched(i)) for i in images])))
        parts.append([level(np.stack([small(stretched(part(i, edges))) for i in images])) for edges in PARTS])
    rows = level(np.concatenate(views, axis=1))
    rows = project(rows, axes(rows, known))
    filled = np.concatenate([views[1], views[3]], axis=1)
    space = axes(level(filled), known)
    filled = project(level(filled), space)
    cut = [project(level(np.concatenate([serif, sans], axis=1)), space) for serif, sans in zip(*parts)]
    rank = {n: k for k, n in enumerate(known)}
    counts, body = bytearray(), bytearray()
    for n, row in enumerate(rows):
        like = rows[known] @ row
        for piece in cut:
            # A part of what was printed was read, or something beside it was read with it.
            like = np.maximum(like, PART * np.maximum(piece[known] @ filled[n], filled[known] @ piece[n]))
        most, least = KEPT[0] if n in rank else KEPT[1]
        near = [k for k in np.argsort(-like, kind="stable")[: most + 1] if known[k] != n and like[k] >= least][:most]
        counts.append(len(near))
        for k in near:
            body += struct.pack("<HB", known[k], min(255, round(255 * float(like[k]))))
    entries = len(body) // 3
    body = bytes(counts) + bytes(body)
    frame = b"CDHL" + struct.pack("<HII", 2, len(chars), entries) + struct.pack("<Q", fnv(body))
    open(f"{out}/han-shapes.bin", "wb").write(frame + body)


if __name__ == "__main__":
    main()
