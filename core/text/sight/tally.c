/* SPDX-License-Identifier: MIT */
#include "text/sight/tally.h"

#include <string.h>

#include "base/utf8.h"

/* ---- Scripts */

/* Languages that a script alone tells. */
static const struct {
    uint32_t first, last;
    char code[3];
} scripts[] = {
    { 0x0370, 0x03FF, "el" }, { 0x0590, 0x05FF, "he" }, { 0x0900, 0x097F, "hi" },
    { 0x0980, 0x09FF, "bn" }, { 0x0E00, 0x0E7F, "th" }, { 0x3041, 0x30FF, "ja" },
    { 0xAC00, 0xD7A3, "ko" }, { 0x4E00, 0x9FFF, "zh" },
};
_Static_assert(DH_LEN(scripts) == DH_TALLY_SCRIPTS, "DH_TALLY_SCRIPTS counts scripts");

static void read_scripts(struct dh_tally_part *p, const struct dh_view *v)
{
    for (uint32_t i = 0; i < v->words->n; i++) {
        const struct dh_token *w = &v->words->w[i];
        uint32_t cp;
        if ((w->flags & DH_T_PUNCT) || !(w->flags & DH_T_NOCASE))
            continue;
        dh_utf8_get(v->words->text, w->at, &cp);
        p->wide |= (w->flags & DH_T_WIDE) != 0;
        for (size_t k = 0; k < DH_LEN(scripts); k++)
            p->script[k] += cp >= scripts[k].first && cp <= scripts[k].last;
        p->scripts = true;
    }
}

/* Scripts of one language count as its function words do, twice. */
static void add_scripts(struct dh_tally *t, const struct dh_tally_part *p)
{
    for (size_t k = 0; k < DH_LEN(scripts); k++) {
        int l = p->script[k] ? dh_lang_number(dh_str_c(scripts[k].code)) : -1;
        if (l >= 0)
            t->words[l] += 2u * p->script[k];
    }
}

/* ---- Function words */

static inline uint64_t count_digit(uint64_t *digit, uint64_t langs)
{
    uint64_t carry = *digit & langs;
    *digit ^= langs;
    return carry;
}

/* The sum of three bits in each place; answers the carries. */
static inline uint64_t add_three(uint64_t *a, uint64_t b, uint64_t c)
{
    uint64_t two = *a ^ b, carry = (*a & b) | (two & c);
    *a = two ^ c;
    return carry;
}

/* Words are counted by fours: the fewer carries go far. */
static void read_glue(struct dh_tally_part *p, const uint64_t *glue, uint32_t n)
{
    uint64_t d[DH_TALLY_DIGITS] = { 0 };
    uint32_t i = 0;
    _Static_assert(DH_TALLY_WORDS < 1 << DH_TALLY_DIGITS, "counts of a fragment have room");
    for (; i + 4 <= n; i += 4) {
        uint64_t two = add_three(&d[0], glue[i], glue[i + 1]);
        uint64_t more = add_three(&d[0], glue[i + 2], glue[i + 3]);
        uint64_t carry = add_three(&d[1], two, more);
        for (int k = 2; carry && k < DH_TALLY_DIGITS; k++)
            carry = count_digit(&d[k], carry);
    }
    for (; i < n; i++) {
        uint64_t carry = glue[i];
        for (int k = 0; carry && k < DH_TALLY_DIGITS; k++)
            carry = count_digit(&d[k], carry);
    }
    memcpy(p->glue, d, sizeof d);
}

static void add_glue(struct dh_tally_sum *s, const uint64_t glue[DH_TALLY_DIGITS])
{
    uint64_t carry = 0;
    for (int k = 0; k < DH_TALLY_DIGITS; k++)
        carry = add_three(&s->glue[k], glue[k], carry);
    for (size_t k = DH_TALLY_DIGITS; carry && k < DH_LEN(s->glue); k++)
        carry = count_digit(&s->glue[k], carry);
}

/* ---- Subjects */

/* Kinds of chrome that stories are about too. */
static const uint8_t subjects[] = { DH_AD, DH_NEWSLETTER, DH_COOKIE };
_Static_assert(DH_LEN(subjects) == DH_SUBJECTS, "DH_SUBJECTS counts subjects");
enum { SUBJECT_LEAST = 3, SUBJECT_PERCENT = 40 };

