/* SPDX-License-Identifier: MIT */
#include "repeat/words/form.h"

#include "base/hash.h"
#include "base/mem.h"
#include "repeat/words/quote.h"
#include "repeat/words/words.h"

/* A line's words; one more than DH_FORM_WORDS where there are more. */
struct line {
    struct dh_str s;
    struct dh_word word[DH_FORM_WORDS + 1];
    unsigned n;
    size_t from, to; /* the bytes that are quoted */
};

/* false: they are too many. */
static bool cut(struct dh_str s, struct line *out)
{
    struct dh_words w = { .s = s };
    out->s = s;
    out->from = out->to = 0;
    out->n = (unsigned)dh_words_cut(&w, out->word, DH_LEN(out->word));
    return out->n <= DH_FORM_WORDS;
}

/* The bytes from the first quotation mark of a line to its last one. Which open and which close
 * depends on the language, and what is quoted may quote in its turn: You have read ““We never
 * close,” she said” with us. false: there is one mark alone. */
static bool find_quotation(struct line *l)
{
    unsigned marks = 0;
    for (size_t at = 0; (at = dh_quote_find(l->s, at)) < l->s.n; at += dh_quote_at(l->s, at)) {
        l->from = ++marks == 1 ? at : l->from;
        l->to = at;
    }
    return marks != 1;
}

static bool is_quoted(const struct line *l, unsigned i)
{
    return l->word[i].at >= l->from && l->word[i].at < l->to;
}

/* Figures, and behind each what is counted: "12 Herzen, 3 Anker". Its capitals are no dates: a date
 * has figures at its end, and two teams have them behind their names. */
static bool is_tally(const struct line *l)
{
    const struct dh_word *w = l->word;
    unsigned counts = 0;
    if (l->n == 0)
        return false;
    for (unsigned i = 1; i < l->n; i++)
        counts += w[i - 1].digit && !w[i].digit;
    return counts > 1 && w[0].digit && !w[l->n - 1].digit;
}

/* ---- Dates -------------------------------------------------------------------------------------
 */

enum { BETWEEN = 3 /* words between a day and its year: "12 de marzo de 2023" */ };

/* The words of a date, day and year at its ends, and which of them is the month. */
struct date {
    unsigned from, to, month; /* to: the last one; from == to: there is none */
};

/* Whether word i is nothing but so many figures; of a year in ASCII's the first is 1 or 2. */
static bool is_figure(const struct line *l, unsigned i, uint32_t least, uint32_t most)
{
    const struct dh_word *w = &l->word[i];
    unsigned char first = (unsigned char)l->s.p[w->at];
    if (!w->digit || w->chars < least || w->chars > most)
        return false;
    for (uint32_t k = 0; k < w->n; k++)
        if (dh_is_alpha((unsigned char)l->s.p[w->at + k]))
            return false;
    return least < 4 || first > '9' || first == '1' || first == '2';
}

/* Figures that a bracket opens in front of are the year of a film or of a report, "13 Walls
 * (2021)", and no date's. */
static bool is_bracketed(const struct line *l, unsigned i)
{
    uint32_t at = l->word[i].at;
    return at && (l->s.p[at - 1] == '(' || l->s.p[at - 1] == '[');
}

/* No month has so many days; asked of ASCII's figures. */
static bool is_no_day(const struct line *l, unsigned i)
{
    const struct dh_word *w = &l->word[i];
    const char *p = l->s.p + w->at;
    return w->n == 2 && w->chars == 2 && (p[0] > '3' || (p[0] == '3' && p[1] > '1'));
}

/* Whether words i and j are a day and a year, in one order or the other. */
static bool is_span(const struct line *l, unsigned i, unsigned j)
{
    if (is_bracketed(l, j) || is_no_day(l, i) || is_no_day(l, j))
        return false;
    return (is_figure(l, i, 1, 2) && is_figure(l, j, 4, 4)) ||
           (is_figure(l, i, 4, 4) && is_figure(l, j, 1, 2));
}

/* The first date of a line, in any language: a few words between a day and a year, of which the
 * longest is the month. */
static struct date find_date(const struct line *l)
{
    const struct dh_word *w = l->word;
    for (unsigned i = 0, j; i + 2 < l->n; i++) {
        struct date date = { .from = i, .month = i + 1 };
        for (j = i + 1; w[i].digit && j < l->n && j <= i + BETWEEN; j++) {
            if (w[j].digit || w[j].wide)
                break;
            date.month = w[j].chars > w[date.month].chars ? j : date.month;
        }
        date.to = j;
        if (j > i + 1 && j < l->n && is_span(l, i, j))
            return date;
    }
    return (struct date){ .from = 0 };
}

static bool is_month(const struct date *date, unsigned i)
{
    return date->to > date->from && i == date->month;
}

uint64_t dh_form_date(struct dh_str s, uint64_t *month)
{
    struct line l DH_NOT_CLEARED;
    uint64_t key = 2;
    unsigned others = 0;

    if (!cut(s, &l))
        return 0;
    struct date date = find_date(&l);
    if (date.to == date.from)
        return 0;
    *month = l.word[date.month].hash;
    for (unsigned i = 0; i < l.n; i++) {
        bool inside = i > date.from && i < date.to;
        bool blank = l.word[i].digit || i == date.month || !inside;
        others += !inside && !l.word[i].digit;
        key = dh_hash_mix(key * 31 + (blank ? 1 : l.word[i].hash));
    }
    return others < 2 ? key : 0;
}

/* ---- Forms -------------------------------------------------------------------------------------
 */

static bool is_blank(const struct line *l, unsigned i, bool tally, const struct date *date)
{
    const struct dh_word *w = l->word;
    bool blank = is_quoted(l, i) || w[i].digit;
    if (blank || tally)
        return blank;
    bool beside = (i && w[i - 1].digit) || (i + 1 < l->n && w[i + 1].digit);
    /* The first word's capital says nothing. */
    return is_month(date, i) || (i && beside && w[i].upper);
}

uint64_t dh_form_key(struct dh_str line)
{
    struct line l DH_NOT_CLEARED;
    unsigned kept = 0, blanks = 0, least = DH_FORM_KEPT;
    uint64_t key = 1;
    bool last = false;

    if (!cut(line, &l) || !find_quotation(&l))
        return 0;
    bool tally = is_tally(&l);
    struct date date = find_date(&l);
    for (unsigned i = 0; i < l.n; i++) {
        bool blank = is_blank(&l, i, tally, &date), again = blank && last;
        last = blank;
        if (again)
            continue;
        key = dh_hash_mix(key * 31 + (blank ? 1 : l.word[i].hash));
        kept += !blank;
        blanks += blank;
        if (!blank && l.word[i].wide)
            least = 2 * DH_FORM_KEPT;
    }
    return blanks && kept >= least && kept + blanks >= DH_FORM_PARTS ? key : 0;
}
