/* SPDX-License-Identifier: MIT */
#include "text/grammar/results.h"

#include "base/utf8.h"

enum { LINE_BYTES = 160, NAME_BYTES = 40, WHEN_BYTES = 24, FIGURE_DIGITS = 3 };

/* What a line is read into, from left to right. */
struct reader {
    struct dh_str s;
    size_t at;
};

static void blanks(struct reader *r)
{
    while (r->at < r->s.n && r->s.p[r->at] == ' ')
        r->at++;
}

/* The character at hand, and behind it; 0: the line is over. */
static uint32_t next(const struct reader *r, size_t *n)
{
    uint32_t cp = 0;
    *n = r->at < r->s.n ? dh_utf8_get(r->s, r->at, &cp) : 0;
    return cp;
}

/* A name: from a capital on, or in a script that has none, up to a figure or a dash with a blank
 * before it. */
static bool name(struct reader *r)
{
    size_t n, from = r->at;
    unsigned class = dh_utf8_class(next(r, &n));
    if (!(class & DH_C_LETTER) || (class & DH_C_LOWER))
        return false;
    bool blank = false;
    for (uint32_t cp; (cp = next(r, &n)) != 0; r->at += n) {
        class = dh_utf8_class(cp);
        if ((class & DH_C_DIGIT) || (blank && dh_utf8_dash(cp)))
            break;
        if (!(class & (DH_C_LETTER | DH_C_MARK)) && cp != ' ' && cp != '.' && cp != '\'' &&
            cp != 0x2019 && cp != '-' && cp != '&')
            return false;
        blank = cp == ' ';
    }
    return blank && r->at - from <= NAME_BYTES;
}

static bool figure(struct reader *r, unsigned *value)
{
    size_t from = r->at;
    *value = 0;
    while (r->at < r->s.n && dh_is_digit((unsigned char)r->s.p[r->at]))
        *value = *value * 10 + (unsigned)(r->s.p[r->at++] - '0') % 10;
    size_t n = r->at - from;
    return n && n <= FIGURE_DIGITS;
}

/* Two figures and what stands between them: no time of day. Few games begin at a minute that is no
 * multiple of five: so it may look like one behind both names. */
static bool score(struct reader *r, bool named)
{
    enum { STEP = 5 };
    unsigned one, other;
    size_t n;
    if (!figure(r, &one))
        return false;
    blanks(r);
    uint32_t sign = next(r, &n);
    if (!dh_utf8_dash(sign) && sign != ':' && sign != 'x' && sign != 'X' && sign != 0xD7)
        return false;
    r->at += n;
    blanks(r);
    size_t from = r->at;
    bool both = figure(r, &other);
    bool time = sign == ':' && one < 24 && other < 60 && r->at - from == 2;
    return both && (!time || (named && other % STEP));
}

/* Behind the result nothing stands, or half times and scorers in brackets. */
static bool ends(struct reader *r)
{
    blanks(r);
    return r->at == r->s.n || r->s.p[r->at] == '(' || r->s.p[r->at] == '.' || r->s.p[r->at] == ',';
}

/* The second team: a blank, and a name up to the end or to a bracket. */
static bool last_name(struct reader *r)
{
    size_t n, from = r->at;
    blanks(r);
    unsigned class = dh_utf8_class(next(r, &n));
    return r->at > from && (class & DH_C_LETTER) && !(class & DH_C_LOWER) &&
           r->s.n - r->at <= 2 * NAME_BYTES && r->s.p[r->s.n - 1] != '?' &&
           r->s.p[r->s.n - 1] != '!';
}

/* The minute or the stage before a result: "80 min: ", "90'+2 ", "Half-time: ". */
static void when(struct reader *r)
{
    struct dh_str s = r->s;
    for (size_t i = 0; i < s.n && i < WHEN_BYTES; i++)
        if (s.p[i] == ':' && i + 1 < s.n && s.p[i + 1] == ' ') {
            r->at = i + 1;
            blanks(r);
            return;
        }
    size_t at = 0;
    while (at < s.n && dh_is_digit((unsigned char)s.p[at]))
        at++;
    if (at == 0 || at > FIGURE_DIGITS || at == s.n || s.p[at] != '\'')
        return;
    while (at < s.n && (s.p[at] == '\'' || s.p[at] == '+' || dh_is_digit((unsigned char)s.p[at])))
        at++;
    r->at = at;
    blanks(r);
}

/* Whether the rest is two names and two figures. */
static bool result(struct reader r)
{
    struct reader after;
    size_t n;
    unsigned value;
    if (!name(&r))
        return false;
    after = r;
    if (score(&after, false)) /* "Elmouth 2 x 1 Harrow" */
        return last_name(&after);
    if (dh_utf8_dash(next(&r, &n))) { /* "Elmouth - Harrow 3:2", of handball "19:28" */
        r.at += n;
        blanks(&r);
        return name(&r) && score(&r, true) && ends(&r);
    }
    if (!figure(&r, &value)) /* "Elmouth 2 Harrow 1", "Elmouth 2, Harrow 1" */
        return false;
    r.at += r.at < r.s.n && r.s.p[r.at] == ',';
    size_t before = r.at;
    blanks(&r);
    return r.at > before && name(&r) && figure(&r, &value) && ends(&r);
}

bool dh_results_line(struct dh_str line)
{
    struct reader r = { line, 0 };
    if (line.n > LINE_BYTES)
        return false;
    if (result(r))
        return true;
    when(&r);
    return r.at && result(r);
}
