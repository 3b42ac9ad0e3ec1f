/* SPDX-License-Identifier: MIT */
/* Lines and small boxes that lead away from the story: signposts to other stories, sign-ups, the
 * page's own address. */
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "html/refine/refine.h"
#include "meta/name/personname.h"
#include "tree/tree.h"

enum {
    ADDRESS_WORDS = 25,
    LABEL_WORDS = 4,
    SIGN_WORDS_MIN = 5,
    SIGN_WORDS_MAX = 30,
    SIGN_LABEL = 6,
    SIGN_LABEL_BYTES = 24,
    SIGN_LINES = 3,
    SIGN_TITLE = 15,
    SIGN_BLANKS = 3, /* the first stands behind the mark */
    SHOUT_WORDS = 4,
    BUTTON_WORDS = 5,
    BUTTON_BOX_BLOCKS = 5,
    BUTTON_BOX_WORDS = 60,
    AID_BOX_WORDS = 100
};
static const float SIGN_LINK = .9f, BUTTON_BOX_PART = .3f, AID_BOX_PART = .5f, SIGN_TEXT_LINK = .3f;
static const float AWAY_SCORE = -9; /* nothing brings it back */

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
};

/* The place of the mark behind a label of few words that a line begins with: "Read more: ..."; the
 * line's length: none. */
static size_t label_end(struct dh_str s)
{
    size_t words = 1;
    for (size_t i = 0; i < s.n && words <= SIGN_LABEL; i++) {
        if (s.p[i] == '|' || (s.p[i] == ':' && i + 1 < s.n && s.p[i + 1] == ' '))
            return i ? i : s.n;
        words += s.p[i] == ' ';
    }
    return s.n;
}

/* Whether it ends with a question or a call, as headlines do, too: "[Who won?]". */
static bool asks(struct dh_str s)
{
    if (s.n && (s.p[s.n - 1] == ']' || s.p[s.n - 1] == ')'))
        s.n--;
    return s.n && (s.p[s.n - 1] == '?' || s.p[s.n - 1] == '!');
}

/* A signpost to another story between paragraphs, in any language: a label, then a title that is a
 * link as a whole ("Read more: Ferry to run on Sundays again"). Of 21 such lines that were kept on
 * labelled pages two were body. Addresses, and items of lists, are sources; what ends with a full
 * stop or a quotation is said in the story. */
static bool is_signpost(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    if (k->link == 0 || k->words < SIGN_WORDS_MIN || k->words > SIGN_WORDS_MAX || k->n_links > 2 ||
        dh_near_within(k, DH_NEAR_ITEM, 1) || k->cue_start & 1u << DH_CUE_CREDITS_LINE)
        return false;
    struct dh_str text = dh_block_text(v->b, i);
    if (k->is & DH_IS_SENTENCE_END && !asks(text))
        return false;
    size_t mark = label_end(text), rest = k->n - mark, blanks = 0;
    for (size_t at = mark; at < text.n; at++)
        blanks += text.p[at] == ' ';
    bool title = rest >= SIGN_TITLE && (blanks >= SIGN_BLANKS || 2 * k->wide > k->chars);
    if (k->cue_start & 1u << DH_CUE_RELATED && k->n_links == 1 &&
        k->n - k->link <= SIGN_LABEL_BYTES && k->link >= SIGN_TITLE)
        return true; /* whatever parts the two: "READ ALSO. Ferry to run again" */
    bool led = k->lead_link == 0 || (float)k->lead_link >= SIGN_LINK * (float)k->n;
    return title && led && (float)k->link >= SIGN_LINK * (float)rest;
}

/* A mark that points somewhere, and a title that is a link as a whole: "» Ferry to run again"; not
 * "»The ferry never came«", which is a quotation. */
static bool is_arrow(const struct dh_overview *v, uint32_t i)
{
    static const char *const arrows[] = { "»", ">>", "→", "►", "▶", "➡", "☞", "▸", "+++" };
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    bool pointed = false;
    if (k->words < LABEL_WORDS || k->words > SIGN_WORDS_MAX || k->n_links != 1 ||
        (k->is & DH_IS_SENTENCE_END && !asks(text)) || dh_str_find(text, DH_STR("«")) < text.n)
        return false;
    for (size_t a = 0; a < DH_LEN(arrows) && !pointed; a++) {
        struct dh_str mark = dh_str_c(arrows[a]);
        pointed =
            dh_str_starts(text, mark) && (float)k->link >= SIGN_LINK * (float)(text.n - mark.n);
    }
    return pointed && !dh_shows_address(v, i);
}

/* The title of another story in bold, a link as a whole, and a sentence on it in the same line:
 * styles set them below each other, and often no blank stands between. */
