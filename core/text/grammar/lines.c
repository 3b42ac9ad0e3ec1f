/* SPDX-License-Identifier: MIT */
#include "text/grammar/lines.h"

#include "base/utf8.h"
#include "text/cues/dates.h"
#include "text/cues/persons.h"
#include "text/grammar/bylines.h"
#include "text/grammar/credit.h"
#include "text/grammar/menus.h"
#include "text/grammar/offers.h"
#include "text/grammar/signatures.h"
#include "text/grammar/stamps.h"
#include "text/words/counts.h"

/* "Facebook Twitter Email", "Facebook (opens in new window)" is a row's: here names of networks
 * alone. */
static bool networks(const struct dh_view *v, struct dh_sight *s)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < v->words->n;) {
        if (dh_view_sign(v, i)) {
            i++;
            continue;
        }
        if (!dh_view_role(v, i, DH_R_NETWORK))
            return false;
        n++;
        i = dh_view_end(v, i);
    }
    if (n == 0)
        return false;
    return dh_sight_say(s, DH_SHARE, DH_STR("grammar.networks"), 0);
}

/* Whether the line goes on at word i with its last words, a title in quotes. */
static bool is_titled(const struct dh_tokens *ws, uint32_t i)
{
    return ws->whole && i + 2 < ws->n && dh_sight_quote(ws->w[i].cp) &&
           dh_sight_quote(ws->w[ws->n - 1].cp);
}

/* "1,234 shares", "0 Comments (+)", "47 comments and 27 likes", "6 thoughts on \u201cSwifts\u201d".
 */
static bool counter(const struct dh_view *v, struct dh_sight *s)
{
    unsigned counts = 0, numbers = 0;
    for (uint32_t i = 0; i < v->words->n;) {
        const struct dh_token *w = &v->words->w[i];
        if (counts && numbers && is_titled(v->words, i))
            return dh_sight_say(s, DH_COMMENTS, DH_STR("grammar.counter"), DH_IF_TAIL);
        if (dh_view_sign(v, i)) {
            i++;
            continue;
        }
        if (w->flags & DH_T_NUMBER)
            numbers++;
        else if (dh_view_role(v, i, DH_R_COUNT) || dh_view_role(v, i, DH_R_TOPIC + DH_COMMENTS) ||
                 dh_view_role(v, i, DH_R_SOLO + DH_COMMENTS))
            counts++;
        else if (!dh_view_role(v, i, DH_R_GLUE))
            return false;
        i = dh_view_end(v, i);
    }
    if (counts == 0 || numbers == 0 || s->words > 8)
        return false;
    return dh_sight_say(s, DH_COMMENTS, DH_STR("grammar.counter"), 0);
}

/* "Reading time: 3 min", "Lesezeit ca. 3 Minuten": a label of tools, a number, a unit of time. */
static bool duration(const struct dh_view *v, struct dh_sight *s)
{
    unsigned labels = 0, numbers = 0, units = 0, others = 0;
    for (uint32_t i = 0; i < v->words->n; i = dh_view_sign(v, i) ? i + 1 : dh_view_end(v, i)) {
        if (dh_view_sign(v, i))
            continue;
        if (numbers == 0 && dh_view_role(v, i, DH_R_SOLO + DH_TOOLS))
            labels++;
        else if (labels && (v->words->w[i].flags & DH_T_NUMBER) && v->words->w[i].n <= 3)
            numbers++;
        else if (numbers && dh_view_role(v, i, DH_R_AGO))
            units++;
        else if (labels)
            others++;
        else
            return false;
    }
    return labels == 1 && numbers == 1 && units <= 2 && others <= 1 && units + others > 0 &&
           dh_sight_say(s, DH_TOOLS, DH_STR("grammar.duration"), 0);
}

/* "— Owen Marsh (@owen) November 18, 2019", "pic.twitter.com/abc", a bare URL. */
static bool embed(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    if (dh_str_starts_nocase(ws->text, DH_STR("pic.twitter.com/")) &&
        dh_str_find_byte(ws->text, ' ') == ws->text.n)
        return dh_sight_say(s, DH_VIDEO, DH_STR("grammar.url"), 0);
    if (ws->n < 5 || !dh_utf8_dash(ws->w[0].cp))
        return false;
    uint32_t i = dh_name_end(v->marks, 1);
    uint32_t open = i ? i : 1;
    while (open < ws->n && ws->w[open].cp != '(')
        open++;
    if (open + 2 >= ws->n || ws->w[open + 1].cp != '@' || open > 14)
        return false;
    uint32_t close = open;
    while (close < ws->n && ws->w[close].cp != ')')
        close++;
    if (close == ws->n || (close + 1 < ws->n && !dh_date_end(v->marks, close + 1)))
        return false;
    /* An embed gives the month in words, and belongs to the post before it. */
    bool month = false;
    for (uint32_t k = close + 1; k < ws->n; k++)
        month |= dh_view_role(v, k, DH_R_MONTH) != 0;
    return dh_sight_say(s, DH_VIDEO, DH_STR("grammar.tweet"), month ? DH_IF_LONE : 0);
}

