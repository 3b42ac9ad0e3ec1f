/* SPDX-License-Identifier: MIT */
/* What stands near the headline: authors, dates and sections by the names of their classes, dates
 * that stand alone, bylines in plain text. Asked where nothing else tells. */
#include <string.h>

#include "base/utf8.h"
#include "meta/byintro.h"
#include "meta/changed.h"
#include "meta/classwords.h"
#include "meta/date.h"
#include "meta/facts.h"
#include "meta/namebeside.h"
#include "meta/nameline.h"
#include "meta/personname.h"

enum {
    RANK_NAMED = 55,
    RANK_ALONE = 57,
    RANK_CHANGED = 75, /* when a text was changed: better than nothing, not than a URL */
    RANK_BESIDE = 60,
    DATE_MIN = 7,  /* bytes */
    DATE_MAX = 60, /* characters */
};

enum { TEXT_MAX = 90, BEFORE = 40, BEHIND = 120, SAID = 64 };

/* The page, and what the names of the elements that were asked for last say: each is asked for by
 * all that stands in it. */
struct nearby {
    struct dh_facts *f;
    const struct dh_tree *t;
    struct dh_class_words words;
    struct {
        uint32_t node; /* number of the element, plus one */
        unsigned says;
    } said[SAID];
};

static unsigned read_names(const struct nearby *n, const struct dh_node *node)
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

static unsigned names_of(struct nearby *n, uint32_t i)
{
    if (n->said[i % SAID].node != i + 1) {
        n->said[i % SAID].says = read_names(n, &n->t->nodes[i]);
        n->said[i % SAID].node = i + 1;
    }
    return n->said[i % SAID].says;
}

/* What element i holds, by its names; nothing when one of them speaks of something else. */
static unsigned element_says(struct nearby *n, uint32_t i)
{
    unsigned says = names_of(n, i);
    return says & DH_SAYS_ANOTHER ? 0 : says;
}

/* Whether node i stands in something else, two elements up at most. */
static bool is_elsewhere(struct nearby *n, uint32_t i)
{
    uint32_t parent = n->t->nodes[i].parent;
    return ((names_of(n, parent) | names_of(n, n->t->nodes[parent].parent)) & DH_SAYS_ANOTHER) != 0;
}

/* Of elements one in another the inner one is meant: "By Ann Lee on 1 March" around "Ann Lee". */
static uint32_t innermost(struct nearby *n, uint32_t i, unsigned what)
{
    uint32_t best = i;
    for (uint32_t k = i + 1; k < n->t->nodes[i].end; k++)
        if (element_says(n, k) & what)
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
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_NAMED, text, false);
    else if (text.n <= SENTENCE_MAX && dh_facts_leading_names(text, &names))
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_NAMED, names, false);
    return f->rank[DH_FACT_AUTHOR] <= RANK_NAMED;
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
    if (text.n <= SECTION_MAX && dh_str_find_byte(text, ':') == text.n && !dh_facts_is_button(text))
        dh_facts_add(f, DH_FACT_SECTION, RANK_NAMED, text, false);
}

/* A stamp or byline is short, and holds what it says it holds. */
static void take_named(struct nearby *n, uint32_t i, unsigned what)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    if (t->nodes[i].end - i > BEFORE)
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
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_NAMED, value, true);
    text = dh_facts_element_text(f, t, inner);
    if (text.n > TEXT_MAX)
        return;
    struct dh_str first = dh_changed_tells(text) ? dh_published_part(text) : text;
    if (first.n)
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_NAMED, first, false);
    else
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_CHANGED, text, false);
    if (first.n < text.n)
        dh_facts_add(f, DH_FACT_MODIFIED, RANK_ALONE, text, false);
}

/* Whether node i stands in an element of the tags from first to last, two up at most. */
static bool stands_in(const struct dh_tree *t, uint32_t i, GumboTag first, GumboTag last)
{
    enum { LEVELS = 2 };
    bool in = false;
    for (int up = 0; up < LEVELS; up++) {
        i = t->nodes[i].parent;
        in |= t->nodes[i].tag >= first && t->nodes[i].tag <= last;
    }
    return in;
}

/* What names of classes tell, of elements behind the headline, else before it. A page without a
 * headline says nothing this way: its dates may be anybody's. */
