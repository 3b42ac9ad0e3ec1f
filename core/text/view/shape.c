/* SPDX-License-Identifier: MIT */
#include "text/view/shape.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "text/words/counts.h"

static bool is_inner_sign(uint32_t cp)
{
    return cp == ',' || cp == ':' || cp == ';' || cp == '(' || cp == 0x2013 || cp == 0x2014 ||
           cp == 0xFF1A || cp == 0x3001 || cp == 0xFF0C || cp == 0x300C;
}

/* What French puts between a stop and its closing quotation mark. */
static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == 0xA0 || cp == 0x202F;
}

/* Whether a table of the document's language, of English or of all languages has the word: what
 * only others know is no word of its buttons. */
static bool is_known(const struct dh_view *v, uint32_t i)
{
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang | 1;
    if (v->marks->glue[i] & own)
        return true; /* most are function words: no entry is looked at */
    for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
        if (v->cues->entries[e - 1].langs & own)
            return true;
    return false;
}

/* What has been counted of a line. */
struct shape {
    unsigned caps, lower, wide; /* words in capitals, in small letters, of scripts without spaces */
    unsigned smalls, unknown;   /* words that begin with a small letter; those in no table */
    bool guillemet;             /* "\u00ab" was met */
    unsigned quotes;            /* signs of quotation, which say that somebody speaks */
    bool said;                  /* a verb says so */
};

/* "Home \u00bb News", "\u00bb Read also: ...": between two blanks, and nothing was opened that it
 * closes. */
static bool is_arrow(const struct dh_tokens *ws, uint32_t i, const struct shape *n)
{
    return ws->w[i].cp == 0xBB && !n->guillemet && (i == 0 || (ws->w[i].flags & DH_T_SPACE)) &&
           i + 1 < ws->n && (ws->w[i + 1].flags & DH_T_SPACE);
}

static void read_sign(const struct dh_view *v, uint32_t i, struct dh_sight *s, struct shape *n)
{
    uint32_t cp = v->words->w[i].cp;
    n->guillemet |= cp == 0xAB;
    if (dh_sight_quote(cp) && cp != 0x2018 && v->words->n > 6 && !is_arrow(v->words, i, n)) {
        s->flags |= DH_S_SAY;
        n->quotes++;
    }
    if (i && i + 1 < v->words->n && is_inner_sign(cp))
        s->flags |= DH_S_SIGNS;
    if (dh_counts_money(cp))
        s->flags |= DH_S_PRICE;
}

static void read_word(const struct dh_view *v, uint32_t i, struct dh_sight *s, struct shape *n)
{
    const struct dh_token *w = &v->words->w[i];
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang;
    s->words++;
    n->wide += (w->flags & DH_T_WIDE) != 0;
    if (w->flags & DH_T_NUMBER)
        s->flags |= DH_S_NUMBER;
    else if (w->flags & DH_T_CAPS)
        n->caps++;
    else if (!(w->flags & DH_T_NOCASE) && w->n > 1)
        n->lower++;
    if (dh_marks_role(v->marks, i, DH_R_SAY) & own) {
        s->flags |= DH_S_SAY;
        n->said = true;
    }
    bool small = !(w->flags & (DH_T_CAP | DH_T_NUMBER | DH_T_WIDE));
    n->smalls += small;
    n->unknown += small && !is_known(v, i);
}

/* "Sign up to \u201cThe Tide\u201d, our newsletter": begins as a button does and names a newsletter
 * or a film, and what it quotes is of as few words as a title, or, where a button of films comes
 * first, as a headline. */
static bool quotes_title(const struct dh_view *v)
{
    enum { WORDS = 6, HEADLINE = 14 };
    const struct dh_tokens *ws = v->words;
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : dh_view_own(v);
    uint32_t from = 0, to = 0;
    bool names = false, film = (dh_view_role(v, 0, DH_R_SOLO + DH_VIDEO) & own) != 0;
    if (!film && !(dh_view_role(v, 0, DH_R_VERB) & own))
        return false;
    for (uint32_t i = 0; i < ws->n; i++) {
        uint64_t kind = dh_view_role(v, i, DH_R_TOPIC + DH_NEWSLETTER) |
                        dh_view_role(v, i, DH_R_SOLO + DH_NEWSLETTER) |
                        dh_view_role(v, i, DH_R_TOPIC + DH_VIDEO) |
                        dh_view_role(v, i, DH_R_SOLO + DH_VIDEO);
        bool quote = dh_view_sign(v, i) && dh_sight_quote(ws->w[i].cp);
        names |= (kind & own) != 0;
        to = quote ? i : to;
        from = quote && !from ? i : from;
    }
    return names && to > from + 1 && to - from <= (film ? HEADLINE : WORDS) + 1u &&
           ws->w[to - 1].cp != ',';
}

/* The signs that the line ends with, the last one first. */
static void read_end(struct dh_str text, struct dh_sight *s, const struct shape *n)
{
    uint32_t cp;
    for (size_t at = text.n; at;) {
        at -= dh_utf8_back(text, at, &cp);
        if (dh_utf8_stop(cp)) {
            s->flags |= DH_S_STOP;
            if (n->unknown * 3 >= n->smalls && n->unknown && s->words >= 4)
                s->flags |= DH_S_PROSE;
            return;
        }
        if (dh_counts_colon(cp)) {
            s->flags |= DH_S_COLON;
            return;
        }
        if (dh_sight_quote(cp) && s->words > 6)
            s->flags |= DH_S_QUOTED;
        if (!dh_sight_quote(cp) && cp != ')' && cp != 0x2019 && cp != '\'' && !is_blank(cp))
            return;
    }
}

