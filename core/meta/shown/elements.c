/* SPDX-License-Identifier: MIT */
/* What the elements of a page say about the article by their kind, by rel, by itemprop (microdata)
 * and by property (RDFa), and what breadcrumbs say. */
#include "meta/shown/elements.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "meta/facts/byline.h"

enum { RANK_ELEMENT = DH_RANK_SHOWN };

bool dh_element_is_button(struct dh_str s)
{
    static const struct dh_str labels[] = {
        { "detail", 6 },
        { "details", 7 },
        { "back", 4 },
        { "zurück", 7 },
        { "print", 5 },
        { "drucken", 7 },
        { "mailen", 6 },
        { "search", 6 },
        { "suche", 5 },
        { "share", 5 },
        { "next", 4 },
        { "article", 7 },
        { "artikel", 7 },
        { "nächstes", 9 },
        { "news detail", 11 },
        { "print story", 11 },
        { "print article", 13 },
        { "print version", 13 },
        { "print page", 10 },
        { "printer friendly", 16 },
        { "printable version", 17 },
        { "druckversion", 12 },
        { "druckansicht", 12 },
        { "version imprimable", 18 },
        { "imprimer", 8 },
        { "imprimir", 8 },
        { "versione stampabile", 19 },
        { "stampa", 6 },
        { "printversie", 11 },
        { "wersja do druku", 15 },
        { "версия для печати", 32 },
        { "more", 4 },
        { "read more", 9 },
        { "continue reading", 16 },
        { "mehr", 4 },
        { "weiterlesen", 11 },
        { "lire la suite", 13 },
        { "leer más", 9 },
        { "leia mais", 9 },
        { "leggi tutto", 11 },
        { "lees meer", 9 },
        { "devamını oku", 14 },
        { "czytaj dalej", 12 },
        { "читать далее", 23 },
    };
    for (size_t i = 0; i < DH_LEN(labels); i++)
        if (dh_str_eq_nocase(s, labels[i]))
            return true;
    return false;
}

bool dh_element_has_word(struct dh_str list, struct dh_str word)
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
    dh_facts_note(f, b.err);
    struct dh_str s = dh_facts_text(f, dh_buf_str(&b), false);
    dh_buf_release(&b);
    return s;
}

