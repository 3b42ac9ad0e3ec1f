/* SPDX-License-Identifier: MIT */
#include "text/grammar/bylines.h"

#include "text/cues/dates.h"
#include "text/cues/persons.h"
#include "text/words/counts.h"

enum {
    NAMES_MAX = 8,   /* authors of one text */
    HOLDER_MAX = 14, /* words of a name with what the person does */
    POST_MAX = 5     /* words of what a person does */
};

/* Signs that ask, cry or quote: no list of authors holds them. */
static bool is_speech(uint32_t cp)
{
    return cp == '?' || cp == '!' || cp == '"' || cp == 0x201C;
}

/* Between what a picture shows and its day in Japanese captions. */
static bool is_equals(uint32_t cp)
{
    return cp == '=' || cp == 0xFF1D;
}

/* "@orlafinch": behind the handle whose sign stands at word i; 0: none begins there. */
static uint32_t handle_end(const struct dh_view *v, uint32_t i)
{
    const struct dh_tokens *ws = v->words;
    if (ws->w[i].cp != '@' || i + 1 >= ws->n || (ws->w[i + 1].flags & (DH_T_SPACE | DH_T_PUNCT)))
        return 0;
    return i + 2;
}

/* A word of what a person does, which is no section ("Health") and no function word besides. */
static bool tells_post(const struct dh_view *v, uint32_t i)
{
    return dh_view_role(v, i, DH_R_JOB) && !dh_view_role(v, i, DH_R_SECTION) &&
           !dh_view_role(v, i, DH_R_GLUE);
}

/* What stands with it: sections, function words, whom it is for. */
static bool goes_with_post(const struct dh_view *v, uint32_t i)
{
    return dh_view_role(v, i, DH_R_JOB) || dh_view_role(v, i, DH_R_SECTION) ||
           dh_view_role(v, i, DH_R_GLUE) || dh_view_role(v, i, DH_R_PARTICLE) ||
           dh_view_role(v, i, DH_R_AGENCY);
}

/* A word between the names of authors: "and". */
static bool joins(const struct dh_view *v, uint32_t i)
{
    return dh_view_role(v, i, DH_R_GLUE) && !(v->words->w[i].flags & DH_T_CAP);
}

/* "By Orla Finch and Jan Wrona, in Ambreville": a small function word before a name. */
static bool is_in(const struct dh_view *v, uint32_t i)
{
    return i + 1 < v->words->n && joins(v, i) && (v->words->w[i + 1].flags & DH_T_CAP);
}

/* "记者的选择", the reporter's choice: no Chinese name holds the word of possession. */
static bool owns(const struct dh_tokens *ws, uint32_t from)
{
    for (uint32_t i = from; i < ws->n; i++)
        if (dh_str_eq(dh_str_sub(ws->text, ws->w[i].at, ws->w[i].n), DH_STR("的")))
            return true;
    return false;
}

/* "المحرر الذي لم يكتب", the editor who did not write: behind the label no colon, and function
 * words, which no name holds; between two names one may stand. */
static bool tells_of(const struct dh_view *v, uint32_t from)
{
    enum { MANY = 2 };
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : dh_view_own(v);
    unsigned glue = 0;
    if (dh_view_sign(v, from) || (v->words->w[from].flags & DH_T_WIDE))
        return false;
    for (uint32_t i = from; i < v->words->n; i++)
        glue += (v->marks->glue[i] & own) != 0;
    return (v->marks->glue[from] & own) || glue >= MANY;
}

/* Whether a byline begins with the phrase at word i. One word alone does in its own language: the
 * Dutch "De" is an article, the Romanian one is not. */
static bool introduces(const struct dh_view *v, uint32_t i)
{
    const uint64_t english = 1;
    uint64_t by = dh_view_role(v, i, DH_R_BY), own = dh_view_own(v);
    return by && (!own || dh_view_end(v, i) > i + 1 || (by & (own | english)));
}

