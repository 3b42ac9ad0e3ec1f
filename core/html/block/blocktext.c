/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/swar.h"
#include "base/utf8.h"
#include "html/block/blockinside.h"
#include "html/block/measure.h"
#include "html/block/seam.h"
#include "html/block/tagtreat.h"
#include "html/block/verse.h"

enum { LINK_GAPS = 3 }; /* blanks between links */

/* Bytes of the white-space character at s.p[at] beyond ASCII (no-break and typographic blanks),
 * else 0. */
static size_t wide_space(struct dh_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;
    if (p[0] == 0xC2 && left > 1 && (p[1] == 0xA0 || p[1] == 0x85))
        return 2;
    if (left < 3 || (p[0] != 0xE2 && p[0] != 0xE3))
        return 0;
    if (p[0] == 0xE3)
        return p[1] == 0x80 && p[2] == 0x80 ? 3 : 0;
    if (p[1] == 0x80)
        return (p[2] >= 0x80 && p[2] <= 0x8A) || p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF ? 3
                                                                                              : 0;
    return p[1] == 0x81 && p[2] == 0x9F ? 3 : 0;
}

/* Copies from s.p[i] on, sixteen bytes at a time, what folding leaves as it is: blanks that stand
 * alone stay. Stops at what may be other white space, and at the end, behind which are zeros. */
static size_t copy_plain(char *out, struct dh_str s, size_t i)
{
    size_t n = 0;
    for (unsigned odd = 16; odd == 16 && i < s.n; i += odd, n += odd) {
        dh_sixteen x = dh_sixteen_load_tail(s, i), next = dh_sixteen_load_tail(s, i + 1);
        odd = dh_sixteen_first((dh_sixteen)(x < (uint8_t)' ') | dh_sixteen_equal(x, 0xC2) |
                               dh_sixteen_between(x, 0xE2, 0xE3) |
                               (dh_sixteen_equal(x, ' ') & dh_sixteen_equal(next, ' ')));
        memcpy(out + n, &x, sizeof x);
    }
    return n;
}

/* Appends s with white space folded; bytes written. */
static size_t add_folded(struct dh_blockwalk *w, struct dh_str s)
{
    struct dh_buf *text = &w->b->text;
    char *out = dh_buf_room(text, s.n + 1 + sizeof(dh_sixteen));
    if (!out) {
        w->err = text->err;
        return 0;
    }
    size_t n = 0;
    bool any = text->n > w->start;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        size_t blank = c <= ' ' ? dh_is_space(c) || c == '\v' : c >= 0xC2 ? wide_space(s, i) : 0;
        if (blank) {
            w->space = true;
            i += blank;
            continue;
        }
        if (w->space && any)
            out[n++] = ' ';
        w->space = false;
        any = true;
        out[n++] = (char)c;
        size_t plain = copy_plain(out + n, s, ++i);
        if (plain == 0)
            continue;
        i += plain;
        n += plain;
        w->space = out[n - 1] == ' '; /* what follows may be more of it */
        n -= w->space;
    }
    text->n += n;
    return n;
}

void dh_blocktext_begin(struct dh_blockwalk *w)
{
    w->start = (uint32_t)w->b->text.n;
    w->cur = (struct dh_block){ .lead = w->b->n_leads };
    w->space = false;
}

void dh_blocktext_put(struct dh_blockwalk *w, bool br)
{
    struct dh_blocks *b = w->b;
    size_t n = b->text.n - w->start;

    if (b->n_blocks == DH_BLOCKS_MAX)
        w->err = DH_ELIMIT;
    if (w->err)
        return;
    if (b->n_blocks == b->cap_blocks) {
        void *array = b->blocks;
        size_t cap = b->cap_blocks;
        if (!dh_mem_grow(b->mem, &array, &cap, sizeof *b->blocks)) {
            w->err = DH_ENOMEM;
            return;
        }
        b->blocks = array;
        b->cap_blocks = (uint32_t)cap;
    }
    w->cur.at = w->start;
    w->cur.n = (uint32_t)n;
    w->cur.box = (uint32_t)w->box;
    w->cur.is |= (w->after_br ? DH_IS_BR_BEFORE : 0u) | (br ? DH_IS_BR_AFTER : 0u) |
                 (w->media ? DH_IS_MEDIA_BEFORE : 0u) | (w->pre ? DH_IS_PRE : 0u) |
                 (b->boxes[w->box].hidden ? DH_IS_HIDDEN : 0u);
    if (!dh_measure(b, &w->cur))
        w->err = DH_ENOMEM;
    unsigned depth = b->boxes[w->box].depth;
    for (size_t i = 0; i < DH_NEAR_ROOM; i++) {
        uint8_t d = (uint8_t)(depth + 1u - w->near[i]);
        d = d < 15 ? d : 15;
        w->cur.near[i] = w->near[i] ? d : DH_FAR;
    }
    b->blocks[b->n_blocks++] = w->cur;
    dh_buf_byte(&b->text, '\n');
    w->err = w->err ? w->err : b->text.err;
    w->after_br = br;
    w->media = false;
    dh_blocktext_begin(w);
}

