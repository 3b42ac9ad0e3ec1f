/* SPDX-License-Identifier: MIT */
#include "fetch/curl.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"

/* What the headers that we are built with belong to: LIBCURL_VERSION_NUM 7.16.0 to 8.x. */
static const char library[] = "libcurl.so.4";
/* The first with all options that are set: CURLOPT_PROTOCOLS_STR is the youngest. */
enum { OLDEST = 0x075500 };
static const char oldest[] = "7.85.0";

#define NAME_AND_PLACE(f) { "curl_" #f, offsetof(struct dh_curl, f) },
static const struct {
    const char *name;
    size_t at;
} calls[] = { DH_CURL_CALLS(NAME_AND_PLACE) };
#undef NAME_AND_PLACE

enum dh_err dh_curl_load(struct dh_curl *c, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    struct dh_curl found = { 0 };
    /* Never unloaded: what it depends on leaves handlers for the end of the process. */
    void *lib = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

    *c = (struct dh_curl){ 0 };
    if (!lib)
        return dh_fail(d, DH_ENET, 0, "downloads need libcurl: %s", dlerror());
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
