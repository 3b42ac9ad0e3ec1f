/* SPDX-License-Identifier: MIT */
/* Blocks: the text of a page cut where a reader sees a line end, made in one walk over the tree.
 *
 * A block is the text between two boundaries: start or end of a block-level element, or a br (a br
 * in the middle of a sentence, before a lower-case letter, joins instead: hard-wrapped text, see
 * verse.h).
 * Inline elements are joined, but for rows of one class that stand among boxes; references decoded,
 * white space folded to one blank. What never holds text for readers (script, button, select, ...)
 * is left out; what the page hides is marked.
 *
 * A box is a block-level element. Every box covers a range of blocks, so any sum over a box is a
 * difference of two prefix sums over blocks: that keeps everything built on top of this linear.
 * Boxes stand in document order, parents before children. One thread a page. */
#ifndef DH_BLOCK_H
#define DH_BLOCK_H

#include "html/block/signs.h"
#include "tree/tree.h"

enum {
    DH_BLOCKS_MAX = 208 * 1024, /* blocks and boxes of one page; more: DH_ELIMIT */
    DH_NO_BOX = -1,             /* parent of the outermost box */
    DH_NEAR_TAGS = 20, /* tags whose nearest ancestor is known of each block: see dh_near_tag */
    DH_NEAR = DH_SIGNS + DH_NEAR_TAGS,
    DH_NEAR_ROOM = 64, /* so many, for loops over all of them */
    DH_FAR = 30        /* distance to an ancestor that does not exist */
};

struct dh_box {
    int32_t parent;      /* DH_NO_BOX: none */
    uint32_t first, end; /* its blocks: [first, end) */
    uint32_t node;       /* its element in the tree */
    uint32_t
        shape; /* hash of tag and class, digits left out: the same for boxes made by one template */
    uint16_t tag;  /* GumboTag */
    uint8_t depth; /* in boxes; body: 0 */
    bool hidden;   /* by hidden, aria-hidden or style, its own or an ancestor's */
    bool unseen;   /* the same but for aria-hidden, which hides from readers by ear alone */
    bool closed;   /* the innermost dialog element around it, or itself, waits for a button */
    bool leads_away, has_class; /* see struct dh_look */
    uint8_t mixed;      /* used while reading: it holds boxes beside its lines; 0: not asked yet */
    bool field, button; /* holds one for readers to fill in, to press */
    uint64_t signs;     /* of its own attributes */
};

/* What is true of a block's text or place; a set of bits in dh_block.is. */
enum dh_block_flag {
    DH_IS_HIDDEN = 1 << 0,
    DH_IS_BR_BEFORE = 1 << 1, /* a br, not an element's edge, parts it from the block before */
    DH_IS_BR_AFTER = 1 << 2,
    DH_IS_MEDIA_BEFORE = 1 << 3, /* img, video, iframe, figure between it and the block before */
    DH_IS_MEDIA_AFTER = 1 << 4,
    DH_IS_TIME = 1 << 5,         /* holds a time element */
    DH_IS_SENTENCE_END = 1 << 6, /* the last character, closing quotes aside, ends a sentence */
    DH_IS_QUOTE_END = 1 << 7,
    DH_IS_COLON_END = 1 << 8,
    DH_IS_ELLIPSIS_END = 1 << 9,
    DH_IS_QUOTE_START = 1 << 10,
    DH_IS_LOWER_START = 1 << 11,
    DH_IS_DIGIT_START = 1 << 12,
    DH_IS_BULLET_START = 1 << 13,
    DH_IS_PIPE = 1 << 14, /* holds "|" */
    DH_IS_PRE = 1 << 15   /* stands in pre: a line of it */
};

