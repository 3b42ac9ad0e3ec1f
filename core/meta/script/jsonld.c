/* SPDX-License-Identifier: MIT */
/* schema.org in JSON-LD: the few members that name an article's metadata, in the shapes that
 * publishers use. */
#include "meta/script/jsonld.h"

#include "base/json.h"
#include "base/url.h"
#include "meta/script/mend.h"

/* Nodes of one script that are looked at, and how large a script may be. */
enum { NODES_MAX = 512, SCRIPT_MAX = 4 << 20 };

/* own: an article that has the page's address; others may be what the page leads to. */
enum rank { RANK_OWN, RANK_ARTICLE = 2, RANK_OTHER_WORK = 20, RANK_PAGE = 30, RANK_SITE = 40 };
enum { RANK_UPLOAD = 66 }; /* when a video was, where nothing else tells */

struct graph {
    struct dh_facts *f;
    const dh_json *nodes[NODES_MAX];
    size_t n;
};

static const struct {
    const char *type; /* behind the last "/" */
    enum rank rank;
} types[] = {
    { "NewsArticle", RANK_ARTICLE },
    { "Article", RANK_ARTICLE },
    { "ReportageNewsArticle", RANK_ARTICLE },
    { "AnalysisNewsArticle", RANK_ARTICLE },
    { "OpinionNewsArticle", RANK_ARTICLE },
    { "BackgroundNewsArticle", RANK_ARTICLE },
    { "ReviewNewsArticle", RANK_ARTICLE },
    { "AskPublicNewsArticle", RANK_ARTICLE },
    { "SatiricalArticle", RANK_ARTICLE },
    { "ScholarlyArticle", RANK_ARTICLE },
    { "TechArticle", RANK_ARTICLE },
    { "AdvertiserContentArticle", RANK_ARTICLE },
    { "Report", RANK_ARTICLE },
    { "BlogPosting", RANK_ARTICLE },
    { "LiveBlogPosting", RANK_ARTICLE },
    { "SocialMediaPosting", RANK_ARTICLE },
    { "DiscussionForumPosting", RANK_OTHER_WORK },
    { "Review", RANK_OTHER_WORK },
    { "Recipe", RANK_OTHER_WORK },
    { "CreativeWork", RANK_OTHER_WORK },
    { "WebPage", RANK_PAGE },
    { "ItemPage", RANK_PAGE },
    { "AboutPage", RANK_PAGE },
    { "WebSite", RANK_SITE },
    { "NewsMediaOrganization", RANK_SITE },
};

static bool has_type(const dh_json *type, struct dh_str want)
{
    struct dh_str s = dh_json_string(type);
    if (s.n > want.n && s.p[s.n - want.n - 1] != '/' && s.p[s.n - want.n - 1] != ':')
        return false;
    return dh_str_ends(s, want);
}

static bool node_is(const dh_json *node, struct dh_str want)
{
    const dh_json *type = dh_json_get(node, "@type");
    if (!type || dh_json_kind(type) == DH_JSON_STRING)
        return has_type(type, want);
    for (const dh_json *t = dh_json_first(type); t; t = dh_json_next(t))
        if (has_type(t, want))
            return true;
    return false;
}

/* The node itself, or the one that its "@id" points to. */
static const dh_json *resolve(const struct graph *g, const dh_json *v)
{
    struct dh_str id = dh_json_string(dh_json_get(v, "@id"));
    if (id.n == 0 || dh_json_get(v, "name") || dh_json_get(v, "url"))
        return v;
    for (size_t i = 0; i < g->n; i++)
        if (g->nodes[i] != v && dh_json_get(g->nodes[i], "@type") &&
            dh_str_eq(dh_json_string(dh_json_get(g->nodes[i], "@id")), id))
            return g->nodes[i];
    return v;
}

static const dh_json *first_of(const dh_json *v)
{
    return v && dh_json_kind(v) == DH_JSON_ARRAY ? dh_json_first(v) : v;
}

/* What v says: a string, the value of an object that has a type or language, or the first of an
 * array of those. */
static struct dh_str said(const dh_json *v)
{
    v = first_of(v);
    const dh_json *value = dh_json_get(v, "@value");
    return dh_json_string(value ? value : v);
}

