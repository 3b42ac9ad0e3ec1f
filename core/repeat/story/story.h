/* SPDX-License-Identifier: MIT */
/* Stories of a corpus: which are copies of one another, and which copy survives.
 *
 * Stories go in in any order, from the batch and from the state; dh_stories_settle then
 * - puts them in an order of their own (by page identity and label), so nothing below can depend on
 *   how they came;
 * - finds candidates by locality-sensitive hashing: the shingles of a sketch are dealt into
 *   DH_STORY_BINS bins by their low bits, and the smallest of each bin is a key (one-permutation
 *   MinHash: Li, Owen, Zhang, NIPS 2012). Stories that share a key meet; in a crowded bucket each
 *   meets the DH_STORY_WINDOW next ones in the order of their neighbouring keys, so the most alike
 *   stand side by side and a corpus of one template costs no square;
 * - verifies every pair on the sketches (sketch.h);
 * - sets bridges aside: a page that matches two stories which have nothing to do with each other
 *   holds both, and joins neither;
 * - joins the rest by union-find, and parts what cannot stand for each other: of a report that is
 *   carried on from day to day the last has nothing of the first;
 * - chooses the survivor of each cluster: published first, then the longest, then the smallest id
 *   (then the smallest label).
 *
 * The result is a function of the set of stories. Memory: about max_bytes, or half of
 * that and 74 bytes a story where that is more; sketches lie in an unnamed temporary file. One
 * thread at a time. DH_ENOMEM; DH_ELIMIT: more than DH_STORY_MAX; DH_EACCESS, DH_ECREATE, DH_EIO:
 * of the temporary files. */
#ifndef DH_STORY_H
#define DH_STORY_H

#include "base/hash.h"
#include "base/mem.h"

enum { DH_STORY_BINS = 32, DH_STORY_WINDOW = 12 };

struct dh_story {
    struct dh_hash128 page; /* identity of its page */
    uint64_t label;         /* hash of its labels: id, URL, site, date */
    uint64_t site;          /* hash of the site key; 0: none */
    uint64_t url;           /* hash of the URL; 0: none */
    int64_t published;      /* seconds since 1970; INT64_MAX: not known */
    uint32_t length;        /* bytes of its text */
    uint32_t number;        /* of the page in the batch; DH_STORY_OLD: from the state */
    bool written;           /* state: an earlier run wrote it out */
    struct dh_str id;
    struct dh_str sketch; /* packed; empty: no words, matches nothing */
};
enum { DH_STORY_MAX = 0xFFFFFFF0u }; /* stories of one corpus */
#define DH_STORY_OLD UINT32_MAX

struct dh_stories;

/* max_bytes: see above; tmp as in dh_count_new, kept as a view. */
DH_MUST_USE enum dh_err dh_stories_new(struct dh_stories **out, const struct dh_allocator *m,
                                       size_t max_bytes, const char *tmp);
void dh_stories_free(struct dh_stories *s); /* NULL is fine */

/* How a work is shared out to processes; n below 2: it is not. */
struct dh_spread {
    unsigned n;
    /* Calls part(of, i) for every i below n, each in a process of its own that is gone behind it.
     * false: not all answered DH_OK. */
    bool (*run)(void *self, unsigned n, enum dh_err (*part)(void *of, unsigned i), void *of);
    void *self;
};
enum { DH_SPREAD_MAX = 16 };
/* For dh_stories_settle: many stories are compared in so many processes, up to DH_SPREAD_MAX. What
 * comes out is the same, also when one of them dies. */
void dh_stories_spread(struct dh_stories *s, const struct dh_spread *spread);

/* Copies what story holds. DH_ELIMIT: too many stories. */
DH_MUST_USE enum dh_err dh_stories_add(struct dh_stories *s, const struct dh_story *story,
                                       struct dh_detail *d);
/* Behind the adding, before dh_stories_settle: calls each for every story of the batch, in the
 * order of key and, where that is the same, of the adding. */
DH_MUST_USE enum dh_err dh_stories_each_new(
    struct dh_stories *s, uint64_t (*key)(const struct dh_story *story),
    enum dh_err (*each)(void *self, const struct dh_story *story, struct dh_detail *d), void *self,
    struct dh_detail *d);
DH_MUST_USE enum dh_err dh_stories_settle(struct dh_stories *s, struct dh_detail *d);

/* ---- After dh_stories_settle ------------------------------------------------------------------
 */

/* The number that all copies of a page's story share, and all versions of its URL, unless more than
 * a quarter of its site has that: for counting distinct stories. high is that
 * of the page's identity; pages that are not known stand for themselves. */
uint64_t dh_stories_fold(const struct dh_stories *s, uint64_t high);
bool dh_stories_know(const struct dh_stories *s, uint64_t high);

/* Calls each for every site with the number of its distinct stories, in the order of the hashes. */
DH_MUST_USE enum dh_err
dh_stories_sites(struct dh_stories *s,
                 enum dh_err (*each)(void *self, uint64_t site, uint64_t stories), void *self);

/* What became of page number of the batch. Strings live until the next call. */
struct dh_story_fate {
    bool duplicate;
    struct dh_str of; /* the survivor's id */
    struct dh_str
        supersedes; /* survivors: id of the story that an earlier run wrote in its place */
};
DH_MUST_USE enum dh_err dh_stories_fate(struct dh_stories *s, uint32_t number,
                                        struct dh_story_fate *out, struct dh_detail *d);

/* Calls each for every member of every cluster of two or more (survivor first; its id is head).
 * Clusters come in the order of their smallest member's identity. */
DH_MUST_USE enum dh_err dh_stories_clusters(struct dh_stories *s,
                                            enum dh_err (*each)(void *self, struct dh_str head,
                                                                struct dh_str member),
                                            void *self, struct dh_detail *d);

#endif
