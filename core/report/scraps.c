/* SPDX-License-Identifier: MIT */
#include "report/scraps.h"

#include "base/append.h"
#include "base/err.h"
#include "base/wire.h"

enum { LENGTH = 4 /* bytes before each scrap that tell its own */ };

struct dh_scraps {
    const struct dh_allocator *mem;
    struct dh_append all;
    struct dh_buf one; /* that was read last, and some of what stands behind it */
};

enum dh_err dh_scraps_new(struct dh_scraps **out, const struct dh_allocator *m, const char *dir)
{
    struct dh_scraps *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    dh_append_init(&s->all, m, dir, "of the report");
    dh_buf_init(&s->one, m, LENGTH + DH_SCRAP_MAX);
    *out = s;
    return DH_OK;
}

void dh_scraps_free(struct dh_scraps *s)
{
    if (!s)
        return;
    dh_append_release(&s->all);
    dh_buf_release(&s->one);
    dh_mem_free(s->mem, s);
}

enum dh_err dh_scraps_add(struct dh_scraps *s, struct dh_str bytes, uint64_t *at,
                          struct dh_detail *d)
{
    if (bytes.n > DH_SCRAP_MAX)
        return dh_fail(d, DH_ELIMIT, 0, "a scrap of %zu bytes is too long", bytes.n);
    dh_wire_put_str(&s->all.pending, bytes);
    return dh_append_took(&s->all, LENGTH + bytes.n, at, d);
}

enum dh_err dh_scraps_get(struct dh_scraps *s, uint64_t at, struct dh_str *out, struct dh_detail *d)
{
    uint64_t n = at < s->all.end ? s->all.end - at : 0;
    if (n == 0)
        return dh_fail(d, DH_EINTERNAL, 0, "no scrap stands there");
    enum dh_err e =
        dh_append_read(&s->all, at, n < s->one.cap ? (size_t)n : s->one.cap, &s->one, d);
    if (e)
        return e;
    struct dh_wire w = { dh_buf_str(&s->one), false };
    *out = dh_wire_get_str(&w);
    return w.bad ? dh_fail(d, DH_EINTERNAL, 0, "no scrap stands there") : DH_OK;
}