/* "By", "von": also what crossheads begin with. */
static bool is_preposition(const struct dh_view *v, uint32_t i)
{
    return dh_view_end(v, i) == i + 1 && (v->marks->glue[i] & dh_view_own(v));
}

/* "كتب", wrote, is "books", too: one word that is the name of a thing in its language. */
static bool is_thing(const struct dh_view *v, uint32_t i)
{
    return dh_view_end(v, i) == i + 1 && (dh_view_role(v, i, DH_R_NOUN) & dh_view_own(v));
}

/* "Von Abstand bis Zoonose": the preposition of authors begins a range, whose word stands at i. */
static bool is_range(const struct dh_view *v, uint32_t i)
{
    const struct dh_token *w = &v->words->w[i];
    return v->lang >= 0 && dh_wordlist_has(v->cues->lists.of[DH_LIST_TILL][v->lang],
                                           dh_str_sub(v->words->text, w->at, w->n));
}

/* A line that is introduced so, as far as it was read. */
struct signing {
    const struct dh_view *v;
    uint32_t names;
    bool plain; /* nothing but a name stands behind a preposition */
    bool vague; /* no capital tells a name */
    bool books; /* and the line may begin with the name of a thing */
};

/* Behind what such a line may hold at word i, at least one word; i: it may not. */
static uint32_t signed_end(struct signing *k, uint32_t i)
{
    enum { NAME_MIN = 2 }; /* words of a name that nothing else tells */
    const struct dh_view *v = k->v;
    uint32_t end = k->names ? handle_end(v, i) : 0;
    if (end)
        return end;
    if (dh_view_sign(v, i)) {
        uint32_t cp = v->words->w[i].cp;
        return is_speech(cp) || (k->vague && k->names && is_equals(cp)) ? i : i + 1;
    }
    end = k->names ? dh_date_end(v->marks, i) : 0;
    if (end || dh_view_role(v, i, DH_R_JOB)) {
        k->plain = false;
        return end ? end : dh_view_end(v, i);
    }
    if (k->names && (dh_view_role(v, i, DH_R_BY) || dh_view_role(v, i, DH_R_CREDIT) ||
                     dh_view_role(v, i, DH_R_PARTICLE) || dh_view_role(v, i, DH_R_STAMP)))
        return dh_view_end(v, i);
    if (k->names && is_in(v, i))
        return i + 1;
    if (dh_view_role(v, i, DH_R_AGENCY)) {
        k->names++;
        k->plain = false;
        return dh_view_end(v, i);
    }
    end = dh_name_end(v->marks, i);
    if (end <= i || (k->books && end < i + NAME_MIN))
        return i;
    k->names++;
    return end;
}

bool dh_byline_signed(const struct dh_view *v, struct dh_sight *s)
{
    uint32_t i = 0;
    while (i < v->words->n && dh_view_sign(v, i))
        i++;
    if (i == v->words->n || !introduces(v, i))
        return false;
    struct signing k = { .v = v, .plain = is_preposition(v, i) };
    bool thing = is_thing(v, i);
    i = dh_view_end(v, i);
    /* "Interview with the mayor" is a crosshead, and no capital tells it from a name */
    k.vague = i < v->words->n && (v->words->w[i].flags & DH_T_NOCASE);
    k.books = k.vague && thing && !dh_view_sign(v, i);
    if (k.vague && (owns(v->words, i) || tells_of(v, i) || dh_name_runs_on(v->cues, v->words, i)))
        return false;
    for (uint32_t end; i < v->words->n; i = end) {
        end = signed_end(&k, i);
        if (end == i || is_range(v, i))
            return false;
    }
    if (k.names == 0 || k.names > NAMES_MAX || (s->flags & DH_S_STOP))
        return false;
    if (k.plain)
        s->doubt = DH_DOUBT_NAME;
    return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline"),
                        k.books   ? DH_IF_APART | DH_IF_EDGE
                        : k.vague ? DH_IF_APART
                                  : 0);
}

