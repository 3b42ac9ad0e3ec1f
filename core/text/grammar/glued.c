/* SPDX-License-Identifier: MIT */
#include "text/grammar/glued.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "text/grammar/lines.h"
#include "text/view/rulerows.h"
#include "text/view/shape.h"

#define GLUED DH_STR("grammar.glued")

void dh_glued_front(const struct dh_view *v, bool stop, struct dh_cut_list *cuts)
{
    enum { NEAR = 8, SMALL = 3 };
    const struct dh_tokens *ws = v->words;
    uint64_t own = dh_view_own(v);
    uint32_t end = ws->n ? dh_view_end(v, 0) : 0, small = 0;
    if (!stop || end == 0 || end + NEAR >= ws->n || (v->subject >> DH_AD & 1) ||
        !(dh_view_role(v, 0, DH_R_SOLO + DH_AD) & own) || !(ws->w[0].flags & DH_T_CAP))
        return;
    /* "Publicité Le maire": a small function word in a capital begins a sentence; nowhere else is
     * one written so but in titles, whose other words have capitals, too */
    const uint32_t sentence = DH_T_CAP | DH_T_SPACE;
    if ((ws->w[end].flags & (sentence | DH_T_CAPS)) != sentence || !(v->marks->glue[end] & own) ||
        (ws->w[end + 1].flags & (DH_T_CAP | DH_T_PUNCT)))
        return;
    for (uint32_t i = end + 1; i < end + NEAR; i++)
        small += !(ws->w[i].flags & (DH_T_CAP | DH_T_PUNCT | DH_T_NUMBER));
    if (small >= SMALL && dh_view_on(v, GLUED))
        dh_cuts_put(cuts, (struct dh_cut){ 0, ws->w[end].at, DH_AD, GLUED });
}

/* Whether a stop stands before byte `at`, where a blank does, and no more than a quotation mark
 * between; *sure: behind a word of some length in small letters, so that a sentence ends there. */
static bool ends_sentence(struct dh_str text, size_t at, bool *sure)
{
    enum { LETTERS = 3 };
    uint32_t cp;
    size_t n = dh_utf8_back(text, at, &cp);
    if (dh_sight_quote(cp) && at > n) {
        at -= n;
        n = dh_utf8_back(text, at, &cp);
    }
    if (!dh_utf8_stop(cp))
        return false;
    at -= n;
    unsigned letters = 0;
    for (; at && letters < LETTERS; letters++) {
        at -= dh_utf8_back(text, at, &cp);
        if (!(dh_utf8_class(cp) & DH_C_LOWER))
            break;
    }
    *sure = letters == LETTERS;
    return true;
}

bool dh_glued_may_have_tail(struct dh_str text)
{
    uint32_t cp;
    dh_utf8_back(text, text.n, &cp);
    unsigned class = dh_utf8_class(cp);
    return (class & (DH_C_LETTER | DH_C_DIGIT)) && !(class & DH_C_WIDE);
}

/* The blanks behind what is no letter of ASCII among the sixteen bytes at p, a bit each. One more
 * stands before p. */
static uint64_t odd_blanks(const char *p)
{
    dh_sixteen before = dh_sixteen_load(p - 1) | dh_sixteen_set(0x20);
    return dh_sixteen_bits(dh_sixteen_equal(dh_sixteen_load(p), ' ') &
                           ~dh_sixteen_between(before, 'a', 'z'));
}

/* Where what stands behind the last sentence begins; text.n: nowhere near, or it is one itself. */
static size_t tail_of(struct dh_str text, bool *sure)
{
    enum { TAIL = 110, SENTENCE = 40, STEP = sizeof(dh_sixteen) };
    size_t low = text.n > TAIL ? text.n - TAIL : 0;
    low = low > SENTENCE ? low : SENTENCE;
    _Static_assert((int)SENTENCE > (int)STEP, "a step back from there is in the text");
    for (size_t end = text.n; end > low; end -= STEP) {
        size_t from = end - STEP;
        uint64_t blanks = odd_blanks(text.p + from); /* before most blanks are letters */
        if (from < low)
            blanks &= ~(uint64_t)0 << (low - from);
        for (; blanks; blanks &= ~((uint64_t)1 << (63 - __builtin_clzll(blanks)))) {
            size_t at = from + 63 - (size_t)__builtin_clzll(blanks);
            if (ends_sentence(text, at, sure))
                return at + 1;
        }
    }
    return text.n;
}

/* One phrase that says it all of ads or other stories: "Advertisement". */
static enum dh_kind phrase_kind(const struct dh_view *v)
{
    uint64_t own = dh_view_own(v);
    if (v->words->n == 0 || dh_view_end(v, 0) != v->words->n)
        return DH_STORY;
    return dh_view_role(v, 0, DH_R_SOLO + DH_AD) & own        ? DH_AD
           : dh_view_role(v, 0, DH_R_SOLO + DH_RELATED) & own ? DH_RELATED
                                                              : DH_STORY;
}

/* "Advertisement", "Read also: Storm cuts power", "© Riproduzione riservata": a line that goes
 * whatever stands beside it. */
static bool is_marker(const struct dh_sight *s)
{
    bool marker = s->kind == DH_AD || s->kind == DH_RELATED || s->kind == DH_LEGAL;
    return marker && s->conditions == 0 && !(s->flags & (DH_S_STOP | DH_S_SAY | DH_S_KEEP));
}

void dh_glued_tail(struct dh_view *v, struct dh_str text, const struct dh_sight *s,
                   struct dh_cut_list *cuts)
{
    struct dh_sight tail = { 0 };
    if (s->flags & (DH_S_STOP | DH_S_KEEP | DH_S_WIDE))
        return;
    bool sure = false;
    size_t at = tail_of(text, &sure);
    if (at + 2 >= text.n)
        return;
    dh_tokens_cut(v->words, &v->cues->vocab, dh_str_sub(text, at, text.n - at), DH_TOKENS_MAX);
    dh_cues_mark(v->cues, v->words, v->marks);
    dh_shape_read(v, dh_str_sub(text, at, text.n - at), &tail);
    if (v->words->n == 0 || !(v->words->w[0].flags & (DH_T_CAP | DH_T_NOCASE | DH_T_PUNCT)))
        return;
    tail.kind = (uint8_t)phrase_kind(v);
    if (tail.kind != DH_AD && !sure)
        return; /* "Mr. Read more" */
    if (!tail.kind && !dh_rows_whole(v, &tail) && !dh_lines_read(v, &tail))
        return;
    if (is_marker(&tail) && dh_view_on(v, GLUED))
        dh_cuts_put(cuts, (struct dh_cut){ (uint32_t)at - 1, (uint32_t)text.n, tail.kind, GLUED });
}
