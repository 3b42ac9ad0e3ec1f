/* SPDX-License-Identifier: MIT */
#include "job/options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "tree/charset.h"

enum shape {
    FLAG,   /* yes or no, to a bool */
    CHOICE, /* one of arg's words, its number to an int */
    NUMBER, /* from min to max, K, M and G behind it are 2^10, 2^20 and 2^30, to a uint64_t */
    STRING, /* to a const char * */
    LIST,   /* of names, comma-separated, to a const char *: what is set later adds to it */
    LABEL,  /* of a charset, to a const char * */
    KINDS,  /* names of kinds, comma-separated, to drop[] */
    FIELD   /* NAME=KEY, to fields */
};

struct row {
    struct dh_option pub;
    enum shape shape;
    size_t at;         /* offset of the member in struct dh_settings */
    uint64_t min, max; /* NUMBER; KINDS: max is the value to set; CHOICE: min is the number of the
                          first word */
};

#define AT(member) offsetof(struct dh_settings, member)
#define PAGE       DH_SCOPE_PAGE
#define JOB        DH_SCOPE_JOB
#define FETCH      DH_SCOPE_FETCH

static const struct row rows[] = {
    { { "captions", "drop|first|keep", "drop",
        "captions: all go, the first of each group stays without its credit, or all stay", PAGE },
      CHOICE,
      AT(captions),
      0,
      0 },
    { { "title", NULL, "no", "put the title first (HTML; scraped text keeps its own)", PAGE },
      FLAG,
      AT(title),
      0,
      0 },
    { { "keep", "KIND,...", NULL, "keep fragments of these kinds (kinds: dehusk(1))", PAGE },
      KINDS,
      AT(drop),
      0,
      0 },
    { { "drop", "KIND,...", NULL, "remove fragments of these kinds", PAGE },
      KINDS,
      AT(drop),
      0,
      1 },
    { { "without", "RULE,...", NULL,
        "switch off single rules, by the names --explain shows, or all that start with ad. and the "
        "like",
        PAGE },
      LIST,
      AT(without),
      0,
      0 },
    { { "rules", "FILE", NULL, "rules of your own, on top of the built-in ones", PAGE },
      STRING,
      AT(rules),
      0,
      0 },
    { { "type", "auto|html|text|jsonl|warc", "auto",
        "what the inputs are; auto looks at the bytes, not at the name", PAGE },
      CHOICE,
      AT(type),
      0,
      0 },
    { { "extractor", "model|rules", "model", "how the body of a web page is found", PAGE },
      CHOICE,
      AT(extractor),
      0,
      0 },
    { { "standfirst", "keep|drop", "keep", "the paragraph between headline and body (HTML)", PAGE },
      CHOICE,
      AT(standfirst),
      0,
      0 },
    { { "embeds", "keep|drop", "keep", "text of embedded posts (HTML)", PAGE },
      CHOICE,
      AT(embeds),
      0,
      0 },
    { { "site", "NAME|none", NULL, "the site of pages that do not tell", PAGE },
      STRING,
      AT(site),
      0,
      0 },
    { { "url", "URL", NULL, "where the page came from (standard input)", PAGE },
      STRING,
      AT(url),
      0,
      0 },
    { { "charset", "LABEL", NULL, "charset of the inputs, when it is known", PAGE },
      LABEL,
      AT(charset),
      0,
      0 },
    { { "max-size", "N", "64M", "bytes of one input at the most; a larger one fails", PAGE },
      NUMBER,
      AT(max_size),
      1,
      DH_PAGE_MAX },
    { { "outside", NULL, "no",
        "list the text outside the element that holds the body, too: in the record, and with "
        "--explain",
        PAGE },
      FLAG,
      AT(outside),
      0,
      0 },
    { { "output", "PATH", NULL,
        "one output file; a directory: the input's path below it, with .txt", JOB },
      STRING,
      AT(output),
      0,
      0 },
    { { "format", "text|jsonl", NULL,
        "text (the default for one input, and for a directory) or records", JOB },
      CHOICE,
      AT(format),
      0,
      0 },
    { { "records", "FILE", NULL, "the records, beside text output", JOB },
      STRING,
      AT(records),
      0,
      0 },
    { { "field", "NAME=KEY", NULL,
        "where JSONL rows keep text, html, id, url, site, published or title", JOB },
      FIELD,
      AT(fields),
      0,
      0 },
    { { "jobs", "N", NULL, "worker processes (default: as many as there are cores)", JOB },
      NUMBER,
      AT(jobs),
      1,
      256 },
    { { "duplicates", "mark|drop|keep", NULL,
        "second copies of a story: named in the record, left out (the default below a directory), "
        "or not looked for",
        JOB },
      CHOICE,
      AT(duplicates),
      0,
      0 },
    { { "state", "FILE", NULL,
        "what earlier runs saw of sites and stories: used, and brought up to date", JOB },
      STRING,
      AT(state),
      0,
      0 },
    { { "read-only", NULL, "no", "leave the state as it is", JOB }, FLAG, AT(read_only), 0, 0 },
    { { "wait", "SECONDS", "0", "wait so long for another run that holds the state", JOB },
      NUMBER,
      AT(wait),
      0,
      86400 },
    { { "clusters", "FILE", NULL, "the stories with several copies, as rows {\"cluster\":[ids]}",
        JOB },
      STRING,
      AT(clusters),
      0,
      0 },
    { { "memory", "N", NULL,
        "bytes for what pages have in common; the rest goes to --tmp (default: 8M, or less where "
        "a control group is small)",
        JOB },
      NUMBER,
      AT(memory),
      1 << 20,
      UINT64_MAX / 2 },
    { { "flush", NULL, "no", "one pass: each page is written as soon as it is read", JOB },
      FLAG,
      AT(flush),
      0,
      0 },
    { { "tmp", "DIR", NULL, "directory for temporary files (default: TMPDIR, else /tmp)", JOB },
      STRING,
      AT(tmp),
      0,
      0 },
    { { "user-agent", "TEXT", NULL,
        "how downloads name themselves; say who runs them and where to reach you", JOB },
      STRING,
      AT(user_agent),
      0,
      0 },
    { { "allow-private", NULL, "no", "let URLs lead to private and loopback addresses", JOB },
      FLAG,
      AT(allow_private),
      0,
      0 },
    { { "contact", "TEXT", NULL,
        "mail address or URL of who fetches, sent with each request; needed unless --user-agent "
        "has one",
        FETCH },
      STRING,
      AT(contact),
      0,
      0 },
    { { "ca-file", "FILE", NULL,
        "certificates of the authorities to trust, in place of the system's (PEM)", FETCH },
      STRING,
      AT(ca_file),
      0,
      0 },
    { { "proxy", "URL", NULL,
        "ask through this proxy (http, https or socks5h); that of the environment is never used",
        FETCH },
      STRING,
      AT(proxy),
      0,
      0 },
    { { "max-pages", "N", "0", "pages that are asked for in this run; 0: all", FETCH },
      NUMBER,
      AT(max_pages),
      0,
      UINT64_MAX / 2 },
    { { "max-runtime", "SECONDS", "0", "no request begins after so long; 0: no end", FETCH },
      NUMBER,
      AT(max_runtime),
      0,
      10 * 365 * 86400 },
    { { "grace", "SECONDS", "10", "requests under way may take so long after that", FETCH },
      NUMBER,
      AT(grace),
      0,
      86400 },
    { { "revisit", "SECONDS", "3600",
        "the least time between two visits of a page; 0: every page is asked for again", FETCH },
      NUMBER,
      AT(revisit),
      0,
      30 * 86400 },
    { { "revisit-lists", "SECONDS", "300", "the same for feeds and sitemaps", FETCH },
      NUMBER,
      AT(revisit_lists),
      0,
      86400 },
    { { "once", NULL, "no", "pages that came once are never asked for again", FETCH },
      FLAG,
      AT(once),
      0,
      0 },
    { { "same-site", NULL, "no", "leave out what feeds name on other sites (sitemaps never may)",
        FETCH },
      FLAG,
      AT(same_site),
      0,
      0 },
    { { "hosts", "N", "64", "hosts that are asked at the same time", FETCH },
      NUMBER,
      AT(hosts),
      1,
      1024 },
    { { "delay", "MS", "1000", "milliseconds between two requests to a host at the least", FETCH },
      NUMBER,
      AT(delay),
      0,
      3600 * 1000 },
    { { "delay-factor", "N", "5", "and so many times what its last answer took", FETCH },
      NUMBER,
      AT(delay_factor),
      0,
      1000 },
    { { "timeout", "SECONDS", "60", "for one request", FETCH }, NUMBER, AT(timeout), 1, 3600 },
    { { "slow", "SECONDS", "20", "a download below 100 bytes a second for so long is given up",
        FETCH },
      NUMBER,
      AT(slow),
      1,
      3600 },
    { { "tries", "N", "3", "how often a URL is asked for when what fails may pass", FETCH },
      NUMBER,
      AT(tries),
      1,
      100 },
    { { "max-page", "N", "10M", "bytes of one page, unpacked; a larger one fails", FETCH },
      NUMBER,
      AT(max_page),
      1,
      1 << 30 },
    { { "warc-size", "N", "1G", "a WARC file is closed once it is larger", FETCH },
      NUMBER,
      AT(warc_size),
      1,
      UINT64_MAX / 2 },
};

