/* SPDX-License-Identifier: MIT */
/* Chrome told from content by counting over the pages of a site.
 *
 * Counted is in how many distinct stories of its site a fragment stands, by slot (before, among or
 * behind the prose of its page). Per (site, key) the smallest entries are kept (state/entries.h),
 * an entry being the page's identity with the place in its lowest bits (sighting.h): a set whose
 * union over shards, runs and orders is always the same. Copies of one story are folded when the
 * decision is made, so a story published ten times makes none of its lines chrome.
 *
 * A second key stands for the line's form (form.h), or, where it has none, for the line with its
 * digits folded: it finds counters, dates and boxes that quote a headline. It is used only where it
 * cannot merge lines of scores, and never on prose. A third one leads from a label with a headline
 * behind it to the page that bears the headline.
 *
 * More than DH_ENTRIES_MAX pages are estimated: the entries that are kept are the smallest of
 * hashes, so the largest of them tells how dense the hashes lie (Bar-Yossef and others, "Counting
 * distinct elements in a data stream", RANDOM 2002).
 *
 * What the counts say is put on the page in standing.h.
 *
 * Thresholds, and why they are what they are: docs/repetition.md. The decision is a function of the
 * set of pages. Memory: max_bytes for sorting and some dozens of bytes a site. One thread at a
 * time.
 *
 * Errors, where no others are told: DH_ENOMEM; DH_ECREATE, DH_EACCESS and DH_EIO of the temporary
 * files; those of the memory of earlier runs. */
#ifndef DH_SITE_H
#define DH_SITE_H

#include "page/page.h"
#include "state/entries.h"

struct dh_sites;
struct dh_spread; /* story.h */
struct dh_stories;

/* tmp: directory for temporary files (NULL: TMPDIR, else /tmp), kept as a view. */
DH_MUST_USE enum dh_err dh_sites_new(struct dh_sites **out, const struct dh_allocator *m,
                                     size_t max_bytes, const char *tmp);
void dh_sites_free(struct dh_sites *s); /* NULL is fine */

/* Hash of a site key, as story.h and the state have it; 0: no site. */
uint64_t dh_site_hash(struct dh_str site);

/* Pass 1, where the page is at hand: what of its fragments is counted, appended as bytes. A page
 * without a site counts nothing. After dh_repeat_describe. */
void dh_sites_count(const struct dh_page *page, struct dh_buf *out);
/* And where the corpus is: takes in what was counted of page number of the batch, of this identity
 * and site. */
enum { DH_SITE_COUNTED = 16 /* bytes of a fragment, counted once */ };
DH_MUST_USE enum dh_err dh_sites_take(struct dh_sites *s, struct dh_hash128 page, uint64_t site,
                                      struct dh_str counted, uint32_t number, struct dh_detail *d);

/* For dh_sites_settle, as dh_stories_spread: many fragments are judged in so many processes, where
 * there is no memory of earlier runs. */
void dh_sites_spread(struct dh_sites *s, const struct dh_spread *spread);
/* Between adding and settling: gives back most of the memory. */
DH_MUST_USE enum dh_err dh_sites_pause(struct dh_sites *s, struct dh_detail *d);

/* Where counts of earlier runs come from and go to; members may be NULL. Keys come in ascending
 * order, each once. */
struct dh_site_memory {
    /* Fills entries[DH_ENTRIES_MAX], ascending, and *n. */
    enum dh_err (*get)(void *self, uint64_t key, uint64_t *entries, unsigned *n,
                       struct dh_detail *d);
    enum dh_err (*put)(void *self, const struct dh_key_row *row, struct dh_detail *d);
    void *self;
};
/* stories must be settled: they fold copies and tell how many stories a site has. NULL: nothing is
 * decided, counts only go to memory (scan). */
DH_MUST_USE enum dh_err dh_sites_settle(struct dh_sites *s, struct dh_stories *stories,
                                        const struct dh_site_memory *memory, struct dh_detail *d);

