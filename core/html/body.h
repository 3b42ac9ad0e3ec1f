/* SPDX-License-Identifier: MIT */
/* Which blocks are the article, and the page's fragments made of them.
 *
 * An extractor (the learned model, or the hand rules of rules.c) gives every block a score; rules
 * that hold whatever the extractor follow (refine.c, stories.c, flow.c); then the smallest box
 * around the kept blocks becomes the page's input, each of its visible blocks a fragment, and those
 * that are not body get the kind their markup tells and a rule "html.NAME" (kinds.c). Where the
 * tree holds no body but a script of the page does, that one is taken, and field SOURCE says so.
 * DH_ELIMIT: more blocks or words than a page may have; DH_ENOMEM. */
#ifndef DH_BODY_H
#define DH_BODY_H

#include "base/grove.h"
#include "html/html.h"
#include "html/model/features.h"
#include "html/model/model.h"
#include "html/refine/refine.h"

/* Working memory that serves one page after another; the caller owns the struct. One thread at a
 * time. */
struct dh_body {
    const struct dh_allocator *mem;
    struct dh_blocks blocks;
    struct dh_arena arena; /* the overview of the page at hand */
    const struct dh_forest *model;
    struct dh_grove *grove; /* of model; made when it is asked first */
    /* For tests and training: called with each page's overview; NULL: nobody.
     * false: stop, DH_EIO. */
    bool (*seen)(void *self, const struct dh_overview *v);
    void *seen_self;
};

/* max_arena: bytes that the overview of a page may take. Allocates nothing yet. */
void dh_body_init(struct dh_body *b, const struct dh_allocator *m, size_t max_arena);
void dh_body_release(struct dh_body *b);

/* Sets input, fragments, confidence, outside (and outside_text), field SOURCE. builder made t and
 * is used again for a body that stands as HTML in a script: t is dead afterwards. DH_EIO: `seen`
 * said stop. */
DH_MUST_USE enum dh_err dh_body_read(struct dh_body *b, struct dh_tree_builder *builder,
                                     const struct dh_tree *t, const struct dh_meta *meta,
                                     const struct dh_html_options *o, struct dh_page *page,
                                     struct dh_detail *d);

#endif