void dh_blocktext_media(struct dh_blockwalk *w)
{
    w->media = true;
    if (w->b->text.n == w->start && w->b->n_blocks)
        w->b->blocks[w->b->n_blocks - 1].is |= DH_IS_MEDIA_AFTER;
}

/* Whether the lines that br parts here are lines of their own. Asked at each br; looked up at the
 * first of a run. */
static bool is_verse(struct dh_blockwalk *w, const struct dh_node *text, struct dh_str sofar)
{
    const struct dh_box *box = &w->b->boxes[w->box];
    uint32_t i = (uint32_t)(text - w->t->nodes);
    if (i < w->run_end)
        return w->verse;
    w->verse = dh_verse_at(w->t, i, w->t->nodes[box->node].end, sofar, &w->run_end) &&
               !dh_tag_is_heading(box->tag);
    return w->verse;
}

/* Whether the text behind a single br goes on in the middle of a sentence. */
static bool continues(struct dh_blockwalk *w, const struct dh_node *node, struct dh_str next)
{
    struct dh_str sofar = { w->b->text.p + w->start, w->b->text.n - w->start };
    uint32_t last, first;
    if (!sofar.n || !next.n || is_verse(w, node, sofar))
        return false;
    dh_utf8_back(sofar, sofar.n, &last);
    dh_utf8_get(next, 0, &first);
    return (dh_utf8_class(first) & DH_C_LOWER) &&
           (last == ',' || (dh_utf8_class(last) & (DH_C_LETTER | DH_C_DIGIT)));
}

static void add_styled(struct dh_blockwalk *w, struct dh_str s)
{
    uint32_t n = (uint32_t)add_folded(w, s);
    w->cur.link += w->links ? n : 0;
    w->cur.bold += w->bolds ? n : 0;
    w->cur.italic += w->italics ? n : 0;
    if (w->links && w->cur.link + LINK_GAPS >= w->b->text.n - w->start)
        w->cur.lead_link = w->cur.link;
}

/* Lines of pre are blocks; of prose that somebody wrapped there, paragraphs are. Answers the last
 * line, which is not added yet. */
static struct dh_str add_lines(struct dh_blockwalk *w, struct dh_str s)
{
    uint32_t width = dh_verse_wrapped_at(s);
    for (size_t line; (line = dh_str_find_byte(s, '\n')) < s.n;) {
        struct dh_str rest = dh_str_sub(s, line + 1, s.n);
        struct dh_str next = dh_str_sub(rest, 0, dh_str_find_byte(rest, '\n'));
        struct dh_str this = { s.p, line };
        add_styled(w, this);
        if (width && dh_verse_goes_on(this, next, width))
            w->space = true;
        else
            dh_blocktext_end(w, true);
        s = rest;
    }
    return s;
}

/* Text behind br: it goes on with the block or begins another, and what was opened before it is of
 * the one that has it. */
static void resolve_breaks(struct dh_blockwalk *w, const struct dh_node *node, struct dh_str s)
{
    struct dh_blockinlines behind = w->behind;
    if (w->breaks == 1 && continues(w, node, s)) {
        w->space = true;
        w->breaks = 0;
        w->behind = (struct dh_blockinlines){ 0 };
    } else {
        dh_blocktext_end(w, true);
        w->cur.lead = behind.lead;
        w->cur.n_leads = behind.n_leads;
    }
    uint32_t links = (uint32_t)w->cur.n_links + behind.links;
    w->cur.n_links = (uint16_t)(links < UINT16_MAX ? links : UINT16_MAX);
    w->cur.is |= behind.time ? DH_IS_TIME : 0u;
}

void dh_blocktext_add(struct dh_blockwalk *w, const struct dh_node *node)
{
    struct dh_str s = node->raw;
    w->space |= node->space_before;
    if (!node->literal && memchr(s.p, '&', s.n)) {
        dh_buf_reset(&w->b->scratch);
        dh_node_text(&w->b->scratch, node);
        if (w->b->scratch.err) {
            w->err = w->b->scratch.err;
            return;
        }
        s = dh_buf_str(&w->b->scratch);
    }
    if (w->breaks)
        resolve_breaks(w, node, s);
    if (w->seam && w->b->text.n > w->start)
        w->space |=
            dh_seam_parts((struct dh_str){ w->b->text.p + w->start, w->b->text.n - w->start }, s);
    w->seam = false;
    if (w->pre)
        s = add_lines(w, s);
    add_styled(w, s);
    w->space |= node->space_after;
}
