/* SPDX-License-Identifier: MIT */
#include "text/grammar/menus.h"

#include "base/utf8.h"
#include "text/view/cover.h"
#include "text/words/counts.h"

enum { MENU_WORDS = 40 }; /* no form has more; a script without spaces counts characters */

/* A sign between the parts of a trail: "Home > News". */
static bool is_step(uint32_t cp)
{
    return cp == '>' || cp == 0xBB || cp == 0x203A || cp == 0x2192;
}

/* One between the parts of a bar. */
static bool is_bar(uint32_t cp)
{
    return cp == '|' || cp == 0xFF5C || cp == 0xB7 || cp == 0x2022 || cp == 0x30FB;
}

/* With a blank on either side, or at the line's end. */
static bool stands_free(const struct dh_tokens *ws, uint32_t i)
{
    return (ws->w[i].flags & DH_T_SPACE) && (i + 1 == ws->n || (ws->w[i + 1].flags & DH_T_SPACE));
}

/* Joins words where no blank stands beside it: "Tee\u00b7Kaffee". */
static bool joins(uint32_t cp)
{
    return cp == 0xB7 || cp == 0x30FB;
}

/* Signs between sections alone: their names say what they are. Without signs nothing but sections,
 * above the headline. */
bool dh_menu_sections(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 12, OTHERS = 6 };
    const struct dh_tokens *ws = v->words;
    const uint64_t own = v->lang < 0 ? DH_LANG_ANY : dh_view_own(v);
    unsigned seps = 0, others = 0, sections = 0;
    if (s->words > WORDS || !dh_view_role(v, 0, DH_R_SECTION))
        return false;
    for (uint32_t i = 0; i < ws->n;) {
        if (dh_view_sign(v, i)) {
            uint32_t cp = ws->w[i].cp;
            bool sep = is_step(cp) || is_bar(cp) || cp == '/' || cp == 0xFF0F;
            seps += sep && (!joins(cp) || stands_free(ws, i));
            i++;
            continue;
        }
        bool section = (dh_view_role(v, i, DH_R_SECTION) & own) != 0;
        sections += section;
        others += !dh_view_role(v, i, DH_R_SECTION);
        i = dh_view_end(v, i);
    }
    if (!seps && sections && others == 0 && !(s->flags & (DH_S_STOP | DH_S_SIGNS))) {
        s->named = true; /* "World Politics" */
        return dh_sight_say(s, DH_TAGS, DH_STR("grammar.breadcrumb"),
                            DH_IF_HEAD | DH_IF_COMPANY | (sections == 1 ? DH_IF_EDGE : 0));
    }
    return seps && others <= OTHERS && dh_sight_say(s, DH_TAGS, DH_STR("grammar.breadcrumb"), 0);
}

/* What a line is cut into by signs, each with a blank on either side: without, they join words,
 * or quote them as Swedish and Finnish do. */
struct parts {
    unsigned n;        /* parts; 0: one is empty or too long, or holds what none does */
    unsigned known;    /* that hold a word of a kind */
    enum dh_kind kind; /* of the first such word; DH_STORY: none */
};

/* The kind that the phrase at word i is about, in the text's language or English; DH_STORY: none.
 */
static enum dh_kind kind_at(const struct dh_view *v, uint32_t i)
{
    uint64_t langs = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang | 1;
    if (!(v->marks->roles[i] & DH_KIND_ROLES))
        return DH_STORY;
    for (uint32_t k = 1; k < DH_KINDS; k++)
        if ((dh_view_role(v, i, DH_R_SOLO + k) | dh_view_role(v, i, DH_R_TOPIC + k)) & langs)
            return (enum dh_kind)k;
    return DH_STORY;
}

