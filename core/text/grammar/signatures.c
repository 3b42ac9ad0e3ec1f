/* SPDX-License-Identifier: MIT */
#include "text/grammar/signatures.h"

#include "text/cues/persons.h"
#include "text/grammar/bylines.h"
#include "text/words/counts.h"

/* "E-mail: name@site.example": behind the label, in which ways of writing stand. */
static struct dh_str behind_label(const struct dh_view *v)
{
    const struct dh_tokens *ws = v->words;
    uint32_t end = ws->n ? dh_view_end(v, 0) : 0;
    if (end + 1 >= ws->n || !dh_counts_colon(ws->w[end].cp) || !dh_view_role(v, 0, DH_R_NETWORK))
        return ws->text;
    return dh_str_sub(ws->text, ws->w[end + 1].at, ws->text.n);
}

/* "dpa/lni", "(jk, dpa)", "/dpa/": an agency, and the small letters of who wrote for it. */
static bool is_desk(const struct dh_view *v)
{
    enum { LETTERS = 4 };
    const struct dh_tokens *ws = v->words;
    bool between = ws->n >= 3 && ((ws->w[0].cp == '/' && ws->w[ws->n - 1].cp == '/') ||
                                  (ws->w[0].cp == '(' && ws->w[ws->n - 1].cp == ')'));
    uint32_t i = between, end = ws->n - between, agencies = 0, letters = 0;
    for (; i < end; i++) {
        if (dh_view_sign(v, i) && (ws->w[i].cp == '/' || (between && ws->w[i].cp == ',')))
            continue;
        agencies += dh_view_role(v, i, DH_R_AGENCY) != 0;
        letters += !dh_view_role(v, i, DH_R_AGENCY);
        if (!dh_view_role(v, i, DH_R_AGENCY) &&
            ((ws->w[i].flags & (DH_T_PUNCT | DH_T_CAP | DH_T_NUMBER | DH_T_WIDE)) ||
             ws->w[i].n > LETTERS))
            return false;
    }
    return agencies == 1 && (letters == 1 || (between && letters == 0 && ws->w[0].cp == '/'));
}

/* "(dla/fdl)": small letters of those who worked on a text, in brackets, a slash between. */
static bool is_initials(const struct dh_view *v)
{
    enum { LETTERS = 4, MOST = 7 };
    const struct dh_tokens *ws = v->words;
    uint64_t own = dh_view_own(v);
    if (ws->n < 5 || ws->n > MOST || ws->n % 2 == 0 || ws->w[0].cp != '(' ||
        ws->w[ws->n - 1].cp != ')')
        return false;
    for (uint32_t i = 1; i + 1 < ws->n; i++) {
        const struct dh_token *w = &ws->w[i];
        bool letters = !(w->flags & (DH_T_PUNCT | DH_T_CAP | DH_T_NUMBER | DH_T_NOCASE)) &&
                       w->n <= LETTERS && !(v->marks->glue[i] & own);
        if (i % 2 ? !letters : w->cp != '/')
            return false;
    }
    return true;
}

/* "Orla Finch, finch@courier.example", "Orla Finch (finch@courier.example)": behind the name and
 * its sign. */
static struct dh_str behind_name(const struct dh_view *v)
{
    const struct dh_tokens *ws = v->words;
    uint32_t i = ws->n ? dh_name_end(v->marks, 0) : 0;
    if (i == 0 || i >= ws->n)
        return ws->text;
    bool open = ws->w[i].cp == '(';
    if (dh_view_sign(v, i) && (open || ws->w[i].cp == ',' || ws->w[i].cp == '|' ||
                               ws->w[i].cp == '-' || ws->w[i].cp == 0x2013))
        i++;
    if (i >= ws->n || !(open || (ws->w[i].flags & DH_T_SPACE)))
        return ws->text;
    bool shut = open && ws->w[ws->n - 1].cp == ')';
    size_t at = ws->w[i].at, end = shut ? ws->w[ws->n - 1].at : ws->text.n;
    return dh_str_sub(ws->text, at, end - at);
}

bool dh_signature_read(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    if (ws->whole && dh_byline_handle(v))
        return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.signature"), DH_IF_APART | DH_IF_COMPANY);
    struct dh_str text = ws->whole ? behind_label(v) : ws->text;
    bool named = false;
    if (ws->whole && text.n == ws->text.n && dh_str_find_byte(text, '@') < text.n) {
        text = behind_name(v);
        named = text.n < ws->text.n;
    }
    bool one = dh_str_find_byte(text, ' ') == text.n;
    size_t at = one ? dh_str_find_byte(text, '@') : 0;
    if (at > 0 && at + 3 < text.n &&
        dh_str_find_byte(dh_str_sub(text, at, text.n), '.') < text.n - at - 1)
        return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.address"),
                            named ? DH_IF_APART | DH_IF_COMPANY : 0);
    if (ws->whole && is_desk(v))
        return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.signature"), 0);
    if (ws->whole && is_initials(v))
        return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.signature"), DH_IF_APART | DH_IF_EDGE);
    if (ws->n < 4 || ws->n > 8 || ws->w[0].cp != 0xFF08 || ws->w[ws->n - 1].cp != 0xFF09)
        return false;
    for (uint32_t i = 1; i + 1 < ws->n; i++)
        if (!(ws->w[i].flags & DH_T_WIDE))
            return false;
    return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.signature"), 0);
}
