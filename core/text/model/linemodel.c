/* SPDX-License-Identifier: MIT */
#include "text/model/linemodel.h"

#include "text/model/briefs.h"
#include "text/model/figures.h"
#include "text/model/giveback.h"
#include "text/model/islands.h"
#include "text/model/safe.h"
#include "text/model/second.h"
#include "text/model/speech.h"

enum {
    PROOF = 3,         /* struck fragments that prove chrome, */
    PROOF_PERCENT = 2, /* and their share; */
    GOODS = 5          /* so many short lines with a price are what the story is about */
};

/* One text being judged. */
struct judging {
    const struct dh_linemodel *m;
    struct dh_traits *t;
    struct dh_page *page;
    struct dh_headline *headline;
    bool struck; /* something went */
};

/* No score comes near it. */
static const float never = 1000;

/* Whether the text holds more than a story. */
static bool has_proof(const struct dh_traits *t)
{
    uint32_t struck = t->sums[t->n].struck;
    return struck >= PROOF && struck * 100 >= t->n * PROOF_PERCENT && t->sums[t->n].prices < GOODS;
}

/* A story about goods, and hardly anything else in the text. */
static bool is_of_goods(const struct dh_traits *t)
{
    return t->sums[t->n].prices >= GOODS && t->sums[t->n].struck < PROOF;
}

/* In a short text little tells which lines are its headlines: some stand above the first paragraph,
 * and are no stamp. */
