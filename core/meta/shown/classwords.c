/* SPDX-License-Identifier: MIT */
#include "meta/shown/classwords.h"

#include "base/spelling.h"

static const struct {
    struct dh_str word;
    unsigned says;
} words[] = {
#define WORD(s, what) \
    { \
        { s, sizeof(s) - 1 }, what \
    }
    WORD("author", DH_SAYS_AUTHOR),
    WORD("authors", DH_SAYS_AUTHOR),
    WORD("autor", DH_SAYS_AUTHOR),
    WORD("autores", DH_SAYS_AUTHOR),
    WORD("auteur", DH_SAYS_AUTHOR),
    WORD("autore", DH_SAYS_AUTHOR),
    WORD("verfasser", DH_SAYS_AUTHOR),
    WORD("forfatter", DH_SAYS_AUTHOR),
    WORD("byline", DH_SAYS_AUTHOR),
    WORD("yazar", DH_SAYS_AUTHOR),
    WORD("skribent", DH_SAYS_AUTHOR),
    WORD("date", DH_SAYS_PUBLISHED),
    WORD("datum", DH_SAYS_PUBLISHED),
    WORD("dato", DH_SAYS_PUBLISHED),
    WORD("fecha", DH_SAYS_PUBLISHED),
    WORD("tarih", DH_SAYS_PUBLISHED),
    WORD("published", DH_SAYS_PUBLISHED),
    WORD("publishdate", DH_SAYS_PUBLISHED),
    WORD("pubdate", DH_SAYS_PUBLISHED),
    WORD("posted", DH_SAYS_PUBLISHED),
    WORD("timestamp", DH_SAYS_PUBLISHED),
    WORD("odate", DH_SAYS_PUBLISHED),
    WORD("datetime", DH_SAYS_PUBLISHED),
    WORD("dateline", DH_SAYS_PUBLISHED),
    WORD("comment", DH_SAYS_ANOTHER),
    WORD("comments", DH_SAYS_ANOTHER),
    WORD("commentaire", DH_SAYS_ANOTHER),
    WORD("form", DH_SAYS_ANOTHER),
    WORD("related", DH_SAYS_ANOTHER),
    WORD("recommended", DH_SAYS_ANOTHER),
    WORD("widget", DH_SAYS_ANOTHER),
    WORD("sidebar", DH_SAYS_ANOTHER),
    WORD("archive", DH_SAYS_ANOTHER),
    WORD("archivedate", DH_SAYS_ANOTHER),
    WORD("current", DH_SAYS_ANOTHER),
    WORD("today", DH_SAYS_ANOTHER),
    WORD("now", DH_SAYS_ANOTHER),
    WORD("theme", DH_SAYS_ANOTHER),
    WORD("copyright", DH_SAYS_ANOTHER),
    WORD("search", DH_SAYS_ANOTHER),
    WORD("avatar", DH_SAYS_ANOTHER),
    WORD("photo", DH_SAYS_ANOTHER),
    WORD("image", DH_SAYS_ANOTHER),
    WORD("img", DH_SAYS_ANOTHER),
    WORD("prep", DH_SAYS_ANOTHER),
    WORD("event", DH_SAYS_ANOTHER),
    WORD("expires", DH_SAYS_ANOTHER),
    WORD("modified", DH_SAYS_ANOTHER),
    WORD("birth", DH_SAYS_ANOTHER),
    WORD("teaser", DH_SAYS_ANOTHER),
    WORD("bio", DH_SAYS_ANOTHER),
    WORD("postprofile", DH_SAYS_ANOTHER), /* beside a post of a forum: since when who is there */
    WORD("userinfo", DH_SAYS_ANOTHER),
    WORD("firma", DH_SAYS_AUTHOR),
    WORD("writer", DH_SAYS_AUTHOR),
    WORD("journalist", DH_SAYS_AUTHOR),
    WORD("journaliste", DH_SAYS_AUTHOR),
    WORD("penulis", DH_SAYS_AUTHOR),
    WORD("username", DH_SAYS_AUTHOR),
    WORD("submitted", DH_SAYS_PUBLISHED),
    WORD("time", DH_SAYS_PUBLISHED),
    WORD("data", DH_SAYS_PUBLISHED),
    WORD("publish", DH_SAYS_PUBLISHED),
    WORD("artikeldatum", DH_SAYS_PUBLISHED),
    WORD("quote", DH_SAYS_ANOTHER),
    WORD("blockquote", DH_SAYS_ANOTHER),
    WORD("login", DH_SAYS_ANOTHER),
    WORD("category", DH_SAYS_SECTION),
    WORD("rubric", DH_SAYS_SECTION),
    WORD("rubrik", DH_SAYS_SECTION),
    WORD("by", DH_SAYS_AUTHOR | DH_SAYS_ALONE),
    WORD("vcard", DH_SAYS_AUTHOR | DH_SAYS_ALONE),
    WORD("fn", DH_SAYS_AUTHOR | DH_SAYS_ALONE),
    WORD("avtor", DH_SAYS_AUTHOR),
    WORD("szerzo", DH_SAYS_AUTHOR),
    WORD("redaktor", DH_SAYS_AUTHOR),
    WORD("redacteur", DH_SAYS_AUTHOR),
    WORD("created", DH_SAYS_PUBLISHED),
    WORD("createdate", DH_SAYS_PUBLISHED),
    WORD("tanggal", DH_SAYS_PUBLISHED),
    WORD("ngay", DH_SAYS_PUBLISHED),
    WORD("rubrique", DH_SAYS_SECTION),
    WORD("categoria", DH_SAYS_SECTION),
    WORD("kategorie", DH_SAYS_SECTION),
    WORD("ressort", DH_SAYS_SECTION),
    WORD("headline", DH_SAYS_HEADLINE),
    WORD("contentheading", DH_SAYS_HEADLINE),
    WORD("storytitle", DH_SAYS_HEADLINE),
    WORD("storyhead", DH_SAYS_HEADLINE),
    WORD("articletitle", DH_SAYS_HEADLINE),
    WORD("articlehead", DH_SAYS_HEADLINE),
    WORD("newstitle", DH_SAYS_HEADLINE),
    WORD("newshead", DH_SAYS_HEADLINE),
    WORD("posttitle", DH_SAYS_HEADLINE),
    WORD("schlagzeile", DH_SAYS_HEADLINE),
    WORD("ueberschrift", DH_SAYS_HEADLINE),
    WORD("titular", DH_SAYS_HEADLINE),
    WORD("title", DH_SAYS_TITLE),
    WORD("entry", DH_SAYS_STORY),
    WORD("post", DH_SAYS_STORY),
    WORD("article", DH_SAYS_STORY),
    WORD("story", DH_SAYS_STORY),
    WORD("news", DH_SAYS_STORY),
#undef WORD
};

