/* SPDX-License-Identifier: MIT */
#include "meta/script/statenames.h"

#include "base/utf8.h"
#include "meta/facts/byline.h"

/* Members that hold an article's text or one paragraph of it. */
static const char *const texts[] = {
    "articleBody", "body", "bodyHtml", "bodyText", "body_html", "content", "contentHtml",
    "html",        "text", "rendered", "fullText", "story",     "value",   "paragraph",
};

bool dh_state_is_text(struct dh_str key)
{
    return dh_str_one_of(key, texts, DH_LEN(texts));
}

struct dh_str dh_state_text_name(size_t i)
{
    return i < DH_LEN(texts) ? dh_str_c(texts[i]) : DH_STR_NONE;
}

struct member {
    const char *name;
    enum dh_fact fact;
};

static const struct member dates[] = {
    { "published_at", DH_FACT_PUBLISHED },
    { "publishedAt", DH_FACT_PUBLISHED },
    { "published", DH_FACT_PUBLISHED },
    { "datePublished", DH_FACT_PUBLISHED },
    { "date_published", DH_FACT_PUBLISHED },
    { "publishDate", DH_FACT_PUBLISHED },
    { "publish_date", DH_FACT_PUBLISHED },
    { "publishedDate", DH_FACT_PUBLISHED },
    { "publicationDate", DH_FACT_PUBLISHED },
    { "publication_date", DH_FACT_PUBLISHED },
    { "firstPublished", DH_FACT_PUBLISHED },
    { "first_published_at", DH_FACT_PUBLISHED },
    { "pubDate", DH_FACT_PUBLISHED },
    { "pub_date", DH_FACT_PUBLISHED },
    { "created_at", DH_FACT_PUBLISHED },
    { "createdAt", DH_FACT_PUBLISHED },
    { "date", DH_FACT_PUBLISHED },
    { "updated_at", DH_FACT_MODIFIED },
    { "updatedAt", DH_FACT_MODIFIED },
    { "modified", DH_FACT_MODIFIED },
    { "modified_at", DH_FACT_MODIFIED },
    { "dateModified", DH_FACT_MODIFIED },
    { "lastModified", DH_FACT_MODIFIED },
    { "updatedDate", DH_FACT_MODIFIED },
};
static const char *const titles[] = { "title", "headline", "name" };
static const char *const authors[] = { "author", "authors", "byline", "writer", "writers" };
static const char *const author_names[] = { "name", "fullName", "full_name", "displayName" };

bool dh_state_is_title(struct dh_str key)
{
    return dh_str_one_of(key, titles, DH_LEN(titles));
}

bool dh_state_is_author(struct dh_str key)
{
    return dh_str_one_of(key, authors, DH_LEN(authors));
}

bool dh_state_is_person(struct dh_str key)
{
    return dh_str_one_of(key, author_names, DH_LEN(author_names));
}

bool dh_state_is_date(struct dh_str key, enum dh_fact *fact, unsigned *rank)
{
    enum { LAST = 8 }; /* an address that holds a date says more than some */
    for (size_t i = 0; i < DH_LEN(dates); i++)
        if (dh_str_eq(key, dh_str_c(dates[i].name))) {
            *fact = dates[i].fact;
            *rank = DH_RANK_STATE + (unsigned)(i < LAST ? i : LAST);
            return true;
        }
    return false;
}

void dh_state_add_person(struct dh_facts *f, struct dh_str name)
{
    if (dh_byline_are_names(name))
        dh_facts_add(f, DH_FACT_AUTHOR, DH_RANK_STATE, name, false);
}

bool dh_state_is_prose(struct dh_str s, size_t min)
{
    size_t blanks = 0, stops = 0, braces = 0, chars = 0, thai = 0;
    if (s.n < min)
        return false;
    for (size_t i = 0; i < s.n; chars++) {
        uint32_t cp = (unsigned char)s.p[i];
        i += cp < 0x80 ? 1 : dh_utf8_get(s, i, &cp);
        blanks += cp == ' ';
        stops += cp == '.' || (cp >= 0x80 && dh_utf8_stop(cp)) || cp == 0xFF0C || cp == 0x3001;
        braces += cp == '{' || cp == '}';
        thai += cp >= 0xE00 && cp < 0xE80;
    }
    stops += thai > chars / 2; /* its sentences end in a blank */
    return stops > 0 && blanks + stops > chars / 40 && braces < 4 + chars / 1000;
}

bool dh_state_is_item(const dh_json *v)
{
    static const char *const members[] = { "headline", "title", "slug",     "url",
                                           "href",     "link",  "permalink" };
    for (size_t i = 0; i < DH_LEN(members); i++)
        if (dh_json_string(dh_json_get(v, members[i])).n)
            return true;
    return false;
}
