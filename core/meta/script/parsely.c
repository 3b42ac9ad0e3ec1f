/* SPDX-License-Identifier: MIT */
/* The JSON of the meta tag "parsely-page": what older pages tell a counting service of the story.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "meta/facts/facts.h"
#include "meta/script/jsonld.h"

static const struct {
    const char *name;
    enum dh_fact fact;
} members[] = {
    { "title", DH_FACT_TITLE },     { "pub_date", DH_FACT_PUBLISHED },
    { "author", DH_FACT_AUTHOR },   { "authors", DH_FACT_AUTHOR },
    { "section", DH_FACT_SECTION }, { "link", DH_FACT_CANONICAL },
    { "image_url", DH_FACT_IMAGE },
};

static void read_member(struct dh_facts *f, enum dh_fact fact, unsigned rank, const dh_json *v)
{
    if (dh_json_kind(v) != DH_JSON_ARRAY) {
        dh_facts_add(f, fact, rank, dh_json_string(v), true);
        return;
    }
    for (v = dh_json_first(v); v; v = dh_json_next(v))
        dh_facts_add(f, fact, rank, dh_json_string(v), true);
}

void dh_facts_read_parsely(struct dh_facts *f, unsigned rank, struct dh_str content)
{
    enum { CONTENT_MAX = 1 << 16 };
    struct dh_buf text;
    dh_json *doc = NULL;

    if (content.n > CONTENT_MAX)
        return;
    dh_buf_init(&text, f->arena->mem, 2 * CONTENT_MAX);
    dh_html_decode(&text, content, true);
    enum dh_err e = text.err ? text.err : dh_json_parse(dh_buf_str(&text), &doc, NULL);
    dh_facts_note(f, e);
    if (e == DH_OK)
        for (size_t i = 0; i < DH_LEN(members); i++) {
            const dh_json *v = dh_json_get(doc, members[i].name);
            if (v)
                read_member(f, members[i].fact, rank, v);
        }
    dh_json_free(doc);
    dh_buf_release(&text);
}