/* A string, or the member `name` of an object, or the first of an array of those. */
static struct dh_str text_of(const struct graph *g, const dh_json *v, const char *name)
{
    v = first_of(v);
    if (!v || dh_json_kind(v) != DH_JSON_OBJECT || dh_json_get(v, "@value"))
        return said(v);
    return said(dh_json_get(resolve(g, v), name));
}

static void add(const struct graph *g, enum dh_fact k, unsigned rank, struct dh_str s)
{
    dh_facts_add(g->f, k, rank, s, true);
}

/* "Ann" and "Lee" where a Person has no other name. */
static void add_full_name(const struct graph *g, unsigned rank, const dh_json *node)
{
    struct dh_str given = said(dh_json_get(node, "givenName"));
    struct dh_str family = said(dh_json_get(node, "familyName"));
    struct dh_buf b;
    dh_buf_init(&b, g->f->arena->mem, given.n + family.n + 64);
    dh_buf_add(&b, given);
    dh_buf_byte(&b, ' ');
    dh_buf_add(&b, family);
    dh_facts_note(g->f, b.err);
    if (family.n && !b.err)
        add(g, DH_FACT_AUTHOR, rank, dh_buf_str(&b));
    dh_buf_release(&b);
}

/* Keeps who has the "@id" id, or is pointed to by it, for other scripts of the page. */
static void remember(struct dh_facts *f, struct dh_person *list, unsigned *n, unsigned rank,
                     struct dh_str id, struct dh_str name)
{
    enum { ID_MAX = 400 };
    struct dh_person *p = &list[*n];
    if (id.n == 0 || id.n > ID_MAX || *n == DH_PEOPLE_MAX)
        return;
    p->rank = rank;
    p->name = dh_facts_text(f, name, true);
    dh_facts_keep(f, id, &p->id);
    *n += !f->err;
}

static bool is_organization(const dh_json *node)
{
    return node_is(node, DH_STR("Organization")) || node_is(node, DH_STR("NewsMediaOrganization"));
}

/* One author: a string, or a Person. Organizations count for less than any name that readers see.
 */
static void add_author(const struct graph *g, unsigned rank, const dh_json *v)
{
    if (!v)
        return;
    const dh_json *node = dh_json_kind(v) == DH_JSON_OBJECT ? resolve(g, v) : v;
    bool organization = is_organization(node);
    unsigned counts = organization ? DH_RANK_HOUSE : rank;
    const dh_json *name = dh_json_get(node, "name");
    if (dh_json_kind(node) == DH_JSON_STRING) {
        add(g, DH_FACT_AUTHOR, rank, dh_json_string(node));
    } else if (name && dh_json_kind(name) == DH_JSON_ARRAY) {
        for (const dh_json *n = dh_json_first(name); n; n = dh_json_next(n))
            add(g, DH_FACT_AUTHOR, counts, dh_json_string(n));
    } else if (name) {
        add(g, DH_FACT_AUTHOR, counts, said(name));
    } else if (!dh_json_get(node, "familyName")) {
        remember(g->f, g->f->wanted, &g->f->n_wanted, rank,
                 dh_json_string(dh_json_get(node, "@id")), DH_STR_NONE);
    } else {
        add_full_name(g, counts, node);
    }
}

static void add_authors(const struct graph *g, unsigned rank, const dh_json *v)
{
    const dh_json *list = dh_json_get(v, "@list");
    v = list ? list : v;
    if (!v || dh_json_kind(v) != DH_JSON_ARRAY) {
        add_author(g, rank, v);
        return;
    }
    for (const dh_json *a = dh_json_first(v); a; a = dh_json_next(a))
        add_author(g, rank, a);
}

/* A date: what is said, or a number of seconds or milliseconds. */
static void add_date(const struct graph *g, enum dh_fact k, unsigned rank, const dh_json *v)
{
    v = first_of(v);
    if (v && dh_json_kind(v) == DH_JSON_NUMBER)
        dh_facts_add_time(g->f, k, rank, dh_json_number(v));
    else
        add(g, k, rank, said(v));
}

static void add_dates(const struct graph *g, unsigned rank, const dh_json *node)
{
    add_date(g, DH_FACT_PUBLISHED, rank, dh_json_get(node, "datePublished"));
    add_date(g, DH_FACT_PUBLISHED, rank + 3, dh_json_get(node, "dateCreated"));
    add_date(g, DH_FACT_MODIFIED, rank, dh_json_get(node, "dateModified"));
}

