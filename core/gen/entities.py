#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes core/tree/entities.inc from the table of named character references of the HTML Living
Standard (13.5), which Python ships as html.entities.html5. Run: core/gen/entities.py > core/tree/entities.inc"""
from html.entities import html5


def c_bytes(text):
    return "".join("\\%03o" % b for b in text.encode("utf-8"))


print("/* SPDX-License-Identifier: MIT */")
print("/* Named character references: HTML Living Standard 13.5. Made by core/gen/entities.py; do not edit.")
print(" * { name without ';', its UTF-8 bytes, may stand without ';' }, sorted by name. */")
for name in sorted(n[:-1] for n in html5 if n.endswith(";")):
    print('{ "%s", "%s", %d },' % (name, c_bytes(html5[name + ";"]), name in html5))
