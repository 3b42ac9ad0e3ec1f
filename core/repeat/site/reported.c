/* SPDX-License-Identifier: MIT */
#include "repeat/site/reported.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "repeat/words/words.h"

enum {
    WORD = 64,    /* bytes of a word that are looked at */
    TOGETHER = 2, /* words of reports in a sentence that is one, not all of them of what is said */
    SAID_ALONE = 3, /* as many if they are */
    GLUED = 3,      /* characters that Arabic and Hebrew write before a word: and, the, in */
    MET = 8         /* different words that are told apart; more than these speak for a report */
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

static inline bool takes(const struct dh_reportword *e, const char *word, size_t n)
{
    return e->n <= n && (e->open || e->n == n) && !memcmp(e->p, word, e->n);
}

/* Looks a word up in all lists of its language, from its first character on and, where others may
 * be written before it, from the next ones. */
static void look_up(struct found *f, const struct dh_reports *r, struct dh_str s,
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
        unsigned taken = 0; /* lists in which it was found: a bit each */
        for (uint16_t i = r->first[(unsigned char)text[0]]; i; i = r->word[i - 1].next) {
            const struct dh_reportword *e = &r->word[i - 1];
            if (!takes(e, text, n) || taken >> e->kind & 1)
                continue;
            taken |= 1u << e->kind;
            add(f, e->p, (enum dh_report)e->kind);
        }
        at += dh_utf8_get(s, at, &cp);
    }
}

static void add_list(struct dh_reports *r, uint16_t last[256], const struct dh_reportwords *l)
{
    struct dh_str words = dh_str_c(l->words), word;
    while (r->n < DH_REPORTWORDS_MAX && dh_str_split(&words, ' ', &word)) {
        unsigned char first = (unsigned char)word.p[0];
        bool open = word.p[word.n - 1] == '*';
        r->word[r->n++] =
            (struct dh_reportword){ word.p, (uint8_t)(word.n - open), open, (uint8_t)l->kind, 0 };
        if (last[first])
            r->word[last[first] - 1].next = (uint16_t)r->n;
        else
            r->first[first] = (uint16_t)r->n;
        last[first] = (uint16_t)r->n;
    }
}

static void read_lists(struct dh_reports *r)
{
    uint16_t last[256] = { 0 };
    r->read = true;
    memset(r->first, 0, sizeof r->first);
    if (r->lang.n < 2 || (r->lang.n > 2 && r->lang.p[2] != '-'))
        return;
    for (const struct dh_reportwords *l = dh_reportwords; l->words; l++)
        if (!memcmp(l->lang, r->lang.p, 2))
            add_list(r, last, l);
}

void dh_reports_init(struct dh_reports *r, struct dh_str lang)
{
    r->lang = lang;
    r->read = false;
    r->n = 0;
}

bool dh_reported(struct dh_reports *r, struct dh_str sentence)
{
    struct dh_words words = { .s = sentence };
    struct dh_word word;
    struct found f = { .n = 0 };

    if (!r->read)
        read_lists(r);
    /* Where the site speaks no other word counts. */
    while (r->n && !f.of[DH_REPORT_US] && dh_words_next(&words, &word))
        look_up(&f, r, sentence, &word);
    unsigned told = f.of[DH_REPORT_WHO] + f.of[DH_REPORT_WHAT];
    return f.of[DH_REPORT_US] == 0 &&
           ((told && told + f.of[DH_REPORT_SAID] >= TOGETHER) ||
            f.of[DH_REPORT_SAID] >= SAID_ALONE || (f.of[DH_REPORT_WHAT] && f.of[DH_REPORT_NONE]));
}
