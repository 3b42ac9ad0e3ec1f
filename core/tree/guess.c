/* SPDX-License-Identifier: MIT */
/* The guess at a charset: uchardet, loaded by the few texts that say nothing of theirs and are no
 * UTF-8. It is C++, and looking up the names of that language's library would be a seventh of what
 * the program takes for one page. */
#include <dlfcn.h>
#include <string.h>
#include <uchardet/uchardet.h>

#include "base/err.h"
#include "tree/charset.h"

/* What the header that we are built with belongs to. */
static const char library[] = "libuchardet.so.0";

enum { DETECT_MAX = 256 * 1024 };

struct detector {
    __typeof__(&uchardet_new) new;
    __typeof__(&uchardet_delete) delete;
    __typeof__(&uchardet_handle_data) handle_data;
    __typeof__(&uchardet_data_end) data_end;
    __typeof__(&uchardet_get_charset) get_charset;
};

/* A function's address as dlsym has it, which C keeps apart from pointers to functions. */
static bool find(void *lib, const char *name, void *function)
{
    void *f = dlsym(lib, name);
    memcpy(function, &f, sizeof f);
    return f != NULL;
}

/* Stays loaded until the process ends, so that the next text finds it there. */
static enum dh_err load(struct detector *u, struct dh_detail *d)
{
    void *lib = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!lib)
        return dh_fail(d, DH_EINTERNAL, 0, "no charset is told, and a guess needs libuchardet: %s",
                       dlerror());
    bool all = find(lib, "uchardet_new", &u->new) && find(lib, "uchardet_delete", &u->delete) &&
               find(lib, "uchardet_handle_data", &u->handle_data) &&
               find(lib, "uchardet_data_end", &u->data_end) &&
               find(lib, "uchardet_get_charset", &u->get_charset);
    dlclose(lib);
    return all ? DH_OK
               : dh_fail(d, DH_EINTERNAL, 0, "%s lacks a function that a guess needs", library);
}

enum dh_err dh_charset_guess(struct dh_str bytes, char name[DH_CHARSET_GUESS], struct dh_str *out,
                             struct dh_detail *d)
{
    struct detector is = { 0 };
    *out = DH_STR_NONE;
    enum dh_err e = load(&is, d);
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
