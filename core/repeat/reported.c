/* SPDX-License-Identifier: MIT */
#include "repeat/reported.h"

#include <string.h>

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

/* The entry of a list that takes the word; NULL: there is none. */
static const char *find(const char *words, const char *word, size_t n)
{
    for (const char *p = words; *p;) {
        size_t k = strcspn(p, " ");
        bool open = p[k - 1] == '*';
        if (k - open <= n && (open || k == n) && !memcmp(p, word, k - open))
            return p;
        p += k + (p[k] == ' ');
    }
    return NULL;
}

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
static void look_up(struct found *f, const char *lang, struct dh_str s, const struct dh_word *word)
{
    char text[WORD];
    /* In a script without spaces a word is a character: what begins with it is looked up. */
    size_t at = word->at, end = word->wide ? s.n : at + word->n;
    unsigned char lead = (unsigned char)s.p[at];
    unsigned tries = lead >= 0xD6 && lead <= 0xDB ? 1 + GLUED : 1; /* Hebrew and Arabic */

    for (; tries && at < end; tries--) {
        uint32_t cp;
        size_t n = lower(s, at, end, text);
        for (const struct dh_reportwords *l = dh_reportwords; l->words; l++) {
            const char *entry = strcmp(l->lang, lang) ? NULL : find(l->words, text, n);
            if (entry)
                add(f, entry, l->kind);
        }
        at += dh_utf8_get(s, at, &cp);
    }
}

/* The lists' own name of a language; NULL: there are none. */
static const char *listed(struct dh_str lang)
{
    for (const struct dh_reportwords *l = dh_reportwords; l->words; l++)
        if (lang.n >= 2 && !memcmp(l->lang, lang.p, 2) && (lang.n == 2 || lang.p[2] == '-'))
            return l->lang;
    return NULL;
}

bool dh_reported(struct dh_str lang, struct dh_str sentence)
{
    struct dh_words words = { sentence, 0 };
    struct dh_word word;
    struct found f = { .n = 0 };
    const char *of = listed(lang);

    while (of && f.n < MET && dh_words_next(&words, &word))
        look_up(&f, of, sentence, &word);
    unsigned told = f.of[DH_REPORT_WHO] + f.of[DH_REPORT_WHAT];
    return f.of[DH_REPORT_US] == 0 &&
           ((told && told + f.of[DH_REPORT_SAID] >= TOGETHER) ||
            f.of[DH_REPORT_SAID] >= SAID_ALONE || (f.of[DH_REPORT_WHAT] && f.of[DH_REPORT_NONE]));
}
