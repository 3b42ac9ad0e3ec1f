/* SPDX-License-Identifier: MIT */
/* Whether what a fragment's words say holds where it stands: the conditions of rows (cuetable.h)
 * that ask for the head or the tail of the text, for a neighbour or anything else that goes, and
 * what speaks against a sight in doubt, such as a crosshead between two paragraphs. Functions of
 * the page, of what has been struck in it so far, and of the sights. Any thread. */
#ifndef DH_CONDITIONS_H
#define DH_CONDITIONS_H

#include "page/page.h"
#include "text/sight/sight.h"

/* A paragraph of the story, as far as the words of fragment i say. */
static inline bool dh_is_paragraph(const struct dh_page *page, const struct dh_sight *sights,
                                   size_t i)
{
    return (sights[i].flags & DH_S_STORY) && page->fragments[i].kind == DH_STORY &&
           sights[i].kind == DH_STORY;
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

/* Views of page and sights, which serve as long as the answer does. */
struct dh_zones dh_zones_find(const struct dh_page *page, const struct dh_sight *sights);

/* Whether all holds that the form of fragment i asks for. Constant time, but for dates: linear, of
 * two at most. */
bool dh_condition_holds(const struct dh_zones *z, size_t i);
/* The same, but for what stands beside it: that may go yet. */
bool dh_condition_holds_alone(const struct dh_zones *z, size_t i);

#endif
