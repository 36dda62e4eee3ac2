#!/usr/bin/env python3
"""Packs CMUdict into crates/scoring/data/cmudict.txt: one line a word, sorted by bytes, phones as single characters, no stress.

usage: cmudict.py cmudict.dict > crates/scoring/data/cmudict.txt

The characters are those of `Phone::from_letter` in crates/scoring/src/pronounce/phone.rs. Two pronunciations a word are kept.
"""
import re
import sys

PHONES = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split()
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM"
CODE = dict(zip(PHONES, LETTERS))

words = {}
for line in open(sys.argv[1], encoding="utf-8"):
    word, *phones = line.split("#")[0].split()
    word = re.sub(r"\(\d+\)$", "", word).replace("'", "").replace("-", "").replace(".", "")
    if not re.fullmatch(r"[a-z]+", word):
        continue
    said = "".join(CODE[p.rstrip("012")] for p in phones)
    ways = words.setdefault(word, [])
    if said not in ways and len(ways) < 2:
        ways.append(said)
for word in sorted(words):
    print(word, *words[word])
