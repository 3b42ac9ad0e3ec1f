/* SPDX-License-Identifier: MIT */
#include "report/clipping.h"

#include "base/err.h"
#include "base/utf8.h"
#include "base/wire.h"

enum { NAME = 300, URL = 1000, TEXT = 800, LINE = 240 }; /* bytes, at most */

static void put(struct dh_buf *out, struct dh_str s, size_t most)
{
    dh_wire_put_str(out, dh_utf8_cut(s, most));
}

void dh_clip_page(const struct dh_page_clip *p, struct dh_buf *out)
{
    dh_buf_reset(out);
    put(out, p->id, NAME);
    put(out, p->url.n > URL ? DH_STR_NONE : p->url, URL); /* half of one leads nowhere */
    put(out, p->site, NAME);
    put(out, p->title, NAME);
    put(out, p->error, NAME);
    put(out, p->duplicate_of, NAME);
}

enum dh_err dh_clip_read_page(struct dh_scraps *s, uint64_t at, struct dh_page_clip *out,
                              struct dh_detail *d)
{
    struct dh_wire w = { .bad = false };
    enum dh_err e = dh_scraps_get(s, at, &w.rest, d);
    struct dh_str *const to[] = { &out->id,    &out->url,   &out->site,
                                  &out->title, &out->error, &out->duplicate_of };

    for (size_t i = 0; i < DH_LEN(to); i++)
        *to[i] = dh_wire_get_str(&w);
    return e;
}

/* The end of a line, from a whole character on. */
static struct dh_str last(struct dh_str s, size_t most)
{
    size_t from = s.n > most ? s.n - most : 0;
    while (from && from < s.n && ((unsigned char)s.p[from] & 0xC0) == 0x80)
        from++;
    return dh_str_sub(s, from, s.n);
}

static uint32_t bits(bool a, bool b, bool c, bool d)
{
    return (uint32_t)a | (uint32_t)b << 1 | (uint32_t)c << 2 | (uint32_t)d << 3;
}

void dh_clip_cut(const struct dh_cut_clip *c, struct dh_buf *out)
{
    dh_buf_reset(out);
    dh_wire_put64(out, c->page);
    dh_wire_put64(out, c->n);
    dh_wire_put32(out, bits(c->same_before, c->same_after, c->before.n > LINE, c->after.n > LINE));
    put(out, c->text, TEXT);
    put(out, c->now, TEXT);
    put(out, last(c->before, LINE), LINE);
    put(out, c->after, LINE);
}

enum dh_err dh_clip_read_cut(struct dh_scraps *s, uint64_t at, struct dh_cut_clip *out,
                             struct dh_detail *d)
{
    struct dh_wire w = { .bad = false };
    enum dh_err e = dh_scraps_get(s, at, &w.rest, d);

    out->page = dh_wire_get64(&w);
    out->n = dh_wire_get64(&w);
    uint32_t flags = dh_wire_get32(&w);
    out->same_before = flags & 1;
    out->same_after = flags & 2;
    out->short_before = flags & 4;
    out->short_after = flags & 8;
    out->text = dh_wire_get_str(&w);
    out->now = dh_wire_get_str(&w);
    out->before = dh_wire_get_str(&w);
    out->after = dh_wire_get_str(&w);
    return e;
}
