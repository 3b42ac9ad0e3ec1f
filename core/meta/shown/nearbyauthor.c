/* SPDX-License-Identifier: MIT */
/* Who wrote the text, by what stands near the headline: a byline in plain text, a name beside the
 * date, a name above what its bearer is, a signature. */
#include "base/utf8.h"
#include "meta/date/date.h"
#include "meta/facts/byline.h"
#include "meta/name/byintro.h"
#include "meta/name/nameline.h"
#include "meta/name/personname.h"
#include "meta/shown/elements.h"
#include "meta/shown/namebeside.h"
#include "meta/shown/nearbyinside.h"

/* Whether a run is what introduces a name, and nothing else: "Author", "Written by". */
static bool is_label(struct dh_str s, struct dh_str lang)
{
    char low[DH_NAME_MAX];
    return s.n && s.n < DH_NAME_MAX && dh_intro_is_of(dh_names_lower(s, low), lang);
}

/* Adds the name in the run behind label i, whose box may be another: "<dt>Author<dd>Ann Lee". */
static void take_labelled(struct dh_nearby *n, uint32_t i)
{
    enum { NAME_MAX = 60 };
    uint32_t next = dh_nearby_text(n->t, i, 1);
    if (!next || n->t->nodes[next].raw.n > NAME_MAX)
        return;
    struct dh_str name = dh_facts_text(n->f, n->t->nodes[next].raw, true);
    if (dh_names_person(name))
        dh_facts_add(n->f, DH_FACT_AUTHOR, DH_RANK_ALONE, name, false);
}

/* A line of text that is a byline, between the headline and the second long paragraph: "By Ann
 * Lee", in one run, or "By" and the name in boxes of their own. */
static void read_byline(struct dh_nearby *n, uint32_t headline)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    enum { LONG = 150, LINE_MAX = 100, LINE_BYTES = 400, WORD_LEN = 12, LONG_MAX = 2 };
    uint32_t from = headline ? t->nodes[headline].end : t->n;
    unsigned passed = 0;
    for (uint32_t i = from; i < t->n && i < from + DH_NEARBY_BEHIND && passed < LONG_MAX; i++) {
        const struct dh_node *node = &t->nodes[i];
        struct dh_str names;
        if (f->rank[DH_FACT_AUTHOR] <= DH_RANK_ALONE || f->err)
            return;
        if (node->tag != DH_TAG_TEXT || dh_nearby_elsewhere(n, i))
            continue;
        passed += node->raw.n >= LONG;
        if (node->raw.n > LINE_MAX &&
            dh_utf8_count(dh_str_sub(node->raw, 0, LINE_BYTES)) > LINE_MAX)
            continue;
        struct dh_str text = dh_facts_text(f, node->raw, true);
        bool label = is_label(text, f->value[DH_FACT_LANG]);
        uint32_t box = node->parent; /* "By" may have one of its own */
        for (int up = 0; up < 2 && text.n && text.n <= WORD_LEN; up++, box = t->nodes[box].parent)
            if (!dh_byline_is(text, &names))
                text = dh_facts_element_text(f, t, box);
        if (dh_byline_is(text, &names))
            dh_facts_add(f, DH_FACT_AUTHOR, DH_RANK_ALONE, names, false);
        else if (label)
            take_labelled(n, i);
    }
}

/* Whether text run i stands in a link that leads to no author: sections are such. */
static bool in_other_link(const struct dh_tree *t, uint32_t i)
{
    static const struct dh_str ways[] = {
        { "author", 6 }, { "autor", 5 }, { "auteur", 6 },  { "profil", 6 },
        { "people", 6 }, { "staff", 5 }, { "journal", 7 }, { "contributor", 11 },
        { "writer", 6 }, { "redak", 5 }, { "user", 4 },
    };
    enum { LEVELS = 2 };
    for (int up = 0; up < LEVELS; up++) {
        struct dh_str href = DH_STR_NONE;
        i = t->nodes[i].parent;
        if (t->nodes[i].tag != GUMBO_TAG_A)
            continue;
        dh_tree_attr(t, i, DH_STR("href"), &href);
        for (size_t k = 0; k < DH_LEN(ways); k++)
            if (dh_str_find(href, ways[k]) < href.n)
                return false;
        return true;
    }
    return false;
}

/* Adds what text run i says as an author, when it is a person's name, and what may follow one. */
static void take_beside(struct dh_nearby *n, uint32_t i, bool dated)
{
    enum { NAME_MAX = 140 };
    const struct dh_node *node = &n->t->nodes[i];
    if (!i || node->raw.n > NAME_MAX || in_other_link(n->t, i) || dh_nearby_elsewhere(n, i) ||
        dh_nearby_in(n->t, i, GUMBO_TAG_H1, GUMBO_TAG_H6) ||
        n->f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE)
        return;
    struct dh_str line = dh_facts_text(n->f, node->raw, true);
    struct dh_str name = dh_name_beside(line, n->f->value[DH_FACT_SITENAME], dated);
    dh_facts_add(n->f, DH_FACT_AUTHOR, DH_RANK_BESIDE, name, false);
}

