/* SPDX-License-Identifier: MIT */
#include "text/cues/persons.h"

#include "base/utf8.h"

/* A sign that stands inside names, without a blank before it or right behind an initial. */
static bool is_name_sign(const struct dh_tokens *ws, uint32_t i)
{
    const struct dh_token *w = &ws->w[i];
    if (!(w->flags & DH_T_PUNCT))
        return false;
    if (w->cp == '.')
        return !(w->flags & DH_T_SPACE);
    if (w->cp == '&')
        return true;
    return (w->cp == '-' || w->cp == '\'' || w->cp == 0x2019 || w->cp == '_' || w->cp == 0xB7 ||
            w->cp == 0x30FB) &&
           !(w->flags & DH_T_SPACE);
}

/* "detikPasar", "iDaily": names of sites that begin with a small letter have a capital inside. */
static bool has_inner_capital(const struct dh_tokens *ws, uint32_t i)
{
    const struct dh_token *w = &ws->w[i];
    for (uint32_t k = 1; k < w->n; k++) {
        char c = ws->text.p[w->at + k];
        if (c >= 'A' && c <= 'Z')
            return !(w->flags & DH_T_NUMBER);
    }
    return false;
}

static bool is_name_word(const struct dh_tokens *ws, uint32_t i)
{
    const struct dh_token *w = &ws->w[i];
    if (w->flags & DH_T_PUNCT)
        return false;
    if ((w->flags & (DH_T_CAP | DH_T_NOCASE)) || has_inner_capital(ws, i))
        return true;
    /* the small letters behind a sign: "rp.pl", "al-Sudani", "jean-luc" */
    return i > 0 && (ws->w[i - 1].flags & DH_T_PUNCT) && !(w->flags & DH_T_SPACE) &&
           !(w->flags & DH_T_NUMBER) && is_name_sign(ws, i - 1);
}

/* Whether word i, a character that stands right behind another, may begin a name up to the next
 * sign or blank: "记者王芳", not "记者走进渔村". */
static bool begins_glued(const struct dh_cues *c, const struct dh_tokens *ws, uint32_t i)
{
    enum { LEAST = 2, MOST = 4 };
    const struct dh_str *families = c->lists.of[DH_LIST_FAMILY];
    uint32_t end = i, cp;
    size_t n = dh_utf8_get(ws->text, ws->w[i].at, &cp);
    while (end < ws->n && (ws->w[end].flags & DH_T_WIDE) &&
           (end == i || !(ws->w[end].flags & DH_T_SPACE)))
        end++;
    return end - i >= LEAST && end - i <= MOST &&
           dh_wordlist_has(families[dh_lang_number(DH_STR("zh"))],
                           dh_str_sub(ws->text, ws->w[i].at, n));
}

bool dh_name_runs_on(const struct dh_cues *c, const struct dh_tokens *ws, uint32_t i)
{
    bool glued = i && i < ws->n && (ws->w[i].flags & DH_T_WIDE) &&
                 (ws->w[i - 1].flags & DH_T_WIDE) && !(ws->w[i].flags & DH_T_SPACE);
    return glued && !begins_glued(c, ws, i);
}

uint32_t dh_name_end(const struct dh_marks *m, uint32_t i)
{
    const struct dh_tokens *ws = m->words;
    uint32_t words = 0, end = 0, at = i;
    bool wide = false;

    if (at < ws->n && (ws->w[at].flags & DH_T_PUNCT) && ws->w[at].cp == '@')
        at++;
    for (; at < ws->n && words < (wide ? 12u : (unsigned)DH_NAME_WORDS); at++) {
        const struct dh_token *w = &ws->w[at];
        if (at > i && is_name_sign(ws, at))
            continue;
        bool handle = at == i + 1 && ws->w[i].cp == '@' && !(w->flags & DH_T_PUNCT);
        bool domain = at + 2 < ws->n && ws->w[at + 1].cp == '.' && words == 0 &&
                      !(ws->w[at + 1].flags & DH_T_SPACE) && !(ws->w[at + 2].flags & DH_T_SPACE) &&
                      !(w->flags & DH_T_PUNCT);
        bool number = (w->flags & DH_T_NUMBER) && w->n <= 3 && at + 1 < ws->n &&
                      (ws->w[at + 1].flags & DH_T_CAP) && words == 0;
        if (is_name_word(ws, at) || handle || domain) {
            words++;
            wide |= (w->flags & DH_T_WIDE) != 0;
            end = at + 1;
        } else if (number || (words && dh_marks_role(m, at, DH_R_PARTICLE))) {
            words += number;
        } else {
            break;
        }
    }
    return end;
}
