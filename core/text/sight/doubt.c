/* SPDX-License-Identifier: MIT */
#include "text/sight/doubt.h"

#include "text/words/counts.h"

/* The last sign of a line that is at hand to its end; 0: it is not. */
static uint32_t last_sign(const struct dh_tokens *ws)
{
    return ws->n && ws->whole ? ws->w[ws->n - 1].cp : 0;
}

/* Whether the phrase at word i is one that says it all. */
static bool says_all(const struct dh_view *v, uint32_t i)
{
    for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
        if (v->cues->entries[e - 1].role >= DH_R_SOLO && v->cues->entries[e - 1].role < DH_R_OWN)
            return true;
    return false;
}

static bool is_classed(const struct dh_view *v, uint32_t i)
{
    for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
        if (v->cues->entries[e - 1].role >= DH_R_OWN)
            return true;
    return false;
}

/* Whether one phrase that says it all is the whole of the line. */
static bool is_phrase(const struct dh_view *v)
{
    uint32_t end = v->words->n;
    while (end && (v->words->w[end - 1].flags & DH_T_PUNCT))
        end--;
    return end >= 2 && v->marks->end[0] == end && says_all(v, 0);
}

/* Whether a word names what only a site has: a network, a shop of apps, what its buttons act on; or
 * two are of the tables' own classes, as their rows ask: "each Sunday ... in your inbox". */
static bool names_product(const struct dh_view *v)
{
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang;
    unsigned classed = 0;
    if (is_phrase(v))
        return true;
    for (uint32_t i = 0; i < v->words->n; i++)
        classed += is_classed(v, i);
    if (classed >= 2)
        return true;
    for (uint32_t i = 0; i < v->words->n; i++)
        for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next) {
            uint32_t r = v->cues->entries[e - 1].role;
            bool kind = r >= DH_R_TOPIC && r < DH_R_OWN;
            if ((v->cues->entries[e - 1].langs & own) &&
                (r == DH_R_NETWORK || r == DH_R_STORE || r == DH_R_NOUN ||
                 (kind && r != DH_R_TOPIC + DH_SHARE && r != DH_R_SOLO + DH_SHARE)))
                return true;
        }
    return false;
}

/* Whether the line says one word of buttons and goes on with such as no table knows: "Contact
 * lost". Names it may have from a site. */
static bool says_one(const struct dh_view *v)
{
    bool nouns = v->lang == dh_lang_number(DH_STR("de")); /* are written as names are */
    uint64_t own = dh_view_own(v);
    unsigned told = 0, unknown = 0, names = 0;
    for (uint32_t i = 0; i < v->words->n; i++) {
        const struct dh_token *w = &v->words->w[i];
        if ((w->flags & (DH_T_WIDE | DH_T_NUMBER)) || w->cp == '@')
            return false;
        if (w->flags & DH_T_PUNCT)
            continue;
        if (w->id || w->stem)
            told += (v->marks->glue[i] & own) == 0;
        else if (i == 0 || ((w->flags & DH_T_CAP) && !nouns))
            names += i != 0;
        else
            unknown++;
    }
    return told <= 1 && unknown && names == 0;
}

/* "Careers", "Disclaimer": in a list of links, or above a paragraph. */
static bool is_lone_link(const struct dh_view *v, const struct dh_sight *s)
{
    return s->words == 1 && v->words->n == 1 && !(v->words->w[0].flags & DH_T_WIDE) &&
           (s->kind == DH_LEGAL || s->kind == DH_PROMO);
}