static bool has_told_title(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    if (k->link == 0 || k->n_links != 1 || k->lead_link != k->link || k->link == k->n ||
        k->bold < k->link || k->bold == k->n || k->words > SIGN_WORDS_MAX)
        return false;
    struct dh_str text = dh_block_text(v->b, i), title = dh_str_sub(text, 0, k->lead_link);
    struct dh_str rest = dh_str_trim(dh_str_sub(text, k->lead_link, text.n));
    uint32_t first = 0;
    size_t blanks = 0;
    for (size_t at = 0; at < title.n; at++)
        blanks += title.p[at] == ' ';
    if (rest.n)
        dh_utf8_get(rest, 0, &first);
    return blanks >= SIGN_BLANKS - 1 && rest.n >= SIGN_TITLE && dh_utf8_class(first) & DH_C_UPPER;
}

/* Several such lines in a row are entries of a list, which the story may be. */
static bool is_told_title(const struct dh_overview *v, uint32_t i)
{
    return has_told_title(v, i) && !(i && has_told_title(v, i - 1)) &&
           !(i + 1 < v->b->n_blocks && has_told_title(v, i + 1));
}

/* Whether block i is kept text that leads nowhere, and ends as a sentence does. */
static bool is_sentence(const struct work *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    return i < w->v->b->n_blocks && w->choice[i].keep && k->words >= SIGN_WORDS_MIN &&
           k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && w->v->facts[i].link < SIGN_TEXT_LINK;
}

/* Whether a link that line i begins with leads to another site, or to one that nobody can tell from
 * the page's own: what the story rests on. */
static bool leads_elsewhere(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    for (uint32_t j = k->lead; j < k->lead + k->n_leads; j++) {
        struct dh_str href;
        if (!dh_tag_attr(v->b->nodes[v->b->leads[j]].raw, DH_STR("href"), &href))
            continue;
        struct dh_str host = dh_url_host(href);
        if (host.n && (v->host.n == 0 || !dh_url_same_site(v->host, host)))
            return true;
    }
    return false;
}

/* A line between two paragraphs that is a link as a whole and says what a headline might. One with
 * figures may be an offer that the story speaks of, or a date that it lists. */
static bool is_lone_title(const struct work *w, uint32_t i)
{
    const struct dh_overview *v = w->v;
    const struct dh_block *k = &v->b->blocks[i];
    return k->n_links == 1 && k->link == k->n && k->words >= SIGN_WORDS_MIN &&
           k->words <= SIGN_WORDS_MAX && !k->digits &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END | DH_IS_COLON_END)) &&
           !v->facts[i].heading && !v->facts[i].title && !dh_near_within(k, DH_NEAR_ITEM, 1) &&
           !dh_near_within(k, DH_NEAR_BLOCKQUOTE, 3) && k->near[DH_SIGN_EMBED] >= DH_FAR &&
           !dh_shows_address(v, i) && i && is_sentence(w, i - 1) && is_sentence(w, i + 1) &&
           !leads_elsewhere(v, i);
}

/* Such titles of other stories go where they are few: many may head what stands below each. */
static void drop_lone_titles(struct work *w)
{
    enum { TITLES_MAX = 4 };
    uint32_t found[TITLES_MAX], n = 0;
    for (uint32_t i = 0; i < w->v->b->n_blocks && n <= TITLES_MAX; i++)
        if (w->v->b->blocks[i].link && is_lone_title(w, i)) {
            if (n < TITLES_MAX)
                found[n] = i;
            n++;
        }
    for (uint32_t k = 0; k < n && n <= TITLES_MAX; k++)
        w->choice[found[k]] = (struct dh_choice){ .score = AWAY_SCORE };
}

/* A line all of capitals and all of link: "CLICK HERE FOR THE APP", or another story's title. One
 * with a number heads what is told of it. */
static bool is_shouted_link(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->words >= SHOUT_WORDS && !(k->is & DH_IS_DIGIT_START) && k->upper == k->letters &&
           (float)k->letters > k->words && (float)k->link >= SIGN_LINK * (float)k->n &&
           !v->facts[i].heading && !dh_near_within(k, DH_NEAR_ITEM, 1);
}

/* A link that says what buttons do, and nothing else: "Check prices". */
static bool is_button(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->cue_start & 1u << DH_CUE_BUTTON && k->words <= BUTTON_WORDS && k->link == k->n &&
           !v->facts[i].heading && !dh_near_within(k, DH_NEAR_ITEM, 1);
}

/* Whether a size of a file ends at s.p[at]: "310 KB" or "1.2 MB" at the end of the line, of
 * brackets, or before a bar. */