const struct dh_option *dh_option_at(size_t i)
{
    return i < DH_LEN(rows) ? &rows[i].pub : NULL;
}

/* ---- Values */

static bool set_choice(const struct row *r, struct dh_str value, int *to)
{
    struct dh_str rest = dh_str_c(r->pub.arg), word;
    for (int i = 0; dh_str_split(&rest, '|', &word); i++)
        if (dh_str_eq(word, value)) {
            *to = i;
            return true;
        }
    return false;
}

static bool set_flag(struct dh_str value, bool *to)
{
    *to = dh_str_eq(value, DH_STR("yes"));
    return *to || dh_str_eq(value, DH_STR("no"));
}

static bool set_number(const struct row *r, struct dh_str value, uint64_t *to)
{
    static const char units[] = "KMG";
    unsigned shift = 0;
    uint64_t v;
    if (value.n && !dh_is_digit((unsigned char)value.p[value.n - 1])) {
        const char *u = strchr(units, value.p[value.n - 1] & ~0x20);
        if (!u || !*u)
            return false;
        shift = 10 * (unsigned)(u - units + 1);
        value.n--;
    }
    if (!dh_str_number(value, r->max >> shift, &v) || v << shift < r->min)
        return false;
    *to = v << shift;
    return true;
}

static bool set_kinds(const struct row *r, struct dh_str value, bool *drop)
{
    bool next[DH_KINDS];
    struct dh_str name;
    memcpy(next, drop, sizeof next);
    while (dh_str_split(&value, ',', &name)) {
        int k = DH_KINDS;
        while (k > DH_STORY &&
               !(k < DH_KINDS && dh_str_eq(name, dh_str_c(dh_kind_name((enum dh_kind)k)))))
            k--;
        if (k == DH_STORY)
            return false;
        next[k] = r->max;
    }
    memcpy(drop, next, sizeof next);
    return true;
}