struct dh_block {
    uint32_t at, n;              /* its text in dh_blocks.text */
    uint32_t box;                /* the innermost box around it */
    uint32_t token, n_tokens;    /* in dh_blocks.tokens */
    uint32_t chars;              /* code points */
    uint32_t link, bold, italic; /* bytes of text inside links, bold, italic */
    uint32_t lead_link;          /* bytes of the links it begins with */
    uint16_t n_links, commas, sentences, quotes;
    uint32_t letters, upper, digits, punct, wide,
        capitals;                /* capitals: tokens that start with an upper-case letter */
    uint32_t is;                 /* dh_block_flag bits */
    uint32_t cue_start, cue_any; /* dh_cue bits */
    uint32_t lead, n_leads;      /* inline elements that start it, in dh_blocks.leads */
    float words;                 /* tokens, those of scripts without spaces counted 1 / 1.7 */
    uint8_t near[DH_NEAR_ROOM]; /* levels up to the nearest box with a sign, then with a tag; 0: its
                              own box; DH_FAR: none */
};

struct dh_blocks {
    struct dh_box *boxes;
    uint32_t n_boxes, cap_boxes;
    struct dh_block *blocks;
    uint32_t n_blocks, cap_blocks;
    struct dh_buf text; /* the blocks' texts, each followed by a newline */
    uint32_t *tokens;   /* hashes of words (wordhash.h); a wide character is a word */
    uint32_t n_tokens, cap_tokens;
    uint32_t *leads; /* numbers of nodes */
    uint32_t n_leads, cap_leads;
    const struct dh_node *nodes; /* of the page, as long as it lives */
    struct dh_buf scratch;
    struct dh_look_cache *looks; /* look.h */
    bool noscript;   /* also read what stands in noscript: for pages whose text is all there */
    uint32_t unread; /* bytes of text in noscript elements, where that is not read */
    const struct dh_allocator *mem;
};

/* Slots of near[] behind the signs. */
enum dh_near_tag {
    DH_NEAR_ARTICLE = DH_SIGNS,
    DH_NEAR_MAIN,
    DH_NEAR_ASIDE,
    DH_NEAR_NAV,
    DH_NEAR_FOOTER,
    DH_NEAR_HEADER,
    DH_NEAR_FIGURE,
    DH_NEAR_FIGCAPTION,
    DH_NEAR_BLOCKQUOTE,
    DH_NEAR_LIST,
    DH_NEAR_ITEM,
    DH_NEAR_TABLE,
    DH_NEAR_FORM,
    DH_NEAR_SECTION,
    DH_NEAR_HEADING,
    DH_NEAR_P,
    DH_NEAR_DETAILS,
    DH_NEAR_DIALOG,
    DH_NEAR_PRE,
    DH_NEAR_ADDRESS
};

/* Working memory that serves one page after another; the caller owns the struct. */
void dh_blocks_init(struct dh_blocks *b, const struct dh_allocator *m, size_t max_text);
void dh_blocks_release(struct dh_blocks *b);

/* Cuts the page into blocks; what was there before is forgotten. The tree must stay as long
 * as dh_block_leading is asked. DH_ELIMIT: more than DH_BLOCKS_MAX
 * blocks or max_text bytes. */
DH_MUST_USE enum dh_err dh_blocks_read(struct dh_blocks *b, const struct dh_tree *t);

/* Signs of the inline elements that start block i. Worked out when asked: of most blocks, links of
 * menus, nobody asks. */
uint64_t dh_block_leading(const struct dh_blocks *b, uint32_t i);

/* The tokens of a text by the same rule, appended to b->tokens behind those of the blocks (for
 * title, description, articleBody). *first and *n tell which. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_blocks_tokens(struct dh_blocks *b, struct dh_str text, uint32_t *first,
                                         uint32_t *n);

/* Text of block i, a view. */
static inline struct dh_str dh_block_text(const struct dh_blocks *b, uint32_t i)
{
    return (struct dh_str){ b->text.p + b->blocks[i].at, b->blocks[i].n };
}
/* Whether all of its text is bold; and whether it is no sentence, too, and so stands in the place
 * of a heading. */
static inline bool dh_block_is_bold(const struct dh_block *k)
{
    return k->bold >= k->n;
}
static inline bool dh_block_is_bold_head(const struct dh_block *k)
{
    return dh_block_is_bold(k) && !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END));
}
static inline bool dh_near_within(const struct dh_block *k, unsigned slot, unsigned levels)
{
    return k->near[slot] <= levels;
}

#endif
