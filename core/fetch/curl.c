/* SPDX-License-Identifier: MIT */
#include "fetch/curl.h"

#include "base/dynlib.h"
#include "base/err.h"
#include "base/str.h"

/* What the headers that we are built with belong to: LIBCURL_VERSION_NUM 7.16.0 to 8.x. Debian's
 * second has the same calls over another TLS library. */
static const char *const libraries[] = { "libcurl.so.4", "libcurl-gnutls.so.4", NULL };
/* The first with all options that are set: CURLOPT_PROTOCOLS_STR is the youngest. */
enum { OLDEST = 0x075500 };
static const char oldest[] = "7.85.0";

#define CALL(f) DH_DYNLIB_CALL(struct dh_curl, curl_, f)
static const struct dh_dynlib_call calls[] = { DH_CURL_CALLS(CALL) };
#undef CALL

enum dh_err dh_curl_load(struct dh_curl *c, struct dh_detail *d)
{
    const struct dh_dynlib lib = { libraries, "downloads need", "libcurl", DH_ENET,
                                   calls,     DH_LEN(calls) };
    struct dh_curl found = { 0 };

    *c = (struct dh_curl){ 0 };
    enum dh_err e = dh_dynlib_load(&lib, &found, d);
    if (e)
        return e;
    const curl_version_info_data *is = found.version_info(CURLVERSION_NOW);
    if (is->version_num < OLDEST)
        return dh_fail(d, DH_ENET, 0, "downloads need libcurl %s or later: this is %s", oldest,
                       is->version);
    *c = found;
    return DH_OK;
}
