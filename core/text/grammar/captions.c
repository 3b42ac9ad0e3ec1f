/* SPDX-License-Identifier: MIT */
#include "text/grammar/captions.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "text/grammar/credit.h"

enum {
    CAPTION_WORDS = 60,
    CAPTION_BYTES = 600 /* a caption with its credit has no more */
};

/* A caption has no more words; in scripts without blanks each character counts as one. */
static bool is_short(const struct dh_sight *s)
{
    return s->words <= (s->flags & DH_S_WIDE ? 3 * CAPTION_WORDS : CAPTION_WORDS);
}

/* Whether the words before a credit could be a caption: few, no quotation, nobody says anything. A
 * label of pictures settles the rest: captions quote, too. */
static bool caption_like(const struct dh_sight *s, enum dh_credit got)
{
    return s->words >= 3 && is_short(s) &&
           (got == DH_CREDIT_PICTURE || !(s->flags & (DH_S_SAY | DH_S_LONG)));
}

/* A caption whose credit begins at byte `from` and ends with the text. */
static void say_caption(const struct dh_view *v, struct dh_str text, struct dh_sight *s,
                        size_t from, struct dh_cut *credit)
{
    s->kind = DH_CAPTION;
    s->rule = DH_STR("grammar.caption.credit");
    s->flags |= DH_S_CAPTION;
    if (dh_view_on(v, DH_STR("grammar.credit.behind")))
        *credit = (struct dh_cut){ (uint32_t)from, (uint32_t)text.n, DH_CREDIT,
                                   DH_STR("grammar.credit.behind") };
}

/* "(File photo) The harbour in winter." */
static bool opens_with_label(const struct dh_view *v)
{
    const struct dh_tokens *ws = v->words;
    if (ws->n < 6 || ws->w[0].cp != '(' || !dh_marks_role(v->marks, 1, DH_R_SOLOLABEL))
        return false;
    uint32_t end = v->marks->end[1];
    return end + 2 < ws->n && ws->w[end].cp == ')';
}

static void caption(const struct dh_view *v, struct dh_str text, struct dh_sight *s,
                    struct dh_cut *credit)
{
    uint32_t from = 0;
    const char *form = "";
    if (opens_with_label(v) && dh_view_on(v, DH_STR("grammar.caption.label"))) {
        s->kind = DH_CAPTION;
        s->rule = DH_STR("grammar.caption.label");
        s->flags |= DH_S_CAPTION;
        return;
    }
    enum dh_credit got = dh_credit_suffix(v->marks, &from, &form);
    if (got == DH_CREDIT_NONE || !dh_view_on(v, DH_STR("grammar.caption.credit")))
        return;
    /* "(Reuters)" behind the last paragraph of a story is how agencies end theirs */
    uint32_t names = 0;
    for (uint32_t i = from; i < v->words->n; i++)
        names += !(v->words->w[i].flags & DH_T_PUNCT);
    if (got < DH_CREDIT_STRONG || !caption_like(s, got) ||
        (got == DH_CREDIT_STRONG && names <= 2 && s->words > (s->flags & DH_S_WIDE ? 44 : 22)))
        return;
    /* "Title of a story [Herald]": a list of what others wrote */
    if (names <= 2 && v->words->w[from].cp == '[')
        return;
    say_caption(v, text, s, v->words->w[from - 1].at + v->words->w[from - 1].n, credit);
}

/* Where a label may be glued to a caption, "in the harbourCredit: Agency": at a capital behind a
 * small letter, in the last word before the last colon. text.n: nowhere. */
static size_t glued_label(struct dh_str text)
{
    enum { NEAR = 80 };
    size_t low = text.n > NEAR ? text.n - NEAR : 0, at = text.n;
    bool colon = false, upper = false;
    if (dh_str_find_byte(dh_str_sub(text, low, text.n), ':') == text.n - low)
        return text.n;
    while (at > low) {
        uint32_t cp;
        size_t n = dh_utf8_back(text, at, &cp);
        unsigned c = dh_utf8_class(cp);
        if (upper && (c & DH_C_LOWER))
            return at;
        if (colon && !(c & DH_C_LETTER))
            return text.n;
        upper = colon && (c & DH_C_UPPER);
        colon |= cp == ':';
        at -= n;
    }
    return text.n;
}

/* Whether text from byte `at` on is a credit; a look of its own. */
static bool ends_in_credit(struct dh_view *v, struct dh_str text, size_t at)
{
    const char *form;
    dh_tokens_cut(v->words, &v->cues->vocab, dh_str_sub(text, at, text.n - at), DH_TOKENS_MAX);
    dh_cues_mark(v->cues, v->words, v->marks);
    return dh_credit_whole(v->marks, 0, v->words->n, &form) >= DH_CREDIT_STRONG;
}

static void glued_caption(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                          struct dh_cut *credit)
{
    size_t at = glued_label(text);
    if (at < text.n && is_short(s) && dh_view_on(v, DH_STR("grammar.caption.credit")) &&
        ends_in_credit(v, text, at))
        say_caption(v, text, s, at, credit);
}

/* The manner of captions without a credit: one short sentence, nobody says anything, and a word of
 * pictures ("left", "pictured") in it. */
static bool looks_like_caption(const struct dh_view *v, const struct dh_sight *s)
{
    bool picture = false;
    if (s->words < 6 || s->words > 45 || (s->flags & DH_S_SAY) ||
        !(v->marks->any_roles & 1u << DH_R_PICTURE))
        return false;
    for (uint32_t i = 0; i < v->words->n && !picture; i++)
        picture = dh_marks_role(v->marks, i, DH_R_PICTURE) != 0;
    return picture;
}

/* Whether a sign that stands in credits is near the end of a long text. */
static bool ends_with_signs(struct dh_str text)
{
    enum { NEAR = 90 };
    const char *p = text.p + text.n - NEAR, *last = text.p + text.n - 16;
    dh_sixteen found = { 0 };
    for (;; p = last - p < 16 ? last : p + 16) {
        dh_sixteen x = dh_sixteen_load(p);
        found |= dh_sixteen_equal(x, ':') | dh_sixteen_equal(x, '(') | dh_sixteen_equal(x, '/');
        if (p == last)
            return dh_sixteen_bits(found) != 0;
    }
}

bool dh_caption_may_be_long(struct dh_str text)
{
    return text.n <= CAPTION_BYTES && ends_with_signs(text);
}

void dh_caption_read_long(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                          struct dh_cut *credit)
{
    size_t from = text.n - DH_SIGHT_ENDS;
    uint32_t at = 0;
    const char *form;

    if (!dh_caption_may_be_long(text) || !dh_view_on(v, DH_STR("grammar.caption.credit")))
        return;
    while (from < text.n && text.p[from] != ' ')
        from++;
    dh_tokens_cut(v->words, &v->cues->vocab, dh_str_sub(text, from, text.n - from), DH_TOKENS_MAX);
    dh_cues_mark(v->cues, v->words, v->marks);
    if (dh_credit_suffix(v->marks, &at, &form) == DH_CREDIT_PICTURE)
        say_caption(v, text, s, from + v->words->w[at - 1].at + v->words->w[at - 1].n, credit);
}

void dh_caption_read(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                     struct dh_cut *credit)
{
    caption(v, text, s, credit);
    if (looks_like_caption(v, s))
        s->flags |= DH_S_CAPTION;
    if (s->kind == DH_STORY)
        glued_caption(v, text, s, credit);
}