static void read_work(const struct graph *g, const dh_json *node, unsigned rank)
{
    struct dh_str body = said(dh_json_get(node, "articleBody"));

    if (rank < RANK_PAGE) {
        add(g, DH_FACT_HEADLINE, rank, said(dh_json_get(node, "headline")));
        add(g, DH_FACT_HEADLINE, rank + 1, said(dh_json_get(node, "name")));
        add(g, DH_FACT_SECTION, rank, text_of(g, dh_json_get(node, "articleSection"), "name"));
        add_authors(g, rank, dh_json_get(node, "author"));
        add_authors(g, rank + 3, dh_json_get(node, "creator"));
        add(g, DH_FACT_TYPE, rank, text_of(g, dh_json_get(node, "@type"), "@id"));
        dh_facts_take_body(g->f, 0, body);
    }
    add_dates(g, rank, node);
    add(g, DH_FACT_SITENAME, rank + 5, text_of(g, dh_json_get(node, "publisher"), "name"));
    add(g, DH_FACT_LANG, rank + 5, text_of(g, dh_json_get(node, "inLanguage"), "alternateName"));
    add(g, DH_FACT_DESCRIPTION, rank + 10, said(dh_json_get(node, "description")));
    add(g, DH_FACT_IMAGE, rank + 5, text_of(g, dh_json_get(node, "image"), "url"));
    add(g, DH_FACT_IMAGE, rank + 6, text_of(g, dh_json_get(node, "image"), "contentUrl"));
    add(g, DH_FACT_IMAGE, rank + 8, said(dh_json_get(node, "thumbnailUrl")));
    add(g, DH_FACT_CANONICAL, rank + 5, text_of(g, dh_json_get(node, "mainEntityOfPage"), "@id"));
    add(g, DH_FACT_CANONICAL, rank + 6, said(dh_json_get(node, "url")));
}

/* Breadcrumbs: each names itself, or the item that it leads to. */
static void read_trail(const struct graph *g, const dh_json *node)
{
    const dh_json *list = dh_json_get(node, "itemListElement");
    for (const dh_json *v = list ? dh_json_first(list) : NULL; v; v = dh_json_next(v)) {
        const dh_json *item = dh_json_get(v, "item");
        struct dh_str name = text_of(g, dh_json_get(v, "name"), "@value");
        struct dh_str url = text_of(g, item, "@id");
        if (name.n == 0)
            name = text_of(g, dh_json_get(item, "name"), "@value");
        if (url.n == 0)
            url = dh_json_string(dh_json_get(item, "url"));
        dh_facts_add_trail(g->f, name, url);
    }
}

/* Host and path of a URL, without what follows them and the last stroke. */
static struct dh_str place_of(struct dh_str url)
{
    struct dh_str host = dh_url_host(url), s = url;
    if (host.n)
        s = (struct dh_str){ host.p, (size_t)(url.p + url.n - host.p) };
    s = dh_str_sub(s, 0, dh_str_find_byte(s, '?'));
    s = dh_str_sub(s, 0, dh_str_find_byte(s, '#'));
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    return host.n ? s : DH_STR_NONE;
}

/* Whether the node says that it stands at the page's address. */
static bool is_own(const struct graph *g, const dh_json *node)
{
    struct dh_str page = place_of(g->f->base);
    struct dh_str a = place_of(text_of(g, dh_json_get(node, "mainEntityOfPage"), "@id"));
    struct dh_str b = place_of(said(dh_json_get(node, "url")));
    return page.n && (dh_str_eq_nocase(a, page) || dh_str_eq_nocase(b, page));
}

/* What a fact check found: the first on the page. */
static void read_claim(const struct graph *g, const dh_json *node)
{
    struct dh_meta *m = g->f->meta;
    const dh_json *rating = first_of(dh_json_get(node, "reviewRating"));
    if (m->claim.n)
        return;
    dh_facts_keep(g->f, dh_str_trim(said(dh_json_get(node, "claimReviewed"))), &m->claim);
    dh_facts_keep(g->f, dh_str_trim(said(dh_json_get(rating, "alternateName"))), &m->verdict);
}