static bool attr_has(struct dh_str tag, struct dh_str name, struct dh_str word)
{
    struct dh_str value;
    return dh_tag_attr(tag, name, &value) && dh_element_has_word(value, word);
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

/* Whether node i stands in a list, a menu or beside the text: the times there are those of other
 * stories. */
static bool is_beside(const struct dh_tree *t, uint32_t i)
{
    enum { LEVELS = 4 };
    bool beside = false;
    for (int up = 0; up < LEVELS; up++) {
        i = t->nodes[i].parent;
        GumboTag tag = (GumboTag)t->nodes[i].tag;
        beside |= tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_LI;
    }
    return beside;
}

/* Whether node i above the headline is of the same story: in its article or header, or beside it.
 */
static bool is_with_headline(const struct dh_tree *t, uint32_t i, uint32_t headline)
{
    enum { LEVELS = 6, BESIDE = 2 };
    for (int up = 1; up <= LEVELS; up++) {
        i = t->nodes[i].parent;
        GumboTag tag = (GumboTag)t->nodes[i].tag;
        bool one = tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_HEADER ||
                   (up <= BESIDE && tag == GUMBO_TAG_DIV);
        if (t->nodes[i].end > headline)
            return one;
    }
    return false;
}

/* What the time element i counts for: one above the headline may be that of a story on top of the
 * page, one in a list far below that of another. headline: its node, 0: unknown. */
static unsigned rank_of_time(const struct dh_tree *t, uint32_t i, uint32_t headline)
{
    enum { NEAR = 60, RIGHT = 2, ABOVE = 4, BESIDE = 6 };
    bool above = i < headline && !is_with_headline(t, i, headline);
    if (headline && (above || i > headline + NEAR) && is_beside(t, i))
        return RANK_ELEMENT + BESIDE;
    return RANK_ELEMENT + (above ? ABOVE : RIGHT);
}

static void read_time(struct dh_facts *f, const struct dh_tree *t, uint32_t i, uint32_t headline)
{
    struct dh_str tag = t->nodes[i].raw, unused;
    unsigned rank = rank_of_time(t, i, headline);

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

/* What an element says by attributes, looked up in one pass. */
enum mark { REL, CLASS, TITLE, TYPEOF, CONTENT, ITEMPROP, PROPERTY, MARKS };
struct marks {
    struct dh_str of[MARKS];
};

/* Most attributes are others, and fall at their length. */
static enum mark mark_of(struct dh_str name)
{
#define ROW(name) \
    { \
        name, sizeof(name) - 1 \
    }
    static const struct dh_str names[MARKS] = {
        [REL] = ROW("rel"),           [CLASS] = ROW("class"),     [TITLE] = ROW("title"),
        [TYPEOF] = ROW("typeof"),     [CONTENT] = ROW("content"), [ITEMPROP] = ROW("itemprop"),
        [PROPERTY] = ROW("property"),
    };
#undef ROW
    unsigned i = 0;
    while (i < MARKS && (name.n != names[i].n || !dh_str_eq_nocase(name, names[i])))
        i++;
    return (enum mark)i;
}

static void read_marks(struct dh_str tag, struct marks *m)
{
    struct dh_str name, value;
    size_t at = 0;
    *m = (struct marks){ { DH_STR_NONE } };
    while (dh_tag_next_attr(tag, &at, &name, &value)) {
        enum mark i = mark_of(name);
        if (i < MARKS && m->of[i].n == 0)
            m->of[i] = value;
    }
}

/* Whether a start tag may have one of rel, itemprop, property and typeof: letters of them stand in
 * it. Most have not, and need not be taken apart. */
static bool may_be_marked(struct dh_str tag)
{
    enum { LETTERS = 3, BEHIND = LETTERS - 1 };
    const uint8_t lower = 'a' - 'A';
    if (tag.n < sizeof(dh_sixteen) + BEHIND)
        return true;
    for (size_t at = 0, end = tag.n - BEHIND - sizeof(dh_sixteen);; at += sizeof(dh_sixteen)) {
        at = at < end ? at : end;
        dh_sixteen a = dh_sixteen_load(tag.p + at) | lower,
                   b = dh_sixteen_load(tag.p + at + 1) | lower,
                   c = dh_sixteen_load(tag.p + at + 2) | lower;
        dh_sixteen rel =
            dh_sixteen_equal(a, 'r') & dh_sixteen_equal(b, 'e') & dh_sixteen_equal(c, 'l');
        dh_sixteen prop =
            dh_sixteen_equal(a, 'p') & dh_sixteen_equal(b, 'r') & dh_sixteen_equal(c, 'o');
        dh_sixteen type =
            dh_sixteen_equal(a, 't') & dh_sixteen_equal(b, 'y') & dh_sixteen_equal(c, 'p');
        if (dh_sixteen_bits(rel | prop | type))
            return true;
        if (at == end)
            return false;
    }
}

/* Nothing that tells what the element is, as of most. */
static bool says_nothing(const struct marks *m)
{
    return m->of[REL].n + m->of[TYPEOF].n + m->of[ITEMPROP].n + m->of[PROPERTY].n == 0;
}

/* Whether itemprop, or property less a vocabulary's prefix ("schema:author"), has one of the two
 * words. */
static bool has_property(const struct marks *m, struct dh_str a, struct dh_str b)
{
    struct dh_str rest = m->of[PROPERTY], word;
    if (dh_element_has_word(m->of[ITEMPROP], a) || dh_element_has_word(m->of[ITEMPROP], b))
        return true;
    while (dh_str_split(&rest, ' ', &word)) {
        size_t colon = dh_str_find_byte(word, ':');
        if (colon < word.n)
            word = dh_str_sub(word, colon + 1, word.n);
        if (dh_str_eq_nocase(word, a) || dh_str_eq_nocase(word, b))
            return true;
    }
    return false;
}

/* Of an author's element the part that is the name, where it is marked. */
static uint32_t name_in(const struct dh_tree *t, uint32_t i)
{
    struct marks m;
    for (uint32_t k = i + 1; k < t->nodes[i].end; k++) {
        if (t->nodes[k].tag == DH_TAG_TEXT || t->nodes[k].raw.n == 0)
            continue;
        read_marks(t->nodes[k].raw, &m);
        if (has_property(&m, DH_STR("name"), DH_STR("name")))
            return k;
    }
    return i;
}

/* What a meta element inside element i says by itemprop `name`: the tree has none, so it is looked
 * up by its place among those of the whole page. */
static struct dh_str name_in_meta(const struct dh_tree *t, uint32_t i)
{
    const struct dh_node *node = &t->nodes[i];
    const char *end = node->end < t->n ? t->nodes[node->end].raw.p : NULL;
    uint32_t low = 0, high = t->n_heads;
    struct dh_str value = DH_STR_NONE;
    if (!node->raw.n || !end)
        return value;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (t->heads[middle].p < node->raw.p)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < t->n_heads && t->heads[low].p < end; low++)
        if (attr_has(t->heads[low], DH_STR("itemprop"), DH_STR("name")) &&
            dh_tag_attr(t->heads[low], DH_STR("content"), &value))
            return value;
    return DH_STR_NONE;
}

static void read_authors(struct dh_facts *f, const struct dh_tree *t, uint32_t i,
                         const struct marks *m)
{
    bool account = dh_str_find(m->of[TYPEOF], DH_STR("UserAccount")) < m->of[TYPEOF].n ||
                   dh_element_has_word(m->of[REL], DH_STR("schema:author"));
    if (!account && !dh_element_has_word(m->of[REL], DH_STR("author")) &&
        !has_property(m, DH_STR("author"), DH_STR("creator")))
        return;
    struct dh_str text = dh_facts_element_text(f, t, name_in(t, i));
    if (text.n)
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_ELEMENT, text, false);
    else if (dh_byline_are_names(text = name_in_meta(t, i))) /* and no name to log in with */
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_ELEMENT, text, true);
}

