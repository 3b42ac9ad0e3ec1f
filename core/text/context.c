/* SPDX-License-Identifier: MIT */
#include "text/context.h"

#include <string.h>

#include "base/utf8.h"

enum { SAMPLE_FRAGMENTS = 64, SAMPLE_MIN = 60 /* bytes */ };

/* How much of a fragment is read. Its first words tell most texts: they are the ones that its sight
 * is read by later, if it is long. More of them are read where those leave a doubt. */
struct extent {
    uint32_t words, bytes;
};
static const struct extent brief = { DH_SIGHT_WORDS, DH_SIGHT_ENDS }, full = { 60, 400 };

/* Languages that a script alone tells; -1: ask the words. */
static int script_lang(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
        char code[3];
    } scripts[] = {
        { 0x0370, 0x03FF, "el" }, { 0x0590, 0x05FF, "he" }, { 0x0900, 0x097F, "hi" },
        { 0x0980, 0x09FF, "bn" }, { 0x0E00, 0x0E7F, "th" }, { 0x3041, 0x30FF, "ja" },
        { 0xAC00, 0xD7A3, "ko" }, { 0x4E00, 0x9FFF, "zh" },
    };
    for (size_t i = 0; i < DH_LEN(scripts); i++)
        if (cp >= scripts[i].first && cp <= scripts[i].last)
            return dh_lang_number(dh_str_c(scripts[i].code));
    return -1;
}

/* Kinds of chrome that stories are about too. */
static const uint8_t subjects[] = { DH_AD, DH_NEWSLETTER, DH_COOKIE };
_Static_assert(DH_LEN(subjects) == DH_SUBJECTS, "DH_SUBJECTS counts subjects");
enum { SUBJECT_LEAST = 3, SUBJECT_PERCENT = 40 };

/* Counts of all languages at once: digit k of each language's count in bit l of digit[k], so that a
 * word of twenty languages is counted in as few steps as one of a single one. */
enum { DIGITS = 16, DIGITS_LOW = 4 };
struct counts {
    uint64_t digit[DIGITS];
};

static inline uint64_t count_digit(uint64_t *digit, uint64_t langs)
{
    uint64_t carry = *digit & langs;
    *digit ^= langs;
    return carry;
}

static void count_high(struct counts *c, uint64_t langs)
{
    for (int k = DIGITS_LOW; langs && k < DIGITS; k++)
        langs = count_digit(&c->digit[k], langs);
}

/* A tally with the function words counted so far. */
struct tally {
    struct counts glue;
    struct dh_tally sum;
};

/* Notes of which kinds a sentence speaks, in which languages. */
static void tally_subjects(struct tally *t, const struct dh_view *v)
{
    uint64_t langs[DH_SUBJECTS] = { 0 };
    t->sum.prose++;
    for (uint32_t i = 0; (v->marks->any_roles & DH_KIND_ROLES) && i < v->words->n; i++) {
        if (!(v->marks->roles[i] & DH_KIND_ROLES))
            continue;
        for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
            for (unsigned k = 0; v->cues->entries[e - 1].role >= DH_R_TOPIC && k < DH_SUBJECTS; k++)
                if (v->cues->entries[e - 1].role == DH_R_TOPIC + (uint32_t)subjects[k] ||
                    v->cues->entries[e - 1].role == DH_R_SOLO + (uint32_t)subjects[k])
                    langs[k] |= v->cues->entries[e - 1].langs;
    }
    for (unsigned k = 0; k < DH_SUBJECTS; k++)
        for (int l = 0; langs[k] && l < DH_LANGS; l++, langs[k] >>= 1)
            t->sum.about[k][l] += langs[k] & 1;
}

/* Whether a fragment ends as a sentence does, at the first look. */
static bool is_sentence(struct dh_str s)
{
    unsigned char last = (unsigned char)s.p[s.n - 1];
    return last == '.' || last == '"' || last == '?' || last == '!' || last >= 0x80;
}

static uint32_t subject_of(const struct dh_tally *t, int lang)
{
    uint32_t kinds = 0;
    for (unsigned k = 0; lang >= 0 && k < DH_SUBJECTS; k++)
        if (t->about[k][lang] >= SUBJECT_LEAST &&
            t->about[k][lang] * 100 >= t->prose * SUBJECT_PERCENT)
            kinds |= 1u << subjects[k];
    return kinds;
}

/* Scripts of one language count as its function words do, twice. */
static void tally_scripts(struct tally *t, const struct dh_view *v)
{
    for (uint32_t i = 0; i < v->words->n; i++) {
        const struct dh_token *w = &v->words->w[i];
        uint32_t cp;
        if ((w->flags & DH_T_PUNCT) || !(w->flags & DH_T_NOCASE))
            continue;
        dh_utf8_get(v->words->text, w->at, &cp);
        t->sum.wide |= (w->flags & DH_T_WIDE) != 0;
        int l = script_lang(cp);
        if (l >= 0)
            t->sum.words[l] += 2;
    }
}

