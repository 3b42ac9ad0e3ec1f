/* SPDX-License-Identifier: MIT */
#include "fetch/feed.h"

#include <expat.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/url.h"
#include "base/utf8.h"
#include "codec/codec.h"
#include "fetch/xmlmend.h"
#include "tree/tree.h"

enum field {
    FIELD_URL,
    FIELD_HREF,
    FIELD_ID,
    FIELD_TITLE,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELDS,
    FIELD_NONE
};

/* What the elements of an entry mean. A later element does not take the place of an earlier
 * one, but for those that are `better`. */
static const struct {
    enum dh_feed_kind kind;
    const char *element;
    enum field field;
    bool better;
} elements[] = {
    { DH_FEED_RSS, "link", FIELD_URL, false },
    { DH_FEED_RSS, "feedburner:origLink", FIELD_URL, true },
    { DH_FEED_RSS, "guid", FIELD_ID, false },
    { DH_FEED_RSS, "title", FIELD_TITLE, false },
    { DH_FEED_RSS, "pubDate", FIELD_PUBLISHED, false },
    { DH_FEED_RSS, "dc:date", FIELD_PUBLISHED, false },
    { DH_FEED_RSS, "atom:updated", FIELD_UPDATED, false },
    { DH_FEED_RSS, "dcterms:modified", FIELD_UPDATED, false },
    { DH_FEED_ATOM, "id", FIELD_ID, false },
    { DH_FEED_ATOM, "title", FIELD_TITLE, false },
    { DH_FEED_ATOM, "published", FIELD_PUBLISHED, false },
    { DH_FEED_ATOM, "updated", FIELD_UPDATED, false },
    { DH_FEED_ATOM, "issued", FIELD_PUBLISHED, false }, /* Atom 0.3 */
    { DH_FEED_ATOM, "modified", FIELD_UPDATED, false },
    { DH_FEED_SITEMAP, "loc", FIELD_URL, false },
    { DH_FEED_SITEMAP, "lastmod", FIELD_UPDATED, false },
    { DH_FEED_SITEMAP, "news:title", FIELD_TITLE, false },
    { DH_FEED_SITEMAP, "news:publication_date", FIELD_PUBLISHED, false },
    { DH_FEED_INDEX, "loc", FIELD_URL, false },
    { DH_FEED_INDEX, "lastmod", FIELD_UPDATED, false },
};

/* By the root element: what a list is, and what its entries are called. */
static const struct {
    const char *root, *entry;
    enum dh_feed_kind kind;
} roots[] = {
    { "rss", "item", DH_FEED_RSS },
    { "RDF", "item", DH_FEED_RSS },
    { "feed", "entry", DH_FEED_ATOM },
    { "urlset", "url", DH_FEED_SITEMAP },
    { "sitemapindex", "sitemap", DH_FEED_INDEX },
};

struct reader {
    struct dh_arena *arena;
    struct dh_feed *feed;
    struct dh_str url;        /* of the list */
    struct dh_str base, item; /* what links are relative to: in the list; in the entry, or empty */
    XML_Parser xml;
    size_t root;                                 /* of roots; DH_LEN(roots): not seen yet */
    size_t cap, depth, entry_depth, field_depth; /* 0: not inside */
    char prefix[32];  /* "x:" that the list's own elements bear; empty: none */
    enum field field; /* that text is read for */
    bool better, permalink, html;
    struct dh_str value[FIELDS];
    struct dh_buf text;
    enum dh_err err;
    const char *why;
};

static void stop(struct reader *r, enum dh_err e, const char *why)
{
    if (r->err)
        return;
    r->err = e;
    r->why = why;
    if (r->xml)
        XML_StopParser(r->xml, XML_FALSE);
}

/* ---- Entries, whatever the syntax */