/* Dates in attributes made for machines; hAtom (microformats) has them in titles. */
static void read_dates(struct dh_facts *f, const struct dh_tree *t, uint32_t i,
                       const struct marks *m)
{
    bool abbr = t->nodes[i].tag == GUMBO_TAG_ABBR;
    bool published = has_property(m, DH_STR("datePublished"), DH_STR("issued")) ||
                     has_property(m, DH_STR("dateCreated"), DH_STR("created")) ||
                     (abbr && dh_element_has_word(m->of[CLASS], DH_STR("published")));
    bool modified = has_property(m, DH_STR("dateModified"), DH_STR("modified"));
    if (!published && !modified)
        return;
    struct dh_str said = m->of[TITLE].n && abbr ? m->of[TITLE] : m->of[CONTENT];
    unsigned rank = RANK_ELEMENT + (said.n ? 1 : 3);
    if (said.n == 0)
        said = dh_facts_element_text(f, t, i);
    if (published)
        dh_facts_add(f, DH_FACT_PUBLISHED, rank, said, true);
    if (modified)
        dh_facts_add(f, DH_FACT_MODIFIED, rank, said, true);
}

static void read_labelled(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    enum { AUTHOR_MAX = 40, DATE_MAX = 12, SECTION_MAX = 5 /* nodes */ };
    const struct dh_node *node = &t->nodes[i];
    uint32_t n = node->end - i;
    bool author = f->rank[DH_FACT_AUTHOR] >= RANK_ELEMENT && n <= AUTHOR_MAX;
    bool date = f->rank[DH_FACT_PUBLISHED] > RANK_ELEMENT && n <= DATE_MAX;
    bool section = f->rank[DH_FACT_SECTION] > RANK_ELEMENT && n <= SECTION_MAX;
    struct marks m;

    if ((!author && !date && !section) ||
        (node->tag != GUMBO_TAG_ABBR && !may_be_marked(node->raw)))
        return;
    read_marks(node->raw, &m);
    if (says_nothing(&m) && node->tag != GUMBO_TAG_ABBR)
        return;
    if (author)
        read_authors(f, t, i, &m);
    if (date)
        read_dates(f, t, i, &m);
    if (section && (dh_element_has_word(m.of[REL], DH_STR("category")) ||
                    has_property(&m, DH_STR("articleSection"), DH_STR("articleSection"))))
        dh_facts_add(f, DH_FACT_SECTION, RANK_ELEMENT, dh_facts_element_text(f, t, i), false);
}

/* Links and spans are looked at for all, boxes where they are marked as something. */
static bool may_be_labelled(const struct dh_node *node)
{
    switch (node->tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_ABBR:
        return true;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_ADDRESS:
        return dh_str_find(node->raw, DH_STR("itemprop")) < node->raw.n;
    default:
        return false;
    }
}

/* Elements that speak by kind and by marks. */
static void read_marked(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    bool boxes =
        f->rank[DH_FACT_AUTHOR] > RANK_ELEMENT || f->rank[DH_FACT_PUBLISHED] > RANK_ELEMENT;
    for (uint32_t i = 0; i < t->n && !f->err; i++) {
        const struct dh_node *node = &t->nodes[i];
        if (node->tag == GUMBO_TAG_TIME)
            read_time(f, t, i, headline);
        bool inline_ = node->tag == GUMBO_TAG_A || node->tag == GUMBO_TAG_SPAN;
        if (inline_ || (boxes && may_be_labelled(node)))
            read_labelled(f, t, i);
    }
}

/* ---- Breadcrumbs */

/* The links of the first box that calls itself so. */
static void read_breadcrumbs(struct dh_facts *f, const struct dh_tree *t)
{
    enum { NODES_MAX = 150 };
    for (uint32_t i = 0; i < t->n; i++) {
        const struct dh_node *node = &t->nodes[i];
        bool box = node->tag == GUMBO_TAG_DIV || node->tag == GUMBO_TAG_NAV ||
                   node->tag == GUMBO_TAG_OL || node->tag == GUMBO_TAG_UL ||
                   node->tag == GUMBO_TAG_P;
        if (!box || node->end - i > NODES_MAX ||
            dh_str_find(node->raw, DH_STR("readcrumb")) == node->raw.n)
            continue;
        for (uint32_t k = i + 1; k < node->end && !f->err; k++) {
            struct dh_str href = DH_STR_NONE;
            if (t->nodes[k].tag == GUMBO_TAG_A) {
                dh_tree_attr(t, k, DH_STR("href"), &href);
                dh_facts_add_trail(f, dh_facts_element_text(f, t, k), href);
            }
        }
        return;
    }
}

void dh_facts_read_elements(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    read_marked(f, t, headline);
    if (f->rank[DH_FACT_SECTION] > RANK_ELEMENT && f->n_trail == 0)
        read_breadcrumbs(f, t);
}
