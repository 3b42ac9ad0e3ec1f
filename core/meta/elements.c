/* SPDX-License-Identifier: MIT */
/* What the elements of a page say about the article: by their kind and by itemprop and rel; and,
 * where nothing else tells, by the names of their classes, near the headline. */
#include "base/utf8.h"
#include "meta/facts.h"

enum { RANK_ELEMENT = 50, RANK_NAMED = 55, RANK_ALONE = 57, DATE_MIN = 8, DATE_MAX = 48 };

bool dh_facts_has_word(struct dh_str list, struct dh_str word)
{
    struct dh_str piece;
    while (dh_str_split(&list, ' ', &piece))
        if (dh_str_eq_nocase(dh_str_trim(piece), word))
            return true;
    return false;
}

struct dh_str dh_facts_element_text(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    struct dh_buf b;
    dh_buf_init(&b, f->arena->mem, 4000);
    for (uint32_t k = i + 1; k < t->nodes[i].end && b.n < 3000; k++) {
        const struct dh_node *node = &t->nodes[k];
        if (node->tag != DH_TAG_TEXT || node->space_before)
            dh_buf_byte(&b, ' ');
        if (node->tag != DH_TAG_TEXT)
            continue;
        dh_node_text(&b, node);
        if (node->space_after)
            dh_buf_byte(&b, ' ');
    }
    struct dh_str s = dh_facts_text(f, dh_buf_str(&b), false);
    dh_buf_release(&b);
    return s;
}

static bool attr_has(struct dh_str tag, struct dh_str name, struct dh_str word)
{
    struct dh_str value;
    return dh_tag_attr(tag, name, &value) && dh_facts_has_word(value, word);
}

/* What an element says by its attribute `name`, else by its text. */
static struct dh_str value_or_text(struct dh_facts *f, const struct dh_tree *t, uint32_t i,
                                   struct dh_str name)
{
    struct dh_str value;
    if (dh_tree_attr(t, i, name, &value) && value.n)
        return dh_facts_text(f, value, true);
    return dh_facts_element_text(f, t, i);
}

static void read_time(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    struct dh_str tag = t->nodes[i].raw, unused;
    unsigned rank = RANK_ELEMENT + 2;

    if (attr_has(tag, DH_STR("itemprop"), DH_STR("dateModified"))) {
        dh_facts_add(f, DH_FACT_MODIFIED, RANK_ELEMENT, value_or_text(f, t, i, DH_STR("datetime")),
                     false);
        return;
    }
    if (attr_has(tag, DH_STR("itemprop"), DH_STR("datePublished")) ||
        dh_tag_attr(tag, DH_STR("pubdate"), &unused))
        rank = RANK_ELEMENT;
    if (rank < f->rank[DH_FACT_PUBLISHED])
        dh_facts_add(f, DH_FACT_PUBLISHED, rank, value_or_text(f, t, i, DH_STR("datetime")), false);
}

/* What a link or a span says by rel and itemprop, looked up in one pass. */
static void read_labelled(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    const struct dh_node *node = &t->nodes[i];
    bool author = f->rank[DH_FACT_AUTHOR] >= RANK_ELEMENT && node->end - i <= 40;
    bool section = f->rank[DH_FACT_SECTION] > RANK_ELEMENT && node->end - i <= 5;
    struct dh_str name, value, rel = DH_STR_NONE, itemprop = DH_STR_NONE;
    size_t at = 0;

    while ((author || section) && dh_tag_next_attr(node->raw, &at, &name, &value))
        if (name.n == 3 && dh_str_eq_nocase(name, DH_STR("rel")))
            rel = value;
        else if (name.n == 8 && dh_str_eq_nocase(name, DH_STR("itemprop")))
            itemprop = value;
    if (rel.n + itemprop.n == 0)
        return;
    if (author &&
        (dh_facts_has_word(rel, DH_STR("author")) || dh_facts_has_word(itemprop, DH_STR("author"))))
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_ELEMENT, dh_facts_element_text(f, t, i), false);
    if (section && (dh_facts_has_word(rel, DH_STR("category")) ||
                    dh_facts_has_word(itemprop, DH_STR("articleSection"))))
        dh_facts_add(f, DH_FACT_SECTION, RANK_ELEMENT, dh_facts_element_text(f, t, i), false);
}