/* "#Real estate", "#a #b #c": hash signs before each of one to eight names. */
static bool hashtags(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    unsigned tags = 0;
    if (ws->n < 2 || ws->w[0].cp != '#' || s->words > 12 || (s->flags & DH_S_STOP))
        return false;
    for (uint32_t i = 0; i < ws->n; i++)
        tags += ws->w[i].cp == '#' && i + 1 < ws->n &&
                !(ws->w[i + 1].flags & (DH_T_SPACE | DH_T_PUNCT)); /* "## Friday" is a heading */
    if (tags == 0 || s->words > tags * 3)
        return false;
    return dh_sight_say(s, DH_TAGS, DH_STR("grammar.hashtags"), 0);
}

/* "![What it shows](picture.jpg)" alone in its line: a picture in Markdown. */
static bool picture(const struct dh_view *v, struct dh_sight *s)
{
    struct dh_str text = v->words->text;
    return dh_str_starts(text, DH_STR("![")) && dh_str_find(text, DH_STR("](")) < text.n &&
           text.p[text.n - 1] == ')' && dh_str_find_byte(text, ')') == text.n - 1 &&
           dh_sight_say(s, DH_CAPTION, DH_STR("grammar.picture"), 0);
}

/* "[related_posts id="4412"]": a name in small letters and what it is given. */
static bool is_shortcode(struct dh_str text)
{
    return text.n >= 5 && text.p[0] == '[' && text.p[1] >= 'a' && text.p[1] <= 'z' &&
           dh_str_find(text, DH_STR("=\"")) < text.n && dh_str_find_byte(text, ']') == text.n - 1;
}

/* "{{ title }}", "{| displayName |} {* /form *}": what a page's template left, from end to end. */
static bool is_braced(struct dh_str text)
{
    struct dh_str signs = DH_STR("{}|*%#");
    return text.n >= 5 && text.p[0] == '{' && text.p[text.n - 1] == '}' &&
           dh_str_find_byte(signs, text.p[1]) < signs.n &&
           dh_str_find_byte(signs, text.p[text.n - 2]) < signs.n;
}

static bool template(const struct dh_view *v, struct dh_sight *s)
{
    struct dh_str text = v->words->text;
    return v->words->whole && (is_braced(text) || is_shortcode(text)) &&
           dh_sight_say(s, DH_TOOLS, DH_STR("grammar.template"), 0);
}

/* A sign that points elsewhere. */
static bool is_arrow(uint32_t cp)
{
    return cp == '>' || cp == '+' || cp == 0x2192 || cp == 0x25B6 || cp == 0x25BA || cp == 0x25B8 ||
           cp == 0x27A4 || cp == 0x1F449 || cp == 0xBB;
}

/* "+++ 14:32: Police close the road +++": the headline of a post in a ticker. */
static bool is_ticker(const struct dh_tokens *ws, uint32_t signs)
{
    return signs >= 2 && ws->n > signs + 2 && ws->w[0].cp == '+' && ws->w[ws->n - 1].cp == '+' &&
           ws->w[ws->n - 2].cp == '+';
}

/* "\u25b6 Place: the town hall": a label of one or two words that no site uses, and what it stands
 * for. */
static bool is_labelled(const struct dh_view *v, uint32_t from)
{
    enum { LABEL = 2, LABEL_WIDE = 6 };
    const struct dh_tokens *ws = v->words;
    uint32_t end = from;
    if (from >= ws->n)
        return false;
    for (; end < ws->n && !dh_view_sign(v, end); end++)
        if (v->marks->roles[end] & (DH_KIND_ROLES | 1u << DH_R_VERB | 1u << DH_R_NOUN))
            return false;
    uint32_t most = ws->w[from].flags & DH_T_WIDE ? LABEL_WIDE : LABEL;
    return end > from && end - from <= most && end + 1 < ws->n && dh_counts_colon(ws->w[end].cp);
}

