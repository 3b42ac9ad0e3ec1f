/* SPDX-License-Identifier: MIT */
#include "text/model/giveback.h"

#include "base/url.h"
#include "text/model/safe.h"

/* What is no part of a story comes in rows, or is short. */
static bool is_hole(const struct dh_traits *t, uint32_t at)
{
    return t->lines[t->seq[at]].good && at && at + 1 < t->n && dh_safe_by_model(t, at) &&
           !dh_page_goes(t->page, t->seq[at - 1]) && !dh_page_goes(t->page, t->seq[at + 1]);
}

static void give_back(const struct dh_traits *t, struct dh_page *page, uint32_t at)
{
    page->fragments[t->seq[at]].kind = DH_STORY;
    page->fragments[t->seq[at]].rule = DH_STR_NONE;
}

static bool is_told(const struct dh_traits *t, uint32_t at)
{
    const struct dh_line *l = &t->lines[t->seq[at]];
    return l->good || dh_safe_sentence(l->own);
}

/* ---- The last paragraph above a gate */

/* "43 % of this article are left. Subscribe to read on": a row struck it, and nothing but the
 * article stands right above. Words of buttons with such a sign are of discounts. */
static bool is_gate(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 30 };
    const struct dh_fragment *f = &t->page->fragments[t->seq[at]];
    struct dh_str text = dh_page_fragment(t->page, t->seq[at]);
    return f->kind == DH_NEWSLETTER && dh_str_starts(f->rule, DH_STR("newsletter.")) &&
           t->lines[t->seq[at]].own[DH_X_T_WORDS] <= WORDS &&
           dh_str_find(text, DH_STR("%")) < text.n;
}

/* With the crosshead between it and what stays, if there is one. */
static void give_back_at_gate(const struct dh_traits *t, struct dh_page *page, uint32_t at)
{
    uint32_t above = at;
    if (!at || at + 1 >= t->n || !t->lines[t->seq[at]].good || !dh_safe_by_model(t, at) ||
        !is_gate(t, at + 1))
        return;
    bool model = dh_safe_by_model(t, above - 1), goes = dh_page_goes(t->page, t->seq[above - 1]);
    if (above > 1 && (model || !goes) && !t->lines[t->seq[above - 1]].good)
        above--;
    if (dh_page_goes(t->page, t->seq[above - 1]) || !is_told(t, above - 1))
        return;
    for (; above <= at; above++)
        give_back(t, page, above);
}

/* ---- The headline */

/* The first sentence above a place, between which and that stands nothing but what stays, and what
 * is put into stories; the place where there is none. An ad in a story of short paragraphs parts
 * its first ones from the zone of prose. */
static uint32_t first_above(const struct dh_traits *t, uint32_t at)
{
    enum { FAR = 12 };
    uint32_t first = at;
    for (uint32_t k = at; k > 0 && k + FAR > first; k--) {
        bool goes = dh_page_goes(t->page, t->seq[k - 1]);
        if (goes && !dh_safe_insert(t, k - 1))
            break;
        if (!goes && is_told(t, k - 1))
            first = k - 1;
    }
    return first;
}

/* Where the story begins: the line that seems to be its headline, or else its first sentence that
 * stays. t->n: with neither. */
static uint32_t beginning(const struct dh_traits *t, const struct dh_headline *headline)
{
    uint32_t at = 0;
    if (headline->known && headline->at < t->page->n_fragments) {
        while (at < t->n && t->seq[at] != headline->at)
            at++;
        return at;
    }
    for (at = t->zone_from; at < t->zone_to; at++)
        if (!dh_page_goes(t->page, t->seq[at]) && is_told(t, at))
            return first_above(t, at);
    return t->n;
}

/* "Orla Finch", which no rule takes for a byline. */
static bool is_name(const uint16_t *own)
{
    enum { WORDS = 2, MOST = 3, ALL = 1000 };
    return own[DH_X_T_WORDS] >= WORDS && own[DH_X_T_WORDS] <= MOST && own[DH_X_T_CAPITALS] == ALL &&
           !own[DH_X_T_STOP] && !own[DH_X_T_BARS] && !own[DH_X_T_COLONS] && dh_safe_plain(own);
}