static void read_node(const struct graph *g, const dh_json *node)
{
    bool organization = is_organization(node);
    if (g->f->n_trail == 0 && node_is(node, DH_STR("BreadcrumbList")))
        read_trail(g, node);
    if (organization || node_is(node, DH_STR("Person")))
        remember(g->f, g->f->named, &g->f->n_named, organization ? DH_RANK_HOUSE : 0,
                 dh_json_string(dh_json_get(node, "@id")), said(dh_json_get(node, "name")));
    for (size_t i = 0; i < DH_LEN(types); i++) {
        if (!node_is(node, dh_str_c(types[i].type)))
            continue;
        if (types[i].rank == RANK_SITE)
            add(g, DH_FACT_SITENAME, RANK_SITE, dh_json_string(dh_json_get(node, "name")));
        else
            read_work(g, node,
                      types[i].rank == RANK_ARTICLE && is_own(g, node) ? RANK_OWN : types[i].rank);
        return;
    }
    if (node_is(node, DH_STR("ClaimReview")))
        read_claim(g, node);
    if (node_is(node, DH_STR("VideoObject")))
        add_date(g, DH_FACT_PUBLISHED, RANK_UPLOAD, dh_json_get(node, "uploadDate"));
}

/* Gathers the objects of v: itself, elements of arrays, "@graph", and the page's main entity, a
 * loop over a growing list. */
static void gather(struct graph *g, const dh_json *v)
{
    static const char *const members[] = { "@graph", "mainEntity", "mainEntityOfPage",
                                           "breadcrumb" };

    g->nodes[g->n++] = v;
    for (size_t i = 0; i < g->n; i++) {
        const dh_json *node = g->nodes[i];
        if (dh_json_kind(node) == DH_JSON_ARRAY)
            for (const dh_json *e = dh_json_first(node); e && g->n < NODES_MAX; e = dh_json_next(e))
                g->nodes[g->n++] = e;
        for (size_t k = 0; k < DH_LEN(members); k++) {
            const dh_json *member = dh_json_get(node, members[k]);
            if (member && g->n < NODES_MAX)
                g->nodes[g->n++] = member;
        }
    }
}

/* Parses text, or what it is once mended: JSON in which somebody wrote quotation marks as in
 * markup, or not quite JSON. NULL: it is neither. */
static dh_json *parse(struct dh_facts *f, struct dh_str text)
{
    struct dh_buf plain, mended;
    dh_json *doc = NULL;

    enum dh_err e = dh_json_parse(text, &doc, NULL);
    dh_facts_note(f, e);
    if (e != DH_EDATA)
        return doc;
    dh_buf_init(&plain, f->arena->mem, 2 * SCRIPT_MAX);
    dh_buf_init(&mended, f->arena->mem, 2 * SCRIPT_MAX);
    if (dh_str_find(text, DH_STR("&quot;")) < text.n && dh_str_find_byte(text, '"') == text.n) {
        dh_html_decode(&plain, text, false);
        text = dh_buf_str(&plain);
    }
    dh_json_mend(text, &mended);
    e = plain.err ? plain.err : mended.err;
    if (e == DH_OK)
        e = dh_json_parse(dh_buf_str(&mended), &doc, NULL);
    dh_facts_note(f, e);
    dh_buf_release(&mended);
    dh_buf_release(&plain);
    return doc;
}

void dh_facts_read_jsonld(struct dh_facts *f, struct dh_str body)
{
    struct graph g = { .f = f };
    struct dh_str text = dh_json_in_script(body);
    dh_json *doc = text.n && text.n <= SCRIPT_MAX ? parse(f, text) : NULL;

    if (!doc)
        return;
    gather(&g, doc);
    for (size_t i = 0; i < g.n; i++)
        read_node(&g, g.nodes[i]);
    dh_json_free(doc);
}

void dh_facts_read_people(struct dh_facts *f)
{
    for (unsigned i = 0; i < f->n_wanted; i++)
        for (unsigned k = 0; k < f->n_named; k++) {
            const struct dh_person *p = &f->named[k];
            unsigned rank = p->rank > f->wanted[i].rank ? p->rank : f->wanted[i].rank;
            if (p->name.n && dh_str_eq(p->id, f->wanted[i].id))
                dh_facts_add(f, DH_FACT_AUTHOR, rank, p->name, false);
        }
}
