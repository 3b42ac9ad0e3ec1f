/* SPDX-License-Identifier: MIT */
/* signc: makes the tables by which signs and cues are found (html/block/signtable.h) of their rows
 * when the program is built, and prints them as core/html/block/signtable.c includes them. Exit 1:
 * a word is too long, or there are too many phrases. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "html/block/signtable.h"
#include "html/block/wordhash.h"

enum { PHRASES_MAX = 1 << 14 };

struct maker {
    struct dh_sign_tables tables;
    struct dh_phrase phrases[PHRASES_MAX];
    uint32_t n_phrases;
};

/* ---- Words */

static void add_word(struct dh_sign_word *t, size_t size, uint64_t key, uint64_t signs)
{
    size_t i = key >> 1 & (size - 1);
    while (t[i].key && t[i].key != key)
        i = (i + 1) & (size - 1);
    t[i].key = key;
    t[i].signs |= signs;
}

/* The words of a list, with what tells most others apart from them at once. false: one is too long.
 */
static bool add_words(struct dh_sign_tables *s, const char *list, uint64_t signs)
{
    struct dh_str rest = dh_str_c(list), w;
    while (dh_str_split(&rest, ' ', &w)) {
        char letters[DH_SIGN_WORD_MAX] = { 0 };
        if (w.n > DH_SIGN_WORD_MAX) {
            fprintf(stderr, "signc: too long: %.*s\n", (int)w.n, w.p);
            return false;
        }
        if (w.n == 0)
            continue;
        memcpy(letters, w.p, w.n);
        add_word(s->words, DH_LEN(s->words), dh_sign_word_key(letters, w.n), signs);
        unsigned bit =
            w.n < DH_SIGN_WORD_MIN ? (unsigned)DH_SIGN_SHORT_BIT : (unsigned)w.n - DH_SIGN_WORD_MIN;
        s->word_lengths[dh_sign_begin(letters, w.n)] |= (uint16_t)(1u << bit);
    }
    return true;
}

static void add_names(struct dh_sign_tables *s, const char *list, uint64_t signs)
{
    struct dh_str rest = dh_str_c(list), w;
    while (dh_str_split(&rest, ' ', &w)) {
        add_word(s->names, DH_LEN(s->names), dh_sign_name_key(w), signs);
        if (w.n >= DH_SIGN_NAME_MIN)
            s->name_lengths[w.p[0] & 31] |= 1ull << w.n;
    }
}

static bool add_signs(struct dh_sign_tables *s)
{
    for (size_t i = 0; i < dh_n_sign_rows; i++)
        if (!add_words(s, dh_sign_rows[i].words, 1ull << dh_sign_rows[i].sign))
            return false;
    add_names(s, dh_comment_boxes, 1ull << DH_SIGN_COMMENT_BOX);
    add_names(s, dh_paid_text, DH_NO_SIGNS);
    return add_words(s, dh_neutral_words, DH_NEUTRAL);
}

/* ---- Phrases */

/* The tokens of a phrase, by the same rule as those of a block: letters and digits joined, wide
 * characters alone. */
static size_t phrase_tokens(struct dh_str s, uint32_t *t, size_t cap)
{
    struct dh_wordhash word = { 0 };
    size_t n = 0;
    for (size_t at = 0; at < s.n && n < cap;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        unsigned c = dh_utf8_class(cp);
        bool wide = c & DH_C_WIDE, part = c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK);
        if (word.n && (wide || !part)) {
            t[n++] = dh_wordhash_end(&word);
            word = (struct dh_wordhash){ 0 };
        }
        if (wide || part)
            dh_wordhash_char(&word, wide ? cp : dh_utf8_lower(cp));
        if (wide && n < cap)
            t[n++] = dh_wordhash_end(&word);
        if (wide)
            word = (struct dh_wordhash){ 0 };
    }
    if (word.n && n < cap)
        t[n++] = dh_wordhash_end(&word);
    return n;
}

static void add_phrase(struct maker *m, struct dh_str text, const struct dh_phrase_row *row)
{
    struct dh_phrase p = { .place = (uint8_t)row->place, .cue = (uint8_t)row->cue };
    p.n = (uint8_t)phrase_tokens(text, p.tokens, DH_PHRASE_TOKENS);
    if (p.n == 0)
        return;
    uint32_t key = dh_phrase_key(p.tokens, p.n), bit = dh_phrase_bit(key);
    uint32_t *head = &m->tables.heads[key % DH_PHRASE_HEADS];
    p.next = *head;
    m->phrases[m->n_phrases++] = p;
    *head = m->n_phrases;
    m->tables.head_bits[bit / 64] |= 1ull << bit % 64;
}

static bool add_phrases(struct maker *m)
{
    for (size_t i = 0; i < dh_n_phrase_rows; i++) {
        struct dh_str rest = dh_str_c(dh_phrase_rows[i].phrases), text;
        while (dh_str_split(&rest, '|', &text)) {
            if (m->n_phrases == PHRASES_MAX) {
                fprintf(stderr, "signc: more than %d phrases\n", PHRASES_MAX);
                return false;
            }
            add_phrase(m, text, &dh_phrase_rows[i]);
        }
    }
    return true;
}

/* ---- Printing: what is not zero */

static void print_words(const char *name, const struct dh_sign_word *t, size_t n)
{
    printf(".%s = {", name);
    for (size_t i = 0; i < n; i++)
        if (t[i].key)
            printf("[%zu] = {%" PRIu64 "u,%" PRIu64 "u},", i, t[i].key, t[i].signs);
    printf("},\n");
}

/* Whatever the width of its numbers. */
#define PRINT_NUMBERS(s, list) \
    do { \
        printf("." #list " = {"); \
        for (size_t i = 0; i < DH_LEN((s)->list); i++) \
            if ((s)->list[i]) \
                printf("[%zu] = %" PRIu64 "u,", i, (uint64_t)(s)->list[i]); \
        printf("},\n"); \
    } while (0)

static void print_tables(const struct dh_sign_tables *s)
{
    printf("static const struct dh_sign_tables sign_tables = {\n");
    print_words("words", s->words, DH_LEN(s->words));
    print_words("names", s->names, DH_LEN(s->names));
    PRINT_NUMBERS(s, name_lengths);
    PRINT_NUMBERS(s, word_lengths);
    PRINT_NUMBERS(s, heads);
    PRINT_NUMBERS(s, head_bits);
    printf("};\n");
}

static void print_phrases(const struct maker *m)
{
    printf("static const struct dh_phrase sign_phrases[] = {\n");
    for (uint32_t i = 0; i < m->n_phrases; i++) {
        const struct dh_phrase *p = &m->phrases[i];
        printf("{{");
        for (size_t k = 0; k < DH_PHRASE_TOKENS; k++)
            printf("%" PRIu32 "u,", p->tokens[k]);
        printf("},%" PRIu32 "u,%u,%u,%u},\n", p->next, p->n, p->place, p->cue);
    }
    printf("};\n");
}

int main(void)
{
    static struct maker m;
    if (!add_signs(&m.tables) || !add_phrases(&m))
        return 1;
    print_tables(&m.tables);
    print_phrases(&m);
    return fflush(stdout) != 0;
}
