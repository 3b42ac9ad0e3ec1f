/* SPDX-License-Identifier: MIT */
/* Inside of inpage.c, which tells what happens in which order: a page while its
 * repetitions are sought, what its fragments look like (inpagelook.c), its captions
 * (inpagecaption.c), and its texts as they will be when edits are made (inpageedit.c). */
#ifndef DH_INPAGEINSIDE_H
#define DH_INPAGEINSIDE_H

#include "repeat/repeat.h"

#define DH_NOWHERE UINT32_MAX /* no such fragment */

struct dh_inpage {
    struct dh_page *page;
    const struct dh_edit **edit; /* the page's edits by place */
    uint32_t *end;               /* of the fragment's text, less what an edit cuts off behind it */
    uint64_t *key;               /* by which copies are found: see dh_inpage_edit_keys */
    uint32_t *next;              /* the next fragment of the text (not struck), DH_NOWHERE at
                                    the end */
    uint32_t *prev;              /* the one before */
    uint64_t title;              /* the words of the page's title; 0: it has none */
    uint32_t opening;            /* the first fragment that is not struck: the headline of
                                    scraped text */
};

/* A fragment with the key by which it is sorted; those of one key stand
 * together, in order. A record as records.h has it. */
struct dh_keyed {
    uint64_t key, at;
};

/* Whether a copy of fragment i goes. Headings, list items, cells and preformatted
 * text may repeat by design. */
bool dh_inpage_prose(const struct dh_inpage *w, size_t i);
/* The headline: what bears the page's title, and the line that opens a scraped
 * text. */
bool dh_inpage_headline(const struct dh_inpage *w, uint32_t i);

/* Strikes the captions among k[0..n) of which there is a second copy or a
 * second wording. DH_ELIMIT: no room in the scratch. */
DH_MUST_USE enum dh_err dh_inpage_captions(struct dh_inpage *w, const struct dh_keyed *k, size_t n);

/* Fills edit; then end, which has room; then key of what edits will make alike.
 * The first and the last may lack room in the scratch: DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_inpage_sort_edits(struct dh_inpage *w);
void dh_inpage_find_ends(struct dh_inpage *w);
DH_MUST_USE enum dh_err dh_inpage_edit_keys(struct dh_inpage *w);

#endif