enum { NAMES_MAX = 200 /* bytes */ };

void dh_class_words_init(struct dh_class_words *w)
{
    _Static_assert(DH_LEN(words) <= DH_NAME_ROWS, "the index has room");
    for (size_t i = DH_LEN(words); i-- > 0;)
        dh_name_add(&w->index, i, words[i].word);
}

static unsigned word_says(const struct dh_class_words *known, struct dh_str w)
{
    for (unsigned i = 0; (i = dh_name_next(&known->index, w, i)) != 0;)
        if (dh_str_eq(words[i - 1].word, w))
            return words[i - 1].says;
    return 0;
}

/* What a name says, in which no white space stands. */
static unsigned name_says(const struct dh_class_words *w, struct dh_str name)
{
    struct dh_spelling x DH_NOT_CLEARED;
    struct dh_str word;
    unsigned says = 0;

    x.left = name;
    x.taken = x.begins = 0;
    while (dh_spelling_next(&x, &word)) {
        unsigned what = word.n < DH_CLASS_WORD_MAX ? word_says(w, word) : 0;
        says |= what & DH_SAYS_ALONE && word.n < name.n ? 0 : what;
    }
    return says;
}

unsigned dh_class_says(const struct dh_class_words *w, struct dh_str names)
{
    unsigned says = 0;
    names = dh_str_sub(names, 0, NAMES_MAX);
    for (size_t at = 0, end; at < names.n; at = end + 1) {
        for (end = at; end < names.n && !dh_is_space((unsigned char)names.p[end]);)
            end++;
        says |= name_says(w, dh_str_sub(names, at, end - at));
    }
    return says;
}