/* "Light: Ted Vane", a row of a list. */
static bool is_pair(const struct dh_tokens *ws)
{
    enum { LABEL = 3, VALUE = 10 };
    uint32_t i = 0;
    while (i < ws->n && (ws->w[i].flags & DH_T_PUNCT)) /* a bullet */
        i++;
    uint32_t from = i;
    while (i < ws->n && !(ws->w[i].flags & DH_T_PUNCT))
        i++;
    uint32_t label = i - from;
    if (i + 2 < ws->n && ws->w[i].cp == '(' && ws->w[i + 2].cp == ')')
        i += 3; /* "Ann Tarrant (Green): 4,211" */
    return ws->whole && label && label <= LABEL && i + 1 < ws->n && ws->n - i <= VALUE &&
           (ws->w[i].cp == ':' || ws->w[i].cp == 0xFF1A) && !(ws->w[i + 1].flags & DH_T_PUNCT);
}

void dh_shape_read(const struct dh_view *v, struct dh_str text, struct dh_sight *s)
{
    struct shape n = { 0 };
    for (uint32_t i = 0; i < v->words->n; i++) {
        if (v->words->w[i].flags & DH_T_PUNCT)
            read_sign(v, i, s, &n);
        else
            read_word(v, i, s, &n);
    }
    if (n.quotes == 2 && !n.said && quotes_title(v))
        s->flags &= (uint16_t)~DH_S_SAY;
    if (n.caps && n.lower == 0)
        s->flags |= DH_S_CAPS;
    if (s->words == 0)
        s->flags |= DH_S_EMPTY;
    if (n.wide * 2 > s->words)
        s->flags |= DH_S_WIDE;
    read_end(text, s, &n);
    if (!(s->flags & DH_S_STOP) && is_pair(v->words))
        s->flags |= DH_S_PAIR;
}

void dh_shape_words(const struct dh_view *v, struct dh_sight *s)
{
    const uint32_t chrome_roles =
        1u << DH_R_VERB | 1u << DH_R_NOUN | 1u << DH_R_NETWORK | 1u << DH_R_SECTION | DH_KIND_ROLES;
    const uint32_t *roles = v->marks->roles;
    unsigned words = v->words->n - v->words->n_signs, glue = 0, chrome = 0, known = 0;
    for (uint32_t i = 0; i < v->words->n; i++) { /* without a branch: many words at once */
        unsigned is_glue = roles[i] >> DH_R_GLUE & 1;
        glue += is_glue;
        chrome += ((roles[i] & chrome_roles) != 0) & ~is_glue;
        known += roles[i] != 0;
    }
    if (words == 0)
        return;
    s->glue = (uint16_t)(glue * 1000 / words);
    s->chrome = (uint16_t)(chrome * 1000 / words);
    s->known = (uint16_t)(known * 1000 / words);
}

/* Whether a sign of credits, or two blanks, stand near the end of a text of middling length. */
static bool ends_with_signs(struct dh_str text)
{
    enum { NEAR = 70 };
    _Static_assert(NEAR < (int)DH_SIGHT_SURE, "the text has so many bytes");
    const char *p = text.p + text.n - NEAR, *last = text.p + text.n - 1 - 16;
    dh_sixteen found = { 0 };
    for (;; p = last - p < 16 ? last : p + 16) {
        dh_sixteen x = dh_sixteen_load(p), next = dh_sixteen_load(p + 1);
        found |= dh_sixteen_equal(x, '(') | dh_sixteen_equal(x, '/') | dh_sixteen_equal(x, '|') |
                 dh_sixteen_equal(x, '[') | dh_sixteen_equal(x, 0xA9) | dh_sixteen_equal(x, ':') |
                 (dh_sixteen_equal(x, ' ') & dh_sixteen_equal(next, ' '));
        if (p == last)
            return dh_sixteen_bits(found) != 0;
    }
}

bool dh_shape_ends_as_prose(struct dh_str text)
{
    char last = text.p[text.n - 1];
    bool quote = text.n > 3 && (unsigned char)last >= 0x9C &&
                 (unsigned char)text.p[text.n - 3] == 0xE2; /* a typographic one, or an ellipsis */
    return (last == '.' || last == '"' || last == '?' || quote) && !ends_with_signs(text);
}

bool dh_shape_begins_as_prose(const struct dh_view *v)
{
    enum { WORDS = 8, BYTES = 60 };
    const uint32_t tell = 1u << DH_R_PICTURE | 1u << DH_R_BY | 1u << DH_R_LABEL | 1u << DH_R_STAMP |
                          DH_KIND_ROLES | DH_OWN_ROLES;
    for (uint32_t i = 0; i < v->words->n && i < WORDS; i++) {
        const struct dh_token *w = &v->words->w[i];
        if (w->at + w->n > BYTES)
            break;
        if ((w->flags & (DH_T_WIDE | DH_T_CAPS)) || w->cp == '>' || w->cp == 0xA9)
            return false;
        if (v->marks->roles[i] & (i ? tell : tell | 1u << DH_R_VERB))
            return false;
    }
    return true;
}