enum dh_doubt dh_doubt_crosshead(const struct dh_view *v, const struct dh_sight *s)
{
    if (is_lone_link(v, s))
        return DH_DOUBT_STATEMENT;
    bool asks = s->kind == DH_SHARE || s->kind == DH_PROMO || s->kind == DH_TOOLS ||
                s->kind == DH_NEWSLETTER || s->kind == DH_COMMENTS || s->kind == DH_RELATED;
    bool few = s->words >= 2 && s->words <= DH_CROSSHEAD_WORDS &&
               !(s->flags & (DH_S_STOP | DH_S_COLON | DH_S_SIGNS));
    if (few && (asks || s->kind == DH_LEGAL || s->kind == DH_TAGS || s->kind == DH_COOKIE) &&
        says_one(v))
        return DH_DOUBT_WORD;
    return few && asks && !names_product(v) ? DH_DOUBT_CROSSHEAD : DH_DOUBT_NONE;
}

static bool begins_with_verb(const struct dh_view *v)
{
    return (dh_marks_role(v->marks, 0, DH_R_VERB) & dh_view_own(v)) != 0;
}

/* No stop stands in it but at its end. */
static bool is_one_sentence(const struct dh_tokens *ws)
{
    for (uint32_t i = 0; i + 1 < ws->n; i++)
        if (dh_utf8_stop(ws->w[i].cp))
            return false;
    return true;
}

bool dh_doubt_question(const struct dh_view *v, const struct dh_sight *s)
{
    enum { LEAST = 4 };
    uint32_t last = last_sign(v->words);
    bool asks = dh_utf8_question(last);
    if (asks && s->kind == DH_COOKIE && (s->cover || s->open)) /* not "Accept all cookies?" */
        return s->words >= LEAST && is_one_sentence(v->words) && !begins_with_verb(v);
    return asks && (((s->kind == DH_COMMENTS || s->kind == DH_SHARE) && (s->cover || s->open)) ||
                    ((s->kind == DH_AD || s->kind == DH_PROMO) && s->cover));
}

/* "(Agency)", "\u00a9 Agency": whom the story is from, no more. */
static bool is_source(const struct dh_view *v, const struct dh_sight *s)
{
    enum { WORDS = 2 };
    uint32_t first = v->words->w[0].cp;
    return s->kind == DH_CREDIT && s->words <= WORDS && (first == '(' || first == 0xA9);
}

/* "Orla Finch contributed to this report.": who worked on the text, and nobody is asked to write to
 * them. */
static bool is_told_of(const struct dh_view *v, const struct dh_sight *s)
{
    return s->kind == DH_BYLINE && s->open && !begins_with_verb(v);
}

/* No mark of a question or a call. */
static bool ends_with_stop(const struct dh_tokens *ws)
{
    uint32_t last = last_sign(ws);
    return last == '.' || last == 0x3002 || last == 0x964;
}

/* "Please read our policy before commenting." */
static bool asks_politely(const struct dh_view *v)
{
    return dh_view_end(v, 0) < v->words->n && (v->marks->glue[0] & dh_view_own(v)) &&
           (dh_view_role(v, dh_view_end(v, 0), DH_R_VERB) & dh_view_own(v));
}

/* "This page holds affiliate links.": a sentence that tells something and asks for nothing. */
static bool is_statement(const struct dh_view *v, const struct dh_sight *s, unsigned least)
{
    bool tells =
        s->cover ||
        (s->open && (s->kind == DH_PROMO || (s->kind == DH_COMMENTS && !asks_politely(v))));
    return tells && s->words >= least && ends_with_stop(v->words) && !begins_with_verb(v);
}

/* "reserved to subscribers": several words that no story says. */
static bool has_phrase(const struct dh_view *v)
{
    for (uint32_t i = 0; i < v->words->n; i++)
        if (v->marks->end[i] > i + 1 && says_all(v, i))
            return true;
    return false;
}

/* "So arbeiten wir seit Jahren.", "You must be 18.": one sentence, which says more than the phrase
 * in it or names an age, and no price. */
static bool says_more(const struct dh_view *v, const struct dh_sight *s)
{
    bool number = false;
    for (uint32_t i = 0; i < v->words->n; i++)
        number |= (v->words->w[i].flags & DH_T_NUMBER) != 0;
    return is_one_sentence(v->words) && (!is_phrase(v) || number) && !(s->flags & DH_S_PRICE);
}

