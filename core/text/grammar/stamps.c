/* SPDX-License-Identifier: MIT */
#include "text/grammar/stamps.h"

#include "base/utf8.h"
#include "text/cues/dates.h"

/* "18.42", "18h42": digits, a sign or letter, two digits. */
static bool is_hour(const struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    const char *p = v->words->text.p + w->at;
    uint32_t n = w->n;
    return (w->flags & DH_T_NUMBER) && n >= 4 && n <= 5 && !dh_is_digit((unsigned char)p[n - 3]) &&
           dh_is_digit((unsigned char)p[n - 2]) && dh_is_digit((unsigned char)p[n - 1]);
}

/* "20:05", "9.15 Uhr", "5.50 a.m.": a time of day, and words that say so. */
static bool is_time(const struct dh_view *v)
{
    if (!(v->words->w[0].flags & DH_T_CLOCK) && !is_hour(v, 0))
        return false;
    for (uint32_t i = 1; i < v->words->n;) {
        bool sign = dh_view_sign(v, i);
        if (!sign && !dh_view_role(v, i, DH_R_CLOCK))
            return false;
        i = sign ? i + 1 : dh_view_end(v, i);
    }
    return true;
}

/* What a line that may be a stamp is made of. */
struct stamp_parts {
    unsigned labels, dates, ago, numbers, days, clock;
    unsigned glue;         /* small words, and the noun before a label: "Article published on" */
    unsigned hours;        /* numbers that read as a time of day */
    unsigned dated, timed; /* days and times inside dates */
    unsigned years;        /* numbers of four digits inside dates */
    bool round, period;    /* a number as jubilees have; days, weeks, years */
    bool dash;             /* between words */
    bool year;             /* one of the dates names it */
};

/* Counts the date of words i to end. */
static void date_counts(const struct dh_view *v, uint32_t i, uint32_t end, struct stamp_parts *n)
{
    n->dates++;
    for (; i < end; i++) {
        const struct dh_token *w = &v->words->w[i];
        n->year |= (w->flags & DH_T_DATE) || ((w->flags & DH_T_NUMBER) && w->n >= 4);
        n->years += (w->flags & DH_T_NUMBER) && w->n == 4;
        n->dash |= dh_utf8_dash(w->cp);
        n->dated += dh_view_role(v, i, DH_R_DAY) != 0;
        n->timed += (w->flags & DH_T_CLOCK) != 0;
    }
}

/* "25", "100": tens and fives, which are what columns look back by. */
static bool is_round(const struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    char last = v->words->text.p[w->at + w->n - 1];
    return w->n >= 2 && w->n <= 3 && (last == '0' || last == '5');
}

/* Counts the word at i, which is in no date. Whether stamps have such words. */
static bool word_counts(const struct dh_view *v, uint32_t i, struct stamp_parts *n)
{
    uint32_t end = dh_view_end(v, i);

    if (i == 0 && dh_view_role(v, i, DH_R_NOUN) && end < v->words->n &&
        dh_view_role(v, end, DH_R_STAMP)) {
        n->glue++;
    } else if (dh_view_role(v, i, DH_R_STAMP)) {
        n->labels++;
    } else if (dh_view_role(v, i, DH_R_AGO)) {
        n->ago++;
        n->period |= dh_view_role(v, i, DH_R_PERIOD) != 0;
    } else if (v->words->w[i].flags & DH_T_NUMBER) {
        n->numbers++;
        n->hours += is_hour(v, i);
        n->round |= is_round(v, i);
    } else if (dh_view_role(v, i, DH_R_DAY) || dh_view_role(v, i, DH_R_MONTH)) {
        n->days++;
    } else if (dh_view_role(v, i, DH_R_CLOCK)) {
        n->clock++;
        n->glue++;
    } else if (dh_view_role(v, i, DH_R_GLUE) ||
               ((v->words->any_signs & dh_sign_bit('|')) && dh_view_role(v, i, DH_R_SECTION))) {
        n->glue++; /* "Nov 2, 2025 | Obituaries" */
    } else {
        return false;
    }
    return true;
}

/* Whether dates, times, labels and words of relative time are all that the line has. */
static bool stamp_parts(const struct dh_view *v, struct stamp_parts *n)
{
    for (uint32_t i = 0; i < v->words->n;) {
        uint32_t date = dh_view_sign(v, i) ? 0 : dh_date_end(v->marks, i);
        if (dh_view_sign(v, i)) {
            n->dash |= dh_utf8_dash(v->words->w[i].cp);
            i++;
        } else if (date) {
            date_counts(v, i, date, n);
            i = date;
        } else if (word_counts(v, i, n)) {
            i = dh_view_end(v, i);
        } else {
            return false;
        }
    }
    return true;
}

/* A date or a time that no label introduces. */
static bool bare_stamp(const struct dh_view *v, struct dh_sight *s, const struct stamp_parts *n)
{
    bool other = n->labels || n->ago || n->days;

    /* may be the time of a post of a live blog */
    if (is_time(v) || (s->words <= 2 && n->labels == 0 && (v->words->w[0].flags & DH_T_CLOCK) &&
                       (s->words == 1 || !(v->words->w[v->words->n - 1].flags & DH_T_CLOCK))))
        s->doubt = DH_DOUBT_TIME;
    if (n->years == 2 && n->dash && n->labels == 0 && n->timed == 0)
        return false; /* from one day to another: a life, a fair */
    if ((n->dates && n->year && n->labels == 0 && n->glue <= 2) ||
        /* "Yesterday at 17:47" */
        (n->dated == 1 && n->timed == 1 && n->dates == 1 && !other && s->words <= 5) ||
        /* "I dag kl. 09.05" */
        (n->days == 1 && n->numbers == 1 && n->clock && n->labels == 0 && s->words <= 5))
        return dh_sight_say(s, DH_STAMP, DH_STR("grammar.stamp.date"), DH_IF_EDGE);
    if (n->round && n->period)
        return false; /* "50 years ago": above what happened then */
    /* "3 hours ago"; "3 uur geleden" may be read as a time of day */
    if ((n->numbers == 1 && n->ago >= 2 && n->dates == 0) ||
        (n->dates == 1 && n->ago == 1 && s->words <= 3))
        return dh_sight_say(s, DH_STAMP, DH_STR("grammar.stamp.ago"), 0);
    return false;
}

bool dh_stamp_read(const struct dh_view *v, struct dh_sight *s)
{
    struct stamp_parts n = { 0 };
    if (!stamp_parts(v, &n))
        return false;
    /* "Updated ago", "Updated a minute ago"; "Published at last" tells no time */
    bool ago = n.ago > 1 || (n.ago && s->words == 2);
    /* "18:05" in digits of other scripts is two numbers */
    bool clocks = n.numbers == 2 && n.labels + n.numbers == s->words;
    if (n.labels && (n.dates || (n.numbers && n.ago) || n.days || ago || clocks ||
                     (n.hours && n.hours == n.numbers)))
        return dh_sight_say(s, DH_STAMP, DH_STR("grammar.stamp"), 0);
    /* "Just now"; as a sentence it may be an answer */
    if (n.labels == 1 && n.numbers + n.dates + n.ago + n.days == 0 && n.glue == 0)
        return dh_sight_say(s, DH_STAMP, DH_STR("grammar.stamp.label"),
                            DH_IF_EDGE | (s->flags & DH_S_STOP ? DH_IF_COMPANY : 0));
    return bare_stamp(v, s, &n);
}
