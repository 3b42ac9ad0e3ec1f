/* SPDX-License-Identifier: MIT */
#include "base/wire.h"

void dh_wire_put_str(struct dh_buf *b, struct dh_str s)
{
    if (s.n > UINT32_MAX && !b->err)
        b->err = DH_ELIMIT;
    dh_wire_put32(b, (uint32_t)s.n);
    dh_buf_add(b, s);
}

size_t dh_wire_begin_str(struct dh_buf *b)
{
    size_t place = b->n;
    dh_wire_put32(b, 0);
    return place;
}

void dh_wire_end_str(struct dh_buf *b, size_t place)
{
    uint32_t n;

    if (b->err)
        return;
    size_t bytes = b->n - place - sizeof n;
    if (bytes > UINT32_MAX) {
        b->err = DH_ELIMIT;
        return;
    }
    n = htole32((uint32_t)bytes);
    memcpy(b->p + place, &n, sizeof n);
}

struct dh_str dh_wire_get_str(struct dh_wire *w)
{
    uint32_t n = dh_wire_get32(w);
    const char *p = dh_wire_take(w, n);
    return p ? (struct dh_str){ p, n } : DH_STR_NONE;
}