static void read_named(struct nearby *n, uint32_t headline)
{
    const struct dh_facts *f = n->f;
    uint32_t from = headline > BEFORE ? headline - BEFORE : 0;
    uint32_t end = headline + BEHIND < n->t->n ? headline + BEHIND : n->t->n;

    for (uint32_t k = 0; headline && k < end - from && !f->err; k++) {
        uint32_t i = from + (headline - from + k) % (end - from);
        unsigned says = 0;
        if (f->rank[DH_FACT_AUTHOR] > RANK_NAMED)
            says |= DH_SAYS_AUTHOR;
        if (f->rank[DH_FACT_PUBLISHED] > RANK_NAMED)
            says |= DH_SAYS_PUBLISHED;
        if (f->rank[DH_FACT_SECTION] > RANK_NAMED)
            says |= DH_SAYS_SECTION;
        if (!says)
            return;
        says &= element_says(n, i);
        if (stands_in(n->t, i, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BLOCKQUOTE))
            continue; /* who is quoted */
        if (says & DH_SAYS_AUTHOR)
            take_named(n, i, DH_SAYS_AUTHOR);
        if (says & DH_SAYS_PUBLISHED)
            take_named(n, i, DH_SAYS_PUBLISHED);
        if (says & DH_SAYS_SECTION && (i < headline || i < headline + BEFORE))
            take_named(n, i, DH_SAYS_SECTION);
    }
}

static unsigned letters_of(struct dh_str s)
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

/* Whether text run i may hold a date and little else. What a crosshead names, or what was before
 * there was a web, is told of. */
static bool may_be_date(struct nearby *n, uint32_t i)
{
    enum { MONTH_MAX = 11 }; /* letters: no more than a month or a day of the week */
    static const char web[] = "1990";
    const struct dh_node *node = &n->t->nodes[i];
    char date[DH_DATE_MAX];
    struct dh_str front = dh_str_sub(node->raw, 0, 4 * DATE_MAX);
    bool bar = dh_str_find_byte(front, '|') < front.n; /* parts several stamps */
    if (node->tag != DH_TAG_TEXT || node->raw.n < DATE_MIN || !may_hold_digit(node->raw))
        return false;
    size_t chars = dh_utf8_count(dh_str_sub(node->raw, 0, 8 * DATE_MAX));
    if (chars > DATE_MAX && (chars > 2 * DATE_MAX || (!bar && !dh_changed_part(front).n)))
        return false;
    if (is_elsewhere(n, i))
        return false;
    if (stands_in(n->t, i, GUMBO_TAG_H2, GUMBO_TAG_H3) && letters_of(node->raw) > MONTH_MAX)
        return false;
    return !dh_date_parse(node->raw, n->f->value[DH_FACT_LANG], date) || strcmp(date, web) >= 0;
}

/* The text run next to run i, step +1 or -1 away, in its box or the one around that; 0: none. */
static uint32_t next_text(const struct dh_tree *t, uint32_t i, int step)
{
    uint32_t box = t->nodes[t->nodes[i].parent].parent;
    for (uint32_t k = i + (uint32_t)step; k > box && k < t->nodes[box].end; k += (uint32_t)step)
        if (t->nodes[k].tag == DH_TAG_TEXT && t->nodes[k].raw.n > 1)
            return k;
    return 0;
}

/* Whether the text before run i in its box says that the story was changed, and nothing else:
 * "Updated", and the date in a span. */
static bool is_labelled_change(const struct nearby *n, uint32_t i)
{
    enum { LABEL_MAX = 40 };
    uint32_t before = next_text(n->t, i, -1);
    struct dh_str label = before ? n->t->nodes[before].raw : DH_STR_NONE;
    bool digits = false; /* what it says may have a date of its own */
    for (size_t k = 0; k < label.n && k <= LABEL_MAX; k++)
        digits |= dh_is_digit((unsigned char)label.p[k]);
    return label.n <= LABEL_MAX && !digits && dh_changed_tells(label);
}

/* Adds the dates of a line, part of which tells of a change: that one may come first. told: when it
 * was published is known. */
static void take_dates(struct dh_facts *f, struct dh_str line, struct dh_str part, bool told)
{
    char unused[DH_DATE_MAX];
    struct dh_str front = dh_str_sub(line, 0, line.n - part.n), first = line;
    if (part.n && !dh_date_parse(front, f->value[DH_FACT_LANG], unused))
        first = dh_published_part(part);
    if (part.n && first.n < part.n)
        part = dh_str_sub(part, 0, part.n - first.n);
    if (part.n)
        dh_facts_add(f, DH_FACT_MODIFIED, RANK_ALONE, part, true);
    if (!told && first.n)
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_ALONE, first, true);
    else if (!told)
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_CHANGED, line, true);
}

