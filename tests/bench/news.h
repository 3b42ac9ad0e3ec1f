/* SPDX-License-Identifier: MIT */
/* A made corpus of scraped news, for benchmarks: rows {id, url, site, date, title, text} from a
 * seed. Page i is a function of (seed, i) alone, so a corpus of any size needs no memory and any
 * page can be made again: that is how copies are made of earlier pages.
 *
 * What is in it: stories of 3 to 20 paragraphs in five languages, of made words and the real small
 * words between them, with quotes, figures, names and reporting verbs; sites by a Zipf law, each
 * with chrome of its own, told by wording (known forms) and by repetition alone (made lines);
 * captions with credits, some of them in several stories; of 100 pages about 5 are edited copies of
 * earlier ones and 1 or 2 exact ones, with the chrome of another site. */
#ifndef BENCH_NEWS_H
#define BENCH_NEWS_H

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

enum { BENCH_SITES = 400, BENCH_CAPTIONS = 3000, BENCH_WORDS = 12000 };

/* One page; slices live until the next one is made. */
struct bench_doc {
    struct dh_str id, url, site, date, title, text;
    size_t copy_of; /* index of the page it copies; SIZE_MAX: none */
};

struct bench_corpus {
    uint64_t seed;
    struct dh_buf text, title; /* of the page made last */
    char id[32], url[96], site[40], date[16];
};

/* ---- Numbers: splitmix64, so that any stream can be begun anywhere */

struct bench_random {
    uint64_t state;
};

