/* SPDX-License-Identifier: MIT */
#include "meta/facts/facts.h"

#include <stdio.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "meta/date/date.h"
#include "meta/facts/byline.h"
#include "meta/name/personname.h"

enum { VALUE_MAX = 4000, BODY_MAX = 4 << 20 };

void dh_facts_init(struct dh_facts *f, struct dh_arena *a, struct dh_str base, struct dh_meta *m)
{
    *f = (struct dh_facts){ .arena = a, .base = base, .meta = m };
    memset(f->rank, DH_RANK_NONE, sizeof(f->rank));
    dh_buf_init(&f->raw, a->mem, BODY_MAX);
    dh_buf_init(&f->text, a->mem, BODY_MAX);
    dh_buf_init(&f->url, a->mem, DH_URL_MAX);
}

void dh_facts_release(struct dh_facts *f)
{
    dh_buf_release(&f->raw);
    dh_buf_release(&f->text);
    dh_buf_release(&f->url);
}

/* Bytes from s.p[at] on that are printing ASCII and no "<". */
static size_t plain_run(struct dh_str s, size_t at)
{
    size_t end = at;
    while (end < s.n && s.p[end] > ' ' && s.p[end] < 0x7F && s.p[end] != '<')
        end++;
    return end - at;
}

/* Appends s to text without tags, white space (no-break spaces too) folded. */
static void fold(struct dh_buf *text, struct dh_str s)
{
    bool space = false;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        size_t n = plain_run(s, at);
        if (n) {
            if (space && text->n)
                dh_buf_byte(text, ' ');
            space = false;
            dh_buf_add(text, dh_str_sub(s, at, n));
            at += n;
            continue;
        }
        n = dh_utf8_get(s, at, &cp);
        bool tag = cp == '<' && at + 1 < s.n &&
                   (s.p[at + 1] == '/' || dh_is_alpha((unsigned char)s.p[at + 1]));
        if (tag)
            n = dh_str_find_byte(dh_str_sub(s, at, s.n), '>') + 1;
        if (tag || (dh_utf8_class(cp) & (DH_C_SPACE | DH_C_CONTROL))) {
            space = true;
        } else {
            if (space && text->n)
                dh_buf_byte(text, ' ');
            space = false;
            dh_buf_add(text, dh_str_sub(s, at, n));
        }
        at += n;
    }
}

struct dh_str dh_facts_text(struct dh_facts *f, struct dh_str s, bool markup)
{
    struct dh_str out = DH_STR_NONE;

    dh_buf_reset(&f->raw);
    dh_buf_reset(&f->text);
    s = dh_utf8_cut(s, VALUE_MAX);
    if (markup && dh_str_find_byte(s, '&') < s.n) {
        dh_html_decode(&f->raw, s, false);
        s = dh_buf_str(&f->raw);
    }
    fold(&f->text, s);
    dh_facts_note(f, f->raw.err);
    dh_facts_note(f, f->text.err);
    dh_facts_keep(f, dh_buf_str(&f->text), &out);
    return out;
}

/* "en_US" to "en-US"; empty when it is no language tag. */
static struct dh_str language(struct dh_facts *f, struct dh_str s)
{
    char tag[36];
    size_t n = 0, letters = 0;

    for (; n < s.n && n < sizeof(tag); n++) {
        unsigned char c = (unsigned char)s.p[n];
        if (c == ',' || c == ' ' || c == ';')
            break;
        if (!dh_is_alpha(c) && !dh_is_digit(c) && c != '-' && c != '_')
            return DH_STR_NONE;
        letters += letters == n && dh_is_alpha(c);
        tag[n] = c == '_' ? '-' : (char)(letters == n + 1 ? dh_lower(c) : c);
    }
    struct dh_str out = DH_STR_NONE;
    if (letters < 2 || letters > 3 || (n > letters && tag[letters] != '-'))
        return out;
    dh_facts_keep(f, (struct dh_str){ tag, n }, &out);
    return out;
}

