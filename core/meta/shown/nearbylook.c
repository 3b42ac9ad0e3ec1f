/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/utf8.h"
#include "meta/date/date.h"
#include "meta/shown/changed.h"
#include "meta/shown/nearbyinside.h"

enum { DATE_MAX = 60 /* characters */ };

static unsigned read_names(const struct dh_nearby *n, const struct dh_node *node)
{
    struct dh_str name, value;
    unsigned says = 0;
    size_t at = 0;

    if (node->tag == DH_TAG_TEXT || node->raw.n < 12)
        return 0;
    while (dh_tag_next_attr(node->raw, &at, &name, &value))
        if (dh_str_eq_nocase(name, DH_STR("class")) || dh_str_eq_nocase(name, DH_STR("id")) ||
            dh_str_eq_nocase(name, DH_STR("itemprop")))
            says |= dh_class_says(&n->words, value);
    return says;
}

static unsigned names_of(struct dh_nearby *n, uint32_t i)
{
    if (n->said[i % DH_NEARBY_SAID].node != i + 1) {
        n->said[i % DH_NEARBY_SAID].says = read_names(n, &n->t->nodes[i]);
        n->said[i % DH_NEARBY_SAID].node = i + 1;
    }
    return n->said[i % DH_NEARBY_SAID].says;
}

unsigned dh_nearby_says(struct dh_nearby *n, uint32_t i)
{
    unsigned says = names_of(n, i);
    return says & DH_SAYS_ANOTHER ? 0 : says;
}

bool dh_nearby_elsewhere(struct dh_nearby *n, uint32_t i)
{
    uint32_t parent = n->t->nodes[i].parent;
    return ((names_of(n, parent) | names_of(n, n->t->nodes[parent].parent)) & DH_SAYS_ANOTHER) != 0;
}

bool dh_nearby_in(const struct dh_tree *t, uint32_t i, GumboTag first, GumboTag last)
{
    enum { LEVELS = 2 };
    bool in = false;
    for (int up = 0; up < LEVELS; up++) {
        i = t->nodes[i].parent;
        in |= t->nodes[i].tag >= first && t->nodes[i].tag <= last;
    }
    return in;
}

unsigned dh_nearby_letters(struct dh_str s)
{
    unsigned letters = 0;
    for (size_t i = 0; i < s.n; i++)
        letters += dh_is_alpha((unsigned char)s.p[i]);
    return letters;
}

/* Whether s has a digit, or a character that may be one in another script. */
static bool may_hold_digit(struct dh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (dh_is_digit((unsigned char)s.p[i]) || (unsigned char)s.p[i] >= 0xD9)
            return true;
    return false;
}

bool dh_nearby_may_be_date(struct dh_nearby *n, uint32_t i)
{
    enum { MONTH_MAX = 11 }; /* letters: no more than a month or a day of the week */
    static const char web[] = "1990";
    const struct dh_node *node = &n->t->nodes[i];
    char date[DH_DATE_MAX];
    struct dh_str front = dh_str_sub(node->raw, 0, 4 * DATE_MAX);
    bool bar = dh_str_find_byte(front, '|') < front.n; /* parts several stamps */
    if (node->tag != DH_TAG_TEXT || node->raw.n < DH_NEARBY_DATE_MIN || !may_hold_digit(node->raw))
        return false;
    size_t chars = dh_utf8_count(dh_str_sub(node->raw, 0, 8 * DATE_MAX));
    if (chars > DATE_MAX && (chars > 2 * DATE_MAX || (!bar && !dh_changed_part(front).n)))
        return false;
    if (dh_nearby_elsewhere(n, i))
        return false;
    if (dh_nearby_in(n->t, i, GUMBO_TAG_H2, GUMBO_TAG_H3) &&
        dh_nearby_letters(node->raw) > MONTH_MAX)
        return false;
    return !dh_date_parse(node->raw, n->f->value[DH_FACT_LANG], date) || strcmp(date, web) >= 0;
}

uint32_t dh_nearby_text(const struct dh_tree *t, uint32_t i, int step)
{
    uint32_t box = t->nodes[t->nodes[i].parent].parent;
    for (uint32_t k = i + (uint32_t)step; k > box && k < t->nodes[box].end; k += (uint32_t)step)
        if (t->nodes[k].tag == DH_TAG_TEXT && t->nodes[k].raw.n > 1)
            return k;
    return 0;
}
