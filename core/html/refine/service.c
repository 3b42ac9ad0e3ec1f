/* SPDX-License-Identifier: MIT */
#include "html/refine/service.h"

#include <string.h>

#include "base/utf8.h"
#include "html/refine/refine.h"

enum {
    TEXT_MAX = 4096, /* bytes in lower case that are searched */
    RUN = 4,
    RUN_BITS = 15,
    SERVICE_WORDS = 200, /* who has more to say tells a story */
    PHRASES_MIN = 2,
    WORDS_A_PHRASE = 20, /* a story on passwords has more words for each that it uses */
    SURE_PHRASES = 4,    /* and of a page that says when it was published, or by whom */
    SURE_WORDS = 12
};

/* What is searched: words in lower case, parted by one blank, with straight apostrophes. */
struct said {
    char p[TEXT_MAX];
    size_t n;
    uint64_t runs[(1 << RUN_BITS) / 64]; /* a bit for each RUN bytes in a row, by their hash */
};

static uint32_t run_at(const char *p)
{
    uint32_t x;
    memcpy(&x, p, RUN);
    return x * 0x9E3779B1u >> (32 - RUN_BITS);
}

static void note_runs(struct said *s)
{
    for (size_t i = 0; i + RUN <= s->n; i++)
        s->runs[run_at(s->p + i) / 64] |= 1ull << run_at(s->p + i) % 64;
}

/* Whether the phrase's first and last bytes stand in the text: most fall at that. */
static bool may_say(const struct said *s, struct dh_str phrase)
{
    if (phrase.n < RUN)
        return true;
    uint32_t first = run_at(phrase.p), last = run_at(phrase.p + phrase.n - RUN);
    return s->runs[first / 64] >> first % 64 & s->runs[last / 64] >> last % 64 & 1;
}

static void say(struct said *s, struct dh_str text)
{
    for (size_t i = 0; i < text.n && s->n + 8 < TEXT_MAX;) {
        uint32_t cp;
        i += dh_utf8_get(text, i, &cp);
        if (cp == 0x2019)
            cp = '\'';
        s->n += dh_utf8_put(s->p + s->n, dh_utf8_lower(cp));
    }
    if (s->n < TEXT_MAX)
        s->p[s->n++] = '\n';
}

/* Whether the phrase stands there, not inside a word; scripts that are no ASCII may part none. */
static bool says(const struct said *s, struct dh_str phrase)
{
    bool ascii = (unsigned char)phrase.p[0] < 0x80;
    struct dh_str all = { s->p, s->n };
    for (size_t at = 0, hit; (hit = dh_str_find(dh_str_sub(all, at, s->n), phrase)) < s->n - at;
         at += hit + 1) {
        unsigned char before = at + hit ? (unsigned char)s->p[at + hit - 1] : ' ';
        if (!ascii || !(dh_is_alpha(before) || before >= 0x80))
            return true;
    }
    return false;
}

static unsigned count_phrases(const struct said *s)
{
    unsigned n = 0;
    for (size_t i = 0; i < dh_n_service_rows; i++) {
        struct dh_str rest = dh_str_c(dh_service_rows[i].phrases), phrase;
        while (dh_str_split(&rest, '|', &phrase))
            n += may_say(s, phrase) && says(s, phrase);
    }
    return n;
}

bool dh_is_service(const struct dh_overview *v, const struct dh_choice *choice, bool known)
{
    struct said s = { .n = 0 };
    float words = dh_kept_words(v, choice, 0, v->b->n_blocks);
    if (words >= SERVICE_WORDS)
        return false;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        if (choice[i].keep || v->facts[i].heading == GUMBO_TAG_H1)
            say(&s, dh_block_text(v->b, i));
    note_runs(&s);
    unsigned phrases = count_phrases(&s);
    return phrases >= (known ? SURE_PHRASES : PHRASES_MIN) &&
           (float)(phrases * (known ? SURE_WORDS : WORDS_A_PHRASE)) >= words;
}
