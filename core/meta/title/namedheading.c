/* SPDX-License-Identifier: MIT */
/* Older templates have the headline in a box or span that is named so, and nothing but the site's
 * name in the title element. */
#include "meta/facts/facts.h"
#include "meta/shown/classwords.h"
#include "meta/shown/elements.h"
#include "meta/title/headings.h"

enum { NODES_MAX = 40, TEXT_MIN = 12, TEXT_MAX = 250 /* bytes */ };

/* What the names of element i say; nothing where it is no box, or holds much. */
static unsigned says_of(const struct dh_tree *t, uint32_t i, const struct dh_class_words *words)
{
    const struct dh_node *node = &t->nodes[i];
    struct dh_str name, value;
    unsigned says = 0;
    size_t at = 0;

    bool heading = node->tag >= GUMBO_TAG_H1 && node->tag <= GUMBO_TAG_H4;
    if (node->tag != GUMBO_TAG_DIV && node->tag != GUMBO_TAG_SPAN && node->tag != GUMBO_TAG_TD &&
        node->tag != GUMBO_TAG_P && node->tag != GUMBO_TAG_STRONG && !heading)
        return 0;
    if (node->end - i > NODES_MAX)
        return 0;
    while (dh_tag_next_attr(node->raw, &at, &name, &value))
        if (dh_str_eq_nocase(name, DH_STR("class")) || dh_str_eq_nocase(name, DH_STR("id")))
            says |= dh_class_says(words, value);
    const unsigned both = DH_SAYS_TITLE | DH_SAYS_STORY;
    return (says & both) == both ? says | DH_SAYS_HEADLINE : says;
}

static bool in_link(const struct dh_tree *t, uint32_t i)
{
    enum { LEVELS = 3 };
    bool in = false;
    for (uint32_t k = i + 1; k < t->nodes[i].end; k++)
        in |= t->nodes[k].tag == GUMBO_TAG_A; /* a teaser's */
    for (int up = 0; up < LEVELS; up++, i = t->nodes[i].parent)
        in |= t->nodes[i].tag == GUMBO_TAG_A;
    return in;
}

uint32_t dh_facts_named_heading(struct dh_facts *f, const struct dh_tree *t)
{
    struct dh_class_words words = { .index = { .next = { 0 } } };
    struct dh_str only = DH_STR_NONE;
    uint32_t found = 0;

    dh_class_words_init(&words);
    for (uint32_t i = 0; i < t->n && !f->err; i++) {
        unsigned says = says_of(t, i, &words);
        if (!(says & DH_SAYS_HEADLINE) || says & DH_SAYS_ANOTHER || in_link(t, i))
            continue;
        struct dh_str text = dh_facts_element_text(f, t, i);
        if (text.n < TEXT_MIN || text.n > TEXT_MAX || dh_str_eq(text, only))
            continue;
        if (found)
            return 0; /* several: a list */
        found = i;
        only = text;
    }
    if (found)
        f->meta->headline[DH_HEADLINE_TITLE] = only;
    return found;
}
