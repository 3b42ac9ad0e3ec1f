/* SPDX-License-Identifier: MIT */
#include "cron/confkeys.h"

#include <stddef.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/url.h"

enum { SOURCES_MAX = 10000 };

/* ---- The keys */

#define AT(member) offsetof(struct dh_config, member)
#define YEAR       (366u * 86400u)

static const struct dh_confkey keys[] = {
    { { "sources", "feed", "URL", NULL, "an RSS, Atom or JSON feed; may be given again", 1 },
      DH_KEY_SOURCE_URL,
      0,
      0,
      DH_CONFIG_FEED },
    { { "sources", "sitemap", "URL", NULL, "a sitemap or an index of such; may be given again", 1 },
      DH_KEY_SOURCE_URL,
      0,
      0,
      DH_CONFIG_SITEMAP },
    { { "sources", "front-page", "URL", NULL,
        "a page that names its feeds in its head; may be given again", 1 },
      DH_KEY_SOURCE_URL,
      0,
      0,
      DH_CONFIG_FRONT },
    { { "sources", "urls", "FILE", NULL, "a list of pages, one URL a line; may be given again", 1 },
      DH_KEY_SOURCE_PATH,
      0,
      0,
      DH_CONFIG_URLS },
    { { "sources", "directory", "DIR", NULL,
        "pages, texts, rows and WARC files that another program puts there; may be given again",
        1 },
      DH_KEY_SOURCE_PATH,
      0,
      0,
      DH_CONFIG_DIRECTORY },
    { { "sources", "jsonl", "FILE", NULL,
        "rows that another program appends to this file; may be given again", 1 },
      DH_KEY_SOURCE_PATH,
      0,
      0,
      DH_CONFIG_JSONL },

    { { "output", "texts", "DIR", NULL,
        "a text file for each page, as SITE/YYYY/MM/DD/NAME-HASH.txt", 0 },
      DH_KEY_PATH,
      AT(texts),
      0,
      0 },
    { { "output", "records", "FILE", NULL, "the records of all pages, as FILE-000001.jsonl and on",
        0 },
      DH_KEY_PATH,
      AT(records),
      0,
      0 },
    { { "output", "rotate", "size|day", "size",
        "when a new file of records is begun: when one is larger than rotate-size, or also with "
        "the first run of a day (UTC)",
        0 },
      DH_KEY_CHOICE,
      AT(rotate),
      0,
      0 },
    { { "output", "rotate-size", "N", "256M", "bytes of a file of records", 0 },
      DH_KEY_SIZE,
      AT(rotate_size),
      4096,
      (uint64_t)1 << 40 },
    { { "output", "changed", "replace|keep", "replace",
        "a page that changed: its text replaces the old one, or stands beside it", 0 },
      DH_KEY_CHOICE,
      AT(changed),
      0,
      0 },

    { { "state", "file", "FILE", NULL, "what earlier runs saw; FILE.lock is made beside it", 0 },
      DH_KEY_PATH,
      AT(state),
      0,
      0 },
    { { "state", "expire", "TIME", "0", "forget what was not seen for so long; 0: never", 0 },
      DH_KEY_SECONDS,
      AT(expire),
      0,
      100u * YEAR / 4 },

    { { "run", "max-runtime", "TIME", "0",
        "begin nothing new after so long, finish what is begun; 0: no limit", 0 },
      DH_KEY_SECONDS,
      AT(max_runtime),
      0,
      YEAR },
    { { "run", "grace", "TIME", "5m", "end so long after max-runtime or a signal, whatever is left",
        0 },
      DH_KEY_SECONDS,
      AT(grace),
      1,
      86400 },
    { { "run", "wait", "TIME", "0", "wait so long for a run that is under way", 0 },
      DH_KEY_SECONDS,
      AT(wait),
      0,
      86400 },
    { { "run", "splay", "TIME", "0", "begin after a random time up to this", 0 },
      DH_KEY_SECONDS,
      AT(splay),
      0,
      86400 },
    { { "run", "metrics-file", "FILE", NULL,
        "counts of the run for the textfile collector of Prometheus", 0 },
      DH_KEY_PATH,
      AT(metrics),
      0,
      0 },

    { { "fetch", "warc", "DIR", NULL, "keep what was fetched there, as WARC files", 0 },
      DH_KEY_PATH,
      AT(warc),
      0,
      0 },
};

