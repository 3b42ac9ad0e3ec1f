/* SPDX-License-Identifier: MIT */
#include "repeat/words/form.h"

#include "base/hash.h"
#include "base/mem.h"
#include "repeat/words/quote.h"
#include "repeat/words/words.h"

/* A line's words; one more than DH_FORM_WORDS where there are more. */
struct line {
    struct dh_str s;
    struct dh_word word[DH_FORM_WORDS + 1];
    unsigned n;
    size_t from, to; /* the bytes that are quoted */
};

/* false: they are too many. */
static bool cut(struct dh_str s, struct line *out)
{
    struct dh_words w = { .s = s };
    out->s = s;
    out->from = out->to = 0;
    out->n = (unsigned)dh_words_cut(&w, out->word, DH_LEN(out->word));
    return out->n <= DH_FORM_WORDS;
}

/* The bytes from the first quotation mark of a line to its last one. Which open and which close
 * depends on the language, and what is quoted may quote in its turn: You have read ““We never
 * close,” she said” with us. false: there is one mark alone. */
static bool find_quotation(struct line *l)
{
    unsigned marks = 0;
    for (size_t at = 0; (at = dh_quote_find(l->s, at)) < l->s.n; at += dh_quote_at(l->s, at)) {
        l->from = ++marks == 1 ? at : l->from;
        l->to = at;
    }
    return marks != 1;
}

static bool is_quoted(const struct line *l, unsigned i)
{
    return l->word[i].at >= l->from && l->word[i].at < l->to;
}

/* Figures, and behind each what is counted: "12 Herzen, 3 Anker". Its capitals are no dates: a date
 * has figures at its end, and two teams have them behind their names. */
static bool is_tally(const struct line *l)
{
    const struct dh_word *w = l->word;
    unsigned counts = 0;
    if (l->n == 0)
        return false;
    for (unsigned i = 1; i < l->n; i++)
        counts += w[i - 1].digit && !w[i].digit;
    return counts > 1 && w[0].digit && !w[l->n - 1].digit;
}

static bool is_blank(const struct line *l, unsigned i, bool tally)
{
    const struct dh_word *w = l->word;
    bool blank = is_quoted(l, i) || w[i].digit;
    if (blank || tally)
        return blank;
    bool beside = (i && w[i - 1].digit) || (i + 1 < l->n && w[i + 1].digit);
    return i && beside && w[i].upper; /* the first word's capital says nothing */
}

uint64_t dh_form_key(struct dh_str line)
{
    struct line l DH_NOT_CLEARED;
    unsigned kept = 0, blanks = 0, least = DH_FORM_KEPT;
    uint64_t key = 1;
    bool last = false;

    if (!cut(line, &l) || !find_quotation(&l))
        return 0;
    bool tally = is_tally(&l);
    for (unsigned i = 0; i < l.n; i++) {
        bool blank = is_blank(&l, i, tally), again = blank && last;
        last = blank;
        if (again)
            continue;
        key = dh_hash_mix(key * 31 + (blank ? 1 : l.word[i].hash));
        kept += !blank;
        blanks += blank;
        if (!blank && l.word[i].wide)
            least = 2 * DH_FORM_KEPT;
    }
    return blanks && kept >= least && kept + blanks >= DH_FORM_PARTS ? key : 0;
}
