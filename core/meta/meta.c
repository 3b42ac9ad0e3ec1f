/* SPDX-License-Identifier: MIT */
#include "meta/meta.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "meta/facts.h"

/* Ranks of sources; JSON-LD of an article has 0 (jsonld.c). */
enum {
    RANK_OG = 10,        /* OpenGraph and article:* */
    RANK_PUBLISHER = 15, /* parsely, sailthru, Dublin Core and other tags for machines */
    RANK_WEAK = 60,
    RANK_URL = 70
};

/* Meta tags by name, property or itemprop, in lower case. */
#define NAME(s) \
    { \
        s, sizeof(s) - 1 \
    }
static const struct {
    struct dh_str name;
    enum dh_fact fact;
    unsigned rank;
} tags[] = {
    { NAME("og:title"), DH_FACT_TITLE, RANK_OG },
    { NAME("twitter:title"), DH_FACT_TITLE, RANK_OG + 1 },
    { NAME("parsely-title"), DH_FACT_TITLE, RANK_PUBLISHER },
    { NAME("sailthru.title"), DH_FACT_TITLE, RANK_PUBLISHER },
    { NAME("dc.title"), DH_FACT_TITLE, RANK_PUBLISHER + 1 },
    { NAME("dcterms.title"), DH_FACT_TITLE, RANK_PUBLISHER + 1 },
    { NAME("citation_title"), DH_FACT_TITLE, RANK_PUBLISHER },
    { NAME("headline"), DH_FACT_HEADLINE, RANK_OG },
    { NAME("title"), DH_FACT_TITLE, RANK_WEAK },
    { NAME("og:site_name"), DH_FACT_SITENAME, 0 },
    { NAME("application-name"), DH_FACT_SITENAME, RANK_WEAK },
    { NAME("apple-mobile-web-app-title"), DH_FACT_SITENAME, RANK_WEAK + 1 },
    { NAME("dc.publisher"), DH_FACT_SITENAME, RANK_WEAK },
    { NAME("al:android:app_name"), DH_FACT_SITENAME, RANK_WEAK + 2 },
    { NAME("parsely-author"), DH_FACT_AUTHOR, RANK_PUBLISHER },
    { NAME("sailthru.author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("byl"), DH_FACT_AUTHOR, RANK_PUBLISHER - 1 },
    { NAME("author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 2 },
    { NAME("article:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 3 },
    { NAME("article:author_name"), DH_FACT_AUTHOR, RANK_PUBLISHER + 3 },
    { NAME("og:article:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 3 },
    { NAME("dc.creator"), DH_FACT_AUTHOR, RANK_PUBLISHER + 4 },
    { NAME("dcterms.creator"), DH_FACT_AUTHOR, RANK_PUBLISHER + 4 },
    { NAME("dc.contributor"), DH_FACT_AUTHOR, RANK_PUBLISHER + 5 },
    { NAME("citation_author"), DH_FACT_AUTHOR, RANK_PUBLISHER },
    { NAME("cxenseparse:author"), DH_FACT_AUTHOR, RANK_PUBLISHER },
    { NAME("article:published_time"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("og:article:published_time"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("article:published"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("og:published_time"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("datepublished"), DH_FACT_PUBLISHED, RANK_OG + 1 },
    { NAME("parsely-pub-date"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("sailthru.date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("cxenseparse:recs:publishtime"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("originalpublicationdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("citation_publication_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("publication_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("publish_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("publish-date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("published_at"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("publishdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("pubdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("date.published"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("pdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 2 },
    { NAME("dc.date.issued"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 2 },
    { NAME("dcterms.issued"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 2 },
    { NAME("dc.date.created"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 3 },
    { NAME("dcterms.created"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 3 },
    { NAME("dc.date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 4 },
    { NAME("dcterms.date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 4 },
    { NAME("date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 4 },
    { NAME("datecreated"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 5 },
    { NAME("article:modified_time"), DH_FACT_MODIFIED, RANK_OG },
    { NAME("og:article:modified_time"), DH_FACT_MODIFIED, RANK_OG },
    { NAME("og:updated_time"), DH_FACT_MODIFIED, RANK_OG + 1 },
    { NAME("datemodified"), DH_FACT_MODIFIED, RANK_OG + 1 },
    { NAME("dcterms.modified"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("dc.date.modified"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("lastmod"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("last-modified"), DH_FACT_MODIFIED, RANK_PUBLISHER + 1 },
    { NAME("article:section"), DH_FACT_SECTION, RANK_OG },
    { NAME("og:article:section"), DH_FACT_SECTION, RANK_OG },
    { NAME("articlesection"), DH_FACT_SECTION, RANK_OG },
    { NAME("parsely-section"), DH_FACT_SECTION, RANK_PUBLISHER },
    { NAME("cxenseparse:section"), DH_FACT_SECTION, RANK_PUBLISHER },
    { NAME("section"), DH_FACT_SECTION, RANK_PUBLISHER + 1 },
    { NAME("og:locale"), DH_FACT_LANG, RANK_OG },
    { NAME("dc.language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("dcterms.language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("content-language"), DH_FACT_LANG, RANK_OG - 1 },
    { NAME("inlanguage"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("og:url"), DH_FACT_CANONICAL, RANK_OG },
    { NAME("parsely-link"), DH_FACT_CANONICAL, RANK_PUBLISHER },
    { NAME("twitter:url"), DH_FACT_CANONICAL, RANK_PUBLISHER },
    { NAME("og:image"), DH_FACT_IMAGE, 0 },
    { NAME("og:image:secure_url"), DH_FACT_IMAGE, 1 },
    { NAME("og:image:url"), DH_FACT_IMAGE, 1 },
    { NAME("twitter:image"), DH_FACT_IMAGE, RANK_OG + 5 },
    { NAME("twitter:image:src"), DH_FACT_IMAGE, RANK_OG + 5 },
    { NAME("parsely-image-url"), DH_FACT_IMAGE, RANK_PUBLISHER },
    { NAME("sailthru.image.full"), DH_FACT_IMAGE, RANK_PUBLISHER },
    { NAME("og:description"), DH_FACT_DESCRIPTION, 0 },
    { NAME("description"), DH_FACT_DESCRIPTION, 1 },
    { NAME("twitter:description"), DH_FACT_DESCRIPTION, 2 },
    { NAME("dc.description"), DH_FACT_DESCRIPTION, 3 },
    { NAME("og:type"), DH_FACT_TYPE, RANK_OG },
};

static void read_meta(struct dh_facts *f, struct dh_str tag)
{
    static const struct dh_str keys[] = {
        { "property", 8 }, { "name", 4 }, { "itemprop", 8 }, { "http-equiv", 10 }, { "content", 7 }
    };
    enum { CONTENT = 4 };
    struct dh_str found[DH_LEN(keys)], name, value;
    bool has[DH_LEN(keys)] = { false };
    size_t at = 0;

    while (dh_tag_next_attr(tag, &at, &name, &value))
        for (size_t k = 0; k < DH_LEN(keys); k++)
            if (name.n == keys[k].n && !has[k] && dh_str_eq_nocase(name, keys[k])) {
                has[k] = true;
                found[k] = value;
            }
    for (size_t k = 0; has[CONTENT] && k < CONTENT; k++) {
        struct dh_str key = has[k] ? dh_str_trim(found[k]) : DH_STR_NONE;
        for (size_t i = 0; key.n && i < DH_LEN(tags); i++)
            if (key.n == tags[i].name.n && dh_str_eq_nocase(key, tags[i].name))
                dh_facts_add(f, tags[i].fact, tags[i].rank, found[CONTENT], true);
    }
}

static void read_link(struct dh_facts *f, struct dh_str tag)
{
    struct dh_str rel, href;
    if (!dh_tag_attr(tag, DH_STR("rel"), &rel) || !dh_tag_attr(tag, DH_STR("href"), &href))
        return;
    if (dh_facts_has_word(rel, DH_STR("canonical")))
        dh_facts_add(f, DH_FACT_CANONICAL, 0, href, true);
    else if (dh_facts_has_word(rel, DH_STR("image_src")))
        dh_facts_add(f, DH_FACT_IMAGE, RANK_PUBLISHER, href, true);
}

static bool tag_is(struct dh_str tag, struct dh_str name)
{
    return dh_str_eq_nocase(dh_tag_name(tag), name);
}

static void read_heads(struct dh_facts *f, const struct dh_tree *t)
{
    for (uint32_t i = 0; i < t->n_heads; i++) {
        if (tag_is(t->heads[i], DH_STR("meta")))
            read_meta(f, t->heads[i]);
        else if (tag_is(t->heads[i], DH_STR("link")))
            read_link(f, t->heads[i]);
    }
}

/* The URL that relative ones are resolved against: the page's, unless it names an absolute base. */
static struct dh_str base_url(const struct dh_tree *t, struct dh_str url)
{
    struct dh_str href;
    for (uint32_t i = 0; i < t->n_heads; i++)
        if (tag_is(t->heads[i], DH_STR("base")) &&
            dh_tag_attr(t->heads[i], DH_STR("href"), &href) && dh_url_is_http(dh_str_trim(href)))
            return dh_str_trim(href);
    return url;
}

/* ---- Headlines */

/* Letters and digits of s in lower case into buf; what is not ASCII stays. */
static struct dh_str skeleton_of(struct dh_str s, char *buf, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < cap; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        if (dh_is_alpha(c) || dh_is_digit(c) || c >= 0x80)
            buf[n++] = (char)c;
    }
    return (struct dh_str){ buf, n };
}

/* Whether s is the site's name, or its host's. */
static bool names_site(struct dh_str s, struct dh_str sitename, struct dh_str host)
{
    char a[120], b[120];
    struct dh_str x = skeleton_of(s, a, sizeof(a)), y = skeleton_of(sitename, b, sizeof(b));

    if (x.n < 2)
        return false;
    if (y.n &&
        (dh_str_eq(x, y) || (y.n > 3 && dh_str_starts(x, y)) || (x.n > 3 && dh_str_starts(y, x))))
        return true;
    struct dh_str label;
    if (x.n < 3)
        return false;
    while (dh_str_split(&host, '.', &label)) {
        y = skeleton_of(label, b, sizeof(b));
        if (y.n > 2 && dh_str_eq(x, y))
            return true;
    }
    return false;
}

static const struct dh_str separators[] = {
    { " | ", 3 },
    { " - ", 3 },
    { " \xE2\x80\x93 ", 5 },
    { " \xE2\x80\x94 ", 5 },
    { " :: ", 4 },
    { " \xC2\xB7 ", 4 },
    { " \xE2\x80\xA2 ", 5 },
    { " \xC2\xBB ", 4 },
    { " / ", 3 },
    { " \xE2\x80\xB9 ", 5 },
    { " \xC2\xAB ", 4 },
    { ": ", 2 },
    { "\xEF\xBD\x9C", 3 },
    { "|", 1 },
};

/* The last separator in s; its length in *n, 0: none. */
static size_t last_separator(struct dh_str s, size_t *n)
{
    size_t best = 0;
    *n = 0;
    for (size_t i = 0; i < DH_LEN(separators); i++)
        for (size_t at = 0; at < s.n;) {
            size_t hit = at + dh_str_find(dh_str_sub(s, at, s.n), separators[i]);
            if (hit >= s.n)
                break;
            if (hit >= best) {
                best = hit;
                *n = separators[i].n;
            }
            at = hit + 1;
        }
    return best;
}

static size_t first_separator(struct dh_str s, size_t *n)
{
    size_t best = s.n;
    *n = 0;
    for (size_t i = 0; i < DH_LEN(separators); i++) {
        size_t hit = dh_str_find(s, separators[i]);
        if (hit < best) {
            best = hit;
            *n = separators[i].n;
        }
    }
    return best;
}

/* Cuts the site's name off the end of a title, or off its start. */
static struct dh_str without_site(struct dh_str title, struct dh_str sitename, struct dh_str host)
{
    size_t n, at = last_separator(title, &n);
    if (n && at && names_site(dh_str_sub(title, at + n, title.n), sitename, host))
        return dh_str_trim(dh_str_sub(title, 0, at));
    at = first_separator(title, &n);
    if (n && at && names_site(dh_str_sub(title, 0, at), sitename, host))
        return dh_str_trim(dh_str_sub(title, at + n, title.n));
    return title;
}

/* The part of a title that is the site's name, where the host says so; empty: none. */
static struct dh_str site_in(struct dh_str title, struct dh_str host)
{
    size_t n, at = last_separator(title, &n);
    struct dh_str tail = dh_str_trim(dh_str_sub(title, at + n, title.n));
    if (n && at && names_site(tail, DH_STR_NONE, host))
        return tail;
    at = first_separator(title, &n);
    struct dh_str front = dh_str_trim(dh_str_sub(title, 0, at));
    return n && at && names_site(front, DH_STR_NONE, host) ? front : DH_STR_NONE;
}

static bool same_words(struct dh_str a, struct dh_str b)
{
    char x[300], y[300];
    return a.n && b.n && dh_str_eq(skeleton_of(a, x, sizeof(x)), skeleton_of(b, y, sizeof(y)));
}

/* Whether the words of a stand in b, a being a third of it or more. */
static bool is_most_of(struct dh_str a, struct dh_str b)
{
    char x[300], y[300];
    struct dh_str s = skeleton_of(a, x, sizeof(x)), t = skeleton_of(b, y, sizeof(y));
    return s.n >= 8 && s.n * 3 >= t.n && dh_str_find(t, s) < t.n;
}

enum { HEADINGS_MAX = 8 };

/* The h1 that agrees with another headline, else the only one: its text, and its node in *at. */
static struct dh_str pick_h1(struct dh_facts *f, const struct dh_tree *t, struct dh_str title,
                             uint32_t *at)
{
    struct dh_str only = DH_STR_NONE, s;
    unsigned seen = 0;

    for (uint32_t i = 0; i < t->n && seen < HEADINGS_MAX; i++) {
        if (t->nodes[i].tag != GUMBO_TAG_H1)
            continue;
        s = dh_facts_element_text(f, t, i);
        if (s.n == 0)
            continue;
        seen++;
        only = s;
        *at = i;
        if (same_words(s, f->value[DH_FACT_HEADLINE]) || same_words(s, f->value[DH_FACT_TITLE]) ||
            is_most_of(s, title))
            return s;
    }
    return seen == 1 ? only : DH_STR_NONE;
}

/* A lower heading that agrees with a headline: blogs have their own name in the h1. 0: none. */
static uint32_t other_heading(struct dh_facts *f, const struct dh_tree *t, struct dh_str title)
{
    unsigned seen = 0;
    for (uint32_t i = 0; i < t->n && seen < 3 * HEADINGS_MAX; i++) {
        if (t->nodes[i].tag != GUMBO_TAG_H2 && t->nodes[i].tag != GUMBO_TAG_H3)
            continue;
        struct dh_str s = dh_facts_element_text(f, t, i);
        seen++;
        if (same_words(s, f->value[DH_FACT_TITLE]) || is_most_of(s, title))
            return i;
    }
    return 0;
}

static struct dh_str title_element(struct dh_facts *f, const struct dh_tree *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->nodes[i].tag == GUMBO_TAG_TITLE)
            return dh_facts_element_text(f, t, i);
    return DH_STR_NONE;
}

static void find_headlines(struct dh_facts *f, const struct dh_tree *t, struct dh_str url,
                           uint32_t *heading)
{
    struct dh_str site = f->value[DH_FACT_SITENAME], *h = f->meta->headline;
    struct dh_str host = dh_url_host(url.n ? url : f->value[DH_FACT_CANONICAL]);
    struct dh_str title = title_element(f, t);

    if (site.n == 0)
        site = site_in(title, host);
    if (site.n == 0)
        site = site_in(f->value[DH_FACT_TITLE], host);
    f->value[DH_FACT_SITENAME] = site;
    h[DH_HEADLINE_JSONLD] = without_site(f->value[DH_FACT_HEADLINE], site, host);
    h[DH_HEADLINE_OG] = without_site(f->value[DH_FACT_TITLE], site, host);
    h[DH_HEADLINE_TITLE] = without_site(title, site, host);
    h[DH_HEADLINE_H1] = pick_h1(f, t, title, heading);
    if (h[DH_HEADLINE_H1].n == 0 || names_site(h[DH_HEADLINE_H1], site, host)) {
        h[DH_HEADLINE_H1] = DH_STR_NONE; /* the logo, or several */
        *heading = 0;
    }
    if (is_most_of(h[DH_HEADLINE_H1], title))
        h[DH_HEADLINE_TITLE] = h[DH_HEADLINE_H1]; /* what stands around it is the site's */
}

/* ---- All together */

/* A date in the URL's path: /2024/03/01/ or /2024-03-01- */
static void read_url_date(struct dh_facts *f, struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    for (const char *p = host.n ? host.p + host.n : url.p; p && p + 11 < url.p + url.n; p++) {
        struct dh_str s = { p + 1, 10 };
        bool shape = p[0] == '/' && dh_is_digit((unsigned char)s.p[0]) &&
                     (s.p[4] == '/' || s.p[4] == '-') && s.p[7] == s.p[4] &&
                     !dh_is_digit((unsigned char)p[11]);
        if (shape)
            dh_facts_add(f, DH_FACT_PUBLISHED, RANK_URL, s, false);
    }
}

/* Bytes of prose that the tree holds: runs as long as a sentence. */
static size_t prose_in(const struct dh_tree *t)
{
    enum { RUN_MIN = 80 };
    size_t n = 0;
    for (uint32_t i = 0; i < t->n; i++)
        if (t->nodes[i].tag == DH_TAG_TEXT && t->nodes[i].raw.n >= RUN_MIN)
            n += t->nodes[i].raw.n;
    return n;
}

static bool is_jsonld(struct dh_str tag)
{
    struct dh_str type;
    return dh_tag_attr(tag, DH_STR("type"), &type) &&
           dh_str_starts_nocase(dh_str_trim(type), DH_STR("application/ld+json"));
}

static void read_scripts(struct dh_facts *f, const struct dh_tree *t)
{
    enum { PROSE_ENOUGH = 1500 }; /* with that much in the tree its state is not looked at */
    bool state = prose_in(t) < PROSE_ENOUGH;

    for (uint32_t i = 0; i < t->n_scripts && !f->err; i++) {
        if (is_jsonld(t->scripts[i].tag))
            dh_facts_read_jsonld(f, t->scripts[i].body);
        else if (state)
            dh_facts_read_state(f, t->scripts[i].body);
    }
    if (state)
        dh_facts_read_props(f, t);
}

/* "A, B" */
static struct dh_str join_authors(struct dh_facts *f)
{
    struct dh_str out = DH_STR_NONE;
    dh_buf_reset(&f->text);
    for (unsigned i = 0; i < f->n_authors; i++) {
        if (i)
            dh_buf_add(&f->text, DH_STR(", "));
        dh_buf_add(&f->text, f->authors[i]);
    }
    if (!dh_arena_copy(f->arena, dh_buf_str(&f->text), &out))
        f->err = DH_ELIMIT;
    return out;
}

/* A canonical link to the site's front page from a page that is none says nothing. */
static bool points_home(struct dh_str canonical, struct dh_str url)
{
    struct dh_str a = dh_url_host(canonical), b = dh_url_host(url);
    bool home = a.n && (size_t)(canonical.p + canonical.n - (a.p + a.n)) <= 1;
    return home && b.n && (size_t)(url.p + url.n - (b.p + b.n)) > 1;
}

static void set(struct dh_facts *f, struct dh_page *p, enum dh_field field, struct dh_str s)
{
    if (p->field[field].n == 0 && s.n && !f->err)
        p->field[field] = s; /* in the page's arena already */
}

/* JSON-LD often has a headline for search engines: where h1 and the tags for sharing agree on
 * another, readers saw that. */
static struct dh_str choose_title(const struct dh_meta *m)
{
    if (same_words(m->headline[DH_HEADLINE_H1], m->headline[DH_HEADLINE_OG]))
        return m->headline[DH_HEADLINE_H1];
    for (size_t i = 0; i < DH_HEADLINES; i++)
        if (m->headline[i].n)
            return m->headline[i];
    return DH_STR_NONE;
}

static void set_fields(struct dh_facts *f, struct dh_page *p, struct dh_str url)
{
    set(f, p, DH_FIELD_TITLE, choose_title(f->meta));
    set(f, p, DH_FIELD_AUTHOR, join_authors(f));
    set(f, p, DH_FIELD_SITENAME, f->value[DH_FACT_SITENAME]);
    set(f, p, DH_FIELD_PUBLISHED, f->value[DH_FACT_PUBLISHED]);
    set(f, p, DH_FIELD_MODIFIED, f->value[DH_FACT_MODIFIED]);
    set(f, p, DH_FIELD_SECTION, f->value[DH_FACT_SECTION]);
    set(f, p, DH_FIELD_LANG, f->value[DH_FACT_LANG]);
    set(f, p, DH_FIELD_IMAGE, f->value[DH_FACT_IMAGE]);
    if (!points_home(f->value[DH_FACT_CANONICAL], url))
        set(f, p, DH_FIELD_CANONICAL, f->value[DH_FACT_CANONICAL]);
    f->meta->description = f->value[DH_FACT_DESCRIPTION];
    f->meta->author_url = f->value[DH_FACT_AUTHOR_URL];
    f->meta->type = f->value[DH_FACT_TYPE];
}

enum dh_err dh_meta_read(const struct dh_tree *t, struct dh_str url, struct dh_page *p,
                         struct dh_meta *m)
{
    struct dh_facts f;
    struct dh_str lang;
    uint32_t heading = 0;

    *m = (struct dh_meta){ .paywalled = false };
    if (url.n == 0)
        url = p->field[DH_FIELD_URL];
    dh_facts_init(&f, &p->arena, base_url(t, url), m);
    if (dh_tree_attr(t, 0, DH_STR("lang"), &lang) || dh_tree_attr(t, 0, DH_STR("xml:lang"), &lang))
        dh_facts_add(&f, DH_FACT_LANG, 0, lang, true);
    read_scripts(&f, t);
    read_heads(&f, t);
    find_headlines(&f, t, url, &heading);
    if (!heading &&
        (f.rank[DH_FACT_AUTHOR] == DH_RANK_NONE || f.rank[DH_FACT_PUBLISHED] == DH_RANK_NONE))
        heading = other_heading(&f, t, title_element(&f, t));
    dh_facts_read_elements(&f, t, heading);
    read_url_date(&f, url.n ? url : f.value[DH_FACT_CANONICAL]);
    set_fields(&f, p, url);
    dh_facts_release(&f);
    return f.err;
}
