/* SPDX-License-Identifier: MIT */
#include "text/model/safe.h"

#include <string.h>

#include "base/utf8.h"
#include "text/grammar/results.h"

bool dh_safe_by_model(const struct dh_traits *t, uint32_t at)
{
    return t->page->fragments[t->seq[at]].kind == DH_OTHER;
}

bool dh_safe_foot(const struct dh_traits *t, uint32_t at)
{
    return t->near[at].good_before >= 0 && at >= t->n - t->n / 4;
}

bool dh_safe_sentence(const uint16_t *own)
{
    enum { WORDS = 5 };
    return (own[DH_X_T_STOP] || (own[DH_X_T_COLON_END] && own[DH_X_T_SENTENCES])) &&
           own[DH_X_T_WORDS] >= WORDS;
}

bool dh_safe_title(const uint16_t *own)
{
    enum { WORDS = 4, MOST = 18, WIDE = 50, BARS = 2 };
    return own[DH_X_T_WORDS] >= WORDS && own[DH_X_T_WORDS] <= (own[DH_X_T_WIDE] ? WIDE : MOST) &&
           own[DH_X_T_BARS] < BARS && !own[DH_X_T_CLOCK] && !own[DH_X_T_YEAR];
}

bool dh_safe_plain(const uint16_t *own)
{
    return !own[DH_X_T_NUMBERS] && !own[DH_X_T_GLUED];
}