/* A NUL-ended copy that lives as long as the options. */
static bool keep_string(struct dh_options *o, struct dh_str s, const char **to)
{
    char *p = dh_arena_alloc(&o->arena, s.n + 1);
    if (!p)
        return false;
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    *to = p;
    return true;
}

/* value behind what stands there, with a comma between. */
static bool add_to_list(struct dh_options *o, struct dh_str value, const char **to)
{
    struct dh_str old = *to ? dh_str_c(*to) : DH_STR_NONE;
    char *p = dh_arena_alloc(&o->arena, old.n + 1 + value.n + 1);
    if (!p)
        return false;
    if (old.n)
        memcpy(p, old.p, old.n);
    p[old.n] = ',';
    memcpy(p + old.n + 1, value.p, value.n);
    p[old.n + 1 + value.n] = '\0';
    *to = p;
    return true;
}

static const struct row *find(const char *name)
{
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if (strcmp(rows[i].pub.name, name) == 0)
            return &rows[i];
    return NULL;
}

static enum dh_err does_not_fit(const struct row *r, struct dh_str value, struct dh_detail *d)
{
    char what[80];

    if (r->shape == KINDS)
        return dh_fail(d, DH_EUSAGE, 0,
                       "option '%s': not all of '%s' are kinds; dehusk(1) lists them", r->pub.name,
                       value.p);
    if (r->shape == NUMBER && r->max < UINT64_MAX / 2)
        snprintf(what, sizeof what, "a number from %llu to %llu", (unsigned long long)r->min,
                 (unsigned long long)r->max);
    else if (r->shape == NUMBER)
        snprintf(what, sizeof what, "a number from %llu on", (unsigned long long)r->min);
    else
        snprintf(what, sizeof what, "%s", r->pub.arg ? r->pub.arg : "yes or no");
    return dh_fail(d, DH_EUSAGE, 0, "option '%s' takes %s, not '%s'", r->pub.name, what, value.p);
}

