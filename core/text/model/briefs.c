/* SPDX-License-Identifier: MIT */
#include "text/model/briefs.h"

#include "text/model/safe.h"

/* Lines between two that end a run, and what of them tells something: of the story's lines are
 * first to last sentences, or results. */
struct run {
    uint32_t from, to, first, last; /* first == last: none tells anything */
    uint32_t told, even;            /* words of those that do; with a cap on what one line weighs */
    uint32_t paragraphs, lines;     /* lines: that tell something */
    bool opened;                    /* below who wrote the text, or when, or buttons to share it */
};

/* Chrome that is not put between a story's lines. */
static bool ends_run(const struct dh_traits *t, uint32_t at)
{
    return dh_page_goes(t->page, t->seq[at]) && !dh_safe_by_model(t, at) &&
           !dh_safe_insert(t, at) && t->page->fragments[t->seq[at]].kind != DH_REPEAT;
}

static void add_line(const struct dh_traits *t, uint32_t at, struct run *r)
{
    enum { WORDS = 3, CAP = 12 };
    const struct dh_line *l = &t->lines[t->seq[at]];
    if (dh_page_goes(t->page, t->seq[at]) ||
        !((l->own[DH_X_T_STOP] && l->own[DH_X_T_WORDS] >= WORDS) || dh_safe_result(t, at)))
        return;
    if (r->first == r->last)
        r->first = at;
    r->last = at + 1;
    r->told += l->own[DH_X_T_WORDS];
    r->even += l->own[DH_X_T_WORDS] < CAP ? l->own[DH_X_T_WORDS] : CAP;
    r->paragraphs += l->good;
    r->lines++;
}

/* The runs of a text that may be a short story. */
struct runs {
    struct run most, even; /* that tells most, by words and with a cap on what one line weighs */
    struct run dense[DH_BRIEFS]; /* room for those two behind them */
    uint32_t n_dense;
    uint64_t most_weight, even_weight;
};

/* Many of its lines tell something. */
static bool is_dense(const struct run *r)
{
    enum { LINES = 3, PART = 4 };
    return r->lines >= LINES && r->lines * PART >= r->to - r->from;
}

/* first: neither readers' comments nor other stories came before. One below a byline, or on top of
 * the text, weighs eight times as much there. */
static void add_run(struct runs *s, const struct run *r, bool first)
{
    enum { OPENED = 8 };
    uint64_t times = first && (r->opened || r->from == 0) ? OPENED : 1;
    if (r->told * times > s->most_weight) {
        s->most = *r;
        s->most_weight = r->told * times;
    }
    if (r->even * times > s->even_weight) {
        s->even = *r;
        s->even_weight = r->even * times;
    }
    if (first && is_dense(r) && s->n_dense + 2 < DH_LEN(s->dense))
        s->dense[s->n_dense++] = *r;
}

static struct runs find_runs(const struct dh_traits *t)
{
    struct runs s = { 0 };
    struct run r = { 0 };
    bool told = false, over = false;
    for (uint32_t at = 0; at <= t->n; at++) {
        if (at < t->n && !ends_run(t, at)) {
            add_line(t, at, &r);
            continue;
        }
        r.to = at;
        add_run(&s, &r, !over);
        if (at == t->n)
            break;
        enum dh_kind k = (enum dh_kind)t->page->fragments[t->seq[at]].kind;
        told |= r.told > 0;
        over |= told && (k == DH_COMMENTS || k == DH_RELATED);
        r = (struct run){ .from = at + 1, .first = at + 1, .last = at + 1 };
        r.opened = dh_kind_opens(k);
    }
    return s;
}

/* A short answer, a result, an amount: stays with the sentences beside it. */
static bool goes_along(const struct dh_traits *t, uint32_t at)
{
    const uint16_t *own = t->lines[t->seq[at]].own;
    return own[DH_X_T_STOP] || own[DH_X_T_NUMBERS] || dh_page_goes(t->page, t->seq[at]);
}