/* The sum of three bits in each place; answers the carries. */
static inline uint64_t add_three(uint64_t *a, uint64_t b, uint64_t c)
{
    uint64_t two = *a ^ b, carry = (*a & b) | (two & c);
    *a = two ^ c;
    return carry;
}

/* Words are counted by fours: the fewer carries go far. */
static void tally_words(struct tally *t, const struct dh_view *v)
{
    const uint64_t *glue = v->marks->glue;
    uint64_t low[DIGITS_LOW];
    uint32_t i = 0;
    memcpy(low, t->glue.digit, sizeof low);
    for (; i + 4 <= v->words->n; i += 4) {
        uint64_t two = add_three(&low[0], glue[i], glue[i + 1]);
        uint64_t more = add_three(&low[0], glue[i + 2], glue[i + 3]);
        uint64_t carry = add_three(&low[1], two, more);
        carry = count_digit(&low[3], count_digit(&low[2], carry));
        if (carry)
            count_high(&t->glue, carry);
    }
    for (; i < v->words->n; i++) {
        uint64_t carry = glue[i];
        for (int k = 0; k < DIGITS_LOW; k++)
            carry = count_digit(&low[k], carry);
        if (carry)
            count_high(&t->glue, carry);
    }
    memcpy(t->glue.digit, low, sizeof low);
    t->sum.total += v->words->n - v->words->n_signs;
    if (v->words->any_flags & DH_T_NOCASE)
        tally_scripts(t, v);
}

static void add_glue(struct tally *t)
{
    const uint64_t known = ((uint64_t)1 << DH_LANGS) - 1; /* a word of any has all bits */
    for (int k = 0; k < DIGITS; k++)
        for (uint64_t x = t->glue.digit[k] & known; x; x &= x - 1)
            t->sum.words[__builtin_ctzll(x)] += (uint32_t)1 << k;
}

/* The language of the most words, -1: none is clear; *second: what the next one has. */
static int best(const struct dh_tally *t, uint32_t *second)
{
    int first = -1;
    uint32_t most = 0;
    *second = 0;
    for (int l = 0; l < DH_LANGS; l++) { /* without a branch: which is the most comes late */
        uint32_t n = t->words[l], less = n < most ? n : most;
        *second = less > *second ? less : *second;
        first = n > most ? l : first;
        most = n > most ? n : most;
    }
    /* kana among the Han characters: Japanese, not Chinese */
    int ja = dh_lang_is(first, "zh") ? dh_lang_number(DH_STR("ja")) : -1;
    if (ja >= 0 && t->words[ja] * 5 > most)
        first = ja;
    return most * 12 >= t->total && most >= 4 ? first : -1;
}

static void tally_fragment(struct tally *t, struct dh_view *v, struct dh_str whole, struct extent x)
{
    struct dh_str s = dh_str_sub(whole, 0, x.bytes);
    dh_tokens_cut(v->words, &v->cues->vocab, s, x.words);
    dh_cues_mark(v->cues, v->words, v->marks);
    tally_words(t, v);
    if (is_sentence(whole) || whole.n > full.bytes)
        tally_subjects(t, v);
}

/* Which fragments are read; of those that stay what is not cut off them. */
enum which { ALL, STAY, GO };

/* Of fragments that stay or go; up to SAMPLE_FRAGMENTS of them. */
static uint32_t count_cuts(const struct dh_page *page)
{
    uint32_t n = 0;
    for (size_t k = 0; k < page->n_edits && n < SAMPLE_FRAGMENTS; k++)
        n += page->edits[k].kind != DH_STORY;
    return n;
}

/* What is left of a fragment that was cut: more than is read of any. */
struct left {
    char text[512];
};

/* The cuts of fragment i, as far as there is room, by their places; answers how many. */
static size_t cuts_of(const struct dh_page *page, size_t i, const struct dh_edit **cuts,
                      size_t room)
{
    uint32_t from = page->fragments[i].at, end = from + page->fragments[i].n;
    size_t n = 0;
    for (size_t k = 0; k < page->n_edits && n < room; k++) {
        const struct dh_edit *e = &page->edits[k];
        if (e->kind == DH_STORY || e->at < from || e->at >= end)
            continue;
        size_t at = n++;
        for (; at > 0 && cuts[at - 1]->at > e->at; at--)
            cuts[at] = cuts[at - 1];
        cuts[at] = e;
    }
    return n;
}

