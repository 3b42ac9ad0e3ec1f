/* SPDX-License-Identifier: MIT */
/* The words of a text, as repetition sees them: runs of letters, marks and digits in lower case,
 * each by its hash. What stands between words (blanks, punctuation, quotes, line ends) does not
 * count, so texts that differ only in typography have the same words. In scripts without spaces
 * (DH_C_WIDE) every character is a word. Works on raw text and on the normalised form alike;
 * allocates nothing; linear. Any thread. */
#ifndef DH_WORDS_H
#define DH_WORDS_H

#include "base/str.h"

struct dh_word {
    uint64_t hash;  /* XXH3-64 of the word in lower case */
    uint32_t at, n; /* bytes in the text */
    uint32_t chars; /* code points, marks not counted */
    bool digit;     /* holds a digit */
    bool upper;     /* its first character is an upper or title case letter */
    bool wide;      /* one character of a script without spaces */
};

struct dh_words {
    struct dh_str s;
    size_t at;   /* start with 0 */
    size_t wide; /* words so far that are; start with 0 */
};

/* The next word; false at the end of the text. */
bool dh_words_next(struct dh_words *w, struct dh_word *out);
/* The same, slower where the word is a short one of ASCII: for those who have found that it is none
 * (wordblocks.c). */
bool dh_words_next_any(struct dh_words *w, struct dh_word *out);
/* The next words, as many as out has room for; answers how many, fewer at the end of the text
 * alone. Some three times as fast as one by one. */
size_t dh_words_cut(struct dh_words *w, struct dh_word *out, size_t room);

/* Words that are cut together, each beside the one before it: word[1] to word[n], and in word[0]
 * the last of those before, at the beginning one of no characters. Needs no clearing. */
enum { DH_WORDRUN = 64 };
struct dh_wordrun {
    struct dh_words words;
    size_t n;
    bool end; /* these are the last */
    struct dh_word word[1 + DH_WORDRUN];
};
void dh_wordrun_begin(struct dh_wordrun *r, struct dh_str s);
/* The next ones; false: none are left. */
bool dh_wordrun_next(struct dh_wordrun *r);

/* Content words: those that carry what a text says and not how: of four letters or more (of
 * fewer where a letter is a syllable) or with a digit in them (function words are short in nearly
 * every language that writes spaces; a list of them for each would say little more), and pairs of
 * neighbours in scripts without spaces. Fills hash[cap], sorted, each once, and answers their
 * number; cap + 1 when there are more. */
uint32_t dh_words_content(struct dh_str s, uint64_t *hash, uint32_t cap);
/* Whether one word is a content word; last is the word before it in the text (chars 0: none). *hash
 * is the word's, or that of the pair. */
bool dh_words_is_content_any(struct dh_str s, const struct dh_word *word,
                             const struct dh_word *last, uint64_t *hash);
enum { DH_WORDS_CONTENT = 4 /* letters of a content word */ };
static inline bool dh_words_is_content(struct dh_str s, const struct dh_word *word,
                                       const struct dh_word *last, uint64_t *hash)
{
    if (word->n != word->chars) /* not ASCII */
        return dh_words_is_content_any(s, word, last, hash);
    *hash = word->hash;
    return word->digit | (word->chars >= DH_WORDS_CONTENT);
}

/* One number for the words of a text in their order, behind seed; seed itself without words. */
uint64_t dh_words_key(uint64_t seed, struct dh_str s);

/* Whether s ends like a sentence: a stop of any script, perhaps with quotes and brackets behind. */
bool dh_words_end_sentence(struct dh_str s);

#endif
