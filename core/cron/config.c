/* SPDX-License-Identifier: MIT */
#include "cron/config.h"

#include <assert.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "crawl/crawl.h"
#include "cron/confkeys.h"

enum {
    FILE_MAX = 1 << 20, /* bytes of a configuration */
    LINE_LONGEST = 198, /* bytes that libinih as Debian builds it takes of a line */
    SYNTAX_ERRORS = 20  /* after so many a file is none */
};

/* ---- The file */

struct reading {
    struct dh_config *c;
    struct dh_str text, rest;
    unsigned line; /* of what was read last */
    unsigned bad[SYNTAX_ERRORS], n_bad;
    bool quiet; /* syntax only: values were set before */
    struct dh_complaints told;
    char section[64]; /* "[name": an unknown one that was told */
};

static bool known_bad(const struct reading *r, unsigned line)
{
    for (unsigned i = 0; i < r->n_bad; i++)
        if (r->bad[i] == line)
            return true;
    return false;
}

/* For libinih: the next line, as fgets would give it. What it would misread is left out here. */
static char *next_line(char *dst, int room, void *self)
{
    struct reading *r = self;
    struct dh_str line;

    if (!dh_str_split(&r->rest, '\n', &line) || (!r->rest.p && !line.n))
        return NULL;
    r->line++;
    if (memchr(line.p ? line.p : "", '\0', line.n)) {
        if (!r->quiet)
            dh_complain(&r->told, r->line, DH_ECONFIG, "a NUL byte; this is no text file");
        line.n = 0;
    } else if (line.n > LINE_LONGEST || line.n + 2 > (size_t)room) {
        if (!r->quiet)
            dh_complain(&r->told, r->line, DH_ECONFIG,
                        "a line of %zu bytes, more than %d; long URLs go into a file for 'urls', "
                        "kinds and rules over several lines",
                        line.n, LINE_LONGEST);
        line.n = 0;
    } else if (known_bad(r, r->line)) {
        line.n = 0;
    }
    if (line.n)
        memcpy(dst, line.p, line.n);
    dst[line.n] = '\n';
    dst[line.n + 1] = '\0';
    return dst;
}

/* What a person may have meant: a section that has such a key. */
static const char *section_of(const char *name)
{
    struct dh_confkey_walk w = { 0 };
    struct dh_confkey k;
    while (dh_confkey_next(&w, &k))
        if (!strcmp(k.pub.name, name))
            return k.pub.section;
    return NULL;
}

static bool is_section(const char *section)
{
    struct dh_confkey_walk w = { 0 };
    struct dh_confkey k;
    while (dh_confkey_next(&w, &k))
        if (!strcmp(k.pub.section, section))
            return true;
    return false;
}

static void no_such_key(struct reading *r, const char *section, const char *name)
{
    const char *other = section_of(name);
    if (!is_section(section)) {
        if (!r->section[0] || strncmp(r->section + 1, section, sizeof r->section - 2) != 0)
            dh_complain(&r->told, r->line, DH_ECONFIG,
                        section[0] ? "there is no section [%s]; there are [sources], [fetch], "
                                     "[clean], [output], [state] and [run]"
                                   : "a key%s before the first [section]",
                        section);
        snprintf(r->section, sizeof r->section, "[%s", section); /* told once */
    } else if (other) {
        dh_complain(&r->told, r->line, DH_ECONFIG, "'%s' belongs in [%s], not in [%s]", name, other,
                    section);
    } else {
        dh_complain(&r->told, r->line, DH_ECONFIG,
                    "there is no key '%s' in [%s]; dehusk run --keys lists them", name, section);
    }
}

/* For libinih: one key with its value. */
static int take(void *self, const char *section, const char *name, const char *value)
{
    struct reading *r = self;
    struct dh_detail d = { .code = DH_OK };
    struct dh_confkey k;
    size_t i;

    if (r->quiet)
        return 1;
    if (!dh_confkey_find(section, name, &k, &i)) {
        no_such_key(r, section, name);
        return 1;
    }
    assert(i < DH_LEN(r->c->lines));
    if (r->c->lines[i] && !k.pub.many) {
        dh_complain(&r->told, r->line, DH_ECONFIG,
                    "'%s' stands already in line %u; one of them has to go", name, r->c->lines[i]);
        return 1;
    }
    if (!r->c->lines[i])
        r->c->lines[i] = r->line;
    enum dh_err e = dh_confkey_set(r->c, &k, dh_str_c(value), r->line, &d);
    if (e)
        dh_complain(&r->told, r->line, e == DH_ENOMEM ? e : DH_ECONFIG, "%s", d.msg);
    return 1;
}