bool dh_byline_holder(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    if (!ws->whole || s->words > HOLDER_MAX || (s->flags & (DH_S_STOP | DH_S_SAY)))
        return false;
    uint32_t i = dh_name_end(v->marks, 0), posts = 0, names = 0;
    if (i < 2 || i >= ws->n || !dh_view_sign(v, i) || dh_counts_colon(ws->w[i].cp) ||
        dh_view_role(v, 0, DH_R_LABEL))
        return false;
    while (i < ws->n) {
        uint32_t end = handle_end(v, i);
        if (end) {
            i = end;
        } else if (dh_view_sign(v, i)) {
            if (is_speech(ws->w[i].cp) || dh_counts_colon(ws->w[i].cp))
                return false;
            i++;
        } else if (goes_with_post(v, i) || dh_view_role(v, i, DH_R_BY)) {
            posts += tells_post(v, i);
            i = dh_view_end(v, i);
        } else if ((end = dh_name_end(v->marks, i)) > i) {
            names++;
            i = end;
        } else {
            return false;
        }
    }
    return posts && names <= 2 &&
           dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.holder"), DH_IF_APART);
}

/* Behind one to three words of a name in capitals that begin at i; i: there is none. */
static uint32_t capitals_end(const struct dh_view *v, uint32_t i)
{
    enum { NAME_MAX = 3 };
    uint32_t end = i;
    while (end < v->words->n && end < i + NAME_MAX && (v->words->w[end].flags & DH_T_CAP) &&
           !(v->words->w[end].flags & DH_T_CAPS) && !dh_view_role(v, end, DH_R_GLUE) &&
           !dh_view_role(v, end, DH_R_SECTION))
        end++;
    return end;
}

/* "Correspondent in Ambreville": what is left at i names the place of somebody's post. */
static bool is_in_place(const struct dh_view *v, uint32_t i)
{
    return is_in(v, i) && capitals_end(v, i + 1) == v->words->n;
}

bool dh_byline_post(const struct dh_view *v, struct dh_sight *s)
{
    uint32_t posts = 0;
    if (!v->words->whole || s->words > POST_MAX || (s->flags & (DH_S_STOP | DH_S_COLON)) ||
        !(v->words->w[0].flags & DH_T_CAP))
        return false;
    for (uint32_t i = 0; i < v->words->n; i = dh_view_end(v, i)) {
        if (posts && is_in_place(v, i))
            return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.post"),
                                DH_IF_APART | DH_IF_COMPANY);
        if (dh_view_sign(v, i) || !goes_with_post(v, i))
            return false;
        posts += tells_post(v, i);
    }
    /* "STAFF" may be the heading of a list; beside a name that goes it is a post */
    uint16_t where = s->words == 1 ? DH_IF_HEAD | DH_IF_EDGE : DH_IF_APART;
    return posts && dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.post"), where);
}

bool dh_byline_office(const struct dh_view *v, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    uint32_t i = 0, posts = 0, names = 0;
    if (!ws->whole || s->words > HOLDER_MAX || (s->flags & DH_S_STOP))
        return false;
    for (; i < ws->n && !dh_view_sign(v, i); i = dh_view_end(v, i)) {
        if (!goes_with_post(v, i) && !dh_view_role(v, i, DH_R_SOLO + DH_LEGAL) &&
            !dh_view_role(v, i, DH_R_TOPIC + DH_LEGAL))
            return false;
        posts += tells_post(v, i);
    }
    if (posts == 0 || i > POST_MAX || i >= ws->n || !dh_counts_colon(ws->w[i].cp))
        return false;
    if (i + 1 == ws->n) /* "Political editor:", whose name stands in the next line */
        return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.office"),
                            DH_IF_APART | DH_IF_EDGE);
    while (++i < ws->n) {
        uint32_t end = dh_name_end(v->marks, i);
        if (end == 0 && !dh_view_role(v, i, DH_R_GLUE) &&
            !(dh_view_sign(v, i) && (ws->w[i].cp == ',' || ws->w[i].cp == '&')))
            return false;
        names += end > i + 1; /* of one word is what an answer may be */
        i = end > i ? end - 1 : i;
    }
    return names && dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.office"), DH_IF_APART);
}

