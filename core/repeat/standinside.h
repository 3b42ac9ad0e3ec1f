/* SPDX-License-Identifier: MIT */
/* Inside of standing.h: a page while it is judged, and its headline (standhead.c). */
#ifndef DH_STANDINSIDE_H
#define DH_STANDINSIDE_H

#include "repeat/belong.h"
#include "repeat/standing.h"

struct dh_standwork {
    struct dh_page *page;
    const struct dh_standing *s;
    struct dh_str *cut; /* rules of fragments that the zone had cut; n == 0: it had not */
    uint8_t *slot;
    bool *among;          /* among the prose, or parted from it by nothing but sentences */
    bool *list;           /* among the lines of a list, a table, a poem of the story */
    size_t headline;      /* n_fragments: not known */
    struct dh_belong own; /* words of the prose that this page alone has */
};

/* The reader gets it, as far as was decided. */
static inline bool dh_stands(const struct dh_fragment *f)
{
    return f->kind == DH_STORY || f->kind == DH_CROSSHEAD || f->kind == DH_DATELINE ||
           f->kind == DH_NOTE;
}

static inline bool dh_stands_prose(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return dh_stands(f) && f->kind != DH_NOTE && (f->looks & DH_LOOKS_PROSE) && !w->cut[i].n;
}

/* Words of a line, three characters of a script without spaces for one; up to most and one more. */
unsigned dh_stand_words(struct dh_str s, unsigned most);

/* Finds the headline of a scraped text; pages with markup tell their own. DH_ELIMIT: no room. */
DH_MUST_USE enum dh_err dh_stand_headline(struct dh_standwork *w);

#endif
