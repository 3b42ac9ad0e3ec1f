/* SPDX-License-Identifier: MIT */
/* Repairs: what is mended in text that stays. Each has a rule name of its own and can be switched
 * off by it:
 *
 * - repair.stop: a full stop set apart behind a closing quote: `this." .` becomes `this."`;
 * - repair.bracket: blanks inside both round brackets: `( AP )` becomes `(AP)`;
 * - repair.space: a blank before a comma or full stop, and before ; : ! ? but in French;
 * - repair.softhyphen: U+00AD;
 * - repair.zerowidth: U+200B, U+2060, U+FEFF, and joiners where they join nothing;
 * - repair.entity: `&amp;#39;`, `&#xA0;`, `&laquo;` and the like, left over from double escaping
 *   (entities.h);
 * - repair.mojibake: UTF-8 read as Windows-1252, where every such run of the fragment decodes;
 * - repair.doubled: a fragment that says the same thing twice in one line;
 * - repair.crosshead: a crosshead in capitals before its paragraph gets a line of its own.
 *
 * What rows of where "inside" cut (", opens new tab") is no repair but a removal of their kind. One
 * pass over the bytes that stops at few of them, and another over what was mended until nothing
 * more is: "&nbsp;?" is a blank before its sign. Any thread. */
#ifndef DH_REPAIR_H
#define DH_REPAIR_H

#include "text/view/fragview.h"

/* Whether a character is dropped wherever it stands: soft hyphen, zero-width space, word joiner,
 * byte order mark. What reads a text before it is mended reads it as without them. */
static inline bool dh_repair_drops(uint32_t cp)
{
    return cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF;
}
/* The same, and joiners: they are dropped where they join nothing, as between capitals or signs. */
static inline bool dh_repair_may_drop(uint32_t cp)
{
    return dh_repair_drops(cp) || cp == 0x200C || cp == 0x200D;
}

/* Adds the edits of fragment i to the page. What is cut off it stands among the page's edits
 * [cuts, cuts + n_cuts), and is seen as gone. Empties the page's scratch where there are any.
 * DH_ELIMIT, DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_repair_fragment(const struct dh_view *v, struct dh_page *page, size_t i,
                                           size_t cuts, size_t n_cuts);
/* Of these the edits of the first look, sorted and disjoint, but for doubled halves:
 * what the fragment reads like. The same errors. */
DH_MUST_USE enum dh_err dh_repair_once(const struct dh_view *v, struct dh_page *page, size_t i);
/* Adds the edits of what stands before fragment i, or with i == n_fragments behind the last one:
 * characters that are dropped there are part of no fragment (units.c). The same errors. */
DH_MUST_USE enum dh_err dh_repair_separator(const struct dh_view *v, struct dh_page *page,
                                            size_t i);

#endif
