/* SPDX-License-Identifier: MIT */
/* What the files share that read what stands near the headline: nearby.c, by the names of elements;
 * nearbydate.c, dates that stand alone; nearbyauthor.c, who wrote it. For these. One thread a page.
 */
#ifndef DH_NEARBYINSIDE_H
#define DH_NEARBYINSIDE_H

#include "meta/shown/classwords.h"
#include "meta/facts/facts.h"

enum {
    DH_RANK_NAMED = 55,
    DH_RANK_ALONE = 57,
    DH_RANK_BESIDE = 60,
    DH_RANK_CHANGED = 75, /* when a text was changed: better than nothing, not than a URL */
};

/* How far from the headline is looked, in nodes: a little before it or behind, or further behind;
 * and the least bytes of a date. */
enum { DH_NEARBY_BEFORE = 40, DH_NEARBY_BEHIND = 120, DH_NEARBY_DATE_MIN = 7 };

/* The page, and what the names of the elements that were asked for last say: each is asked for by
 * all that stands in it. */
enum { DH_NEARBY_SAID = 64 };
struct dh_nearby {
    struct dh_facts *f;
    const struct dh_tree *t;
    struct dh_class_words words;
    struct {
        uint32_t node; /* number of the element, plus one */
        unsigned says;
    } said[DH_NEARBY_SAID];
};

/* ---- nearbylook.c */

/* What element i holds, by its names (set of DH_SAYS_...); nothing when one of them speaks of
 * something else. */
unsigned dh_nearby_says(struct dh_nearby *n, uint32_t i);
/* Whether node i stands in something else, two elements up at most. */
bool dh_nearby_elsewhere(struct dh_nearby *n, uint32_t i);
/* Whether node i stands in an element of the tags from first to last, two up at most. */
bool dh_nearby_in(const struct dh_tree *t, uint32_t i, GumboTag first, GumboTag last);
/* How many letters of ASCII are in s. */
unsigned dh_nearby_letters(struct dh_str s);
/* Whether text run i may hold a date and little else. What a crosshead names, or what was before
 * there was a web, is told of. */
bool dh_nearby_may_be_date(struct dh_nearby *n, uint32_t i);
/* The text run next to run i, step +1 or -1 away, in its box or the one around that; 0: none. */
uint32_t dh_nearby_text(const struct dh_tree *t, uint32_t i, int step);

/* ---- nearbydate.c */

/* A date that stands alone right behind the headline, whatever its element is called; once there is
 * one, when the text was changed. Where marks for machines tell the one, they tell the other. */
void dh_nearby_dateline(struct dh_nearby *n, uint32_t headline);
/* The same right before the headline, in its box or two boxes further out: press offices date
 * there. What stands further up is the date of today. */
void dh_nearby_overline(struct dh_nearby *n, uint32_t headline);

/* ---- nearbyauthor.c */

/* Who wrote the text, where nothing better told. */
void dh_nearby_authors(struct dh_nearby *n, uint32_t headline);

#endif