static void add_entry(struct reader *r)
{
    struct dh_feed *f = r->feed;
    void *entries = f->entries;
    struct dh_buf url;
    struct dh_str *v = r->value, link = v[FIELD_URL];

    if (!link.n && r->permalink && dh_url_is_http(v[FIELD_ID]))
        link = v[FIELD_ID];
    if (!link.n)
        link = v[FIELD_HREF];
    dh_buf_init(&url, r->arena->mem, DH_URL_MAX);
    if (!link.n || dh_url_normal(r->item.n ? r->item : r->base, link, &url) != DH_OK) {
        f->nowhere++;
    } else {
        if (f->n == DH_FEED_ENTRIES) {
            f->capped = true;
            stop(r, DH_END, "enough");
        } else if (!dh_arena_grow(r->arena, &entries, f->n, &r->cap, sizeof *f->entries)) {
            stop(r, DH_ELIMIT, "too large");
        } else {
            f->entries = entries;
            struct dh_feed_entry *e = &f->entries[f->n];
            *e = (struct dh_feed_entry){ .id = v[FIELD_ID],
                                         .title = v[FIELD_TITLE],
                                         .published = v[FIELD_PUBLISHED],
                                         .updated = v[FIELD_UPDATED] };
            if (dh_arena_copy(r->arena, dh_buf_str(&url), &e->url))
                f->n++;
            else
                stop(r, DH_ELIMIT, "too large");
        }
    }
    dh_buf_release(&url);
    memset(r->value, 0, sizeof r->value);
    r->permalink = true;
}

static void set_value(struct reader *r, enum field f, struct dh_str s, bool better)
{
    s = dh_str_trim(s);
    if (!s.n || (r->value[f].n && !better))
        return;
    if (!dh_arena_copy(r->arena, s, &r->value[f]))
        stop(r, DH_ELIMIT, "too large");
}

/* ---- XML */

/* The element's name less the prefix of the list's own. */
static const char *own_name(const struct reader *r, const char *name)
{
    size_t n = strlen(r->prefix);
    return n && strncmp(name, r->prefix, n) == 0 ? name + n : name;
}

static void on_root(struct reader *r, const char *name)
{
    const char *colon = strchr(name, ':'), *local = colon ? colon + 1 : name;
    size_t n = (size_t)(local - name);

    for (r->root = 0; r->root < DH_LEN(roots); r->root++)
        if (strcmp(local, roots[r->root].root) == 0)
            break;
    if (r->root == DH_LEN(roots)) {
        stop(r, DH_EDATA, "neither feed nor sitemap");
        return;
    }
    r->feed->kind = roots[r->root].kind;
    if (strcmp(local, "RDF") != 0 && n < sizeof r->prefix) /* rdf:RDF holds elements without one */
        memcpy(r->prefix, name, n);
}

static struct dh_str attribute(const char **atts, const char *name)
{
    for (size_t i = 0; atts[i]; i += 2)
        if (strcmp(atts[i], name) == 0)
            return dh_str_c(atts[i + 1]);
    return DH_STR_NONE;
}

/* ref, seen from base, in the arena; base where it is no address. */
static struct dh_str resolve(struct reader *r, struct dh_str base, struct dh_str ref)
{
    struct dh_buf b;
    struct dh_str url = base;

    dh_buf_init(&b, r->arena->mem, DH_URL_MAX);
    if (ref.n && dh_url_normal(base, ref, &b) == DH_OK &&
        !dh_arena_copy(r->arena, dh_buf_str(&b), &url))
        stop(r, DH_ELIMIT, "too large");
    dh_buf_release(&b);
    return url;
}

/* What links inside an element are relative to (XML Base; RFC 4287, 2). */
static struct dh_str base_in(struct reader *r, const char **atts)
{
    return resolve(r, r->item.n ? r->item : r->base, attribute(atts, "xml:base"));
}

