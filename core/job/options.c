/* SPDX-License-Identifier: MIT */
#include "job/options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cgroup.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "job/optiontable.h"
#include "tree/charset.h"

const struct dh_option *dh_option_at(size_t i)
{
    const struct dh_option_row *r = dh_option_row_at(i);
    return r ? &r->pub : NULL;
}

/* ---- Values */

static bool set_choice(const struct dh_option_row *r, struct dh_str value, int *to)
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
    bool yes = dh_str_eq(value, DH_STR("yes"));
    if (!yes && !dh_str_eq(value, DH_STR("no")))
        return false;
    *to = yes;
    return true;
}

static bool set_number(const struct dh_option_row *r, struct dh_str value, uint64_t *to)
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

/* The kind of that name, white space aside; DH_STORY: there is none that can be kept or dropped. */
static enum dh_kind find_kind(struct dh_str name)
{
    name = dh_str_trim(name);
    for (enum dh_kind k = DH_STORY + 1; k < DH_KINDS; k++)
        if (dh_str_eq(name, dh_str_c(dh_kind_name(k))))
            return k;
    return DH_STORY;
}

static enum dh_err no_such_kind(const struct dh_option_row *r, struct dh_str list,
                                struct dh_detail *d)
{
    struct dh_str name = list;
    char all[200];
    size_t n = 0;

    while (dh_str_split(&list, ',', &name))
        if (find_kind(name) == DH_STORY)
            break;
    for (enum dh_kind k = DH_STORY + 1; k < DH_KINDS && n < sizeof all; k++)
        n += (size_t)snprintf(all + n, sizeof all - n, " %s", dh_kind_name(k));
    return dh_fail(d, DH_EUSAGE, 0, "option '%s': no such kind as '%.*s'; there are%s", r->pub.name,
                   (int)(name.n < 24 ? name.n : 24), name.p ? name.p : "", all);
}

