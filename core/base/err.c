/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

const char *dh_version(void)
{
    return DH_VERSION;
}

const char *dh_strerror(enum dh_err e)
{
    switch (e) { /* no default: -Werror=switch finds a missing name */
    case DH_OK:
        return "success";
    case DH_ENOMEM:
        return "out of memory";
    case DH_ELIMIT:
        return "limit reached";
    case DH_EUSAGE:
        return "wrong option or argument";
    case DH_EDATA:
        return "malformed data";
    case DH_ENOINPUT:
        return "no such input";
    case DH_EACCESS:
        return "permission denied";
    case DH_ECREATE:
        return "cannot create output";
    case DH_EIO:
        return "reading or writing failed";
    case DH_EPIPE:
        return "the reader of the output went away";
    case DH_ENET:
        return "download failed";
    case DH_ECONFIG:
        return "error in a configuration or rules file";
    case DH_ELOCKED:
        return "another run holds the lock";
    case DH_ESTOPPED:
        return "stopped";
    case DH_EWORKER:
        return "worker process died";
    case DH_ETIMEOUT:
        return "out of time";
    case DH_EINTERNAL:
        return "internal error";
    case DH_END:
        return "no more items";
    }
    return "unknown error"; /* a number from a newer library */
}

enum { TAIL = 120, RAW = 4096 + 1024, CAUSE = 128 }; /* bytes: a path and what is said of it */

/* What does not fit is cut in the middle: a path has its file's name at its end, and the cause
 * stands behind it. */
static void put(char *dst, size_t cap, struct dh_str s)
{
    char whole[2 * sizeof((struct dh_detail *)0)->msg], tail[4 * TAIL + 1];

    dh_escape(whole, sizeof whole, s);
    if (strlen(whole) < cap) {
        memcpy(dst, whole, strlen(whole) + 1);
        return;
    }
    for (size_t n = s.n < TAIL ? s.n : TAIL;;
         n--) { /* escaped, the end may be four times as long */
        struct dh_str end = dh_str_sub(s, s.n - n, s.n);
        if (n && ((unsigned char)end.p[0] & 0xC0) == 0x80) /* amid a character */
            continue;
        dh_escape(tail, sizeof tail, end);
        if (strlen(tail) <= TAIL)
            break;
    }
    dh_escape(dst, cap - strlen(tail), s);
    memcpy(dst + strlen(dst), tail, strlen(tail) + 1);
}

/* os: an errno value whose text goes behind the message; 0: none. */
DH_PRINTF(5, 0)
static void set(struct dh_detail *d, enum dh_err e, uint64_t pos, int os, const char *fmt,
                va_list ap)
{
    char raw[RAW];

    if (!d)
        return;
    vsnprintf(raw, sizeof raw - CAUSE, fmt, ap);
    const char *why = os ? strerrordesc_np(os) : NULL;
    size_t n = strlen(raw);
    if (os)
        snprintf(raw + n, sizeof raw - n, ": %s", why ? why : "unknown cause");
    d->code = e;
    d->pos = pos;
    put(d->msg, sizeof d->msg, dh_str_c(raw));
}

enum dh_err dh_fail(struct dh_detail *d, enum dh_err e, uint64_t pos, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    set(d, e, pos, 0, fmt, ap);
    va_end(ap);
    return e;
}

enum dh_err dh_fail_os(struct dh_detail *d, enum dh_err e, int os, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    set(d, e, 0, os, fmt, ap);
    va_end(ap);
    return e;
}

enum dh_err dh_no_memory(struct dh_detail *d)
{
    return dh_fail(d, DH_ENOMEM, 0, "out of memory");
}