static bool is_stamp(const struct dh_traits *t, uint32_t at)
{
    return at < t->n && t->page->fragments[t->seq[at]].kind == DH_STAMP;
}

/* Who wrote the text, or when, or a button to share it. */
static bool is_opening(const struct dh_traits *t, uint32_t at)
{
    uint8_t k = t->page->fragments[t->seq[at]].kind;
    bool named =
        dh_safe_by_model(t, at) && is_stamp(t, at + 1) && is_name(t->lines[t->seq[at]].own);
    return named || dh_kind_opens(k);
}

/* How many such lines stand in a row right behind a place. */
static uint32_t opening_below(const struct dh_traits *t, uint32_t at)
{
    uint32_t n = 0;
    while (at + 1 + n < t->n && is_opening(t, at + 1 + n))
        n++;
    return n;
}

/* And right before it. */
static uint32_t opening_above(const struct dh_traits *t, uint32_t at)
{
    uint32_t n = 0;
    while (n < at && is_opening(t, at - 1 - n))
        n++;
    return n;
}

/* What stands above the first sentence, from it upwards. */
struct above {
    uint32_t title; /* the last line of some words, from 1 on; 0: none */
    uint32_t brief; /* the last one of fewer, that is plain with nothing but what rules strike
                       behind it */
    bool plain;     /* nothing else stands behind the title */
};

/* A sentence too short to tell where a story begins. */
static bool is_brief_sentence(const uint16_t *own)
{
    return own[DH_X_T_SENTENCES] && own[DH_X_T_STOP] && !dh_safe_sentence(own);
}

static struct above look_above(const struct dh_traits *t, uint32_t first)
{
    enum { ABOVE = 10 };
    struct above a = { .plain = true };
    for (uint32_t at = first; at > 0 && at + ABOVE > first && !a.title; at--) {
        bool model = dh_safe_by_model(t, at - 1), goes = dh_page_goes(t->page, t->seq[at - 1]);
        const uint16_t *own = t->lines[t->seq[at - 1]].own;
        bool named = model && is_stamp(t, at) && is_name(own);
        if (!goes && is_brief_sentence(own))
            continue; /* "For ever. Ask my postman." */
        if (dh_safe_title(own) && (!goes || model)) {
            a.title = at;
            break;
        }
        if (!goes)
            a.brief = 0; /* that may be it */
        else if (a.plain && model && !named && dh_safe_short_title(t, at - 1, false))
            a.brief = at;
        a.plain &= goes && (!model || named);
    }
    return a;
}

