/* SPDX-License-Identifier: MIT */
#include "repeat/reported.h"

#include <string.h>

#include "base/swar.h"
#include "base/utf8.h"
#include "repeat/reportwords.h"
#include "repeat/words.h"

enum {
    WORD = 64,    /* bytes of a word that are looked at */
    TOGETHER = 2, /* words of reports in a sentence that is one, not all of them of what is said */
    SAID_ALONE = 3, /* as many if they are */
    GLUED = 3,      /* characters that Arabic and Hebrew write before a word: and, the, in */
    MET = 8         /* different words that are told apart */
};

/* A word as it begins at s.p[at], in lower case; its bytes. */
static size_t lower(struct dh_str s, size_t at, size_t end, char *out)
{
    size_t n = 0;
    while (at < end) {
        uint32_t cp;
        char one[4];
        at += dh_utf8_get(s, at, &cp);
        size_t k = dh_utf8_put(one, dh_utf8_lower(cp));
        if (n + k > WORD)
            break;
        memcpy(out + n, one, k);
        n += k;
    }
    return n;
}

/* The first entry behind place `at` of a list that begins with c; the list's end: there is none. */
static size_t next_entry(struct dh_str list, size_t at, char c)
{
    for (; list.n - at > sizeof(dh_sixteen); at += sizeof(dh_sixteen)) {
        dh_sixteen blank = dh_sixteen_equal(dh_sixteen_load(list.p + at), ' ');
        dh_sixteen first = dh_sixteen_equal(dh_sixteen_load(list.p + at + 1), (unsigned char)c);
        uint64_t found = dh_sixteen_bits(blank & first);
        if (found)
            return at + (size_t)__builtin_ctzll(found) + 1;
    }
    while (at < list.n && !(list.p[at] == ' ' && list.p[at + 1] == c))
        at++;
    return at < list.n ? at + 1 : at;
}

/* The entry of a list that takes the word, which has a character; NULL: there is none. */
static const char *find(struct dh_str list, const char *word, size_t n)
{
    for (size_t at = list.p[0] == word[0] ? 0 : next_entry(list, 0, word[0]); at < list.n;
         at = next_entry(list, at, word[0])) {
        size_t k = dh_str_find_byte(dh_str_sub(list, at, SIZE_MAX), ' ');
        bool open = list.p[at + k - 1] == '*';
        if (k - open <= n && (open || k == n) && !memcmp(list.p + at, word, k - open))
            return list.p + at;
    }
    return NULL;
}

/* The lists of a language. */
struct lists {
    struct dh_str words[DH_REPORT_KINDS];
    enum dh_report kind[DH_REPORT_KINDS];
    size_t n; /* 0: it has none */
};

/* What was met of a sentence. */
struct found {
    const char *met[MET];
    size_t n;
    unsigned of[DH_REPORT_KINDS];
};

static void add(struct found *f, const char *entry, enum dh_report kind)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->met[i] == entry)
            return;
    if (f->n < MET)
        f->met[f->n++] = entry;
    f->of[kind]++;
}

/* Looks a word up in all lists of its language, from its first character on and, where others may
 * be written before it, from the next ones. */
static void look_up(struct found *f, const struct lists *lists, struct dh_str s,
                    const struct dh_word *word)
{
    char text[WORD];
    /* In a script without spaces a word is a character: what begins with it is looked up. */
    size_t at = word->at, end = word->wide ? s.n : at + word->n;
    unsigned char lead = (unsigned char)s.p[at];
    unsigned tries = lead >= 0xD6 && lead <= 0xDB ? 1 + GLUED : 1; /* Hebrew and Arabic */

    for (; tries && at < end; tries--) {
        uint32_t cp;
        size_t n = lower(s, at, end, text);
        for (size_t i = 0; i < lists->n; i++) {
            const char *entry = find(lists->words[i], text, n);
            if (entry)
                add(f, entry, lists->kind[i]);
        }
        at += dh_utf8_get(s, at, &cp);
    }
}

static struct lists lists_of(struct dh_str lang)
{
    struct lists lists = { .n = 0 };
    if (lang.n < 2 || (lang.n > 2 && lang.p[2] != '-'))
        return lists;
    for (const struct dh_reportwords *l = dh_reportwords; l->words && lists.n < DH_REPORT_KINDS;
         l++)
        if (!memcmp(l->lang, lang.p, 2)) {
            lists.words[lists.n] = dh_str_c(l->words);
            lists.kind[lists.n++] = l->kind;
        }
    return lists;
}

bool dh_reported(struct dh_str lang, struct dh_str sentence)
{
    struct dh_words words = { sentence, 0 };
    struct dh_word word;
    struct found f = { .n = 0 };
    const struct lists lists = lists_of(lang);

    /* Where the site speaks no other word counts. */
    while (lists.n && f.n < MET && !f.of[DH_REPORT_US] && dh_words_next(&words, &word))
        look_up(&f, &lists, sentence, &word);
    unsigned told = f.of[DH_REPORT_WHO] + f.of[DH_REPORT_WHAT];
    return f.of[DH_REPORT_US] == 0 &&
           ((told && told + f.of[DH_REPORT_SAID] >= TOGETHER) ||
            f.of[DH_REPORT_SAID] >= SAID_ALONE || (f.of[DH_REPORT_WHAT] && f.of[DH_REPORT_NONE]));
}
