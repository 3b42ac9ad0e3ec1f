/* SPDX-License-Identifier: MIT */
#include "html/charset.h"

#include "base/err.h"
#include "base/utf8.h"

enum dh_err dh_charset_decode(struct dh_arena *a, struct dh_str bytes,
                              const struct dh_charset_hints *hints, struct dh_str *text,
                              struct dh_str *name, struct dh_detail *d)
{
    struct dh_buf b;
    enum dh_err e = DH_OK;

    (void)hints;
    *name = DH_STR_NONE;
    if (dh_str_starts(bytes, DH_STR("\xEF\xBB\xBF")))
        bytes = dh_str_sub(bytes, 3, bytes.n);
    *text = bytes;
    if (dh_utf8_valid(bytes) == bytes.n && dh_str_find_byte(bytes, '\0') == bytes.n)
        return DH_OK;
    dh_buf_init(&b, a->mem, a->cap);
    dh_utf8_add_clean(&b, bytes);
    if (b.err || !dh_arena_copy(a, dh_buf_str(&b), text))
        e = dh_fail(d, DH_ELIMIT, 0, "the page does not fit into memory as UTF-8");
    dh_buf_release(&b);
    return e;
}