static bool may_head(const struct dh_traits *t, uint32_t at)
{
    enum { SHORT = 60, ABOVE = 8, WORDS = 4 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    int32_t first = t->near[at].good_behind;
    return t->n < SHORT && first >= 0 && first - (int32_t)at <= ABOVE &&
           own[DH_X_T_WORDS] >= WORDS && !own[DH_X_T_CLOCK];
}

/* Low where the rules have found chrome and the place is outside the zone of prose; high inside,
 * and where nothing proves that the text holds more than a story: lists of goods and results look
 * like lists of teasers, and where the rules found no chrome goods are what it is about. Set on
 * sites the trees had not seen (docs/training.md). The table's gaps (base/forest.h) are of these
 * limits: where they change, it is to be trained again. */
float dh_linemodel_limit(const struct dh_traits *t, uint32_t at)
{
    /* so much more must speak against it */
    static const float sentence = 1, brief = 0.8f, goods = 1.5f, data = 2.2f;
    static const struct {
        float head, inside, outside; /* before any prose; in the zone of prose; outside of it */
    } proven = { -0.2f, -0.6f, 1.1f }, open = { 1.5f, 2.5f, 3 };
    bool proof = has_proof(t);
    float more = dh_safe_sentence(t->lines[t->seq[at]].own) ? sentence : 0;
    if (dh_figures_line(t, at))
        more += proof && !dh_traits_inside(t, at) ? data : never;
    more += is_of_goods(t) ? goods : 0;
    if (t->near[at].good_before < 0)
        return more + (may_head(t, at) ? brief : 0) + (proof ? proven.head : open.head);
    if (dh_traits_inside(t, at))
        return more + (proof ? proven.inside : open.inside);
    return more + (proof ? proven.outside : open.outside);
}

/* The sums of this round stay as they are: all are judged by the same text. */
static void strike(struct judging *j, uint32_t at)
{
    if (dh_speech_turn(j->t, at))
        return;
    dh_page_strike(j->page, j->t->seq[at], DH_OTHER, DH_STR("model.line"));
    j->struck = true;
}

enum { PAGE = 25 }; /* lines: few stories that were scraped well have so many of others */

/* What the second look must say at least: of any line; of one that scores below zero; of one before
 * the first paragraph; of one that stays by its score alone, and how much more if that is a
 * paragraph, or figures. */
struct second_limits {
    float any, low, head, alone, prose, data;
};

/* A text of which many lines score as chrome, or of which two fifths do, is mostly not its story's.
 * A story may be long, or be a list of results. And what is no part of it comes in rows: where
 * hardly a line scores as chrome, lists of figures aside, what the rules left is the story, however
 * odd a line of it, unless its words are those of menus. */
static const struct second_limits of_page = { -1.0f, -1.2f, -1.2f, -0.6f, 0.9f, 1.5f },
                                  of_half = { -0.5f, -0.6f, -0.6f, 0.05f, 0.3f, 2.2f },
                                  of_part = { 0, -0.1f, -0.1f, 0.55f, 0.3f, 2.2f },
                                  of_story = { 1.5f, 2.2f, 1.5f, 1.5f, 0, 2.2f };

static const struct second_limits *second_limits(const struct dh_second *s, uint32_t place)
{
    enum { HALF = 500 };
    if (s->high >= PAGE)
        return &of_page;
    if (s->odd < DH_SECOND_ROW && s->t->lines[s->t->seq[place]].own[DH_X_L_CHROME] <= HALF)
        return &of_story;
    return s->high * 5 >= s->n * 2 ? &of_half : &of_part;
}

/* How much more must be said of a line that stays by its score alone. Where nothing of a page reads
 * as a story, since that is short, what the site says of itself in the foot is its longest prose.
 */
static float more_alone(const struct dh_second *s, uint32_t place)
{
    const struct second_limits *limits = second_limits(s, place);
    bool foot = limits == &of_page && !s->to && dh_safe_foot(s->t, place);
    if (dh_figures_line(s->t, place))
        return limits->data;
    return s->t->lines[s->t->seq[place]].good && !foot ? limits->prose : 0;
}

/* How much more must be said of a line for its place: in the zone of prose, and outside of the
 * stretch that weighs most, if there is one. A paragraph there may be the story's, which other
 * lines parted from the rest; what is neither paragraph nor sentence nor figures is the title of a
 * teaser. */
static float more_outside(const struct dh_second *s, uint32_t k)
{
    static const float paragraph = 0.35f, brief = -0.4f;
    uint32_t place = s->lines[k].place;
    const struct dh_line *l = &s->t->lines[s->t->seq[place]];
    if (!s->to || !dh_traits_inside(s->t, place) || (k >= s->from && k < s->to))
        return 0;
    if (l->good)
        return paragraph;
    bool other = second_limits(s, place) == &of_story || dh_safe_sentence(l->own);
    return other || dh_figures_line(s->t, place) ? 0 : brief;
}

/* Behind the stretch that weighs most, in a text that is no page: rules strike nothing from its end
 * on, so the text is not known to hold more than its story there. */
static bool is_open_end(const struct dh_second *s, uint32_t k)
{
    const struct dh_traits *t = s->t;
    return s->high < PAGE && s->to && k >= s->to &&
           t->sums[t->n].struck == t->sums[s->lines[s->to - 1].place].struck;
}

float dh_linemodel_second_limit(const struct dh_second *s, uint32_t k)
{
    static const float open_end = 2;
    const struct dh_second_line *l = &s->lines[k];
    const struct second_limits *limits = second_limits(s, l->place);
    bool head = s->t->near[l->place].good_before < 0;
    float limit = head ? limits->head : limits->any;
    if (l->score < 0 && limits->low > limit)
        limit = limits->low;
    if (l->score <= dh_linemodel_limit(s->t, l->place)) {
        float alone = limits->alone + more_alone(s, l->place);
        limit = alone > limit ? alone : limit;
    }
    return limit + more_outside(s, k) + (is_open_end(s, k) ? open_end : 0);
}

/* Asks the second look about lines put together. What is safe hangs on what went so far. */
static void strike_asked(struct judging *j, const struct dh_second *s, struct dh_second_asked *a)
{
    dh_second_ask(s, j->m->second, a);
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t place = s->lines[a->line[i]].place;
        if (a->above[i] && !dh_safe_line(j->t, place) &&
            !dh_headline_is(j->headline, j->t->seq[place]))
            strike(j, place);
    }
    a->n = 0;
}

