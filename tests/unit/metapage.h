/* SPDX-License-Identifier: MIT */
/* For the tests of meta/: pages at one address, and what their fields are to say. */
#ifndef METAPAGE_H
#define METAPAGE_H

#include <string.h>

#include "meta/facts/facts.h"
#include "meta/meta.h"

#define URL      "https://www.example-times.com/world/2024/03/01/harbour-opens"
#define LD(json) "<script type='application/ld+json'>" json "</script>"

#define PARAGRAPH \
    "The harbour of the small town was opened again on Friday after two years of work. Boats " \
    "came " \
    "from all the islands around, and the mayor held a speech that few could hear in the wind. "

/* What Nuxt 3 leaves: places for values. The story is at 3, its list of paragraphs at 8. */
#define NUXT(title, text) \
    "<script type='application/json' id='__NUXT_DATA__' data-ssr='true'>" \
    "[[\"ShallowReactive\",1],{\"data\":2},[\"Reactive\",3]," \
    "{\"title\":4,\"publishedAt\":5,\"author\":6,\"body\":8},\"" title "\"," \
    "[\"Date\",\"2024-03-04T10:00:00.000Z\"],{\"name\":7},\"Ann Lee\"," text "]</script>"
#define NUXT_TEXT "\"" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH "\""

struct setting {
    struct dh_tree_builder builder;
    struct dh_page page;
    struct dh_meta meta;
};

static inline void read_page(struct setting *s, struct dh_str html)
{
    struct dh_tree t;
    dh_page_reset(&s->page);
    assert_int_equal(dh_tree_build(&s->builder, html, &t, NULL), DH_OK);
    assert_int_equal(dh_meta_read(&t, DH_STR(URL), &s->page, &s->meta), DH_OK);
}

/* A page, and what one of its fields says then. */
struct field_case {
    const char *name;
    enum dh_field field;
    const char *html, *want;
};

static inline void check_fields(struct setting *s, const struct field_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        read_page(s, dh_str_c(cases[i].html));
        struct dh_str got = s->page.field[cases[i].field];
        if (!dh_str_eq(got, dh_str_c(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)got.n, got.p);
    }
}

static inline int set_up(void **state)
{
    static struct setting s;
    dh_tree_builder_init(&s.builder, dh_mem_default(), 64 << 20);
    dh_page_init(&s.page, dh_mem_default(), 64 << 20);
    *state = &s;
    return 0;
}

static inline int tear_down(void **state)
{
    struct setting *s = *state;
    dh_tree_builder_release(&s->builder);
    dh_page_release(&s->page);
    return 0;
}

#endif
