/* SPDX-License-Identifier: MIT */
#include "text/around/teasers.h"

#include "base/utf8.h"
#include "text/grammar/results.h"
#include "text/words/pagewords.h"

enum {
    LABEL_WORDS = 5,
    TITLES = 12,     /* of one label */
    TITLE_LEAST = 4, /* words; one title alone, where it may be a crosshead, has a word more, and */
    TITLE_BEHIND = 2, /* behind the last sentence, beside one of more words */
    TITLE_MOST = 20,
    TAG_WORDS = 4,
    TAGS_LEAST = 2,
    WIDE = 3 /* characters that stand for a word in scripts without blanks */
};

/* A label that names no story itself. */
static bool is_label(const struct dh_page *p, const struct dh_sight *sights, size_t i)
{
    return p->fragments[i].kind == DH_RELATED && !sights[i].open &&
           sights[i].words <= (sights[i].flags & DH_S_WIDE ? LABEL_WORDS * WIDE : LABEL_WORDS) &&
           !(sights[i].flags & (DH_S_STOP | DH_S_LONG));
}

/* Whether a line is of a script that ends no sentence with a sign, Thai, Lao or Khmer: a paragraph
 * looks like a headline there. */
static bool ends_nothing(const struct dh_page *p, size_t i)
{
    struct dh_str s = dh_page_fragment(p, i);
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        if ((cp >= 0xE00 && cp <= 0xEFF) || (cp >= 0x1780 && cp <= 0x17FF))
            return true;
        if (dh_utf8_class(cp) & DH_C_LETTER)
            return false;
    }
    return false;
}

/* A headline, by its length and its end; a result of a match is none. */
static bool is_title(const struct dh_page *p, const struct dh_sight *sights, size_t i,
                     unsigned least)
{
    const struct dh_sight *s = &sights[i];
    unsigned words = s->flags & DH_S_WIDE ? s->words / WIDE : s->words;
    return p->fragments[i].kind == DH_STORY && s->kind == DH_STORY && words >= least &&
           words <= TITLE_MOST &&
           !(s->flags & (DH_S_STOP | DH_S_LONG | DH_S_KEEP | DH_S_STORY | DH_S_COLON | DH_S_CAPS |
                         DH_S_PRICE)) &&
           !((s->flags & DH_S_NUMBER) && dh_results_line(dh_page_fragment(p, i))) &&
           !((s->flags & DH_S_WIDE) && ends_nothing(p, i));
}

/* What may stand between a label and a title, or between two: it went, or its words say what it is
 * and its neighbours are still waited for. */
static bool is_beside(const struct dh_page *p, const struct dh_sight *sights, size_t i)
{
    enum dh_kind k = (enum dh_kind)p->fragments[i].kind;
    if (k == DH_STORY)
        k = (enum dh_kind)sights[i].kind;
    return k == DH_CAPTION || k == DH_CREDIT || k == DH_STAMP || k == DH_BYLINE || k == DH_AD ||
           k == DH_SHARE || k == DH_VIDEO || k == DH_TAGS || k == DH_COMMENTS || k == DH_TOOLS;
}

/* "Topics", "Tags": a label of names. */
static bool is_heading_of_tags(const struct dh_page *p, const struct dh_sight *sights, size_t i)
{
    return p->fragments[i].kind == DH_TAGS && !sights[i].open && sights[i].words <= LABEL_WORDS &&
           !(sights[i].flags & (DH_S_STOP | DH_S_LONG));
}

/* A name alone in its line. */
static bool is_tag(const struct dh_page *p, const struct dh_sight *sights, size_t i)
{
    const struct dh_sight *s = &sights[i];
    return p->fragments[i].kind == DH_STORY && s->kind == DH_STORY &&
           s->words <= (s->flags & DH_S_WIDE ? TAG_WORDS * WIDE : TAG_WORDS) &&
           !(s->flags & (DH_S_STOP | DH_S_LONG | DH_S_KEEP | DH_S_COLON | DH_S_SIGNS | DH_S_SAY |
                         DH_S_PRICE | DH_S_EMPTY));
}

