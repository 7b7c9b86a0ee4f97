#!/usr/bin/env python3
# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Counts which letter follows which: the table of rules/letter_pairs.cc.

  letter_pairs.py WEIGHT=FILE [WEIGHT=FILE ...]

FILE: texts as UTF-8, or as JSON Lines with a "text". Each counts as much as its weight says,
however long it is.
"""
import json
import math
import sys
import unicodedata

SYMBOLS = "_#абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґёabcdefghijklmnopqrstuvwxyz"
LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"  # each half as frequent as the last but one


def symbols(text):
    """Letters, # for a digit, one _ for what stands between words."""
    last = ""
    for c in unicodedata.normalize("NFC", text.lower()):
        if c.isdigit():
            s = "#"
        elif c in SYMBOLS[2:]:
            s = c
        elif c.isalpha():
            s = unicodedata.normalize("NFD", c)[0]
            s = s if s in SYMBOLS[2:] else "?"
        elif unicodedata.category(c)[0] == "M":
            continue
        else:
            s = "_"
        if s != "_" or last != "_":
            yield s
        last = s


def texts(name):
    with open(name, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"] if name.endswith("l") else line


def main():
    pairs, singles = {}, {}
    for argument in sys.argv[1:]:
        weight, name = argument.split("=", 1)
        counted = {}
        for text in texts(name):
            before = "_"
            for s in symbols(text + " "):
                counted[before, s] = counted.get((before, s), 0) + 1
                before = s
        total = sum(counted.values())
        for (a, b), n in counted.items():
            share = float(weight) * n / total
            pairs[a, b] = pairs.get((a, b), 0) + share
            singles[b] = singles.get(b, 0) + share

    def level(share, of):
        if share <= 0:
            return LEVELS[-1]
        return LEVELS[min(len(LEVELS) - 1, round(-2 * math.log2(share / of)))]

    everything = sum(singles.values())
    print('    "' + "".join(level(singles.get(b, 0), everything) for b in SYMBOLS) + '"')
    for a in SYMBOLS:
        row = "".join(level(pairs.get((a, b), 0), max(singles.get(a, 0), 1e-9)) for b in SYMBOLS)
        print(f'    "{row}"  // {a}')


if __name__ == "__main__":
    main()
