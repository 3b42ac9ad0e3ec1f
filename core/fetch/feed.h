/* SPDX-License-Identifier: MIT */
/* Lists of pages: RSS (0.9 to 2.0, 1.0 as RDF), Atom (RFC 4287), JSON Feed (1.0, 1.1), sitemaps
 * and their indexes (sitemaps.org 0.9, with the news extension), plain or gzip; and where a front
 * page says its feeds are.
 *
 * XML by expat, without entity declarations (a document with one is refused: no billion laughs,
 * no external files). Feeds that are not well-formed in the usual ways (a bare "&", "&nbsp;",
 * Latin-1 under a UTF-8 label, control characters, blanks or a program's words before the
 * declaration) are mended and read again; what was read before an error that stays counts. Only
 * this folder includes expat. Any thread; an arena is one thread's. */
#ifndef DH_FEED_H
#define DH_FEED_H

#include "base/mem.h"
#include "base/str.h"

enum {
    DH_FEED_ENTRIES = 50000,    /* of one list, as sitemaps.org has it; more are left out */
    DH_FEED_DEPTH = 100,        /* elements inside each other */
    DH_FEED_TEXT = 16 * 1024,   /* bytes of one element's text that are kept */
    DH_FEED_UNPACKED = 64 << 20 /* bytes of a list after unpacking */
};

enum dh_feed_kind { DH_FEED_RSS, DH_FEED_ATOM, DH_FEED_JSON, DH_FEED_SITEMAP, DH_FEED_INDEX };

/* A page, or of an index a sitemap. Dates stand as the list has them, trimmed. */
struct dh_feed_entry {
    struct dh_str url; /* dh_url_normal; entries without one are left out */
    struct dh_str id, title, published, updated; /* title: without tags and references of HTML */
};

struct dh_feed {
    enum dh_feed_kind kind;
    struct dh_feed_entry *entries;
    size_t n;
    size_t nowhere; /* entries without an address, which are left out */
    bool capped;    /* there were more */
    bool broken;    /* an error cut the list short; entries before it are here */
};

/* Reads a list; url is where it came from (links in it may be relative). All memory that stays
 * is of a. DH_EDATA: no list, or broken before its first entry. DH_ELIMIT: a's cap, nesting,
 * unpacking. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_feed_read(struct dh_arena *a, struct dh_str bytes, struct dh_str url,
                                     struct dh_feed *out, struct dh_detail *d);

/* Finds <link rel=alternate> to feeds in the first 256 KiB of a page: their URLs, in order,
 * each once, at most max. */
size_t dh_feed_discover(struct dh_arena *a, struct dh_str html, struct dh_str url,
                        struct dh_str *found, size_t max);

#endif