/* ">>> tide(2)": what somebody types at a prompt, a call. */
static bool is_call(const struct dh_tokens *ws, uint32_t signs)
{
    if (signs < 3 || ws->w[0].cp != '>')
        return false;
    for (uint32_t i = signs + 1; i < ws->n; i++)
        if (ws->w[i].cp == '(' && !(ws->w[i].flags & DH_T_SPACE) &&
            !(ws->w[i - 1].flags & DH_T_PUNCT))
            return true;
    return false;
}

/* ">> Storm closes the bridge", "\u25b6 Watch": signs that point elsewhere before a short line.
 * What ends as a sentence behind ">>" is a turn of a speaker in the captions of a broadcast. */
static bool arrow(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    uint32_t signs = 0;
    while (signs < ws->n && (ws->w[signs].flags & DH_T_PUNCT) && is_arrow(ws->w[signs].cp))
        signs++;
    uint32_t first = ws->w[0].cp;
    bool one = signs == 1 && first != '>' && first != '+' && first != 0xBB;
    if (signs == 0 || (signs == 1 && !one) || s->words > 20 || (s->flags & DH_S_SAY) ||
        ((first == '>' || first == '+') && (s->flags & DH_S_STOP)) || is_labelled(v, signs) ||
        is_call(ws, signs))
        return false;
    if (is_ticker(ws, signs))
        s->doubt = DH_DOUBT_TIME;
    return dh_sight_say(s, DH_RELATED, DH_STR("grammar.arrow"), 0);
}

/* "[Related] Storm closes the bridge": a label in square brackets, in any script's. */
static bool bracketed(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    if (ws->n < 5 || (ws->w[0].cp != '[' && ws->w[0].cp != 0x3010 && ws->w[0].cp != 0xFF3B) ||
        !dh_view_role(v, 1, DH_R_SOLO + DH_RELATED))
        return false;
    uint32_t end = dh_view_end(v, 1);
    s->named = true; /* "\u3010\u901f\u5831\u3011" (just in) stands before headlines, too */
    return end + 1 < ws->n &&
           (ws->w[end].cp == ']' || ws->w[end].cp == 0x3011 || ws->w[end].cp == 0xFF3D) &&
           !(s->flags & DH_S_STOP) && dh_sight_say(s, DH_RELATED, DH_STR("grammar.related"), 0);
}

/* "© Site. All rights reserved.", in any order: the sign, and a word of rights. */
static bool copyright(const struct dh_view *v, struct dh_sight *s)
{
    bool sign = false, rights = false;
    if (!v->words->whole || s->words > DH_CREDIT_WORDS)
        return false;
    for (uint32_t i = 0; i < v->words->n; i++) {
        sign |= v->words->w[i].cp == 0xA9 && dh_view_sign(v, i);
        rights |=
            dh_view_role(v, i, DH_R_TOPIC + DH_LEGAL) || dh_view_role(v, i, DH_R_SOLO + DH_LEGAL);
    }
    return sign && rights && dh_sight_say(s, DH_LEGAL, DH_STR("grammar.copyright"), 0);
}

/* "AUBURN, Wash. \u2014", "PARIS, May 3 (AFP) -": a line of its own that opens a story; it stays.
 */
static bool dateline(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    bool agency = false, dated = false;
    uint32_t end = ws->n, names = 0;
    if (!ws->whole || ws->n < 2 || s->words > 14 || !(ws->w[0].flags & DH_T_CAP) ||
        dh_view_role(v, 0, DH_R_LABEL) || dh_view_role(v, 0, DH_R_BY) ||
        dh_view_role(v, 0, DH_R_STAMP))
        return false;
    uint32_t last = ws->w[--end].cp;
    if (!dh_view_sign(v, end) || !dh_utf8_dash(last))
        return false;
    for (uint32_t i = 0; i < end;) {
        const struct dh_token *w = &ws->w[i];
        uint32_t next;
        if (dh_view_sign(v, i)) {
            if (w->cp != ',' && w->cp != '.' && w->cp != '(' && w->cp != ')' && w->cp != '/' &&
                w->cp != '-')
                return false;
            i++;
        } else if (dh_view_role(v, i, DH_R_AGENCY)) {
            agency = true;
            i = dh_view_end(v, i);
        } else if (names && (next = dh_date_end(v->marks, i)) != 0) {
            dated = true;
            i = next;
        } else if ((next = dh_name_end(v->marks, i)) != 0) {
            names++;
            i = next;
        } else {
            return false;
        }
    }
    bool caps = (ws->w[0].flags & DH_T_CAPS) != 0;
    return names && (agency || dated || caps) &&
           dh_sight_say(s, DH_DATELINE, DH_STR("grammar.dateline"), 0);
}