/* Elements that speak by kind, rel and itemprop. */
static void read_marked(struct dh_facts *f, const struct dh_tree *t)
{
    for (uint32_t i = 0; i < t->n && !f->err; i++) {
        const struct dh_node *node = &t->nodes[i];
        if (node->tag == GUMBO_TAG_TIME)
            read_time(f, t, i);
        if (node->tag == GUMBO_TAG_A || node->tag == GUMBO_TAG_SPAN)
            read_labelled(f, t, i);
    }
}

/* ---- Names of classes */

/* Words that names of classes are made of ("entry-author", "itemPostDate"), and what an element so
 * named holds. */
enum says { AUTHOR = 1, PUBLISHED = 2, ANOTHER = 4 };
static const struct {
    struct dh_str word;
    unsigned says;
} words[] = {
#define WORD(s, what) \
    { \
        { s, sizeof(s) - 1 }, what \
    }
    WORD("author", AUTHOR),       WORD("authors", AUTHOR),      WORD("autor", AUTHOR),
    WORD("autores", AUTHOR),      WORD("auteur", AUTHOR),       WORD("autore", AUTHOR),
    WORD("verfasser", AUTHOR),    WORD("forfatter", AUTHOR),    WORD("byline", AUTHOR),
    WORD("yazar", AUTHOR),        WORD("skribent", AUTHOR),     WORD("date", PUBLISHED),
    WORD("datum", PUBLISHED),     WORD("dato", PUBLISHED),      WORD("fecha", PUBLISHED),
    WORD("tarih", PUBLISHED),     WORD("published", PUBLISHED), WORD("publishdate", PUBLISHED),
    WORD("pubdate", PUBLISHED),   WORD("posted", PUBLISHED),    WORD("timestamp", PUBLISHED),
    WORD("odate", PUBLISHED),     WORD("datetime", PUBLISHED),  WORD("dateline", PUBLISHED),
    WORD("comment", ANOTHER),     WORD("comments", ANOTHER),    WORD("commentaire", ANOTHER),
    WORD("form", ANOTHER),        WORD("related", ANOTHER),     WORD("recommended", ANOTHER),
    WORD("widget", ANOTHER),      WORD("sidebar", ANOTHER),     WORD("archive", ANOTHER),
    WORD("archivedate", ANOTHER), WORD("current", ANOTHER),     WORD("today", ANOTHER),
    WORD("now", ANOTHER),         WORD("theme", ANOTHER),       WORD("copyright", ANOTHER),
    WORD("search", ANOTHER),      WORD("avatar", ANOTHER),      WORD("photo", ANOTHER),
    WORD("image", ANOTHER),       WORD("img", ANOTHER),         WORD("prep", ANOTHER),
    WORD("event", ANOTHER),       WORD("expires", ANOTHER),     WORD("modified", ANOTHER),
    WORD("birth", ANOTHER),       WORD("teaser", ANOTHER),      WORD("bio", ANOTHER),
#undef WORD
};

enum { NAMES_MAX = 200, WORD_MAX = 16, TEXT_MAX = 90, BEFORE = 40, BEHIND = 120 };

static unsigned word_says(struct dh_str w)
{
    for (size_t i = 0; i < DH_LEN(words); i++)
        if (words[i].word.n == w.n && words[i].word.p[0] == w.p[0] && dh_str_eq(words[i].word, w))
            return words[i].says;
    return 0;
}

/* The words are parted by anything but letters, and where a capital follows a small letter. */
static unsigned names_say(struct dh_str names)
{
    char word[WORD_MAX];
    unsigned says = 0;
    size_t n = 0;
    bool small = false;

    names = dh_str_sub(names, 0, NAMES_MAX);
    for (size_t i = 0; i <= names.n; i++) {
        unsigned char c = i < names.n ? (unsigned char)names.p[i] : ' ';
        bool letter = dh_is_alpha(c), capital = letter && !(c & 0x20);
        if (n && (!letter || (capital && small))) {
            says |= n < WORD_MAX ? word_says((struct dh_str){ word, n }) : 0;
            n = 0;
        }
        if (letter && n < WORD_MAX)
            word[n++] = (char)dh_lower(c);
        small = letter && !capital;
    }
    return says;
}