static bool ends_size(struct dh_str s, size_t at)
{
    static const char behind[] = ")],";
    if ((s.p[at] | 0x20) != 'b' || !strchr("kKM", s.p[at - 1]))
        return false;
    char digit = s.p[at - 2] == ' ' ? s.p[at - 3] : s.p[at - 2];
    struct dh_str rest = dh_str_sub(s, at + 1, s.n);
    return digit >= '0' && digit <= '9' &&
           (rest.n == 0 || strchr(behind, rest.p[0]) || dh_str_starts(rest, DH_STR(" |")));
}

/* Whether up to some words stand from s.p[at] on: a story goes on behind the size of a file. */
static bool few_words_behind(struct dh_str s, size_t at)
{
    enum { WORDS = 8 };
    unsigned blanks = 0;
    for (; at < s.n; at++)
        blanks += s.p[at] == ' ';
    return blanks <= WORDS;
}

/* A file to load, with its size: "Harbour plan (PDF, 1.2 MB)". Links in a text say how large what
 * they lead to is nowhere else. */
static bool is_download(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str s = dh_block_text(v->b, i);
    if (k->link == 0 || k->digits == 0 || k->words > SIGN_WORDS_MAX || k->is & DH_IS_SENTENCE_END)
        return false;
    for (size_t at = 3; at < s.n; at++)
        if (ends_size(s, at) && few_words_behind(s, at))
            return true;
    return false;
}

/* First words of buttons that ask for money or for company, in lower case; whole words. */
static const char *const ask_words[] = {
    "support",  "donate",       "contribute",  "join",       "subscribe",  "become",   "spenden",
    "spende",   "unterstützen", "unterstütze", "mitmachen",  "soutenez",   "soutenir", "donner",
    "adhérez",  "dona",         "donar",       "hazte",      "suscríbete", "apoya",    "colabora",
    "apoie",    "doe",          "assine",      "sostieni",   "sostienici", "abbonati", "steun",
    "doneer",   "stötta",       "stöd",        "støtt",      "støt",       "wesprzyj", "wspieraj",
    "podpořte", "támogass",     "поддержать",  "поддержите", "підтримати", "destekle", "dukung",
};

/* Whether a link begins with such a word. */
static bool asks_for_aid(struct dh_str s)
{
    char buf[DH_NAME_MAX];
    struct dh_str word = dh_names_lower(dh_str_sub(s, 0, dh_str_find_byte(s, ' ')), buf);
    return dh_str_one_of(word, ask_words, DH_LEN(ask_words));
}

/* A link that is a button for signing up or giving, alone in its line. */
static bool is_signup_button(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->words <= BUTTON_WORDS && (float)k->link >= SIGN_LINK * (float)k->n &&
           !dh_near_within(k, DH_NEAR_ITEM, 1) &&
           (k->cue_any & 1u << DH_CUE_SIGNUP || asks_for_aid(dh_block_text(v->b, i)));
}

/* The box around such a button in block i, when it is a small one, with the few lines that say what
 * one signs up for, whatever they are called; NULL: none. all: the words kept of the page. */
static const struct dh_box *signup_box(const struct work *w, uint32_t i, float all)
{
    const struct dh_blocks *b = w->v->b;
    if (!is_signup_button(w->v, i))
        return NULL;
    const struct dh_box *x = dh_box_with_others(w->v, i, UINT8_MAX);
    if (x->end - x->first > BUTTON_BOX_BLOCKS) /* asked first: what follows goes over all of it */
        return NULL;
    bool aid = asks_for_aid(dh_block_text(b, i));
    float words = dh_words_in(w->v, x);
    float kept = dh_kept_words(w->v, w->choice, x->first, x->end);
    bool small = words <= (aid ? AID_BOX_WORDS : BUTTON_BOX_WORDS) &&
                 kept <= (aid ? AID_BOX_PART : BUTTON_BOX_PART) * all;
    return small ? x : NULL;
}

/* The first block from i on that has such a box, *x; the number of blocks: none has. */
static uint32_t next_signup(const struct work *w, uint32_t i, float all, const struct dh_box **x)
{
    *x = NULL;
    while (i < w->v->b->n_blocks && !(*x = signup_box(w, i, all)))
        i++;
    return i;
}

/* Whether several such boxes from block i on hold a sentence that is kept: they are entries of a
 * list, each with where to register or to give. */
static bool are_entries(const struct work *w, uint32_t i, float all)
{
    enum { ENTRIES = 3, SENTENCE = 10 };
    const struct dh_box *x;
    unsigned entries = 0;
    uint32_t end = 0;
    for (i = next_signup(w, i, all, &x); x && entries < ENTRIES;
         i = next_signup(w, i + 1, all, &x)) {
        if (x->first < end)
            continue;
        entries += dh_kept_words(w->v, w->choice, x->first, x->end) >= SENTENCE;
        end = x->end;
    }
    return entries == ENTRIES;
}

