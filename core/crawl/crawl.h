/* SPDX-License-Identifier: MIT */
/* A crawl: from seeds - pages, lists of pages, feeds, sitemaps, front pages - to the pages that
 * are new or have changed, politely and incrementally. What `dehusk fetch` and `dehusk run` do.
 *
 *     dh_crawl_new(&c, m, &options, &d);
 *     for each source: dh_crawl_add(c, &seed, &d);
 *     while (dh_crawl_next(c, &page, &d) == DH_OK) work with page;
 *     write the outputs; dh_crawl_finish(c, &d); dh_store_commit(store, &d);
 *     dh_crawl_free(c);
 *
 * Order of things. Each page's state (validators, content hash, next visit) goes into the store's
 * pending transaction before dh_crawl_next hands the page out; hosts and robots.txt files with
 * dh_crawl_finish. The crawl never commits. So a caller commits when all that was handed out is
 * written, and only then: a run that is killed before the commit learns nothing and the next one
 * does the same again.
 *
 * What is asked for. The first request to a host is robots.txt (RFC 9309; kept 24 hours in the
 * store, 30 days while the host does not answer). One request at a time and host, paced as
 * polite.h says; many hosts at once (options.hosts). A redirect is a URL of its own: it goes
 * through robots.txt, address check and pace of the host that it leads to, five at most. URLs are
 * known by their canonical form (urlcanon.h), in the run and, with a store, over runs: a page
 * that stands in three feeds is asked for once.
 *
 * Revisits (with a store). A list is asked for again when its interval is over, with the
 * validators of the last answer; a page when it stands in the list, and its interval is over or
 * the list gives it a newer date. Intervals adapt as Nutch's AdaptiveFetchSchedule: times 1.4
 * after a visit that found nothing new, times 0.8 after one that did, within bounds. Without
 * validators of the server a hash of the body tells whether a page changed.
 * What a list named and limits, time or a host kept back is asked for in a later run, though the
 * list may have forgotten it by then; so is, for three days, what failed by what passes. A host's
 * new pages come before those that were asked for before, and a list of which limits or time kept
 * something back is due at once: so every page has its turn, however little a run may ask for.
 *
 * Memory: about half a KiB and the URL for each URL in the queue, half a MiB for each host that is
 * being asked, and what multi.h says for large bodies; a list, while it is read.
 *
 * Messages and slices: those of a page live until the next call. One thread. The fetch goes on
 * only inside dh_crawl_next, so pages should be worked on elsewhere (crew.h) or fast. */
#ifndef DH_CRAWL_H
#define DH_CRAWL_H

#include "base/mem.h"
#include "base/str.h"
#include "fetch/cause.h"

struct dh_store;
struct dh_crawl;

enum dh_seed_kind {
    DH_SEED_URL,     /* a page */
    DH_SEED_LIST,    /* a file with one URL a line ("-": standard input); "#" begins a comment */
    DH_SEED_FEED,    /* RSS, Atom or JSON Feed */
    DH_SEED_SITEMAP, /* a sitemap or an index of such, plain or gzip */
    DH_SEED_FRONT    /* a page that names its feeds by <link rel=alternate> */
};

/* One source. Strings are copied. */
struct dh_seed {
    enum dh_seed_kind kind;
    const char *where;  /* URL, or path of DH_SEED_LIST */
    uint64_t tag;       /* the caller's: comes back with each page of this source */
    uint64_t max_pages; /* requested in one run, the first of the list; 0: all */
    bool same_site;     /* of a feed: entries of other sites are left out. Sitemaps are always held
                           to their own host (sitemaps.org) */
    bool once;          /* pages that came once are never asked for again */
};

