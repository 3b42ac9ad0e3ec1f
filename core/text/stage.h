/* SPDX-License-Identifier: MIT */
/* What stands behind struct dh_text of text.h: what is kept from page to page. stage.c makes and
 * frees it, judge.c judges a page by it; nobody else includes this. */
#ifndef DH_STAGE_H
#define DH_STAGE_H

#include "text/cues/cues.h"
#include "text/sight/context.h"
#include "text/text.h"

struct dh_grove;
struct dh_recall;

struct dh_text {
    const struct dh_allocator *mem;
    struct dh_cues *cues;
    char *without;
    size_t without_n;
    const struct dh_forest *lines, *second;
    struct dh_grove *grove, *second_grove; /* of them; made when they are asked first */
    void (*seen)(void *self, struct dh_traits *t);
    void *seen_self;
    /* Scratch, kept from page to page. */
    struct dh_tokens words;
    struct dh_marks marks;
    struct dh_sample sample;
    struct dh_recall *recall;
};

#endif