/* <link href=...>: of Atom, and in RSS, where some write it in place of their own. */
static void on_link(struct reader *r, const char **atts)
{
    struct dh_str rel = attribute(atts, "rel"), href = attribute(atts, "href");
    if (attribute(atts, "xml:base").n && href.n)
        href = resolve(r, base_in(r, atts), href);
    if (!rel.n || dh_str_eq(rel, DH_STR("alternate")) ||
        dh_str_eq(rel, DH_STR("http://www.iana.org/assignments/relation/alternate")))
        set_value(r, r->feed->kind == DH_FEED_ATOM ? FIELD_URL : FIELD_HREF, href, false);
}

static void on_start(void *self, const char *name, const char **atts)
{
    struct reader *r = self;

    if (r->depth++ == 0)
        on_root(r, name);
    if (r->depth > DH_FEED_DEPTH)
        stop(r, DH_ELIMIT, "nested too deeply");
    if (r->err)
        return;
    const char *own = own_name(r, name);
    if (r->depth == 1 || (r->depth == 2 && strcmp(own, "channel") == 0))
        r->base = base_in(r, atts);
    if (!r->entry_depth && r->depth > 1 && strcmp(own, roots[r->root].entry) == 0) {
        r->entry_depth = r->depth;
        r->item = base_in(r, atts);
        set_value(r, FIELD_ID, attribute(atts, "rdf:about"), false);
        return;
    }
    if (!r->entry_depth || r->field_depth)
        return;
    bool link = strcmp(own, "link") == 0 || strcmp(own, "atom:link") == 0;
    if (link && r->depth == r->entry_depth + 1 &&
        (r->feed->kind == DH_FEED_ATOM || r->feed->kind == DH_FEED_RSS))
        on_link(r, atts);
    if (strcmp(own, "guid") == 0 &&
        dh_str_eq_nocase(attribute(atts, "isPermaLink"), DH_STR("false")))
        r->permalink = false;
    for (size_t i = 0; i < DH_LEN(elements); i++) {
        if (elements[i].kind != r->feed->kind || strcmp(own, elements[i].element) != 0 ||
            (r->depth > r->entry_depth + 1 && !strchr(own, ':')))
            continue;
        r->field = elements[i].field;
        r->better = elements[i].better;
        r->field_depth = r->depth;
        /* So it is in Atom where it says so, and elsewhere by custom. */
        r->html = r->feed->kind != DH_FEED_ATOM ||
                  dh_str_eq_nocase(attribute(atts, "type"), DH_STR("html"));
        dh_buf_reset(&r->text);
    }
}

/* s, which is HTML, without its tags and character references. */
static void add_plain(struct dh_buf *out, struct dh_str s)
{
    bool tags = true; /* any more of them */

    while (s.n) {
        size_t at = dh_str_find_byte(s, '<');
        dh_html_decode(out, dh_str_sub(s, 0, at), true);
        s = dh_str_sub(s, at, s.n);
        bool tag = tags && s.n > 1 && (dh_is_alpha((unsigned char)s.p[1]) || s.p[1] == '/');
        size_t end = tag ? dh_str_find_byte(s, '>') : s.n;
        tags = tags && !(tag && end == s.n);
        if (s.n && end == s.n) { /* the sign itself */
            dh_buf_byte(out, '<');
            end = 0;
        }
        s = dh_str_sub(s, end + 1, s.n);
    }
}

static void set_title(struct reader *r, struct dh_str s)
{
    struct dh_buf plain;

    dh_buf_init(&plain, r->arena->mem, DH_FEED_TEXT + 1);
    add_plain(&plain, s);
    set_value(r, FIELD_TITLE, dh_buf_str(&plain), false);
    dh_buf_release(&plain);
}

static void on_end(void *self, const char *name)
{
    struct reader *r = self;

    (void)name;
    if (r->err)
        return;
    if (r->field_depth == r->depth) {
        if (r->field == FIELD_TITLE && r->html)
            set_title(r, dh_buf_str(&r->text));
        else
            set_value(r, r->field, dh_buf_str(&r->text), r->better);
        r->field_depth = 0;
    }
    if (r->entry_depth == r->depth) {
        add_entry(r);
        r->entry_depth = 0;
        r->item = DH_STR_NONE;
    }
    r->depth--;
}