/* Fragment i less what is cut off it, or out of it; its beginning if it is long. */
static struct dh_str uncut(const struct dh_page *page, size_t i, struct left *l)
{
    enum { CUTS = 32 };
    const struct dh_edit *cuts[CUTS];
    size_t n_cuts = cuts_of(page, i, cuts, CUTS), n = 0;
    uint32_t at = page->fragments[i].at, end = at + page->fragments[i].n;
    if (n_cuts == 0)
        return dh_page_fragment(page, i);
    for (size_t k = 0; k <= n_cuts; k++) {
        uint32_t stop = k < n_cuts ? cuts[k]->at : end, behind = stop;
        if (stop > at) {
            struct dh_str s = dh_str_sub(page->input, at, stop - at);
            s = dh_str_sub(s, 0, sizeof l->text - n);
            memcpy(l->text + n, s.p, s.n);
            n += s.n;
        }
        if (k < n_cuts)
            behind += cuts[k]->n;
        at = behind > at ? behind : at;
    }
    return dh_str_trim((struct dh_str){ l->text, n });
}

/* sights NULL: only the words are counted. */
static void read_sample(struct dh_view *v, const struct dh_page *page, enum which which,
                        struct extent x, struct dh_tally *out, struct dh_sight *sights)
{
    struct tally t = { 0 };
    size_t seen = 0, i = 0;
    bool cut = which == STAY && count_cuts(page);
    struct left left DH_NOT_CLEARED;
    for (; i < page->n_fragments && seen < SAMPLE_FRAGMENTS; i++) {
        if (page->fragments[i].n < SAMPLE_MIN ||
            (which != ALL && dh_page_goes(page, i) != (which == GO)))
            continue;
        struct dh_str s = cut ? uncut(page, i, &left) : dh_page_fragment(page, i);
        if (s.n < SAMPLE_MIN)
            continue;
        tally_fragment(&t, v, s, x);
        bool read = sights && page->fragments[i].kind == DH_STORY;
        if (read && !dh_sight_glance(v, s, &sights[i]))
            dh_tokens_keep(v->words); /* its sight is still to be read */
        seen++;
    }
    add_glue(&t);
    *out = t.sum;
    out->whole = i == page->n_fragments;
}

static void take_off(struct dh_tally *t, const struct dh_tally *gone)
{
    t->total -= gone->total;
    t->prose -= gone->prose;
    for (int l = 0; l < DH_LANGS; l++) {
        t->words[l] -= gone->words[l];
        for (int k = 0; k < DH_SUBJECTS; k++)
            t->about[k][l] -= gone->about[k][l];
    }
}

/* Whether the first words of the fragments tell the language, and too few sentences begin with
 * something that could be the subject, even if up to `less` fragments were not there. Of scripts
 * without spaces the words are too few: a character is one. The numbers are such that on labelled
 * texts reading more changes no answer. */
static bool is_clear(const struct dh_tally *t, uint32_t less)
{
    enum { ENOUGH = 30, PART = 6, AHEAD = 8, FEW = 8 };
    uint32_t second, gone = less * brief.words;
    int lang = best(t, &second);
    if (lang < 0 || t->wide || t->total < ENOUGH + gone || t->words[lang] < second + AHEAD + gone)
        return false;
    uint32_t words = t->words[lang] - gone;
    if (words * PART < t->total || 2 * words < 3 * second)
        return false;
    for (unsigned k = 0; k < DH_SUBJECTS; k++)
        if (t->about[k][lang] && t->about[k][lang] * FEW + less > t->prose)
            return false;
    return true;
}

/* By the first words of the fragments that are meant, or by more of them. */
static void settle(struct dh_view *v, const struct dh_page *page, enum which which,
                   const struct dh_tally *t)
{
    struct dh_tally more DH_NOT_CLEARED;
    uint32_t second;
    if (!is_clear(t, 0)) {
        read_sample(v, page, which, full, &more, NULL);
        t = &more;
    }
    v->lang = best(t, &second);
    v->subject = subject_of(t, v->lang);
}

void dh_context_read(struct dh_view *v, const struct dh_page *page, struct dh_tally *t,
                     struct dh_sight *sights)
{
    read_sample(v, page, ALL, brief, t, sights);
    settle(v, page, ALL, t);
}

/* Where all was read, what goes is taken off: it is less than what stays. A cut counts as a
 * fragment that goes. */
bool dh_context_again(struct dh_view *v, const struct dh_page *page, const struct dh_tally *t)
{
    int lang = v->lang;
    uint32_t subject = v->subject;
    uint32_t went = 0;
    size_t seen = 0;
    for (size_t i = 0; i < page->n_fragments && seen < SAMPLE_FRAGMENTS; i++) {
        bool sampled = page->fragments[i].n >= SAMPLE_MIN;
        went += sampled && dh_page_goes(page, i);
        seen += sampled;
    }
    uint32_t cuts = count_cuts(page);
    if (went + cuts == 0 || (t->whole && is_clear(t, went + cuts)))
        return false;
    struct dh_tally now = *t, gone DH_NOT_CLEARED;
    if (t->whole && !t->wide && cuts == 0) {
        read_sample(v, page, GO, brief, &gone, NULL);
        take_off(&now, &gone);
    } else {
        read_sample(v, page, STAY, brief, &now, NULL);
    }
    settle(v, page, STAY, &now);
    return v->lang != lang || v->subject != subject;
}
