/* SPDX-License-Identifier: MIT */
/* The skeleton of a page, what the tree builder reads in place of the page, and what leads back
 * from it to the source. The scanner (scan.h) writes it, tree.c has it parsed, convert.c reads it
 * back.
 *
 * Everything that is not shape stands in it as a stub: one code point, U+10000 + a number that
 * leads to a piece of the page. A stub stands for a run of text, or for a whole element that the
 * tree builder need not see (fold.h): then the pieces of its content follow, and its end. One
 * thread a page. */
#ifndef DH_SKELETON_H
#define DH_SKELETON_H

#include <string.h>

#include "tree/tree.h"

enum { DH_STUB = 0x10000, DH_STUBS = 0x100000 };

/* Tags of pieces that are no elements. */
enum { DH_PIECE_END = DH_TAG_TEXT + 1, DH_PIECE_BREAK };

enum dh_piece_flag {
    DH_PIECE_SPACE_BEFORE = 1,
    DH_PIECE_SPACE_AFTER = 2,
    DH_PIECE_LITERAL = 4, /* "&" is no character reference */
    DH_PIECE_VOID = 8     /* an element without content: no end follows */
};

/* What may stand behind a stub. By tag:
 * DH_TAG_TEXT: a run of text, trimmed; n == 0: white space alone;
 * DH_PIECE_END: the end of the innermost element;
 * DH_PIECE_BREAK: the text before it and the text behind it are two nodes;
 * else the start tag "<...>" of an element, a GumboTag; n == 0: no tag opens it. */
struct dh_piece {
    uint32_t at, n; /* in the source */
    uint16_t tag;
    uint8_t is; /* dh_piece_flag bits */
};

struct dh_span {
    uint32_t at, n;
};

/* Short names of tags met before, so that Gumbo is asked once for each. Zeroed it is empty. */
enum { DH_KNOWN_NAMES = 128 };
struct dh_known_names {
    struct {
        uint64_t name; /* its bytes in lower case, as one number; 0: free */
        GumboTag tag;
    } at[DH_KNOWN_NAMES];
};

/* Working memory that serves one page after another; the caller owns the struct. */
struct dh_skeleton {
    const struct dh_allocator *mem;
    size_t max; /* bytes it may take in all */
    struct dh_str source;
    char *text; /* n bytes are written */
    size_t n, room;
    struct dh_span *tags; /* start tag at text[i] -> source: tags[i / 3], since no tag is shorter */
    struct dh_piece *pieces;
    size_t n_pieces, cap_pieces;
    size_t n_ends;   /* pieces that are ends */
    uint32_t *stubs; /* number of a stub -> piece; numbers of noncharacters are left out */
    size_t n_stubs, cap_stubs;
    struct dh_str *heads; /* as in struct dh_tree */
    size_t n_heads, cap_heads;
    struct dh_raw_script *scripts;
    size_t n_scripts, cap_scripts;
    struct dh_known_names known; /* of this page and those before */
    struct dh_str html;          /* the first html start tag */
    bool quirks;                 /* the page was taken for one that is shown as of old (dh_scan) */
    enum dh_err err;             /* the first error; what is written behind it is lost */
};

void dh_skeleton_init(struct dh_skeleton *s, const struct dh_allocator *m, size_t max);
void dh_skeleton_release(struct dh_skeleton *s);

/* Empties it for a new source; memory that a large page took is given back. */
void dh_skeleton_start(struct dh_skeleton *s, struct dh_str source);

/* All of these set s->err: DH_ELIMIT when max or DH_STUBS is reached, DH_ENOMEM. */
void dh_skeleton_stub(struct dh_skeleton *s, size_t piece);
void dh_skeleton_head(struct dh_skeleton *s, struct dh_str tag);
void dh_skeleton_script(struct dh_skeleton *s, struct dh_str tag, struct dh_str body);

/* Room for more bytes, of which those written must be counted in s->n; for one more piece. false:
 * s->err is set. What is written tag by tag is in line. */
bool dh_skeleton_grow_text(struct dh_skeleton *s, size_t more);
bool dh_skeleton_grow_pieces(struct dh_skeleton *s);

/* Adds bytes as they are, one or many; what fails is told by s. */
static inline void dh_skeleton_add(struct dh_skeleton *s, struct dh_str bytes)
{
    if (s->room - s->n < bytes.n && !dh_skeleton_grow_text(s, bytes.n))
        return;
    memcpy(s->text + s->n, bytes.p, bytes.n);
    s->n += bytes.n;
}
static inline void dh_skeleton_byte(struct dh_skeleton *s, char c)
{
    if (s->n == s->room && !dh_skeleton_grow_text(s, 1))
        return;
    s->text[s->n++] = c;
}
/* A start tag without attributes, as nearly all are. */
static inline void dh_skeleton_tag(struct dh_skeleton *s, struct dh_str name, bool self_closing)
{
    size_t n = name.n + 2 + self_closing;
    if (s->room - s->n < n && !dh_skeleton_grow_text(s, n))
        return;
    char *p = s->text + s->n;
    *p++ = '<';
    for (size_t i = 0; i < name.n; i++)
        *p++ = name.p[i];
    if (self_closing)
        *p++ = '/';
    *p = '>';
    s->n += n;
}
static inline void dh_skeleton_piece(struct dh_skeleton *s, struct dh_piece p)
{
    if (s->n_pieces == s->cap_pieces && !dh_skeleton_grow_pieces(s))
        return;
    s->pieces[s->n_pieces++] = p;
    s->n_ends += p.tag == DH_PIECE_END;
}

#endif
