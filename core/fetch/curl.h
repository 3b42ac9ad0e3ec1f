/* SPDX-License-Identifier: MIT */
/* libcurl, loaded by who fetches and by nobody else: with the 30 libraries it depends on it costs
 * more time than cleaning a page. The functions that fetch/ calls stand in a table, filled from the
 * shared library (dlopen) when a client is made; its headers say what they do. A program that is
 * linked to libcurl anyway shares that one copy. Any thread. */
#ifndef DH_CURL_H
#define DH_CURL_H

#include <curl/curl.h>

#include "base/dynlib.h"
#include "dehusk.h"

/* clang-format off */
#define DH_CURL_CALLS(X) /* without "curl_" */ \
    X(global_init) X(global_cleanup) X(slist_append) X(slist_free_all) \
    X(easy_init) X(easy_cleanup) X(easy_setopt) X(easy_getinfo) X(easy_perform) X(easy_pause) \
    X(easy_strerror) X(version_info) \
    X(multi_init) X(multi_cleanup) X(multi_setopt) X(multi_add_handle) X(multi_remove_handle) \
    X(multi_info_read) X(multi_perform) X(multi_poll) X(multi_strerror)
/* clang-format on */

#define DH_CURL_MEMBER(f) DH_DYNLIB_MEMBER(curl_, f)
struct dh_curl {
    DH_CURL_CALLS(DH_CURL_MEMBER)
};
#undef DH_CURL_MEMBER

/* Fills *c; the library stays loaded until the process ends. DH_ENET: there is none, or one that is
 * too old; *c is all NULL. */
DH_MUST_USE enum dh_err dh_curl_load(struct dh_curl *c, struct dh_detail *d);

#endif