static void drop_signups(struct work *w)
{
    const struct dh_box *x;
    float all = dh_kept_words(w->v, w->choice, 0, w->v->b->n_blocks);
    uint32_t i = next_signup(w, 0, all, &x);
    if (!x || are_entries(w, i, all))
        return;
    for (; x; i = next_signup(w, i + 1, all, &x))
        for (uint32_t j = x->first; j < x->end; j++)
            w->choice[j] = (struct dh_choice){ .score = AWAY_SCORE };
}

/* "Read more:", "On this topic", alone in its line. */
static bool labels_others(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->cue_start & 1u << DH_CUE_RELATED && k->words <= LABEL_WORDS && k->link == 0 &&
           !(k->is & DH_IS_SENTENCE_END);
}

/* Titles that are links as a whole, in lines of their own right below such a label, and the label;
 * where all stand in a small box, what else it says. */
static void drop_below_label(struct work *w, uint32_t label)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[b->blocks[label].box];
    uint32_t end = label + 1;
    while (end < b->n_blocks && !w->v->facts[end].heading &&
           (float)b->blocks[end].link >= SIGN_LINK * (float)b->blocks[end].n &&
           !dh_shows_address(w->v, end))
        end++;
    if (end == label + 1)
        return;
    if (x->first == label && x->end > end && dh_words_in(w->v, x) <= BUTTON_BOX_WORDS)
        end = x->end;
    for (uint32_t i = label; i < end; i++)
        w->choice[i] = (struct dh_choice){ .score = AWAY_SCORE };
}

/* Strikes signpost i, and in a small box of its own, which has its words loose in it, what is told
 * of the story that it points to. */
static void drop_signpost(struct work *w, uint32_t i)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[b->blocks[i].box];
    bool own = x->first == i && x->end - i <= SIGN_LINES && x->tag != GUMBO_TAG_P &&
               b->blocks[i].cue_start & 1u << DH_CUE_RELATED &&
               dh_words_in(w->v, x) <= BUTTON_BOX_WORDS;
    for (uint32_t j = i; j < (own ? x->end : i + 1); j++)
        w->choice[j] = (struct dh_choice){ .score = AWAY_SCORE };
}

void dh_drop_signposts(const struct dh_overview *v, struct dh_choice *choice)
{
    struct work w = { v, choice };
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        if (labels_others(v, i))
            drop_below_label(&w, i);
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        if (v->b->blocks[i].link && /* these lead somewhere */
            (is_told_title(v, i) || is_button(v, i) || is_signpost(v, i) || is_shouted_link(v, i) ||
             is_download(v, i) || is_arrow(v, i)))
            drop_signpost(&w, i);
    drop_lone_titles(&w);
    drop_signups(&w);
}

/* Whether the address that ends block i ends with a word of its label, of n words: it leads to what
 * that names ("Chess: https://rookeryrecord.example/hub/chess"). */
static bool label_names(const struct dh_overview *v, uint32_t i, size_t n)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t *t = v->b->tokens + k->token;
    for (size_t j = 0; j < n && j + 1 < k->n_tokens; j++)
        if (t[j] == t[k->n_tokens - 1])
            return true;
    return false;
}

/* Whether the address may be one of the page's own site, as far as that is known. */
static bool is_of_site(const struct dh_overview *v, struct dh_str address)
{
    return v->host.n == 0 || dh_url_same_site(v->host, dh_url_host(address));
}

/* A label and an address that shares a word with the headline, and nothing more. Of another site it
 * is what the text refers to. */
static bool is_own_address(const struct dh_overview *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    size_t at = dh_str_find(text, DH_STR("://"));
    if (at == text.n || v->facts[i].topic <= 0)
        return false;
    struct dh_str behind = dh_str_sub(text, at, text.n);
    size_t blanks = 0;
    for (size_t j = 0; j < at; j++)
        blanks += text.p[j] == ' ';
    return blanks <= LABEL_WORDS && dh_str_find_byte(behind, ' ') == behind.n &&
           !label_names(v, i, blanks) && is_of_site(v, behind);
}

bool dh_shows_address(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    size_t at = text.n;
    if (2 * k->link < k->n || k->words > ADDRESS_WORDS)
        return false;
    while (at > 0 && text.p[at - 1] != ' ')
        at--;
    struct dh_str word = dh_str_sub(text, at, text.n);
    size_t dot = dh_str_find_byte(word, '.');
    return dh_str_find(word, DH_STR("://")) < word.n || dh_str_starts(word, DH_STR("www.")) ||
           (at == 0 && dot > 0 && dot + 2 < word.n);
}

/* Pages for the printer close with where the story stands. */
void dh_drop_own_address(const struct dh_overview *v, struct dh_choice *choice)
{
    for (uint32_t i = v->b->n_blocks; i-- > 0;)
        if (choice[i].keep) {
            choice[i].keep = !is_own_address(v, i);
            return;
        }
}