enum dh_err dh_options_set(struct dh_options *o, const char *name, const char *value,
                           struct dh_detail *d)
{
    const struct row *r = find(name);
    const char *copy;
    bool ok = false;

    if (!r)
        return dh_fail(d, DH_EUSAGE, 0, "no such option '%s'", name);
    struct dh_str v = dh_str_c(value ? value : "yes");
    char *to = (char *)&o->s + r->at;
    switch (r->shape) {
    case FLAG:
        ok = set_flag(v, (bool *)to);
        break;
    case CHOICE:
        ok = set_choice(r, v, (int *)to);
        break;
    case NUMBER:
        ok = set_number(r, v, (uint64_t *)to);
        break;
    case KINDS:
        ok = set_kinds(r, v, (bool *)to);
        break;
    case LABEL:
        if (!dh_charset_find(v))
            return dh_fail(d, DH_EUSAGE, 0,
                           "option '%s': no such charset as '%s' (a label of the WHATWG Encoding "
                           "Standard: utf-8, windows-1251, gbk ...)",
                           name, v.p);
        if (!keep_string(o, v, (const char **)to))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return DH_OK;
    case STRING:
        if (!keep_string(o, v, (const char **)to))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return DH_OK;
    case LIST:
        if (!add_to_list(o, v, (const char **)to))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return DH_OK;
    case FIELD:
        if (!keep_string(o, v, &copy))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return dh_row_fields_set(&o->s.fields, dh_str_c(copy), d);
    }
    return ok ? DH_OK : does_not_fit(r, v, d);
}

/* ---- Making */

static void defaults(struct dh_settings *s)
{
    *s = (struct dh_settings){
        .format = -1,
        .duplicates = -1,
        .max_size = 64u << 20,
        .grace = 10,
        .revisit = 3600,
        .revisit_lists = 300,
        .hosts = 64,
        .delay = 1000,
        .delay_factor = 5,
        .timeout = 60,
        .slow = 20,
        .tries = 3,
        .max_page = 10u << 20,
        .warc_size = 1u << 30,
    };
    for (int k = DH_STORY + 1; k < DH_KINDS; k++)
        s->drop[k] = k != DH_CROSSHEAD && k != DH_DATELINE && k != DH_NOTE;
}

static enum dh_err options_new(struct dh_options **out, const struct dh_allocator *m)
{
    struct dh_options *o = dh_mem_zeroed(m, 1, sizeof *o);
    if (!o)
        return DH_ENOMEM;
    dh_arena_init(&o->arena, m, 16u << 20);
    defaults(&o->s);
    *out = o;
    return DH_OK;
}

enum dh_err dh_options_new(struct dh_options **out)
{
    return options_new(out, dh_mem_default());
}

void dh_options_free(struct dh_options *o)
{
    if (!o)
        return;
    const struct dh_allocator *m = o->arena.mem;
    dh_arena_release(&o->arena);
    dh_mem_free(m, o);
}

static bool copy_fields(struct dh_options *to, const struct dh_row_fields *from)
{
    struct dh_row_fields *f = &to->s.fields;
    return dh_arena_copy(&to->arena, from->text, &f->text) &&
           dh_arena_copy(&to->arena, from->html, &f->html) &&
           dh_arena_copy(&to->arena, from->id, &f->id) &&
           dh_arena_copy(&to->arena, from->url, &f->url) &&
           dh_arena_copy(&to->arena, from->site, &f->site) &&
           dh_arena_copy(&to->arena, from->published, &f->published) &&
           dh_arena_copy(&to->arena, from->title, &f->title);
}

enum dh_err dh_options_copy(struct dh_options **out, const struct dh_options *o,
                            const struct dh_allocator *m)
{
    struct dh_options *c;
    enum dh_err e = options_new(&c, m);
    if (e || !o) {
        if (e == DH_OK)
            *out = c;
        return e;
    }
    c->s = o->s;
    bool ok = copy_fields(c, &o->s.fields);
    for (size_t i = 0; ok && i < DH_LEN(rows); i++) {
        const char *from = rows[i].shape == STRING || rows[i].shape == LIST
                               ? *(const char *const *)((const char *)&o->s + rows[i].at)
                               : NULL;
        if (from)
            ok = keep_string(c, dh_str_c(from), (const char **)((char *)&c->s + rows[i].at));
    }
    if (!ok) {
        dh_options_free(c);
        return DH_ENOMEM;
    }
    *out = c;
    return DH_OK;
}
