/* SPDX-License-Identifier: MIT */
/* Words of sentences that reporters write into many stories (reported.h): one list for each
 * language and kind. Any thread. */
#ifndef DH_REPORTWORDS_H
#define DH_REPORTWORDS_H

enum dh_report {
    DH_REPORT_WHO,  /* acts or answers in reports: police, courts, ministries */
    DH_REPORT_WHAT, /* happens in them: fires, arrests, trials */
    DH_REPORT_SAID, /* what is known and said of it; sites use such words as well */
    DH_REPORT_NONE, /* nobody, nothing: with what did not happen */
    DH_REPORT_US,   /* who writes and who reads: the site speaks */
    DH_REPORT_KINDS
};

enum { DH_REPORTWORDS_MAX = 256 /* words of a language */ };

struct dh_reportwords {
    char lang[3];
    enum dh_report kind;
    const char *words; /* in lower case, parted by blanks; "*" stands for more letters */
};

/* Behind the last one stands one without words. */
extern const struct dh_reportwords dh_reportwords[];

#endif
