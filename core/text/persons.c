/* SPDX-License-Identifier: MIT */
#include "text/persons.h"

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

static bool is_name_word(const struct dh_tokens *ws, uint32_t i)
{
    const struct dh_token *w = &ws->w[i];
    if (w->flags & DH_T_PUNCT)
        return false;
    if (w->flags & (DH_T_CAP | DH_T_NOCASE))
        return true;
    /* the small letters behind a sign: "rp.pl", "al-Sudani", "jean-luc" */
    return i > 0 && (ws->w[i - 1].flags & DH_T_PUNCT) && !(w->flags & DH_T_SPACE) &&
           !(w->flags & DH_T_NUMBER) && is_name_sign(ws, i - 1);
}

/* Family names that most Chinese have. */
static const uint32_t families[] = {
    0x4E01, 0x4E07, 0x4E25, 0x4E8E, 0x4ED8, 0x4EFB, 0x4F55, 0x4F59, 0x4FAF, 0x51AF, 0x5218, 0x5289,
    0x5362, 0x53F2, 0x53F6, 0x5411, 0x5415, 0x5433, 0x5434, 0x5442, 0x5468, 0x5510, 0x56B4, 0x590F,
    0x59DA, 0x59DC, 0x5B54, 0x5B59, 0x5B5F, 0x5B6B, 0x5B8B, 0x5C39, 0x5D14, 0x5ED6, 0x5F20, 0x5F35,
    0x5F6D, 0x5F90, 0x6234, 0x65B9, 0x66F9, 0x66FE, 0x6731, 0x674E, 0x675C, 0x6768, 0x6797, 0x6881,
    0x694A, 0x6B66, 0x6BB5, 0x6BDB, 0x6C5F, 0x6C64, 0x6C6A, 0x6C88, 0x6E6F, 0x6F58, 0x718A, 0x738B,
    0x7530, 0x767D, 0x76E7, 0x77F3, 0x79E6, 0x7A0B, 0x7F57, 0x7F85, 0x8096, 0x80E1, 0x82CF, 0x8303,
    0x83AB, 0x842C, 0x8449, 0x8463, 0x848B, 0x8521, 0x856D, 0x859B, 0x8607, 0x8881, 0x8983, 0x8A31,
    0x8B1D, 0x8B5A, 0x8BB8, 0x8C22, 0x8C2D, 0x8CC0, 0x8CC8, 0x8D3A, 0x8D3E, 0x8D75, 0x8D99, 0x9093,
    0x90B1, 0x90B5, 0x90B9, 0x90D1, 0x90DD, 0x90ED, 0x9112, 0x9127, 0x912D, 0x91D1, 0x9322, 0x937E,
    0x949F, 0x94B1, 0x95BB, 0x95EB, 0x9646, 0x9648, 0x9673, 0x9676, 0x9678, 0x96F7, 0x97CB, 0x97D3,
    0x97E6, 0x97E9, 0x9867, 0x987E, 0x99AC, 0x99AE, 0x9A6C, 0x9AD8, 0x9B4F, 0x9EC3, 0x9EC4, 0x9ECE,
    0x9F8D, 0x9F94, 0x9F99, 0x9F9A,
};

static bool is_family(uint32_t cp)
{
    for (size_t i = 0; i < DH_LEN(families); i++)
        if (families[i] == cp)
            return true;
    return false;
}

/* Whether word i, a character that stands right behind another, may begin a name up to the next
 * sign or blank: "记者王芳", not "记者走进渔村". */
static bool begins_glued(const struct dh_tokens *ws, uint32_t i)
{
    enum { LEAST = 2, MOST = 4 };
    uint32_t end = i, cp;
    dh_utf8_get(ws->text, ws->w[i].at, &cp);
    while (end < ws->n && (ws->w[end].flags & DH_T_WIDE) &&
           (end == i || !(ws->w[end].flags & DH_T_SPACE)))
        end++;
    return end - i >= LEAST && end - i <= MOST && is_family(cp);
}

bool dh_name_runs_on(const struct dh_tokens *ws, uint32_t i)
{
    bool glued = i && i < ws->n && (ws->w[i].flags & DH_T_WIDE) &&
                 (ws->w[i - 1].flags & DH_T_WIDE) && !(ws->w[i].flags & DH_T_SPACE);
    return glued && !begins_glued(ws, i);
}

uint32_t dh_name_end(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                     uint32_t i)
{
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
        } else if (number || (words && dh_marks_role(c, m, at, DH_R_PARTICLE))) {
            words += number;
        } else {
            break;
        }
    }
    return end;
}