struct dh_crawl_options {
    const char *user_agent; /* "NAME/VERSION (+contact)"; NULL: made of contact */
    const char *ca_file;    /* PEM: authorities to trust in place of the system's; must live as long
                               as the crawl; NULL: the system's */
    const char *proxy;      /* http, https or socks5h URL; the same; NULL: none, whatever the
                               environment says. It judges where names lead to; addresses in URLs
                               are still checked here */
    const char *contact;    /* address or URL of who runs this; NULL: user_agent has it */
    struct dh_store *store; /* open for writing, the caller's; NULL: nothing is remembered */
    const char *warc;       /* directory for WARC files, made when missing; NULL: none */
    uint64_t warc_bytes;    /* a file of it is closed when it is larger; 0: 1 GiB */
    uint64_t max_bytes;     /* of one page after unpacking; 0: 10 MiB */
    uint64_t max_pages;     /* page requests of the run; 0: no limit */
    unsigned hosts;         /* at once; 0: 64 */
    unsigned max_seconds;   /* for one request; 0: 60 */
    unsigned slow_seconds;  /* below 100 bytes a second for so long: given up; 0: 20 */
    unsigned least_delay_ms; /* between two requests to a host; 0: 1000 */
    unsigned delay_factor;   /* pause per time that the host took; 0: 5; UINT_MAX: none */
    unsigned tries;          /* of one URL when what failed may pass; 0: 3 */
    uint32_t page_interval;  /* seconds: the least between two visits of a page. UINT32_MAX: 0;
                                0: an hour */
    uint32_t list_interval;  /* seconds, of a list; UINT32_MAX: 0; 0: five minutes */
    int64_t deadline_ms;     /* of dh_clock_ms: no request begins after it; 0: none */
    unsigned grace_ms;  /* requests under way may go on so long past deadline or stop; 0: 10 s */
    bool allow_private; /* sockets may reach private addresses and any port (tests) */
    const volatile int *stop; /* not 0: as the deadline; may be NULL */
    /* Each URL that came to nothing, or a list or robots.txt with something wrong (cause NONE);
     * words end without a stop. May be NULL. */
    void (*problem)(void *self, struct dh_str url, enum dh_cause cause, const char *words);
    /* Of these a list or front page that a seed names, as the seed has it. May be NULL. */
    void (*source)(void *self, struct dh_str url, enum dh_cause cause, const char *words);
    /* A line of a list file that is no http or https URL: the others are fetched. May be NULL. */
    void (*bad_line)(void *self, const char *file, uint64_t line);
    /* A few times a second, whatever happens. May be NULL. */
    void (*progress)(void *self, const struct dh_crawl *c);
    void *self;
};

struct dh_settings;
/* The options of a crawl as the options of `dehusk fetch` say; store, stop and who is told are the
 * caller's to set. */
void dh_crawl_settings(const struct dh_settings *s, struct dh_crawl_options *o);

/* Whether one of them, which may be NULL, is more than blanks: without a name nothing is asked. */
bool dh_crawl_names_who(const char *contact, const char *user_agent);
/* Copies what o points to but store and stop. DH_EUSAGE: no contact, or one with control
 * characters; DH_ECREATE, DH_EACCESS: the directory for WARC files. */
DH_MUST_USE enum dh_err dh_crawl_new(struct dh_crawl **out, const struct dh_allocator *m,
                                     const struct dh_crawl_options *o, struct dh_detail *d);
/* WARC files that were not finished are removed. NULL is fine. */
void dh_crawl_free(struct dh_crawl *c);

/* DH_EUSAGE: no http or https URL, but in a list file. DH_ENOINPUT, DH_EACCESS, DH_EIO, DH_ELIMIT:
 * the list file; DH_ESTOPPED: *stop while it was read. DH_ENOMEM, and those of the store. */
DH_MUST_USE enum dh_err dh_crawl_add(struct dh_crawl *c, const struct dh_seed *seed,
                                     struct dh_detail *d);

