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
    "more",
    "mehr",
    "weiter",
    "weitere artikel",
    "all posts",
    "view all posts",
    "all articles",
    "archiv anzeigen",
    "follow",
    "view profile",
    "afficher mon profil complet",
    "ver todo mi perfil",
    "read more",
    "share",
    "print",
    "reporter",
    "details",
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
    enum { SHORT = 5 }; /* "Jr." and "Inc." keep their stop */
    size_t word = s.n;
    while (word && s.p[word - 1] != ' ')
        word--;
    if (s.n - word > SHORT && s.p[s.n - 1] == '.' &&
        dh_str_find_byte(dh_str_sub(s, word, s.n), '.') == s.n - word - 1)
        s.n--;
    return s;
}

/* Whether s is nothing but what stands in front of a name: "By", "Autor". */
static bool is_prefix(struct dh_str low)
{
    for (size_t i = 0; i < DH_LEN(prefixes); i++) {
        struct dh_str p = prefixes[i];
        while (p.n && (p.p[p.n - 1] == ' ' || p.p[p.n - 1] == ':'))
            p.n--;
        if (dh_str_eq(low, p))
            return true;
    }
    return false;
}

static bool is_name(struct dh_str s)
{
    char buf[NAME_MAX_BYTES];
    struct dh_str low = lower(s, buf);
    bool letter = false;

    if (s.n < 2 || s.n > NAME_MAX_BYTES || is_prefix(low))
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

/* Particles of names, and what joins two. */
static bool joins_names(struct dh_str word)
{
    static const char *const words[] = { "and", "und", "et", "y",   "e",   "de",  "del", "da",
                                         "di",  "la",  "le", "van", "von", "der", "den", "dos",
                                         "bin", "al",  "&",  "och", "og",  "ter", "ten" };
    for (size_t i = 0; i < DH_LEN(words); i++)
        if (dh_str_eq(word, dh_str_c(words[i])))
            return true;
    return false;
}

/* Whether s is two to twelve words that begin with capitals, particles aside. */
static bool looks_like_names(struct dh_str s)
{
    enum { WORDS_MIN = 2, WORDS_MAX = 12 };
    unsigned words = 0;
    struct dh_str word;
    while (dh_str_split(&s, ' ', &word)) {
        uint32_t cp;
        if (word.n == 0 || joins_names(word))
            continue;
        dh_utf8_get(word, 0, &cp);
        if (!(dh_utf8_class(cp) & DH_C_UPPER))
            return false;
        for (size_t i = 0; i < word.n; i++)
            if (dh_is_digit((unsigned char)word.p[i]) || word.p[i] == ':')
                return false;
        words++;
    }
    return words >= WORDS_MIN && words <= WORDS_MAX;
}

bool dh_facts_is_byline(struct dh_str s, struct dh_str *names)
{
    static const struct dh_str ends[] = {
        LIT(","),          LIT(" - "),          LIT("|"),    LIT("("),    LIT(" \xE2\x80\x93 "),
        LIT(" \xC2\xB7 "), LIT("\xE2\x80\xA2"), LIT(" in "), LIT(" at "), LIT(" for ")
    };
    struct dh_str rest = cut_prefix(s);
    if (s.n > NAME_MAX_BYTES || rest.n == s.n)
        return false;
    for (size_t i = 0; i < DH_LEN(ends); i++) /* a role, a place */
        rest = dh_str_trim(dh_str_sub(rest, 0, dh_str_find(rest, ends[i])));
    *names = rest;
    return looks_like_names(rest);
}

bool dh_facts_is_handle(struct dh_str s)
{
    bool parted = false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        parted |= c == '.' || c == '-' || c == '_' || dh_is_digit(c);
        if (c == ' ' || c >= 0x80 || (dh_is_alpha(c) && !(c & 0x20)))
            return false;
    }
    return parted;
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