/* In scripts without case any words may pass for names: with more than a name before the label or
 * bracket it is a caption with its credit. */
static bool has_caption(const struct dh_view *v)
{
    enum { NAME = 4, NAME_WIDE = 12 }; /* words, characters */
    const struct dh_tokens *ws = v->words;
    uint32_t before = 0;
    while (before < ws->n && !dh_view_role(v, before, DH_R_LABEL) &&
           !dh_view_role(v, before, DH_R_SOLOLABEL) && ws->w[before].cp != '(' &&
           ws->w[before].cp != 0xFF08 && ws->w[before].cp != 0xA9)
        before++;
    return (ws->w[0].flags & DH_T_NOCASE) &&
           before > (ws->w[0].flags & DH_T_WIDE ? (uint32_t)NAME_WIDE : (uint32_t)NAME);
}

/* "Image:" alone, whose credit stands in the next line. */
static bool is_bare_label(const struct dh_view *v)
{
    const struct dh_tokens *ws = v->words;
    uint32_t end = dh_view_end(v, 0);
    return ws->n >= 2 && end + 1 == ws->n && dh_counts_colon(ws->w[end].cp) &&
           dh_view_role(v, 0, DH_R_LABEL) && !dh_view_role(v, 0, DH_R_SOURCE);
}

/* "Foto: Nyby kommune", "(c) Stadt Altdorf", "Fotos (2): Orla Finch": a label of pictures or the
 * sign, and a few words from a capital on, not all of which are written as names are. */
static bool is_house(const struct dh_view *v, const struct dh_sight *s)
{
    enum { WORDS = 4 };
    const struct dh_tokens *ws = v->words;
    uint32_t i = dh_view_end(v, 0);
    if (s->words > WORDS + 1 || (s->flags & (DH_S_STOP | DH_S_SAY | DH_S_QUOTED)) || ws->n < 3)
        return false;
    if (ws->w[0].cp == '(' && ws->n > 3 && ws->w[1].n == 1 && ws->text.p[ws->w[1].at] == 'c' &&
        ws->w[2].cp == ')') {
        i = 3;
    } else {
        uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang;
        uint64_t video =
            dh_view_role(v, 0, DH_R_TOPIC + DH_VIDEO) | dh_view_role(v, 0, DH_R_SOLO + DH_VIDEO);
        if (!(dh_view_role(v, 0, DH_R_LABEL) & own) || dh_view_role(v, 0, DH_R_SOURCE) ||
            (video & own))
            return false;
        if (i + 3 < ws->n && ws->w[i].cp == '(' && (ws->w[i + 1].flags & DH_T_NUMBER) &&
            ws->w[i + 2].cp == ')')
            i += 3;
        if (i + 1 >= ws->n || !dh_counts_colon(ws->w[i].cp))
            return false;
        i++;
    }
    if (!(ws->w[i].flags & (DH_T_CAP | DH_T_NOCASE)) || ws->n > i + WORDS)
        return false;
    for (; i < ws->n; i++)
        if (dh_view_sign(v, i) || (ws->w[i].flags & DH_T_NUMBER) || dh_view_role(v, i, DH_R_VERB) ||
            dh_view_role(v, i, DH_R_GLUE))
            return false;
    return true;
}

/* "\u5730\u56FE\uFF1A" (map): in scripts without case the sign for a picture ends other words,
 * too; with nothing behind the colon it is a heading. */
static bool is_announced(const struct dh_tokens *ws)
{
    return ws->n && dh_counts_colon(ws->w[ws->n - 1].cp) && (ws->w[0].flags & DH_T_WIDE);
}

/* What a weak credit of that form asks for: "Herald photo", and "Best picture" in a list of prizes;
 * amid the story "Photos of Whales" and "Help for Marrow Island" are crossheads, and above it
 * "Harbour Master Looks Back in New Photos" is a headline. */
static uint16_t doubts_of(const char *form)
{
    struct dh_str s = dh_str_c(form);
    if (dh_str_eq(s, DH_STR("title")))
        return DH_IF_COMPANY | DH_IF_TAIL;
    if (dh_str_eq(s, DH_STR("inner")))
        return DH_IF_COMPANY | DH_IF_APART;
    if (dh_str_eq(s, DH_STR("label")))
        return DH_IF_COMPANY;
    return dh_str_eq(s, DH_STR("outlet")) ? DH_IF_APART : 0;
}