bool dh_doubt_statement(const struct dh_view *v, const struct dh_sight *s)
{
    enum { LEAST = 2, MOST = 8 };
    return s->words <= MOST && s->kind != DH_COOKIE && !(s->flags & DH_S_SIGNS) &&
           is_statement(v, s, LEAST) && (!has_phrase(v) || says_more(v, s));
}

bool dh_doubt_body(const struct dh_view *v, const struct dh_sight *s)
{
    enum { LEAST = 3 };
    return ((s->cover && v->lang >= 0) || s->kind == DH_COMMENTS) && is_statement(v, s, LEAST);
}

/* "Related: The next story" is a link. */
static bool announces(const struct dh_view *v)
{
    bool colon = false;
    for (uint32_t i = 0; i < v->words->n; i++)
        colon |= dh_counts_colon(v->words->w[i].cp);
    return colon;
}

/* "Analysis: a port in decline", "Live: the debate": a link, a headline or a crosshead. */
bool dh_doubt_genre(const struct dh_view *v, const struct dh_sight *s)
{
    return s->open && ((s->kind == DH_RELATED && (s->conditions & DH_IF_APART)) ||
                       (s->kind == DH_VIDEO && announces(v)));
}

bool dh_doubt_section(const struct dh_view *v, const struct dh_sight *s)
{
    unsigned signs = 0;
    bool begun = false; /* signs before are a list's, or of a heading in Markdown */
    for (uint32_t i = 0; i < v->words->n; i++) {
        signs += begun && dh_view_sign(v, i);
        begun |= !dh_view_sign(v, i);
    }
    return s->kind == DH_TAGS && s->open && (s->conditions & DH_IF_APART) && signs == 1 &&
           announces(v);
}

/* "Why we click without reading": words of links, none of which says that it is one. */
static bool is_loose_link(const struct dh_view *v, const struct dh_sight *s)
{
    if (s->kind != DH_RELATED || !s->cover || (s->flags & DH_S_COLON) || announces(v))
        return false;
    for (uint32_t i = 0; i < v->words->n; i++)
        if (says_all(v, i))
            return false;
    return true;
}

/* "La lettre", "Done", "Full screen": as few words are a title or a crosshead as well, but for ads
 * and ways of sharing. What announces a list behind the story is another's to tell: see
 * dh_condition_holds. */
static bool is_short(const struct dh_sight *s)
{
    bool marker = s->kind == DH_AD || s->kind == DH_SHARE || s->kind == DH_CAPTION ||
                  s->kind == DH_CREDIT || s->kind == DH_STAMP || s->kind == DH_BYLINE;
    bool list = s->kind == DH_RELATED || s->kind == DH_TAGS;
    bool stays = s->kind == DH_STORY || s->kind == DH_NOTE || s->kind == DH_CROSSHEAD ||
                 s->kind == DH_DATELINE; /* whatever else goes: it keeps its name */
    return !stays && !marker && !list && dh_sight_is_short(s);
}

/* "Share it with the neighbours.": what a button asks ends without a stop; a recipe's last step
 * does.
 */
static bool is_told_to(const struct dh_view *v, const struct dh_sight *s)
{
    enum { LEAST = 2, MOST = 12 };
    bool asks = s->kind == DH_SHARE || s->kind == DH_PROMO || s->kind == DH_NEWSLETTER ||
                s->kind == DH_COMMENTS || s->kind == DH_VIDEO;
    return asks && s->words >= LEAST && s->words <= MOST && ends_with_stop(v->words);
}

