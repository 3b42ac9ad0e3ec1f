/* SPDX-License-Identifier: MIT */
/* The sights of lines read lately: chrome is the same on page after page, and what a line's words
 * say hangs on the line and the document's language alone. Direct-mapped by the key of the line
 * and the language, the line itself is compared: what comes back is what reading it again would
 * give. About 1.6 MiB once it is in use. One thread at a time. */
#ifndef DH_RECALL_H
#define DH_RECALL_H

#include "text/sight.h"

enum { DH_RECALL_MAX = 200 }; /* longer lines are not kept */

struct dh_recall;
void dh_recall_free(struct dh_recall *r, const struct dh_allocator *m); /* NULL is fine */

/* As dh_sight_read; key: of the fragment (page.h). *r NULL: a table is made; where there is no
 * memory for it every line is read. */
void dh_recall_read(struct dh_recall **r, const struct dh_allocator *m, struct dh_view *v,
                    struct dh_str text, uint64_t key, struct dh_sight *s, struct dh_cut *cuts,
                    size_t *n_cuts);
/* The line of that key, in a document of that language, will be read soon: what is kept of it is
 * asked of memory. r may be NULL. */
void dh_recall_ahead(struct dh_recall *r, uint64_t key, int lang);

#endif
