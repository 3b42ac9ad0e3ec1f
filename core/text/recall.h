/* SPDX-License-Identifier: MIT */
/* The sights of lines read lately: chrome is the same on page after page, and what a line's words
 * say hangs on the line and the document's language and subject alone. Found by the key of the line
 * and the language; line, language and subject are compared: what comes back is what reading the
 * line again would give, so no answer hangs on what a table holds. Of four lines that share a place
 * the one that came again last stays longest; most lines of a story come once, and push out nothing
 * but one another. One thread at a time. */
#ifndef DH_RECALL_H
#define DH_RECALL_H

#include "text/sight.h"

enum { DH_RECALL_MAX = 200 }; /* longer lines are not kept */

struct dh_recall;
/* A table of `bytes` at most, 6 MiB at the very most; it takes what it needs as it fills. NULL: no
 * memory, or too few bytes for any: every line is read. */
struct dh_recall *dh_recall_new(const struct dh_allocator *m, size_t bytes);
void dh_recall_free(struct dh_recall *r); /* NULL is fine */

/* As dh_sight_read; key: of the fragment (page.h). r may be NULL. */
void dh_recall_read(struct dh_recall *r, struct dh_view *v, struct dh_str text, uint64_t key,
                    struct dh_sight *s, struct dh_cut *cuts, size_t *n_cuts);
/* The line of that key, in a document of that language, will be read soon: what is kept of it is
 * asked of memory. r may be NULL. */
void dh_recall_ahead(const struct dh_recall *r, uint64_t key, int lang);

#endif
