/* SPDX-License-Identifier: MIT */
#include "text/cues/rulenames.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { LIKE = 3, LIKE_BYTES = 3 }; /* names that are told; bytes that they have in common */

/* What stands in code and not in a table. */
static const char *const fixed[] = {
    "context.button",
    "context.reader",
    "context.stray",
    "cover.ad",
    "cover.byline",
    "cover.caption",
    "cover.comments",
    "cover.cookie",
    "cover.credit",
    "cover.legal",
    "cover.newsletter",
    "cover.promo",
    "cover.related",
    "cover.share",
    "cover.stamp",
    "cover.tags",
    "cover.tools",
    "cover.video",
    "grammar.address",
    "grammar.arrow",
    "grammar.asks",
    "grammar.box.author",
    "grammar.box.ballot",
    "grammar.box.button",
    "grammar.box.counter",
    "grammar.box.episode",
    "grammar.box.handle",
    "grammar.box.length",
    "grammar.box.offer",
    "grammar.box.poll",
    "grammar.box.ranking",
    "grammar.box.rate",
    "grammar.box.weather",
    "grammar.breadcrumb",
    "grammar.byline",
    "grammar.byline.holder",
    "grammar.byline.names",
    "grammar.byline.office",
    "grammar.byline.post",
    "grammar.caption.credit",
    "grammar.caption.label",
    "grammar.caption.twin",
    "grammar.copyright",
    "grammar.counter",
    "grammar.credit.before",
    "grammar.credit.behind",
    "grammar.credit.blanks",
    "grammar.credit.bracket",
    "grammar.credit.label",
    "grammar.credit.slash",
    "grammar.dateline",
    "grammar.duration",
    "grammar.glued",
    "grammar.hashtags",
    "grammar.menu",
    "grammar.networks",
    "grammar.offer",
    "grammar.picture",
    "grammar.related",
    "grammar.signature",
    "grammar.signs",
    "grammar.stamp",
    "grammar.stamp.ago",
    "grammar.stamp.date",
    "grammar.stamp.label",
    "grammar.teaser",
    "grammar.template",
    "grammar.title",
    "grammar.tweet",
    "grammar.url",
    "model.line",
    "repair.bracket",
    "repair.crosshead",
    "repair.doubled",
    "repair.entity",
    "repair.mojibake",
    "repair.softhyphen",
    "repair.space",
    "repair.stop",
    "repair.zerowidth",
};

/* What rules begin with that have no switch: --explain shows them, too. */
static const char *const unswitched[] = { "context", "corpus", "html", "repeat", "site" };

static bool has_no_switch(struct dh_str one)
{
    struct dh_str first = dh_str_sub(one, 0, dh_str_find_byte(one, '.'));
    return dh_str_one_of(first, unswitched, DH_LEN(unswitched));
}

/* Names are made of words, whose blanks, quotes and commas part them. */
static bool is_name(struct dh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F || strchr(",'\"", s.p[i]))
            return false;
    return s.n && s.p[0] != '-' && dh_utf8_valid(s) == s.n;
}

bool dh_rulenames_has_switch(struct dh_str name)
{
    for (size_t i = 0; i < DH_LEN(fixed); i++)
        if (dh_str_eq(name, dh_str_c(fixed[i])))
            return true;
    return dh_str_find_byte(name, '.') < name.n && !has_no_switch(name) && is_name(name);
}

/* Name number i of all; empty past the last. */
static struct dh_str name_at(const struct dh_cues *c, size_t i)
{
    if (i < DH_LEN(fixed))
        return dh_str_c(fixed[i]);
    i -= DH_LEN(fixed);
    return i < c->n_rules ? c->rules[i].name : DH_STR_NONE;
}

static bool is_known(const struct dh_cues *c, struct dh_str one)
{
    for (size_t i = 0; name_at(c, i).n; i++)
        if (dh_cues_listed(one, name_at(c, i)))
            return true;
    return false;
}

static size_t in_common(struct dh_str a, struct dh_str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    return n;
}

/* The beginning of a name that has no more parts than `one`. */
static struct dh_str as_long(struct dh_str name, struct dh_str one)
{
    size_t dots = 0, n = 0;
    for (size_t i = 0; i < one.n; i++)
        dots += one.p[i] == '.';
    while (n < name.n && (name.p[n] != '.' || dots-- > 0))
        n++;
    return dh_str_sub(name, 0, n);
}

static bool is_among(struct dh_str s, const struct dh_str *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (dh_str_eq(s, all[i]))
            return true;
    return false;
}

/* The names, or beginnings of some, that begin most like `one`; answers how many. */
static size_t find_like(const struct dh_cues *c, struct dh_str one, struct dh_str like[LIKE])
{
    size_t n = 0, same[LIKE];
    for (size_t i = 0; name_at(c, i).n; i++) {
        struct dh_str name = as_long(name_at(c, i), one);
        size_t at = n, common = in_common(one, name);
        if (common < LIKE_BYTES || is_among(name, like, n))
            continue;
        while (at && same[at - 1] < common)
            at--;
        if (at == LIKE)
            continue;
        n += n < LIKE;
        for (size_t k = n - 1; k > at; k--) {
            like[k] = like[k - 1];
            same[k] = same[k - 1];
        }
        like[at] = name;
        same[at] = common;
    }
    return n;
}

enum dh_err dh_rulenames_check(const struct dh_cues *c, struct dh_str list, struct dh_detail *d)
{
    static const char *const between[LIKE][LIKE - 1] = { { "", "" },
                                                         { " or ", "" },
                                                         { ", ", " or " } };
    struct dh_str one, like[LIKE];
    while (dh_str_split(&list, ',', &one)) {
        one = dh_str_trim(one);
        if (one.n == 0 || is_known(c, one))
            continue;
        if (has_no_switch(one))
            return dh_fail(d, DH_EUSAGE, 0,
                           "option 'without': '%.*s' has no switch: what goes by structure, "
                           "repetition or site is kept by --keep KIND",
                           (int)one.n, one.p);
        size_t n = find_like(c, one, like);
        if (n == 0)
            return dh_fail(d, DH_EUSAGE, 0,
                           "option 'without': no such rule as '%.*s'; --explain names those that "
                           "struck",
                           (int)one.n, one.p);
        for (size_t i = n; i < LIKE; i++)
            like[i] = DH_STR_NONE;
        return dh_fail(d, DH_EUSAGE, 0,
                       "option 'without': no such rule as '%.*s' (is %.*s%s%.*s%s%.*s meant?)",
                       (int)one.n, one.p, (int)like[0].n, like[0].p, between[n - 1][0],
                       (int)like[1].n, like[1].p, between[n - 1][1], (int)like[2].n, like[2].p);
    }
    return DH_OK;
}