/* The section whose keys the library's option is one of; NULL: it is of the command line. */
static const char *section_of_option(const struct dh_option *o)
{
    static const struct {
        const char *name, *section; /* NULL: not for a run, whatever its scope says */
    } others[] = {
        { "url", NULL },           { "max-runtime", NULL },      { "grace", NULL },
        { "user-agent", "fetch" }, { "allow-private", "fetch" }, { "duplicates", "clean" },
        { "field", "clean" },      { "jobs", "clean" },          { "memory", "clean" },
        { "tmp", "clean" },
    };
    for (size_t i = 0; i < DH_LEN(others); i++)
        if (strcmp(o->name, others[i].name) == 0)
            return others[i].section;
    return o->scope == DH_SCOPE_PAGE ? "clean" : o->scope == DH_SCOPE_FETCH ? "fetch" : NULL;
}

static bool may_repeat(const char *option)
{
    static const char *const many[] = { "keep", "drop", "without", "field" };
    return dh_str_one_of(dh_str_c(option), many, DH_LEN(many));
}

bool dh_confkey_next(struct dh_confkey_walk *w, struct dh_confkey *out)
{
    static const char *const sections[] = { "fetch", "clean" };
    const struct dh_option *o;

    if (w->key < DH_LEN(keys)) {
        *out = keys[w->key++];
        return true;
    }
    for (; w->section < DH_LEN(sections); w->section++, w->option = 0)
        while ((o = dh_option_at(w->option++)) != NULL) {
            const char *section = section_of_option(o);
            if (!section || strcmp(section, sections[w->section]) != 0)
                continue;
            *out = (struct dh_confkey){ { section, o->name, o->arg ? o->arg : "yes|no", o->fallback,
                                          o->help, may_repeat(o->name) },
                                        DH_KEY_OPTION,
                                        0,
                                        0,
                                        0 };
            return true;
        }
    return false;
}

int dh_run_key_at(size_t i, struct dh_run_key *out)
{
    struct dh_confkey_walk w = { 0 };
    struct dh_confkey k;
    while (dh_confkey_next(&w, &k))
        if (i-- == 0) {
            *out = k.pub;
            return 1;
        }
    return 0;
}

bool dh_confkey_find(const char *section, const char *name, struct dh_confkey *out, size_t *index)
{
    struct dh_confkey_walk w = { 0 };
    for (*index = 0; dh_confkey_next(&w, out); ++*index)
        if (!strcmp(out->pub.section, section) && !strcmp(out->pub.name, name))
            return true;
    return false;
}

/* ---- Values */

/* "90", "90s", "5m", "2h", "1d" in seconds. */
static bool read_time(struct dh_str v, uint64_t *seconds)
{
    static const struct {
        char unit;
        uint64_t seconds;
    } units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
    uint64_t factor = 1, whole;

    for (size_t i = 0; v.n && i < DH_LEN(units); i++)
        if (v.p[v.n - 1] == units[i].unit) {
            factor = units[i].seconds;
            v = dh_str_sub(v, 0, v.n - 1);
            break;
        }
    if (!dh_str_number(v, 1u << 31, &whole))
        return false;
    *seconds = whole * factor;
    return true;
}

static bool read_size(struct dh_str v, uint64_t max, uint64_t *out)
{
    static const char units[] = "KMG";
    unsigned shift = 0;
    const char *u = v.n ? memchr(units, v.p[v.n - 1] & ~0x20, 3) : NULL;
    if (u) {
        shift = 10 * (unsigned)(u - units + 1);
        v.n--;
    }
    if (!dh_str_number(v, max >> shift, out))
        return false;
    *out <<= shift;
    return true;
}

const char *dh_confkey_join(struct dh_config *c, struct dh_str a, struct dh_str b)
{
    char *p = dh_arena_alloc(&c->arena, a.n + b.n + 1);
    if (!p)
        return NULL;
    if (a.n)
        memcpy(p, a.p, a.n);
    if (b.n)
        memcpy(p + a.n, b.p, b.n);
    p[a.n + b.n] = '\0';
    return p;
}

/* A path of the file, as seen from where the program runs. */
static const char *resolve(struct dh_config *c, struct dh_str value)
{
    size_t dir = value.p[0] == '/' ? 0 : (size_t)(dh_file_name(c->path) - c->path);
    return dh_confkey_join(c, (struct dh_str){ c->path, dir }, value);
}

static enum dh_err add_source(struct dh_config *c, const struct dh_confkey *k, struct dh_str value,
                              unsigned line, struct dh_detail *d)
{
    struct dh_config_source s = { .kind = (enum dh_config_kind)k->max, .line = line };

    if (k->shape == DH_KEY_SOURCE_URL && !dh_url_is_http(value))
        return dh_fail(d, DH_EUSAGE, 0, "'%.*s' is no http or https URL", (int)value.n, value.p);
    if (c->n_sources == SOURCES_MAX)
        return dh_fail(d, DH_EUSAGE, 0, "more than %d sources; a list of URLs holds more",
                       SOURCES_MAX);
    s.name = dh_confkey_join(c, value, DH_STR_NONE);
    s.path = k->shape == DH_KEY_SOURCE_URL ? s.name : resolve(c, value);
    if (!s.name || !s.path ||
        (c->n_sources == c->cap_sources &&
         !dh_arena_grow(&c->arena, (void **)&c->sources, c->n_sources, &c->cap_sources, sizeof s)))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    c->sources[c->n_sources++] = s;
    return DH_OK;
}

