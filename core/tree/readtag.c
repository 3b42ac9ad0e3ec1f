/* SPDX-License-Identifier: MIT */
#include "tree/readtag.h"

#include "base/hash.h"
#include "base/swar.h"
#include "tree/scan.h"

enum { SHORT_NAME = 8 };

/* ---- Names */

static const bool ends_name[256] = {
    ['\t'] = true, ['\n'] = true, ['\f'] = true, ['\r'] = true,
    [' '] = true,  ['/'] = true,  ['>'] = true,
};

/* The first n <= 8 bytes of x in lower case. */
static uint64_t short_name(uint64_t x, size_t n)
{
    if (n < SHORT_NAME)
        x &= ((uint64_t)1 << 8 * n) - 1;
    return x | dh_swar_between(x, 'A', 'Z') >> 2;
}

/* The hash of a name, whatever its case. */
static uint32_t long_hash(struct dh_str name)
{
    uint64_t h = name.n;
    for (size_t i = 0; i < name.n; i += SHORT_NAME)
        h = dh_hash_mix(h ^ short_name(dh_swar_load_tail(name, i),
                                       name.n - i < SHORT_NAME ? name.n - i : SHORT_NAME));
    return (uint32_t)h;
}

static uint32_t short_hash(uint64_t name)
{
    return (uint32_t)(name * 0x9E3779B97F4A7C15u >> 32);
}

/* Fills in what the name at s.p[at] says, and where it ends: mostly within eight bytes. */
static void read_name(struct dh_known_names *k, struct dh_source_tag *t, struct dh_str s, size_t at)
{
    uint64_t x = at < s.n ? dh_swar_load_tail(s, at) : 0;
    uint64_t stop =
        dh_swar_first_below(x, ' ' + 1) | dh_swar_first_equal(x, '/') | dh_swar_first_equal(x, '>');
    size_t n = stop ? dh_swar_first(stop) : SHORT_NAME;
    while (at + n < s.n && !ends_name[(unsigned char)s.p[at + n]])
        n++;
    t->name = (struct dh_str){ s.p + at, n };
    if (n > SHORT_NAME) {
        t->t.name = long_hash(t->name);
        t->t.tag = gumbo_tagn_enum(t->name.p, (unsigned)n);
        return;
    }
    uint64_t name = t->letters = short_name(x, n);
    t->t.name = short_hash(name);
    size_t i = t->t.name % DH_KNOWN_NAMES;
    if (k->at[i].name != name) {
        k->at[i].name = name;
        k->at[i].tag = gumbo_tagn_enum(t->name.p, (unsigned)n);
    }
    t->t.tag = k->at[i].tag;
}

bool dh_source_tag_read(struct dh_known_names *k, struct dh_str s, size_t *at, size_t name,
                        struct dh_source_tag *t)
{
    size_t from = *at;

    *t = (struct dh_source_tag){ .foreign = false };
    read_name(k, t, s, name);
    size_t end = name + t->name.n;
    if (end == s.n || s.p[end] != '>')
        end = dh_scan_tag_end(s, end, &t->t.self_closing);
    if (end == s.n) {
        *at = end;
        return false;
    }
    t->raw = (struct dh_str){ s.p + from, end + 1 - from };
    *at = end + 1;
    return true;
}

/* ---- Attributes */

uint32_t dh_attribute_digest(struct dh_buf *scratch, struct dh_str tag)
{
    enum { SEEN_MAX = 16 };
    uint32_t seen[SEEN_MAX];
    struct dh_str name, value;
    uint64_t sum = 0;
    size_t at = 0, n = 0, same;

    while (dh_tag_next_attr(tag, &at, &name, &value)) {
        uint32_t hash = long_hash(name);
        for (same = 0; same < n && seen[same] != hash; same++)
            continue;
        if (same < n)
            continue;
        if (n < SEEN_MAX)
            seen[n++] = hash;
        dh_buf_reset(scratch);
        dh_html_decode(scratch, value, true);
        sum += dh_hash64_more(hash, dh_buf_str(scratch)) | 1;
    }
    return (uint32_t)(sum >> 32 ^ sum);
}

bool dh_attribute_is(struct dh_str tag, struct dh_str name, struct dh_str want)
{
    struct dh_str value;
    return dh_tag_attr(tag, name, &value) && dh_str_eq_nocase(value, want);
}
