/* SPDX-License-Identifier: MIT */
/* What the files of a crawl share. For the files of crawl/ only. One thread a crawl.
 *
 * What can fail here fails with DH_ENOMEM or as the store does (store.h), and then the crawl is
 * over; more is told where there is more. What a server does wrong is no error: it is counted. */
#ifndef DH_CRAWLING_H
#define DH_CRAWLING_H

#include "fetch/multi.h"
#include "fetch/polite.h"
#include "io/warcdir.h"
#include "crawl/frontier.h"
#include "crawl/hosts.h"
#include "crawl/schedule.h"

enum { DH_CRAWL_AGENT_MAX = 512 };

struct dh_crawl {
    const struct dh_allocator *mem;
    struct dh_crawl_options opts; /* agent, contact, warc: not used after the start */
    uint32_t page_least, list_least;
    struct dh_multi *multi;
    struct dh_polite *polite;
    struct dh_warcdir *warc; /* NULL: none */
    struct dh_urls *urls;    /* NULL: nothing is remembered */
    struct dh_hosts hosts;
    struct dh_frontier frontier;
    struct dh_planted *seeds;
    struct dh_listing *listings; /* the last one first */
    struct dh_crawl_stats stats;
    struct dh_arena lists;              /* of the list being read */
    struct dh_buf key, normal;          /* scratch */
    struct dh_buf page_key, page_names; /* of the page handed out */
    uint64_t pages_asked, left;         /* left: tasks that limits kept back */
    int64_t begun, begun_ms; /* by the clock, in seconds since 1970; by dh_clock_asleep_ms */
    int64_t break_at;        /* milliseconds: then what is under way is broken off */
    int64_t told_ms;         /* when progress was told last */
    char agent[DH_CRAWL_AGENT_MAX];
    bool closing, over, broken_off;
};

/* What a host answered to the request of a task, while it is dealt with. All is borrowed. */
struct dh_arrival {
    struct dh_task *task;
    struct dh_host *host;   /* of the task's URL; what it redirects to may be another's */
    struct dh_fetched *got; /* lives until dh_multi_done */
    int64_t at;             /* when it came: seconds since 1970 */
    bool may_retry;         /* the host may be asked once more for the same */
};

/* Seconds since 1970, as the clock had it when the crawl began, and what went by since, also
 * while the machine slept: who sets it meanwhile changes nothing. */
int64_t dh_crawl_now(const struct dh_crawl *c);

/* A URL that a list or a seed names: into the frontier unless it was met before or is not due.
 * t: seed, kind, url (dh_url_normal), title, published, list, depth, forced; the rest is worked
 * out. listed: the list's date of it. */
DH_MUST_USE enum dh_err dh_crawl_name(struct dh_crawl *c, const struct dh_task *t,
                                      struct dh_str listed, struct dh_detail *d);
/* Its row; of a new URL one that says no more than its name. Slices live until the next look-up. */
DH_MUST_USE enum dh_err dh_crawl_row(struct dh_crawl *c, const struct dh_task *t,
                                     struct dh_url_row *row, bool *has, struct dh_detail *d);
/* Counts a URL that came to nothing, and tells of it. */
void dh_crawl_count(struct dh_crawl *c, struct dh_host *host, const struct dh_task *t,
                    enum dh_cause cause, const char *words);
/* Whether it is a list or front page that a seed names. */
bool dh_crawl_is_source(const struct dh_task *t);

/* A task that limits or time keep back: counted; its lists are due in the next run. It stays on the
 * frontier. */
void dh_crawl_leave(struct dh_crawl *c, const struct dh_task *t);

/* ---- asking.c */

/* Begins what may begin. *wait_ms: until more may; -1: nothing is queued. */
DH_MUST_USE enum dh_err dh_crawl_ask(struct dh_crawl *c, int64_t *wait_ms, struct dh_detail *d);
/* Asks for robots.txt at url on behalf of t. */
DH_MUST_USE enum dh_err dh_crawl_ask_robots(struct dh_crawl *c, const struct dh_task *t,
                                            struct dh_str url, struct dh_detail *d);
/* A task that comes to nothing: counted, told, and off the frontier. */
void dh_crawl_give_up(struct dh_crawl *c, struct dh_task *t, struct dh_host *host,
                      enum dh_cause cause, const char *words);

/* ---- lists.c */

/* Sets came of a list, so that what it names is known to be from it. */
DH_MUST_USE enum dh_err dh_lists_note(struct dh_crawl *c, struct dh_task *t, struct dh_detail *d);
/* Lists of which something was left are due at once, and then as often as new ones. */
DH_MUST_USE enum dh_err dh_lists_reopen(struct dh_crawl *c, struct dh_detail *d);
void dh_lists_free(struct dh_crawl *c);

/* What a list that came names: its entries, its sitemaps, the feeds of a front page.
 * DH_ENET: it cannot be read, words in why. */
DH_MUST_USE enum dh_err dh_lists_read(struct dh_crawl *c, const struct dh_task *t,
                                      struct dh_str body, struct dh_detail *why,
                                      struct dh_detail *d);
/* What a list that has not changed named when it was read last, at `seen`; and as dh_lists_resume,
 * of the last days. */
DH_MUST_USE enum dh_err dh_lists_recall(struct dh_crawl *c, const struct dh_task *t, int64_t seen,
                                        struct dh_detail *d);

/* What a list named in earlier runs and never came, since limits or time kept it back, or since it
 * failed by what passes, of late: it is fetched though the list has forgotten it. */
DH_MUST_USE enum dh_err dh_lists_resume(struct dh_crawl *c, const struct dh_task *t,
                                        struct dh_detail *d);

/* ---- crawlpage.c */

/* Notes in its row a visit that brought no body of use. */
DH_MUST_USE enum dh_err dh_crawl_note_visit(struct dh_crawl *c, const struct dh_task *t,
                                            long status, enum dh_outcome outcome,
                                            struct dh_detail *d);

/* A redirect has come to its end at t: when its first address is asked for again depends on what
 * that end was, as if it had been found there. came: with a body, or none that is newer. */
DH_MUST_USE enum dh_err dh_crawl_tell_first(struct dh_crawl *c, const struct dh_task *t, bool came,
                                            struct dh_detail *d);

/* What came of a task but robots.txt: a page to hand out (*have), entries of a list, a redirect, an
 * error. The task is done with, or, if what failed may pass and a->may_retry, queued again. */
DH_MUST_USE enum dh_err dh_crawl_take(struct dh_crawl *c, const struct dh_arrival *a,
                                      struct dh_crawled *page, bool *have, struct dh_detail *d);

#endif
