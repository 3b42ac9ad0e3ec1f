/* SPDX-License-Identifier: MIT */
#include "base/wire.h"

static void put(struct dh_buf *b, uint64_t v, size_t n)
{
    char *p = dh_buf_room(b, n);
    if (!p)
        return;
    for (size_t i = 0; i < n; i++)
        p[i] = (char)(v >> (8 * i) & 0xFF);
    b->n += n;
}

void dh_wire_put32(struct dh_buf *b, uint32_t v)
{
    put(b, v, 4);
}

void dh_wire_put64(struct dh_buf *b, uint64_t v)
{
    put(b, v, 8);
}

void dh_wire_put_str(struct dh_buf *b, struct dh_str s)
{
    if (s.n > UINT32_MAX && !b->err)
        b->err = DH_ELIMIT;
    put(b, s.n, 4);
    dh_buf_add(b, s);
}

static struct dh_str take(struct dh_wire *w, size_t n)
{
    if (n > w->rest.n) {
        w->bad = true;
        w->rest = DH_STR_NONE;
        return DH_STR_NONE;
    }
    struct dh_str s = dh_str_sub(w->rest, 0, n);
    w->rest = dh_str_sub(w->rest, n, w->rest.n);
    return s;
}

static uint64_t get(struct dh_wire *w, size_t n)
{
    struct dh_str s = take(w, n);
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++)
        v |= (uint64_t)(unsigned char)s.p[i] << (8 * i);
    return v;
}

uint32_t dh_wire_get32(struct dh_wire *w)
{
    return (uint32_t)get(w, 4);
}

uint64_t dh_wire_get64(struct dh_wire *w)
{
    return get(w, 8);
}

struct dh_str dh_wire_get_str(struct dh_wire *w)
{
    return take(w, dh_wire_get32(w));
}
