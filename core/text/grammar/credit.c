/* SPDX-License-Identifier: MIT */
#include "text/grammar/credit.h"

#include "base/utf8.h"
#include "text/cues/persons.h"

/* What a stretch of words is made of. */
struct parts {
    unsigned labels, solos, pictures, names, agencies, joins, seps, slashes, gaps, words, colons;
    bool sign;    /* that of copyright */
    bool outlet;  /* "for" between two names */
    bool made;    /* a word of credits that says who made or gave it: "by", "courtesy" */
    bool plain;   /* a name holds a word that buttons or sentences use: it may be a heading */
    bool goes_on; /* behind a label stands such a word, or a label between two names */
    bool prose;   /* a name is as long as no name is, or holds such a word */
    bool led;     /* words written as a name is stand right before a label, as in a headline */
    bool fail;
};

static bool is_sep(uint32_t cp)
{
    return cp == '/' || cp == '|' || cp == ',' || cp == ';' || cp == '-' || cp == 0x2013 ||
           cp == 0x2014 || cp == 0xB7 || cp == 0x2022 || cp == '+' || cp == '&' || cp == 0xFF0F ||
           cp == 0x30FB || cp == 0x3001 || cp == '.';
}

static bool is_open(uint32_t cp)
{
    return cp == '(' || cp == '[' || cp == 0xFF08 || cp == 0x3010 || cp == 0xFF3B || cp == 0x3014;
}

static bool is_close(uint32_t cp)
{
    return cp == ')' || cp == ']' || cp == 0xFF09 || cp == 0x3011 || cp == 0xFF3D || cp == 0x3015;
}

static bool is_colon(uint32_t cp)
{
    return cp == ':' || cp == 0xFF1A || cp == '=' || cp == 0xFF1D;
}

static void take_sign(struct parts *p, const struct dh_token *w)
{
    if (w->cp == 0xA9) {
        p->labels++;
        p->sign = true;
    } else if (is_colon(w->cp))
        p->colons++;
    else if (is_sep(w->cp)) {
        p->seps++;
        p->slashes += w->cp == '/';
    } else if (!is_open(w->cp) && !is_close(w->cp) && w->cp != '@' && w->cp != 0x25B2 &&
               w->cp != 0x2117 && w->cp != '*' && w->cp != '>')
        p->fail = true;
}

enum { LONG = 4 }; /* bytes of the joining words that may be a sentence's: "for", "von", "from" */

static bool is_word(const struct dh_tokens *ws, uint32_t i, const char *word)
{
    return dh_str_eq(dh_str_sub(ws->text, ws->w[i].at, ws->w[i].n), dh_str_c(word));
}

/* The name at i up to an agency's name, a label or a word of credits; answers its end, i when there
 * is none. */
static uint32_t plain_name(const struct dh_marks *m, uint32_t i, uint32_t to)
{
    const struct dh_tokens *ws = m->words;
    uint32_t end = dh_name_end(m, i);
    if (end > to)
        end = to;
    for (uint32_t k = i + 1; k < end; k++)
        if (dh_marks_role(m, k, DH_R_AGENCY) || dh_marks_role(m, k, DH_R_LABEL) ||
            (dh_marks_role(m, k, DH_R_CREDIT) && ws->w[k].n > LONG) || (ws->w[k].flags & DH_T_GAP))
            return k;
    return end ? end : i;
}

/* Whether the label at i is one of pictures. */
static bool of_picture(const struct dh_marks *m, uint32_t i)
{
    return !dh_marks_role(m, i, DH_R_SOURCE);
}

/* "iFixit", "eThekwini" */
static bool has_inner_capital(const struct dh_tokens *ws, uint32_t i)
{
    for (uint32_t k = 1; k < ws->w[i].n; k++) {
        char c = ws->text.p[ws->w[i].at + k];
        if (c >= 'A' && c <= 'Z')
            return true;
    }
    return false;
}

/* Whether the name [i, end) is that of somebody whose pictures are carried through the streets. */
static bool is_saint(const struct dh_tokens *ws, uint32_t i, uint32_t end)
{
    static const char *const saints[] = { "San",    "Santa",  "Santo",   "São",   "Sant",  "Saint",
                                          "Sainte", "Virgen", "Nuestra", "Nossa", "Cristo" };
    while (i < end && !(ws->w[i].flags & DH_T_CAP))
        i++;
    for (size_t k = 0; k < DH_LEN(saints) && i < end; k++)
        if (is_word(ws, i, saints[k]))
            return true;
    return false;
}