static unsigned names_of(const struct dh_node *node)
{
    struct dh_str name, value;
    unsigned says = 0;
    size_t at = 0;

    if (node->tag == DH_TAG_TEXT || node->raw.n < 12)
        return 0;
    while (dh_tag_next_attr(node->raw, &at, &name, &value))
        if (dh_str_eq_nocase(name, DH_STR("class")) || dh_str_eq_nocase(name, DH_STR("id")) ||
            dh_str_eq_nocase(name, DH_STR("itemprop")))
            says |= names_say(value);
    return says;
}

/* What it holds, by its names; nothing when one of them speaks of something else. */
static unsigned element_says(const struct dh_node *node)
{
    unsigned says = names_of(node);
    return says & ANOTHER ? 0 : says;
}

/* Whether node i stands in something else, two elements up at most. */
static bool is_elsewhere(const struct dh_tree *t, uint32_t i)
{
    uint32_t parent = t->nodes[i].parent;
    return ((names_of(&t->nodes[parent]) | names_of(&t->nodes[t->nodes[parent].parent])) &
            ANOTHER) != 0;
}

/* Of elements one in another the inner one is meant: "By Ann Lee on 1 March" around "Ann Lee". */
static uint32_t innermost(const struct dh_tree *t, uint32_t i, unsigned what)
{
    uint32_t best = i;
    for (uint32_t k = i + 1; k < t->nodes[i].end; k++)
        if (element_says(&t->nodes[k]) & what)
            best = k;
    return best;
}

/* A stamp or byline is short, and holds what it says it holds. */
static void take_named(struct dh_facts *f, const struct dh_tree *t, uint32_t i, unsigned what)
{
    if (t->nodes[i].end - i > BEFORE)
        return;
    struct dh_str tag = t->nodes[i].raw, value;
    struct dh_str text = dh_facts_element_text(f, t, innermost(t, i, what));
    bool titled = what == PUBLISHED && dh_tag_attr(tag, DH_STR("title"), &value) && value.n;
    if (titled)
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_NAMED, value, true);
    bool digits = false; /* a name with a date behind it: where it ends nobody can tell */
    for (size_t k = 0; k < text.n; k++)
        digits |= dh_is_digit((unsigned char)text.p[k]);
    if (text.n > TEXT_MAX || (what == AUTHOR && digits))
        return;
    dh_facts_add(f, what == AUTHOR ? DH_FACT_AUTHOR : DH_FACT_PUBLISHED, RANK_NAMED, text, false);
}

/* What names of classes tell, of elements behind the headline, else before it. A page without a
 * headline says nothing this way: its dates may be anybody's. */
static void read_named(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    uint32_t from = headline > BEFORE ? headline - BEFORE : 0;
    uint32_t end = headline + BEHIND < t->n ? headline + BEHIND : t->n;

    for (uint32_t k = 0; headline && k < end - from && !f->err; k++) {
        uint32_t i = from + (headline - from + k) % (end - from);
        unsigned says = 0;
        if (f->rank[DH_FACT_AUTHOR] > RANK_NAMED)
            says |= AUTHOR;
        if (f->rank[DH_FACT_PUBLISHED] > RANK_NAMED)
            says |= PUBLISHED;
        if (!says)
            return;
        says &= element_says(&t->nodes[i]);
        if (says & AUTHOR)
            take_named(f, t, i, AUTHOR);
        if (says & PUBLISHED)
            take_named(f, t, i, PUBLISHED);
    }
}

/* A date that stands alone right behind the headline, whatever its element is called. */
static void read_dateline(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    uint32_t from = headline ? t->nodes[headline].end : t->n;
    for (uint32_t i = from; i < t->n && i < from + BEFORE; i++) {
        if (f->rank[DH_FACT_PUBLISHED] <= RANK_ALONE || f->err)
            return;
        if (t->nodes[i].tag == DH_TAG_TEXT && t->nodes[i].raw.n >= DATE_MIN &&
            t->nodes[i].raw.n <= DATE_MAX && !is_elsewhere(t, i))
            dh_facts_add(f, DH_FACT_PUBLISHED, RANK_ALONE, t->nodes[i].raw, true);
    }
}

void dh_facts_read_elements(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    read_marked(f, t);
    read_named(f, t, headline);
    read_dateline(f, t, headline);
}
