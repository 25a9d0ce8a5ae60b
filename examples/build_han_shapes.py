#!/usr/bin/env python3
"""build_han_shapes.py DATA_DIR FONT_DIR CONFUSIONS OUT_DIR    writes OUT_DIR/han-shapes.bin (needs pillow and numpy)

Which frequent ideographs an ideograph may have been read for, by pictures. Each ideograph of the basic block is drawn in Noto Serif
CJK SC and Noto Sans CJK SC, as it stands in its cell and once more stretched to fill it (engines cut a character out before they
read it), blurred and made small. The pictures of the 5,000 most frequent ideographs span the space; 64 of its main axes are kept, the
wide ones damped, so that fine strokes count beside the outline. The product of two rows is their likeness: 1 for the same picture,
about 0 for two at random. An ideograph also looks like what is left of it, or what it becomes, where a part at one side is lost.
For each ideograph the frequent ones most like it are kept with their likeness in a byte, in the order of likeness and frequency together:
of two that look as much like what was read, the one that is printed more often is the likelier one. The frame is that of src/packed.rs.

CONFUSIONS (examples/confusions/zh-Hans.tsv, by count_confusions.py) says what an engine read for what. LIKELY turns a likeness into the
share of an ideograph's prints that are read as another one so like it, and back: where the engine took one for another more
often than their likeness says, they become as like as that share says, by part of the way, as pages are read by other engines, too."""
import bisect
import collections
import math
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
PART = 0.65
# Candidates of a frequent ideograph and of another one, and the least likeness of each.
KEPT = [(18, 0.38), (8, 0.45)]
# What a character that is printed e times as often is worth in the order, in likeness, and the logarithm of the least share that counts. Of 80
# pairs of ideographs that are often mixed up 72 % are the first of their list, 65 % without it; of what Tesseract took for what as many are.
OFTEN, SELDOM = 0.02, -9.0
# Likeness, and the share of prints that Tesseract read as one so like what was printed, over the 30,000 pairs of the table that the counts
# have; the share of one that the table does not have, the prints that it counts for, and the part of the way that the counts move it (by
# all of it, misread characters of generated dumps lose their places in the lists).
LIKELY = [(0.5, 0.0004), (0.6, 0.0006), (0.7, 0.0011), (0.75, 0.0022), (0.8, 0.005), (0.85, 0.011), (0.9, 0.02), (0.95, 0.05), (1.0, 0.15)]
UNLIKELY, PRINTS, WAY = 1e-5, 30, 0.7


def frequent(data):
    """The most frequent ideographs, each with the logarithm of its share of the first one's."""
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
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:FREQUENT]
    return {c: max(SELDOM, math.log((n + 1) / (rows[0][1] + 1))) for c, n in rows}


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


def between(x, rows):
    """A curve through points, its ends cut off."""
    n = min(max(bisect.bisect_left(rows, (x,)), 1), len(rows) - 1)
    (a, b), (c, d) = rows[n - 1], rows[n]
    return b + (d - b) * (min(max(x, a), c) - a) / (c - a)


def counted(path):
    """What was read, what was printed, how often, of how many prints."""
    for line in open(path, encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        if len(row) == 4 and all(len(c) == 1 and FIRST <= ord(c) <= LAST for c in row[:2]):
            yield ord(row[0]) - FIRST, ord(row[1]) - FIRST, int(row[2]), int(row[3])


def measured(likes, rows):
    """The lists of likenesses with what an engine was seen to do."""
    curve = [(like, math.log(share)) for like, share in LIKELY]
    back = [(share, like) for like, share in curve]
    for read, printed, times, prints in rows:
        old = likes[read].get(printed)
        before = between(old, curve) if old else math.log(UNLIKELY)
        after = math.log((times + PRINTS * math.exp(before)) / (prints + PRINTS))
        like = between(before + WAY * max(0.0, after - before), back)
        if like > (old or LIKELY[0][0]):
            likes[read][printed] = min(like, 0.99)


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def main():
    data, fonts, confusions, out = sys.argv[1:]
    chars = [chr(c) for c in range(FIRST, LAST + 1)]
    shares = {ord(c) - FIRST: share for c, share in frequent(data).items()}
    known = np.array(list(shares))
    often = OFTEN * np.array(list(shares.values()))
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
    likes = []
    for n, row in enumerate(rows):
        like = rows[known] @ row
        for piece in cut:
            # A part of what was printed was read, or something beside it was read with it.
            like = np.maximum(like, PART * np.maximum(piece[known] @ filled[n], filled[known] @ piece[n]))
        most, least = KEPT[0] if n in rank else KEPT[1]
        near = [k for k in np.argsort(-like - often, kind="stable")[: 2 * most] if known[k] != n and like[k] >= least][:most]
        likes.append({int(known[k]): float(like[k]) for k in near})
    measured(likes, counted(confusions))
    counts, body = bytearray(), bytearray()
    for n, near in enumerate(likes):
        near = sorted(near.items(), key=lambda row: -row[1] - OFTEN * shares.get(row[0], SELDOM))[: KEPT[0 if n in rank else 1][0]]
        counts.append(len(near))
        for k, like in near:
            body += struct.pack("<HB", k, min(255, round(255 * like)))
    entries = len(body) // 3
    body = bytes(counts) + bytes(body)
    frame = b"CDHL" + struct.pack("<HII", 2, len(chars), entries) + struct.pack("<Q", fnv(body))
    open(f"{out}/han-shapes.bin", "wb").write(frame + body)


if __name__ == "__main__":
    main()