static void on_text(void *self, const char *p, int n)
{
    struct reader *r = self;
    size_t left = DH_FEED_TEXT - r->text.n;

    if (r->field_depth)
        dh_buf_add(&r->text, (struct dh_str){ p, (size_t)n < left ? (size_t)n : left });
}

static void on_entity(void *self, const char *name, int is_parameter, const char *value, int n,
                      const char *base, const char *system, const char *pub, const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)n;
    (void)base, (void)system, (void)pub, (void)notation;
    stop(self, DH_EDATA, "entity declarations are refused");
}

/* One pass of expat; encoding NULL: as the document says. *error is expat's. */
static enum dh_err parse_xml(struct reader *r, struct dh_str s, const char *encoding,
                             enum XML_Error *error)
{
    *error = XML_ERROR_NO_MEMORY;
    r->xml = XML_ParserCreate(encoding);
    if (!r->xml)
        return DH_ENOMEM;
    XML_SetUserData(r->xml, r);
    XML_SetElementHandler(r->xml, on_start, on_end);
    XML_SetCharacterDataHandler(r->xml, on_text);
    XML_SetEntityDeclHandler(r->xml, on_entity);
    *error = XML_ERROR_NONE;
    enum XML_Status status = XML_Parse(r->xml, s.p, (int)s.n, 1); /* DH_FEED_UNPACKED fits */
    if (status != XML_STATUS_OK && !r->err) {
        *error = XML_GetErrorCode(r->xml);
        r->err = *error == XML_ERROR_NO_MEMORY ? DH_ENOMEM : DH_EDATA;
        r->why = XML_ErrorString(*error);
    }
    XML_ParserFree(r->xml);
    r->xml = NULL;
    return r->err;
}

static void reset(struct reader *r)
{
    struct dh_feed *f = r->feed;
    struct dh_buf text = r->text;

    *r = (struct reader){
        .arena = r->arena, .feed = f, .url = r->url, .base = r->url, .permalink = true
    };
    r->root = DH_LEN(roots);
    r->text = text;
    *f = (struct dh_feed){ 0 };
}

/* Blanks before the declaration are what many sites send, and no XML; so are comments of a cache
 * and warnings of a program. */
static struct dh_str skip_front(struct dh_str s)
{
    enum { FRONT = 4096 };
    const struct dh_str bom = DH_STR("\xEF\xBB\xBF");
    size_t n = 0;

    while (n < s.n)
        if (dh_is_space((unsigned char)s.p[n]))
            n++;
        else if (dh_str_starts(dh_str_sub(s, n, s.n), bom))
            n += bom.n;
        else
            break;
    s = dh_str_sub(s, n, s.n);
    struct dh_str front = dh_str_sub(s, 0, FRONT);
    size_t declared = dh_str_find(front, DH_STR("<?xml "));
    return declared < front.n ? dh_str_sub(s, declared, s.n) : s;
}

static enum dh_err read_xml(struct reader *r, struct dh_str s)
{
    enum XML_Error error = XML_ERROR_NONE;
    struct dh_buf utf8;
    enum dh_err e;

    s = skip_front(s);
    dh_buf_init(&utf8, r->arena->mem, 2 * (size_t)DH_FEED_UNPACKED);
    e = dh_mend_charset(s, &utf8);
    const char *encoding = utf8.n ? "UTF-8" : NULL;
    if (e == DH_OK)
        e = parse_xml(r, utf8.n ? dh_buf_str(&utf8) : s, encoding, &error);
    if (e == DH_EDATA && error != XML_ERROR_NONE) {
        size_t n = r->feed->n;
        struct reader first = *r;
        struct dh_feed was = *r->feed;
        struct dh_buf mended;
        dh_buf_init(&mended, r->arena->mem, 2 * (size_t)DH_FEED_UNPACKED);
        dh_mend_xml(utf8.n ? dh_buf_str(&utf8) : s, &mended);
        reset(r);
        e = mended.err ? mended.err : parse_xml(r, dh_buf_str(&mended), "UTF-8", &error);
        if (e == DH_EDATA && n > r->feed->n) { /* mending made it worse */
            *r = first;
            *r->feed = was;
        }
        dh_buf_release(&mended);
    }
    dh_buf_release(&utf8);
    return e;
}

