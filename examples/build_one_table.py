#!/usr/bin/env python3
"""Evidence for 一 beside a character, for the rule glyph/dash-for-one.

usage: build_one_table.py DATA_DIR > src/passes/one_table.rs

Reads zh/words_pos_freq.tsv, zh/jieba_words.tsv and zh/char_bigrams.tsv (see NOTICE for their sources). For each
character two figures in quarter bits: how much more often than a noun it stands before 一, and after it.
Before: as a word of its own that is no noun (了, 这, 每) or inside words (第一, 统一) against the ends of nouns.
After: as a classifier (个, 支) or inside words (一起, 一般) against the beginnings of words.
"""
import math
import sys
from collections import Counter

base = sys.argv[1]
lone, noun_end, begin, classifier, left, right = (Counter() for _ in range(6))


def han(c):
    return "\u4e00" <= c <= "\u9fff"


for line in open(f"{base}/zh/words_pos_freq.tsv", encoding="utf-8"):
    fields = line.rstrip("\n").split("\t")
    word, tags = fields[0], list(zip(fields[1::2], fields[2::2]))
    if not word or not all(map(han, word)):
        continue
    for tag, count in tags:
        count = int(count)
        begin[word[0]] += count
        if tag[0] == "n" or tag[0] in "jbas":
            noun_end[word[-1]] += count
        elif len(word) == 1:
            lone[word] += count
        elif tag[0] in "vdpcrum":
            lone[word[-1]] += count // 2
        if len(word) == 1 and tag[0] == "q":
            classifier[word] += count
for line in open(f"{base}/zh/jieba_words.tsv", encoding="utf-8"):
    fields = line.split(" ")
    word, count = fields[0], int(fields[1])
    at = word.find("一")
    if len(word) < 2 or at < 0:
        continue
    if at > 0 and han(word[at - 1]):
        left[word[at - 1]] += count
    if at + 1 < len(word) and han(word[at + 1]):
        right[word[at + 1]] += count
for line in open(f"{base}/zh/char_bigrams.tsv", encoding="utf-8"):
    pair, _, count = line.rstrip("\n").rpartition(" ")
    if len(pair) == 2 and count.isdigit():
        if pair[1] == "一" and han(pair[0]):
            left[pair[0]] += int(count) // 4
        if pair[0] == "一" and han(pair[1]):
            right[pair[1]] += int(count) // 4


def quarter_bits(x):
    return max(-40, min(40, round(4 * x)))


rows = []
for c in sorted(set(lone) | set(noun_end) | set(left) | set(right) | set(classifier)):
    before = math.log2((lone[c] + 2 * left[c] + 2) / (noun_end[c] + 8))
    after = math.log2((2 * classifier[c] + right[c] + 2) / (begin[c] + 30)) + 2.5
    if c != "一" and begin[c] + noun_end[c] + lone[c] + left[c] + right[c] >= 5:
        rows.append((c, quarter_bits(before), quarter_bits(after)))
print("//! Evidence for 一 beside a character; computed by examples/build_one_table.py.\n")
print("/// Character, evidence before 一, evidence after 一; in quarter bits.")
print("#[rustfmt::skip]")
print("pub(super) static TABLE: &[(char, i8, i8)] = &[")
for n in range(0, len(rows), 8):
    print("    " + " ".join(f"('{c}', {a}, {b})," for c, a, b in rows[n:n + 8]))
print("];")