/* The URLs of a list file ("-": standard input), one a line, blanks around it off, and a byte order
 * mark off the file; lines that are blank or begin with "#" are none. each: in their order, with
 * the line's number, from 1, whatever they hold; what it answers ends the reading unless it is
 * DH_OK. DH_ESTOPPED: *stop (NULL: none) is not 0. DH_ENOINPUT, DH_EACCESS, DH_EIO; DH_ELIMIT: the
 * file is larger than 256 MiB. */
DH_MUST_USE enum dh_err dh_crawl_list(const struct dh_allocator *m, const char *path,
                                      const volatile int *stop,
                                      enum dh_err (*each)(void *self, struct dh_str url,
                                                          uint64_t number, struct dh_detail *d),
                                      void *self, struct dh_detail *d);

enum dh_visit {
    DH_VISIT_NEW,       /* the first time, as far as the store knows */
    DH_VISIT_CHANGED,   /* another body than last time */
    DH_VISIT_UNCHANGED, /* 304, or the same body again; there is no body here */
    DH_VISIT_GONE       /* 404 or 410 for a page that had come before; told once */
};
const char *dh_visit_name(enum dh_visit v); /* "new", ... */

struct dh_crawled {
    enum dh_visit visit;
    uint64_t tag;                     /* of the seed */
    struct dh_str url;                /* as the list has it (dh_url_normal) */
    struct dh_str final_url;          /* after redirects */
    struct dh_str key;                /* canonical form of final_url: the page's name over runs */
    struct dh_str content_type, body; /* unpacked; NEW and CHANGED only */
    struct dh_str title, published;   /* as a feed or news sitemap has them; may be empty */
    long status;
    int64_t fetched; /* seconds since 1970 */
};

/* The next page. DH_END: all is done, or time is up (see stats). Failures of single pages are no
 * errors: they are counted by host. Errors: DH_ENOMEM, those of the store and of the WARC
 * directory. */
DH_MUST_USE enum dh_err dh_crawl_next(struct dh_crawl *c, struct dh_crawled *page,
                                      struct dh_detail *d);
/* Closes the WARC file at hand under its name and puts hosts into the store. Call it once, after
 * the last page and before the commit. DH_ENOMEM, those of the store and of the WARC directory. */
DH_MUST_USE enum dh_err dh_crawl_finish(struct dh_crawl *c, struct dh_detail *d);

/* ---- Counts; at any time */

struct dh_crawl_counts {
    uint64_t requests;                  /* sent, robots.txt and lists included */
    uint64_t bodies;                    /* responses with a wanted body: pages, lists, robots.txt */
    uint64_t not_modified;              /* 304 */
    uint64_t bytes;                     /* received, as sent */
    uint64_t visits[DH_VISIT_GONE + 1]; /* pages handed out */
    uint64_t errors[DH_CAUSES];         /* URLs that came to nothing */
    uint64_t sources[DH_CAUSES];        /* of these the lists that seeds name; of hosts only */
};
struct dh_crawl_stats {
    struct dh_crawl_counts all;
    uint64_t hosts,
        hosts_down,      /* asked or to be asked; of these given up, or that never answered */
        hosts_private,   /* and of those the ones that no socket may reach: DH_CAUSE_PRIVATE, */
        hosts_busy,      /* that answered, but by 429 or 503 in the end, */
        hosts_resting;   /* and that were not asked, since an earlier run had given them up */
    uint64_t not_due;    /* pages and lists that were left for a later run */
    uint64_t duplicates; /* URLs that stood in the lists more than once */
    uint64_t bad_lines;  /* of list files, told by bad_line */
    uint64_t queued;     /* waiting or under way now; after DH_END: left over */
    bool out_of_time;    /* deadline or stop left something over */
};
void dh_crawl_stats(const struct dh_crawl *c, struct dh_crawl_stats *out);
/* Counts of the i-th host in the order of their names ("https://example.org:8443"), which live as
 * long as c; false past the last. After DH_END. */
bool dh_crawl_host(struct dh_crawl *c, size_t i, const char **name, struct dh_crawl_counts *out);

#endif
