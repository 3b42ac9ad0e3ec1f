/* SPDX-License-Identifier: MIT */
/* The page seen as a whole: what its blocks are like one by one, what stands in each box, which
 * boxes are of one make, and guesses at the article's container. The features of a block
 * (features.h) are read off it, and the rules of refine/ ask it. Worked out once a page, in time
 * and memory linear in it. One thread a page. */
#ifndef DH_OVERVIEW_H
#define DH_OVERVIEW_H

#include "html/block/block.h"
#include "meta/meta.h"

enum { DH_MAKES = 5, DH_CONTAINERS = 5 };

/* fminf and fmaxf of what is a number: in line, as math.h's are not. */
static inline float dh_lesser(float a, float b)
{
    return a < b ? a : b;
}
static inline float dh_greater(float a, float b)
{
    return a > b ? a : b;
}

/* Sums over blocks [0, i), for i up to and with n_blocks. */
struct dh_overview_sums {
    float words, good, link,
        topic; /* good: words in good blocks, half where no sentence ends; link: words in links */
    uint32_t commas, n_good, ends, cues, teasers, stamps;
};

/* A guess at the article's container. */
struct dh_container {
    int32_t box;
    float share, good; /* of the page's words, of its good words */
};

/* What several features share of one block, worked out ahead. */
struct dh_block_facts {
    float link;      /* share of its text inside links */
    float good;      /* its good words */
    uint8_t bad;     /* levels to the nearest box that is chrome by its name */
    uint8_t heading; /* tag of the heading that it is; 0: none */
    bool is_good, cue, title;
    bool teaser; /* a headline that leads elsewhere */
    bool teased; /* a short text that stands with one */
    float title_in, title_of, slug, topic, description, author, json;
    uint16_t copies_before, copies;
    float seen_before, seen_after; /* share of its 4-grams that stand in blocks before and after */
    int32_t first_copy;            /* number of the first block with the same words; its own */
    bool linked;                   /* it, or a block with the same words, is a link */
    int32_t h1_before;             /* h1 elements at or before it */
    int32_t last_title,
        last_heading; /* numbers of the title block and heading at or before it; -1: none */
    int32_t good_before, good_after; /* numbers of the nearest good blocks; -1: none */
    uint32_t make[DH_MAKES];         /* groups of blocks of the same make */
};

/* Whether a block is a link: more than seven tenths of its text stand in such. */
static inline bool dh_is_link(const struct dh_block_facts *f)
{
    return f->link > .7f;
}

/* The page seen as a whole. All arrays lie in the arena that it was read into. */
struct dh_overview {
    const struct dh_blocks *b;
    const struct dh_meta *meta;
    struct dh_str host; /* where the page stands, as far as its address is known */
    struct dh_arena *arena;
    struct dh_block_facts *facts;
    const uint64_t *grams;         /* by the first token of each; NULL: see overviewinside.h */
    struct dh_overview_sums *sums; /* n_blocks + 1 */
    struct dh_make {
        uint32_t n, ends;
        float words, good, link;
    } * makes[DH_MAKES];
    int32_t *up;        /* of each box: the next box around it that covers more blocks */
    uint32_t *repeat;   /* of each box: number of its shape's group */
    uint32_t *ordinal;  /* of each box in its group */
    uint32_t *repeat_n; /* of each group: boxes, and their good words */
    float *repeat_good, *repeat_best;
    float *score;                     /* of each box, Readability's way */
    float best_score, rank_score[31]; /* the highest 31, falling */
    struct dh_container containers[DH_CONTAINERS];
    uint8_t *meet[DH_CONTAINERS]; /* of each box: depth of the innermost box around it and the
                                     container */
    int32_t *article,
        *unit; /* of each box: innermost article element; innermost repeated article shape; -1 */
    uint8_t *unit_levels;
    uint32_t n_articles;
    float best_article; /* good words of the richest article element */
    float total_words, total_good;
    uint32_t who, n_who; /* tokens of the authors' names; none where that is the publisher */
    uint32_t n_titles, json_length, json_first, json_last;
    float json_covered;
    bool front; /* its address is the site's: set by who knows it (body.c) */
};

/* What stands in box x: words, those of good blocks, those in links. */
static inline float dh_words_in(const struct dh_overview *v, const struct dh_box *x)
{
    return v->sums[x->end].words - v->sums[x->first].words;
}
static inline float dh_good_in(const struct dh_overview *v, const struct dh_box *x)
{
    return v->sums[x->end].good - v->sums[x->first].good;
}
static inline float dh_links_in(const struct dh_overview *v, const struct dh_box *x)
{
    return v->sums[x->end].link - v->sums[x->first].link;
}

/* The innermost box around block i that holds others, too, that many levels up at most; where there
 * is none, the last that was looked at. */
static inline const struct dh_box *dh_box_with_others(const struct dh_overview *v, uint32_t i,
                                                      unsigned levels)
{
    const struct dh_box *x = &v->b->boxes[v->b->blocks[i].box];
    for (; levels > 0 && x->parent >= 0 && x->end - x->first == 1; levels--)
        x = &v->b->boxes[x->parent];
    return x;
}

/* The largest box around block i that does not hold the headline. */
static inline const struct dh_box *dh_box_apart(const struct dh_overview *v, uint32_t i,
                                                uint32_t headline)
{
    const struct dh_box *boxes = v->b->boxes, *x = &boxes[v->b->blocks[i].box];
    while (x->parent >= 0 &&
           (boxes[x->parent].first > headline || boxes[x->parent].end <= headline))
        x = &boxes[x->parent];
    return x;
}

/* Works out everything but the vectors. DH_ENOMEM, DH_ELIMIT: the arena is full. url: for its slug
 * and host; may be empty. */
DH_MUST_USE enum dh_err dh_overview_read(struct dh_overview *v, struct dh_blocks *b,
                                         const struct dh_meta *meta, struct dh_str url,
                                         struct dh_str author, struct dh_arena *arena);

#endif