/* Notes of which kinds a sentence speaks, in which languages. */
static void read_subjects(struct dh_tally_part *p, const struct dh_view *v)
{
    for (uint32_t i = 0; (v->marks->any_roles & DH_KIND_ROLES) && i < v->words->n; i++) {
        if (!(v->marks->roles[i] & DH_KIND_ROLES))
            continue;
        for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
            for (unsigned k = 0; v->cues->entries[e - 1].role >= DH_R_TOPIC && k < DH_SUBJECTS; k++)
                if (v->cues->entries[e - 1].role == DH_R_TOPIC + (uint32_t)subjects[k] ||
                    v->cues->entries[e - 1].role == DH_R_SOLO + (uint32_t)subjects[k])
                    p->about[k] |= v->cues->entries[e - 1].langs;
    }
}

static void add_subjects(struct dh_tally *t, const struct dh_tally_part *p)
{
    const uint64_t known = ((uint64_t)1 << DH_LANGS) - 1; /* a word of any has all bits */
    for (unsigned k = 0; k < DH_SUBJECTS; k++)
        for (uint64_t x = p->about[k] & known; x; x &= x - 1)
            t->about[k][__builtin_ctzll(x)]++;
}

uint32_t dh_tally_subject(const struct dh_tally *t, int lang)
{
    uint32_t kinds = 0;
    for (unsigned k = 0; lang >= 0 && k < DH_SUBJECTS; k++)
        if (t->about[k][lang] >= SUBJECT_LEAST &&
            t->about[k][lang] * 100 >= t->prose * SUBJECT_PERCENT)
            kinds |= 1u << subjects[k];
    return kinds;
}

/* ---- All of them */

void dh_tally_read(struct dh_tally_part *p, const struct dh_view *v, bool sentence)
{
    *p = (struct dh_tally_part){ .words = (uint16_t)(v->words->n - v->words->n_signs),
                                 .sentence = sentence,
                                 .whole = v->words->whole,
                                 .known = true };
    read_glue(p, v->marks->glue, v->words->n);
    if (v->words->any_flags & DH_T_NOCASE)
        read_scripts(p, v);
    if (sentence)
        read_subjects(p, v);
}

void dh_tally_add(struct dh_tally_sum *s, const struct dh_tally_part *p)
{
    add_glue(s, p->glue);
    s->so_far.total += p->words;
    s->so_far.wide |= p->wide;
    if (p->scripts)
        add_scripts(&s->so_far, p);
    s->so_far.prose += p->sentence;
    if (p->sentence)
        add_subjects(&s->so_far, p);
}

void dh_tally_end(const struct dh_tally_sum *s, struct dh_tally *out)
{
    const uint64_t known = ((uint64_t)1 << DH_LANGS) - 1;
    *out = s->so_far;
    for (size_t k = 0; k < DH_LEN(s->glue); k++)
        for (uint64_t x = s->glue[k] & known; x; x &= x - 1)
            out->words[__builtin_ctzll(x)] += (uint32_t)1 << k;
}

void dh_tally_less(struct dh_tally *t, const struct dh_tally *less)
{
    t->total -= less->total;
    t->prose -= less->prose;
    for (int l = 0; l < DH_LANGS; l++) {
        t->words[l] -= less->words[l];
        for (int k = 0; k < DH_SUBJECTS; k++)
            t->about[k][l] -= less->about[k][l];
    }
}

/* The language of most words, -1: there are none; *most, and *second: how many it has, and the
 * next. */
static int leading(const struct dh_tally *t, uint32_t *most, uint32_t *second)
{
    int first = -1;
    *most = *second = 0;
    for (int l = 0; l < DH_LANGS; l++) { /* without a branch: which is the most comes late */
        uint32_t n = t->words[l], less = n < *most ? n : *most;
        *second = less > *second ? less : *second;
        first = n > *most ? l : first;
        *most = n > *most ? n : *most;
    }
    /* kana among the Han characters: Japanese, not Chinese */
    int ja = dh_lang_is(first, "zh") ? dh_lang_number(DH_STR("ja")) : -1;
    return ja >= 0 && t->words[ja] * 5 > *most ? ja : first;
}

int dh_tally_lang(const struct dh_tally *t, uint32_t *second)
{
    uint32_t most;
    int first = leading(t, &most, second);
    return most * 12 >= t->total && most >= 4 ? first : -1;
}

int dh_tally_lang_brief(const struct dh_tally *t)
{
    enum { LEAST = 3, PART = 8, AHEAD = 2, OF_KIN = 1 };
    uint32_t most, second;
    int first = leading(t, &most, &second);
    if (first < 0 || most < LEAST || most * PART < t->total)
        return -1;
    if (dh_lang_is(first, "zh") && most < 2 * t->total + LEAST)
        return -1; /* names, which may be Japanese */
    for (int l = 0; l < DH_LANGS; l++)
        if (l != first && t->words[l] + (dh_lang_kin(l, first) ? OF_KIN : AHEAD) > most)
            return -1;
    return first;
}