/* Whether a line may be the headline of a short story. Names are written with capitals, and so is a
 * headline above who wrote the text; the first line of a text may hold figures. */
static bool may_head(const struct dh_traits *t, uint32_t at)
{
    enum { FIRST = 2, ALL = 1000 };
    const uint16_t *own = t->lines[t->seq[at]].own;
    bool by = t->page->fragments[t->seq[at + 1]].kind == DH_BYLINE;
    return dh_safe_title(own) || dh_safe_short_title(t, at, by) ||
           (at == 0 && own[DH_X_T_WORDS] >= FIRST && own[DH_X_T_CAPITALS] < ALL &&
            !own[DH_X_T_CLOCK] && !own[DH_X_T_YEAR]);
}

/* The line above who wrote the run's text, or when, or buttons to share it: its headline, if it
 * stands alone there, or with a name on top of the text. t->n: there is none. */
static uint32_t find_head(const struct dh_traits *t, const struct run *r)
{
    enum { NAMED = 2 };
    uint32_t at = r->from;
    while (at && dh_page_goes(t->page, t->seq[at - 1]) && !dh_safe_by_model(t, at - 1) &&
           (dh_safe_insert(t, at - 1) ||
            dh_kind_opens((enum dh_kind)t->page->fragments[t->seq[at - 1]].kind)))
        at--;
    if (at == 0 || at == r->from)
        return t->n;
    uint32_t head = at == NAMED && !dh_page_goes(t->page, t->seq[0]) ? 0 : at - 1;
    bool alone = head == 0 || (dh_page_goes(t->page, t->seq[head - 1]) && !dh_safe_top(t, 0));
    return alone && !dh_page_goes(t->page, t->seq[head]) && may_head(t, head) ? head : t->n;
}

/* What of the run stays: from its headline to its last sentence. heads: lines in a row above its
 * first one that neither tell anything nor hold figures; above what is the story's any number, but
 * for words of menus. */
static struct dh_brief safe_of(const struct dh_traits *t, struct run r)
{
    enum { HEADS = 2 };
    unsigned most = r.opened || is_dense(&r) ? HEADS : 0, heads = most;
    while (r.first > r.from) {
        uint32_t at = r.first - 1;
        bool along = goes_along(t, at), own = dh_safe_own(t, at);
        if (!along && !(own ? r.opened || heads : r.opened && heads))
            break;
        heads = along ? most : heads - (heads > 0);
        r.first = at;
    }
    while (r.last < r.to && goes_along(t, r.last))
        r.last++;
    return (struct dh_brief){ r.first, r.last, find_head(t, &r) };
}

/* Whether the run may be a story of few paragraphs, of the kind that the trees do not know. Where
 * other prose tells more it stands before that, below who wrote it, or tells most of all but that.
 */
static bool may_be_short(const struct runs *s, const struct run *r)
{
    enum { PARAGRAPHS = 2 };
    bool before = is_dense(r) && r->to <= s->most.from;
    return r->paragraphs <= PARAGRAPHS &&
           (s->most.paragraphs <= PARAGRAPHS || (before && (r->opened || r->from == s->even.from)));
}

void dh_briefs_find(struct dh_traits *t)
{
    struct runs s = find_runs(t);
    uint32_t n = 0;
    s.dense[s.n_dense++] = s.most;
    s.dense[s.n_dense++] = s.even;
    for (uint32_t k = 0; k < s.n_dense; k++)
        if (may_be_short(&s, &s.dense[k]))
            t->briefs[n++] = safe_of(t, s.dense[k]);
    for (; n < DH_BRIEFS; n++)
        t->briefs[n] = (struct dh_brief){ 0, 0, t->n };
}

bool dh_briefs_hold(const struct dh_traits *t, uint32_t at)
{
    bool in = false;
    for (size_t k = 0; k < DH_BRIEFS; k++)
        in |= at == t->briefs[k].head || (at >= t->briefs[k].from && at < t->briefs[k].to);
    return in;
}
