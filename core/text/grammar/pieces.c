/* SPDX-License-Identifier: MIT */
#include "text/grammar/pieces.h"

#include "base/utf8.h"
#include "text/cues/persons.h"
#include "text/words/counts.h"

enum { PIECE_WORDS = 16, FEW = 3, WIDE = 8 };

static bool is_percent(uint32_t cp)
{
    return cp == '%' || cp == 0x66A || cp == 0xFF05;
}

static bool is_rise(uint32_t cp)
{
    return cp == '+' || cp == '-' || cp == 0x2212 || cp == 0x2013 || cp == 0x25B2 || cp == 0x25BC;
}

static bool is_number(const struct dh_view *v, uint32_t i)
{
    return i < v->words->n && (v->words->w[i].flags & DH_T_NUMBER);
}

/* Decimal digits of the scripts whose languages the tables hold; -1: none. */
static int digit_of(uint32_t cp)
{
    static const uint32_t zeros[] = { '0', 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10 };
    for (size_t i = 0; i < DH_LEN(zeros); i++)
        if (cp >= zeros[i] && cp < zeros[i] + 10)
            return (int)(cp - zeros[i]);
    return -1;
}

/* The value of the digits that a number begins with, of any script; more than 999: 1000. */
static uint32_t value_of(const struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    uint32_t value = 0, cp;
    for (size_t at = w->at; at < w->at + w->n && value < 1000;) {
        at += dh_utf8_get(v->words->text, at, &cp);
        int digit = digit_of(cp);
        if (digit < 0)
            break;
        value = value * 10 + (uint32_t)digit;
    }
    return value < 1000 ? value : 1000;
}

/* Numbers, other words, and signs that no piece holds. */
struct parts {
    uint32_t numbers, words, others;
};

/* Stands between two words without a blank: "Rosa Iglesias-Prado". */
static bool is_hyphen(const struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    return w->cp == '-' && i && i + 1 < v->words->n && !((w[0].flags | w[1].flags) & DH_T_SPACE) &&
           !((w[-1].flags | w[1].flags) & (DH_T_NUMBER | DH_T_PUNCT));
}

static struct parts count(const struct dh_view *v)
{
    struct parts p = { 0 };
    for (uint32_t i = 0; i < v->words->n; i++) {
        uint32_t cp = v->words->w[i].cp;
        if (!dh_view_sign(v, i)) {
            p.numbers += is_number(v, i);
            p.words += !is_number(v, i);
        } else if (!is_percent(cp) && cp != '.' && cp != ',' && cp != '\'' && cp != 0x2019 &&
                   !is_hyphen(v, i)) {
            p.others++;
        }
    }
    return p;
}

/* "Yes 64 %", "Yes: 64,5 %", "64 % yes". */
static bool percent(const struct dh_view *v, struct dh_sight *s, const struct parts *p)
{
    enum { ANSWER = 8, ANSWER_WIDE = 16 };
    const struct dh_tokens *ws = v->words;
    uint32_t most = s->flags & DH_S_WIDE ? (uint32_t)ANSWER_WIDE : (uint32_t)ANSWER;
    if (p->numbers != 1 || p->words == 0 || p->words > most || p->others > 2 || ws->n < 3)
        return false;
    uint32_t at = is_number(v, 0) ? 0 : ws->n - 2;
    if (!is_number(v, at) || !is_percent(ws->w[at + 1].cp) || value_of(v, at) > 100)
        return false;
    s->figure = (uint8_t)value_of(v, at);
    return true;
}

/* "14 C" with its sign, "+3 / -2", no word but the letter of the scale. */
static bool degrees(const struct dh_view *v, const struct parts *p)
{
    const struct dh_tokens *ws = v->words;
    bool sign = false;
    if (p->numbers == 0 || p->numbers > 2 || p->words > p->numbers)
        return false;
    for (uint32_t i = 0; i < ws->n; i++) {
        uint32_t cp = ws->w[i].cp;
        if (!dh_view_sign(v, i) && !is_number(v, i) && ws->w[i].n > 1)
            return false;
        sign |= cp == 0xB0 || cp == 0x2103 || cp == 0x2109 || cp == 0xBA;
    }
    return sign;
}

/* A name, a figure with decimals, and behind it or before it how much it rose. */
static bool quote(const struct dh_view *v, const struct parts *p)
{
    enum { WORDS = 4, NUMBERS = 5 };
    const struct dh_tokens *ws = v->words;
    bool rose = false, decimals = false;
    if (p->numbers < 2 || p->numbers > NUMBERS || p->words == 0 || p->words > WORDS ||
        is_number(v, 0))
        return false;
    for (uint32_t i = 1; i < ws->n; i++) {
        if (is_number(v, i) && is_rise(ws->w[i - 1].cp) &&
            ((i + 1 < ws->n && is_percent(ws->w[i + 1].cp)) ||
             (i > 1 && is_percent(ws->w[i - 2].cp))))
            rose = true;
        else if (is_number(v, i) && i > 1 && is_percent(ws->w[i - 1].cp) && i + 1 == ws->n)
            rose = true; /* as Turkish has it */
        else if (is_number(v, i) && ws->w[i].n >= 4)
            decimals = true;
    }
    return rose && decimals;
}

