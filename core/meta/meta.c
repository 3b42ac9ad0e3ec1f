/* SPDX-License-Identifier: MIT */
#include "meta/meta.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "meta/facts/facts.h"
#include "meta/script/jsonld.h"
#include "meta/script/state.h"
#include "meta/shown/elements.h"
#include "meta/shown/nameindex.h"
#include "meta/shown/nearby.h"
#include "meta/shown/storytext.h"
#include "meta/title/headings.h"

/* Ranks of sources; JSON-LD of an article has 0 to 5 (jsonld.c). */
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
    { NAME("dcterms.publisher"), DH_FACT_SITENAME, RANK_WEAK },
    { NAME("citation_journal_title"), DH_FACT_SITENAME, RANK_WEAK },
    { NAME("al:android:app_name"), DH_FACT_SITENAME, RANK_WEAK + 2 },
    { NAME("parsely-author"), DH_FACT_AUTHOR, RANK_PUBLISHER },
    { NAME("articleauthor"), DH_FACT_AUTHOR, RANK_PUBLISHER + 2 },
    { NAME("bt:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 2 },
    { NAME("shareaholic:article_author_name"), DH_FACT_AUTHOR, RANK_PUBLISHER + 2 },
    { NAME("sailthru.author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("byl"), DH_FACT_AUTHOR, RANK_PUBLISHER - 1 },
    { NAME("author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 2 },
    { NAME("article:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 3 },
    { NAME("article:author_name"), DH_FACT_AUTHOR, RANK_PUBLISHER + 3 },
    { NAME("og:article:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 3 },
    { NAME("dc.creator"), DH_FACT_AUTHOR, RANK_PUBLISHER + 4 },
    { NAME("dcterms.creator"), DH_FACT_AUTHOR, RANK_PUBLISHER + 4 },
    { NAME("dc.contributor"), DH_FACT_AUTHOR, RANK_PUBLISHER + 5 },
    { NAME("dc.author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 4 },
    { NAME("citation_author"), DH_FACT_AUTHOR, RANK_PUBLISHER },
    { NAME("citation_authors"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("cxenseparse:author"), DH_FACT_AUTHOR, RANK_PUBLISHER },
    { NAME("content_author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("dable:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("dd:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("mrf:authors"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("mediator_author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("dtk:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 1 },
    { NAME("og:author"), DH_FACT_AUTHOR, RANK_PUBLISHER + 4 },
    { NAME("article:published_time"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("og:article:published_time"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("article:published"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("og:published_time"), DH_FACT_PUBLISHED, RANK_OG },
    { NAME("datepublished"), DH_FACT_PUBLISHED, RANK_OG + 1 },
    { NAME("parsely-pub-date"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("article.published"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("og:release_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("bt:pubdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("shareaholic:article_published_time"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("weibo: article:create_at"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("release_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("article_date_original"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("citation_online_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("sailthru.date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 1 },
    { NAME("cxenseparse:recs:publishtime"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("originalpublicationdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("content_publisheddate"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("dd:published_time"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("mediator_published_time"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("dtk:publishdate"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("citation_publication_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER },
    { NAME("citation_date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 2 },
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
    { NAME("dc.date.published"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 2 },
    { NAME("dc.issued"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 2 },
    { NAME("dcterms.available"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 3 },
    { NAME("dc.date.created"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 3 },
    { NAME("dcterms.created"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 3 },
    { NAME("dc.date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 4 },
    { NAME("dcterms.date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 4 },
    { NAME("date"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 4 },
    { NAME("datecreated"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 5 },
    { NAME("created"), DH_FACT_PUBLISHED, RANK_PUBLISHER + 5 },
    { NAME("article:modified_time"), DH_FACT_MODIFIED, RANK_OG },
    { NAME("og:article:modified_time"), DH_FACT_MODIFIED, RANK_OG },
    { NAME("og:updated_time"), DH_FACT_MODIFIED, RANK_OG + 1 },
    { NAME("datemodified"), DH_FACT_MODIFIED, RANK_OG + 1 },
    { NAME("dcterms.modified"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("dc.date.modified"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("dc.modified"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("lastmod"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("article.updated"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("bt:moddate"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("weibo: article:update_at"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("shareaholic:article_modified_time"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("dateupdate"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("dd:modified_time"), DH_FACT_MODIFIED, RANK_PUBLISHER },
    { NAME("last-modified"), DH_FACT_MODIFIED, RANK_PUBLISHER + 1 },
    { NAME("article:section"), DH_FACT_SECTION, RANK_OG },
    { NAME("og:article:section"), DH_FACT_SECTION, RANK_OG },
    { NAME("articlesection"), DH_FACT_SECTION, RANK_OG },
    { NAME("parsely-section"), DH_FACT_SECTION, RANK_PUBLISHER },
    { NAME("cxenseparse:section"), DH_FACT_SECTION, RANK_PUBLISHER },
    { NAME("section"), DH_FACT_SECTION, RANK_PUBLISHER + 1 },
    { NAME("meta-section"), DH_FACT_SECTION, RANK_PUBLISHER },
    { NAME("category"), DH_FACT_SECTION, RANK_PUBLISHER + 2 },
    { NAME("og:locale"), DH_FACT_LANG, RANK_OG },
    { NAME("dc.language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("dcterms.language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("citation_language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("content-language"), DH_FACT_LANG, RANK_OG - 1 },
    { NAME("inlanguage"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("language"), DH_FACT_LANG, RANK_PUBLISHER },
    { NAME("og:url"), DH_FACT_CANONICAL, RANK_OG },
    { NAME("parsely-link"), DH_FACT_CANONICAL, RANK_PUBLISHER },
    { NAME("twitter:url"), DH_FACT_CANONICAL, RANK_PUBLISHER },
    { NAME("citation_public_url"), DH_FACT_CANONICAL, RANK_PUBLISHER },
    { NAME("citation_fulltext_html_url"), DH_FACT_CANONICAL, RANK_PUBLISHER + 1 },
    { NAME("og:image"), DH_FACT_IMAGE, 0 },
    { NAME("og:image:secure_url"), DH_FACT_IMAGE, 1 },
    { NAME("og:image:url"), DH_FACT_IMAGE, 1 },
    { NAME("twitter:image"), DH_FACT_IMAGE, RANK_OG + 5 },
    { NAME("twitter:image:src"), DH_FACT_IMAGE, RANK_OG + 5 },
    { NAME("parsely-image-url"), DH_FACT_IMAGE, RANK_PUBLISHER },
    { NAME("sailthru.image.full"), DH_FACT_IMAGE, RANK_PUBLISHER },
    { NAME("sailthru.image.thumb"), DH_FACT_IMAGE, RANK_PUBLISHER + 2 },
    { NAME("og:description"), DH_FACT_DESCRIPTION, 0 },
    { NAME("description"), DH_FACT_DESCRIPTION, 1 },
    { NAME("twitter:description"), DH_FACT_DESCRIPTION, 2 },
    { NAME("dc.description"), DH_FACT_DESCRIPTION, 3 },
    { NAME("dcterms.description"), DH_FACT_DESCRIPTION, 3 },
    { NAME("sailthru.description"), DH_FACT_DESCRIPTION, 3 },
    { NAME("og:type"), DH_FACT_TYPE, RANK_OG },
};

/* "twitter:label1" says in words of the page's language what "twitter:data1" is; many plugins write
 * them. */
static const struct {
    struct dh_str label;
    enum dh_fact fact;
} labels[] = {
    { NAME("written by"), DH_FACT_AUTHOR },
    { NAME("author"), DH_FACT_AUTHOR },
    { NAME("posted by"), DH_FACT_AUTHOR },
    { NAME("verfasst von"), DH_FACT_AUTHOR },
    { NAME("geschrieben von"), DH_FACT_AUTHOR },
    { NAME("\xC3\xA9"
           "crit par"),
      DH_FACT_AUTHOR },
    { NAME("escrito por"), DH_FACT_AUTHOR },
    { NAME("scritto da"), DH_FACT_AUTHOR },
    { NAME("geschreven door"), DH_FACT_AUTHOR },
    { NAME("skriven av"), DH_FACT_AUTHOR },
    { NAME("skrevet av"), DH_FACT_AUTHOR },
    { NAME("skrevet af"), DH_FACT_AUTHOR },
    { NAME("napisane przez"), DH_FACT_AUTHOR },
    { NAME("filed under"), DH_FACT_SECTION },
    { NAME("category"), DH_FACT_SECTION },
};

/* The pair "twitter:labelN", "twitter:dataN"; *label is the value of the label before. */
static void read_pair(struct dh_facts *f, struct dh_str key, struct dh_str value,
                      struct dh_str *label)
{
    if (dh_str_starts_nocase(key, DH_STR("twitter:label"))) {
        *label = dh_facts_text(f, value, true);
        return;
    }
    if (!dh_str_starts_nocase(key, DH_STR("twitter:data")))
        return;
    for (size_t i = 0; i < DH_LEN(labels); i++)
        if (dh_str_eq_nocase(*label, labels[i].label))
            dh_facts_add(f, labels[i].fact, RANK_PUBLISHER + 1, value, true);
}

/* Libraries have the surname first: "Lee, Ann" and "Lee, Ann; Ray, Bo" in their tags. Elsewhere two
 * words with a comma are two that wrote: "Reuters, Bloomberg". */
static bool has_surnames_first(struct dh_str key)
{
    static const struct dh_str starts[] = { { "dc.", 3 }, { "dcterms.", 8 }, { "citation_", 9 } };
    for (size_t i = 0; i < DH_LEN(starts); i++)
        if (dh_str_starts_nocase(key, starts[i]))
            return true;
    return false;
}

static void read_authors(struct dh_facts *f, unsigned rank, struct dh_str content)
{
    struct dh_str rest = dh_facts_text(f, content, true), one;
    while (dh_str_split(&rest, ';', &one))
        dh_facts_add(f, DH_FACT_AUTHOR, rank, dh_facts_turned(f, dh_str_trim(one)), false);
}

/* What the page's meta tags are read with. */
struct metas {
    struct dh_facts *f;
    struct dh_name_index tags;
    struct dh_str label; /* see read_pair */
};

/* What a tag says under one of its keys. */
static void read_key(struct metas *m, struct dh_str key, struct dh_str content)
{
    for (unsigned i = 0; (i = dh_name_next(&m->tags, key, i)) != 0;) {
        if (!dh_str_eq_nocase(key, tags[i - 1].name))
            continue;
        if (tags[i - 1].fact == DH_FACT_AUTHOR && has_surnames_first(key))
            read_authors(m->f, tags[i - 1].rank, content);
        else
            dh_facts_add(m->f, tags[i - 1].fact, tags[i - 1].rank, content, true);
    }
    read_pair(m->f, key, content, &m->label);
    if (dh_str_eq_nocase(key, DH_STR("parsely-page")))
        dh_facts_read_parsely(m->f, RANK_PUBLISHER + 1, content);
}

static void read_meta(struct metas *m, struct dh_str tag)
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
        if (key.n)
            read_key(m, key, found[CONTENT]);
    }
}

static void read_link(struct dh_facts *f, struct dh_str tag)
{
    struct dh_str rel, href;
    if (!dh_tag_attr(tag, DH_STR("rel"), &rel) || !dh_tag_attr(tag, DH_STR("href"), &href))
        return;
    if (dh_element_has_word(rel, DH_STR("canonical")))
        dh_facts_add(f, DH_FACT_CANONICAL, 0, href, true);
    else if (dh_element_has_word(rel, DH_STR("image_src")))
        dh_facts_add(f, DH_FACT_IMAGE, RANK_PUBLISHER, href, true);
}

static bool tag_is(struct dh_str tag, struct dh_str name)
{
    return dh_str_eq_nocase(dh_tag_name(tag), name);
}

static void read_heads(struct dh_facts *f, const struct dh_tree *t)
{
    struct metas m = { .f = f };
    _Static_assert(DH_LEN(tags) <= DH_NAME_ROWS, "the index has room");
    for (size_t i = DH_LEN(tags); i-- > 0;)
        dh_name_add(&m.tags, i, tags[i].name);
    for (uint32_t i = 0; i < t->n_heads; i++) {
        if (tag_is(t->heads[i], DH_STR("meta")))
            read_meta(&m, t->heads[i]);
        else if (tag_is(t->heads[i], DH_STR("link")))
            read_link(f, t->heads[i]);
    }
}

/* Sets the URL that relative ones are resolved against: the page's, unless it names a base, which
 * may be relative to that. */
static void set_base(struct dh_facts *f, const struct dh_tree *t)
{
    struct dh_str href, base = DH_STR_NONE;
    for (uint32_t i = 0; i < t->n_heads && base.n == 0; i++)
        if (tag_is(t->heads[i], DH_STR("base")) && dh_tag_attr(t->heads[i], DH_STR("href"), &href))
            base = dh_str_trim(href);
    dh_buf_reset(&f->url);
    enum dh_err e = base.n ? dh_url_normal(f->base, base, &f->url) : DH_EDATA;
    dh_facts_note(f, e);
    if (e == DH_OK)
        dh_facts_keep(f, dh_buf_str(&f->url), &f->base);
}

/* ---- All together */

/* "2003/0611/" at the beginning of s: as older papers name their folders. */
static void read_folder_date(struct dh_facts *f, struct dh_str s)
{
    enum { YEAR = 4, ALL = 9 };
    char date[ALL - 1];
    size_t n = 0;
    if (s.n <= ALL || s.p[YEAR] != '/' || s.p[ALL] != '/' || (s.p[0] != '1' && s.p[0] != '2'))
        return;
    for (size_t i = 0; i < ALL; i++)
        if (dh_is_digit((unsigned char)s.p[i]))
            date[n++] = s.p[i];
    if (n == sizeof(date))
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_URL, (struct dh_str){ date, n }, false);
}

/* A date in the URL's path: /2024/03/01/, /2024-03-01-, /2024/mar/01/ or /2024/0301/ */
static void read_url_date(struct dh_facts *f, struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    for (const char *p = host.n ? host.p + host.n : url.p; p && p + 11 < url.p + url.n; p++) {
        struct dh_str s = { p + 1, 10 };
        if (p[0] == '/')
            read_folder_date(f, s);
        if (p[0] != '/' || !dh_is_digit((unsigned char)s.p[0]) || (s.p[4] != '/' && s.p[4] != '-'))
            continue;
        bool month = dh_is_alpha((unsigned char)s.p[5]) && p + 12 < url.p + url.n;
        s.n += month;
        size_t behind = month ? 8 : 7;
        char named[12] = { 0 };
        for (size_t i = 0; i < s.n; i++)
            named[i] = (char)(month && s.p[i] == s.p[4] ? ' ' : s.p[i]);
        if (s.p[behind] == s.p[4] && !dh_is_digit((unsigned char)s.p[s.n]))
            dh_facts_add(f, DH_FACT_PUBLISHED, RANK_URL, (struct dh_str){ named, s.n }, false);
    }
}

/* Whether the tree holds so many bytes of prose: runs as long as a sentence. */
static bool holds_prose(const struct dh_tree *t, size_t enough)
{
    enum { RUN_MIN = 80 };
    size_t n = 0;
    for (uint32_t i = 0; i < t->n && n < enough; i++)
        if (t->nodes[i].tag == DH_TAG_TEXT && t->nodes[i].raw.n >= RUN_MIN)
            n += t->nodes[i].raw.n;
    return n >= enough;
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
    bool state = !holds_prose(t, PROSE_ENOUGH);

    for (uint32_t i = 0; i < t->n_scripts && !f->err; i++) {
        if (is_jsonld(t->scripts[i].tag))
            dh_facts_read_jsonld(f, t->scripts[i].body);
        else if (state && dh_state_is_nuxt(t->scripts[i].tag))
            dh_facts_read_nuxt(f, t->scripts[i].body);
        else if (state)
            dh_facts_read_state(f, t->scripts[i].body);
    }
    dh_facts_read_people(f);
    if (state) {
        dh_facts_read_rows(f, t);
        dh_facts_read_props(f, t);
    }
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
    dh_facts_note(f, f->text.err);
    dh_facts_keep(f, dh_buf_str(&f->text), &out);
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

static void set_fields(struct dh_facts *f, struct dh_page *p, struct dh_str url)
{
    set(f, p, DH_FIELD_TITLE, dh_headline_best(f->meta));
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
    f->meta->type = f->value[DH_FACT_TYPE];
}

enum dh_err dh_meta_read(const struct dh_tree *t, struct dh_str url, struct dh_page *p,
                         struct dh_meta *m)
{
    struct dh_facts f;
    struct dh_str lang;
    uint32_t heading;

    *m = (struct dh_meta){ .dated = false };
    if (url.n == 0)
        url = p->field[DH_FIELD_URL];
    dh_facts_init(&f, &p->arena, url, m);
    set_base(&f, t);
    if (dh_tree_attr(t, 0, DH_STR("lang"), &lang) || dh_tree_attr(t, 0, DH_STR("xml:lang"), &lang))
        dh_facts_add(&f, DH_FACT_LANG, 0, lang, true);
    read_scripts(&f, t);
    read_heads(&f, t);
    heading = dh_facts_read_headlines(&f, t, url);
    dh_facts_weigh_authors(&f, url);
    if (!heading && (f.rank[DH_FACT_AUTHOR] >= DH_RANK_HOUSE ||
                     f.rank[DH_FACT_PUBLISHED] == DH_RANK_NONE || dh_headline_is_title_only(m)))
        heading = dh_facts_find_heading(&f, t);
    if (!heading && dh_headline_is_title_only(m))
        heading = dh_facts_named_heading(&f, t);
    dh_facts_read_elements(&f, t, heading);
    dh_facts_read_nearby(&f, t, heading);
    dh_facts_read_state_facts(&f, t);
    dh_facts_read_story(&f, t, heading);
    dh_facts_read_trail(&f);
    m->dated = f.rank[DH_FACT_PUBLISHED] != DH_RANK_NONE;
    read_url_date(&f, url.n ? url : f.value[DH_FACT_CANONICAL]);
    set_fields(&f, p, url);
    dh_facts_release(&f);
    return f.err;
}
