/* SPDX-License-Identifier: MIT */
#include "text/repair/caphead.h"

#include "base/utf8.h"
#include "text/repair/repair.h"
#include "text/words/entities.h"

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
    size_t bytes; /* of what is read */
    unsigned letters;
    bool small, upper; /* it has small letters; the first is a capital */
    bool plain;        /* nothing but letters, and a blank behind it */
};

/* The character at a place: a reference is read, and what repairs drop is part of a word, as both
 * will be when the line is mended. */
struct sign {
    unsigned class;
    size_t n, bytes; /* bytes of it in the line, and of what is read */
};

static struct sign sign_at(struct dh_entities *e, size_t at)
{
    struct sign c = { .n = 1 };
    uint32_t cp = ' ';
    if (at < e->text.n)
        c.n = dh_entity_get(e, at, &cp, &c.bytes);
    c.class = dh_utf8_class(cp);
    if (dh_repair_may_drop(cp)) {
        c.class = DH_C_MARK;
        c.bytes = 0;
    }
    return c;
}

static struct word read_word(struct dh_entities *e, size_t at)
{
    struct word w = { .end = at };
    struct sign c = sign_at(e, at);
    w.upper = (c.class & DH_C_UPPER) != 0;
    for (; c.class & (DH_C_LETTER | DH_C_MARK); c = sign_at(e, w.end)) {
        w.small |= (c.class & DH_C_LETTER) && !(c.class & DH_C_UPPER);
        w.letters += (c.class & DH_C_LETTER) != 0;
        w.bytes += c.bytes;
        w.end += c.n;
    }
    w.plain = w.end > at && (c.class & DH_C_SPACE);
    return w;
}

static size_t behind_blanks(struct dh_entities *e, size_t at)
{
    struct sign c;
    while (at < e->text.n && ((c = sign_at(e, at)).class & DH_C_SPACE))
        at += c.n;
    return at < e->text.n ? at : e->text.n;
}

/* Whether so many words and signs stand from `at` on. */
static bool has_sentence(struct dh_entities *e, size_t at)
{
    unsigned words = 0;
    while (at < e->text.n && words < BEHIND) {
        size_t from = at;
        struct sign c;
        while ((c = sign_at(e, at)).class & (DH_C_LETTER | DH_C_MARK | DH_C_DIGIT))
            at += c.n;
        if (at == from)
            at += c.n;
        at = behind_blanks(e, at);
        words++;
    }
    return words == BEHIND;
}

size_t dh_caphead_end(struct dh_str line, size_t *next)
{
    struct dh_str s = dh_str_sub(line, 0, NEAR);
    size_t at = 0, end = 0, before = 0, bytes = 0;
    unsigned words = 0;
    struct word w, last = { .letters = 0 };
    if (line.n < LINE_LEAST || (line.p[1] >= 'a' && line.p[1] <= 'z')) /* most are: "The men" */
        return 0;
    struct dh_entities e = dh_entities_of(s);
    size_t begin = 0; /* of the last word */
    for (; (w = read_word(&e, at)).plain && w.upper && !w.small; at = behind_blanks(&e, at)) {
        before = end;
        begin = at;
        end = at = w.end;
        bytes += w.bytes;
        last = w;
        words++;
    }
    if (words && last.letters == 1) { /* "A man said": the article belongs to the sentence */
        at = begin;
        end = before;
        bytes -= last.bytes;
        words--;
        w = last;
    }
    bool shouts = !w.small && w.letters > 1; /* "WHY ARE WE HERE? The": the head goes on */
    if (words < WORDS || bytes < LETTERS || !w.upper || shouts || w.end == at ||
        !has_sentence(&e, at))
        return 0;
    *next = at;
    return end;
}
