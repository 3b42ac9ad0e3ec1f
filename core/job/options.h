/* SPDX-License-Identifier: MIT */
/* Options by name (dehusk.h) to settings that the stages read. One table makes the parser, the
 * library's list and --help. One thread a set of options; the table is read only. */
#ifndef DH_OPTIONS_H
#define DH_OPTIONS_H

#include "base/mem.h"
#include "html/html.h"
#include "io/row.h"
#include "io/sink.h"
#include "io/source.h"

enum dh_duplicates { DH_DUPLICATES_MARK, DH_DUPLICATES_DROP, DH_DUPLICATES_KEEP };
enum dh_captions { DH_CAPTIONS_DROP, DH_CAPTIONS_FIRST, DH_CAPTIONS_KEEP };

/* What the caller wants; read-only once a context has it. Strings are NUL-ended copies, NULL when
 * not set. */
struct dh_settings {
    /* one page */
    int captions;   /* enum dh_captions */
    int type;       /* enum dh_type */
    int extractor;  /* enum dh_extractor */
    int standfirst; /* 0 keep, 1 drop */
    int embeds;     /* 0 keep, 1 drop */
    bool title;     /* the title goes before the text */
    bool outside;   /* list what lies outside the body */
    bool drop[DH_KINDS];
    const char *url, *charset, *site, *rules, *without;
    uint64_t max_size; /* bytes of one input, decoded */
    /* a job */
    int format; /* enum dh_format, or -1: text for one input, else jsonl */
    bool flush, allow_private;
    int duplicates;  /* enum dh_duplicates, or -1: drop below a directory, else mark */
    uint64_t memory; /* bytes for what the pages have in common; 0: 8 MiB, less in a small control
                        group (dh_settings_memory) */
    uint64_t jobs;   /* worker processes; 0: as many as there are cores */
    const char *state, *clusters;
    bool read_only;
    uint64_t wait; /* seconds for the lock of the state */
    const char *output, *records, *tmp, *user_agent;
    struct dh_row_fields fields;
    /* downloads (crawl.h has what they mean) */
    const char *contact, *ca_file, *proxy;
    uint64_t max_pages, max_runtime, grace, max_page, hosts, delay, delay_factor, timeout, slow,
        tries, revisit, revisit_lists, warc_size;
    bool same_site, once;
};

struct dh_options {
    struct dh_settings s;
    struct dh_arena arena; /* the strings */
};

/* A copy that shares nothing with o; release with dh_options_free. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_options_copy(struct dh_options **out, const struct dh_options *o,
                                        const struct dh_allocator *m);

/* hash, and what option name, which there is, is set to: the same for all that mean the same, such
 * as a list in another order, or the default where it is written out. */
uint64_t dh_options_hash(const struct dh_options *o, const char *name, uint64_t hash);

/* Bytes: what --memory says, or its default. */
size_t dh_settings_memory(const struct dh_settings *s);
/* Workers: what --jobs says, or as many as there are cores. */
size_t dh_settings_jobs(const struct dh_settings *s);

#endif