/* Whether text run i stands in a time element that tells machines when: "2 March, 12:04". */
static bool in_time(const struct dh_tree *t, uint32_t i)
{
    struct dh_str when;
    uint32_t parent = t->nodes[i].parent;
    return t->nodes[parent].tag == GUMBO_TAG_TIME &&
           dh_tree_attr(t, parent, DH_STR("datetime"), &when) && when.n >= DH_NEARBY_DATE_MIN;
}

/* A name beside the date, where nothing introduces it: "Ann Lee, 3 May 2024" in one run, or in the
 * runs before and behind. */
static void read_beside(struct dh_nearby *n, uint32_t headline)
{
    enum { LONG = 150 };
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    uint32_t end = t->nodes[headline].end;

    for (uint32_t i = end; i < t->n && i < end + DH_NEARBY_BEFORE; i++) {
        char date[DH_DATE_MAX];
        struct dh_str line = t->nodes[i].raw;
        bool text = t->nodes[i].tag == DH_TAG_TEXT;
        if (f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE || f->err || (text && line.n >= LONG))
            return;
        bool time = text && in_time(t, i);
        if (!text || (!time && (!dh_nearby_may_be_date(n, i) ||
                                !dh_date_parse(line, f->value[DH_FACT_LANG], date))))
            continue;
        take_beside(n, i, true);
        take_beside(n, dh_nearby_text(t, time ? t->nodes[i].parent : i, -1), false);
        take_beside(n, dh_nearby_text(t, i, 1), false);
    }
}

/* A name below the headline, above the story, and below it what its bearer is: "Ann Lee", "Chief
 * Reporter". */
static void read_name_and_role(struct dh_nearby *n, uint32_t headline)
{
    enum { LONG = 200, NAME_MAX = 60, LINES = 8 };
    const struct dh_tree *t = n->t;
    unsigned lines = 0;
    for (uint32_t i = t->nodes[headline].end; i < t->n && lines < LINES; i++) {
        if (t->nodes[i].tag != DH_TAG_TEXT || dh_str_trim(t->nodes[i].raw).n == 0)
            continue;
        if (n->f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE || t->nodes[i].raw.n > LONG)
            return;
        lines++;
        uint32_t below = t->nodes[i].raw.n <= NAME_MAX ? dh_nearby_text(t, i, 1) : 0;
        if (!below)
            continue;
        struct dh_str role = dh_facts_text(n->f, t->nodes[below].raw, true);
        struct dh_str name = dh_facts_text(n->f, t->nodes[i].raw, true);
        if (dh_nameline_is_role(role) && dh_nameline_is_person(name) && !dh_nameline_role(name) &&
            !dh_nearby_elsewhere(n, i))
            dh_facts_add(n->f, DH_FACT_AUTHOR, DH_RANK_BESIDE, name, false);
    }
}

/* Who signs anywhere behind the headline, "Posted by Ann Lee", "Text: Ann Lee", when it is one and
 * the same: below teasers others are named. */
static void read_signature(struct dh_nearby *n, uint32_t headline)
{
    enum { LINE_MAX = 100, NODES_MAX = 5000 };
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    struct dh_str only = DH_STR_NONE, names;
    struct dh_intro_starts starts;

    if (f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE)
        return;
    dh_intro_starts_init(&starts);
    for (uint32_t i = t->nodes[headline].end; i < t->n && i < headline + NODES_MAX; i++) {
        const struct dh_node *node = &t->nodes[i];
        if (node->tag != DH_TAG_TEXT || node->raw.n > LINE_MAX ||
            !dh_intro_starts(&starts, node->raw))
            continue;
        struct dh_str line = dh_facts_text(f, node->raw, true);
        if (!dh_byline_is(line, &names))
            line = dh_facts_element_text(f, t, node->parent);
        if (!dh_byline_is(line, &names) || dh_names_no_person(names) || dh_nearby_elsewhere(n, i))
            continue;
        if (only.n && !dh_str_eq(only, names))
            return;
        only = names;
    }
    dh_facts_add(f, DH_FACT_AUTHOR, DH_RANK_BESIDE, only, false);
}

void dh_nearby_authors(struct dh_nearby *n, uint32_t headline)
{
    read_byline(n, headline);
    read_beside(n, headline);
    read_name_and_role(n, headline);
    read_signature(n, headline);
}
