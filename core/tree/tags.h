/* SPDX-License-Identifier: MIT */
/* What a tag is to the tree builder: properties that scanner, folding and the estimate of open
 * elements share. Any thread. */
#ifndef DH_TAGS_H
#define DH_TAGS_H

#include <gumbo.h>
#include <stdbool.h>
#include <stdint.h>

/* What a tag is to the tree builder: HTML Living Standard 13.2.4.2, 13.2.6.4.7 and 13.2.6.5. */
enum dh_tag_property {
    DH_TAG_VOID = 1,      /* never has content */
    DH_TAG_SPECIAL = 2,   /* stops the search of end tags of ordinary elements */
    DH_TAG_SCOPE = 4,     /* stops the search of all but table parts */
    DH_TAG_MARKER = 8,    /* its formatting elements are its own */
    DH_TAG_CLOSES_P = 16, /* its start tag ends an open p */
    DH_TAG_FORMAT = 32,
    DH_TAG_BREAKS_OUT = 64, /* its start tag ends foreign content */
    DH_TAG_HEADING = 128,
    DH_TAG_TABLE_PART = 256,    /* caption to th: lives in tables only */
    DH_TAG_LEAF = 512,          /* its content is text to the tokenizer: nothing nests in it */
    DH_TAG_RARELY_NESTS = 1024, /* html, head, body: only the first start tag counts */
    DH_TAG_ENDS_ITSELF =
        2048, /* of those whose end tags may be left out what text pages leave open */
    /* How its start tag folds, where the others do not tell: see dh_tag_folds. */
    DH_TAG_FOLDS_NOT = 4096,
    DH_TAG_FOLDS_BLOCK = 8192,
    DH_TAG_FOLDS_PHRASE = 16384,
    DH_TAG_PLAIN = 32768,        /* opens and ends as most elements do: plain.c */
    DH_TAG_TABLE_SCOPE = 65536,  /* stops the search of table parts */
    DH_TAG_IMPLIED_END = 131072, /* its end tag may be left out before those of others (13.2.6.3) */
    DH_TAG_RUBY = 262144,        /* in a ruby its start tag ends those */
    DH_TAG_RECONSTRUCTS = 524288 /* beside those of DH_FOLDS_PHRASE */
};

extern const uint32_t dh_tag_properties[GUMBO_TAG_LAST + 1];

/* Whether a tag has one of the properties, a set of them. */
static inline bool dh_tag_is(GumboTag tag, unsigned properties)
{
    return (dh_tag_properties[tag] & properties) != 0;
}
/* But for a, of which there is never more than one. */
static inline bool dh_tag_is_formatting(GumboTag tag)
{
    return dh_tag_is(tag, DH_TAG_FORMAT) && tag != GUMBO_TAG_A;
}
/* What stands in a cell is read as in the body. */
static inline bool dh_tag_is_cell(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION;
}

/* What the tree builder does with a start tag in the body before it opens the element, if nothing
 * that it could close is open. */
enum dh_folds {
    DH_FOLDS_NOT,    /* more than the others */
    DH_FOLDS_BLOCK,  /* nothing */
    DH_FOLDS_PHRASE, /* it opens formatting elements that wait, as it does for text */
};
static inline enum dh_folds dh_tag_folds(GumboTag tag)
{
    if (dh_tag_is(tag, DH_TAG_FOLDS_NOT | DH_TAG_TABLE_PART | DH_TAG_LEAF | DH_TAG_RARELY_NESTS |
                           DH_TAG_MARKER))
        return DH_FOLDS_NOT;
    if (dh_tag_is(tag, DH_TAG_CLOSES_P | DH_TAG_FOLDS_BLOCK))
        return DH_FOLDS_BLOCK;
    if (dh_tag_is(tag, DH_TAG_FOLDS_PHRASE))
        return DH_FOLDS_PHRASE;
    return dh_tag_is(tag, DH_TAG_SPECIAL) ? DH_FOLDS_NOT : DH_FOLDS_PHRASE;
}

/* Whether its start tag in the body makes the tree builder open formatting elements again. */
static inline bool dh_tag_reconstructs(GumboTag tag)
{
    return dh_tag_is(tag, DH_TAG_RECONSTRUCTS) || dh_tag_folds(tag) == DH_FOLDS_PHRASE;
}

#endif
