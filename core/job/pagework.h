/* SPDX-License-Identifier: MIT */
/* The second pass as a crew sees it: a message names a page of the spool and says what its corpus
 * has to say of it; the result is the finished page as it is to be written. All that this needs is
 * read and never changed once the corpus is settled, so workers forked then have it as it is. One
 * thread or process. */
#ifndef DH_PAGEWORK_H
#define DH_PAGEWORK_H

#include "io/render.h"
#include "job/crew.h"
#include "job/library.h"

struct dh_pagework {
    /* Set by the caller behind init; borrowed. */
    struct dh_corpus *corpus; /* NULL: each page alone */
    struct dh_spool *spool;
    struct dh_render_options wants;
    /* Of the work. */
    struct dh_context *c;
    struct dh_record record; /* the page that was worked on last, in this process */
    struct dh_buf head, body;
};

void dh_pagework_init(struct dh_pagework *w, struct dh_context *c);
void dh_pagework_release(struct dh_pagework *w);
/* For dh_crew_new; w serves as long as the crew. */
struct dh_work dh_pagework_of(struct dh_pagework *w);
/* For dh_crew_job.next: page `number`, whose frame stands at `at` in the spool. Appends the message
 * but for what dh_corpus_tell says, which goes behind it. */
void dh_pagework_put(struct dh_message *m, uint32_t number, uint64_t at);
/* The same for a frame that is in no spool, here and now; told: what the corpus says of it. Errors:
 * dh_context_decide's. */
DH_MUST_USE enum dh_err dh_pagework_now(struct dh_pagework *w, struct dh_frame f, uint32_t number,
                                        struct dh_str told, struct dh_frame *result);

/* A finished page on its way out. */
struct dh_finished {
    const struct dh_page *page; /* labels and verdict, no more */
    struct dh_rendered as;
    uint64_t text_hash;         /* dh_hash64 of its text */
    uint64_t removed, repaired; /* changes */
    bool survives;              /* dh_corpus_judge: tell dh_corpus_written */
};
/* For dh_crew_job.put: what a result holds; page is reset and filled, and all lives as long as the
 * result. DH_EDATA: no worker of ours made it. Other errors are those of the work itself. */
DH_MUST_USE enum dh_err dh_pagework_take(struct dh_frame result, struct dh_page *page,
                                         struct dh_finished *out, struct dh_detail *d);

#endif
