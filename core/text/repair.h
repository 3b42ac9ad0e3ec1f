/* SPDX-License-Identifier: MIT */
/* Repairs: what is mended in text that stays. Each has a rule name of its own and can be switched
 * off by it: repair.stop         a full stop set apart behind a closing quote: `this." .` ->
 * `this."` repair.bracket      blanks inside round brackets: `( AP )` -> `(AP)` repair.space a
 * blank before a comma, full stop or closing bracket; before ; : ! ? not in French
 *   repair.softhyphen   U+00AD
 *   repair.zerowidth    U+200B, U+2060, U+FEFF; joiners only where they join nothing
 *   repair.entity       `&amp;#39;`, `&#39;`, `&quot;` and the like left over from double escaping
 *   repair.mojibake     UTF-8 read as Latin-1 or Windows-1252, only where every such run of the
 * fragment decodes repair.crosshead    a crosshead in capitals glued to its paragraph is set on a
 * line of its own repair.newtab       ", opens new tab" inside a sentence (a row of the tables,
 * kind tools) repair.doubled      a fragment that says the same thing twice in one line One pass
 * over the bytes that stops at few of them. Any thread. */
#ifndef DH_REPAIR_H
#define DH_REPAIR_H

#include "text/sight.h"

/* Adds the edits of fragment i to the page. */
DH_MUST_USE enum dh_err dh_repair_fragment(const struct dh_view *v, struct dh_page *page, size_t i);

#endif
