/* SPDX-License-Identifier: MIT */
/* Features: about 440 numbers a block, what the learned model (model.h) and partly the hand rules
 * (rules.c) decide on.
 *
 * Everything is worked out from blocks and boxes by prefix sums and hash tables: time and memory
 * are linear in the page. Groups of features, by prefix: T_ the text itself; Q_ cues in it; C_
 * levels up to the nearest box with a sign or tag (DH_FAR: none); S_ the block's own place, and
 * fields and buttons beside it; A0_ .. A5_ sums over the innermost box and the boxes around it
 * (boxes that cover the same blocks count once); K0_ .. K4_ sums over all blocks of the same make:
 * K0 shape of its box, K1 with the parent's, K2 with four levels of them, K3 all blocks under the
 * same grandparent box, K4 in the same box; R0_ .. R5_ boxes of the same shape: how many, the
 * how-manieth, its share; B0_ .. B4_ place relative to five guesses at the article's container; P_
 * position between "good" blocks; X.._ the neighbours; M_ agreement with the metadata; U_ repeated
 * article shapes; D_ copies; J_ JSON-LD articleBody. Related work: Kohlschütter et al.,
 * "Boilerplate Detection using Shallow Text Features" (WSDM 2010); Vogels et al., "Web2Text" (ECIR
 * 2018); Arc90's Readability for the score in B0. One thread a page. */
#ifndef DH_FEATURES_H
#define DH_FEATURES_H

#include "html/block/block.h"
#include "meta/meta.h"

/* clang-format off */
#define DH_F_TEXT(X) \
    X(T_CHARS) X(T_WORDS) X(T_LINK) X(T_LINKS) X(T_COMMAS) X(T_SENTENCES) X(T_END) \
    X(T_QUOTE_END) X(T_COLON_END) X(T_ELLIPSIS_END) X(T_QUOTE_START) X(T_LOWER_START) \
    X(T_DIGIT_START) X(T_BULLET_START) X(T_UPPER) X(T_ALL_UPPER) X(T_CAPITALS) X(T_DIGITS) \
    X(T_WORD_LENGTH) X(T_PUNCT) X(T_BOLD) X(T_ITALIC) X(T_WIDE) X(T_PIPE) X(T_QUOTES) \
    X(T_LETTERS) X(T_TIME) X(T_LEAD_LINK)

#define DH_F_CUES(X) \
    X(Q_CREDIT) X(Q_CAPTION) X(Q_DATE) X(Q_BYLINE) X(Q_SHARE) X(Q_AD) X(Q_RELATED) \
    X(Q_SIGNUP) X(Q_LEGAL) X(Q_COMMENT) X(Q_FOLLOW) X(Q_CREDITS_LINE) X(Q_VIDEO) X(Q_TAGS) \
    X(Q_CONSENT) X(Q_BIO) X(Q_PRINTED)

/* In the order of enum dh_sign, then of enum dh_near_tag. */
#define DH_F_NEAR(X) \
    X(C_ARTICLE) X(C_BODY) X(C_CONTENT) X(C_TEXT) X(C_ENTRY) X(C_MAIN) X(C_PARAGRAPH) \
    X(C_LEAD) X(C_COMMENT) X(C_SHARE) X(C_RELATED) X(C_PROMO) X(C_CAPTION) X(C_CREDIT) \
    X(C_BYLINE) X(C_DATE) X(C_FOOTER) X(C_HEADER) X(C_NAV) X(C_NEWSLETTER) X(C_MODAL) \
    X(C_SIDEBAR) X(C_TAGS) X(C_GALLERY) X(C_IMAGE) X(C_VIDEO) X(C_EMBED) X(C_QUOTE) \
    X(C_CARD) X(C_TITLE) X(C_HIDDEN) X(C_CONSENT) X(C_SEARCH) X(C_POPULAR) X(C_NOTE) \
    X(C_LIVE) X(C_TOOLS) X(C_FACTS) X(C_WRAPPER) X(C_DATA) X(C_COMMENT_BOX) X(C_TAG_ARTICLE) \
    X(C_TAG_MAIN) X(C_TAG_ASIDE) X(C_TAG_NAV) X(C_TAG_FOOTER) X(C_TAG_HEADER) \
    X(C_TAG_FIGURE) X(C_TAG_FIGCAPTION) X(C_TAG_BLOCKQUOTE) X(C_TAG_LIST) X(C_TAG_ITEM) \
    X(C_TAG_TABLE) X(C_TAG_FORM) X(C_TAG_SECTION) X(C_TAG_HEADING) X(C_TAG_P) \
    X(C_TAG_DETAILS) X(C_TAG_DIALOG) X(C_TAG_PRE) X(C_TAG_ADDRESS)