/* A date that stands alone right behind the headline, whatever its element is called; once there is
 * one, when the text was changed. Where marks for machines tell the one, they tell the other. */
static void read_dateline(struct nearby *n, uint32_t headline)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    uint32_t from = headline ? t->nodes[headline].end : t->n;
    for (uint32_t i = from; i < t->n && i < from + BEFORE; i++) {
        bool told = f->rank[DH_FACT_PUBLISHED] <= RANK_ALONE;
        if (f->rank[DH_FACT_PUBLISHED] < DH_RANK_SHOWN ||
            (told && f->rank[DH_FACT_MODIFIED] != DH_RANK_NONE) || f->err)
            return;
        if (!may_be_date(n, i))
            continue;
        struct dh_str line = t->nodes[i].raw, part = dh_changed_part(line);
        if (part.n == 0 && is_labelled_change(n, i))
            part = line;
        take_dates(f, line, part, told);
    }
}

/* The same right before the headline, in its box or two boxes further out: press offices date
 * there. What stands further up is the date of today. */
static void read_overline(struct nearby *n, uint32_t headline)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    enum { LEVELS = 3, LETTERS_MAX = 16 };
    uint32_t box = headline;
    for (int level = 0; level < LEVELS; level++)
        box = t->nodes[box].parent;
    for (uint32_t i = headline; i-- > box + 1 && headline - i <= BEFORE;) {
        if (f->rank[DH_FACT_PUBLISHED] <= RANK_ALONE + 1 || f->err)
            return;
        if (!may_be_date(n, i))
            continue;
        if (letters_of(t->nodes[i].raw) <= LETTERS_MAX)
            dh_facts_add(f, DH_FACT_PUBLISHED, RANK_ALONE + 1, t->nodes[i].raw, true);
    }
}

/* Whether a run is what introduces a name, and nothing else: "Author", "Written by". */
static bool is_label(struct dh_str s, struct dh_str lang)
{
    char low[DH_NAME_MAX];
    return s.n && s.n < DH_NAME_MAX && dh_intro_is_of(dh_names_lower(s, low), lang);
}

/* Adds the name in the run behind label i, whose box may be another: "<dt>Author<dd>Ann Lee". */
static void take_labelled(struct nearby *n, uint32_t i)
{
    enum { NAME_MAX = 60 };
    uint32_t next = next_text(n->t, i, 1);
    if (!next || n->t->nodes[next].raw.n > NAME_MAX)
        return;
    struct dh_str name = dh_facts_text(n->f, n->t->nodes[next].raw, true);
    if (dh_names_person(name))
        dh_facts_add(n->f, DH_FACT_AUTHOR, RANK_ALONE, name, false);
}

/* A line of text that is a byline, between the headline and the second long paragraph: "By Ann
 * Lee", in one run, or "By" and the name in boxes of their own. */