bool dh_doubt_weak(const struct dh_view *v, const struct dh_sight *s)
{
    enum { WORDS = 4, FEW = 2 };
    /* "Good to know.": a label of links has no stop */
    unsigned least = s->kind == DH_RELATED ? FEW : WORDS;
    if (s->flags & DH_S_KEEP)
        return false;
    if (is_short(s))
        return true;
    return s->kind == DH_LEGAL || dh_doubt_section(v, s) || s->doubt == DH_DOUBT_CROSSHEAD ||
           s->doubt == DH_DOUBT_WORD || is_lone_link(v, s) || dh_doubt_genre(v, s) ||
           is_loose_link(v, s) || dh_doubt_question(v, s) || is_statement(v, s, least) ||
           is_told_to(v, s) || is_source(v, s) || is_told_of(v, s) || dh_sight_is_date(s);
}

bool dh_doubt_amid(const struct dh_view *v, const struct dh_sight *s)
{
    switch ((enum dh_kind)s->kind) {
    case DH_SHARE:
    case DH_TOOLS:
    case DH_COMMENTS:
    case DH_TAGS:
    case DH_PROMO:
    case DH_NEWSLETTER:
    case DH_LEGAL:
    case DH_VIDEO:
    case DH_COOKIE:
    case DH_STAMP:
    case DH_BYLINE:
        return true;
    case DH_RELATED:
        return !announces(v);
    case DH_AD:
        return (s->cover || s->open) && s->words > 1;
    case DH_CREDIT:
        return s->words == 1;
    default:
        return false;
    }
}

/* "[Reporting by A. Name; editing by B. Name]": in square brackets stands what an editor adds; in
 * round ones, as agencies do, who did what for a story. */
static bool is_added(const struct dh_view *v, struct dh_str text, const struct dh_sight *s)
{
    enum { WORDS = 5, WORKERS = 8 };
    if (text.n <= 2 || s->words < WORDS)
        return false;
    /* "[Édité par ...]": who edited a text stands in imprints, too */
    bool worked =
        s->kind == DH_BYLINE || (s->kind == DH_LEGAL && s->cover && dh_view_role(v, 1, DH_R_BY));
    if (text.p[0] == '(' && text.p[text.n - 1] == ')')
        return worked && s->words >= WORKERS;
    return text.p[0] == '[' && text.p[text.n - 1] == ']' &&
           (worked || s->kind == DH_PROMO || s->kind == DH_TAGS);
}

/* Whether the line is one quotation, from its first sign to its last: a sentence, or of as many
 * words as no name has that is written so. */
static bool is_quotation(const struct dh_tokens *ws, const struct dh_sight *s)
{
    enum { WORDS = 3, WIDE = 6 };
    uint32_t last = ws->n - 1, quotes = 0;
    if (ws->n <= 3 || !ws->whole || !dh_sight_quote(ws->w[0].cp) || !dh_sight_quote(ws->w[last].cp))
        return false;
    for (uint32_t i = 1; i < last; i++)
        quotes += dh_sight_quote(ws->w[i].cp);
    return quotes == 0 &&
           (dh_utf8_stop(ws->w[last - 1].cp) || s->words >= (s->flags & DH_S_WIDE ? WIDE : WORDS));
}

/* A line that ends with a comma goes on in the next one, as verse does. */
static bool goes_on(const struct dh_tokens *ws)
{
    enum { WORDS = 3 };
    uint32_t last = last_sign(ws);
    return ws->n > WORDS && (last == ',' || last == 0xFF0C || last == 0x60C);
}

/* "\u201cShare it.\u201d", "Listen.": somebody says it. */
static bool is_speech(const struct dh_view *v, const struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    bool button = s->kind == DH_SHARE || s->kind == DH_TOOLS || s->kind == DH_RELATED ||
                  s->kind == DH_PROMO || s->kind == DH_NEWSLETTER || s->kind == DH_COMMENTS ||
                  s->kind == DH_VIDEO;
    bool picture = s->kind == DH_CAPTION || s->kind == DH_CREDIT;
    return (!picture && is_quotation(ws, s)) || (button && goes_on(ws)) ||
           (button && ws->n == 2 && ws->w[1].cp == '.');
}

