/* SPDX-License-Identifier: MIT */
#include "html/block.h"

#include <string.h>

#include "base/swar.h"
#include "base/utf8.h"
#include "html/look.h"
#include "html/measure.h"
#include "html/seam.h"
#include "html/tagtreat.h"
#include "html/verse.h"

enum { UNDO_MAX = DH_TREE_DEPTH * DH_NEAR, LINK_GAPS = 3 }; /* gaps: blanks between links */
enum { CARD_NODES_MIN = 5, CARD_NODES_MAX = 64, CARD_LINKS = 2 };
enum { WORD_NODES_MAX = 16 }; /* in an element that HTML does not know and that stands in a line */

struct open {
    uint32_t end;    /* node number where it closes */
    uint32_t n_undo; /* entries of the undo log when it opened */
    int32_t box;     /* the box to return to; only with is_box */
    uint8_t treat;
    bool pre; /* what holds outside it */
    bool row; /* an inline element that is a line of its own: see is_row */
};

struct undo {
    uint8_t slot, was;
};

/* What inline elements say of the text in them. */
struct inlines {
    uint32_t lead, n_leads; /* as of a block */
    uint16_t links;
    bool time;
};

struct walk {
    struct dh_blocks *b;
    const struct dh_tree *t;
    const struct dh_signs *signs;
    enum dh_err err;
    int32_t box; /* the innermost open one */
    uint32_t n_open, n_undo;
    uint8_t near[DH_NEAR_ROOM]; /* depth + 1 of the innermost open box with the sign; 0: none */
    unsigned links, bolds, italics;
    bool pre;
    /* the block that grows */
    struct dh_block cur;
    uint32_t start;        /* of its text */
    bool space;            /* white space is due before the next character */
    unsigned breaks;       /* br behind its text */
    struct inlines behind; /* opened behind them: of this block only where its line goes on */
    uint32_t run_end;      /* node behind the lines that br parted last; whether they are verse */
    bool verse;
    uint32_t span_end; /* node behind the last span with attributes */
    bool seam;         /* another follows with nothing between, and no text came yet */
    bool media, after_br;
    int32_t row_box; /* box and shape of the last row: see is_row */
    uint32_t row_shape;
    /* n_open and n_undo of them are written, the rest is never looked at. */
    struct open open[DH_TREE_DEPTH + 1];
    struct undo undo[UNDO_MAX];
};

/* ---- Text of the growing block */

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
 * alone stay. Stops at what may be other white space, and before the end. */
static size_t copy_plain(char *out, struct dh_str s, size_t i)
{
    size_t n = 0;
    for (unsigned odd = 16; odd == 16 && s.n - i > 16; i += odd, n += odd) {
        dh_sixteen x = dh_sixteen_load(s.p + i), next = dh_sixteen_load(s.p + i + 1);
        odd = dh_sixteen_first((dh_sixteen)(x < (uint8_t)' ') | dh_sixteen_equal(x, 0xC2) |
                               dh_sixteen_between(x, 0xE2, 0xE3) |
                               (dh_sixteen_equal(x, ' ') & dh_sixteen_equal(next, ' ')));
        memcpy(out + n, &x, sizeof x);
    }
    return n;
}

/* Appends s with white space folded; bytes written. */
static size_t add_folded(struct walk *w, struct dh_str s)
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

static void begin_block(struct walk *w)
{
    w->start = (uint32_t)w->b->text.n;
    w->cur = (struct dh_block){ .lead = w->b->n_leads };
    w->space = false;
}

/* Ends the growing block at a boundary; nothing happens while it is empty. */
static void flush(struct walk *w, bool br)
{
    struct dh_blocks *b = w->b;
    size_t n = b->text.n - w->start;

    w->breaks = 0;
    w->behind = (struct inlines){ 0 };
    w->space = false;
    if (n == 0) {
        w->cur.n_leads = 0;
        if (!br)
            w->after_br = false;
        return;
    }
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
    if (!dh_measure(b, w->signs, &w->cur))
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
    begin_block(w);
}

