/* SPDX-License-Identifier: MIT */
/* Setting a struct dh_detail. The enum itself and dh_strerror stand in dehusk.h. Any thread. */
#ifndef DH_ERR_H
#define DH_ERR_H

#include "dehusk.h"

#if defined(__GNUC__)
#define DH_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define DH_PRINTF(f, a)
#endif

/* Fills *d (NULL: nothing) and answers e, so that `return dh_fail(d, DH_EIO, 0, "cannot ...")`
 * works. The message is cut to fit, in its middle, so that the cause behind a long path stays, and
 * control characters in it are escaped: %s may carry a hostile name. Wording: what happened, then
 * to what, in quotes, then the cause; no full stop. */
enum dh_err dh_fail(struct dh_detail *d, enum dh_err e, uint64_t pos, const char *fmt, ...)
    DH_PRINTF(4, 5);
/* The same with ": " and the text for errno value `os` behind the message. */
enum dh_err dh_fail_os(struct dh_detail *d, enum dh_err e, int os, const char *fmt, ...)
    DH_PRINTF(4, 5);
/* DH_ENOMEM, in the words that it has everywhere. */
enum dh_err dh_no_memory(struct dh_detail *d);

#endif