/* A headline may hold figures: "Seven goals: Harrow 4, Elmouth 3". */
static bool is_plain_title(const struct dh_traits *t, uint32_t at)
{
    enum { NUMBERS = 2 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    return dh_safe_title(own) && own[DH_X_T_NUMBERS] <= NUMBERS && !own[DH_X_T_GLUED];
}

enum { OPENING = 2 }; /* lines; teasers have a date alone */

/* The title above who wrote the text, where one stands below that, too, that is none of the
 * story's words: a slogan, a picture. From 1 on; 0: there is none. */
static uint32_t title_above_opening(const struct dh_traits *t, uint32_t title)
{
    uint32_t n = opening_above(t, title - 1), at = title - 1 - n;
    return n >= OPENING && at && dh_safe_by_model(t, at - 1) && is_plain_title(t, at - 1) ? at : 0;
}

/* Above the first sentence of the story that stays stands its headline, with bylines, dates, a
 * picture between them; what seemed to be one may be the standfirst. Where no line of some words
 * stays there, the last one comes back: if a word of it does in the first paragraphs, or if it is
 * plain, and who wrote the text stands right below it, or nothing between but what rules strike.
 * Where there is none, one of fewer words that stands so. */
static void give_back_headline(struct dh_traits *t, struct dh_page *page,
                               const struct dh_headline *headline)
{
    uint32_t first = beginning(t, headline);
    if (first == t->n || !is_told(t, first) || dh_safe_foot(t, first))
        return;
    struct above a = look_above(t, first);
    if (!a.title && a.brief)
        give_back(t, page, a.brief - 1);
    if (!a.title)
        return;
    uint32_t at = a.title - 1, higher = 0;
    bool back = dh_traits_common(t, at)->head;
    if (!back)
        higher = title_above_opening(t, a.title);
    if (higher)
        give_back(t, page, higher - 1);
    else if (dh_safe_by_model(t, at) &&
             (back || (is_plain_title(t, at) && (a.plain || opening_below(t, at) >= OPENING))))
        give_back(t, page, at);
}

/* ---- Posts */

/* "02.02 Uhr: The ferry sails again", below which an ad or a picture stands before the paragraph:
 * beside two that stay it is a third. */
static void give_back_posts(const struct dh_traits *t, struct dh_page *page)
{
    enum { POSTS = 2, FAR = 3 };
    uint32_t posts = 0;
    for (uint32_t at = 0; at < t->n; at++)
        posts += !dh_page_goes(page, t->seq[at]) && dh_safe_post(t, at, FAR);
    if (posts < POSTS)
        return;
    for (uint32_t at = 0; at < t->n; at++)
        if (dh_safe_by_model(t, at) && dh_safe_post(t, at, FAR))
            give_back(t, page, at);
}

/* ---- Numbered headings */

/* The number that a line begins with, "3. Follow the leader"; 0: none. */
static unsigned number_of(const struct dh_traits *t, uint32_t at)
{
    struct dh_str s = dh_page_fragment(t->page, t->seq[at]);
    unsigned n = 0;
    size_t i = 0;
    for (; i < s.n && i < 2 && dh_is_digit((unsigned char)s.p[i]); i++)
        n = n * 10 + (unsigned)(s.p[i] - '0');
    return i + 2 < s.n && (s.p[i] == '.' || s.p[i] == ')') && s.p[i + 1] == ' ' ? n : 0;
}

/* Whether the heading of the next number stays, and a sentence stands below this one. */
static bool is_numbered(const struct dh_traits *t, uint32_t at)
{
    enum { FAR = 12 };
    unsigned n = number_of(t, at);
    if (!n || at + 1 >= t->n || dh_page_goes(t->page, t->seq[at + 1]) ||
        !t->lines[t->seq[at + 1]].own[DH_X_T_STOP])
        return false;
    for (uint32_t k = at + 2; k < t->n && k < at + FAR; k++)
        if (number_of(t, k) == n + 1)
            return !dh_page_goes(t->page, t->seq[k]);
    return false;
}

static void give_back_numbered(const struct dh_traits *t, struct dh_page *page)
{
    for (uint32_t at = t->n; at-- > 0;)
        if (dh_safe_by_model(t, at) && is_numbered(t, at))
            give_back(t, page, at);
}

/* ---- Sources */

/* "https://harbour.example/report": nothing else stands in the line. */
static bool is_address(const struct dh_traits *t, uint32_t at)
{
    struct dh_str line = dh_page_fragment(t->page, t->seq[at]);
    return dh_url_is_http(line) && dh_str_find_byte(line, ' ') == line.n;
}

/* An address between two lines that stay, as a list of what a text rests on has it below each
 * title. A page's own, behind a button that copies it, has no such company. */
static bool is_source(const struct dh_traits *t, uint32_t at)
{
    return at && at + 1 < t->n && is_address(t, at) && !dh_page_goes(t->page, t->seq[at - 1]) &&
           !dh_page_goes(t->page, t->seq[at + 1]) && !is_address(t, at - 1) &&
           !is_address(t, at + 1);
}

/* Those that the model struck, where the list has two such or more: each is two lines from
 * another. */
static void give_back_sources(const struct dh_traits *t, struct dh_page *page)
{
    for (uint32_t at = 0; at < t->n; at++) {
        if (!dh_safe_by_model(t, at) || !is_source(t, at))
            continue;
        if ((at >= 2 && is_address(t, at - 2)) || (at + 2 < t->n && is_address(t, at + 2)))
            give_back(t, page, at);
    }
}

/* ---- A log */

/* How many sentences among [from, to) no rule struck, whatever the model said of them; *words: of
 * them. */
static uint32_t count_told(const struct dh_traits *t, uint32_t from, uint32_t to, uint32_t *words)
{
    uint32_t n = 0;
    for (uint32_t at = from; at < to; at++) {
        const uint16_t *own = t->lines[t->seq[at]].own;
        if (!dh_safe_sentence(own) ||
            (dh_page_goes(t->page, t->seq[at]) && !dh_safe_by_model(t, at)))
            continue;
        n++;
        *words += own[DH_X_T_WORDS];
    }
    return n;
}

/* A rule struck it, and it was not put into a story between its lines. */
static bool parts_list(const struct dh_traits *t, uint32_t at)
{
    return dh_page_goes(t->page, t->seq[at]) && !dh_safe_by_model(t, at) && !dh_safe_insert(t, at);
}

/* Lines between two that part them. */
struct list {
    uint32_t from, to, lines, words, menu;
};

static struct list list_at(const struct dh_traits *t, uint32_t at)
{
    enum { BRIEF = 2, HALF = 500 };
    struct list l = { .from = at, .to = at };
    for (; l.to < t->n && !parts_list(t, l.to); l.to++) {
        const uint16_t *own = t->lines[t->seq[l.to]].own;
        if (dh_page_goes(t->page, t->seq[l.to]) && !dh_safe_by_model(t, l.to))
            continue;
        l.lines++;
        l.words += own[DH_X_T_WIDE] ? own[DH_X_T_WORDS] / 3u : own[DH_X_T_WORDS];
        l.menu += (own[DH_X_T_WORDS] <= BRIEF && !own[DH_X_T_NUMBERS]) || own[DH_X_L_CHROME] > HALF;
    }
    return l;
}

/* The longest list, if it is none of a menu's. */
static struct list longest_list(const struct dh_traits *t)
{
    enum { LINES = 5, WORDS = 5, OF = 2 }; /* so many words of two lines */
    struct list best = { 0 };
    for (uint32_t at = 0; at < t->n;) {
        struct list l = list_at(t, at);
        if (l.lines >= LINES && l.words * OF >= WORDS * l.lines && l.menu * 3 <= l.lines &&
            l.words > best.words)
            best = l;
        at = l.to + 1;
    }
    return best;
}

/* "7:12 a.m. Loose dog, Elm Street": where no line of a text is a sentence, but for what tells
 * of the list, its story is that: the longest list comes back, and its headline right above, or
 * above who wrote it. */
static void give_back_log(const struct dh_traits *t, struct dh_page *page)
{
    enum { FAR = 8, PART = 4, SENTENCES = 2 };
    struct list l = longest_list(t);
    uint32_t words = 0, told = count_told(t, l.from, l.to, &words);
    if (told > SENTENCES || l.words < PART * words || count_told(t, 0, t->n, &words) > told)
        return;
    uint32_t above = l.from;
    for (uint32_t at = l.from; at < l.to; at++)
        if (dh_safe_by_model(t, at))
            give_back(t, page, at);
    while (above && l.from - above < FAR && parts_list(t, above - 1))
        above--;
    if (l.words && above && dh_safe_by_model(t, above - 1) &&
        (dh_safe_title(t->lines[t->seq[above - 1]].own) || dh_safe_short_title(t, above - 1, true)))
        give_back(t, page, above - 1);
}

void dh_giveback(struct dh_traits *t, struct dh_page *page, const struct dh_headline *headline)
{
    for (uint32_t at = 0; at < t->n; at++)
        if (is_hole(t, at))
            give_back(t, page, at);
    for (uint32_t at = 0; at < t->n; at++)
        give_back_at_gate(t, page, at);
    give_back_headline(t, page, headline);
    give_back_posts(t, page);
    give_back_numbered(t, page);
    give_back_sources(t, page);
    give_back_log(t, page);
}