static void read_byline(struct nearby *n, uint32_t headline)
{
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    enum { LONG = 150, LINE_MAX = 100, LINE_BYTES = 400, WORD_LEN = 12, LONG_MAX = 2 };
    uint32_t from = headline ? t->nodes[headline].end : t->n;
    unsigned passed = 0;
    for (uint32_t i = from; i < t->n && i < from + BEHIND && passed < LONG_MAX; i++) {
        const struct dh_node *node = &t->nodes[i];
        struct dh_str names;
        if (f->rank[DH_FACT_AUTHOR] <= RANK_ALONE || f->err)
            return;
        if (node->tag != DH_TAG_TEXT || is_elsewhere(n, i))
            continue;
        passed += node->raw.n >= LONG;
        if (node->raw.n > LINE_MAX &&
            dh_utf8_count(dh_str_sub(node->raw, 0, LINE_BYTES)) > LINE_MAX)
            continue;
        struct dh_str text = dh_facts_text(f, node->raw, true);
        bool label = is_label(text, f->value[DH_FACT_LANG]);
        uint32_t box = node->parent; /* "By" may have one of its own */
        for (int up = 0; up < 2 && text.n && text.n <= WORD_LEN; up++, box = t->nodes[box].parent)
            if (!dh_facts_is_byline(text, &names))
                text = dh_facts_element_text(f, t, box);
        if (dh_facts_is_byline(text, &names))
            dh_facts_add(f, DH_FACT_AUTHOR, RANK_ALONE, names, false);
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
static void take_beside(struct nearby *n, uint32_t i, bool dated)
{
    enum { NAME_MAX = 140 };
    const struct dh_node *node = &n->t->nodes[i];
    if (!i || node->raw.n > NAME_MAX || in_other_link(n->t, i) || is_elsewhere(n, i) ||
        stands_in(n->t, i, GUMBO_TAG_H1, GUMBO_TAG_H6) ||
        n->f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE)
        return;
    struct dh_str line = dh_facts_text(n->f, node->raw, true);
    struct dh_str name = dh_name_beside(line, n->f->value[DH_FACT_SITENAME], dated);
    dh_facts_add(n->f, DH_FACT_AUTHOR, RANK_BESIDE, name, false);
}

/* Whether text run i stands in a time element that tells machines when: "2 March, 12:04". */
static bool in_time(const struct dh_tree *t, uint32_t i)
{
    struct dh_str when;
    uint32_t parent = t->nodes[i].parent;
    return t->nodes[parent].tag == GUMBO_TAG_TIME &&
           dh_tree_attr(t, parent, DH_STR("datetime"), &when) && when.n >= DATE_MIN;
}

/* A name beside the date, where nothing introduces it: "Ann Lee, 3 May 2024" in one run, or in the
 * runs before and behind. */
static void read_beside(struct nearby *n, uint32_t headline)
{
    enum { LONG = 150 };
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    uint32_t end = t->nodes[headline].end;

    for (uint32_t i = end; i < t->n && i < end + BEFORE; i++) {
        char date[DH_DATE_MAX];
        struct dh_str line = t->nodes[i].raw;
        bool text = t->nodes[i].tag == DH_TAG_TEXT;
        if (f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE || f->err || (text && line.n >= LONG))
            return;
        bool time = text && in_time(t, i);
        if (!text ||
            (!time && (!may_be_date(n, i) || !dh_date_parse(line, f->value[DH_FACT_LANG], date))))
            continue;
        take_beside(n, i, true);
        take_beside(n, next_text(t, time ? t->nodes[i].parent : i, -1), false);
        take_beside(n, next_text(t, i, 1), false);
    }
}

/* A name below the headline, above the story, and below it what its bearer is: "Ann Lee", "Chief
 * Reporter". */
static void read_name_and_role(struct nearby *n, uint32_t headline)
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
        uint32_t below = t->nodes[i].raw.n <= NAME_MAX ? next_text(t, i, 1) : 0;
        if (!below)
            continue;
        struct dh_str role = dh_facts_text(n->f, t->nodes[below].raw, true);
        struct dh_str name = dh_facts_text(n->f, t->nodes[i].raw, true);
        if (dh_nameline_is_role(role) && dh_nameline_is_person(name) && !dh_nameline_role(name) &&
            !is_elsewhere(n, i))
            dh_facts_add(n->f, DH_FACT_AUTHOR, RANK_BESIDE, name, false);
    }
}

/* Who signs anywhere behind the headline, "Posted by Ann Lee", "Text: Ann Lee", when it is one and
 * the same: below teasers others are named. */
static void read_signature(struct nearby *n, uint32_t headline)
{
    enum { LINE_MAX = 100, NODES_MAX = 5000 };
    struct dh_facts *f = n->f;
    const struct dh_tree *t = n->t;
    struct dh_str only = DH_STR_NONE, names;
    struct dh_byline_starts starts;

    if (f->rank[DH_FACT_AUTHOR] != DH_RANK_NONE)
        return;
    dh_byline_starts_init(&starts);
    for (uint32_t i = t->nodes[headline].end; i < t->n && i < headline + NODES_MAX; i++) {
        const struct dh_node *node = &t->nodes[i];
        if (node->tag != DH_TAG_TEXT || node->raw.n > LINE_MAX ||
            !dh_byline_starts(&starts, node->raw))
            continue;
        struct dh_str line = dh_facts_text(f, node->raw, true);
        if (!dh_facts_is_byline(line, &names))
            line = dh_facts_element_text(f, t, node->parent);
        if (!dh_facts_is_byline(line, &names) || dh_names_no_person(names) || is_elsewhere(n, i))
            continue;
        if (only.n && !dh_str_eq(only, names))
            return;
        only = names;
    }
    dh_facts_add(f, DH_FACT_AUTHOR, RANK_BESIDE, only, false);
}

void dh_facts_read_nearby(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    struct nearby n = { .f = f, .t = t };
    if (!headline)
        return;
    dh_class_words_init(&n.words);
    read_named(&n, headline);
    read_dateline(&n, headline);
    read_overline(&n, headline);
    read_byline(&n, headline);
    read_beside(&n, headline);
    read_name_and_role(&n, headline);
    read_signature(&n, headline);
}