/* libinih names the first line that is no key, so it is asked again without that line. */
static void parse(struct reading *r)
{
    for (r->quiet = false; r->n_bad < SYNTAX_ERRORS; r->quiet = true) {
        r->rest = r->text;
        r->line = 0;
        int line = ini_parse_stream(next_line, r, take, r);
        if (line == 0)
            return;
        if (line < 0) {
            dh_complain(&r->told, 0, DH_ENOMEM, "out of memory");
            return;
        }
        dh_complain(&r->told, (unsigned)line, DH_ECONFIG,
                    "neither '[section]' nor 'key = value'; a comment begins with # or ;");
        r->bad[r->n_bad++] = (unsigned)line;
    }
}

/* What no single line tells. */
static void check_whole(struct reading *r)
{
    struct dh_config *c = r->c;
    bool remote = false;

    for (size_t i = 0; i < c->n_sources; i++) {
        remote = remote || !dh_config_is_local(c->sources[i].kind);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(c->sources[i].path, c->sources[k].path)) {
                dh_complain(&r->told, c->sources[i].line, DH_ECONFIG,
                            "the source '%s' stands already in line %u", c->sources[i].name,
                            c->sources[k].line);
                break;
            }
    }
    if (!c->n_sources)
        dh_complain(&r->told, 0, DH_ECONFIG,
                    "no source; [sources] needs a feed, a directory or the like");
    if (remote && !dh_crawl_names_who(c->options->s.contact, c->options->s.user_agent))
        dh_complain(&r->told, dh_confkey_line(c, "sources", "feed"), DH_ECONFIG,
                    "no contact; those who are fetched from want one: set 'contact' in [fetch]");
    if (!c->texts && !c->records)
        dh_complain(&r->told, 0, DH_ECONFIG, "no output; [output] needs 'texts' or 'records'");
    if (!c->state)
        dh_complain(&r->told, 0, DH_ECONFIG, "no state; [state] needs 'file'");
}

/* Whether a key of [clean] says what becomes of a page by its value: not how the work is done, nor
 * where the rules stand, which count themselves. */
static bool is_cleaning(const struct dh_run_key *k)
{
    static const char *const others[] = { "jobs", "memory", "tmp", "rules" };
    return !strcmp(k->section, "clean") &&
           !dh_str_one_of(dh_str_c(k->name), others, DH_LEN(others));
}

/* Of the settings, not of how the file says them. A file of rules that cannot be read is told by
 * who needs it. */
static uint64_t hash_cleaning(const struct dh_config *c)
{
    struct dh_buf rules;
    struct dh_confkey_walk w = { 0 };
    struct dh_confkey k;
    uint64_t hash = 0;

    while (dh_confkey_next(&w, &k))
        if (is_cleaning(&k.pub))
            hash = dh_options_hash(c->options, k.pub.name, hash);
    dh_buf_init(&rules, dh_mem_default(), FILE_MAX);
    if (c->options->s.rules && dh_file_read(c->options->s.rules, &rules, NULL) == DH_OK)
        hash = dh_hash64_more(hash, dh_buf_str(&rules));
    dh_buf_release(&rules);
    return hash ? hash : 1;
}

enum dh_err dh_config_read(struct dh_config *c, const char *path, dh_config_report *report,
                           void *self, struct dh_detail *d)
{
    struct reading r = { .c = c, .told = { .config = c, .report = report, .self = self } };
    struct dh_buf text;
    enum dh_err e;

    *c = (struct dh_config){ .path = path };
    dh_arena_init(&c->arena, dh_mem_default(), 64u << 20);
    dh_buf_init(&text, dh_mem_default(), FILE_MAX);
    e = dh_options_new(&c->options);
    if (e)
        dh_fail(d, e, 0, "out of memory");
    if (e == DH_OK)
        e = dh_confkey_defaults(c, d);
    if (e == DH_OK && (e = dh_file_read(path, &text, d)) != DH_OK) {
        if (e != DH_ENOMEM)
            e = DH_ECONFIG;
        if (report && d)
            report(self, e, d->msg);
    }
    if (e == DH_OK) {
        r.text = dh_buf_str(&text);
        parse(&r);
        check_whole(&r);
        c->cleaning = hash_cleaning(c);
        e = r.told.first.code;
        if (e)
            dh_fail(d, e, 0, "errors in the configuration '%s'", path);
    }
    dh_buf_release(&text);
    return e;
}

enum dh_err dh_config_set(struct dh_config *c, const char *name, const char *value,
                          struct dh_detail *d)
{
    struct dh_confkey k;
    size_t i;
    if (!dh_confkey_find("run", name, &k, &i))
        return dh_fail(d, DH_EUSAGE, 0, "no such option '%s'", name);
    if (k.shape == DH_KEY_PATH && value[0]) { /* of the command line: as seen from here */
        const char *copy = dh_confkey_join(c, dh_str_c(value), DH_STR_NONE);
        if (!copy)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory");
        *(const char **)((char *)c + k.at) = copy;
        return DH_OK;
    }
    return dh_confkey_set(c, &k, dh_str_c(value), 0, d);
}

void dh_config_release(struct dh_config *c)
{
    dh_options_free(c->options);
    if (c->arena.mem)
        dh_arena_release(&c->arena);
    *c = (struct dh_config){ .path = NULL };
}