/* Whether the label [i, end) is a word and "by" or "of", and somebody is named behind it: "Photo by
 * Orla Finch", "Fotos de archivo"; not "Photos of Whales", "Source of the Nile". */
static bool names_somebody(const struct dh_marks *m, uint32_t i, uint32_t end, uint32_t to)
{
    const struct dh_tokens *ws = m->words;
    if (end < i + 2 || (ws->w[i].flags & DH_T_WIDE))
        return false; /* a word alone; any word of characters that stand for words */
    uint32_t name = end < to ? dh_name_end(m, end) : to;
    if (name <= end)
        return end == to || dh_marks_role(m, end, DH_R_CREDIT);
    for (uint32_t k = end; k < name; k++)
        if (dh_marks_role(m, k, DH_R_AGENCY))
            return true;
    if (is_saint(ws, end, name))
        return false;
    for (uint32_t k = end; k < name; k++)
        if (dh_marks_role(m, k, DH_R_GLUE) && !dh_marks_role(m, k, DH_R_PARTICLE))
            return false;
    return name != end + 1 || (ws->w[end].flags & DH_T_NOCASE) || is_word(ws, end - 1, "by");
}

/* "fotografia de Paulo Neto": the joining word at i stands right behind a label, and a person's
 * name behind it. In English that is what a picture shows. */
static bool makes(const struct dh_marks *m, uint32_t i)
{
    const struct dh_tokens *ws = m->words;
    if (i == 0 || !dh_marks_role(m, i - 1, DH_R_LABEL) || is_word(ws, i, "of") ||
        is_word(ws, i, "for") || is_word(ws, i, "from"))
        return false;
    uint32_t end = dh_name_end(m, i + 1);
    for (uint32_t k = i + 1; k < end; k++)
        if (dh_marks_role(m, k, DH_R_GLUE) && !dh_marks_role(m, k, DH_R_PARTICLE))
            return false;
    return end > i + 2 && !is_saint(ws, i + 1, end);
}

/* "Museum Buys Photograph by Orla Finch", "Retiran la foto de Carlos Mar": neither a sign nor "and"
 * stands between a name and the label [i, end) behind it; "Herald photo by Orla Finch" is a credit.
 */
static bool is_led(const struct parts *p, const struct dh_tokens *ws, uint32_t i, uint32_t end,
                   uint32_t to)
{
    static const char *const ands[] = { "e", "y", "i", "et", "und", "and", "en", "och", "og" };
    const uint32_t no_case = DH_T_NOCASE | DH_T_WIDE;
    bool by = is_word(ws, end - 1, "by") || (end < to && is_word(ws, end, "by"));
    if (end >= to || p->names != 1 || p->labels || p->agencies ||
        (by && !(ws->w[i].flags & DH_T_CAP)) || ws->w[i - 1].flags & (DH_T_PUNCT | no_case) ||
        ws->w[i].flags & (DH_T_GAP | no_case))
        return false;
    for (size_t k = 0; k < DH_LEN(ands); k++)
        if (is_word(ws, i - 1, ands[k]))
            return false;
    return true;
}

/* Behind a label: "Bild: Eva Lind/rbb", the small letters of a station or an agency, or a name that
 * begins with a small letter. */
static bool is_short_name(const struct parts *p, const struct dh_tokens *ws, uint32_t i)
{
    if (!p->labels || (ws->w[i].flags & (DH_T_NUMBER | DH_T_WIDE)))
        return false;
    return has_inner_capital(ws, i) || (p->names && i && ws->w[i - 1].cp == '/' && ws->w[i].n <= 5);
}

/* Whether words [from, to), which are written as a name is, read like a headline in capitals. */
static bool is_prose(const struct dh_marks *m, uint32_t from, uint32_t to)
{
    enum { MOST = 4 };
    const struct dh_tokens *ws = m->words;
    uint32_t words = 0;
    for (uint32_t k = from; k < to; k++) {
        words += !(ws->w[k].flags & (DH_T_PUNCT | DH_T_WIDE));
        if ((ws->w[k].flags & DH_T_CAP) && k > from && dh_marks_role(m, k, DH_R_GLUE) &&
            !dh_marks_role(m, k, DH_R_PARTICLE))
            return true;
    }
    return words > MOST;
}

