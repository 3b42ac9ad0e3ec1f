/* SPDX-License-Identifier: MIT */
#include "repeat/inpage/inpageinside.h"
#include "repeat/words/words.h"

enum {
    COPY_WORDS = 12, /* a shorter repeat may be a refrain, a score, a quote or a
                        label: it stays */
    COPY_CHARS = 30  /* the same in scripts without spaces */
};

/* Long enough that its repetition is no figure of speech. */
static bool is_long(struct dh_str s)
{
    struct dh_words w = { .s = s };
    struct dh_word word;
    unsigned words = 0, wide = 0;
    while (words < COPY_WORDS && wide < COPY_CHARS && dh_words_next(&w, &word)) {
        wide += word.wide;
        words += !word.wide;
    }
    return words >= COPY_WORDS || wide >= COPY_CHARS;
}

bool dh_inpage_prose(const struct dh_inpage *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    struct dh_str s = dh_str_sub(w->page->input, f->at, w->end[i] - f->at);
    return (f->role == DH_ROLE_PARAGRAPH || f->role == DH_ROLE_QUOTE ||
            f->role == DH_ROLE_CAPTION) &&
           dh_words_end_sentence(s) && is_long(s);
}

bool dh_inpage_headline(const struct dh_inpage *w, uint32_t i)
{
    return i == w->opening ||
           (w->title && dh_words_key(0, dh_page_fragment(w->page, i)) == w->title);
}
