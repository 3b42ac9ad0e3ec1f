/* SPDX-License-Identifier: MIT */
/* The keys of a configuration (config.h): their table, and their values as text to settings. One
 * thread a configuration. */
#ifndef DH_CONFKEYS_H
#define DH_CONFKEYS_H

#include "base/err.h"
#include "cron/config.h"

enum dh_confkey_shape {
    DH_KEY_SOURCE_URL,  /* one more source; max: its kind */
    DH_KEY_SOURCE_PATH, /* the same, with a path */
    DH_KEY_PATH,
    DH_KEY_CHOICE,  /* one of arg's words */
    DH_KEY_SIZE,    /* bytes, with K, M or G */
    DH_KEY_SECONDS, /* a time, with s, m, h or d */
    DH_KEY_OPTION   /* of the library, by name */
};

struct dh_confkey {
    struct dh_run_key pub;
    enum dh_confkey_shape shape;
    size_t at; /* of the member in struct dh_config */
    uint64_t min, max;
};

/* A walk over all keys, options of the library last. Begins as zeros. */
struct dh_confkey_walk {
    size_t key, section, option;
};
/* The next key; false: there are no more. */
bool dh_confkey_next(struct dh_confkey_walk *w, struct dh_confkey *out);
/* *index: its number. */
bool dh_confkey_find(const char *section, const char *name, struct dh_confkey *out, size_t *index);
/* Sets the key; a path is resolved against c->path. value is NUL-ended. DH_EUSAGE: it does not
 * fit. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_confkey_set(struct dh_config *c, const struct dh_confkey *k,
                                       struct dh_str value, unsigned line, struct dh_detail *d);
/* Sets all keys to what they are where the file does not name them. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_confkey_defaults(struct dh_config *c, struct dh_detail *d);
/* a and b in one NUL-ended string of the configuration; NULL: out of memory. */
const char *dh_confkey_join(struct dh_config *c, struct dh_str a, struct dh_str b);

/* Where the key was given first; 0: nowhere. */
unsigned dh_confkey_line(const struct dh_config *c, const char *section, const char *name);

/* Who is told what is wrong with a configuration, and what was told first. */
struct dh_complaints {
    const struct dh_config *config;
    dh_config_report *report; /* may be NULL */
    void *self;
    bool bare;              /* without the place: what is told of stands in no file */
    struct dh_detail first; /* code DH_OK: nothing; DH_ENOMEM comes before all else */
};
/* Reports "FILE:LINE: what is wrong" (line 0: of the whole file), escaped for a terminal. */
void dh_complain(struct dh_complaints *k, unsigned line, enum dh_err e, const char *fmt, ...)
    DH_PRINTF(4, 5);

#endif
