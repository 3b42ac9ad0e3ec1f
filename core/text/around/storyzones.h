/* SPDX-License-Identifier: MIT */
/* Where the story lies in a page, and what its lines are as far as their own words and what has
 * been struck so far say. dh_zones_find (conditions.h) sets the struct. Any thread. */
#ifndef DH_STORYZONES_H
#define DH_STORYZONES_H

#include "page/page.h"
#include "text/sight/sight.h"

/* Stays, as far as words say. */
static inline bool dh_zones_line(const struct dh_page *page, const struct dh_sight *sights,
                                 size_t i)
{
    return page->fragments[i].kind == DH_STORY && sights[i].kind == DH_STORY;
}

/* A paragraph of the story, as far as the words of fragment i say. */
static inline bool dh_is_paragraph(const struct dh_page *page, const struct dh_sight *sights,
                                   size_t i)
{
    return (sights[i].flags & DH_S_STORY) && dh_zones_line(page, sights, i);
}

/* One that ends as a sentence. */
static inline bool dh_zones_ended(const struct dh_page *page, const struct dh_sight *sights,
                                  size_t i)
{
    return dh_zones_line(page, sights, i) && (sights[i].flags & (DH_S_STOP | DH_S_LONG));
}

/* One of some length. */
static inline bool dh_zones_sentence(const struct dh_page *page, const struct dh_sight *sights,
                                     size_t i)
{
    enum { WORDS = 6 };
    return dh_zones_ended(page, sights, i) && sights[i].words >= WORDS;
}

/* Ads and pictures are put between a post and its author, too. */
static inline bool dh_zones_put_in(const struct dh_page *p, size_t i)
{
    uint8_t k = p->fragments[i].kind;
    return k == DH_AD || k == DH_CAPTION || k == DH_CREDIT;
}

/* A sentence in words of one kind alone. */
static inline bool dh_zones_told_half(const struct dh_sight *s)
{
    return s->half && (s->flags & DH_S_STOP);
}

/* Where the story lies: its first and last paragraph, told by fragments that nothing strikes. */
struct dh_zones {
    const struct dh_page *page;
    const struct dh_sight *sights; /* of its fragments */
    size_t first, last;            /* first > last: no paragraph looks like one of a story */
    size_t dates;                  /* lines that are a date and nothing else, and stay so far */
    size_t told;                   /* lines that end as sentences, and stay */
    size_t stay;                   /* lines that stay, as far as words say */
    size_t sentences;              /* those of some length */
    size_t begin, end;             /* the first of these, and behind the last */
    size_t head;                   /* behind the last line above them that may be a headline */
    size_t posts;                  /* times above what may be posts of a live blog */
    size_t names;                  /* deep in the story, lines that look like who wrote it */
    size_t heads;                  /* lines of a crosshead's shape, between two sentences */
    size_t buttons;                /* of these such as say a word of buttons, and stay so far */
    size_t gone;                   /* fragments that go so far, but for copies of prose */
    size_t weak;                   /* those that need company and have all else they ask for */
    size_t amid;                   /* those that need it between two sentences alone */
};

#endif
