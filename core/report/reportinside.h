/* SPDX-License-Identifier: MIT */
/* What a report is made of. Inside report/ only: collect.c fills it, by*.c sort it out, the two
 * writers show it. */
#ifndef DH_REPORTINSIDE_H
#define DH_REPORTINSIDE_H

#include "repeat/count/count.h"
#include "report/clipping.h"
#include "report/report.h"
#include "report/ruletable.h"
#include "report/topmost.h"

/* ---- What is counted while records come */

enum { DH_VERDICTS = DH_FAILED + 1 };

/* What is said of records of no site. */
#define DH_REPORT_SITELESS ": what recurs there was not counted (--field site=KEY, --site NAME)"

struct dh_report_totals {
    uint64_t pages, verdict[DH_VERDICTS];
    uint64_t in, kept, cut;           /* bytes of input texts, of texts, of cuts */
    uint64_t was, now;                /* of what was mended */
    uint64_t cuts, mends;             /* places */
    uint64_t outside;                 /* bytes of pages outside of what holds their bodies */
    uint64_t bad;                     /* lines that are no records */
    char first_day[11], last_day[11]; /* of publication, "2024-02-29"; empty: not known */
};

/* The smallest examples of a text, so that not all of a frequent one are put aside. A cache: what
 * was forgotten costs room in the file, and nothing else. */
enum { DH_REPORT_CACHE = 1 << 14 };
struct dh_report_seen {
    uint64_t key, example[DH_REPORT_EXAMPLES];
};

/* ---- What is found out then */

struct dh_report_text {
    uint64_t count, key;
    uint64_t example[DH_REPORT_EXAMPLES]; /* scraps, the most suspicious first; DH_NO_SCRAP: none */
};
struct dh_report_rule {
    const struct dh_rule_sum *sum;
    bool full;                                  /* all that is known of it is shown */
    uint64_t texts;                             /* different ones */
    struct dh_report_text top[DH_REPORT_TEXTS]; /* the most frequent first */
    size_t n_top;
};
struct dh_report_kind {
    struct dh_str kind;                    /* empty: mended */
    uint64_t changes, bytes, rules, shown; /* shown: rules of it that are */
    size_t first;                          /* of these */
};
enum { DH_REPORT_KINDS = DH_KINDS + 2 }; /* those there are, "unknown", and mended */

struct dh_report {
    const struct dh_allocator *mem;
    struct dh_arena arena; /* of one record, then of what is found out */
    struct dh_buf scratch;
    struct dh_report_totals totals;
    struct dh_ruletable rules;
    struct dh_scraps *scraps;
    struct dh_report_seen *seen;
    /* Rule, text, example (the most suspicious first), scrap. */
    struct dh_count *cuts;
    /* Site, verdict, bytes in and cut, scrap of a page. */
    struct dh_count *pages;
    struct dh_count *pairs; /* site, rule: one a change */
    /* Story, 0 or 1 (a copy), page, scrap of it. */
    struct dh_count *stories;
    struct dh_count *errors; /* what went wrong, page, scrap of it */
    struct dh_str bad[DH_REPORT_BAD];
    struct dh_arena bad_arena;

    struct dh_report_rule *shown; /* by kind, in it by changes, the most first */
    size_t n_shown;
    struct dh_report_kind kinds[DH_REPORT_KINDS]; /* by changes, but mends last */
    size_t n_kinds;
    /* Sites; of what is cut on those with enough pages the median in permille, and from what on a
     * site stands out. */
    uint64_t n_sites, median, fence;
    uint64_t siteless; /* records of no site that have a text */
    uint64_t n_clusters;
    struct dh_topmost most; /* rules that cut most; places in shown */
    struct dh_topmost suspects, lost, empty, sites, most_cut, uncut, clusters, failures;
};

/* The notes of items. */
enum { DH_SUSPECT_SCRAP, DH_SUSPECT_COUNT, DH_SUSPECT_RULE };
enum { DH_PAGE_SCRAP, DH_PAGE_IN, DH_PAGE_CUT };
enum {
    DH_SITE_SCRAP,
    DH_SITE_PAGES,
    DH_SITE_IN,
    DH_SITE_CUT,
    DH_SITE_RULE,
    DH_SITE_CHANGES,
    DH_SITE_NOTHING
};
enum { DH_CLUSTER_SURVIVOR, DH_CLUSTER_COPY }; /* and further copies */
enum { DH_FAILURE_SCRAP };                     /* and further ones */

/* What a rule is called where people read it. */
static inline struct dh_str dh_report_name(const struct dh_rule_sum *s)
{
    return s->rule.n ? s->rule : DH_STR("(further rules)");
}

/* The same of what went wrong with a page. */
static inline struct dh_str dh_report_error(struct dh_str error)
{
    return error.n ? error : DH_STR("(no word of it)");
}

/* A rule that cut so seldom that nobody has seen much of it. */
static inline bool dh_report_is_rare(const struct dh_rule_sum *s)
{
    return s->kind.n && s->changes <= DH_REPORT_RARE;
}

/* ---- Behind the last record, each once, in this order; errors as in report.h */

/* kinds, shown, and the cuts to look at first. */
DH_MUST_USE enum dh_err dh_report_by_rule(struct dh_report *r, struct dh_detail *d);
/* Sites, and on how many of them each rule changed something. */
DH_MUST_USE enum dh_err dh_report_by_site(struct dh_report *r, struct dh_detail *d);
/* Stories with several copies; what went wrong. */
DH_MUST_USE enum dh_err dh_report_by_story(struct dh_report *r, struct dh_detail *d);

#endif
