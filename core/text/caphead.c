/* SPDX-License-Identifier: MIT */
#include "text/caphead.h"

#include "base/utf8.h"

enum {
    LINE_LEAST = 60, /* bytes */
    NEAR = 160,      /* bytes that are looked at */
    WORDS = 3,       /* of the head */
    LETTERS = 12,    /* bytes of them */
    BEHIND = 8       /* words and signs of the sentence */
};

/* The word at a place, as far as it is one of letters alone. */
struct word {
    size_t end;
    unsigned letters;
    bool small, upper; /* it has small letters; the first is a capital */
    bool plain;        /* nothing but letters, and a blank behind it */
};

static unsigned class_at(struct dh_str s, size_t at, size_t *n)
{
    uint32_t cp = ' ';
    *n = 1;
    if (at < s.n)
        *n = dh_utf8_get(s, at, &cp);
    return dh_utf8_class(cp);
}

static struct word read_word(struct dh_str s, size_t at)
{
    struct word w = { .end = at };
    size_t n;
    unsigned c = class_at(s, at, &n);
    w.upper = (c & DH_C_UPPER) != 0;
    for (; c & (DH_C_LETTER | DH_C_MARK); c = class_at(s, w.end, &n)) {
        w.small |= (c & DH_C_LETTER) && !(c & DH_C_UPPER);
        w.letters += (c & DH_C_LETTER) != 0;
        w.end += n;
    }
    w.plain = w.end > at && (c & DH_C_SPACE);
    return w;
}

static size_t behind_blanks(struct dh_str s, size_t at)
{
    size_t n = 0;
    while (at < s.n && (class_at(s, at, &n) & DH_C_SPACE))
        at += n;
    return at < s.n ? at : s.n;
}

/* Whether so many words and signs stand from `at` on. */
static bool has_sentence(struct dh_str s, size_t at)
{
    unsigned words = 0;
    while (at < s.n && words < BEHIND) {
        size_t n, from = at;
        while (class_at(s, at, &n) & (DH_C_LETTER | DH_C_MARK | DH_C_DIGIT))
            at += n;
        if (at == from && at < s.n)
            at += n;
        at = behind_blanks(s, at);
        words++;
    }
    return words == BEHIND;
}

size_t dh_caphead_end(struct dh_str line, size_t *next)
{
    struct dh_str s = dh_str_sub(line, 0, NEAR);
    size_t at = 0, end = 0, before = 0, last = 0; /* of the last word: where it begins */
    unsigned words = 0, last_letters = 0;
    struct word w;
    if (line.n < LINE_LEAST || (line.p[1] >= 'a' && line.p[1] <= 'z')) /* most are: "The men" */
        return 0;
    for (; (w = read_word(s, at)).plain && w.upper && !w.small; at = behind_blanks(s, at)) {
        before = end;
        last = at;
        last_letters = w.letters;
        end = at = w.end;
        words++;
    }
    if (words && last_letters == 1) { /* "A man said": the article belongs to the sentence */
        at = last;
        end = before;
        words--;
        w = read_word(s, at);
    }
    if (words < WORDS || end < LETTERS + words - 1 || !w.upper || w.end == at ||
        !has_sentence(s, at))
        return 0;
    *next = at;
    return end;
}