static bool set_kinds(const struct dh_option_row *r, struct dh_str value, bool *drop)
{
    bool next[DH_KINDS];
    struct dh_str name;
    memcpy(next, drop, sizeof next);
    while (dh_str_split(&value, ',', &name)) {
        enum dh_kind k = find_kind(name);
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

static const struct dh_option_row *find(const char *name)
{
    const struct dh_option_row *r;
    for (size_t i = 0; (r = dh_option_row_at(i)); i++)
        if (strcmp(r->pub.name, name) == 0)
            return r;
    return NULL;
}

/* What a unit behind a number does; of a size that is not to be reached, where that lies. */
static void tell_units(const struct dh_option_row *r, char dst[64])
{
    static const uint64_t giga = 1 << 30;
    int n = 0;
    if (r->max >= giga && (r->max + 1) % giga == 0)
        n = snprintf(dst, 64, ", which is below %lluG", (unsigned long long)((r->max + 1) / giga));
    snprintf(dst + n, (size_t)(64 - n), "%s",
             r->max >= giga ? ", also with K, M or G behind it" : "");
}

static enum dh_err does_not_fit(const struct dh_option_row *r, struct dh_str value,
                                struct dh_detail *d)
{
    char what[160], units[64];

    if (r->shape == DH_OPTION_KINDS)
        return no_such_kind(r, value, d);
    tell_units(r, units); /* every number may have a unit, but only large ones need it */
    if (r->shape == DH_OPTION_NUMBER)
        snprintf(what, sizeof what, "a number from %llu to %llu%s%s", (unsigned long long)r->min,
                 (unsigned long long)r->max,
                 !strcmp(r->pub.arg, "SECONDS") ? " (seconds)"
                 : !strcmp(r->pub.arg, "MS")    ? " (milliseconds)"
                                                : "",
                 units);
    else if (r->shape == DH_OPTION_STRING && r->max)
        snprintf(what, sizeof what, "an http or https URL");
    else
        snprintf(what, sizeof what, "%s", r->pub.arg ? r->pub.arg : "yes or no");
    return dh_fail(d, DH_EUSAGE, 0, "option '%s' takes %s, not '%s'", r->pub.name, what, value.p);
}

enum dh_err dh_options_set(struct dh_options *o, const char *name, const char *value,
                           struct dh_detail *d)
{
    const struct dh_option_row *r = find(name);
    const char *copy;
    bool ok = false;

    if (!r)
        return dh_fail(d, DH_EUSAGE, 0, "no such option '%s'", name);
    struct dh_str v = dh_str_c(value ? value : "yes");
    char *to = (char *)&o->s + r->at;
    switch (r->shape) {
    case DH_OPTION_FLAG:
        ok = set_flag(v, (bool *)to);
        break;
    case DH_OPTION_CHOICE:
        ok = set_choice(r, v, (int *)to);
        break;
    case DH_OPTION_NUMBER:
        ok = set_number(r, v, (uint64_t *)to);
        break;
    case DH_OPTION_KINDS:
        ok = set_kinds(r, v, (bool *)to);
        break;
    case DH_OPTION_LABEL:
        if (!dh_charset_find(v))
            return dh_fail(d, DH_EUSAGE, 0,
                           "option '%s': no such charset as '%s' (a label of the WHATWG Encoding "
                           "Standard: utf-8, windows-1251, gbk ...)",
                           name, v.p);
        if (!keep_string(o, v, (const char **)to))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return DH_OK;
    case DH_OPTION_STRING:
        if (v.n < r->min || (r->max && v.n && !dh_url_is_http(v)))
            return does_not_fit(r, v, d);
        if (!keep_string(o, v, (const char **)to))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return DH_OK;
    case DH_OPTION_LIST:
        if (!add_to_list(o, v, (const char **)to))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return DH_OK;
    case DH_OPTION_FIELD:
        if (!keep_string(o, v, &copy))
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for option '%s'", name);
        return dh_row_fields_set(&o->s.fields, dh_str_c(copy), d);
    }
    return ok ? DH_OK : does_not_fit(r, v, d);
}

/* ---- Comparing */

static uint64_t hash_bytes(uint64_t hash, const void *p, size_t n)
{
    return dh_hash64_more(hash, (struct dh_str){ p, n });
}

/* The order of names in a list says nothing, nor does one that stands twice. */
static uint64_t hash_list(uint64_t hash, struct dh_str list)
{
    struct dh_str name, rest = list, other;
    uint64_t sum = 0;
    while (dh_str_split(&rest, ',', &name)) {
        name = dh_str_trim(name);
        struct dh_str before = { list.p, (size_t)(name.p - list.p) };
        bool twice = name.n == 0;
        while (!twice && dh_str_split(&before, ',', &other))
            twice = dh_str_eq(dh_str_trim(other), name);
        sum += twice ? 0 : dh_hash64(name);
    }
    return hash_bytes(hash, &sum, sizeof sum);
}

static uint64_t hash_fields(uint64_t hash, const struct dh_row_fields *f)
{
    const struct dh_str all[] = {
        f->text, f->html, f->id, f->url, f->site, f->published, f->title
    };
    for (size_t i = 0; i < DH_LEN(all); i++)
        hash = dh_hash64_more(hash_bytes(hash, &all[i].n, sizeof all[i].n), all[i]);
    return hash;
}

uint64_t dh_options_hash(const struct dh_options *o, const char *name, uint64_t hash)
{
    const struct dh_option_row *r = find(name);
    const void *at = (const char *)&o->s + r->at;
    const char *string;
    switch (r->shape) {
    case DH_OPTION_FLAG:
        return hash_bytes(hash, at, sizeof(bool));
    case DH_OPTION_CHOICE:
        return hash_bytes(hash, at, sizeof(int));
    case DH_OPTION_NUMBER:
        return hash_bytes(hash, at, sizeof(uint64_t));
    case DH_OPTION_KINDS:
        return hash_bytes(hash, at, sizeof o->s.drop);
    case DH_OPTION_STRING:
    case DH_OPTION_LABEL:
        string = *(const char *const *)at;
        return string ? hash_bytes(hash, string, strlen(string) + 1) : hash_bytes(hash, "", 0);
    case DH_OPTION_LIST:
        string = *(const char *const *)at;
        return hash_list(hash, string ? dh_str_c(string) : DH_STR_NONE);
    case DH_OPTION_FIELD:
        return hash_fields(hash, at);
    }
    return hash;
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

/* Whether what the option sets is a string of the options' arena. */
static bool is_string(const struct dh_option_row *r)
{
    return r->shape == DH_OPTION_STRING || r->shape == DH_OPTION_LIST ||
           r->shape == DH_OPTION_LABEL;
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
    const struct dh_option_row *r;
    for (size_t i = 0; ok && (r = dh_option_row_at(i)); i++) {
        const char *from =
            is_string(r) ? *(const char *const *)((const char *)&o->s + r->at) : NULL;
        if (from)
            ok = keep_string(c, dh_str_c(from), (const char **)((char *)&c->s + r->at));
    }
    if (!ok) {
        dh_options_free(c);
        return DH_ENOMEM;
    }
    *out = c;
    return DH_OK;
}

/* What more memory gains beyond the default is little; what a small container loses is all. */
size_t dh_settings_memory(const struct dh_settings *s)
{
    enum {
        DEFAULT_MEMORY = 8 << 20,
        LEAST_MEMORY = 1 << 20,
        CGROUP_SHARE = 16 /* of what the control group allows, if that is less */
    };
    if (s->memory)
        return s->memory;
    uint64_t share = dh_cgroup_memory("") / CGROUP_SHARE;
    return share < LEAST_MEMORY     ? LEAST_MEMORY
           : share < DEFAULT_MEMORY ? (size_t)share
                                    : DEFAULT_MEMORY;
}

size_t dh_settings_jobs(const struct dh_settings *s)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return s->jobs ? s->jobs : cores > 1 ? (size_t)cores : 1;
}
