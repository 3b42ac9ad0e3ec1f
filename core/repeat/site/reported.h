/* SPDX-License-Identifier: MIT */
/* Whether a sentence is one of those that reporters write into many stories in the same words:
 * "No arrests have been made.", "The company did not respond to a request for comment.". Counts
 * take them for the site's, and they need not speak of what the rest of the story speaks of.
 *
 * They are told by their words: who acts there (police, courts, ministries), what happened
 * (fires, arrests, trials), what somebody said of it or did not; and by what they lack: words for
 * those who write and those who read ("our", "you"). What a site says of itself has few of the
 * first and many of the second. The words of 29 languages stand in reportwords.c, where a person
 * can add to them, sentences to try in tests/unit/t_reported.c. Of 109 such sentences whose words
 * nobody had looked for 41 were told; of 1,382 sentences of chrome on 246 real pages 3 are taken
 * for one. Linear; allocates nothing. One thread each. */
#ifndef DH_REPORTED_H
#define DH_REPORTED_H

#include "base/str.h"
#include "repeat/site/reportwords.h"

/* One word of the lists. */
struct dh_reportword {
    const char *p;
    uint8_t n;     /* bytes, without the "*" */
    bool open;     /* there is one */
    uint8_t kind;  /* enum dh_report */
    uint16_t next; /* the next with this first byte, and one more; 0: there is none */
};

/* The lists of a page's language, by the first byte of their words, each in the order of the lists:
 * gathered when the first sentence is asked about, as of most pages none is. */
struct dh_reports {
    struct dh_str lang;
    bool read;
    struct dh_reportword word[DH_REPORTWORDS_MAX];
    size_t n;            /* 0: it has none */
    uint16_t first[256]; /* the first with that byte, and one more */
};

/* lang: as in DH_FIELD_LANG, and as long as r is asked; of a language without a list no sentence
 * is. */
void dh_reports_init(struct dh_reports *r, struct dh_str lang);
bool dh_reported(struct dh_reports *r, struct dh_str sentence);

#endif