static uint32_t take_word(struct parts *p, const struct dh_marks *m, uint32_t i, uint32_t to)
{
    const struct dh_tokens *ws = m->words;
    const struct dh_token *w = &ws->w[i];
    uint32_t end = m->end[i] && m->end[i] <= to ? m->end[i] : i + 1;
    if (dh_marks_role(m, i, DH_R_AGENCY) &&
        (w->flags & (DH_T_CAP | DH_T_NOCASE | DH_T_WIDE) || p->labels || p->names)) {
        p->agencies++;
        return end;
    }
    if (dh_marks_role(m, i, DH_R_SOLOLABEL)) {
        p->labels++;
        p->solos++;
        p->pictures += of_picture(m, i);
        return end;
    }
    if (dh_marks_role(m, i, DH_R_LABEL)) {
        p->led |= is_led(p, ws, i, end, to);
        p->labels++;
        p->pictures += of_picture(m, i);
        /* "Fot. Name": a label that is cut short needs no colon; "pic.site.com" is none */
        p->colons += end + 1 < to && ws->w[end].cp == '.' && !(ws->w[end].flags & DH_T_SPACE) &&
                     (ws->w[end + 1].flags & (DH_T_SPACE | DH_T_CAP));
        bool named = names_somebody(m, i, end, to); /* "Photo by", "Image courtesy of" */
        p->colons += named && !p->led;
        p->goes_on |= !named && end >= i + 2 && end < to; /* "Photos of Whales" */
        p->fail |= end + 1 < to && ws->w[end].cp == '.' &&
                   !(ws->w[end + 1].flags & (DH_T_SPACE | DH_T_CAP | DH_T_NOCASE | DH_T_PUNCT));
        return end;
    }
    if (dh_marks_role(m, i, DH_R_CREDIT)) {
        p->joins++;
        p->goes_on |= p->labels > 0;
        p->outlet |= p->names > 0 && (is_word(ws, i, "for") || is_word(ws, i, "via"));
        p->made |= w->n > LONG || is_word(ws, i, "by") || makes(m, i);
        return end;
    }
    if ((w->flags & DH_T_NUMBER) && w->n == 4 && p->labels)
        return i + 1; /* a year */
    end = plain_name(m, i, to);
    if (end == i && is_short_name(p, ws, i)) {
        p->agencies++;
        return i + 1;
    }
    if (end == i) {
        p->fail = true;
        return i + 1;
    }
    for (uint32_t k = i; k < end && p->names == 0; k++)
        p->plain |= dh_marks_role(m, k, DH_R_GLUE) || dh_marks_role(m, k, DH_R_VERB) ||
                    dh_marks_role(m, k, DH_R_NOUN);
    p->plain |= p->names == 0 && (end == i + 1 || end > i + 4);
    p->prose |= is_prose(m, i, end);
    p->goes_on |= p->labels > 0 && p->names > 0;
    p->names++;
    return end;
}

static struct parts read_parts(const struct dh_marks *m, uint32_t from, uint32_t to)
{
    const struct dh_tokens *ws = m->words;
    struct parts p = { 0 };
    p.fail = to - from > DH_CREDIT_WORDS;
    for (uint32_t i = from; i < to && !p.fail;) {
        const struct dh_token *w = &ws->w[i];
        if (i > from && (w->flags & DH_T_GAP))
            p.gaps++;
        if (w->flags & DH_T_PUNCT) {
            take_sign(&p, w);
            i++;
            continue;
        }
        p.words++;
        i = take_word(&p, m, i, to);
    }
    return p;
}

/* "Orla Finch for The Gazette", "Orla Finch for Marrow News", and not "World Cup for Marrow
 * Island": a person of two words or three, none of which tables know, and a house that is one by
 * its name. */
static bool is_made_for(const struct dh_marks *m, uint32_t from, uint32_t to)
{
    enum { LEAST = 2, MOST = 3 };
    const struct dh_tokens *ws = m->words;
    uint32_t i = from;
    for (; i < to && !dh_marks_role(m, i, DH_R_CREDIT); i++)
        if (m->entry[i] && !dh_marks_role(m, i, DH_R_PARTICLE))
            return false;
    if (i < from + LEAST || i > from + MOST || i + 1 >= to)
        return false;
    bool house = is_word(ws, i + 1, "The") || dh_marks_role(m, to - 1, DH_R_NOUN);
    for (uint32_t k = i + 1; k < to; k++)
        house |= has_inner_capital(ws, k);
    return house;
}

/* "The pictures", "In the picture": words that may be all of a heading, behind an article. */
static bool is_heading(const struct parts *p, bool bracket)
{
    enum { WORDS = 4 };
    return p->words <= WORDS && !bracket && !p->colons && !p->agencies && !p->slashes && !p->gaps;
}

/* What every credit has one of: a word of credits, or a sign that opens or is one. Most lines have
 * none, and are not read. */
