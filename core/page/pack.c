/* SPDX-License-Identifier: MIT */
#include "page/pack.h"

#include <string.h>

#include "base/wire.h"

enum { FRAGMENT_MIN = 4 * 4 + 8, EDIT_MIN = 4 * 5 }; /* packed bytes of one, strings empty */

/* What most fragments are without, above their slot: it stands there only where its bit is set. */
enum {
    HAS_SHARES = 1 << 4, /* of links, of bold */
    HAS_PLACE = 1 << 5,  /* path, waits */
    HAS_GROUP = 1 << 6,  /* another one than its own number */
    HAS_FOLDED = 1 << 7, /* another key with digits folded */
    SLOT = HAS_SHARES - 1
};

enum { HAS_SKETCH = 1, IS_UTF8 = 2 }; /* of a page */

static uint64_t bits_of(double d)
{
    uint64_t v;
    memcpy(&v, &d, sizeof v);
    return v;
}

static double double_of(uint64_t v)
{
    double d;
    memcpy(&d, &v, sizeof d);
    return d;
}

static void pack_fragment(const struct dh_fragment *f, uint32_t number, struct dh_buf *b)
{
    uint32_t shares = (uint32_t)f->link_permille | (uint32_t)f->bold_permille << 16;
    uint32_t place = (uint32_t)f->path | (uint32_t)f->waits << 16;
    uint32_t has = (shares ? HAS_SHARES : 0u) | (place ? HAS_PLACE : 0u) |
                   (f->group != number ? HAS_GROUP : 0u) | (f->folded != f->key ? HAS_FOLDED : 0u);

    dh_wire_put32(b, f->at);
    dh_wire_put32(b, f->n);
    dh_wire_put32(b, (uint32_t)f->kind | (uint32_t)f->role << 8 | (uint32_t)f->looks << 16 |
                         (f->slot | has) << 24);
    if (has & HAS_SHARES)
        dh_wire_put32(b, shares);
    if (has & HAS_PLACE)
        dh_wire_put32(b, place);
    if (has & HAS_GROUP)
        dh_wire_put32(b, f->group);
    dh_wire_put_str(b, f->rule);
    dh_wire_put64(b, f->key);
    if (has & HAS_FOLDED)
        dh_wire_put64(b, f->folded);
}

enum dh_err dh_page_pack(const struct dh_page *p, struct dh_buf *out)
{
    for (int i = 0; i < DH_FIELDS; i++)
        dh_wire_put_str(out, p->field[i]);
    dh_wire_put64(out, p->line);
    dh_wire_put_str(out, p->extra);
    dh_wire_put_str(out, p->output);
    dh_wire_put_str(out, p->error);
    dh_wire_put_str(out, p->outside_text);
    dh_wire_put32(out, (p->has_sketch ? HAS_SKETCH : 0u) | (p->is_utf8 ? IS_UTF8 : 0u));
    dh_wire_put_str(out, p->passages);
    dh_wire_put64(out, p->identity.high);
    dh_wire_put64(out, p->identity.low);
    dh_wire_put32(out, (uint32_t)p->unit);
    dh_wire_put32(out, (uint32_t)p->verdict);
    dh_wire_put32(out, p->outside);
    dh_wire_put32(out, p->outside_blocks);
    dh_wire_put64(out, bits_of(p->confidence));
    dh_wire_put64(out, p->n_fragments);
    for (size_t i = 0; i < p->n_fragments; i++)
        pack_fragment(&p->fragments[i], (uint32_t)i, out);
    dh_wire_put64(out, p->n_edits);
    for (size_t i = 0; i < p->n_edits; i++) {
        const struct dh_edit *e = &p->edits[i];
        dh_wire_put32(out, e->at);
        dh_wire_put32(out, e->n);
        dh_wire_put32(out, e->kind);
        dh_wire_put_str(out, e->now);
        dh_wire_put_str(out, e->rule);
    }
    return out->err;
}

