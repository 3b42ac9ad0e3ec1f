/* SPDX-License-Identifier: MIT */
/* dehusk: strips boilerplate and duplicates from scraped news.
 *
 * This is the one installed header. It includes nothing of ours and no header of curl, Gumbo,
 * SQLite or xxHash, and it compiles as C11 and as C++.
 *
 *     struct dh_context *c = NULL;
 *     struct dh_record *r = NULL;
 *     if (dh_context_new(&c, NULL, NULL) == DH_OK && dh_clean(c, html, n, NULL, &r, NULL) == DH_OK)
 *         fwrite(dh_record_text(r).p, 1, dh_record_text(r).n, stdout);
 *     dh_record_free(r);
 *     dh_context_free(c);
 *
 * libdehusk(3) has a map of the calls and a longer example.
 *
 * Threads: the library starts none and has no globals. A context and all that came from it belong
 * to one thread at a time; any number of contexts may live side by side.
 * Processes: only dh_job_clean, dh_job_scan and dh_run_go with more than one job (option jobs)
 * fork, and they wait for what they forked.
 * Errors: every call that can fail answers with enum dh_err and, where a struct dh_detail is given,
 * says there what happened to what. Errors that a caller may want to tell apart are named at the
 * call; any other, DH_ENOMEM first, may come too and is a failure. Nothing calls exit() or abort().
 * Strings: struct dh_str is borrowed bytes, UTF-8 unless said otherwise, not NUL-ended. What a call
 * gives out lives as long as the thing it was asked of, unless said otherwise; bytes and strings
 * that are passed in are read during the call only.
 * NULL stands for what is not wanted: details, hints, watches, stats, fields of these.
 */
#ifndef DEHUSK_H
#define DEHUSK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DH_VERSION_MAJOR 0
#define DH_VERSION_MINOR 1
#define DH_VERSION_PATCH 0
#define DH_VERSION       "0.1.0"

#if defined(__GNUC__)
#define DH_API      __attribute__((visibility("default")))
#define DH_MUST_USE __attribute__((warn_unused_result))
#else
#define DH_API
#define DH_MUST_USE
#endif

/* ---- Vocabulary ---------------------------------------------------------------------------- */

/* Borrowed bytes: never freed by who reads them; p may be NULL only when n == 0. */
struct dh_str {
    const char *p;
    size_t n;
};

/* What went wrong. Numbers are never reused; new ones are added at the end. */
enum dh_err {
    DH_OK = 0,
    DH_ENOMEM = 1,     /* out of memory, or the allocator said no */
    DH_ELIMIT = 2,     /* a cap or the budget of work for one page is reached */
    DH_EUSAGE = 3,     /* an option or argument that does not exist or does not fit */
    DH_EDATA = 4,      /* malformed input data: a bad JSON row, a record that cannot be restored */
    DH_ENOINPUT = 5,   /* an input that does not exist */
    DH_EACCESS = 6,    /* permission denied */
    DH_ECREATE = 7,    /* an output that cannot be created, or would overwrite another's */
    DH_EIO = 8,        /* reading or writing failed, the disk is full */
    DH_EPIPE = 9,      /* the reader of our output went away */
    DH_ENET = 10,      /* a download failed: name, connection, TLS, HTTP status, limits */
    DH_ECONFIG = 11,   /* a configuration or rules file with an error */
    DH_ELOCKED = 12,   /* another run holds the lock */
    DH_ESTOPPED = 13,  /* dh_context_stop was called */
    DH_EWORKER = 14,   /* the worker process died over this page */
    DH_ETIMEOUT = 15,  /* the watchdog clock ran out */
    DH_EINTERNAL = 16, /* a mistake of ours */
    DH_END = 17        /* no more items: never seen outside an iteration */
};

/* A detail for people; the caller's, may be NULL. pos is a byte offset or a line number (0:
 * neither). */
struct dh_detail {
    enum dh_err code;
    uint64_t pos;
    char msg[256]; /* lower case, no full stop, NUL-ended, escaped for terminals */
};

