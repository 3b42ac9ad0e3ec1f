/* SPDX-License-Identifier: MIT */
#include "base/dynlib.h"

#include <dlfcn.h>
#include <string.h>

#include "base/err.h"

/* NULL: there is none, and d says why the first of the names cannot be had. */
static void *open_library(const struct dh_dynlib *l, struct dh_detail *d)
{
    void *lib = NULL;
    for (size_t i = 0; !lib && l->names[i]; i++) {
        lib = dlopen(l->names[i], RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (!lib && i == 0)
            dh_fail(d, l->err, 0, "%s %s: %s", l->use, l->library, dlerror());
    }
    return lib;
}

enum dh_err dh_dynlib_load(const struct dh_dynlib *l, void *to, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    void *lib = open_library(l, d);

    if (!lib)
        return l->err;
    for (size_t i = 0; e == DH_OK && i < l->n_calls; i++) {
        /* C keeps pointers to functions apart from what dlsym answers. */
        void *f = dlsym(lib, l->calls[i].name);
        memcpy((char *)to + l->calls[i].at, &f, sizeof f);
        if (!f)
            e = dh_fail(d, l->err, 0, "%s a %s with %s()", l->use, l->library, l->calls[i].name);
    }
    dlclose(lib);
    return e;
}