static bool read_choice(const char *words, struct dh_str value, int *to)
{
    struct dh_str rest = dh_str_c(words), word;
    for (int i = 0; dh_str_split(&rest, '|', &word); i++)
        if (dh_str_eq(word, value)) {
            *to = i;
            return true;
        }
    return false;
}

/* Times may have a unit here, as those of [run] have. */
static enum dh_err set_option(struct dh_config *c, const struct dh_confkey *k, struct dh_str value,
                              struct dh_detail *d)
{
    const char *name = k->pub.name, *v = value.p;
    bool path = !strcmp(name, "rules") || !strcmp(name, "tmp") || !strcmp(name, "ca-file");
    char number[24];
    uint64_t seconds;

    if (!strcmp(k->pub.arg ? k->pub.arg : "", "SECONDS") && read_time(value, &seconds)) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)seconds);
        v = number;
    }
    if (value.n && path && !(v = resolve(c, value)))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    return dh_options_set(c->options, name, v, d);
}

static enum dh_err does_not_fit(const struct dh_confkey *k, struct dh_str value,
                                struct dh_detail *d)
{
    char range[80] = "";

    if (k->shape == DH_KEY_SECONDS)
        snprintf(range, sizeof range, " (30s, 5m, 2h, 1d; %llu to %llu seconds)",
                 (unsigned long long)k->min, (unsigned long long)k->max);
    else if (k->shape == DH_KEY_SIZE)
        snprintf(range, sizeof range, " (bytes, or with K, M, G; %llu to %llu)",
                 (unsigned long long)k->min, (unsigned long long)k->max);
    return dh_fail(d, DH_EUSAGE, 0, "'%s' takes %s%s, not '%.*s'", k->pub.name, k->pub.arg, range,
                   (int)value.n, value.p);
}

enum dh_err dh_confkey_set(struct dh_config *c, const struct dh_confkey *k, struct dh_str value,
                           unsigned line, struct dh_detail *d)
{
    void *to = (char *)c + k->at;
    uint64_t v = 0;
    int choice = 0;
    bool ok = value.n > 0;

    switch (k->shape) {
    case DH_KEY_SOURCE_URL:
    case DH_KEY_SOURCE_PATH:
        if (ok)
            return add_source(c, k, value, line, d);
        break;
    case DH_KEY_PATH:
        if (ok)
            *(const char **)to = resolve(c, value);
        if (ok && !*(const char **)to)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory");
        break;
    case DH_KEY_CHOICE:
        ok = read_choice(k->pub.arg, value, &choice);
        *(int *)to = choice;
        break;
    case DH_KEY_SIZE:
        ok = read_size(value, k->max, &v) && v >= k->min;
        *(uint64_t *)to = v;
        break;
    case DH_KEY_SECONDS:
        ok = read_time(value, &v) && v >= k->min && v <= k->max;
        *(uint64_t *)to = v;
        break;
    case DH_KEY_OPTION:
        return set_option(c, k, value, d);
    }
    return ok ? DH_OK : does_not_fit(k, value, d);
}

enum dh_err dh_confkey_defaults(struct dh_config *c, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < DH_LEN(keys); i++)
        if (keys[i].pub.fallback)
            e = dh_confkey_set(c, &keys[i], dh_str_c(keys[i].pub.fallback), 0, d);
    return e;
}

unsigned dh_confkey_line(const struct dh_config *c, const char *section, const char *name)
{
    struct dh_confkey k;
    size_t i;
    return dh_confkey_find(section, name, &k, &i) ? c->lines[i] : 0;
}

void dh_complain(struct dh_complaints *k, unsigned line, enum dh_err e, const char *fmt, ...)
{
    char msg[1024], text[1400], safe[1400];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    if (k->bare)
        snprintf(text, sizeof text, "%s", msg);
    else if (line)
        snprintf(text, sizeof text, "%s:%u: %s", k->config->path, line, msg);
    else
        snprintf(text, sizeof text, "%s: %s", k->config->path, msg);
    dh_escape(safe, sizeof safe, dh_str_c(text));
    if (k->report)
        k->report(k->self, e, safe);
    if (k->first.code == DH_OK || e == DH_ENOMEM)
        dh_fail(&k->first, e, line, "%s", safe);
}