/* "Correspondent Orla Finch": one word or two of what a person does, one in capitals at the
 * first, and behind it a name to the end. */
bool dh_byline_before(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 5, POST = 2, NAME_MIN = 2 };
    const struct dh_tokens *ws = v->words;
    uint64_t own = dh_view_own(v);
    uint32_t i = 0;
    if (!ws->whole || s->words > WORDS || (s->flags & (DH_S_STOP | DH_S_CAPS | DH_S_SIGNS)) ||
        !(ws->w[0].flags & DH_T_CAP))
        return false;
    while (i < ws->n && tells_post(v, i) && (dh_view_role(v, i, DH_R_JOB) & own))
        i = dh_view_end(v, i);
    if (i == 0 || i > POST || i + NAME_MIN > ws->n || capitals_end(v, i) != ws->n)
        return false;
    for (uint32_t k = i; k < ws->n; k++)
        if (goes_with_post(v, k) || (v->marks->roles[k] & (1u << DH_R_NOUN | 1u << DH_R_VERB)))
            return false;
    return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.holder"), DH_IF_APART | DH_IF_COMPANY);
}

/* Words of capitals from the first on, none of which tells a post: a name. */
static uint32_t capitals(const struct dh_view *v)
{
    uint32_t i = 0;
    while (i < v->words->n && (v->words->w[i].flags & DH_T_CAP) && !goes_with_post(v, i))
        i++;
    return i;
}

/* "Orla Finch Political Editor", "Courier Staff": capitals throughout, and behind one word or more
 * of a name only what a person does; "Orla Finch reporter", "Orla Finch is reporter": one small
 * word of it behind a name of two or three. */
bool dh_byline_titled(const struct dh_view *v, struct dh_sight *s)
{
    enum { NAME_MIN = 2, NAME_MAX = 3, WORDS = 7 };
    const struct dh_tokens *ws = v->words;
    uint32_t i = capitals(v), posts = 0, small = 0;
    if (!ws->whole || s->words > WORDS || (s->flags & (DH_S_STOP | DH_S_CAPS)) || i == 0 ||
        i > NAME_MAX)
        return false;
    uint32_t name = i;
    if (name >= NAME_MIN && i < ws->n && joins(v, i) && !tells_post(v, i))
        i++;
    bool is = i > name;
    for (; i < ws->n; i = dh_view_end(v, i)) {
        if (!goes_with_post(v, i))
            return false;
        posts += tells_post(v, i);
        small += !(ws->w[i].flags & DH_T_CAP);
    }
    bool lone = posts == 1 && small == 1 && name >= NAME_MIN && dh_view_end(v, name + is) == ws->n;
    return posts && (lone || (small == 0 && !is)) &&
           dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.holder"), DH_IF_APART);
}

/* Behind a name and its comma or slash a place or a paper begins at i: "Jan Wrona, Ambreville",
 * "Jan Wrona / Ambreville"; beside a slash without blanks it is who took a picture: "Jan
 * Wrona/Courier". */
static bool is_placed_by(const struct dh_view *v, struct dh_sight *s, uint32_t i)
{
    const struct dh_tokens *ws = v->words;
    bool tight = ws->w[i - 1].cp == '/' && !((ws->w[i - 1].flags | ws->w[i].flags) & DH_T_SPACE);
    i += is_in(v, i); /* "Jan Wrona, à Ambreville" */
    if (i >= ws->n || capitals_end(v, i) != ws->n)
        return false;
    if (tight)
        return dh_sight_say(s, DH_CREDIT, DH_STR("grammar.credit.slash"), DH_IF_COMPANY);
    return dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.names"),
                        DH_IF_HEAD | DH_IF_EDGE | DH_IF_COMPANY);
}