/* The names behind the label at i, up to the end of the text or to what goes: *end is there. Before
 * a paragraph the last may be its crosshead. */
static size_t tags_of(const struct dh_page *p, const struct dh_sight *sights, size_t i,
                      struct dh_headline *headline, size_t *end)
{
    size_t k = i + 1;
    while (k < p->n_fragments && k - i <= TITLES && is_tag(p, sights, k) &&
           !dh_headline_is(headline, k))
        k++;
    *end = k;
    bool ends =
        k == p->n_fragments || (p->fragments[k].kind != DH_STORY && !dh_headline_is(headline, k));
    return ends ? k - i - 1 : 0;
}

/* The outline of a line: its figures and signs in their order, with what words stand between as
 * one. "Ann Tarrant (Green) 4,211" and "Boris Hale (Liberal) 870" have the same. 0: hardly any, as
 * most sentences have it. */
static uint32_t outline(struct dh_str s)
{
    enum { LEAST = 2 };
    uint32_t h = 2166136261u; /* 32-bit FNV-1a */
    unsigned n = 0;
    char before = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        unsigned class = dh_utf8_class(cp);
        bool amid = before == '0' && (cp == '.' || cp == ',') && at < s.n;
        char c = class & DH_C_DIGIT || amid ? '0' : class & (DH_C_LETTER | DH_C_MARK) ? 'a' : 0;
        if (cp == ' ' || (c && c == before))
            continue;
        h = (h ^ (c                                               ? (uint32_t)c
                  : cp == '+' || cp == 0x2212 || dh_utf8_dash(cp) ? '-'
                                                                  : cp)) *
            16777619u;
        n += c != 'a';
        before = c;
    }
    return n >= LEAST ? h : 0;
}

static bool ends_in_figure(struct dh_str s)
{
    return dh_is_digit((unsigned char)s.p[s.n - 1]);
}

/* Two rows of one list: of the same outline, or with figures at the end. */
static bool are_rows(struct dh_str one, struct dh_str other)
{
    uint32_t own = outline(one);
    return (own && own == outline(other)) || (ends_in_figure(one) && ends_in_figure(other));
}

/* Whether lines k and k + 1 are rows of a list, and no titles: "Elmouth: 171/6", "Harrow: 174/7".
 */
static bool begins_rows(const struct dh_page *p, size_t k)
{
    if (k + 1 >= p->n_fragments || p->fragments[k + 1].kind != DH_STORY)
        return false;
    uint32_t own = outline(dh_page_fragment(p, k));
    return own && own == outline(dh_page_fragment(p, k + 1));
}

/* Whether line k goes on with a list that the label at i stands in. */
static bool is_of_list(const struct dh_page *p, size_t i, size_t k)
{
    enum { ABOVE = 3 };
    for (size_t n = 1; n <= ABOVE && n <= i; n++)
        if (p->fragments[i - n].kind == DH_STORY &&
            are_rows(dh_page_fragment(p, k), dh_page_fragment(p, i - n)))
            return true;
    return false;
}

/* Whether two fragments have a word in common. */
static bool share_word(const struct dh_page *p, size_t i, size_t k)
{
    enum { WORDS = 12 }; /* of the first, that are looked for */
    const struct dh_pagewords words = { .page = p };
    uint64_t own[WORDS], hash;
    size_t n = 0;
    struct dh_wordwalk walk = dh_wordwalk_begin(&words, i);
    while (n < WORDS && (hash = dh_wordwalk_next(&walk)) != 0)
        own[n++] = hash;
    walk = dh_wordwalk_begin(&words, k);
    while ((hash = dh_wordwalk_next(&walk)) != 0)
        for (size_t w = 0; w < n; w++)
            if (own[w] == hash)
                return true;
    return false;
}

