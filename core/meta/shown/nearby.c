/* SPDX-License-Identifier: MIT */
/* What stands near the headline, asked where nothing else tells: here authors, dates and sections
 * by the names of their classes; what stands there without such a name is asked for by the others
 * (nearbyinside.h). */
#include "meta/shown/nearby.h"

#include "meta/facts/byline.h"
#include "meta/name/nameline.h"
#include "meta/name/personname.h"
#include "meta/shown/changed.h"
#include "meta/shown/elements.h"
#include "meta/shown/nearbyinside.h"

enum { TEXT_MAX = 90 /* bytes of a stamp or a byline */ };

/* Of elements one in another the inner one is meant: "By Ann Lee on 1 March" around "Ann Lee". */
static uint32_t innermost(struct dh_nearby *n, uint32_t i, unsigned what)
{
    uint32_t best = i;
    for (uint32_t k = i + 1; k < n->t->nodes[i].end; k++)
        if (dh_nearby_says(n, k) & what)
            best = k;
    return best;
}

/* Adds the text of element i as an author. Where a date is in it, or it is a sentence, the names
 * that it begins with. Whether one was found. */
static bool take_author(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    enum { SENTENCE_MAX = 300 };
    struct dh_str text = dh_facts_element_text(f, t, i), names;
    uint32_t first = i + 1; /* the name may stand before what one is: "Ann Lee<span>Editor" */
    while (first < t->nodes[i].end && t->nodes[first].tag != DH_TAG_TEXT)
        first++;
    if (first < t->nodes[i].end && t->nodes[first].raw.n < text.n) {
        struct dh_str name = dh_facts_text(f, t->nodes[first].raw, true);
        struct dh_str rest = dh_str_sub(text, name.n, text.n);
        if (dh_names_person(name) && rest.n <= TEXT_MAX && dh_nameline_role(rest))
            text = name;
    }
    bool digits = false;
    for (size_t k = 0; k < text.n; k++)
        digits |= dh_is_digit((unsigned char)text.p[k]);
    if (!digits && text.n <= TEXT_MAX)
        dh_facts_add(f, DH_FACT_AUTHOR, DH_RANK_NAMED, text, false);
    else if (text.n <= SENTENCE_MAX && dh_byline_leading_names(text, &names))
        dh_facts_add(f, DH_FACT_AUTHOR, DH_RANK_NAMED, names, false);
    return f->rank[DH_FACT_AUTHOR] <= DH_RANK_NAMED;
}

/* The first link in element i, else its text. */
static void take_section(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    enum { SECTION_MAX = 40 };
    uint32_t link = i;
    for (uint32_t k = i; k < t->nodes[i].end && link == i; k++)
        if (t->nodes[k].tag == GUMBO_TAG_A)
            link = k;
    struct dh_str text = dh_facts_element_text(f, t, link);
    if (text.n <= SECTION_MAX && dh_str_find_byte(text, ':') == text.n &&
        !dh_element_is_button(text))
        dh_facts_add(f, DH_FACT_SECTION, DH_RANK_NAMED, text, false);
}

/* A stamp or byline is short, and holds what it says it holds. */
static void take_named(struct dh_nearby *n, uint32_t i, unsigned what)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    if (t->nodes[i].end - i > DH_NEARBY_BEFORE)
        return;
    struct dh_str tag = t->nodes[i].raw, value, text;
    uint32_t inner = innermost(n, i, what);
    if (what == DH_SAYS_AUTHOR) {
        if (!take_author(f, t, inner) && inner != i)
            take_author(f, t, i); /* the inner one is the word "By" */
        return;
    }
    if (what == DH_SAYS_SECTION) {
        take_section(f, t, i);
        return;
    }
    if (dh_tag_attr(tag, DH_STR("title"), &value) && value.n)
        dh_facts_add(f, DH_FACT_PUBLISHED, DH_RANK_NAMED, value, true);
    text = dh_facts_element_text(f, t, inner);
    if (text.n > TEXT_MAX)
        return;
    struct dh_str first = dh_changed_tells(text) ? dh_published_part(text) : text;
    if (first.n)
        dh_facts_add(f, DH_FACT_PUBLISHED, DH_RANK_NAMED, first, false);
    else
        dh_facts_add(f, DH_FACT_PUBLISHED, DH_RANK_CHANGED, text, false);
    if (first.n < text.n)
        dh_facts_add(f, DH_FACT_MODIFIED, DH_RANK_ALONE, text, false);
}

/* What names of classes tell, of elements behind the headline, else before it. A page without a
 * headline says nothing this way: its dates may be anybody's. */
static void read_named(struct dh_nearby *n, uint32_t headline)
{
    const struct dh_facts *f = n->f;
    uint32_t from = headline > DH_NEARBY_BEFORE ? headline - DH_NEARBY_BEFORE : 0;
    uint32_t end = headline + DH_NEARBY_BEHIND < n->t->n ? headline + DH_NEARBY_BEHIND : n->t->n;

    for (uint32_t k = 0; headline && k < end - from && !f->err; k++) {
        uint32_t i = from + (headline - from + k) % (end - from);
        unsigned says = 0;
        if (f->rank[DH_FACT_AUTHOR] > DH_RANK_NAMED)
            says |= DH_SAYS_AUTHOR;
        if (f->rank[DH_FACT_PUBLISHED] > DH_RANK_NAMED)
            says |= DH_SAYS_PUBLISHED;
        if (f->rank[DH_FACT_SECTION] > DH_RANK_NAMED)
            says |= DH_SAYS_SECTION;
        if (!says)
            return;
        says &= dh_nearby_says(n, i);
        if (dh_nearby_in(n->t, i, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BLOCKQUOTE))
            continue; /* who is quoted */
        if (says & DH_SAYS_AUTHOR)
            take_named(n, i, DH_SAYS_AUTHOR);
        if (says & DH_SAYS_PUBLISHED)
            take_named(n, i, DH_SAYS_PUBLISHED);
        if (says & DH_SAYS_SECTION && (i < headline || i < headline + DH_NEARBY_BEFORE))
            take_named(n, i, DH_SAYS_SECTION);
    }
}

void dh_facts_read_nearby(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    struct dh_nearby n = { .f = f, .t = t };
    if (!headline)
        return;
    dh_class_words_init(&n.words);
    read_named(&n, headline);
    dh_nearby_dateline(&n, headline);
    dh_nearby_overline(&n, headline);
    dh_nearby_authors(&n, headline);
}