static enum dh_err strike_second(struct judging *j)
{
    struct dh_second s;
    struct dh_second_asked asked DH_NOT_CLEARED;
    enum dh_err e = dh_second_read(&s, j->t, j->m->lines);
    if (e)
        return e;
    asked.n = 0;
    for (uint32_t k = 0; k < s.n; k++) {
        if (s.lines[k].score < DH_SECOND_HOPELESS || dh_briefs_hold(j->t, s.lines[k].place))
            continue;
        asked.line[asked.n] = k;
        asked.limit[asked.n++] = dh_linemodel_second_limit(&s, k);
        if (asked.n == DH_GROVE_MANY)
            strike_asked(j, &s, &asked);
    }
    strike_asked(j, &s, &asked);
    return DH_OK;
}

/* Whether a line scores above a limit. */
static bool is_above(const struct dh_grove *lines, struct dh_traits *t, uint32_t at, float limit)
{
    float x[DH_TRAITS] DH_NOT_CLEARED, sum;
    uint32_t keys[DH_TRAITS + 1] DH_NOT_CLEARED;
    dh_traits_at_hand(t, at, x);
    dh_grove_keys(x, DH_TRAITS, keys);
    enum dh_grove_answer a = dh_grove_above_first(lines, keys, limit, &sum);
    if (a != DH_GROVE_OPEN)
        return a == DH_GROVE_YES;
    dh_traits_compared(t, at, x);
    dh_grove_keys(x, DH_TRAITS, keys);
    return dh_grove_above_rest(lines, keys, limit, sum);
}

/* Where a rule struck and so many lines score far above what a story's do, the text holds more than
 * a story, too. */
enum { CROWD = 5 };
static const float crowd_score = 1; /* below all limits of texts without proof */

/* Where no rule struck, in a language that rules know, or with no paragraph to tell one by, nothing
 * says that there is more than a story: lists of its own stay, and so does what was cleaned. */
static bool is_silent(const struct dh_traits *t)
{
    const struct dh_line_sums *all = &t->sums[t->n];
    return !all->struck && (t->lang >= 0 || !all->good);
}

static enum dh_err strike_lines(struct judging *j)
{
    struct dh_traits *t = j->t;
    const struct dh_line_sums *all = &t->sums[t->n];
    bool crowd = all->struck && all->prices < GOODS;
    uint32_t n = 0, *high = dh_arena_alloc(t->arena, (t->n + 1) * sizeof *high);
    if (has_proof(t))
        return strike_second(j);
    if (is_silent(t))
        return DH_OK;
    if (!high)
        return DH_ELIMIT;
    for (uint32_t at = 0; at < t->n; at++) {
        if (!dh_traits_asked(t, at) || dh_briefs_hold(t, at) || dh_safe_line(t, at))
            continue;
        float limit = crowd ? crowd_score : dh_linemodel_limit(t, at);
        if (limit < never / 2 && is_above(j->m->lines, t, at, limit) &&
            !dh_headline_is(j->headline, t->seq[at]))
            high[n++] = at;
    }
    if (crowd && n >= CROWD)
        return strike_second(j);
    for (uint32_t k = 0; k < n; k++)
        if (!crowd || is_above(j->m->lines, t, high[k], dh_linemodel_limit(t, high[k])))
            strike(j, high[k]);
    return DH_OK;
}

enum dh_err dh_linemodel_strike(const struct dh_linemodel *m, struct dh_traits *t,
                                struct dh_page *page, struct dh_headline *headline, bool *struck)
{
    struct judging j = { m, t, page, headline, false };
    *struck = false;
    dh_briefs_find(t);
    enum dh_err e = strike_lines(&j);
    e = e ? e : headline->err;
    if (e || !j.struck)
        return e;
    dh_giveback(t, page, headline);
    dh_islands_strike(t, page);
    for (uint32_t at = 0; at < t->n; at++)
        *struck |= dh_safe_by_model(t, at);
    return DH_OK;
}