bool dh_safe_short_title(const struct dh_traits *t, uint32_t at, bool capitals)
{
    enum { WORDS = 2, MOST = 3, CHARACTERS = 4, ALL = 1000 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    struct dh_str s = dh_page_fragment(t->page, t->seq[at]);
    if (!own[DH_X_T_WIDE] && !memchr(s.p, ' ', s.n))
        return false; /* "courier.example" */
    return own[DH_X_T_WORDS] >= (own[DH_X_T_WIDE] ? CHARACTERS : WORDS) &&
           (own[DH_X_T_WIDE] || own[DH_X_T_WORDS] <= MOST) &&
           (capitals || own[DH_X_T_CAPITALS] < ALL) && !own[DH_X_T_BARS] && !own[DH_X_T_CLOCK] &&
           !own[DH_X_T_YEAR] && dh_safe_plain(own);
}

/* Who posted what stands above it: goes with its post or not at all (judge.c). */
static bool is_attribution(const struct dh_sight *s)
{
    return s->conditions & DH_IF_LONE;
}

/* Goes by its words where its place does not speak for the story (conditions.h); this one does. */
static bool is_settled(const struct dh_sight *s)
{
    bool link = s->kind == DH_RELATED || s->kind == DH_COMMENTS || s->kind == DH_AD;
    return s->doubt == DH_DOUBT_CROSSHEAD || s->doubt == DH_DOUBT_WORD ||
           s->doubt == DH_DOUBT_STATEMENT || s->doubt == DH_DOUBT_TIME ||
           (link && (s->conditions & DH_IF_APART));
}

/* "\u2013 Orla Finch" under a quotation that stays. */
static bool is_signature(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 8 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    struct dh_str s = dh_page_fragment(t->page, t->seq[at]);
    uint32_t cp;
    if (at == 0 || own[DH_X_T_WORDS] > WORDS || own[DH_X_T_STOP] ||
        dh_page_goes(t->page, t->seq[at - 1]) || !t->lines[t->seq[at - 1]].own[DH_X_T_QUOTE_END])
        return false;
    dh_utf8_get(s, 0, &cp);
    return dh_utf8_dash(cp);
}

/* "02.02 Uhr: The ferry sails again", "14:30 | Polls close" above a paragraph that stays: the
 * headline of a post in a live blog. */
static bool begins_with_time(struct dh_str s)
{
    enum { HOUR = 2, CLOCK = 5 }; /* the clock has two or three */
    size_t n = 0;
    while (n <= HOUR && n < s.n && dh_is_digit((unsigned char)s.p[n]))
        n++;
    return n && n <= HOUR && s.n > n + CLOCK && (s.p[n] == ':' || s.p[n] == '.' || s.p[n] == 'h') &&
           dh_is_digit((unsigned char)s.p[n + 1]) && dh_is_digit((unsigned char)s.p[n + 2]) &&
           s.p[n + 3] == ' ';
}

bool dh_safe_post(const struct dh_traits *t, uint32_t at, uint32_t far)
{
    enum { WORDS = 5 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    int32_t behind = t->near[at].good_behind;
    return own[DH_X_T_DIGIT_START] && own[DH_X_T_WORDS] >= WORDS && t->near[at].good_before >= 0 &&
           behind > (int32_t)at && behind <= (int32_t)(at + far) &&
           !dh_page_goes(t->page, t->seq[behind]) &&
           begins_with_time(dh_page_fragment(t->page, t->seq[at]));
}

/* "HARROW, ENGLAND", where a report comes from. */
static bool is_dateline(const uint16_t *own)
{
    return own[DH_X_T_COMMAS] == 1 && own[DH_X_T_UPPER] == 1000 && own[DH_X_T_WORDS] <= 4;
}

/* What somebody said may be a headline of few words. */
static bool is_quoted(const uint16_t *own)
{
    enum { WORDS = 2 };
    return own[DH_X_T_QUOTE_START] && own[DH_X_T_QUOTE_END] && own[DH_X_T_WORDS] >= WORDS;
}

/* A paragraph that is one quotation, right behind one that stays: it goes on with what was said. */
static bool is_said(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 10 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    return at && own[DH_X_T_QUOTE_START] && own[DH_X_T_QUOTE_END] && own[DH_X_T_WORDS] >= WORDS &&
           t->lines[t->seq[at - 1]].good && !dh_page_goes(t->page, t->seq[at - 1]) &&
           dh_traits_inside(t, at - 1);
}

/* All that the rules left above the first paragraph: its headline, or a dateline. */
static bool is_first(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 4 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    uint32_t next = at + 1;
    if (t->sums[at].struck < at || own[DH_X_T_CLOCK] || own[DH_X_T_YEAR] ||
        (own[DH_X_T_WORDS] < WORDS && !is_dateline(own) && !is_quoted(own)))
        return false;
    while (next < t->n && dh_page_goes(t->page, t->seq[next]))
        next++;
    return next < t->n && (t->near[at].good_behind == (int32_t)next ||
                           dh_safe_sentence(t->lines[t->seq[next]].own));
}

bool dh_safe_insert(const struct dh_traits *t, uint32_t at)
{
    enum { LABEL = 4 };
    uint8_t k = t->page->fragments[t->seq[at]].kind;
    return k == DH_AD || k == DH_CAPTION || k == DH_CREDIT ||
           (k == DH_RELATED && t->lines[t->seq[at]].own[DH_X_T_WORDS] > LABEL);
}

/* A sentence of so many words that tells something: what is asked, called or left open by dots may
 * be the title of a teaser. */
static bool tells(const struct dh_traits *t, uint32_t at, unsigned least)
{
    const uint16_t *own = t->lines[t->seq[at]].own;
    struct dh_str s = dh_page_fragment(t->page, t->seq[at]);
    uint32_t last, before = 0;
    if (!own[DH_X_T_STOP] || own[DH_X_T_WORDS] < least)
        return false;
    size_t end = s.n - dh_utf8_back(s, s.n, &last);
    if (end)
        dh_utf8_back(s, end, &before);
    return last != '?' && last != '!' && last != 0x2026 && !(last == '.' && before == '.');
}

/* Whether a sentence of some length stands that way, with nothing before it that a rule strikes but
 * inserts. */
static bool leads_to_story(const struct dh_traits *t, uint32_t at, int step)
{
    enum { FAR = 12, WORDS = 6 };
    for (int64_t k = (int64_t)at + step, far = 0; k >= 0 && k < t->n && far < FAR;
         k += step, far++) {
        uint32_t place = (uint32_t)k;
        bool struck = dh_page_goes(t->page, t->seq[place]) && !dh_safe_by_model(t, place);
        if (struck && !dh_safe_insert(t, place))
            return false;
        if (!struck && tells(t, place, WORDS))
            return true;
    }
    return false;
}

bool dh_safe_top(const struct dh_traits *t, uint32_t at)
{
    if (at || t->n < 2)
        return false;
    uint8_t below = t->page->fragments[t->seq[1]].kind;
    const uint16_t *own = t->lines[t->seq[0]].own;
    return (dh_safe_title(own) || dh_safe_short_title(t, 0, below == DH_BYLINE)) &&
           (below == DH_BYLINE || below == DH_STAMP || below == DH_SHARE);
}

/* Who wrote it, or when, as a rule says. */
static bool is_credited(const struct dh_traits *t, uint32_t at)
{
    uint8_t k = t->page->fragments[t->seq[at]].kind;
    return k == DH_BYLINE || k == DH_STAMP;
}

/* Who wrote it stands right below, or below when. */
static bool is_signed(const struct dh_traits *t, uint32_t at)
{
    while (at + 1 < t->n && t->page->fragments[t->seq[at]].kind == DH_STAMP)
        at++;
    return at < t->n && t->page->fragments[t->seq[at]].kind == DH_BYLINE;
}

bool dh_safe_own(const struct dh_traits *t, uint32_t at)
{
    enum { HALF = 500 };
    return t->lines[t->seq[at]].own[DH_X_L_CHROME] < HALF;
}

/* An item of a menu, or what a rule strikes. */
static bool heads_nothing(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 1, CHARACTERS = 4 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    return own[DH_X_T_WORDS] <= (own[DH_X_T_WIDE] ? CHARACTERS : WORDS) ||
           (dh_page_goes(t->page, t->seq[at]) && !dh_safe_by_model(t, at));
}

/* No other line above it may be a headline. */
static bool is_only_head(const struct dh_traits *t, uint32_t at)
{
    enum { FAR = 64 };
    uint32_t k = at;
    while (k > 0 && at - k < FAR && heads_nothing(t, k - 1))
        k--;
    return k == 0;
}

/* Whether only that line can be the headline: above it stand items of a menu, right below it who
 * wrote the text, or when, or buttons to share it. Whatever it is made of but a time, and more
 * words of menus than others. */
static bool is_lone_head(const struct dh_traits *t, uint32_t at)
{
    enum { WORDS = 2, MOST = 18, CHARACTERS = 4, WIDE = 50 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    bool wide = own[DH_X_T_WIDE];
    return own[DH_X_T_WORDS] >= (wide ? CHARACTERS : WORDS) &&
           own[DH_X_T_WORDS] <= (wide ? WIDE : MOST) && !own[DH_X_T_BARS] && !own[DH_X_T_CLOCK] &&
           at + 1 < t->n && dh_kind_opens(t->page->fragments[t->seq[at + 1]].kind) &&
           dh_safe_own(t, at) && is_only_head(t, at);
}

/* Nothing else stays between that line and the first paragraph, which is at `first`. */
static bool is_next(const struct dh_traits *t, uint32_t at, int32_t first)
{
    for (uint32_t k = at + 1; k < (uint32_t)first; k++)
        if (!dh_page_goes(t->page, t->seq[k]) || dh_safe_by_model(t, k))
            return false;
    return true;
}

/* Right above who wrote the text, some lines above its first paragraph: the headline, of few words
 * where nothing else may be it. Of other stories several stand in a row, with their dates. */
static bool heads_text(const struct dh_traits *t, uint32_t at)
{
    enum { FAR = 16 };
    int32_t first = t->near[at].good_behind;
    if (t->near[at].good_before >= 0 || first < 0 || first > (int32_t)at + FAR)
        return false;
    bool named = is_signed(t, at + 1);
    if (!(named && dh_safe_title(t->lines[t->seq[at]].own)) &&
        !(is_lone_head(t, at) && (named || is_next(t, at, first))))
        return false;
    for (uint32_t k = at + 2; k < (uint32_t)first; k++)
        if (is_credited(t, k) && !is_credited(t, k - 1) && !dh_page_goes(t->page, t->seq[k - 1]))
            return false;
    return true;
}

/* What tells something beside the sentences of a text of few paragraphs: a recipe, letters, the
 * stars of the week. What the trees know of the length of stories, and how far from the prose other
 * things stand, says little of it. */
static bool is_of_brief(const struct dh_traits *t, uint32_t at)
{
    enum { PARAGRAPHS = 5, WORDS = 2 };
    return t->sums[t->n].good <= PARAGRAPHS && tells(t, at, WORDS) &&
           (leads_to_story(t, at, -1) || leads_to_story(t, at, 1));
}

/* A crosshead, a sign of the stars, an item beside one, with lines that stay before and behind it.
 */
static bool is_amid_brief(const struct dh_traits *t, uint32_t at)
{
    return at && at + 1 < t->n && !dh_page_goes(t->page, t->seq[at - 1]) &&
           !dh_page_goes(t->page, t->seq[at + 1]) &&
           (is_of_brief(t, at - 1) || is_of_brief(t, at + 1));
}

/* It puts something before a colon and something behind it. */
static bool is_pair(const struct dh_traits *t, uint32_t at)
{
    return t->sums[at + 1].labels > t->sums[at].labels;
}

/* Who plays whom, what is held where: such lines between two paragraphs, half of all that stand
 * there, and the first of all if it heads them. The second paragraph of a short story may lie
 * outside of its zone, for the lines between. */
static bool is_of_pairs(const struct dh_traits *t, uint32_t at)
{
    enum { PAIRS = 3, MOST = 20, INSERTS = 1 };
    const struct dh_line_near *n = &t->near[at];
    if (n->good_before < 0 || n->good_behind <= (int32_t)at ||
        !dh_traits_inside(t, (uint32_t)n->good_before) ||
        !(is_pair(t, at) || (n->good_before + 1 == (int32_t)at && is_pair(t, at + 1))))
        return false;
    const struct dh_line_sums *a = &t->sums[n->good_before + 1], *b = &t->sums[n->good_behind];
    uint32_t lines = (uint32_t)(n->good_behind - n->good_before) - 1, pairs = b->labels - a->labels;
    return pairs >= PAIRS && lines <= MOST && pairs * 2 >= lines &&
           b->struck - a->struck <= INSERTS && dh_safe_own(t, at);
}

bool dh_safe_result(const struct dh_traits *t, uint32_t at)
{
    const uint16_t *own = t->lines[t->seq[at]].own;
    return own[DH_X_T_NUMBERS] + own[DH_X_T_CLOCK] * 2 >= 2 &&
           dh_results_line(dh_page_fragment(t->page, t->seq[at]));
}

bool dh_safe_line(const struct dh_traits *t, uint32_t at)
{
    size_t i = t->seq[at];
    return is_settled(&t->sights[i]) || is_attribution(&t->sights[i]) || dh_traits_amid(t, at) ||
           is_signature(t, at) || is_said(t, at) || is_first(t, at) || dh_safe_top(t, at) ||
           heads_text(t, at) || dh_safe_post(t, at, 1) || is_of_brief(t, at) ||
           is_amid_brief(t, at) || is_of_pairs(t, at);
}
