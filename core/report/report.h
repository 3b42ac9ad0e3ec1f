/* SPDX-License-Identifier: MIT */
/* Records to a report of what was cut: for who has to look after a corpus, a job or the rules.
 *
 * Records go in one by one and nothing of them is kept but numbers, and scraps of text in a
 * temporary file; so memory does not grow with them. What is counted is exact, by sorting (repeat/
 * count.h), and which texts, examples, sites and pages are shown follows from what the records say:
 * the same records in any order give the same report. But for two things: past DH_RULETABLE_MAX
 * rules those that come later are one, and of lines that are no records the first are named.
 *
 * Limits: the enum below says how many of each list are shown. One thread. What can fail answers
 * DH_ENOMEM; DH_EACCESS, DH_ECREATE, DH_EIO: of the temporary files, or of where the report goes.
 */
#ifndef DH_REPORT_H
#define DH_REPORT_H

#include "base/outfile.h"
#include "io/record.h"
#include "page/page.h"

enum {
    DH_REPORT_RULES = 2000,        /* rules that are shown, those with the most changes */
    DH_REPORT_FULL = 200,          /* of them, with all their texts; of the others one */
    DH_REPORT_MOST = 20,           /* of them in text */
    DH_REPORT_TEXTS = 8,           /* texts of a rule */
    DH_REPORT_EXAMPLES = 2,        /* places of a text */
    DH_REPORT_RARE = 3,            /* a rule with so few cuts is rare */
    DH_REPORT_REVIEW = 50,         /* cuts to look at first, pages that lost most, empty pages */
    DH_REPORT_SITES = 100,         /* sites */
    DH_REPORT_OUTLIERS = 25,       /* sites that stand out, either way */
    DH_REPORT_SITE_PAGES = 5,      /* pages that a site needs to stand out */
    DH_REPORT_CLUSTERS = 50,       /* stories with several copies, */
    DH_REPORT_COPIES = 5,          /* and copies of each */
    DH_REPORT_ERRORS = 50,         /* kinds of errors of pages, */
    DH_REPORT_FAILED = 3,          /* and pages of each */
    DH_REPORT_BAD = 10,            /* lines that are no records */
    DH_REPORT_LOST_BYTES = 400,    /* a page that lost most has so many bytes, */
    DH_REPORT_LOST_PERMILLE = 500, /* and lost so much of them */
};

struct dh_report;

/* max_bytes: memory for counting. tmp: directory for what does not fit there (NULL: the usual one);
 * kept as a view. */
DH_MUST_USE enum dh_err dh_report_new(struct dh_report **out, const struct dh_allocator *m,
                                      size_t max_bytes, const char *tmp, struct dh_detail *d);
void dh_report_free(struct dh_report *r); /* NULL is fine */

/* Adds one record line. DH_EDATA: it is none, or its text and changes do not fit together;
 * DH_ELIMIT: it is too large; nothing was counted then. */
DH_MUST_USE enum dh_err dh_report_add(struct dh_report *r, struct dh_str line, struct dh_detail *d);
/* Counts a line that is no record; words tell which and why. */
DH_MUST_USE enum dh_err dh_report_bad(struct dh_report *r, const char *words);

/* Ends the adding and finds out what is to be shown. */
DH_MUST_USE enum dh_err dh_report_sum_up(struct dh_report *r, struct dh_detail *d);
/* Behind that, in any order: one page of HTML that needs nothing else; text for a terminal or a
 * mail, some hundred lines at most. */
DH_MUST_USE enum dh_err dh_report_html(struct dh_report *r, struct dh_out *to, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_report_text(struct dh_report *r, struct dh_out *to, struct dh_detail *d);

#endif