/* What the counts say of page number, appended to out as bytes for dh_sites_strike; nothing where
 * they say nothing. After settle, with ascending numbers. */
DH_MUST_USE enum dh_err dh_sites_tell(struct dh_sites *s, uint32_t number, struct dh_buf *out,
                                      struct dh_detail *d);
/* In place of take and tell, and behind settle: the same of a page that is in no batch, as if it
 * were the only one of a batch that settle had seen. */
DH_MUST_USE enum dh_err dh_sites_ask(struct dh_sites *s, struct dh_hash128 page, uint64_t site,
                                     struct dh_str counted, const struct dh_stories *stories,
                                     const struct dh_site_memory *memory, struct dh_buf *out,
                                     struct dh_detail *d);
/* Strikes the chrome of the page of which this was told as DH_SITE. A function of the two.
 * DH_EDATA: told is no such thing; DH_ELIMIT: no room in the page's scratch. */
DH_MUST_USE enum dh_err dh_sites_strike(struct dh_page *page, struct dh_str told);

/* ---- The rule, for its tests ------------------------------------------------------------------
 */

/* What was counted. */
enum dh_site_key {
    DH_KEY_TEXT,    /* the fragment */
    DH_KEY_FORM,    /* its form (form.h) */
    DH_KEY_FIGURES, /* the fragment with its digits folded */
    DH_KEY_LINK     /* a headline: what stands behind a label, or before the prose */
};

/* How a fragment stands in one place, and what is known of its key. Counts hold the page itself
 * once, wherever it has the fragment. */
struct dh_site_case {
    uint64_t stories;  /* distinct ones of the site */
    uint64_t total;    /* of them with this key */
    uint64_t here;     /* with it in the same slot */
    uint64_t near;     /* with it in the same slot or among the prose, which it touches */
    uint64_t head;     /* others with it before the prose */
    uint64_t struck;   /* others with it struck by cue or markup */
    uint64_t fixed;    /* with it as many paragraphs from an end of the prose; 0: not asked */
    uint64_t path;     /* with it among the same tags and classes; 0: there are none */
    enum dh_slot slot; /* of this occurrence */
    enum dh_site_key by;
    bool prose, lengthy, quoted, heading; /* looks and role; heading: crossheads too */
    bool stop;                            /* ends as a sentence does */
    bool titled;                          /* the headline of the page is another fragment */
    bool apart;                           /* among other tags and classes than the prose */
    bool alike;                           /* a paragraph among the same, or an item of a list amid
                                             the prose and no link; not known of text */
};
bool dh_site_is_chrome(const struct dh_site_case *c);
/* Whether markup says what the count alone would only suggest: a paragraph that stands among other
 * tags and classes than the story, and among the same ones on most pages that have it. */
bool dh_site_is_boxed(const struct dh_site_case *c);
/* Whether so few stories have a sentence that the page's own words may speak for it (belong.h). */
bool dh_site_is_few(const struct dh_site_case *c);
/* Whether one copy of a sentence stays: nothing speaks against it but the least count there is. */
bool dh_site_keeps_one(const struct dh_site_case *c);
/* Whether it may be of a passage that one story has of another: the same, and most of the site has
 * nothing of it. */
bool dh_site_is_rare(const struct dh_site_case *c);
/* Whether hardly more stories have it than make it chrome, and markup or words speak against none:
 * what stands beside it on the page may speak for it. */
bool dh_site_is_scarce(const struct dh_site_case *c);
/* Whether three quarters of a site that is not small have it: a form then needs no place of its
 * own, as little as figures do. */
bool dh_site_is_everywhere(const struct dh_site_case *c);
/* Whether a site has so many that what one of them alone has is no part of its template. */
bool dh_site_is_large(uint64_t stories);
/* Whether so many stories have it that it is no version of one: a good part of the site, or all of
 * a site that is smaller. */
bool dh_site_is_wide(const struct dh_site_case *c);

#endif
