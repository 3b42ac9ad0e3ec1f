/* SPDX-License-Identifier: MIT */
/* The configuration of `dehusk run` (dehusk.conf.5): an ini file, by libinih, to settings. One
 * table of keys feeds the parser, the list that dh_run_key_at gives, and so the manual's test. Keys
 * of [clean] are the library's options of the same names (options.c).
 *
 * A relative path is relative to the directory of the configuration file. Every error of the file
 * is reported, each as "FILE:LINE: what is wrong; what to do". Only this file includes ini.h. One
 * thread a configuration. */
#ifndef DH_CONFIG_H
#define DH_CONFIG_H

#include "job/options.h"

enum dh_config_kind {
    DH_CONFIG_FEED,
    DH_CONFIG_SITEMAP,
    DH_CONFIG_FRONT,
    DH_CONFIG_URLS,      /* a file with one URL a line */
    DH_CONFIG_DIRECTORY, /* that another scraper fills */
    DH_CONFIG_JSONL      /* the same, one file of rows */
};
static inline bool dh_config_is_local(enum dh_config_kind k)
{
    return k == DH_CONFIG_DIRECTORY || k == DH_CONFIG_JSONL;
}

struct dh_config_source {
    enum dh_config_kind kind;
    const char *name; /* as the file has it */
    const char *path; /* resolved; of a URL the same as name */
    unsigned line;
    bool refused; /* what stands there can be no source: dh_config_check told it */
    bool absent;  /* this run cannot look into it */
};

enum dh_changed { DH_CHANGED_REPLACE, DH_CHANGED_KEEP };
enum dh_rotate_at { DH_ROTATE_SIZE, DH_ROTATE_DAY };

/* Strings live as long as the configuration; NULL where a key was not given. */
struct dh_config {
    struct dh_arena arena;
    const char *path; /* of the file */
    struct dh_options *options;
    struct dh_config_source *sources;
    size_t n_sources, cap_sources;
    /* [fetch] and [clean] are in options, but for: */
    const char *warc;
    /* [output] */
    const char *texts, *records;
    int changed, rotate; /* enum dh_changed, dh_rotate_at */
    uint64_t rotate_size;
    /* [state] */
    const char *state;
    uint64_t expire; /* seconds; 0: never */
    /* [run] */
    uint64_t max_runtime, grace, wait, splay; /* seconds; max_runtime 0: none */
    const char *metrics;
    uint64_t cleaning; /* a hash of what [clean] says on texts, and of its rules; never 0 */
    bool anew; /* files and rows are worked on whether they are known or not: dh_run_again */
    unsigned lines[96]; /* of each key: where it was given first; 0: not at all */
};

/* Tells one error; msg is NUL-ended and escaped. */
typedef void dh_config_report(void *self, enum dh_err e, const char *msg);

/* Reads the file. DH_ECONFIG: it has errors, all of them reported; DH_ENOMEM. c is to be released
 * whatever happens. */
DH_MUST_USE enum dh_err dh_config_read(struct dh_config *c, const char *path,
                                       dh_config_report *report, void *self, struct dh_detail *d);
/* Sets a key of [run] as the file would, for the command line. DH_EUSAGE. */
DH_MUST_USE enum dh_err dh_config_set(struct dh_config *c, const char *name, const char *value,
                                      struct dh_detail *d);
/* Looks at the file system without changing it: sources that are of the wrong kind or hold the
 * outputs, and outputs and a state that cannot be made. The first error is answered, all are
 * reported: DH_ECONFIG, DH_ECREATE, DH_EACCESS. */
DH_MUST_USE enum dh_err dh_config_check(struct dh_config *c, dh_config_report *report, void *self,
                                        struct dh_detail *d);
/* Whether the source can be looked into, as far as a path tells; a run does without one that
 * cannot. DH_ENOINPUT, DH_EACCESS. A file of rows need not be there yet. */
DH_MUST_USE enum dh_err dh_config_source_there(const struct dh_config_source *s,
                                               struct dh_detail *d);
/* The same of all sources, each that is not there as an error of the configuration: DH_ECONFIG,
 * DH_EACCESS. */
DH_MUST_USE enum dh_err dh_config_check_sources(const struct dh_config *c, dh_config_report *report,
                                                void *self, struct dh_detail *d);
/* Looks for lines in the lists of URLs that are there which are none: a run passes over each. The
 * first few of a list are reported. DH_ECONFIG: there are such. */
DH_MUST_USE enum dh_err dh_config_check_lists(const struct dh_config *c, dh_config_report *report,
                                              void *self, struct dh_detail *d);
/* The place of the metrics, where the command line names it: no source, nor among the files of one,
 * and as dh_config_metrics_place. DH_EUSAGE. */
DH_MUST_USE enum dh_err dh_config_check_metrics(struct dh_config *c, struct dh_detail *d);
/* Whether metrics may be written to path: a file that is there and holds something else may be the
 * state, a record, or anybody's. DH_ECREATE. */
DH_MUST_USE enum dh_err dh_config_metrics_place(const char *path, struct dh_detail *d);
void dh_config_release(struct dh_config *c);

#endif
