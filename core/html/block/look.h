/* SPDX-License-Identifier: MIT */
/* What the attributes of a start tag say about its element: signs (signs.h), whether the page hides
 * it, and its shape. Templates write the same tags and classes again and again, on one page and on
 * all pages of a site, so answers are kept by hash: of whole tags, and of the names of classes. One
 * thread a cache. */
#ifndef DH_LOOK_H
#define DH_LOOK_H

#include "html/block/signs.h"
#include "tree/tree.h"

struct dh_look {
    uint64_t key; /* hash of the start tag's text */
    uint64_t signs;
    uint32_t shape; /* hash of tag and class, digits left out */
    bool hidden, has_class, dialog;
    bool is_dialog, open; /* it is a dialog element; it says that it is open */
    bool leads_away;      /* of the page's own making and named so: "news-letter-signup" */
    bool breaks;          /* where it is empty, it stands for br */
    bool aria_hidden; /* on inline elements it often stands beside text for screen readers: shown */
};

enum { DH_LOOK_TAGS = 1024, DH_LOOK_NAMES = 512 };

/* Answers kept, from page to page; zeroed it is empty. About 45 KB: twice as many are found a few
 * more times, and fewer of them in the processor's caches. */
struct dh_look_cache {
    struct dh_look tags[DH_LOOK_TAGS];
    struct dh_look_name {
        uint64_t key; /* hash of the name */
        uint64_t signs;
        uint32_t shape; /* hash of its letters, digits left out; 0: it has none */
        bool hides;     /* a class by which frameworks hide text */
        bool breaks;    /* a class by which they write br */
    } names[DH_LOOK_NAMES];
    struct dh_look plain; /* the answer on a tag without attributes */
    /* The tag that was asked for last, of the page at hand, and the answer: elements are looked at
     * for several things in turn. A new page begins with last_tag NULL. */
    const char *last_tag;
    const struct dh_look *last;
};

/* The answer lives until the next call. */
const struct dh_look *dh_look_at(struct dh_look_cache *c, const struct dh_node *element);

#endif
