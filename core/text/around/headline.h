/* SPDX-License-Identifier: MIT */
/* The headline among the lines before a story: noise may stand between it and the first paragraph,
 * but its words come back in the story, those of menus and teasers do not. Linear. Any thread. */
#ifndef DH_HEADLINE_H
#define DH_HEADLINE_H

#include "text/around/zone.h"
#include "text/words/pagewords.h"

/* The headline of a page. The zone is that of the page when this is begun; the line is looked for,
 * by the words of what stays, when somebody asks about one that it may be, which few do. Ask before
 * such a line is struck. */
struct dh_headline {
    struct dh_pagewords *words; /* of the page */
    const struct dh_sight *sights;
    struct dh_zone zone; /* the headline stands before it */
    size_t no_sentence;  /* from this fragment on it does not end as a sentence */
    size_t at;           /* once it is known; n_fragments: there is none */
    bool known;
    enum dh_err err; /* DH_ENOMEM: it could not be looked for */
};

/* sights must outlive it, and so must words. */
void dh_headline_begin(struct dh_headline *h, struct dh_pagewords *words,
                       const struct dh_sight *sights);
/* Whether fragment i is the story's headline: of those before the first paragraph of its zone with
 * DH_HEADLINE_MIN words or more that stand in the first fragments of that, and most of its words
 * do, the one with the most; only the last 2,000 such lines are read. In blocks of HTML there is
 * none. */
bool dh_headline_is(struct dh_headline *h, size_t i);

enum {
    DH_HEADLINE_MIN = 3,      /* content words that come back */
    DH_HEADLINE_PERCENT = 60, /* of its content words do */
    DH_HEADLINE_WORDS = 25    /* a longer line is no headline */
};

#endif
