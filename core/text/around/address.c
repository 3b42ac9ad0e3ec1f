/* SPDX-License-Identifier: MIT */
#include "text/around/address.h"

enum { SEEN = 128 }; /* bits of seen */

static inline unsigned char small(char c)
{
    return (unsigned char)(c | (dh_is_alpha((unsigned char)c) ? 0x20 : 0));
}

/* By its first two bytes and its length. */
static inline unsigned seen_bit(struct dh_str word)
{
    return (small(word.p[0]) * 5u + small(word.p[word.n > 1]) * 11u + (unsigned)word.n * 17u) %
           SEEN;
}

static void add_seen(struct dh_address *a, struct dh_str list)
{
    struct dh_str word;
    while (dh_str_split(&list, '\n', &word))
        if (word.n)
            a->seen[seen_bit(word) / 64] |= (uint64_t)1 << seen_bit(word) % 64;
}

bool dh_address_of(struct dh_address *a, const struct dh_wordlists *lists, int lang)
{
    if (lang < 0 || lang >= DH_LANGS)
        return false;
    *a = (struct dh_address){ .you = lists->of[DH_LIST_YOU][lang],
                              .polite = lists->of[DH_LIST_POLITE][lang],
                              .i = lists->of[DH_LIST_I][lang],
                              .our = lists->of[DH_LIST_OUR][lang],
                              .land = lists->of[DH_LIST_LAND][lang],
                              .we = lists->of[DH_LIST_WE][lang],
                              .parts = dh_lang_runs_on(lang) };
    add_seen(a, a->you);
    add_seen(a, a->i);
    add_seen(a, a->our);
    add_seen(a, a->we);
    return a->you.n || a->i.n || a->our.n || a->we.n;
}

/* How many bytes of a sign stand at `at`, 0: a letter. No sign of Latin-1 or of punctuation is one.
 */
static inline size_t sign_at(struct dh_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];
    if (c < 0x80)
        return !dh_is_alpha(c);
    if (c == 0xC2)
        return 2;
    return c == 0xE2 && at + 1 < s.n && (unsigned char)s.p[at + 1] == 0x80 ? 3 : 0;
}

/* The next word at or behind *at; n == 0: there is none. *at: behind it. */
static inline struct dh_str next_word(struct dh_str s, size_t *at)
{
    size_t from = *at, k;
    while (from < s.n && (k = sign_at(s, from)) != 0)
        from += k;
    size_t end = from;
    while (end < s.n && !sign_at(s, end))
        end++;
    *at = end;
    return from < s.n ? (struct dh_str){ s.p + from, end - from } : DH_STR_NONE;
}

/* The word in small letters, in room for it; of a longer one nothing. */
static struct dh_str in_small(struct dh_str word, char room[DH_LIST_WORD_MAX])
{
    if (word.n > DH_LIST_WORD_MAX)
        return DH_STR_NONE;
    for (size_t i = 0; i < word.n; i++)
        room[i] = (char)small(word.p[i]);
    return (struct dh_str){ room, word.n };
}

static unsigned of_word(const struct dh_address *a, struct dh_str word)
{
    char room[DH_LIST_WORD_MAX];
    struct dh_str w = in_small(word, room);
    return (dh_wordlist_has(a->you, w) ? DH_ADDRESS_YOU : 0u) |
           (dh_wordlist_has(a->our, w) ? DH_ADDRESS_OUR : 0u) |
           (dh_wordlist_has(a->i, w) ? DH_ADDRESS_I : 0u) |
           (dh_wordlist_has(a->we, w) ? DH_ADDRESS_WE : 0u);
}

/* "our country", "tara noastra": what is ours and of no site, right before the word or behind it.
 * at: behind the word. */
static bool is_land(const struct dh_address *a, struct dh_str line, struct dh_str before, size_t at)
{
    char room[DH_LIST_WORD_MAX];
    return dh_wordlist_has(a->land, in_small(before, room)) ||
           dh_wordlist_has(a->land, in_small(next_word(line, &at), room));
}

static unsigned of_parts(const struct dh_address *a, struct dh_str line)
{
    return (dh_wordlist_in(a->you, line) ? DH_ADDRESS_YOU : 0u) |
           (dh_wordlist_in(a->our, line) ? DH_ADDRESS_OUR : 0u) |
           (dh_wordlist_in(a->i, line) ? DH_ADDRESS_I : 0u) |
           (dh_wordlist_in(a->we, line) ? DH_ADDRESS_WE : 0u);
}

/* "Ihre", "Sie" behind another word of the sentence: at its beginning they are "they", too. */
static bool is_polite(const struct dh_address *a, struct dh_str line)
{
    char room[DH_LIST_WORD_MAX];
    struct dh_str word;
    size_t at = 0, before = 0;
    for (bool begun = false; (word = next_word(line, &at)).n; begun = true) {
        struct dh_str signs = dh_str_sub(line, before, (size_t)(word.p - line.p) - before);
        for (size_t i = 0; begun && i < signs.n; i++)
            begun =
                signs.p[i] != '.' && signs.p[i] != '?' && signs.p[i] != '!' && signs.p[i] != ':';
        if (begun && word.p[0] >= 'A' && word.p[0] <= 'Z' &&
            dh_wordlist_has(a->polite, in_small(word, room)))
            return true;
        before = at;
    }
    return false;
}

unsigned dh_address_read(const struct dh_address *a, struct dh_str line, struct dh_str folded)
{
    struct dh_str word, before = DH_STR_NONE;
    unsigned found = 0;
    if (a->parts)
        return of_parts(a, folded);
    for (size_t at = 0; (word = next_word(folded, &at)).n; before = word) {
        unsigned bit = seen_bit(word), of = 0;
        if (a->seen[bit / 64] >> bit % 64 & 1)
            of = of_word(a, word);
        if ((of & DH_ADDRESS_OUR) && is_land(a, folded, before, at))
            of &= ~(unsigned)DH_ADDRESS_OUR;
        found |= of;
    }
    return found | (a->polite.n && is_polite(a, line) ? DH_ADDRESS_YOU : 0u);
}