/* "2. Delete cookies", "3) Share less": a step of what the story tells its reader to do. */
static bool is_step(const struct dh_tokens *ws, const struct dh_sight *s)
{
    bool button = s->kind == DH_SHARE || s->kind == DH_TOOLS || s->kind == DH_PROMO ||
                  s->kind == DH_NEWSLETTER || s->kind == DH_COMMENTS || s->kind == DH_AD ||
                  s->kind == DH_LEGAL || s->kind == DH_COOKIE || s->kind == DH_VIDEO;
    return button && ws->n > 2 && (ws->w[0].flags & DH_T_NUMBER) && ws->w[0].n <= 2 &&
           (ws->w[1].cp == '.' || ws->w[1].cp == ')') && !(ws->w[1].flags & DH_T_SPACE) &&
           (ws->w[2].flags & DH_T_SPACE) && !(ws->w[2].flags & DH_T_PUNCT);
}

/* "Subscribe to a newsletter: 12%": what a survey found. */
static bool is_found(const struct dh_tokens *ws)
{
    return ws->whole && ws->n > 4 && ws->w[ws->n - 1].cp == '%' &&
           (ws->w[ws->n - 2].flags & DH_T_NUMBER) && dh_counts_colon(ws->w[ws->n - 3].cp);
}

/* "Just now.": stamps have no stop, but behind a figure. */
static bool is_moment(const struct dh_tokens *ws, const struct dh_sight *s)
{
    return s->kind == DH_STAMP && ends_with_stop(ws) &&
           !(s->flags & (DH_S_NUMBER | DH_S_COLON | DH_S_SIGNS));
}

static bool is_comma(uint32_t cp)
{
    return cp == ',' || cp == 0xFF0C || cp == 0x60C || cp == 0x3001;
}

/* "Read more, it said on 200 buses.", "All rights reserved, the back of it says.": words of a site,
 * and behind the line's first sign, a comma, a sentence goes on in such as it has not. */
static bool is_cited(const struct dh_view *v, const struct dh_sight *s)
{
    enum { BEFORE = 5, BEHIND = 3 };
    const struct dh_tokens *ws = v->words;
    bool button = s->kind == DH_SHARE || s->kind == DH_TOOLS || s->kind == DH_RELATED ||
                  s->kind == DH_PROMO || s->kind == DH_NEWSLETTER || s->kind == DH_COMMENTS ||
                  s->kind == DH_VIDEO || s->kind == DH_LEGAL;
    uint32_t comma = 0, behind = 0;
    bool own = false; /* "Read more, click here." */
    while (comma < ws->n && !dh_view_sign(v, comma))
        comma++;
    if (!button || comma == 0 || comma > BEFORE || comma + 1 >= ws->n ||
        !is_comma(ws->w[comma].cp) || !ends_with_stop(ws) || !is_one_sentence(ws))
        return false;
    for (uint32_t i = comma + 1; i < ws->n; i++) {
        if (v->marks->roles[i] & (DH_KIND_ROLES | 1u << DH_R_NETWORK))
            return false;
        behind += !dh_view_sign(v, i);
        own |= !dh_view_sign(v, i) && !ws->w[i].id && !ws->w[i].stem;
    }
    /* "There was an error, please provide an address." */
    bool please = (v->marks->glue[comma + 1] & dh_view_own(v)) &&
                  dh_view_role(v, dh_view_end(v, comma + 1), DH_R_VERB);
    return behind >= BEHIND && (own || !(please || dh_view_role(v, comma + 1, DH_R_VERB)));
}

bool dh_doubt_said(const struct dh_view *v, struct dh_str text, const struct dh_sight *s)
{
    return is_added(v, text, s) || is_speech(v, s) || is_step(v->words, s) || is_found(v->words) ||
           is_moment(v->words, s) || is_cited(v, s);
}