/* "out of memory" and the like; never NULL, "unknown error" for numbers of a newer library. */
DH_API const char *dh_strerror(enum dh_err e);

/* The version of the library that runs, e.g. "0.1.0"; DH_VERSION is that of the header. */
DH_API const char *dh_version(void);

/* What a fragment is taken for. STORY is text of the article; the kinds behind it are removed by
 * default, but for those marked kept. Numbers are not stable between versions, names are. */
enum dh_kind {
    DH_STORY,
    DH_SHARE,      /* share buttons, "Share this", runs of network names */
    DH_AD,         /* advertisement markers */
    DH_CAPTION,    /* picture captions */
    DH_CREDIT,     /* photographer and agency credits */
    DH_RELATED,    /* read more, related and recommended stories */
    DH_NEWSLETTER, /* sign-up, subscription, paywall, registration */
    DH_COMMENTS,   /* comments, counts, reactions */
    DH_TOOLS,      /* print, mail, listen, text size, reading time, skip links */
    DH_STAMP,      /* date lines, update stamps */
    DH_BYLINE,     /* author lines and author boxes */
    DH_VIDEO,      /* players and their error messages */
    DH_TAGS,       /* tags, topics, breadcrumbs, section labels */
    DH_LEGAL,      /* copyright, standards, about the publisher */
    DH_PROMO,      /* follow us, get the app, other promotion */
    DH_COOKIE,     /* consent text */
    DH_SITE,       /* chrome told by statistics over the site */
    DH_REPEAT,     /* a second copy of content on the same page */
    DH_TITLE,      /* the headline standing in the body of a web page */
    DH_OTHER,      /* outside the article by the page's structure, no finer kind known */
    DH_CROSSHEAD,  /* kept: a heading between paragraphs */
    DH_DATELINE,   /* kept: "LONDON (AP) -" */
    DH_NOTE,       /* kept: corrections, updates, editor's notes, disclosures */
    DH_KINDS
};
/* "story", "share", ...; NULL when k is none of them. */
DH_API const char *dh_kind_name(enum dh_kind k);

enum dh_verdict {
    DH_KEPT,      /* there is text */
    DH_DUPLICATE, /* a second copy of a story of this batch or of the state */
    DH_EMPTY,     /* the page holds no article, or nothing was left */
    DH_FAILED     /* could not be read; dh_record_error says why */
};
DH_API const char *dh_verdict_name(enum dh_verdict v);

/* Where memory comes from. resize(self, p, n) works as realloc: p NULL allocates, n 0 frees and
 * answers NULL. Called on the caller's thread only. */
struct dh_allocator {
    void *(*resize)(void *self, void *p, size_t n);
    void *self;
};

/* ---- Options ------------------------------------------------------------------------------- */

/* Options by name, as on the command line without the dashes: dh_options_set(o, "captions",
 * "first"). dh_option_at lists them all, with help; a flag's value is "yes" or "no". */
struct dh_options;

enum dh_option_scope {
    DH_SCOPE_PAGE, /* how one page is cleaned: dh_clean and jobs */
    DH_SCOPE_JOB,  /* inputs, outputs, processes: jobs only */
    DH_SCOPE_FETCH /* downloads: dh_job_fetch only */
};
struct dh_option {
    const char *name;     /* "captions" */
    const char *arg;      /* "drop|first|keep" or "N"; NULL for a flag */
    const char *fallback; /* the default, as text; NULL: none */
    const char *help;     /* one line */
    enum dh_option_scope scope;
};
/* The i-th option, NULL past the last. Static. */
DH_API const struct dh_option *dh_option_at(size_t i);

/* All at their defaults. DH_ENOMEM. */
DH_API DH_MUST_USE enum dh_err dh_options_new(struct dh_options **out);
DH_API void dh_options_free(struct dh_options *o); /* NULL is fine */
/* DH_EUSAGE: no such option, or a value that does not fit; o is as it was. Copies value; NULL is
 * "yes". Options that take several values (keep, drop, without, field) add to what was set before.
 * What stands in files, and the names of without, is looked at when a context is made. */
