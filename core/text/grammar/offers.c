/* SPDX-License-Identifier: MIT */
#include "text/grammar/offers.h"

#include "base/utf8.h"
#include "text/words/counts.h"

/* What has been read of a line. */
struct offer {
    unsigned numbers, prices, periods;
    bool behind; /* a number stood behind the first period */
    bool first;  /* a period stood before the first price */
    bool small;  /* ... and the first number behind it has at most two digits: trials cost little */
    bool tells;  /* a word of subscriptions, or what is to be done */
};

/* Words that stand in buttons: what they say belongs to the offer. */
static bool goes_along(const struct dh_view *v, uint32_t i, uint64_t own)
{
    return ((dh_view_role(v, i, DH_R_GLUE) | dh_view_role(v, i, DH_R_VERB) |
             dh_view_role(v, i, DH_R_NOUN) | dh_view_role(v, i, DH_R_TOPIC + DH_NEWSLETTER) |
             dh_view_role(v, i, DH_R_SOLO + DH_NEWSLETTER)) &
            own) != 0;
}

static bool tells(const struct dh_view *v, uint32_t i, uint64_t own)
{
    uint64_t first = i == 0 ? dh_view_role(v, i, DH_R_VERB) : 0;
    return ((first | dh_view_role(v, i, DH_R_TOPIC + DH_NEWSLETTER) |
             dh_view_role(v, i, DH_R_SOLO + DH_NEWSLETTER)) &
            own) != 0;
}

/* How many digits the number has before its first sign. */
static unsigned whole_digits(const struct dh_view *v, const struct dh_token *w)
{
    unsigned n = 0;
    uint32_t cp;
    for (size_t at = w->at; at < w->at + w->n; n++) {
        at += dh_utf8_get(v->words->text, at, &cp);
        if (cp == '.' || cp == ',' || cp == ':')
            break;
    }
    return n;
}

/* "From $4 a week in 1990": what a story compares. */
static bool is_year(const struct dh_view *v, const struct dh_token *w)
{
    const char *p = v->words->text.p + w->at;
    return whole_digits(v, w) == 4 && w->n == 4 &&
           ((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0'));
}

/* Reads the phrase at word i; false: no offer holds it. */
static bool read_phrase(struct offer *o, const struct dh_view *v, uint32_t i, uint64_t own)
{
    const struct dh_token *w = &v->words->w[i];
    if (w->flags & DH_T_PUNCT) {
        o->prices += dh_counts_money(w->cp);
        return w->cp != '?' && w->cp != '"';
    }
    if (w->flags & DH_T_NUMBER) {
        o->numbers++;
        if (o->periods && !o->behind)
            o->small = whole_digits(v, w) <= 2;
        o->behind |= o->periods > 0;
        return !is_year(v, w);
    }
    o->tells |= tells(v, i, own);
    if (dh_view_role(v, i, DH_R_MONEY) & own) {
        o->prices++;
        return true;
    }
    if (dh_view_role(v, i, DH_R_PERIOD) & own) {
        o->periods++;
        o->first |= o->prices == 0;
        return true;
    }
    return goes_along(v, i, own);
}

bool dh_offer_read(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 18, NUMBERS = 6 };
    struct offer o = { 0 };
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang | 1;
    if (!v->words->whole || s->words > WORDS || (s->flags & (DH_S_SAY | DH_S_QUOTED)) ||
        v->subject >> DH_NEWSLETTER & 1)
        return false;
    for (uint32_t i = 0; i < v->words->n; i = dh_view_sign(v, i) ? i + 1 : dh_view_end(v, i))
        if (!read_phrase(&o, v, i, own))
            return false;
    return o.prices && o.periods && o.numbers && o.numbers <= NUMBERS &&
           (o.first || o.prices >= 2 || o.tells) &&
           dh_sight_say(s, DH_NEWSLETTER, DH_STR("grammar.offer"),
                        DH_IF_COMPANY | (o.tells || (o.first && o.small) ? 0 : DH_IF_APART));
}
