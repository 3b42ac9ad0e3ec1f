/* SPDX-License-Identifier: MIT */
#include "html/block/block.h"

#include <string.h>

#include "html/block/blockinside.h"
#include "html/block/look.h"
#include "html/block/seam.h"
#include "html/block/tagtreat.h"

static void mark_near(struct dh_blockwalk *w, unsigned slot, unsigned depth)
{
    if (w->n_undo == DH_BLOCK_UNDO)
        return;
    w->undo[w->n_undo++] = (struct dh_blockundo){ (uint8_t)slot, w->near[slot] };
    w->near[slot] = (uint8_t)(depth + 1);
}

static bool open_box(struct dh_blockwalk *w, uint32_t i, struct dh_blockopen *o)
{
    struct dh_blocks *b = w->b;
    const struct dh_node *node = &w->t->nodes[i];

    dh_blocktext_end(w, false);
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
    const struct dh_look *l = dh_look_at(w->b->looks, node);
    struct dh_box *up = w->box == DH_NO_BOX ? NULL : &b->boxes[w->box];
    struct dh_box *box = &b->boxes[b->n_boxes];
    *box = (struct dh_box){ .parent = w->box,
                            .first = b->n_blocks,
                            .node = i,
                            .shape = l->shape,
                            .tag = node->tag,
                            .depth = up ? (uint8_t)(up->depth + 1) : 0,
                            .hidden = up && (up->hidden || l->hidden || l->aria_hidden),
                            .unseen = up && (up->unseen || l->hidden),
                            .closed = l->is_dialog ? !l->open : up && up->closed,
                            .leads_away = l->leads_away,
                            .has_class = l->has_class,
                            .signs = l->signs };
    o->box = w->box;
    w->box = (int32_t)b->n_boxes++;
    if (up) { /* classes of body tell about the page as a whole */
        for (uint64_t rest = l->signs & (((uint64_t)1 << DH_SIGNS) - 1); rest; rest &= rest - 1)
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
static void add_lead(struct dh_blockwalk *w, const struct dh_node *node)
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

static void open_inline(struct dh_blockwalk *w, const struct dh_node *node, unsigned treat)
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

static void close_one(struct dh_blockwalk *w)
{
    struct dh_blockopen *o = &w->open[--w->n_open];
    if (o->row)
        dh_blocktext_end(w, false);
    if (o->treat == DH_TREAT_BOX) {
        dh_blocktext_end(w, false);
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
    if (node->tag != GUMBO_TAG_INPUT)
        return node->tag == GUMBO_TAG_TEXTAREA || node->tag == GUMBO_TAG_SELECT;
    for (size_t i = 0; i < DH_LEN(others); i++)
        if (dh_str_find(node->raw, others[i]) < node->raw.n)
            return false;
    return true;
}

static void note_control(struct dh_box *box, const struct dh_node *node)
{
    box->field |= is_field(node);
    box->button |= node->tag == GUMBO_TAG_BUTTON;
}

/* Counts what readers without scripts would read. */
static void note_unread(struct dh_blockwalk *w, uint32_t noscript)
{
    const struct dh_node *nodes = w->t->nodes;
    for (uint32_t i = noscript + 1; i < nodes[noscript].end; i++)
        w->b->unread += nodes[i].tag == DH_TAG_TEXT ? (uint32_t)nodes[i].raw.n : 0;
}

/* Enters node i and answers the number of the node to go on with. */
static uint32_t enter(struct dh_blockwalk *w, uint32_t i)
{
    const struct dh_node *node = &w->t->nodes[i];
    if (node->tag == DH_TAG_TEXT) {
        if (node->raw.n == 0) /* white space, as most are */
            w->space |= node->space_before && w->box != DH_NO_BOX;
        else if (w->box != DH_NO_BOX)
            dh_blocktext_add(w, node);
        return i + 1;
    }
    unsigned treat = dh_blockinline_treat(w, i);
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
        dh_blocktext_end(w, false);
        dh_blocktext_media(w);
        return node->end;
    case DH_TREAT_MEDIA_IN:
        dh_blocktext_media(w);
        return node->end;
    default:
        break;
    }
    if (treat != DH_TREAT_BOX && node->end == i + 1 && node->raw.n > 12 &&
        dh_look_at(w->b->looks, node)->breaks) {
        w->breaks += w->b->text.n > w->start;
        return node->end;
    }
    struct dh_blockopen o = {
        .end = node->end, .n_undo = w->n_undo, .treat = (uint8_t)treat, .pre = w->pre
    };
    if (treat == DH_TREAT_BOX) {
        if (!open_box(w, i, &o))
            return node->end;
        if (node->tag == GUMBO_TAG_FIGURE)
            dh_blocktext_media(w);
    } else if (treat != DH_TREAT_LINK && node->raw.n > 12 &&
               (dh_look_at(w->b->looks, node)->hidden || dh_blockinline_is_card(w, node)))
        return node->end;
    else {
        o.row = dh_blockinline_is_row(w, i);
        if (o.row) {
            dh_blocktext_end(w, false);
            w->row_box = w->box;
            w->row_shape = dh_look_at(w->b->looks, node)->shape;
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

enum dh_err dh_blocks_read(struct dh_blocks *b, const struct dh_tree *t)
{
    if (!b->looks)
        b->looks = dh_mem_zeroed(b->mem, 1, sizeof *b->looks);
    struct dh_blockwalk *w = b->looks ? dh_mem_resize(b->mem, NULL, sizeof *w) : NULL;
    if (!w)
        return DH_ENOMEM;
    memset(w, 0, offsetof(struct dh_blockwalk, open));
    w->b = b;
    w->t = t;
    w->box = DH_NO_BOX;
    b->nodes = t->nodes;
    b->n_boxes = b->n_blocks = b->n_tokens = b->n_leads = b->unread = 0;
    b->looks->last_tag = NULL;
    dh_buf_reset(&b->text);
    dh_blocktext_begin(w);
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
        all |= dh_look_at(b->looks, &b->nodes[lead[j]])->signs;
    return all;
}
