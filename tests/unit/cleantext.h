/* SPDX-License-Identifier: MIT */
/* For the tests of text/: cleans a text with the stages of this folder alone, kept kinds kept. */
#ifndef CLEANTEXT_H
#define CLEANTEXT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/page.h"
#include "text/text.h"

struct cleaner {
    struct dh_text *text;
    struct dh_page page;
};

static inline enum dh_err cleaner_init(struct cleaner *c, const char *without)
{
    struct dh_text_options o = { .without = dh_str_c(without) };
    struct dh_detail d;
    dh_page_init(&c->page, dh_mem_default(), (size_t)1 << 30);
    return dh_text_new(&c->text, dh_mem_default(), &o, &d);
}

static inline void cleaner_release(struct cleaner *c)
{
    dh_text_free(c->text);
    dh_page_release(&c->page);
}

/* c->page holds the finished page of s until the next call. */
static inline enum dh_err cleaner_run(struct cleaner *c, struct dh_str s)
{
    struct dh_detail d;
    dh_page_reset(&c->page);
    c->page.raw = s;
    enum dh_err e = dh_text_read(&c->page, DH_STR_NONE, &d);
    if (e == DH_OK)
        e = dh_text_normal(&c->page);
    if (e == DH_OK)
        e = dh_text_judge(c->text, &c->page);
    for (size_t i = 0; e == DH_OK && i < c->page.n_fragments; i++) {
        enum dh_kind k = (enum dh_kind)c->page.fragments[i].kind;
        c->page.fragments[i].removed =
            k != DH_STORY && k != DH_NOTE && k != DH_CROSSHEAD && k != DH_DATELINE;
    }
    return e ? e : dh_page_finish(&c->page);
}

#endif