static inline uint64_t bench_next(struct bench_random *r)
{
    uint64_t z = r->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static inline struct bench_random bench_stream(uint64_t seed, const char *what, uint64_t i)
{
    struct bench_random r = { seed * 31 + i };
    for (; *what; what++)
        r.state = bench_next(&r) + (unsigned char)*what;
    return r;
}

static inline unsigned bench_below(struct bench_random *r, unsigned n)
{
    return (unsigned)((bench_next(r) >> 32) * n >> 32);
}

/* Small numbers are frequent: about as Zipf's law has it. */
static inline unsigned bench_zipf(struct bench_random *r, unsigned n)
{
    double u = (double)(bench_next(r) >> 11) / 9007199254740992.0;
    unsigned reach = n;
    for (unsigned bits = 0; reach > 1 && u > 0.5 && bits < 16; bits++, u = 2 * u - 1)
        reach /= 2;
    return bench_below(r, reach < 4 ? 4 : reach);
}

/* ---- Words */

enum { BENCH_LANGS = 5, BENCH_SMALL = 24 };

static const char *const bench_small[BENCH_LANGS][BENCH_SMALL] = {
    { "the", "of",   "to",  "and", "a",   "in",   "that", "on",  "for",  "with", "was", "is",
      "at",  "from", "his", "by",  "has", "were", "an",   "not", "this", "they", "are", "as" },
    { "der", "die", "und", "in",  "den",  "von", "zu",    "das",  "mit",  "sich", "des", "auf",
      "ist", "im",  "dem", "ein", "eine", "als", "nicht", "auch", "nach", "bei",  "war", "hat" },
    { "de", "la", "le",  "et",   "les", "des",  "en",  "un",  "du", "une",  "que", "est",
      "au", "a",  "par", "pour", "sur", "dans", "qui", "pas", "ce", "avec", "son", "plus" },
    { "de", "la",  "que", "el", "en",   "y",  "a",  "los", "del",  "se",  "las", "por",
      "un", "con", "una", "su", "para", "es", "al", "lo",  "como", "fue", "sus", "más" },
    { "и",  "в",  "на", "что", "с", "по",  "не", "из", "для", "его", "это", "как",
      "от", "за", "к",  "о",   "у", "был", "но", "до", "при", "они", "мы",  "также" },
};
static const char *const bench_say[BENCH_LANGS] = { "said", "sagte", "a déclaré", "dijo",
                                                    "сказал" };
static const char *const bench_parts[2][20] = {
    { "ba",  "con", "de",  "fer", "gro", "han", "ki", "lor", "mas", "ne",
      "pol", "ra",  "sen", "ti",  "vo",  "wal", "zu", "cla", "bri", "sto" },
    { "ба",  "кон", "де",  "фер", "гро", "хан", "ки", "лор", "мас", "не",
      "пол", "ра",  "сен", "ти",  "во",  "вал", "зу", "кла", "бри", "сто" },
};
static const char *const bench_ends[BENCH_LANGS][6] = {
    { "ing", "ed", "ton", "er", "s", "ly" },      { "en", "ung", "er", "heit", "lich", "t" },
    { "ment", "tion", "é", "er", "ées", "ant" },  { "ción", "ado", "os", "ar", "dad", "ías" },
    { "ение", "ый", "ать", "ов", "ость", "ами" },
};

/* The word of that number: the same one each time. */
static inline void bench_word(struct dh_buf *b, unsigned lang, unsigned number)
{
    struct bench_random r = bench_stream(lang, "word", number);
    unsigned n = 1 + bench_below(&r, 3);
    for (unsigned i = 0; i < n; i++)
        dh_buf_add(b, dh_str_c(bench_parts[lang == 4][bench_below(&r, 20)]));
    dh_buf_add(b, dh_str_c(bench_ends[lang][bench_below(&r, 6)]));
}

/* The ASCII or Cyrillic letter at b->p[at] as a capital. */
static inline void bench_capital(struct dh_buf *b, size_t at)
{
    unsigned char *p = (unsigned char *)b->p + at;
    if (b->n > at && p[0] >= 'a' && p[0] <= 'z') {
        p[0] = (unsigned char)(p[0] - 32);
    } else if (b->n > at + 1 && p[0] == 0xD0 && p[1] >= 0xB0) {
        p[1] = (unsigned char)(p[1] - 32); /* а to п */
    } else if (b->n > at + 1 && p[0] == 0xD1 && p[1] < 0x90) {
        p[0] = 0xD0; /* р to я */
        p[1] = (unsigned char)(p[1] + 32);
    }
}

static inline void bench_name(struct dh_buf *b, struct bench_random *r, unsigned lang)
{
    for (int i = 0; i < 2; i++) {
        if (i)
            dh_buf_byte(b, ' ');
        size_t at = b->n;
        bench_word(b, lang, 90000 + bench_below(r, 3000));
        bench_capital(b, at);
    }
}

static inline void bench_number(struct dh_buf *b, unsigned v)
{
    if (v >= 1000) {
        dh_buf_number(b, v / 1000);
        dh_buf_byte(b, ',');
        dh_buf_byte(b, (char)('0' + v / 100 % 10));
        dh_buf_byte(b, (char)('0' + v / 10 % 10));
        dh_buf_byte(b, (char)('0' + v % 10));
        return;
    }
    dh_buf_number(b, v);
}

/* A sentence; edit in 1000 of its words are exchanged by the stream *e. */
static inline void bench_sentence(struct dh_buf *b, struct bench_random *r, struct bench_random *e,
                                  unsigned edit, unsigned lang)
{
    unsigned n = 7 + bench_below(r, 18), kind = bench_below(r, 12);
    size_t at = b->n;
    if (kind == 0)
        dh_buf_byte(b, '"');
    size_t first = b->n;
    for (unsigned i = 0; i < n; i++) {
        unsigned what = bench_below(r, 100), number = bench_zipf(r, BENCH_WORDS);
        if (i)
            dh_buf_add(b, what == 99 && i + 2 < n ? DH_STR(", ") : DH_STR(" "));
        if (edit && bench_below(e, 1000) < edit)
            number = 50000 + bench_below(e, BENCH_WORDS);
        if (what < 45)
            dh_buf_add(b, dh_str_c(bench_small[lang][number % BENCH_SMALL]));
        else if (what < 48)
            bench_name(b, r, lang);
        else if (what < 50)
            bench_number(b, bench_below(r, 4000));
        else
            bench_word(b, lang, number);
    }
    bench_capital(b, first);
    if (kind == 0) {
        dh_buf_add(b, DH_STR(",\" "));
        dh_buf_add(b, dh_str_c(bench_say[lang]));
        dh_buf_byte(b, ' ');
        bench_name(b, r, lang);
    }
    dh_buf_byte(b, b->n > at + 60 && kind == 1 ? '?' : '.');
}

/* ---- Chrome and captions */

static inline void bench_chrome(struct dh_buf *b, uint64_t seed, unsigned site, unsigned line)
{
    static const char *const known[] = {
        "Advertisement",
        "Share this article",
        "Read more",
        "Sign up for free",
        "Follow us on Facebook, Twitter and Instagram",
        "Log in to leave a comment",
        "Terms of use | Privacy | Contact",
        "Copyright 2024. All rights reserved.",
        "Subscribe to our newsletter for the latest headlines every morning",
        "Anzeige",
        "Lire aussi",
        "Compartir en Facebook",
    };
    struct bench_random r = bench_stream(seed, "chrome", site * 64 + line);
    if (bench_below(&r, 10) < 6) {
        dh_buf_add(b, dh_str_c(known[bench_below(&r, DH_LEN(known))]));
        return;
    }
    size_t at = b->n;
    for (unsigned i = 0, n = 3 + bench_below(&r, 8); i < n; i++) {
        if (i)
            dh_buf_byte(b, ' ');
        bench_word(b, site % BENCH_LANGS, bench_below(&r, BENCH_WORDS));
    }
    bench_capital(b, at);
}

static inline void bench_caption(struct dh_buf *b, uint64_t seed, unsigned number, unsigned lang)
{
    static const char *const credits[] = { " (AP)", " (Reuters)", " / dpa", " Photo: AFP", "" };
    struct bench_random r = bench_stream(seed, "caption", number);
    size_t at = b->n;
    bench_name(b, &r, lang);
    for (unsigned i = 0, n = 4 + bench_below(&r, 9); i < n; i++) {
        dh_buf_byte(b, ' ');
        if (i % 2)
            dh_buf_add(b, dh_str_c(bench_small[lang][bench_below(&r, BENCH_SMALL)]));
        else
            bench_word(b, lang, bench_zipf(&r, BENCH_WORDS));
    }
    bench_capital(b, at);
    dh_buf_add(b, dh_str_c(credits[bench_below(&r, DH_LEN(credits))]));
}

/* ---- Pages */

static inline void bench_corpus_init(struct bench_corpus *c, uint64_t seed)
{
    *c = (struct bench_corpus){ .seed = seed };
    dh_buf_init(&c->text, dh_mem_default(), 1 << 24);
    dh_buf_init(&c->title, dh_mem_default(), 1 << 16);
}

static inline void bench_corpus_release(struct bench_corpus *c)
{
    dh_buf_release(&c->text);
    dh_buf_release(&c->title);
}

/* Which page i copies: SIZE_MAX none. Copies are made of pages that are none themselves. */
static inline size_t bench_copied(uint64_t seed, size_t i, bool *exact)
{
    struct bench_random r = bench_stream(seed, "copy", i);
    unsigned what = bench_below(&r, 1000);
    bool again;
    *exact = what < 15;
    if (i < 20 || what >= 65)
        return SIZE_MAX;
    size_t j = (size_t)(bench_next(&r) % i);
    return bench_copied(seed, j, &again) == SIZE_MAX ? j : SIZE_MAX;
}

static inline void bench_chrome_lines(struct bench_corpus *c, size_t i, unsigned site,
                                      unsigned from, unsigned to)
{
    struct bench_random r = bench_stream(c->seed, "lines", i);
    for (unsigned k = from; k < to; k++) {
        if (bench_below(&r, 10) == 0)
            continue;
        if (c->text.n)
            dh_buf_byte(&c->text, '\n');
        bench_chrome(&c->text, c->seed, site, k);
    }
}

/* The story of page `of`, edited by page i's stream. */
static inline void bench_story(struct bench_corpus *c, size_t of, size_t i, unsigned edit)
{
    struct bench_random r = bench_stream(c->seed, "story", of);
    struct bench_random e = bench_stream(c->seed, "edit", i);
    unsigned lang = bench_below(&r, 10);
    lang = lang < 6 ? 0 : lang - 5; /* of ten, six are English */
    bench_sentence(&c->title, &r, &e, 0, lang);
    c->title.n--;
    for (unsigned k = 0, n = 3 + bench_below(&r, 18); k < n; k++) {
        if (c->text.n)
            dh_buf_byte(&c->text, '\n');
        if (bench_below(&e, 12) == 0) {
            bench_caption(&c->text, c->seed, bench_zipf(&e, BENCH_CAPTIONS), lang);
            dh_buf_byte(&c->text, '\n');
        }
        for (unsigned s = 0, m = 1 + bench_below(&r, 4); s < m; s++) {
            if (s)
                dh_buf_byte(&c->text, ' ');
            bench_sentence(&c->text, &r, &e, edit, lang);
        }
    }
}

/* Page i. */
static inline void bench_corpus_doc(struct bench_corpus *c, size_t i, struct bench_doc *d)
{
    struct bench_random r = bench_stream(c->seed, "page", i);
    bool exact;
    size_t copied = bench_copied(c->seed, i, &exact), of = copied == SIZE_MAX ? i : copied;
    unsigned site = bench_zipf(&r, BENCH_SITES), foot = 4 + bench_below(&r, 8);

    dh_buf_reset(&c->text);
    dh_buf_reset(&c->title);
    bench_chrome_lines(c, i, site, 0, 2);
    bench_story(c, of, exact ? of : i, copied == SIZE_MAX || exact ? 0 : 20);
    bench_chrome_lines(c, i, site, 2, foot);
    d->copy_of = copied;
    snprintf(c->id, sizeof c->id, "d%08zu", i);
    snprintf(c->site, sizeof c->site, "site%u.example", site);
    snprintf(c->url, sizeof c->url, "https://%s/news/%zu", c->site, i);
    snprintf(c->date, sizeof c->date, "2024-%02zu-%02zu", 1 + i % 12, 1 + i % 28);
    d->id = dh_str_c(c->id);
    d->url = dh_str_c(c->url);
    d->site = dh_str_c(c->site);
    d->date = dh_str_c(c->date);
    d->title = dh_buf_str(&c->title);
    d->text = dh_buf_str(&c->text);
}

/* Appends the page as a row of JSONL, line end included. */
static inline void bench_row(const struct bench_doc *d, struct dh_buf *out)
{
    const struct {
        struct dh_str key, value;
    } members[] = { { DH_STR("{\"id\":"), d->id },       { DH_STR(",\"url\":"), d->url },
                    { DH_STR(",\"site\":"), d->site },   { DH_STR(",\"date\":"), d->date },
                    { DH_STR(",\"title\":"), d->title }, { DH_STR(",\"text\":"), d->text } };
    for (size_t i = 0; i < DH_LEN(members); i++) {
        dh_buf_add(out, members[i].key);
        dh_json_add(out, members[i].value);
    }
    dh_buf_add(out, DH_STR("}\n"));
}

/* Writes pages [from, to) as JSONL to a file; answers its bytes, 0 when it cannot be written. */
static inline size_t bench_corpus_write(struct bench_corpus *c, size_t from, size_t to,
                                        const char *path)
{
    struct dh_buf row;
    struct bench_doc d;
    size_t bytes = 0;
    FILE *f = fopen(path, "wb");

    dh_buf_init(&row, dh_mem_default(), 1 << 25);
    for (size_t i = from; f && i < to; i++) {
        dh_buf_reset(&row);
        bench_corpus_doc(c, i, &d);
        bench_row(&d, &row);
        bytes += fwrite(row.p, 1, row.n, f);
    }
    dh_buf_release(&row);
    return f && fclose(f) == 0 ? bytes : 0;
}

#endif