#define DH_F_PLACE(X) \
    X(C_ANY_BAD) X(S_TAG) X(S_DEPTH) X(S_HIDDEN) X(S_BR_AFTER) X(S_BR_BEFORE) X(S_HAS_CLASS) \
    X(S_HEADING) X(S_MEDIA_BEFORE) X(S_MEDIA_AFTER) X(S_ANY_CUE) X(S_INDEX) X(S_RELATIVE) \
    X(S_WORDS_BEFORE) X(S_BLOCKS) X(S_PAGE_WORDS) \
    X(S_FIELD_UP) X(S_FIELD_BLOCKS) X(S_BUTTON_UP) X(S_BUTTON_BLOCKS)

#define DH_F_LEVEL(X, a) \
    X(a##_WORDS) X(a##_SHARE) X(a##_GOOD) X(a##_GOOD_PART) X(a##_LINK) X(a##_N) \
    X(a##_N_GOOD) X(a##_COMMAS) X(a##_END) X(a##_PLACE) X(a##_FROM_END) X(a##_TOPIC) \
    X(a##_TEASERS) X(a##_STAMPS)

#define DH_F_MAKE(X, k) \
    X(k##_N) X(k##_WORDS) X(k##_GOOD) X(k##_MEAN) X(k##_LINK) X(k##_END) X(k##_GOOD_PART)

#define DH_F_REPEAT(X, r) \
    X(r##_N) X(r##_ORDINAL) X(r##_SHARE)

#define DH_F_CONTAINER(X, b) \
    X(b##_IN) X(b##_UP) X(b##_DOWN) X(b##_FROM_START) X(b##_FROM_END) X(b##_SHARE) \
    X(b##_GOOD)

#define DH_F_POSITION(X) \
    X(B_RANK) X(B_SCORE) X(P_BEFORE) X(P_AFTER) X(P_TOTAL) X(PP_DISTANCE) X(PP_WORDS) \
    X(PP_SAME_PARENT) X(PP_SAME_BOX) X(PP_DEPTH) X(PP_SAME_SHAPE) X(PP_SAME_TAG) \
    X(PN_DISTANCE) X(PN_WORDS) X(PN_SAME_PARENT) X(PN_SAME_BOX) X(PN_DEPTH) X(PN_SAME_SHAPE) \
    X(PN_SAME_TAG)

#define DH_F_NEIGHBOUR(X, x) \
    X(x##_WORDS) X(x##_LINK) X(x##_END) X(x##_TAG) X(x##_HEADING) X(x##_CUE) X(x##_J) \
    X(x##_BAD) X(x##_SHAPE_GOOD) X(x##_SHAPE_MEAN) X(x##_LEVEL) X(x##_ALL_UPPER) X(x##_DATE) \
    X(x##_TITLE) X(x##_SAME_PARENT) X(x##_SAME_SHAPE) X(x##_DEPTH)

#define DH_F_WINDOW(X, w) \
    X(w##_WORDS) X(w##_LINK) X(w##_GOOD) X(w##_GOOD_BEFORE) X(w##_GOOD_AFTER) X(w##_CUES)

#define DH_F_META(X) \
    X(M_TITLE_IN) X(M_TITLE_OF) X(M_TITLE) X(M_SINCE_TITLE) X(M_TITLE_UP) X(M_TITLE_DOWN) \
    X(M_TITLES_AFTER) X(M_SLUG) X(M_DESCRIPTION) X(M_AUTHOR) X(M_TOPIC) X(M_HEAD_DISTANCE) \
    X(M_HEAD_LINK) X(M_HEAD_TITLE) X(M_HEAD_LEVEL) X(M_HEAD_WORDS) X(M_TEASERS_SINCE) \
    X(M_STAMPS_BEFORE) X(M_LAST_TITLE_IN) X(M_H1_BEFORE) X(M_WORDS_SINCE_TITLE) X(M_TEASED) \
    X(M_CUES_SINCE) X(M_LABEL1) X(M_LABEL2) X(M_LABEL3) \
    X(U_ARTICLES) X(U_ARTICLE_ORDINAL) X(U_ARTICLE_SHARE) X(U_ARTICLE_BEST) \
    X(U_ARTICLE_TITLE) X(U_UNIT_N) X(U_UNIT_ORDINAL) X(U_UNIT_SHARE) X(U_UNIT_BEST) \
    X(U_UNIT_TITLE) X(U_UNIT_LEVELS) X(D_BEFORE) X(D_TOTAL) X(D_SHARE_BEFORE) \
    X(D_SHARE_AFTER) X(J_BODY) X(J_LENGTH) X(J_COVERED) X(J_SPAN) X(J_AFTER) X(J_RATIO)

#define DH_FEATURE_LIST(X)                                                                         \
    DH_F_TEXT(X)                                                                                   \
    DH_F_CUES(X)                                                                                   \
    DH_F_NEAR(X)                                                                                   \
    DH_F_PLACE(X)                                                                                  \
    DH_F_LEVEL(X, A0)                                                                              \
    DH_F_LEVEL(X, A1)                                                                              \
    DH_F_LEVEL(X, A2)                                                                              \
    DH_F_LEVEL(X, A3)                                                                              \
    DH_F_LEVEL(X, A4)                                                                              \
    DH_F_LEVEL(X, A5)                                                                              \
    DH_F_MAKE(X, K0)                                                                               \
    DH_F_MAKE(X, K1)                                                                               \
    DH_F_MAKE(X, K2)                                                                               \
    DH_F_MAKE(X, K3)                                                                               \
    DH_F_MAKE(X, K4)                                                                               \
    DH_F_REPEAT(X, R0)                                                                             \
    DH_F_REPEAT(X, R1)                                                                             \
    DH_F_REPEAT(X, R2)                                                                             \
    DH_F_REPEAT(X, R3)                                                                             \
    DH_F_REPEAT(X, R4)                                                                             \
    DH_F_REPEAT(X, R5)                                                                             \
    DH_F_CONTAINER(X, B0)                                                                          \
    DH_F_CONTAINER(X, B1)                                                                          \
    DH_F_CONTAINER(X, B2)                                                                          \
    DH_F_CONTAINER(X, B3)                                                                          \
    DH_F_CONTAINER(X, B4)                                                                          \
    DH_F_POSITION(X)                                                                               \
    DH_F_NEIGHBOUR(X, XP2)                                                                         \
    DH_F_NEIGHBOUR(X, XP1)                                                                         \
    DH_F_NEIGHBOUR(X, XN1)                                                                         \
    DH_F_NEIGHBOUR(X, XN2)                                                                         \
    DH_F_WINDOW(X, W3)                                                                             \
    DH_F_WINDOW(X, W8)                                                                             \
    DH_F_META(X)

/* clang-format on */
#define DH_F_ENUM(name) DH_F_##name,
enum dh_feature { DH_FEATURE_LIST(DH_F_ENUM) DH_FEATURES };
#undef DH_F_ENUM

enum { DH_LEVELS = 6, DH_MAKES = 5, DH_REPEATS = 6, DH_CONTAINERS = 5 };

const char *dh_feature_name(enum dh_feature f); /* "T_CHARS"; NULL past the last */

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
struct dh_view_sums {
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

/* The page seen as a whole. All arrays lie in the arena that prepare was given. */
struct dh_view {
    const struct dh_blocks *b;
    const struct dh_meta *meta;
    struct dh_str host; /* where the page stands, as far as its address is known */
    struct dh_arena *arena;
    struct dh_block_facts *facts;
    const uint64_t *grams;     /* by the first token of each; NULL: see view.h */
    struct dh_view_sums *sums; /* n_blocks + 1 */
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
static inline float dh_words_in(const struct dh_view *v, const struct dh_box *x)
{
    return v->sums[x->end].words - v->sums[x->first].words;
}
static inline float dh_good_in(const struct dh_view *v, const struct dh_box *x)
{
    return v->sums[x->end].good - v->sums[x->first].good;
}
static inline float dh_links_in(const struct dh_view *v, const struct dh_box *x)
{
    return v->sums[x->end].link - v->sums[x->first].link;
}

/* The innermost box around block i that holds others, too, that many levels up at most; where there
 * is none, the last that was looked at. */
static inline const struct dh_box *dh_box_with_others(const struct dh_view *v, uint32_t i,
                                                      unsigned levels)
{
    const struct dh_box *x = &v->b->boxes[v->b->blocks[i].box];
    for (; levels > 0 && x->parent >= 0 && x->end - x->first == 1; levels--)
        x = &v->b->boxes[x->parent];
    return x;
}

/* The largest box around block i that does not hold the headline. */
static inline const struct dh_box *dh_box_apart(const struct dh_view *v, uint32_t i,
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
DH_MUST_USE enum dh_err dh_view_read(struct dh_view *v, struct dh_blocks *b,
                                     const struct dh_meta *meta, struct dh_str url,
                                     struct dh_str author, struct dh_arena *arena);

/* The features of block i. */
void dh_features_of(const struct dh_view *v, uint32_t i, float out[DH_FEATURES]);

#endif