static bool may_be_credit(const struct dh_marks *m)
{
    const struct dh_tokens *ws = m->words;
    const uint32_t roles =
        1u << DH_R_LABEL | 1u << DH_R_SOLOLABEL | 1u << DH_R_AGENCY | 1u << DH_R_CREDIT;
    const uint64_t signs = dh_sign_bit('(') | dh_sign_bit('[') | dh_sign_bit(0xFF08) |
                           dh_sign_bit(0x3010) | dh_sign_bit(0xFF3B) | dh_sign_bit(0x3014) |
                           dh_sign_bit(0xA9);
    return (m->any_roles & roles) || (ws->any_signs & signs);
}

enum dh_credit dh_credit_whole(const struct dh_marks *m, uint32_t from, uint32_t to,
                               const char **form)
{
    const struct dh_tokens *ws = m->words;
    *form = "";
    if (!may_be_credit(m))
        return DH_CREDIT_NONE;
    struct parts p = read_parts(m, from, to);
    bool bracket = to > from && is_open(ws->w[from].cp);
    *form = bracket ? "bracket" : p.labels ? "label" : p.gaps ? "blanks" : "slash";
    if (p.fail || p.names > 5 || p.names + p.agencies + p.solos + p.labels == 0)
        return DH_CREDIT_NONE;
    if (p.pictures && p.names + p.agencies + p.joins + p.solos && p.names <= 4 &&
        (p.colons || bracket || p.slashes || p.agencies || p.solos))
        return DH_CREDIT_PICTURE;
    if (p.solos && p.names + p.agencies <= 3)
        return DH_CREDIT_STRONG;
    if (p.labels && is_heading(&p, bracket) && dh_marks_role(m, from, DH_R_GLUE))
        return DH_CREDIT_NONE;
    if (p.labels && (p.names || p.agencies) && p.names <= 4) {
        /* where nothing is written as a name is, a label and words are what any line is */
        bool caseless = ws->w[from].flags & (DH_T_NOCASE | DH_T_WIDE);
        bool sure = caseless ? p.labels > 1 : p.made && !p.led; /* "reporter A taken" */
        if (p.colons || p.agencies || bracket || p.sign || sure ||
            (p.labels > 1 && dh_marks_role(m, from, DH_R_LABEL)))
            return DH_CREDIT_STRONG;
        *form = p.prose || (p.led && p.goes_on) ? "title" : p.goes_on ? "inner" : *form;
        return caseless ? DH_CREDIT_NONE : DH_CREDIT_WEAK;
    }
    if (p.labels && p.joins)
        return DH_CREDIT_STRONG; /* "Photo by -", "Supplied Image" */
    /* "(Dana Whitlow/Saltmere Press)": a person and whom the picture was made for */
    if (bracket && p.names == 2 && p.slashes == 1 && p.seps == 1 && !p.plain && !p.agencies)
        return DH_CREDIT_STRONG;
    if (p.agencies && p.names && (p.seps || p.gaps || p.joins || bracket))
        return DH_CREDIT_STRONG;
    if (p.agencies && (p.names <= 1))
        return p.names ? DH_CREDIT_WEAK : DH_CREDIT_STRONG;
    if (p.joins && p.agencies)
        return DH_CREDIT_STRONG;
    if (p.outlet && p.names == 2 && !p.labels && !p.plain && !p.prose && p.agencies == 0) {
        *form = is_made_for(m, from, to) ? *form : "outlet";
        return DH_CREDIT_WEAK;
    }
    return DH_CREDIT_NONE;
}

/* Whether a credit may begin at word k of a longer text. */
static bool is_boundary(const struct dh_marks *m, uint32_t k)
{
    const struct dh_tokens *ws = m->words;
    const struct dh_token *w = &ws->w[k], *before = &ws->w[k - 1];
    if (w->flags & DH_T_PUNCT)
        return is_open(w->cp) || w->cp == 0xA9 || w->cp == '|' ||
               (w->cp == '/' && (w->flags & DH_T_SPACE)) ||
               (dh_utf8_dash(w->cp) && (w->flags & DH_T_SPACE)) || w->cp == 0xFF1D || w->cp == '@';
    if (w->flags & DH_T_GAP)
        return true;
    bool label = dh_marks_role(m, k, DH_R_LABEL) || dh_marks_role(m, k, DH_R_SOLOLABEL);
    uint32_t end = label ? m->end[k] : ws->n;
    if (end < ws->n &&
        (is_colon(ws->w[end].cp) || ws->w[end].cp == '/' || dh_marks_role(m, end, DH_R_CREDIT)))
        return true;
    if (before->flags & DH_T_PUNCT)
        return dh_utf8_stop(before->cp) || is_close(before->cp) || before->cp == 0x201D ||
               before->cp == '"';
    return !label && (w->flags & DH_T_CAP);
}