DH_API DH_MUST_USE enum dh_err dh_options_set(struct dh_options *o, const char *name,
                                              const char *value, struct dh_detail *d);

/* ---- Context ------------------------------------------------------------------------------- */

struct dh_context;

/* o NULL: defaults; o is read, not kept. a NULL: malloc. *out is untouched on failure. DH_EUSAGE: a
 * rule of option without that there is not; DH_ECONFIG: option rules names a file that is not there
 * or has an error. About a millisecond, with option rules, for which all tables are made anew,
 * more than a hundred; use one context for many pages. */
DH_API DH_MUST_USE enum dh_err dh_context_new(struct dh_context **out, const struct dh_options *o,
                                              struct dh_detail *d);
DH_API DH_MUST_USE enum dh_err dh_context_new_with(struct dh_context **out,
                                                   const struct dh_options *o,
                                                   const struct dh_allocator *a,
                                                   struct dh_detail *d);
DH_API void dh_context_free(struct dh_context *c); /* NULL is fine */
/* Asks a running job to finish the page at hand and return DH_ESTOPPED; jobs of this context that
 * begin later return it at once. Async-signal-safe. */
DH_API void dh_context_stop(struct dh_context *c);

/* ---- One page ------------------------------------------------------------------------------ */

/* What is known about the bytes from elsewhere; any field may be NULL. */
struct dh_hints {
    const char *id;           /* the record's id; NULL: the URL, else a hash of the content */
    const char *url;          /* where the page came from */
    const char *content_type; /* the HTTP header's value, with or without charset */
    const char *charset;      /* a label; wins over header and page; ignored when unknown */
    const char *site;         /* the site key; NULL: from URL or canonical link */
};

/* The result for one page: text, what was cut and why, and metadata. Lives until dh_record_free,
 * and longer than the context it came from. */
struct dh_record;

/* Cleans one page or one scraped text. DH_OK with verdict DH_FAILED where the page, not the caller,
 * is at fault (budget, damage); an error only for DH_ENOMEM, *out is untouched then.
 * bytes are read only during the call and need no NUL. Bytes past --max-size: verdict failed. */
DH_API DH_MUST_USE enum dh_err dh_clean(struct dh_context *c, const void *bytes, size_t n,
                                        const struct dh_hints *h, struct dh_record **out,
                                        struct dh_detail *d);
DH_API void dh_record_free(struct dh_record *r); /* NULL is fine */

DH_API struct dh_str dh_record_text(const struct dh_record *r); /* no newline added */
DH_API enum dh_verdict dh_record_verdict(const struct dh_record *r);
DH_API struct dh_str dh_record_error(const struct dh_record *r); /* empty unless failed */
/* That the text is the article, from 0 to 1; below 0: not known, as of scraped text. */
DH_API double dh_record_confidence(const struct dh_record *r);

/* Where a job read what is not named by a file of its own, for messages, since a record never tells
 * its place: *path is the file of a row or an archived page, or "-" for standard input; NULL: a
 * file or download of its own, or not known. The answer is the line of a row, from 1; 0: no row.
 * Both live as long as the callback that gave r. */
DH_API uint64_t dh_record_line(const struct dh_record *r, const char **path);

/* One field by its name in the record (dehusk-record.5): "id", "url", "canonical", "site",
 * "sitename", "title", "author", "published", "modified", "section", "image", "lang", "type",
 * "unit", "charset", "source", "duplicate_of". Empty: not known, or no such field. */
DH_API struct dh_str dh_record_field(const struct dh_record *r, const char *name);

/* A change of the input text: [at, at + was.n) held `was` and became `now`. Sorted by at, disjoint.
 */
struct dh_change {
    uint64_t at;        /* byte offset in the decoded input text */
    struct dh_str was;  /* what stood there; may hold bytes that are no UTF-8 */
    struct dh_str now;  /* what stands there instead; empty for a removal */
    enum dh_kind kind;  /* why it went; DH_STORY: a repair */
    struct dh_str rule; /* the row or grammar that decided, e.g. "ad.en.advertisement" */
};
DH_API size_t dh_record_changes(const struct dh_record *r);
DH_API struct dh_change dh_record_change(const struct dh_record *r, size_t i); /* i < changes */