static struct parts cut(const struct dh_view *v, bool is_sign(uint32_t), unsigned words_max,
                        unsigned wide_max)
{
    const struct dh_tokens *ws = v->words;
    struct parts p = { .n = 1 };
    unsigned words = 0;
    bool known = false;
    for (uint32_t i = 0; i < ws->n;) {
        const struct dh_token *w = &ws->w[i];
        if (dh_view_sign(v, i) && is_sign(w->cp) && stands_free(ws, i)) {
            if (words == 0)
                return (struct parts){ 0 };
            p.n++;
            words = 0;
            known = false;
            i++;
            continue;
        }
        if (dh_view_sign(v, i)) {
            if (dh_counts_quote(w->cp) || w->cp == '?' || w->cp == '!')
                return (struct parts){ 0 };
            words -= dh_counts_colon(w->cp) ? words : 0; /* a label before the first */
            i++;
            continue;
        }
        enum dh_kind kind = kind_at(v, i);
        if (kind && !known)
            p.known++;
        known |= kind != DH_STORY;
        if (p.kind == DH_STORY)
            p.kind = kind;
        for (uint32_t end = dh_view_end(v, i); i < end; i++)
            words += !dh_view_sign(v, i);
        if ((w->flags & DH_T_NUMBER) || words > (w->flags & DH_T_WIDE ? wide_max : words_max))
            return (struct parts){ 0 };
    }
    return words ? p : (struct parts){ 0 };
}

static bool trail(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 14, PART = 4, PART_WIDE = 10 };
    if (!v->words->whole || s->words > WORDS * (s->flags & DH_S_WIDE ? 2 : 1) ||
        (s->flags & (DH_S_STOP | DH_S_SAY)) || dh_view_sign(v, 0))
        return false;
    struct parts p = cut(v, is_step, PART, PART_WIDE);
    if (p.n < 2)
        return false;
    s->named = p.n == 2; /* "Lisbon > London" */
    return dh_sight_say(s, DH_TAGS, DH_STR("grammar.breadcrumb"),
                        DH_IF_APART | (s->named ? DH_IF_COMPANY : 0));
}

static bool bar(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 16, PART = 3, PART_WIDE = 6 };
    if (!v->words->whole || s->words > WORDS || (s->flags & (DH_S_STOP | DH_S_SAY | DH_S_COLON)))
        return false;
    struct parts p = cut(v, is_bar, PART, PART_WIDE);
    if (p.n < 2 || p.known * 3 < p.n)
        return false;
    return dh_sight_say(s, p.kind, DH_STR("grammar.menu"), DH_IF_APART);
}

/* "Keep reading:", "Now playing -": behind what announces stories or players, and its sign; 0:
 * the line does not begin so. */
static uint32_t announced(const struct dh_view *v, enum dh_kind *kind)
{
    static const enum dh_kind kinds[] = { DH_RELATED, DH_VIDEO };
    const struct dh_tokens *ws = v->words;
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang;
    uint32_t end = dh_view_end(v, 0);
    if (end + 1 >= ws->n || !dh_view_sign(v, end))
        return 0;
    uint32_t cp = ws->w[end].cp;
    if (!dh_counts_colon(cp) && cp != '|' && cp != 0x2192 &&
        !(dh_utf8_dash(cp) && (ws->w[end].flags & DH_T_SPACE)))
        return 0;
    for (size_t i = 0; i < DH_LEN(kinds); i++)
        if (dh_view_role(v, 0, DH_R_SOLO + kinds[i]) & own) {
            *kind = kinds[i];
            return end + 1;
        }
    return 0;
}

/* Whether the phrase at word i stands in buttons of the language, or tells of other stories. */
static bool goes_in_label(const struct dh_view *v, uint32_t i, uint64_t own, bool *tells)
{
    bool related = ((dh_view_role(v, i, DH_R_TOPIC + DH_RELATED) |
                     dh_view_role(v, i, DH_R_SOLO + DH_RELATED)) &
                    own) != 0;
    *tells |= related;
    return related || ((dh_view_role(v, i, DH_R_VERB) | dh_view_role(v, i, DH_R_NOUN) |
                        dh_view_role(v, i, DH_R_GLUE)) &
                       own);
}

