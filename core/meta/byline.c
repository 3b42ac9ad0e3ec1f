/* SPDX-License-Identifier: MIT */
/* Names out of bylines. */
#include "base/utf8.h"
#include "meta/facts.h"

#define LIT(s) \
    { \
        s, sizeof(s) - 1 \
    }

enum { NAME_MAX_BYTES = 100 };

/* What stands in front of a name, in lower case; longer forms first. */
static const struct dh_str prefixes[] = {
    LIT("view all posts by "),
    LIT("posts by "),
    LIT("zeige alle beitr\xC3\xA4ge von "),
    LIT("alle beitr\xC3\xA4ge von "),
    LIT("text und interview: "),
    LIT("erstellt von "),
    LIT("eingestellt von "),
    LIT("geschrieben von "),
    LIT("ver\xC3\xB6"
        "ffentlicht von "),
    LIT("publicado por "),
    LIT("escrito por "),
    LIT("publi\xC3\xA9 par "),
    LIT("scritto da "),
    LIT("autorin: "),
    LIT("autor: "),
    LIT("auteur: "),
    LIT("auteur : "),
    LIT("text: "),
    LIT("created by "),
    LIT("written by: "),
    LIT("reported by "),
    LIT("written by "),
    LIT("story by "),
    LIT("words by "),
    LIT("posted by "),
    LIT("article by "),
    LIT("author: "),
    LIT("authors: "),
    LIT("published by "),
    LIT("by: "),
    LIT("by "),
    LIT("von: "),
    LIT("von "),
    LIT("par "),
    LIT("por "),
    LIT("di "),
    LIT("door "),
    LIT("av "),
    LIT("af "),
    LIT("przez "),
};

/* What parts two names. */
static const struct dh_str parts[] = {
    LIT(" and "),
    LIT(" und "),
    LIT(" et "),
    LIT(" y "),
    LIT(" & "),
    LIT(";"),
    LIT("|"),
    LIT(", "),
    LIT(" / "),
    LIT("\xE3\x80\x81"),
    LIT(" \xE2\x80\xA2 "),
    LIT(" \xC2\xB7 "),
};

/* Whole names that are none. */
static const char *const no_names[] = {
    "admin",
    "administrator",
    "editor",
    "author",
    "null",
    "undefined",
    "none",
    "no author",
    "unknown",
    "staff",
    "anonymous",
    "redaktion",
    "redacci\xC3\xB3n",
    "[object object]",
    "false",
    "true",
    "n/a",
    "nan",
    "webmaster",
    "guest",
};

static struct dh_str lower(struct dh_str s, char buf[NAME_MAX_BYTES])
{
    size_t n = s.n < NAME_MAX_BYTES ? s.n : NAME_MAX_BYTES;
    for (size_t i = 0; i < n; i++)
        buf[i] = (char)dh_lower((unsigned char)s.p[i]);
    return (struct dh_str){ buf, n };
}

static struct dh_str cut_prefix(struct dh_str s)
{
    char buf[NAME_MAX_BYTES];
    struct dh_str low = lower(s, buf);
    for (size_t i = 0; i < DH_LEN(prefixes); i++)
        if (dh_str_starts(low, prefixes[i]))
            return dh_str_trim(dh_str_sub(s, prefixes[i].n, s.n));
    return s;
}

/* Cuts handles, mail addresses, brackets and what follows them. */
static struct dh_str cut_tail(struct dh_str s)
{
    static const struct dh_str tails[] = { LIT("Twitter"),
                                           LIT("http://"),
                                           LIT("https://"),
                                           LIT("("),
                                           LIT("["),
                                           LIT("@"),
                                           LIT("\xE2\x86\x92"),
                                           LIT(" - "),
                                           LIT(" \xE2\x80\x93 "),
                                           LIT(" \xE2\x80\x94 ") };
    for (size_t i = 0; i < DH_LEN(tails); i++)
        s = dh_str_trim(dh_str_sub(s, 0, dh_str_find(s, tails[i])));
    while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ':' || s.p[s.n - 1] == '-' ||
                   s.p[s.n - 1] == '/'))
        s = dh_str_trim(dh_str_sub(s, 0, s.n - 1));
    return s;
}

static bool is_name(struct dh_str s)
{
    char buf[NAME_MAX_BYTES];
    struct dh_str low = lower(s, buf);
    bool letter = false;

    if (s.n < 2 || s.n > NAME_MAX_BYTES)
        return false;
    for (size_t i = 0; i < DH_LEN(no_names); i++)
        if (dh_str_eq(low, dh_str_c(no_names[i])))
            return false;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        letter |= (dh_utf8_class(cp) & DH_C_LETTER) != 0;
    }
    return letter && dh_str_find(low, DH_STR("www.")) == low.n;
}

static void add_name(struct dh_facts *f, struct dh_str s)
{
    s = cut_tail(cut_prefix(dh_str_trim(s)));
    if (!is_name(s) || f->n_authors == DH_AUTHORS_MAX)
        return;
    for (unsigned i = 0; i < f->n_authors; i++)
        if (dh_str_eq_nocase(f->authors[i], s))
            return;
    if (dh_arena_copy(f->arena, s, &f->authors[f->n_authors]))
        f->n_authors++;
    else
        f->err = DH_ELIMIT;
}

/* "Jr." and the like belong to the name before the comma. */
static bool is_suffix(struct dh_str s)
{
    static const struct dh_str suffixes[] = { LIT("Jr"),  LIT("Sr"),   LIT("II"),    LIT("III"),
                                              LIT("PhD"), LIT("M.D."), LIT("Ph.D."), LIT("Esq") };
    for (size_t i = 0; i < DH_LEN(suffixes); i++)
        if (dh_str_starts(s, suffixes[i]))
            return true;
    return false;
}

void dh_facts_add_authors(struct dh_facts *f, struct dh_str s)
{
    s = cut_prefix(dh_str_trim(s));
    while (s.n) {
        size_t at = s.n, n = 0;
        for (size_t i = 0; i < DH_LEN(parts); i++) {
            size_t hit = dh_str_find(s, parts[i]);
            if (hit < at && !is_suffix(dh_str_sub(s, hit + parts[i].n, s.n))) {
                at = hit;
                n = parts[i].n;
            }
        }
        add_name(f, dh_str_sub(s, 0, at));
        s = dh_str_sub(s, at + n, s.n);
    }
}