/* Text of a web page outside the element that holds the body. No change names it, so that a record
 * does not carry the whole page: it is counted here, and listed with --outside. */
struct dh_outside {
    uint32_t blocks, bytes;
    struct dh_str text; /* a block a line; empty without --outside */
};
DH_API struct dh_outside dh_record_outside(const struct dh_record *r);

/* The record as one line of JSON without newline (dehusk-record.5); lives as long as the record.
 * DH_ENOMEM. */
DH_API DH_MUST_USE enum dh_err dh_record_json(struct dh_record *r, struct dh_str *out);

/* The decoded input text, rebuilt from text and changes; lives as long as the record. DH_ENOMEM. */
DH_API DH_MUST_USE enum dh_err dh_record_restore(struct dh_record *r, struct dh_str *out);

/* ---- Batches ------------------------------------------------------------------------------- */

/* Pages that are judged together: two passes over one parse, kept in a temporary file between them,
 * so memory does not grow with the batch. Errors: DH_ENOMEM; DH_ECREATE, DH_EACCESS and DH_EIO of
 * that file (option tmp says where it goes). c must outlive the batch. */
struct dh_batch;

DH_API DH_MUST_USE enum dh_err dh_batch_new(struct dh_batch **out, struct dh_context *c,
                                            struct dh_detail *d);
DH_API DH_MUST_USE enum dh_err dh_batch_add(struct dh_batch *b, const void *bytes, size_t n,
                                            const struct dh_hints *h, struct dh_detail *d);
/* Gives every page's record to put, in the order of the adds; the record lives during the call
 * only. A result other than DH_OK from put ends the batch and is returned. A batch that held pages
 * can only be freed after that: all else is DH_EUSAGE. */
DH_API DH_MUST_USE enum dh_err dh_batch_finish(struct dh_batch *b,
                                               enum dh_err (*put)(void *self, struct dh_record *r),
                                               void *self, struct dh_detail *d);
DH_API void dh_batch_free(struct dh_batch *b); /* NULL is fine; before the context */

/* ---- Jobs: inputs to outputs, as the program does them ------------------------------------- */

struct dh_job_stats {
    uint64_t pages, kept, duplicate, empty, failed; /* pages == the sum of the others */
    uint64_t missing;                               /* inputs that could not be read at all */
    uint64_t bytes_in, bytes_out;
    uint64_t removed, repaired; /* changes */
};

/* What a job tells while it runs; any member may be NULL. Called on the caller's thread. */
struct dh_job_watch {
    /* Each page, in output order. Asking for it takes time: pages are put together in the caller's
     * process then, not by workers. */
    void (*record)(void *self, struct dh_record *r);
    /* A page with that verdict; path and line as dh_record_line has them. */
    void (*failed)(void *self, struct dh_str id, struct dh_str why, const char *path,
                   uint64_t line);
    void (*problem)(void *self, const char *input,
                    const struct dh_detail *d); /* an input is left out */
    /* Now and then. total 0: inputs are still being read, and s->pages counts those that were.
     * Where pages wait for the last of them to be compared, total is known from then on, and
     * s->pages counts from 0 again. */
    void (*progress)(void *self, const struct dh_job_stats *s, uint64_t total);
    void *self;
};

/* Cleans every input (file, directory, URL, "-"; n 0 means standard input) and writes what the
 * options output, format and records say. DH_OK also when pages failed: see stats (NULL, here and
 * below: not wanted). DH_EUSAGE: options that do not go together, an input that is an output as
 * well. DH_ECREATE, DH_EACCESS, DH_EIO, DH_EPIPE: an output, the temporary file. DH_ELOCKED,
 * DH_EDATA, DH_ENOINPUT: the state. DH_EWORKER: no process can be made. DH_ESTOPPED:
 * dh_context_stop. The jobs below answer the same where they do the same. */