static void note_media(struct walk *w)
{
    w->media = true;
    if (w->b->text.n == w->start && w->b->n_blocks)
        w->b->blocks[w->b->n_blocks - 1].is |= DH_IS_MEDIA_AFTER;
}

/* Whether the lines that br parts here are lines of their own. Asked at each br; looked up at the
 * first of a run. */
static bool is_verse(struct walk *w, const struct dh_node *text, struct dh_str sofar)
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
static bool continues(struct walk *w, const struct dh_node *node, struct dh_str next)
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

static void add_styled(struct walk *w, struct dh_str s)
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
static struct dh_str add_lines(struct walk *w, struct dh_str s)
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
            flush(w, true);
        s = rest;
    }
    return s;
}

/* Text behind br: it goes on with the block or begins another, and what was opened before it is of
 * the one that has it. */
static void resolve_breaks(struct walk *w, const struct dh_node *node, struct dh_str s)
{
    struct inlines behind = w->behind;
    if (w->breaks == 1 && continues(w, node, s)) {
        w->space = true;
        w->breaks = 0;
        w->behind = (struct inlines){ 0 };
    } else {
        flush(w, true);
        w->cur.lead = behind.lead;
        w->cur.n_leads = behind.n_leads;
    }
    uint32_t links = (uint32_t)w->cur.n_links + behind.links;
    w->cur.n_links = (uint16_t)(links < UINT16_MAX ? links : UINT16_MAX);
    w->cur.is |= behind.time ? DH_IS_TIME : 0u;
}

