/* SPDX-License-Identifier: MIT */
/* Names of files below a directory of output: see outdir.h. */
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "io/outdir.h"

static void add_component(struct dh_buf *name, struct dh_str c)
{
    char hex[33];

    if (c.n <= DH_OUTDIR_NAME) {
        dh_buf_add(name, c);
        return;
    }
    dh_hash128_hex(dh_hash128(c), hex);
    dh_buf_add(name, dh_utf8_cut(c, DH_OUTDIR_NAME - 33));
    dh_buf_byte(name, '-');
    dh_buf_add(name, (struct dh_str){ hex, 32 });
}

enum dh_err dh_outdir_name(struct dh_str item, struct dh_str suffix, struct dh_buf *name,
                           struct dh_detail *d)
{
    struct dh_str rest = item, c, last = DH_STR_NONE;
    struct dh_buf whole;
    enum dh_err e;

    dh_buf_init(&whole, name->mem, SIZE_MAX);
    bool bad = item.n && memchr(item.p, '\0', item.n);
    while (!bad && dh_str_split(&rest, '/', &c)) {
        bad = dh_str_eq(c, DH_STR(".."));
        if (!c.n || dh_str_eq(c, DH_STR(".")))
            continue;
        if (last.n) {
            add_component(name, last);
            dh_buf_byte(name, '/');
        }
        last = c;
    }
    dh_buf_add(&whole, last);
    dh_buf_add(&whole, suffix); /* the limit is for both */
    add_component(name, dh_buf_str(&whole));
    e = bad || !last.n ? DH_ECREATE : whole.err ? whole.err : name->err;
    dh_buf_release(&whole);
    if (e)
        dh_fail(d, e, 0, "cannot make an output file of the name '%.*s'",
                (int)(item.n < 200 ? item.n : 200), item.p ? item.p : "");
    return e;
}