static struct dh_str absolute(struct dh_facts *f, struct dh_str s)
{
    struct dh_str out = DH_STR_NONE;
    dh_buf_reset(&f->url);
    enum dh_err e = s.n ? dh_url_normal(f->base, s, &f->url) : DH_EDATA;
    dh_facts_note(f, e);
    if (e == DH_OK)
        dh_facts_keep(f, dh_buf_str(&f->url), &out);
    return out;
}

/* The first and last days of what machines count are what they say when nobody told them. */
static bool says_nothing(const char *date)
{
    static const char *const days[] = { "1970-01-01", "1900-01-01", "2038-01-19", "2099-12-31" };
    for (size_t i = 0; i < DH_LEN(days); i++)
        if (dh_str_starts(dh_str_c(date), dh_str_c(days[i])))
            return true;
    return false;
}

static struct dh_str date(struct dh_facts *f, struct dh_str s)
{
    char text[DH_DATE_MAX];
    struct dh_str out = DH_STR_NONE;
    if (dh_date_parse(s, f->value[DH_FACT_LANG], text) && !says_nothing(text))
        dh_facts_keep(f, dh_str_c(text), &out);
    return out;
}

static void add_author(struct dh_facts *f, unsigned rank, struct dh_str s)
{
    if (rank < DH_RANK_HANDLE && dh_byline_is_handle(s))
        rank = DH_RANK_HANDLE;
    if (rank > f->rank[DH_FACT_AUTHOR] || dh_url_is_http(s))
        return;
    if (f->rank[DH_FACT_AUTHOR] == DH_RANK_HOUSE && rank >= DH_RANK_SHOWN &&
        !dh_byline_are_names(s))
        return; /* the house is told of by what the page shows, too */
    unsigned before = f->n_authors;
    if (rank < f->rank[DH_FACT_AUTHOR])
        f->n_authors = 0;
    unsigned start = f->n_authors;
    dh_facts_add_authors(f, s);
    if (f->n_authors > start)
        f->rank[DH_FACT_AUTHOR] = (uint8_t)rank;
    else
        f->n_authors = before;
}

struct dh_str dh_facts_turned(struct dh_facts *f, struct dh_str s)
{
    enum { INITIAL_MAX = 4 /* bytes */, GIVEN_MAX = 3 };
    size_t comma = dh_str_find_byte(s, ',');
    struct dh_str family = dh_str_trim(dh_str_sub(s, 0, comma)), word;
    struct dh_str given = dh_str_trim(dh_str_sub(s, comma + 1, s.n)), rest = given;
    struct dh_str both[] = { given, DH_STR(" "), family }, out = s;
    unsigned n = 0;

    dh_buf_reset(&f->raw);
    for (size_t i = 0; i < DH_LEN(both); i++)
        dh_buf_add(&f->raw, both[i]);
    bool turned = given.n && family.n && dh_str_find_byte(family, ' ') == family.n &&
                  dh_str_find_byte(given, ',') == given.n && dh_names_person(dh_buf_str(&f->raw));
    for (; dh_str_split(&rest, ' ', &word); n++)
        turned &=
            n == 0 || (n < GIVEN_MAX && word.n <= INITIAL_MAX && dh_str_ends(word, DH_STR(".")));
    dh_facts_note(f, f->raw.err);
    if (turned && !f->raw.err)
        dh_facts_keep(f, dh_buf_str(&f->raw), &out);
    return out;
}

enum { RANK_ANY_SECTION = 56 /* breadcrumbs and classes that name another count for more */ };

/* What pages call all that they have. */
static bool is_any_section(struct dh_str s)
{
    static const char *const words[] = { "news",       "article", "articles",      "story",
                                         "stories",    "post",    "posts",         "blog",
                                         "home",       "default", "uncategorized", "allgemein",
                                         "startseite", "all" };
    for (size_t i = 0; i < DH_LEN(words); i++)
        if (dh_str_eq_nocase(s, dh_str_c(words[i])))
            return true;
    return false;
}

