/* SPDX-License-Identifier: MIT */
/* The guess at a charset: uchardet, loaded by the few texts that say nothing of theirs and are no
 * UTF-8. It is C++, and looking up the names of that language's library would be a seventh of what
 * the program takes for one page. */
#include <string.h>
#include <uchardet/uchardet.h>

#include "base/dynlib.h"
#include "base/err.h"
#include "tree/charset.h"

/* What the header that we are built with belongs to. */
static const char *const libraries[] = { "libuchardet.so.0", NULL };

enum { DETECT_MAX = 256 * 1024 };

#define CALLS(X)  X(new) X(delete) X(handle_data) X(data_end) X(get_charset)
#define MEMBER(f) DH_DYNLIB_MEMBER(uchardet_, f)
struct detector {
    CALLS(MEMBER)
};
#define CALL(f) DH_DYNLIB_CALL(struct detector, uchardet_, f)
static const struct dh_dynlib_call calls[] = { CALLS(CALL) };

enum dh_err dh_charset_guess(struct dh_str bytes, char name[DH_CHARSET_GUESS], struct dh_str *out,
                             struct dh_detail *d)
{
    const struct dh_dynlib lib = { libraries,     "no charset is told, and a guess needs",
                                   "libuchardet", DH_EINTERNAL,
                                   calls,         DH_LEN(calls) };
    struct detector is = { 0 };
    *out = DH_STR_NONE;
    enum dh_err e = dh_dynlib_load(&lib, &is, d);
    uchardet_t u = e ? NULL : is.new();

    if (e)
        return e;
    if (!u)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a guess at the charset");
    if (is.handle_data(u, bytes.p, bytes.n < DETECT_MAX ? bytes.n : DETECT_MAX) == 0) {
        is.data_end(u);
        struct dh_str got = dh_str_c(is.get_charset(u));
        if (got.n && got.n < DH_CHARSET_GUESS) {
            memcpy(name, got.p, got.n);
            *out = (struct dh_str){ name, got.n };
        }
    }
    is.delete(u);
    return DH_OK;
}