static bool credit(const struct dh_view *v, struct dh_sight *s)
{
    static const struct {
        const char *form;
        const char *rule;
    } rules[] = { { "bracket", "grammar.credit.bracket" }, { "label", "grammar.credit.label" },
                  { "blanks", "grammar.credit.blanks" },   { "slash", "grammar.credit.slash" },
                  { "title", "grammar.credit.label" },     { "inner", "grammar.credit.label" },
                  { "outlet", "grammar.credit.slash" } };
    const char *form;
    if (!v->words->whole || v->words->n > DH_CREDIT_WORDS)
        return false;
    if (is_bare_label(v))
        return dh_sight_say(s, DH_CREDIT, DH_STR("grammar.credit.label"), DH_IF_EDGE);
    if (is_announced(v->words))
        return false;
    enum dh_credit got = dh_credit_whole(v->marks, 0, v->words->n, &form);
    if (got == DH_CREDIT_NONE)
        return is_house(v, s) &&
               dh_sight_say(s, DH_CREDIT, DH_STR("grammar.credit.label"), DH_IF_COMPANY);
    if (has_caption(v))
        return dh_sight_say(s, DH_CAPTION, DH_STR("grammar.caption.credit"), 0);
    uint16_t conditions = got == DH_CREDIT_WEAK ? doubts_of(form) : 0;
    for (size_t i = 0; i < DH_LEN(rules); i++)
        if (dh_str_eq(dh_str_c(form), dh_str_c(rules[i].form)))
            return dh_sight_say(s, DH_CREDIT, dh_str_c(rules[i].rule), conditions);
    return false;
}

/* The grammars, in the order they are asked in. A line fits none of those with roles or flags set
 * that has neither a word of such a role nor such a flag: most have not, and it is not read. */
#define ROLE(name) ((uint32_t)1 << DH_R_##name)
static const struct grammar {
    bool (*read)(const struct dh_view *, struct dh_sight *);
    uint32_t roles; /* set of dh_role_bit */
    uint16_t flags; /* set of dh_sight_flag */
} grammars[] = {
    { networks, ROLE(NETWORK), 0 },
    { counter, ROLE(COUNT) | DH_KIND_ROLES, 0 },
    { duration, DH_KIND_ROLES, 0 },
    { embed, 0, 0 },
    { dh_stamp_read, ROLE(STAMP), DH_S_NUMBER },
    { dh_byline_signed, ROLE(BY), 0 },
    { copyright, DH_KIND_ROLES, 0 },
    { dateline, 0, 0 },
    { picture, 0, 0 },
    { credit, 0, 0 },
    { hashtags, 0, 0 },
    { dh_menu_sections, ROLE(SECTION), 0 },
    { arrow, 0, 0 },
    { template, 0, 0 },
    { bracketed, DH_KIND_ROLES, 0 },
    { dh_offer_read, ROLE(MONEY), DH_S_PRICE },
    { dh_signature_read, 0, 0 },
    { dh_byline_holder, ROLE(JOB), 0 },
    { dh_byline_post, ROLE(JOB), 0 },
    { dh_byline_titled, ROLE(JOB), 0 },
    { dh_byline_before, ROLE(JOB), 0 },
    { dh_byline_placed, 0, 0 },
    { dh_byline_names, 0, 0 },
    { dh_byline_office, ROLE(JOB), 0 },
};

/* Those that may fit, a bit each; told without a branch, for nobody can foresee which. */
static uint32_t fitting(const struct dh_view *v, const struct dh_sight *s)
{
    uint32_t set = 0;
    _Static_assert(DH_LEN(grammars) <= 32, "a bit for each grammar");
    for (unsigned i = 0; i < DH_LEN(grammars); i++) {
        const struct grammar *g = &grammars[i];
        uint32_t has = (v->marks->any_roles & g->roles) | (s->flags & g->flags);
        set |= (uint32_t)((has != 0) | ((g->roles | g->flags) == 0)) << i;
    }
    return set;
}

bool dh_lines_read(const struct dh_view *v, struct dh_sight *s)
{
    for (uint32_t left = fitting(v, s); left; left &= left - 1) {
        if (!grammars[__builtin_ctz(left)].read(v, s))
            continue;
        if (dh_view_on(v, s->rule))
            return true;
        s->kind = DH_STORY;
        s->conditions = 0;
    }
    return false;
}