/* end: of the fragment in front; n: how many there are. */
static bool unpack_fragment(struct dh_wire *w, const struct dh_page *p, uint64_t *end,
                            uint32_t number, uint64_t n, struct dh_fragment *f)
{
    *f = (struct dh_fragment){ .at = dh_wire_get32(w), .n = dh_wire_get32(w) };
    uint32_t bits = dh_wire_get32(w), has = bits >> 24;
    uint32_t shares = has & HAS_SHARES ? dh_wire_get32(w) : 0;
    uint32_t place = has & HAS_PLACE ? dh_wire_get32(w) : 0;
    f->kind = (uint8_t)(bits & 0xFF);
    f->role = (uint8_t)(bits >> 8 & 0xFF);
    f->looks = (uint8_t)(bits >> 16 & 0xFF);
    f->slot = (uint8_t)(has & SLOT);
    f->link_permille = (uint16_t)(shares & 0xFFFF);
    f->bold_permille = (uint16_t)(shares >> 16);
    f->path = (uint16_t)(place & 0xFFFF);
    f->waits = (uint8_t)(place >> 16);
    f->group = has & HAS_GROUP ? dh_wire_get32(w) : number;
    f->rule = dh_wire_get_str(w);
    f->key = dh_wire_get64(w);
    f->folded = has & HAS_FOLDED ? dh_wire_get64(w) : f->key;
    bool ok = !w->bad && f->at >= *end && (uint64_t)f->at + f->n <= p->input.n &&
              f->kind < DH_KINDS && f->role <= DH_ROLE_PRE && f->slot <= DH_SLOT_TAIL &&
              f->path <= DH_PATHS && place >> 16 < DH_KINDS && f->group < n;
    *end = (uint64_t)f->at + f->n;
    return ok;
}

static enum dh_err unpack_fragments(struct dh_page *p, struct dh_wire *w)
{
    uint64_t n = dh_wire_get64(w), end = 0;
    if (w->bad || n > w->rest.n / FRAGMENT_MIN)
        return DH_EDATA;
    p->fragments = dh_arena_zeroed(&p->arena, n, sizeof *p->fragments);
    if (!p->fragments)
        return DH_ELIMIT;
    for (uint64_t i = 0; i < n; i++)
        if (!unpack_fragment(w, p, &end, (uint32_t)i, n, &p->fragments[i]))
            return DH_EDATA;
    p->n_fragments = p->cap_fragments = n;
    return DH_OK;
}

static enum dh_err unpack_edits(struct dh_page *p, struct dh_wire *w)
{
    uint64_t n = dh_wire_get64(w);
    if (w->bad || n > w->rest.n / EDIT_MIN)
        return DH_EDATA;
    p->edits = dh_arena_zeroed(&p->arena, n, sizeof *p->edits);
    if (!p->edits)
        return DH_ELIMIT;
    for (uint64_t i = 0; i < n; i++) {
        struct dh_edit *e = &p->edits[i];
        e->at = dh_wire_get32(w);
        e->n = dh_wire_get32(w);
        uint32_t kind = dh_wire_get32(w);
        e->kind = (uint8_t)kind;
        e->now = dh_wire_get_str(w);
        e->rule = dh_wire_get_str(w);
        if (w->bad || kind >= DH_KINDS || (uint64_t)e->at + e->n > p->input.n)
            return DH_EDATA;
    }
    p->n_edits = p->cap_edits = n;
    return DH_OK;
}

enum dh_err dh_page_unpack(struct dh_page *p, struct dh_str packed, struct dh_str input)
{
    struct dh_wire w = { packed, false };

    p->input = input;
    for (int i = 0; i < DH_FIELDS; i++)
        p->field[i] = dh_wire_get_str(&w);
    p->line = dh_wire_get64(&w);
    p->extra = dh_wire_get_str(&w);
    p->output = dh_wire_get_str(&w);
    p->error = dh_wire_get_str(&w);
    p->outside_text = dh_wire_get_str(&w);
    uint32_t has = dh_wire_get32(&w);
    p->has_sketch = has & HAS_SKETCH;
    p->is_utf8 = has & IS_UTF8;
    p->passages = dh_wire_get_str(&w);
    p->identity.high = dh_wire_get64(&w);
    p->identity.low = dh_wire_get64(&w);
    uint32_t unit = dh_wire_get32(&w), verdict = dh_wire_get32(&w);
    p->outside = dh_wire_get32(&w);
    p->outside_blocks = dh_wire_get32(&w);
    p->confidence = double_of(dh_wire_get64(&w));
    if (w.bad || unit > DH_UNIT_SENTENCE || verdict > DH_FAILED || input.n > DH_PAGE_MAX)
        return DH_EDATA;
    p->unit = (enum dh_unit)unit;
    p->verdict = (enum dh_verdict)verdict;
    enum dh_err e = unpack_fragments(p, &w);
    if (e == DH_OK)
        e = unpack_edits(p, &w);
    return e == DH_OK && (w.bad || w.rest.n) ? DH_EDATA : e;
}