void dh_facts_add(struct dh_facts *f, enum dh_fact k, unsigned rank, struct dh_str s, bool markup)
{
    if (rank > f->rank[k] || (rank == f->rank[k] && k != DH_FACT_AUTHOR))
        return;
    s = dh_facts_text(f, s, markup);
    switch (k) {
    case DH_FACT_AUTHOR:
        add_author(f, rank, s);
        return;
    case DH_FACT_PUBLISHED:
    case DH_FACT_MODIFIED:
        s = date(f, s);
        break;
    case DH_FACT_LANG:
        s = language(f, s);
        break;
    case DH_FACT_CANONICAL:
    case DH_FACT_IMAGE:
        s = absolute(f, s);
        break;
    case DH_FACT_SECTION:
        if (rank < RANK_ANY_SECTION && is_any_section(s))
            rank = RANK_ANY_SECTION;
        if (rank >= f->rank[k])
            return;
        while (s.n && (s.p[s.n - 1] == ',' || s.p[s.n - 1] == ' '))
            s.n--;
        break;
    case DH_FACT_SITENAME:
        if (dh_url_is_http(s))
            return;
        break;
    case DH_FACT_HEADLINE:
    case DH_FACT_TITLE:
    case DH_FACT_DESCRIPTION:
    case DH_FACT_TYPE:
    case DH_FACTS:
        break;
    }
    if (s.n == 0)
        return;
    f->value[k] = s;
    f->rank[k] = (uint8_t)rank;
}

void dh_facts_add_time(struct dh_facts *f, enum dh_fact k, unsigned rank, double number)
{
    static const double MOST = 1e13;
    char digits[32];
    if (!(number >= 1 && number < MOST))
        return;
    int n = snprintf(digits, sizeof digits, "%.0f", number);
    dh_facts_add(f, k, rank, (struct dh_str){ digits, n > 0 ? (size_t)n : 0 }, false);
}

void dh_facts_add_trail(struct dh_facts *f, struct dh_str name, struct dh_str url)
{
    static const struct dh_str homes[] = {
        { "home", 4 },    { "homepage", 8 }, { "startseite", 10 }, { "accueil", 7 },
        { "inicio", 6 },  { "início", 7 },   { "start", 5 },       { "hem", 3 },
        { "forside", 7 }, { "首页", 6 },     { "ホーム", 9 },
    };
    struct dh_str host = dh_url_host(url), rest = url;
    if (host.n)
        rest = (struct dh_str){ host.p + host.n, (size_t)(url.p + url.n - (host.p + host.n)) };
    bool home = url.n && rest.n <= 1;
    name = dh_facts_text(f, name, true);
    while (name.n && (name.p[0] == '/' || name.p[0] == '>' || name.p[0] == ' '))
        name = dh_str_sub(name, 1, name.n);
    for (size_t i = 0; i < DH_LEN(homes); i++)
        home |= dh_str_eq_nocase(name, homes[i]);
    if (name.n && !home && f->n_trail < DH_TRAIL_MAX)
        f->trail[f->n_trail++] = name;
}

/* Whether s holds paragraphs as markup. */
static bool looks_like_html(struct dh_str s)
{
    return dh_str_find(s, DH_STR("</p>")) < s.n || dh_str_find(s, DH_STR("<p>")) < s.n ||
           dh_str_find(s, DH_STR("<br")) < s.n || dh_str_find(s, DH_STR("</div>")) < s.n;
}

void dh_facts_take_body(struct dh_facts *f, unsigned which, struct dh_str s)
{
    struct dh_meta_body *body = &f->meta->body[which];

    dh_buf_reset(&f->raw);
    if (s.n > BODY_MAX / 2 || s.n <= body->text.n)
        return;
    if (dh_str_find(dh_str_sub(s, 0, 2000), DH_STR("&lt;p")) < 2000 && !looks_like_html(s)) {
        dh_html_decode(&f->raw, s, false); /* escaped once too often */
        s = dh_buf_str(&f->raw);
    }
    bool html = looks_like_html(s);
    if (!html && f->raw.n == 0) {
        dh_html_decode(&f->raw, s, false);
        s = dh_buf_str(&f->raw);
    }
    if (f->raw.err && !f->err)
        f->err = f->raw.err;
    dh_facts_keep(f, s, &s);
    if (f->err)
        return;
    *body = (struct dh_meta_body){ .text = s,
                                   .html = html,
                                   .source = which ? DH_STR("state") : DH_STR("jsonld") };
}