DH_API DH_MUST_USE enum dh_err dh_job_clean(struct dh_context *c, const char *const *inputs,
                                            size_t n, const struct dh_job_watch *w,
                                            struct dh_job_stats *stats, struct dh_detail *d);

/* Reads and counts every input as dh_job_clean does, and writes nothing but option state. */
DH_API DH_MUST_USE enum dh_err dh_job_scan(struct dh_context *c, const char *const *inputs,
                                           size_t n, const struct dh_job_watch *w,
                                           struct dh_job_stats *stats, struct dh_detail *d);

/* ---- Fetching: what `dehusk fetch` does. Polite (robots.txt, one request at a time and host,
 * pace, back-off) and, with option state, incremental. Option contact or user-agent is needed;
 * options output (a directory for WARC files), state, wait, allow-private and those of
 * DH_SCOPE_FETCH count. */

enum dh_source_kind {
    DH_SOURCE_PAGE,    /* a URL */
    DH_SOURCE_LIST,    /* a file of URLs, one a line; "-": standard input */
    DH_SOURCE_FEED,    /* RSS, Atom, JSON Feed */
    DH_SOURCE_SITEMAP, /* or an index of such */
    DH_SOURCE_FRONT    /* a page that names its feeds */
};
struct dh_fetch_source {
    enum dh_source_kind kind;
    const char *where;
};

struct dh_fetch_stats {
    uint64_t hosts, hosts_down;               /* asked; given up, or silent */
    uint64_t requests, bodies, not_modified;  /* robots.txt and lists included */
    uint64_t bytes;                           /* received */
    uint64_t pages, changed, unchanged, gone; /* pages: new ones */
    uint64_t failed;                          /* URLs and lines of lists that came to nothing */
    uint64_t busy;                            /* of these: the host said "later" (429, 503) */
    uint64_t refused;                         /* robots.txt forbids them, or off the list's site */
    uint64_t not_due, left;                   /* for a later run, by schedule, by limits */
    int out_of_time;                          /* not 0: max-runtime or a stop left something over */
};

struct dh_fetch_watch {
    /* A page: visit is "new", "changed", "unchanged" or "gone"; bytes of its body. */
    void (*page)(void *self, const char *visit, long status, struct dh_str url, uint64_t bytes);
    /* A URL that came to nothing; cause is a word, "timeout", words tell more. */
    void (*problem)(void *self, struct dh_str url, const char *cause, const char *words);
    /* A line of a DH_SOURCE_LIST that is no http or https URL; the others are fetched. */
    void (*bad_line)(void *self, const char *file, uint64_t line);
    /* At the end, each host and cause: how many URLs came to nothing. words: the cause for people.
     */
    void (*host)(void *self, const char *host, const char *cause, const char *words,
                 uint64_t count);
    void (*progress)(void *self, const struct dh_fetch_stats *s);
    void *self;
};

/* Downloads what is new or has changed. The state is brought up to date when the WARC files are
 * complete. DH_OK also when URLs failed, and when time was over: see stats. DH_EUSAGE: a source
 * that is no URL; no contact. dh_context_stop ends it as max-runtime does. */
DH_API DH_MUST_USE enum dh_err dh_job_fetch(struct dh_context *c,
                                            const struct dh_fetch_source *sources, size_t n,
                                            const struct dh_fetch_watch *w,
                                            struct dh_fetch_stats *stats, struct dh_detail *d);

/* Rebuilds the input texts from record files ("-": standard input) to the output of options output
 * and format. DH_EDATA: a line that is no record, pos is its number. */
DH_API DH_MUST_USE enum dh_err dh_job_restore(struct dh_context *c, const char *const *inputs,
                                              size_t n, const struct dh_job_watch *w,
                                              struct dh_job_stats *stats, struct dh_detail *d);

/* Where a report of what was cut goes, and how: paths, "-": standard output; NULL: not wanted. */
struct dh_report_outputs {
    const char *html; /* one page that needs nothing else */
    const char *text; /* for a terminal or a mail */
};
/* Reads record files ("-": standard input) and tells what was cut from them: by kind, rule and
 * site, and what somebody should look at. Memory does not grow with them; options memory and tmp
 * count. Nothing is written before all is read. Lines that are no records are counted as failed,
 * and the first are told to w->problem; the others as kept. DH_EDATA: no line is a record. */