/* "The mole on Monday. Photo Orla Finch": a label of pictures behind a sentence, and a name of two
 * words or three to the end. */
static bool is_labelled_name(const struct dh_marks *m, uint32_t k, uint32_t to)
{
    const struct dh_tokens *ws = m->words;
    uint32_t before = ws->w[k - 1].cp;
    if (!(ws->w[k].flags & DH_T_CAP) ||
        !(before == '.' || before == '-' || before == '|' || before == '/') ||
        !dh_marks_role(m, k, DH_R_LABEL) || !of_picture(m, k))
        return false;
    uint32_t name = m->end[k], end = name < to ? dh_name_end(m, name) : 0;
    for (uint32_t i = name; i < end; i++)
        if (ws->w[i].flags & DH_T_CAP ? dh_marks_role(m, i, DH_R_GLUE) != 0
                                      : !dh_marks_role(m, i, DH_R_PARTICLE))
            return false;
    return end == to && to >= name + 2 && to <= name + 3;
}

/* "The mole on Monday. / Orla Finch": a slash with blanks behind a sentence, and a name of two
 * words or three, none of them one that tables know, to the end. */
static bool is_slashed_name(const struct dh_marks *m, uint32_t k, uint32_t to)
{
    const struct dh_tokens *ws = m->words;
    if (ws->w[k].cp != '/' || !(ws->w[k].flags & DH_T_PUNCT) || ws->w[k - 1].cp != '.' ||
        k + 1 >= to || !(ws->w[k + 1].flags & DH_T_SPACE))
        return false;
    uint32_t end = dh_name_end(m, k + 1);
    for (uint32_t i = k + 1; i < end; i++)
        if ((ws->w[i].flags & (DH_T_PUNCT | DH_T_NUMBER | DH_T_NOCASE)) || m->entry[i])
            return false;
    return end == to && to >= k + 3 && to <= k + 4;
}

/* A boundary that is no sign at all: two or three capitalised words, a sign, an agency to the end.
 */
static bool is_bare(const struct dh_tokens *ws, uint32_t k)
{
    const struct dh_token *w = &ws->w[k], *before = &ws->w[k - 1];
    return !(w->flags & (DH_T_PUNCT | DH_T_GAP)) && !(before->flags & DH_T_PUNCT);
}

enum dh_credit dh_credit_suffix(const struct dh_marks *m, uint32_t *from, const char **form)
{
    const struct dh_tokens *ws = m->words;
    enum dh_credit best = DH_CREDIT_NONE;
    uint32_t to = ws->n, low = to > DH_CREDIT_WORDS ? to - DH_CREDIT_WORDS : 0;
    bool slash = (ws->any_signs & dh_sign_bit('/')) != 0;
    if (!ws->whole || !(slash || may_be_credit(m)))
        return DH_CREDIT_NONE;
    while (to && ws->w[to - 1].cp == '.' && (ws->w[to - 1].flags & DH_T_PUNCT))
        to--;
    for (uint32_t k = to; k-- > (low > 2 ? low : 2);) {
        const char *shape;
        if (k == 2 && !is_open(ws->w[k].cp))
            break; /* before it stands a name */
        if (!is_boundary(m, k))
            continue;
        enum dh_credit got = dh_credit_whole(m, k, to, &shape);
        if (got == DH_CREDIT_WEAK && is_labelled_name(m, k, to))
            got = DH_CREDIT_PICTURE;
        if (got == DH_CREDIT_NONE && is_slashed_name(m, k, to))
            got = DH_CREDIT_STRONG;
        if (got == DH_CREDIT_NONE) {
            if (ws->w[k - 1].cp == '.' && best)
                break; /* a sentence lies before it: nothing further back can be the credit */
            continue;
        }
        if (is_bare(ws, k) && !dh_marks_role(m, k, DH_R_LABEL)) {
            struct parts p = read_parts(m, k, to);
            if (best || got < DH_CREDIT_STRONG || p.names != 1 || p.agencies == 0 ||
                !(p.seps || p.gaps))
                continue;
        }
        if (got >= best || got >= DH_CREDIT_STRONG) { /* "(AP" before "Photo/Orla Finch)" */
            best = got > best ? got : best;
            *from = k;
            *form = shape;
        }
    }
    return best;
}
