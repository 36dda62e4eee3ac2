#!/usr/bin/env python3
"""Takes the headings of Roget's Thesaurus for src/domain/text/headings.txt: a line a heading, its everyday words.

usage: pip download --no-deps PyRoget && tar xzf PyRoget-*.tar.gz && pip install wordfreq
       headings.py PyRoget-*/PyRoget/roget/thes_cat_list.txt > src/domain/text/headings.txt

The edition is that of 1911, which is in the public domain. Rare words (Zipf frequency below 3, less than once in a million) are
left out, and so is what has a space or a hyphen.
"""
import pickle
import re
import sys

from wordfreq import zipf_frequency

COMMON = 3.0


def everyday(word):
    return re.fullmatch(r"[a-z]{2,}", word) and zipf_frequency(word, "en") >= COMMON


with open(sys.argv[1], "rb") as file:
    headings = [sorted({word.lower() for word in words}) for _, words in pickle.load(file, encoding="latin-1")]

print("# Words under one heading of Roget's Thesaurus (1911, public domain). Made by script/headings.py.")
for line in sorted(" ".join(filter(everyday, words)) for words in headings):
    if " " in line:
        print(line)