/* "You can also read: Storm closes the bridge": words of buttons up to a colon, one of which tells
 * of other stories, and behind it several words from a capital on. */
static bool is_lead(const struct dh_view *v)
{
    enum { LABEL = 6, LABEL_WIDE = 10, LEAST = 3, LEAST_WIDE = 6 };
    const struct dh_tokens *ws = v->words;
    uint64_t own = dh_view_own(v);
    bool tells = false, wide = ws->w[0].flags & DH_T_WIDE;
    uint32_t i = 0, most = wide ? (uint32_t)LABEL_WIDE : (uint32_t)LABEL;
    while (i < ws->n && !dh_view_sign(v, i) && goes_in_label(v, i, own, &tells))
        i = dh_view_end(v, i);
    return tells && i > 1 && i <= most && i < ws->n && dh_counts_colon(ws->w[i].cp) &&
           i + (wide ? (uint32_t)LEAST_WIDE : (uint32_t)LEAST) < ws->n &&
           (ws->w[i + 1].flags & (DH_T_CAP | DH_T_NOCASE | DH_T_WIDE));
}

/* "Poll: Should the bridge open again?": a word of polls and comments, a colon and a question. */
static bool is_poll(const struct dh_view *v)
{
    const struct dh_tokens *ws = v->words;
    uint64_t own = dh_view_own(v);
    uint32_t end = dh_view_end(v, 0), last = ws->w[ws->n - 1].cp;
    return dh_utf8_question(last) && end + 1 < ws->n && dh_counts_colon(ws->w[end].cp) &&
           ((dh_view_role(v, 0, DH_R_SOLO + DH_COMMENTS) |
             dh_view_role(v, 0, DH_R_TOPIC + DH_COMMENTS)) &
            own);
}

static bool title(const struct dh_view *v, struct dh_sight *s)
{
    enum { TITLE = 20, TAGS = 5, TAGS_WIDE = 10 };
    enum dh_kind kind = DH_STORY;
    if (!v->words->whole || dh_view_sign(v, 0) || (s->flags & (DH_S_SAY | DH_S_QUOTED)))
        return false;
    bool line = s->words <= TITLE * (s->flags & DH_S_WIDE ? 2 : 1);
    if (line && !(s->flags & DH_S_STOP) && announced(v, &kind))
        return dh_sight_say(s, kind, DH_STR("grammar.title"), 0);
    s->named = true; /* what stands behind the label may be the headline, with it */
    if (line && !(s->flags & DH_S_STOP) && is_lead(v))
        return dh_sight_say(s, DH_RELATED, DH_STR("grammar.title"), DH_IF_COMPANY);
    if (line && is_poll(v))
        return dh_sight_say(s, DH_COMMENTS, DH_STR("grammar.title"), DH_IF_APART | DH_IF_COMPANY);
    s->named = false;
    uint64_t own = dh_view_sure(v);
    uint32_t end = dh_view_end(v, 0);
    if (s->words > (s->flags & DH_S_WIDE ? TAGS_WIDE : TAGS) || (s->flags & DH_S_STOP) ||
        (end < v->words->n && v->words->w[end].cp == ',') ||
        !(dh_view_role(v, 0, DH_R_SOLO + DH_TAGS) & own))
        return false;
    return dh_sight_say(s, DH_TAGS, DH_STR("grammar.title"), DH_IF_APART);
}

/* Behind the question of a line: what the reader is to do. */
struct order {
    uint32_t words, tells;
    uint32_t others; /* words of no button */
    bool address;    /* one to write to: who asks says that and more */
    bool number;     /* of a telephone, or a room */
    enum dh_kind kind;
};

/* Behind the mark of the first question. */
static uint32_t question_end(const struct dh_tokens *ws)
{
    uint32_t i = 0;
    while (i < ws->n && !dh_utf8_question(ws->w[i].cp))
        i++;
    return i + 1;
}