DH_API DH_MUST_USE enum dh_err dh_job_report(struct dh_context *c, const char *const *inputs,
                                             size_t n, const struct dh_report_outputs *to,
                                             const struct dh_job_watch *w,
                                             struct dh_job_stats *stats, struct dh_detail *d);

/* ---- Runs from cron (dehusk.conf.5) -------------------------------------------------------- */

/* A key of the configuration. Strings are static. */
struct dh_run_key {
    const char *section;  /* "fetch" */
    const char *name;     /* "delay" */
    const char *arg;      /* "SECONDS" */
    const char *fallback; /* the default, as text; NULL: none */
    const char *help;     /* one line */
    int many;             /* not 0: it may be given several times */
};
/* The i-th key into *out; 0 past the last. */
DH_API int dh_run_key_at(size_t i, struct dh_run_key *out);

/* A configuration and what became of running it. One thread, but for dh_run_stop. */
struct dh_run;

struct dh_run_summary {
    struct dh_job_stats pages;
    uint64_t unchanged; /* files, rows and pages that were looked at and not worked on again */
    uint64_t gone;      /* pages that are no longer where they were; their outputs stay */
    uint64_t forbidden; /* pages that were not asked for: robots.txt; no failures */
    uint64_t requests, bodies, not_modified, bytes_received;
    uint64_t hosts, hosts_down; /* asked; given up, or silent */
    uint64_t failures;          /* pages, URLs and inputs that came to nothing */
    uint64_t state_bytes;       /* size of the state file at the end */
    int64_t started, ended;     /* seconds since 1970, by the machine's clock */
    double seconds;             /* between them, by a clock that is not set */
    int out_of_time;            /* not 0: max-runtime left something over */
};

/* Failures of one reason at one host (or of one source), in the order of their names. Of several
 * the reason is without what differs: "line N of ..."; of one it is the message. */
struct dh_run_failure {
    const char *where, *reason; /* NUL-ended, not escaped */
    uint64_t count;
};

/* What a run tells while it goes on; any member may be NULL. */
struct dh_run_watch {
    /* An error of the configuration, "FILE:LINE: what is wrong; what to do". */
    void (*config)(void *self, enum dh_err e, const char *msg);
    void (*warning)(void *self, const char *msg); /* something the run does without */
    void (*record)(void *self, struct dh_record *r);
    void *self;
};

/* Reads a configuration and looks at the file system, without changing anything. DH_ECONFIG: it
 * has errors; DH_ECREATE, DH_EACCESS: outputs or the state cannot be made; watch was told each.
 * watch (NULL: none) is kept as a view. *out is set also then, for dh_run_check and
 * dh_run_metrics. */
DH_API DH_MUST_USE enum dh_err dh_run_new(struct dh_run **out, const char *config,
                                          const struct dh_run_watch *watch, struct dh_detail *d);
/* Looks for sources that are not there or cannot be read, which a run does without, and into the
 * lists of URLs, of which it passes over lines that are none. DH_ECONFIG, DH_EACCESS: there are
 * such; watch was told. DH_EDATA: what stands in the state's place is none, or one of another
 * version. */
DH_API DH_MUST_USE enum dh_err dh_run_check(struct dh_run *r, struct dh_detail *d);
/* Sets a key of [run] in place of what the configuration has. DH_EUSAGE. */
DH_API DH_MUST_USE enum dh_err dh_run_set(struct dh_run *r, const char *name, const char *value,
                                          struct dh_detail *d);
/* Files and rows of its directories and JSONL files are worked on though they are known: their
 * texts are written anew, in their places. */
