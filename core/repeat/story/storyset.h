/* SPDX-License-Identifier: MIT */
/* What the files behind story.h share: the stories of a corpus in their order, and what is known of
 * each. story.c takes them in and puts them in order, storycommon.c takes off what those of a site
 * have in common, storymeet.c finds which are worth comparing, storymatch.c which are one,
 * storypart.c which of these hold together, storyfold.c which are versions of one page, survivor.c
 * which copy stays. Inside repeat/ only; these seven include it.
 *
 * A story has two numbers: when it was added (storyfile.h), and its rank in the order of
 * dh_stories_settle, which is by page identity and label. All below goes by rank. Errors are those
 * of story.h; one thread at a time, but where a step works in several processes. */
#ifndef DH_STORYSET_H
#define DH_STORYSET_H

#include "repeat/count/count.h"
#include "repeat/story/sketchfile.h"
#include "repeat/story/story.h"
#include "repeat/story/storyfile.h"

#define DH_STORY_NONE UINT32_MAX /* no rank; DH_STORY_MAX is smaller */

/* Flags of a story. */
enum {
    DH_STORY_SHADOW = 1,  /* from the state, and the batch has it too */
    DH_STORY_BRIDGE = 2,  /* holds two that are unrelated */
    DH_STORY_WRITTEN = 4, /* an earlier run wrote it */
    DH_STORY_COPY = 8     /* of the same page as the one in front of it */
};

/* Whom a cluster elected; all are ranks. */
struct dh_stories_winner {
    uint32_t root, survivor;
    uint32_t replaced; /* what an earlier run wrote as survivor; DH_STORY_NONE */
};

struct dh_stories {
    const struct dh_allocator *mem;
    size_t max_bytes, sort_bytes; /* for all, and what is left of it for sorting */
    const char *tmp;
    struct dh_spread spread;
    struct dh_storyfile *file;
    size_t n;                       /* stories in it */
    uint32_t *rank;                 /* by the order of adding */
    struct dh_sketchfile *sketches; /* by rank of pages, while stories are matched */
    /* by rank, the order of settle: */
    uint32_t *order; /* rank to order of adding */
    uint64_t *high;  /* of the page's identity: ascending */
    uint32_t *root;  /* smallest rank of the cluster */
    uint32_t *fold;  /* of those that count once: of versions of one URL, too; NULL: as root */
    struct dh_stories_site {
        uint64_t site, stories;
    } * sites; /* how many stories each has, by site: of those that count once */
    size_t n_sites, cap_sites;
    unsigned char *flag;
    uint32_t *by_number; /* page number of the batch to rank */
    size_t n_numbers, cap_numbers;
    struct dh_stories_winner *winners; /* of the clusters of two or more, by root */
    size_t n_winners, cap_winners;
    struct dh_buf one, two; /* stories read back */
};

/* The story at a rank; its strings are views into b. */
DH_MUST_USE static inline enum dh_err dh_stories_read(struct dh_stories *s, uint32_t rank,
                                                      struct dh_buf *b, struct dh_story *out,
                                                      struct dh_detail *d)
{
    return dh_storyfile_read(s->file, s->order[rank], b, out, d);
}

/* ---- The steps of dh_stories_settle, each on what the one before left ------------------------
 */

/* Finds what the stories of each site have in common, and takes it off their sketches: fills
 * s->sketches with what is left, and bins with what keys are made of. */
struct dh_stories_bins;
DH_MUST_USE enum dh_err dh_stories_strip(struct dh_stories *s, struct dh_stories_bins **out,
                                         struct dh_detail *d);
void dh_stories_bins_free(struct dh_stories_bins *b); /* NULL is fine */
/* Into keys, sorted: those by which stories meet, (bin's smallest shingle, the next bin's, rank,
 * dh_sketch_sign), but for such as one story alone has. Of `parts` parts one, by the first number.
 */
DH_MUST_USE enum dh_err dh_stories_bin_keys(const struct dh_stories_bins *b, unsigned part,
                                            unsigned parts, struct dh_count *keys,
                                            struct dh_detail *d);
/* The shingles of a rank's stripped sketch, into k, which has its words from s->sketches. */
DH_MUST_USE enum dh_err dh_stories_shingles(struct dh_stories *s, uint32_t rank,
                                            struct dh_sketch *k, struct dh_detail *d);
/* Takes a pair of ranks, the smaller first; in any order, perhaps often. */
struct dh_stories_taker {
    enum dh_err (*take)(void *self, const uint64_t pair[2], struct dh_detail *d);
    void *self;
};
/* Hands on the pairs of stories that meet under keys, of all parts or of one, and are worth
 * comparing. keys are read to their end. */
DH_MUST_USE enum dh_err dh_stories_meet(struct dh_stories *s, struct dh_count *keys,
                                        const struct dh_stories_taker *to, struct dh_detail *d);
/* Joins the stories that are one: root becomes the smallest rank of each cluster. */
DH_MUST_USE enum dh_err dh_stories_match(struct dh_stories *s, struct dh_detail *d);
/* Parts clusters whose members cannot all stand for each other. */
DH_MUST_USE enum dh_err dh_stories_part(struct dh_stories *s, struct dh_detail *d);
/* Makes fold of root: versions of one URL count once, though they may be no copies. */
DH_MUST_USE enum dh_err dh_stories_join_urls(struct dh_stories *s, struct dh_detail *d);
/* Fills winners. */
DH_MUST_USE enum dh_err dh_stories_elect(struct dh_stories *s, struct dh_detail *d);

#endif
