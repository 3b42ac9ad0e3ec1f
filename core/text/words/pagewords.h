/* SPDX-License-Identifier: MIT */
/* The words of a page's fragments as numbers, cut and hashed once for all who ask which of them
 * come back elsewhere: the line model (traits.h), the search for the headline (headline.h).
 *
 * A word is a run of letters, digits and characters outside ASCII that are no signs, of four bytes
 * or more: shorter ones are function words in most languages. Of scripts without spaces each pair
 * of characters is one. Words that differ in the case of ASCII alone have one number; where a
 * fragment keeps its normal form, those of that. No number is 0; a table is best indexed by
 * the upper bits. Any thread. */
#ifndef DH_PAGEWORDS_H
#define DH_PAGEWORDS_H

#include "page/page.h"

struct dh_pagewords {
    const struct dh_page *page;
    uint64_t *hashes;    /* of the first n fragments, one after another */
    uint32_t *first;     /* where those of each begin; n + 1 */
    size_t n, fragments; /* hashed so far; there is room for */
    size_t room;         /* hashes */
    uint64_t *bits;      /* of all fragments: which bytes are of words (counts.h); NULL: no room */
    bool *known;         /* whether those of a fragment are */
};

/* Makes room in the arena, as far as there is some; of a long page the first words are kept. */
void dh_pagewords_room(struct dh_pagewords *w, const struct dh_page *page, struct dh_arena *a);
/* Where who knows it may put which bytes of fragment i are of words, a number for every 64 bytes;
 * NULL: there is no room. dh_pagewords_know: they are there. */
uint64_t *dh_pagewords_bits(const struct dh_pagewords *w, size_t i);
void dh_pagewords_know(struct dh_pagewords *w, size_t i);
/* Hashes the words of all fragments, if they are not. Before that, words are read each time. */
void dh_pagewords_hash(struct dh_pagewords *w);
/* The text that the words of fragment i are taken from. */
struct dh_str dh_pagewords_text(const struct dh_pagewords *w, size_t i);
/* The next word at or behind *at of such a text; 0: there is none. */
uint64_t dh_pagewords_next(struct dh_str s, size_t *at);

/* A walk over the words of one fragment, hashed before or not. */
struct dh_wordwalk {
    const uint64_t *at, *end;
    struct dh_str s; /* not hashed: its text */
    size_t from;
};
static inline struct dh_wordwalk dh_wordwalk_begin(const struct dh_pagewords *w, size_t i)
{
    if (i >= w->n)
        return (struct dh_wordwalk){ .s = dh_pagewords_text(w, i) };
    return (struct dh_wordwalk){ .at = w->hashes + w->first[i],
                                 .end = w->hashes + w->first[i + 1] };
}
/* 0: there are no more. */
static inline uint64_t dh_wordwalk_next(struct dh_wordwalk *k)
{
    return k->at < k->end ? *k->at++ : k->s.n ? dh_pagewords_next(k->s, &k->from) : 0;
}

#endif
