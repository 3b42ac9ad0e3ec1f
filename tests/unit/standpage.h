/* SPDX-License-Identifier: MIT */
/* For the tests of repeat/site/standing.h: a page as a table of lines, each with what the counts
 * say, and what the reader is to get. */
#ifndef STANDPAGE_H
#define STANDPAGE_H

#include <string.h>

#include "repeat/repeat.h"
#include "repeat/site/standing.h"

#define BODY (1u << DH_SLOT_BODY)
#define HEAD (1u << DH_SLOT_HEAD)
#define TAIL (1u << DH_SLOT_TAIL)
#define ANY  (BODY | HEAD | TAIL)
#define PROSE \
    "The ferry left the basin an hour late because nobody had found the key to the bridge."
#define MORE \
    "Its captain said that the key hung where it always hangs, behind the door of the kitchen."
#define TOLD \
    "Passengers waited beside the harbour office, where coffee was served and somebody played " \
    "the " \
    "accordion, while engineers searched drawers, buckets and finally the lifeboat. Towards " \
    "evening schoolchildren brought blankets, biscuits, lanterns and a telescope."
#define INVITED "Sign up for the membership of our newspaper and come along with all of us"
#define OTHER \
    "Whoever rings at the office after midnight wakes a parrot that knows the whole timetable."
#define SLOGAN "Our paper walks along the quay every morning so that you can stay in your kitchen."

enum { LINES = 18, ROOM = 4096 };

/* One line: its text, what the page alone made of it, what the counts say, whether it stays. */
struct line {
    const char *text;
    const char *cut; /* rule of the zone; NULL: the page alone left it */
    struct dh_standing s;
    bool stays;
};

struct page {
    const char *name;
    struct line line[LINES];
};

#define CHROME \
    { \
        .text = ANY, .before = true \
    }
#define FOOT \
    { \
        .text = ANY \
    }
#define WIDE \
    { \
        .text = ANY, .wide = true, .before = true \
    }
#define LINKED \
    { \
        .linked = true \
    }

/* A line of the story's own, which nobody else has; one of a menu above it, the counts say what. */
/* How another story opens, shorter than half of STORY. */
#define LEAD "Nine swans, a heron and a pair of otters live along the old canal."
#define OWN(text) \
    { \
        text, NULL, { 0 }, true \
    }
#define ITEM(text, ...) \
    { \
        text, "context.before", __VA_ARGS__, false \
    }
#define STORY OWN(PROSE), OWN(MORE)
#define MENU(...) \
    ITEM("Home", __VA_ARGS__), ITEM("Harbour", __VA_ARGS__), ITEM("Weather", __VA_ARGS__)
#define MORE_MENU(...) \
    ITEM("Puzzles", __VA_ARGS__), ITEM("Stars", __VA_ARGS__), ITEM("Jobs", __VA_ARGS__)

/* What one other story has as well, and what is chrome but for that. */
#define SHARED \
    { \
        .rare = true, .kin = 7 \
    }
#define KIN(...) \
    { \
        .rare = true, .kin = 7, __VA_ARGS__ \
    }

#define CROSSHEAD(...) \
    { \
        .text = ANY, .scarce = true, .kin = 7, __VA_ARGS__ \
    }

static inline enum dh_kind kind_of(const char *rule)
{
    if (!strcmp(rule, "grammar.byline"))
        return DH_BYLINE;
    if (!strcmp(rule, "legal.any"))
        return DH_LEGAL;
    if (!strcmp(rule, "ad.any"))
        return DH_AD;
    return !strcmp(rule, "promo.any") ? DH_PROMO : DH_OTHER;
}

/* As repeat.h has it. */
static inline uint32_t first_copy(const struct dh_page *p, size_t k)
{
    uint32_t i = 0;
    while (p->fragments[i].key != p->fragments[k].key)
        i++;
    return i;
}

static inline void make_page(struct dh_page *p, const struct page *from, struct dh_standing *s,
                             char *text, bool result)
{
    size_t n = 0, k = 0;
    dh_page_reset(p);
    p->unit = DH_UNIT_LINE;
    p->field[DH_FIELD_LANG] = DH_STR("en");
    p->input.p = text;
    for (size_t i = 0; i < LINES && from->line[i].text; i++) {
        const struct line *l = &from->line[i];
        size_t len = strlen(l->text);
        if (result && !l->stays)
            continue;
        memcpy(text + n, l->text, len);
        p->input.n = n + len;
        assert_int_equal(dh_page_add_fragment(p, (uint32_t)n, (uint32_t)len, DH_ROLE_PARAGRAPH),
                         DH_OK);
        p->fragments[k].key = dh_hash64(dh_str_c(l->text));
        p->fragments[k].group = first_copy(p, k);
        if (l->cut && !result)
            dh_page_strike(p, k, kind_of(l->cut), dh_str_c(l->cut));
        s[k++] = l->s;
        n += len + 1;
    }
    assert_int_equal(dh_repeat_describe(p), DH_OK);
}

/* Each page of a table; and that what stays, judged again by the same counts, stays whole. */
static inline void check_pages(const struct page *pages, size_t n)
{
    struct dh_standing s[LINES];
    struct dh_page p;
    char text[ROOM];
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    for (size_t i = 0; i < n; i++) {
        make_page(&p, &pages[i], s, text, false);
        assert_int_equal(dh_standing_apply(&p, s), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            if ((p.fragments[k].kind == DH_STORY) != pages[i].line[k].stays)
                fail_msg("%s: \"%s\"", pages[i].name, pages[i].line[k].text);
        make_page(&p, &pages[i], s, text, true);
        assert_int_equal(dh_standing_apply(&p, s), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            if (p.fragments[k].kind != DH_STORY)
                fail_msg("%s, cleaned again: line %zu", pages[i].name, k);
    }
    dh_page_release(&p);
}

#endif
