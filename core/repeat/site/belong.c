/* SPDX-License-Identifier: MIT */
#include "repeat/site/belong.h"

#include "base/mem.h"
#include "repeat/words/sort64.h"
#include "repeat/words/words.h"

enum {
    LETTERS = 5,  /* of the shortest word that counts */
    LONG = 6,     /* of one that counts for two */
    WEIGHT = 4,   /* of a word of LETTERS */
    PAIR = 2,     /* weight of two neighbours in a script without spaces */
    SYLLABLE = 3, /* bytes of a character that is one, and letters it stands for */
    SILENT = 30,  /* words; a shorter story tells nothing */
    SHORT = 70,   /* words; in a longer one more comes back by chance */
    ENOUGH = 12,  /* weight that must come back in a short story */
    ENOUGH_LONG = 16,
    SENTENCE = 128 /* words of a sentence that are looked at */
};

enum dh_err dh_belong_init(struct dh_belong *r, struct dh_arena *a)
{
    r->word = dh_arena_alloc(a, DH_BELONG_WORDS * sizeof *r->word);
    r->n = 0;
    return r->word ? DH_OK : DH_ELIMIT;
}

/* Letters of a word as LETTERS counts them: where a character is a syllable, of three bytes as all
 * of these, it is as many as would be written elsewhere. */
static unsigned length_of(const struct dh_word *w)
{
    return w->n >= SYLLABLE * w->chars ? SYLLABLE * w->chars : w->chars;
}

/* What a word that counts is held against others by, its weight in the lowest bits; 0: it does not
 * count. last: the word before it. */
static uint64_t weighed(struct dh_str s, const struct dh_word *word, const struct dh_word *last)
{
    uint64_t hash;
    unsigned weight = 0, length = length_of(word);
    if (dh_words_is_content(s, word, last, &hash) && !word->digit)
        weight = word->wide ? PAIR : length >= LONG ? 2 * WEIGHT : length >= LETTERS ? WEIGHT : 0;
    return weight ? (hash & ~(uint64_t)0xF) | weight : 0;
}

/* The words of s that count, each once, sorted. */
static size_t words_of(struct dh_str s, uint64_t *out, size_t cap)
{
    struct dh_wordrun r DH_NOT_CLEARED;
    size_t n = 0;

    dh_wordrun_begin(&r, s);
    while (n < cap && dh_wordrun_next(&r))
        for (size_t i = 1; n < cap && i <= r.n; i++) {
            out[n] = weighed(s, &r.word[i], &r.word[i - 1]);
            n += out[n] != 0;
        }
    return dh_sort64_unique(out, n);
}

void dh_belong_add(struct dh_belong *r, struct dh_str text)
{
    r->n += words_of(text, r->word + r->n, DH_BELONG_WORDS - r->n);
}

void dh_belong_settle(struct dh_belong *r)
{
    r->n = dh_sort64_unique(r->word, r->n);
}

bool dh_belong_holds(const struct dh_belong *r, struct dh_str sentence, bool silent)
{
    uint64_t own[SENTENCE];
    size_t n = words_of(sentence, own, SENTENCE);
    unsigned back = 0;

    for (size_t i = 0; i < n; i++)
        back += dh_sort64_has(r->word, r->n, own[i]) ? own[i] & 0xF : 0;
    return back >= (r->n < SHORT ? ENOUGH : ENOUGH_LONG) || (silent && r->n < SILENT);
}