/* "1:12", "01:05:10", "28 min", "4'": a number and a unit of time. */
static bool length(const struct dh_view *v, const struct dh_sight *s, const struct parts *p)
{
    enum { CLOCK = 4 };
    const struct dh_token *w = v->words->w;
    if (v->words->n == 1 && (w[0].flags & DH_T_CLOCK))
        return w[0].n <= CLOCK || v->words->text.p[w[0].at] == '0';
    return p->numbers == 1 && is_number(v, 0) && v->words->n <= 3 && p->others == 0 &&
           s->words > 1 && dh_view_role(v, 1, DH_R_AGO);
}

/* "Wind 18 km/h", "Humidity: 64 %": a word, a number, a unit. */
static bool gauge(const struct dh_view *v, const struct parts *p)
{
    enum { WORDS = 5 };
    return p->numbers == 1 && p->words && p->words <= WORDS && !is_number(v, 0) && p->others <= 2;
}

/* A word, a number, a colon and more: "Folge 42: ...", with a sign before the number or behind it
 * in scripts without spaces. */
static bool episode(const struct dh_view *v)
{
    enum { LEAST = 2 };
    const struct dh_tokens *ws = v->words;
    uint32_t at = 0;
    while (at < 2 && at < ws->n && !is_number(v, at))
        at++;
    if (at == 0 || !is_number(v, at) || ws->w[at].n > 4 || dh_view_sign(v, 0))
        return false;
    uint32_t end = at + 1;
    bool wide = end < ws->n && (ws->w[end].flags & DH_T_WIDE);
    end += wide;
    bool colon = end < ws->n && (dh_counts_colon(ws->w[end].cp) || ws->w[end].cp == 0x2013);
    return (colon || (wide && end < ws->n && (ws->w[end].flags & DH_T_SPACE))) &&
           end + LEAST < ws->n;
}

/* A name for a network in brackets. What a dash begins is the author of the post above. */
static bool handle(const struct dh_view *v)
{
    const struct dh_tokens *ws = v->words;
    bool at = false;
    for (uint32_t i = 0; i + 2 < ws->n && !dh_view_sign(v, 0); i++)
        at |= (ws->w[i].cp == '(' || ws->w[i].cp == 0xFF08) && ws->w[i + 1].cp == '@';
    return at;
}

static uint8_t piece_of(const struct dh_view *v, struct dh_sight *s)
{
    enum { NAME = 4 };
    const struct dh_tokens *ws = v->words;
    bool wide = s->flags & DH_S_WIDE;
    if (!ws->whole || ws->n == 0 || s->words > PIECE_WORDS * (wide ? 2 : 1))
        return DH_PIECE_NONE;
    if (dh_utf8_question(ws->w[ws->n - 1].cp) && s->words > 1)
        return DH_PIECE_QUESTION;
    struct parts p = count(v);
    if (length(v, s, &p))
        return DH_PIECE_LENGTH; /* "28 Min." */
    if (s->flags & (DH_S_STOP | DH_S_QUOTED | DH_S_COLON | DH_S_SAY))
        return DH_PIECE_NONE;
    if (handle(v))
        return DH_PIECE_HANDLE;
    if (p.numbers == 0) {
        bool few = s->words <= (wide ? (unsigned)WIDE : (unsigned)FEW);
        if (!wide && p.words >= 2 && p.words <= NAME && p.others == 0 &&
            dh_name_end(v->marks, 0) == ws->n)
            return DH_PIECE_NAME;
        return few && p.words && p.others == 0 ? DH_PIECE_BRIEF : DH_PIECE_LINE;
    }
    if (degrees(v, &p))
        return DH_PIECE_DEGREES;
    bool unit =
        p.words == 1 && ws->n == 2 && (ws->w[1].flags & DH_T_WIDE); /* "1" and its counter */
    if ((p.words == 0 || unit) && is_number(v, 0) && p.numbers == 1 && p.others == 0 &&
        ws->n <= 2) {
        s->figure = (uint8_t)(value_of(v, 0) <= DH_RANK_MAX ? value_of(v, 0) : 0);
        return s->figure ? DH_PIECE_RANK : unit ? DH_PIECE_LINE : DH_PIECE_COUNT;
    }
    if (episode(v))
        return DH_PIECE_EPISODE;
    if (percent(v, s, &p))
        return DH_PIECE_PERCENT;
    if (quote(v, &p))
        return DH_PIECE_QUOTE;
    return gauge(v, &p) ? DH_PIECE_GAUGE : DH_PIECE_LINE;
}

void dh_piece_read(const struct dh_view *v, struct dh_sight *s)
{
    s->piece = piece_of(v, s);
}
