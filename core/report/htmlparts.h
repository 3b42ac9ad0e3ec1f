/* SPDX-License-Identifier: MIT */
/* The sections of a report's page. Inside report/ only. Each writes nothing where it has nothing to
 * show. Errors: dh_scraps_get's; what goes wrong while writing is kept in h. One thread a report.
 */
#ifndef DH_HTMLPARTS_H
#define DH_HTMLPARTS_H

#include "report/htmlout.h"
#include "report/reportinside.h"

extern const char dh_html_style[];

/* A change among the lines that it stood between, and its page. */
DH_MUST_USE enum dh_err dh_html_example(struct dh_report *r, struct dh_htmlout *h, uint64_t scrap);

DH_MUST_USE enum dh_err dh_html_suspects(struct dh_report *r, struct dh_htmlout *h);
DH_MUST_USE enum dh_err dh_html_rare(struct dh_report *r, struct dh_htmlout *h);
DH_MUST_USE enum dh_err dh_html_pages(struct dh_report *r, struct dh_htmlout *h);
DH_MUST_USE enum dh_err dh_html_rules(struct dh_report *r, struct dh_htmlout *h);
DH_MUST_USE enum dh_err dh_html_sites(struct dh_report *r, struct dh_htmlout *h);
DH_MUST_USE enum dh_err dh_html_clusters(struct dh_report *r, struct dh_htmlout *h);
DH_MUST_USE enum dh_err dh_html_failures(struct dh_report *r, struct dh_htmlout *h);

#endif
