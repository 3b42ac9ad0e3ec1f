/* SPDX-License-Identifier: MIT */
/* What the tag of an element means to block.c, which cuts a tree into blocks, and to those who ask
 * it. Tags are Gumbo's. Tables; any thread. */
#ifndef DH_TAGTREAT_H
#define DH_TAGTREAT_H

#include <gumbo.h>
#include <stdbool.h>
#include <stdint.h>

#include "html/block/block.h"

/* How the walk treats an element. */
enum dh_treat {
    /* Block level: the default, for elements unknown to HTML too (wrappers of web components). */
    DH_TREAT_BOX = 0,
    DH_TREAT_INLINE, /* part of the line */
    DH_TREAT_LINK,   /* a */
    DH_TREAT_BOLD,
    DH_TREAT_ITALIC,
    DH_TREAT_TIME,
    DH_TREAT_SKIP,     /* no text for readers */
    DH_TREAT_MEDIA,    /* no text, but worth a note: captions stand beside it */
    DH_TREAT_MEDIA_IN, /* inline media */
    DH_TREAT_BREAK
};

extern const uint8_t dh_tag_treat[GUMBO_TAG_LAST + 1]; /* enum dh_treat */
/* Slot of near[] (block.h) for a tag; 0: none. */
extern const uint8_t dh_tag_near[GUMBO_TAG_LAST + 1];

/* h1 to h6. */
static inline bool dh_tag_is_heading(unsigned tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}
/* A line ends where it begins and ends. */
static inline bool dh_tag_is_box(unsigned tag)
{
    return dh_tag_treat[tag] == DH_TREAT_BOX || dh_tag_treat[tag] == DH_TREAT_MEDIA;
}
/* What is in it is read. */
static inline bool dh_tag_has_text(unsigned tag)
{
    return dh_tag_treat[tag] != DH_TREAT_SKIP && dh_tag_treat[tag] != DH_TREAT_BREAK;
}

#endif