/* ---- JSON Feed */

static enum dh_err read_json(struct reader *r, struct dh_str s)
{
    static const struct {
        const char *key;
        enum field field;
    } members[] = {
        { "url", FIELD_URL },
        { "external_url", FIELD_URL },
        { "id", FIELD_ID },
        { "title", FIELD_TITLE },
        { "date_published", FIELD_PUBLISHED },
        { "date_modified", FIELD_UPDATED },
    };
    dh_json *doc = NULL;
    enum dh_err e = dh_json_parse(s, &doc, NULL);

    if (e)
        return e;
    r->feed->kind = DH_FEED_JSON;
    r->why = "neither feed nor sitemap";
    if (!dh_str_starts(dh_json_string(dh_json_get(doc, "version")),
                       DH_STR("https://jsonfeed.org/version/")))
        r->err = DH_EDATA;
    const dh_json *items = dh_json_get(doc, "items");
    const dh_json *item = r->err || !items ? NULL : dh_json_first(items);
    for (; item && !r->err; item = dh_json_next(item)) {
        for (size_t i = 0; i < DH_LEN(members); i++)
            set_value(r, members[i].field, dh_json_string(dh_json_get(item, members[i].key)),
                      false);
        add_entry(r);
    }
    dh_json_free(doc);
    return r->err;
}

/* ---- Both */

static enum dh_err unpack(struct dh_arena *a, struct dh_str *s, struct dh_buf *out,
                          struct dh_detail *d)
{
    struct dh_decoder *c = NULL;
    enum dh_coding coding = dh_coding_sniff(*s, NULL);

    if (coding == DH_CODING_NONE)
        return s->n <= DH_FEED_UNPACKED ? DH_OK
                                        : dh_fail(d, DH_ELIMIT, 0, "a list that is too large");
    enum dh_err e = dh_decoder_new(&c, a->mem, coding, d);
    struct dh_str in = *s;
    if (e == DH_OK)
        e = dh_decoder_run(c, &in, SIZE_MAX, out, d);
    if (e == DH_OK)
        e = dh_decoder_end(c, d);
    dh_decoder_free(c);
    *s = dh_buf_str(out);
    return e;
}

static bool is_json(struct dh_str s)
{
    s = dh_str_trim(dh_str_without_bom(s));
    return s.n && s.p[0] == '{';
}

enum dh_err dh_feed_read(struct dh_arena *a, struct dh_str bytes, struct dh_str url,
                         struct dh_feed *out, struct dh_detail *d)
{
    struct reader r = { .arena = a, .feed = out, .url = url };
    struct dh_buf plain;

    dh_buf_init(&plain, a->mem, DH_FEED_UNPACKED);
    dh_buf_init(&r.text, a->mem, DH_FEED_TEXT + 1);
    reset(&r);
    enum dh_err e = unpack(a, &bytes, &plain, d);
    if (e == DH_OK) {
        e = is_json(bytes) ? read_json(&r, bytes) : read_xml(&r, bytes);
        if (e == DH_END) /* enough */
            e = DH_OK;
        if (e == DH_EDATA && out->n) {
            out->broken = r.depth != 0; /* junk behind the list cost nothing */
            e = DH_OK;
        }
        if (e)
            dh_fail(d, e, 0, "not a list of pages: %s", r.why ? r.why : dh_strerror(e));
    }
    dh_buf_release(&r.text);
    dh_buf_release(&plain);
    return e;
}
