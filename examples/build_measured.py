#!/usr/bin/env python3
"""build_measured.py src/passes/words/confusions.rs examples/confusions/fraktur.tsv > src/passes/words/measured.rs

Which letters of Fraktur an engine takes for others oftener than their drawn shapes say. The table of counts (by count_confusions.py) says in
what share of its prints a letter, or two, were read as something else; 1 in 100 is no difference in shape at all, and each bit less is
1.15 twentieths of it, as in the counts of worn print. Where that is less than the drawings say, the mean of both counts: pages
are read by other engines, too, and set in other types. What the drawings do not have is left out.

Half of the way was best on lines read from newspapers (CER falls by 22.4 %, by 21.7 without, by 22.0 with three quarters of the way);
the same of Roman type gained little in English and lost in French."""
import math
import re
import sys

FRAKTUR = 2
LEAST = 2  # sightings
SURE, BIT, WAY = 0.01, 1.15, 0.5
# Sightings of a capital that was read for something else and their share of its prints, and of one read for another capital.
LEAST_CAPITAL, LEAST_SHARE = 3, 0.02
LEAST_OTHER, OTHER_SHARE = 5, 0.1


def main():
    drawn, counts = sys.argv[1:]
    rows = re.findall(r'\("([^"]*)", "([^"]*)", (\d+), (\d)\)', open(drawn, encoding="utf-8").read())
    shapes = {(a, b): int(shape) for a, b, shape, faces in rows if int(faces) & FRAKTUR}
    found, capitals = [], []
    for line in open(counts, encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        if len(row) == 4 and is_initial(*row):
            capitals.append((row[0], row[1], round(1000 * int(row[2]) / int(row[3]))))
        if len(row) != 4 or tuple(row[:2]) not in shapes or int(row[2]) < LEAST:
            continue
        old = shapes[row[0], row[1]]
        seen = max(0.0, BIT * math.log2(SURE / (int(row[2]) / int(row[3]))))
        new = round(old + WAY * (seen - old))
        if new < old:
            found.append((row[0], row[1], new))
    print("//! Which letters an engine takes for others, counted by `examples/count_confusions.py` and set beside their shapes by")
    print("//! `examples/build_measured.py`. Generated; do not edit.\n")
    print("/// Read for printed, twentieths of difference in shape, typeface. Sorted.")
    print(f"#[rustfmt::skip]\npub(super) static MEASURED: [(&str, &str, u8, u8); {len(found)}] = [")
    cells = [f'("{a}", "{b}", {shape}, {FRAKTUR}),' for a, b, shape in sorted(found)]
    for n in range(0, len(cells), 7):
        print("    " + " ".join(cells[n:n + 7]))
    print("];\n")
    print("/// Read for a printed capital, in so many of a thousand of its prints. Sorted.")
    print(f"#[rustfmt::skip]\npub(super) static CAPITALS: [(&str, &str, u16); {len(capitals)}] = [")
    cells = [f'("{a}", "{b}", {share}),' for a, b, share in sorted(capitals)]
    for n in range(0, len(cells), 8):
        print("    " + " ".join(cells[n:n + 8]))
    print("];")


def is_initial(read, printed, seen, prints):
    """Whether a row says what letters or digits are read for a capital; another capital only where that is frequent, as it opens names."""
    letters = read.isalnum() and len(read) <= 2
    capital = len(printed) == 1 and printed.isupper()
    least, share = (LEAST_CAPITAL, LEAST_SHARE) if read == read.lower() else (LEAST_OTHER, OTHER_SHARE)
    return letters and capital and int(seen) >= least and int(seen) >= share * int(prints)


main()