DH_API void dh_run_again(struct dh_run *r);
/* Runs it once: gets what is new, cleans it, writes it, and then the state. DH_OK also where pages
 * failed: see the summary. DH_ELOCKED: another run is under way. DH_ENET: there was something to
 * get and no host answered. DH_ETIMEOUT: max-runtime is over and something is left, or (nothing
 * was written then) grace is over too. DH_ENOINPUT, DH_EACCESS: none of the sources is there to be
 * read. DH_ESTOPPED: as dh_run_stop says. */
DH_API DH_MUST_USE enum dh_err dh_run_go(struct dh_run *r, struct dh_detail *d);
/* Asks a run to begin nothing new, write what it has and return DH_ESTOPPED. Async-signal-safe. */
DH_API void dh_run_stop(struct dh_run *r);
/* Seconds: what the run may wait before it begins, its max-runtime (0: none) and grace. */
DH_API void dh_run_limits(const struct dh_run *r, uint64_t *before, uint64_t *runtime,
                          uint64_t *grace);
DH_API void dh_run_summary(const struct dh_run *r, struct dh_run_summary *out);
/* The i-th group of failures; 0 past the last. */
DH_API int dh_run_failure_at(const struct dh_run *r, size_t i, struct dh_run_failure *out);
/* The summary as one line of JSON without line end, with `code` as its exit_code; lives as long
 * as r. */
DH_API DH_MUST_USE enum dh_err dh_run_json(struct dh_run *r, int code, struct dh_str *out);
/* Writes metrics-file, when there is one, atomically. DH_ECREATE, DH_EACCESS, DH_EIO. */
DH_API DH_MUST_USE enum dh_err dh_run_metrics(struct dh_run *r, int code, struct dh_detail *d);
DH_API void dh_run_free(struct dh_run *r); /* NULL is fine */

/* ---- State files (dehusk-state.5) ---------------------------------------------------------------
 * wait: seconds to wait for the lock of another run. DH_ELOCKED: it is still held. DH_EDATA: no
 * state, damaged, or of another version. DH_EUSAGE: "-", or no name for what is written.
 * DH_ENOINPUT, DH_EACCESS, DH_EIO: the file; of what is written DH_ECREATE too. */

/* Merges states into output, which is replaced as a whole; it may be one of them, and must be a
 * state if it is there (DH_EDATA). The order of inputs and how often one is named changes nothing.
 */
DH_API DH_MUST_USE enum dh_err dh_state_merge(const char *output, const char *const *inputs,
                                              size_t n, unsigned wait, struct dh_detail *d);

/* Checks a state's structure and contents. */
DH_API DH_MUST_USE enum dh_err dh_state_verify(const char *path, unsigned wait,
                                               struct dh_detail *d);

/* Takes over a state that another public suffix list or version of Unicode made, which is refused
 * else: what it holds stays. Sites and lines whose keys are others now are counted anew. */
DH_API DH_MUST_USE enum dh_err dh_state_adopt(const char *path, unsigned wait, struct dh_detail *d);

/* Forgets stories that were last seen more than `days` days before today, and what was counted of
 * them; the file gets smaller where there is room for a copy. *stories and *fragments say how many
 * went; NULL: not wanted. */
DH_API DH_MUST_USE enum dh_err dh_state_expire(const char *path, unsigned days, unsigned wait,
                                               uint64_t *stories, uint64_t *fragments,
                                               struct dh_detail *d);

/* Gives what the state holds as lines of JSON, without line ends: everything, or (brief) one line
 * of counts and versions, and the size of the file, which differs where states hold the same. A
 * result other than DH_OK from put ends it and is returned. */
DH_API DH_MUST_USE enum dh_err dh_state_list(const char *path, int brief, unsigned wait,
                                             enum dh_err (*put)(void *self, struct dh_str line),
                                             void *self, struct dh_detail *d);

/* ---- For people ---------------------------------------------------------------------------- */

/* Copies s for a terminal or a log into dst[cap], NUL-ended: control characters, bidi controls and
 * bytes that are no UTF-8 become \xNN or \u{NNNN}; cut with "..." at a whole character. Answers
 * dst. cap >= 8. */
DH_API char *dh_escape(char *dst, size_t cap, struct dh_str s);

#ifdef __cplusplus
}
#endif
#endif