static bool of_button(const struct dh_view *v, uint32_t i, uint64_t own)
{
    return (v->words->w[i].flags & DH_T_NUMBER) || dh_view_role(v, i, DH_R_NETWORK) ||
           ((dh_view_role(v, i, DH_R_VERB) | dh_view_role(v, i, DH_R_NOUN) |
             dh_view_role(v, i, DH_R_GLUE)) &
            own);
}

/* Reads what stands at word i and answers what is behind it; 0: no order holds it. */
static uint32_t read_order(struct order *o, const struct dh_view *v, uint32_t i, uint64_t own)
{
    uint32_t cp = v->words->w[i].cp, end = dh_cover_address(v->words, i);
    if (dh_view_sign(v, i))
        return cp == '.' || cp == '!' || cp == '@' || cp == ',' || cp == 0x3002 ? i + 1 : 0;
    if (end > i) {
        o->address = true;
        return end;
    }
    enum dh_kind told = kind_at(v, i);
    end = dh_view_end(v, i);
    o->kind = told ? told : o->kind;
    o->number |= (v->words->w[i].flags & DH_T_NUMBER) != 0;
    o->tells += told || (dh_view_role(v, i, DH_R_VERB) & own);
    o->words += end - i;
    o->others += !told && !of_button(v, i, own);
    return end;
}

static bool asks(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 16, WORDS_WIDE = 20, ORDER = 5, ORDER_WIDE = 10, OTHERS = 2 };
    const struct dh_tokens *ws = v->words;
    bool wide = s->flags & DH_S_WIDE;
    uint64_t own = dh_view_own(v);
    struct order o = { .kind = DH_PROMO };
    if (!ws->whole || s->words > (wide ? (uint32_t)WORDS_WIDE : (uint32_t)WORDS) ||
        (s->flags & (DH_S_SAY | DH_S_QUOTED)))
        return false;
    for (uint32_t i = question_end(ws); i < ws->n;) {
        i = read_order(&o, v, i, own);
        if (i == 0)
            return false;
    }
    if (o.number && !o.address && (s->flags & DH_S_STOP))
        return false; /* "Did you see anything? Call 555 0143.": the police ask in sentences */
    return (o.tells || o.address) && o.others <= (o.address ? (uint32_t)OTHERS : 0) &&
           o.words <= (wide ? (uint32_t)ORDER_WIDE : (uint32_t)ORDER) &&
           dh_sight_say(s, o.kind, DH_STR("grammar.asks"), DH_IF_APART | DH_IF_COMPANY);
}

/* The forms, in the order they are asked in, with the signs or roles one of which each holds. */
static const struct form {
    bool (*read)(const struct dh_view *, struct dh_sight *);
    uint32_t signs[5], roles;
} forms[] = {
    { trail, { '>', 0xBB, 0x203A, 0x2192 }, 0 },
    { bar, { '|', 0xFF5C, 0xB7, 0x2022, 0x30FB }, 0 },
    { title, { 0 }, DH_KIND_ROLES },
    { asks, { '?', 0xFF1F, 0x61F }, 0 },
};

static bool may_fit(const struct form *f, const struct dh_view *v)
{
    uint64_t signs = 0;
    for (size_t i = 0; i < DH_LEN(f->signs) && f->signs[i]; i++)
        signs |= dh_sign_bit(f->signs[i]);
    return (v->words->any_signs & signs) || (v->marks->any_roles & f->roles);
}

bool dh_menus_read(const struct dh_view *v, struct dh_sight *s)
{
    if (s->words > MENU_WORDS)
        return false;
    for (size_t i = 0; i < DH_LEN(forms); i++) {
        if (!may_fit(&forms[i], v))
            continue;
        if (forms[i].read(v, s) && dh_view_on(v, s->rule))
            return true;
        s->named = false;
    }
    s->kind = DH_STORY;
    s->rule = DH_STR_NONE;
    s->conditions = 0;
    return false;
}