/* Whether title k, behind others, is a crosshead: it has a word of the paragraph right below it. */
static bool heads_paragraph(const struct dh_page *p, const struct dh_sight *sights, size_t k)
{
    enum { MOST = 6 };
    return k + 1 < p->n_fragments && sights[k].words <= MOST &&
           p->fragments[k + 1].kind == DH_STORY &&
           (sights[k + 1].flags & (DH_S_STOP | DH_S_LONG)) && share_word(p, k, k + 1);
}

/* The titles of so many words behind the label at i; *end: the fragment behind the last. Answers
 * how many. */
static size_t titles_of(const struct dh_page *p, const struct dh_sight *sights, size_t i,
                        unsigned least, struct dh_headline *headline, size_t *end)
{
    size_t n = 0;
    *end = i + 1;
    for (size_t k = i + 1; k < p->n_fragments && n < TITLES; k++) {
        if (n && p->fragments[k].kind == DH_TOOLS)
            break; /* "Article content": the story goes on */
        if (is_beside(p, sights, k))
            continue;
        if (!is_title(p, sights, k, least) || dh_headline_is(headline, k) || is_of_list(p, i, k) ||
            (n == 0 && begins_rows(p, k)) || (n && heads_paragraph(p, sights, k)))
            break;
        n++;
        *end = k + 1;
    }
    return n;
}

/* Whether a title among fragments [from, to) has so many words. */
static bool any_title(const struct dh_page *p, const struct dh_sight *sights, size_t from,
                      size_t to, unsigned least)
{
    while (from < to && !is_title(p, sights, from, least))
        from++;
    return from < to;
}

/* Whether the n titles behind the label at i go; may_head: one alone may be a crosshead. Short ones
 * alone are books, or a part of the text: "See also", "Annex B". */
static bool titles_go(const struct dh_page *p, const struct dh_sight *sights, size_t i, size_t end,
                      size_t n, bool may_head)
{
    return n && any_title(p, sights, i + 1, end, TITLE_LEAST + (n == 1 && may_head));
}

static void strike(struct dh_page *page, const struct dh_sight *sights, size_t from, size_t to,
                   enum dh_kind kind)
{
    for (size_t k = from; k < to; k++)
        if (page->fragments[k].kind == DH_STORY && sights[k].kind == DH_STORY)
            dh_page_strike(page, k, kind, DH_STR("grammar.teaser"));
}

/* The last line that ends as sentences do; 0: none does. */
static size_t last_sentence(const struct dh_page *p, const struct dh_sight *sights)
{
    size_t i = p->n_fragments;
    while (i > 1 && (p->fragments[i - 1].kind != DH_STORY ||
                     !(sights[i - 1].flags & (DH_S_STOP | DH_S_LONG))))
        i--;
    return i ? i - 1 : 0;
}

bool dh_teasers_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                       size_t first, struct dh_headline *headline)
{
    bool struck = false;
    if (!dh_view_on(v, DH_STR("grammar.teaser")))
        return false;
    size_t last = last_sentence(page, sights);
    for (size_t i = first + 1, end; i < page->n_fragments; i++) {
        size_t n;
        if (is_label(page, sights, i)) {
            bool may_head = i <= last; /* one title alone may be a crosshead there */
            n = titles_of(page, sights, i, may_head ? TITLE_LEAST : TITLE_BEHIND, headline, &end);
            if (!titles_go(page, sights, i, end, n, may_head))
                continue;
            strike(page, sights, i + 1, end, DH_RELATED);
        } else if (is_heading_of_tags(page, sights, i)) {
            n = tags_of(page, sights, i, headline, &end);
            enum dh_kind kind = DH_TAGS;
            if (n < TAGS_LEAST && i > last) { /* "More on this topic", with stories below */
                n = titles_of(page, sights, i, TITLE_LEAST, headline, &end);
                kind = DH_RELATED;
            }
            if (n < TAGS_LEAST)
                continue;
            strike(page, sights, i + 1, end, kind);
        } else {
            continue;
        }
        struck = true;
        i = end - 1;
    }
    return struck;
}
