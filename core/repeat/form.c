/* SPDX-License-Identifier: MIT */
#include "repeat/form.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "repeat/words.h"

/* One word of a line, and whether it stands in a quotation. */
struct piece {
    struct dh_word word;
    bool quoted;
};

/* Quotation marks of all kinds; apostrophes and inch marks are none of them. */
static bool is_quote(uint32_t cp)
{
    return cp == '"' || cp == 0xAB || cp == 0xBB || (cp >= 0x201C && cp <= 0x201F) ||
           (cp >= 0x300C && cp <= 0x300F);
}

/* The bytes from the first quotation mark of a line to its last one, and how many marks there are.
 * Which open and which close depends on the language, and what is quoted may quote in its turn:
 * You have read ““We never close,” she said” with us. */
static struct dh_str quotation(struct dh_str s, unsigned *marks)
{
    size_t from = 0, to = 0;
    uint32_t cp;

    *marks = 0;
    for (size_t at = 0, n; at < s.n; at += n) {
        n = dh_utf8_get(s, at, &cp);
        if (!is_quote(cp))
            continue;
        from = ++*marks == 1 ? at : from;
        to = at;
    }
    return dh_str_sub(s, from, to);
}

/* The words of a line; DH_FORM_WORDS + 1 when there are more. *open: a quotation does not end. */
static unsigned cut(struct dh_str s, struct piece *out, bool *open)
{
    struct dh_words w = { s, 0 };
    unsigned n = 0, marks;
    struct dh_str quoted = quotation(s, &marks);

    *open = marks == 1;
    for (struct dh_word word; dh_words_next(&w, &word); n++) {
        if (n == DH_FORM_WORDS)
            return n + 1;
        const char *at = s.p + word.at;
        out[n] = (struct piece){ word, at >= quoted.p && at < quoted.p + quoted.n };
    }
    return n;
}

/* Figures, and behind each what is counted: "12 Herzen, 3 Anker". Its capitals are no dates: a date
 * has figures at its end, and two teams have them behind their names. */
static bool is_tally(const struct piece *p, unsigned n)
{
    unsigned counts = 0;
    if (n == 0)
        return false;
    for (unsigned i = 1; i < n; i++)
        counts += p[i - 1].word.digit && !p[i].word.digit;
    return counts > 1 && p[0].word.digit && !p[n - 1].word.digit;
}

static bool is_blank(const struct piece *p, unsigned i, unsigned n, bool tally)
{
    if (p[i].quoted || p[i].word.digit || tally)
        return p[i].quoted || p[i].word.digit;
    bool beside = (i && p[i - 1].word.digit) || (i + 1 < n && p[i + 1].word.digit);
    return i && beside && p[i].word.upper; /* the first word's capital says nothing */
}

uint64_t dh_form_key(struct dh_str line)
{
    struct piece p[DH_FORM_WORDS];
    bool open = false;
    unsigned n = cut(line, p, &open), kept = 0, blanks = 0, least = DH_FORM_KEPT;
    uint64_t key = 1;

    if (n > DH_FORM_WORDS || open)
        return 0;
    bool tally = is_tally(p, n);
    for (unsigned i = 0; i < n; i++) {
        bool blank = is_blank(p, i, n, tally);
        if (blank && i && is_blank(p, i - 1, n, tally))
            continue;
        key = dh_hash_mix(key * 31 + (blank ? 1 : p[i].word.hash));
        kept += !blank;
        blanks += blank;
        if (!blank && p[i].word.wide)
            least = 2 * DH_FORM_KEPT;
    }
    return blanks && kept >= least && kept + blanks >= DH_FORM_PARTS ? key : 0;
}

struct dh_str dh_form_labelled(struct dh_str line)
{
    struct piece p[DH_FORM_WORDS];
    bool open;
    unsigned i = 0;
    size_t colon = dh_str_find_byte(line, ':'), wide = dh_str_find(line, DH_STR("：")), behind;

    behind = colon < wide ? colon + 1 : wide + 3;
    if (behind >= line.n)
        return DH_STR_NONE;
    unsigned n = cut(line, p, &open);
    if (n > DH_FORM_WORDS)
        return DH_STR_NONE;
    while (i < n && p[i].word.at < behind)
        i++;
    /* A colon inside a number or a time is no label's. */
    if (i == 0 || i > DH_FORM_LABEL || n - i < DH_FORM_LINKED || p[i - 1].word.digit)
        return DH_STR_NONE;
    return dh_str_trim(dh_str_sub(line, behind, line.n));
}