static void add_text(struct walk *w, const struct dh_node *node)
{
    struct dh_str s = node->raw;
    w->space |= node->space_before;
    if (s.n == 0)
        return;
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

/* ---- The walk */

static void mark_near(struct walk *w, unsigned slot, unsigned depth)
{
    if (w->n_undo == UNDO_MAX)
        return;
    w->undo[w->n_undo++] = (struct undo){ (uint8_t)slot, w->near[slot] };
    w->near[slot] = (uint8_t)(depth + 1);
}

static bool open_box(struct walk *w, uint32_t i, struct open *o)
{
    struct dh_blocks *b = w->b;
    const struct dh_node *node = &w->t->nodes[i];

    flush(w, false);
    if (b->n_boxes == DH_BLOCKS_MAX)
        w->err = DH_ELIMIT;
    if (!w->err && b->n_boxes == b->cap_boxes) {
        void *array = b->boxes;
        size_t cap = b->cap_boxes;
        if (!dh_mem_grow(b->mem, &array, &cap, sizeof *b->boxes))
            w->err = DH_ENOMEM;
        b->boxes = array;
        b->cap_boxes = (uint32_t)cap;
    }
    if (w->err)
        return false;
    const struct dh_look *l = dh_look_at(w->b->looks, w->signs, node);
    struct dh_box *up = w->box == DH_NO_BOX ? NULL : &b->boxes[w->box];
    struct dh_box *box = &b->boxes[b->n_boxes];
    *box = (struct dh_box){ .parent = w->box,
                            .first = b->n_blocks,
                            .node = i,
                            .shape = l->shape,
                            .tag = node->tag,
                            .depth = up ? (uint8_t)(up->depth + 1) : 0,
                            .hidden = up && (up->hidden || l->hidden || l->aria_hidden),
                            .has_class = l->has_class,
                            .signs = l->signs };
    o->box = w->box;
    w->box = (int32_t)b->n_boxes++;
    if (up) { /* classes of body tell about the page as a whole */
        for (uint64_t rest = l->signs; rest; rest &= rest - 1)
            mark_near(w, (unsigned)__builtin_ctzll(rest), box->depth);
        unsigned slot = l->dialog ? DH_NEAR_DIALOG : dh_tag_near[node->tag];
        if (slot)
            mark_near(w, slot, box->depth);
    }
    if (node->tag == GUMBO_TAG_PRE)
        w->pre = true;
    return true;
}

/* An inline element that may start a block: the one that grows, or the one behind the breaks. */
static void add_lead(struct walk *w, const struct dh_node *node)
{
    struct dh_blocks *b = w->b;
    void *array = b->leads;
    size_t cap = b->cap_leads;
    uint32_t *first = w->breaks ? &w->behind.lead : &w->cur.lead;
    uint32_t *n = w->breaks ? &w->behind.n_leads : &w->cur.n_leads;
    if (b->n_leads == cap && !dh_mem_grow(b->mem, &array, &cap, sizeof *b->leads)) {
        w->err = DH_ENOMEM;
        return;
    }
    b->leads = array;
    b->cap_leads = (uint32_t)cap;
    if ((*n)++ == 0)
        *first = b->n_leads;
    b->leads[b->n_leads++] = (uint32_t)(node - b->nodes);
}

static void open_inline(struct walk *w, const struct dh_node *node, unsigned treat)
{
    w->links += treat == DH_TREAT_LINK;
    w->bolds += treat == DH_TREAT_BOLD;
    w->italics += treat == DH_TREAT_ITALIC;
    w->seam |=
        w->span_end == (uint32_t)(node - w->t->nodes) && dh_seam_may_be(w->t->nodes, w->span_end);
    if ((w->breaks || w->b->text.n == w->start) && node->raw.n > 8)
        add_lead(w, node);
    if (w->breaks) {
        w->behind.links += treat == DH_TREAT_LINK && w->behind.links < UINT16_MAX;
        w->behind.time |= treat == DH_TREAT_TIME;
        return;
    }
    w->cur.n_links += treat == DH_TREAT_LINK && w->cur.n_links < UINT16_MAX;
    w->cur.is |= treat == DH_TREAT_TIME ? DH_IS_TIME : 0u;
}

/* A card that opens where the pointer rests on a name, written into the sentence: an inline element
 * of a picture, then links, and nothing else. No reader meets it between the words around it. */
static bool is_card(const struct walk *w, const struct dh_node *node)
{
    const struct dh_node *nodes = w->t->nodes;
    uint32_t first = (uint32_t)(node - nodes) + 1, links = 0, link_end = 0;
    bool picture = false;

    if (w->b->text.n == w->start || w->links || node->end - first < CARD_NODES_MIN ||
        node->end - first > CARD_NODES_MAX)
        return false;
    for (uint32_t i = first; i < node->end; i++) {
        const struct dh_node *k = &nodes[i];
        bool text = k->tag == DH_TAG_TEXT;
        if (text ? k->raw.n > 0 && (!picture || i >= link_end)
                 : dh_tag_treat[k->tag] == DH_TREAT_BOX)
            return false;
        picture |= k->tag == GUMBO_TAG_IMG;
        if (k->tag == GUMBO_TAG_A) {
            links++;
            link_end = k->end;
        }
    }
    return links >= CARD_LINKS;
}

/* Whether text of one piece stands in boxes of that tag. */
static bool holds_one_piece(unsigned tag)
{
    return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD ||
           dh_tag_is_heading(tag);
}

/* Whether an element that HTML does not know is part of the line that it stands in: words of it,
 * with text right before or behind them ("the <glossary-term>levy</glossary-term> on ships", or
 * what word processors put around names of towns). Elsewhere such elements are wrappers. */
static bool is_word(const struct walk *w, uint32_t i)
{
    const struct dh_node *nodes = w->t->nodes, *node = &nodes[i];
    bool inner = nodes[node->parent].tag == GUMBO_TAG_UNKNOWN &&
                 w->b->boxes[w->box].node != node->parent; /* of one that is part of a line */
    bool text = false, behind = node->end < w->t->n && nodes[node->end].tag == DH_TAG_TEXT &&
                                nodes[node->end].parent == node->parent;
    struct dh_str sofar = dh_str_sub(dh_buf_str(&w->b->text), w->start, w->breaks ? 0 : SIZE_MAX);
    bool name = dh_str_starts_nocase(dh_tag_name(node->raw), DH_STR("st1:")); /* of a town */

    if (!inner && !(name && (sofar.n || behind)) &&
        !dh_seam_goes_on(sofar, behind ? nodes[node->end].raw : DH_STR_NONE))
        return false;
    if (node->end - i > WORD_NODES_MAX)
        return false;
    for (uint32_t k = i + 1; k < node->end; k++) {
        bool known = nodes[k].tag != DH_TAG_TEXT && nodes[k].tag != GUMBO_TAG_UNKNOWN;
        if (known && dh_tag_is_box(nodes[k].tag))
            return false;
        text |= nodes[k].tag == DH_TAG_TEXT && nodes[k].raw.n;
    }
    return text || holds_one_piece(w->b->boxes[w->box].tag);
}

/* Whether the box at hand holds boxes beside its lines; a paragraph or a cell does not count, since
 * text of one piece stands there. Looked up once a box. */
static bool is_mixed(struct walk *w)
{
    enum { NO = 1, YES = 2 };
    struct dh_box *box = &w->b->boxes[w->box];
    const struct dh_node *nodes = w->t->nodes;
    bool yes = false;

    if (box->mixed)
        return box->mixed == YES;
    if (!holds_one_piece(box->tag))
        for (uint32_t i = box->node + 1; i < nodes[box->node].end && !yes; i = nodes[i].end)
            yes = nodes[i].tag != DH_TAG_TEXT && dh_tag_treat[nodes[i].tag] == DH_TREAT_BOX;
    box->mixed = yes ? YES : NO;
    return yes;
}

/* One of several inline elements that a template wrote one below the other, with one class and with
 * nothing but white space between them, among boxes: "<span class=teaser>...</span> <span
 * class=teaser>". Each says something of its own. */
static bool is_row(struct walk *w, uint32_t i)
{
    const struct dh_node *nodes = w->t->nodes, *node = &nodes[i];
    const struct dh_box *box = &w->b->boxes[w->box];
    uint32_t next = node->end, before = i - 1;

    if (node->parent != box->node || node->raw.n < 12 || !is_mixed(w))
        return false;
    const struct dh_look *look = dh_look_at(w->b->looks, w->signs, node);
    if (!look->has_class)
        return false;
    uint32_t shape = look->shape;
    bool space = next < w->t->n && nodes[next].tag == DH_TAG_TEXT && nodes[next].raw.n == 0;
    next++;
    if (space && next < w->t->n && nodes[next].parent == box->node &&
        nodes[next].tag == node->tag &&
        dh_look_at(w->b->looks, w->signs, &nodes[next])->shape == shape)
        return true;
    /* The last one of them: the one before it was closed just now. */
    return nodes[before].tag == DH_TAG_TEXT && w->row_shape == shape && w->row_box == w->box &&
           w->b->text.n == w->start && w->b->n_blocks > box->first;
}

static void close_one(struct walk *w)
{
    struct open *o = &w->open[--w->n_open];
    if (o->row)
        flush(w, false);
    if (o->treat == DH_TREAT_BOX) {
        flush(w, false);
        struct dh_box *x = &w->b->boxes[w->box];
        x->end = w->b->n_blocks;
        if (o->box != DH_NO_BOX) {
            w->b->boxes[o->box].field |= x->field;
            w->b->boxes[o->box].button |= x->button;
        }
        w->box = o->box;
        w->pre = o->pre;
        while (w->n_undo > o->n_undo) {
            w->n_undo--;
            w->near[w->undo[w->n_undo].slot] = w->undo[w->n_undo].was;
        }
    }
    w->links -= o->treat == DH_TREAT_LINK;
    w->bolds -= o->treat == DH_TREAT_BOLD;
    w->italics -= o->treat == DH_TREAT_ITALIC;
}

/* What readers fill in; to tick off is less: lists of things to buy have boxes for that. */
static bool is_field(const struct dh_node *node)
{
    static const struct dh_str others[] = { { "hidden", 6 }, { "checkbox", 8 } };
    if (node->tag == GUMBO_TAG_TEXTAREA || node->tag == GUMBO_TAG_SELECT)
        return true;
    for (size_t i = 0; i < DH_LEN(others); i++)
        if (dh_str_find(node->raw, others[i]) < node->raw.n)
            return false;
    return node->tag == GUMBO_TAG_INPUT;
}

static void note_control(struct dh_box *box, const struct dh_node *node)
{
    box->field |= is_field(node);
    box->button |= node->tag == GUMBO_TAG_BUTTON;
}

/* Counts what readers without scripts would read. */
static void note_unread(struct walk *w, uint32_t noscript)
{
    const struct dh_node *nodes = w->t->nodes;
    for (uint32_t i = noscript + 1; i < nodes[noscript].end; i++)
        w->b->unread += nodes[i].tag == DH_TAG_TEXT ? (uint32_t)nodes[i].raw.n : 0;
}

/* Whether an a element leads nowhere: it names a place of the page, and stays open over all that
 * follows where its end tag is missing. With a script or a role it is a button. */
static bool is_anchor(struct dh_str tag)
{
    struct dh_str unused;
    if (dh_str_find(tag, DH_STR("click")) < tag.n || dh_str_find(tag, DH_STR("role=")) < tag.n)
        return false;
    return dh_str_find(tag, DH_STR("href")) == tag.n && /* most are links: asked first */
           !dh_tag_attr(tag, DH_STR("href"), &unused) &&
           (dh_tag_attr(tag, DH_STR("name"), &unused) || dh_tag_attr(tag, DH_STR("id"), &unused));
}

/* How the walk treats node i where it stands. */
static unsigned treat_of(const struct walk *w, uint32_t i)
{
    const struct dh_node *node = &w->t->nodes[i];
    if (node->tag == GUMBO_TAG_NOSCRIPT && w->b->noscript)
        return DH_TREAT_BOX;
    if (node->tag == GUMBO_TAG_BUTTON && dh_tag_is_heading(w->t->nodes[node->parent].tag))
        return DH_TREAT_INLINE; /* a heading that opens what stands below it */
    if (node->tag == GUMBO_TAG_A && is_anchor(node->raw))
        return DH_TREAT_INLINE;
    if (node->tag == GUMBO_TAG_UNKNOWN && w->box != DH_NO_BOX && is_word(w, i))
        return DH_TREAT_INLINE;
    return dh_tag_treat[node->tag];
}

/* Enters node i and answers the number of the node to go on with. */
static uint32_t enter(struct walk *w, uint32_t i)
{
    const struct dh_node *node = &w->t->nodes[i];
    if (node->tag == DH_TAG_TEXT) {
        if (w->box != DH_NO_BOX)
            add_text(w, node);
        return i + 1;
    }
    unsigned treat = treat_of(w, i);
    if (w->box == DH_NO_BOX && treat != DH_TREAT_BOX)
        return node->end;
    switch (treat) {
    case DH_TREAT_BREAK:
        w->breaks += w->b->text.n > w->start;
        return node->end;
    case DH_TREAT_SKIP:
        note_control(&w->b->boxes[w->box], node);
        if (node->tag == GUMBO_TAG_NOSCRIPT)
            note_unread(w, i);
        return node->end;
    case DH_TREAT_MEDIA:
        flush(w, false);
        note_media(w);
        return node->end;
    case DH_TREAT_MEDIA_IN:
        note_media(w);
        return node->end;
    default:
        break;
    }
    if (treat != DH_TREAT_BOX && node->end == i + 1 && node->raw.n > 12 &&
        dh_look_at(w->b->looks, w->signs, node)->breaks) {
        w->breaks += w->b->text.n > w->start;
        return node->end;
    }
    struct open o = {
        .end = node->end, .n_undo = w->n_undo, .treat = (uint8_t)treat, .pre = w->pre
    };
    if (treat == DH_TREAT_BOX) {
        if (!open_box(w, i, &o))
            return node->end;
        if (node->tag == GUMBO_TAG_FIGURE)
            note_media(w);
    } else if (treat != DH_TREAT_LINK && node->raw.n > 12 &&
               (dh_look_at(w->b->looks, w->signs, node)->hidden || is_card(w, node)))
        return node->end;
    else {
        o.row = is_row(w, i);
        if (o.row) {
            flush(w, false);
            w->row_box = w->box;
            w->row_shape = dh_look_at(w->b->looks, w->signs, node)->shape;
        }
        open_inline(w, node, treat);
        if (dh_seam_is_span(node))
            w->span_end = node->end;
    }
    w->open[w->n_open++] = o;
    return i + 1;
}

/* The node to start with: body; the whole document where there is none (frames). */
static uint32_t find_body(const struct dh_tree *t)
{
    for (uint32_t i = 1; i < t->n; i = t->nodes[i].end)
        if (t->nodes[i].tag == GUMBO_TAG_BODY)
            return i;
    return 0;
}

void dh_blocks_init(struct dh_blocks *b, const struct dh_allocator *m, size_t max_text)
{
    *b = (struct dh_blocks){ .mem = m };
    dh_buf_init(&b->text, m, max_text);
    dh_buf_init(&b->scratch, m, max_text);
}

void dh_blocks_release(struct dh_blocks *b)
{
    dh_buf_release(&b->text);
    dh_buf_release(&b->scratch);
    dh_mem_free(b->mem, b->boxes);
    dh_mem_free(b->mem, b->blocks);
    dh_mem_free(b->mem, b->tokens);
    dh_mem_free(b->mem, b->leads);
    dh_mem_free(b->mem, b->looks);
    *b = (struct dh_blocks){ .mem = b->mem };
}

enum dh_err dh_blocks_read(struct dh_blocks *b, const struct dh_tree *t,
                           const struct dh_signs *signs)
{
    if (!b->looks)
        b->looks = dh_mem_zeroed(b->mem, 1, sizeof *b->looks);
    struct walk *w = b->looks ? dh_mem_resize(b->mem, NULL, sizeof *w) : NULL;
    if (!w)
        return DH_ENOMEM;
    memset(w, 0, offsetof(struct walk, open));
    w->b = b;
    w->t = t;
    w->signs = signs;
    w->box = DH_NO_BOX;
    b->nodes = t->nodes;
    b->signs = signs;
    b->n_boxes = b->n_blocks = b->n_tokens = b->n_leads = b->unread = 0;
    b->looks->last_tag = NULL;
    dh_buf_reset(&b->text);
    begin_block(w);
    uint32_t i = find_body(t), end = t->nodes[i].end;
    while (i < end && !w->err) {
        while (w->n_open && w->open[w->n_open - 1].end <= i)
            close_one(w);
        i = enter(w, i);
    }
    while (w->n_open && !w->err)
        close_one(w);
    enum dh_err err = w->err;
    dh_mem_free(b->mem, w);
    return err;
}

uint64_t dh_block_leading(const struct dh_blocks *b, uint32_t i)
{
    const uint32_t *lead = b->leads + b->blocks[i].lead;
    uint64_t all = 0;
    for (uint32_t j = 0; j < b->blocks[i].n_leads; j++)
        all |= dh_look_at(b->looks, b->signs, &b->nodes[lead[j]])->signs;
    return all;
}
