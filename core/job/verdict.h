/* SPDX-License-Identifier: MIT */
/* From evidence to verdict: which fragments go and which edits hold, by the caller's settings. The
 * one place where kinds are turned into removals. One thread a page. */
#ifndef DH_VERDICT_H
#define DH_VERDICT_H

#include "job/options.h"
#include "page/page.h"

/* Sets removed flags and takes out the edits that the settings do not want, then finishes the page
 * (text, changes, verdict). A page that failed or is a duplicate stays what it is. Errors:
 * dh_page_finish's. */
DH_MUST_USE enum dh_err dh_verdict_page(const struct dh_settings *s, struct dh_page *page);

#endif
