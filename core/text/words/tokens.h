/* SPDX-License-Identifier: MIT */
/* A fragment as words and punctuation signs, with what their letters show. The one tokeniser of
 * this folder: the forms of the rule tables are cut by it too, so that a form and the text it means
 * agree.
 *
 * A word is a run of letters, marks and digits; apostrophes and hyphens part words ("e-mail" is
 * two). Numbers keep the signs between their digits ("12:44", "1,234.5", "18.08.2018"). Han, kana
 * and Thai characters are words of their own. White space, soft hyphens and zero-width characters
 * part nothing but are noted. Any thread. */
#ifndef DH_TOKENS_H
#define DH_TOKENS_H

#include "base/mem.h"
#include "base/str.h"

enum dh_token_flag {
    DH_T_PUNCT = 1,     /* a sign, in cp */
    DH_T_CAP = 2,       /* begins with a capital */
    DH_T_CAPS = 4,      /* all letters are capitals, at least two of them */
    DH_T_NUMBER = 8,    /* begins with a digit */
    DH_T_WIDE = 16,     /* one character of a script without spaces */
    DH_T_SPACE = 32,    /* white space before it */
    DH_T_GAP = 64,      /* two blanks or more, or a tab, before it */
    DH_T_CLOCK = 128,   /* number: digits, a colon, digits */
    DH_T_DATE = 256,    /* number: three groups of digits parted by the same sign */
    DH_T_NOCASE = 512,  /* letters of a script without case */
    DH_T_STEMMED = 1024 /* has a stem */
};

struct dh_token {
    uint64_t hash;  /* of a word's folded form (dh_vocab_hash); 0: a sign */
    uint32_t at, n; /* bytes of the text */
    uint32_t cp;    /* DH_T_PUNCT: the sign, typographic quotes and dashes as they are */
    uint32_t id;    /* number of the word in the vocabulary; 0: not in it */
    uint32_t stem;  /* number of the longest stem it begins with, or of the word that a Korean one
                     * is without its ending (hangul.h); 0: none */
    uint32_t flags; /* set of dh_token_flag */
};

/* Words that rules know, by number: open addressing by the hash of the folded word. Half of the
 * hash and where it stands tell a word; no other check is made. */
struct dh_vocab_slot {
    uint32_t tag; /* upper half of the hash */
    uint32_t id;  /* 0: free */
};
enum { DH_VOCAB_SEEN = 2048 };
struct dh_vocab {
    const struct dh_vocab_slot *slots;
    const uint64_t *seen; /* DH_VOCAB_SEEN numbers: the two bits of each word's hash are set
                           * (dh_vocab_seen); words of a text that are not known get no further */
    uint32_t mask;        /* their number, a power of two, less one */
    uint64_t stem_sizes;  /* bit i: there are stems of i bytes, 63: or more */
    const char *about; /* what else is known of the words, each by its number in so many bytes: */
    size_t about_size; /* asked of memory once a number is found, for who reads it next */
};

/* Where seen is set for a word of that hash: in number (hash >> 53) these bits. */
static inline uint64_t dh_vocab_seen(uint64_t hash)
{
    _Static_assert(DH_VOCAB_SEEN == 1 << (64 - 53), "as many as those bits tell");
    return (uint64_t)1 << (hash >> 47 & 63) | (uint64_t)1 << (hash >> 41 & 63);
}

/* What a vocabulary knows a word, or a stem, by. */
uint64_t dh_vocab_hash(struct dh_str folded, bool stem);

enum { DH_TOKENS_MAX = 160, DH_KEPT_TEXTS = 64 };

/* Words of texts that are cut more than once: of each the first ones. */
struct dh_kept {
    struct {
        const char *p;
        uint32_t first, n; /* in words */
    } texts[DH_KEPT_TEXTS];
    uint32_t n_texts, n_words;
    struct dh_token *words;
    size_t room;
};

/* A bit for a sign. */
static inline uint64_t dh_sign_bit(uint32_t cp)
{
    return (uint64_t)1 << ((cp ^ cp >> 6) & 63);
}

/* The words of one text; reused from fragment to fragment. */
struct dh_tokens {
    struct dh_str text;
    struct dh_str around;                 /* of dh_tokens_around */
    struct dh_token w[DH_TOKENS_MAX + 1]; /* behind the last word stands one that is nothing */
    uint32_t n, n_signs;                  /* n_signs: of them */
    uint32_t any_flags;                   /* set of dh_token_flag: those of all */
    uint64_t any_signs;  /* set of dh_sign_bit: those of all signs; others may share one */
    bool whole;          /* all of the text is in w */
    struct dh_buf fold;  /* scratch */
    struct dh_kept kept; /* texts in the order of their addresses */
};

void dh_tokens_init(struct dh_tokens *ws, const struct dh_allocator *m);
void dh_tokens_release(struct dh_tokens *ws);
/* Cuts text into at most `max` words (DH_TOKENS_MAX at most). v NULL: ids stay 0. */
void dh_tokens_cut(struct dh_tokens *ws, const struct dh_vocab *v, struct dh_str text,
                   uint32_t max);
/* Keeps the words cut last, so that cutting what begins where their text did (all of it, less or
 * more) takes them from there. Texts are kept in the order of their addresses and must stay as they
 * are until dh_tokens_forget. Does nothing when DH_KEPT_TEXTS are kept or memory is short. */
void dh_tokens_keep(struct dh_tokens *ws);
void dh_tokens_forget(struct dh_tokens *ws);
/* Texts that lie in `all` are cut without a copy of their ends, since what stands behind them may
 * be read: until dh_tokens_forget. */
void dh_tokens_around(struct dh_tokens *ws, struct dh_str all);
/* Copies to w the kept words, max at most, that text begins with; answers how many. */
uint32_t dh_tokens_recall(const struct dh_kept *k, struct dh_str text, struct dh_token *w,
                          uint32_t max);
/* The folded form of word i, in ws->fold: valid until the next call. */
struct dh_str dh_tokens_folded(struct dh_tokens *ws, uint32_t i);

#endif