/* "Lucía Prado | Villamar", "Orla Finch \u2022 March 11, 2025", "Jan Wrona, Ambreville": such a
 * sign between a name and a place or a date; a comma or a slash before a place only. */
bool dh_byline_placed(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 9 };
    const struct dh_tokens *ws = v->words;
    if (!ws->whole || s->words > WORDS || (s->flags & DH_S_STOP))
        return false;
    uint32_t i = 0, caps = 0;
    while (i < ws->n && (ws->w[i].flags & DH_T_CAP) && !dh_view_role(v, i, DH_R_GLUE) &&
           !dh_view_role(v, i, DH_R_SECTION) && !dh_view_role(v, i, DH_R_AGENCY)) {
        caps += !(ws->w[i].flags & DH_T_CAPS);
        i++;
    }
    if (i < 2 || i > 3 || caps != i || i + 1 >= ws->n)
        return false;
    if (ws->w[i].cp == ',' || ws->w[i].cp == '/')
        return is_placed_by(v, s, i + 1);
    if (!(ws->w[i].cp == '|' || ws->w[i].cp == 0x2022 || ws->w[i].cp == 0xB7))
        return false;
    uint32_t end = dh_date_end(v->marks, i + 1);
    if (!end)
        end = dh_name_end(v->marks, i + 1);
    return end == ws->n && dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.names"), DH_IF_HEAD);
}

/* "(text)", "(photos)": behind what somebody did in brackets, which begin at i; i: nothing is. */
static uint32_t task_end(const struct dh_view *v, uint32_t i)
{
    if (i + 2 >= v->words->n || v->words->w[i].cp != '(' ||
        !(dh_view_role(v, i + 1, DH_R_BY) || dh_view_role(v, i + 1, DH_R_LABEL)))
        return i;
    uint32_t end = dh_view_end(v, i + 1);
    return end < v->words->n && v->words->w[end].cp == ')' ? end + 1 : i;
}

bool dh_byline_names(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 12, NAME_MIN = 2, NAME_MAX = 3 };
    const struct dh_tokens *ws = v->words;
    uint32_t names = 0, joined = 0;
    if (!ws->whole || s->words > WORDS || (s->flags & DH_S_STOP))
        return false;
    for (uint32_t i = 0; i < ws->n;) {
        uint32_t end = i;
        if (names && (ws->w[i].cp == ',' || joins(v, i))) {
            joined++;
            i++;
            continue;
        }
        if (names && (end = task_end(v, i)) > i) {
            i = end;
            continue;
        }
        while (end < ws->n && (ws->w[end].flags & DH_T_CAP) && !dh_view_sign(v, end) &&
               !(ws->w[end].flags & DH_T_CAPS) && !dh_view_role(v, end, DH_R_GLUE) &&
               !dh_view_role(v, end, DH_R_SECTION))
            end++;
        if (end < i + NAME_MIN || end > i + NAME_MAX)
            return false;
        names++;
        i = end;
    }
    return names >= 2 && joined == names - 1 &&
           dh_sight_say(s, DH_BYLINE, DH_STR("grammar.byline.names"), DH_IF_HEAD);
}

bool dh_byline_handle(const struct dh_view *v)
{
    uint32_t i = v->words->n ? capitals_end(v, 0) : 0;
    if (i >= 2 && i + 1 < v->words->n && v->words->w[i].cp == '(')
        i++;
    uint32_t end = i >= 2 && i < v->words->n ? handle_end(v, i) : 0;
    return end && (end == v->words->n || (end + 1 == v->words->n && v->words->w[end].cp == ')'));
}
