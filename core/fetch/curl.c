/* SPDX-License-Identifier: MIT */
#include "fetch/curl.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"

/* What the headers that we are built with belong to: LIBCURL_VERSION_NUM 7.16.0 to 8.x. Debian's
 * second has the same calls over another TLS library. */
static const char *const libraries[] = { "libcurl.so.4", "libcurl-gnutls.so.4" };
/* The first with all options that are set: CURLOPT_PROTOCOLS_STR is the youngest. */
enum { OLDEST = 0x075500 };
static const char oldest[] = "7.85.0";

#define NAME_AND_PLACE(f) { "curl_" #f, offsetof(struct dh_curl, f) },
static const struct {
    const char *name;
    size_t at;
} calls[] = { DH_CURL_CALLS(NAME_AND_PLACE) };
#undef NAME_AND_PLACE

/* NULL: there is none, and d says why the first of them cannot be had. Never unloaded: what it
 * depends on leaves handlers for the end of the process. */
static void *open_library(struct dh_detail *d)
{
    void *lib = NULL;
    for (size_t i = 0; !lib && i < DH_LEN(libraries); i++) {
        lib = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (!lib && i == 0)
            dh_fail(d, DH_ENET, 0, "downloads need libcurl: %s", dlerror());
    }
    return lib;
}

enum dh_err dh_curl_load(struct dh_curl *c, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    struct dh_curl found = { 0 };
    void *lib = open_library(d);

    *c = (struct dh_curl){ 0 };
    if (!lib)
        return DH_ENET;
    for (size_t i = 0; e == DH_OK && i < DH_LEN(calls); i++) {
        void *f = dlsym(lib, calls[i].name);
        memcpy((char *)&found + calls[i].at, &f, sizeof f);
        if (!f)
            e = dh_fail(d, DH_ENET, 0, "downloads need a libcurl with %s()", calls[i].name);
    }
    if (e == DH_OK) {
        const curl_version_info_data *is = found.version_info(CURLVERSION_NOW);
        if (is->version_num < OLDEST)
            e = dh_fail(d, DH_ENET, 0, "downloads need libcurl %s or later: this is %s", oldest,
                        is->version);
    }
    if (e == DH_OK)
        *c = found;
    dlclose(lib);
    return e;
}
