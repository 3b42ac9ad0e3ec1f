/* SPDX-License-Identifier: MIT */
/* Summaries that a machine wrote of the story, in a box of its page that says so: "Summary made
 * with AI, checked by our editors". What the story says is below, in the words of who wrote it. */
#include "html/refine/refine.h"
#include "meta/name/personname.h"

enum {
    NOTE_WORDS_MIN = 3,
    NOTE_WORDS = 30,
    BOX_WORDS = 220,
    BOX_BLOCKS = 20,
    LINE_WORDS = 5,
    LINES = 2,
    ABOVE_WORDS = 60, /* of the story, above a heading of a summary of one paragraph */
    LABEL_WORDS = 5
};
static const float BOX_PART = .4f; /* of what is kept: more is the story */

/* Names of machines: words in capitals, and what stands for "intelligence" in letters of more
 * bytes than one. */
static const char *const acronyms[] = { "AI", "KI", "IA", "GPT", "ChatGPT" };
static const char *const others[] = { "нтел", "ИИ", "ШІ", "人工", "인공지능", "ذكاء", "בינה" };

/* Stems of "summary", in lower case; of those in "resum" none that English has of "resume". */
static const char *const summaries[] = {
    "summar",      "zusammenfass", "zusammengefasst",
    "kurzfassung", "résum",        "resumen",
    "resumid",     "resumo",       "resum ",
    "riassun",     "sintesi",      "samenvat",
    "samengevat",  "sammendrag",   "oppsummer",
    "kortvers",    "sammanfatt",   "tiivist",
    "yhteenveto",  "streszcz",     "podsumow",
    "shrnut",      "souhrn",       "zhrnut",
    "összefoglal", "rezumat",      "περίληψη",
    "σύνοψη",      "özet",         "краткое",
    "пересказ",    "резюме",       "стислий",
    "підсум",      "ringkas",      "tóm tắt",
    "要約",        "摘要",         "总结",
    "總結",        "요약",         "ملخص",
    "סיכום",       "תקציר",        "सारांश",
};

static bool holds_any(struct dh_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (dh_str_find(s, dh_str_c(words[i])) < s.n)
            return true;
    return false;
}

/* Whether a word of s is one of the acronyms: "AI" in "the AI-tool", not in "MAIN". */
static bool holds_acronym(struct dh_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        while (end < s.n && dh_is_alpha((unsigned char)s.p[end]))
            end++;
        if (end > at && dh_str_one_of(dh_str_sub(s, at, end - at), acronyms, DH_LEN(acronyms)))
            return true;
        at = end + 1;
    }
    return false;
}

/* Whether block i names a machine. Few blocks have capitals that do not begin a
 * word; in Latin letters "intelligence" is much the same in all languages. */
static bool names_machine(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    return (k->upper > k->capitals && holds_acronym(text)) ||
           dh_str_find(text, DH_STR("ntel")) < text.n ||
           (4 * k->n > 5 * k->chars && holds_any(text, others, DH_LEN(others)));
}

/* Whether block i says that a machine made a summary. */
static bool is_note(const struct dh_overview *v, uint32_t i)
{
    char buf[DH_NAME_MAX];
    const struct dh_block *k = &v->b->blocks[i];
    return k->words >= NOTE_WORDS_MIN && k->words <= NOTE_WORDS && names_machine(v, i) &&
           holds_any(dh_names_lower(dh_block_text(v->b, i), buf), summaries, DH_LEN(summaries));
}

/* Lines of text among blocks [from, to), but for headings. */
static unsigned lines_in(const struct dh_overview *v, uint32_t from, uint32_t to)
{
    unsigned lines = 0;
    for (uint32_t i = from; i < to; i++)
        lines += !v->facts[i].heading && v->b->blocks[i].words >= LINE_WORDS;
    return lines;
}

/* The smallest box around block note that holds some lines of text, all above it or all below;
 * NULL: it holds others, much more, or the headline. */
static const struct dh_box *summary_box(const struct dh_overview *v, const struct dh_choice *choice,
                                        uint32_t note, float all)
{
    bool heads = v->facts[note].heading && !v->facts[note].title &&
                 dh_kept_words(v, choice, 0, note) < ABOVE_WORDS;
    unsigned least = heads ? 1 : LINES;
    const struct dh_box *x = &v->b->boxes[v->b->blocks[note].box];
    unsigned above = lines_in(v, x->first, note), below = lines_in(v, note + 1, x->end);
    while (x->parent >= 0 && x->end - x->first <= BOX_BLOCKS && above + below < least) {
        x = &v->b->boxes[x->parent];
        above = lines_in(v, x->first, note);
        below = lines_in(v, note + 1, x->end);
    }
    if (x->end - x->first > BOX_BLOCKS || (above && below) || dh_words_in(v, x) > BOX_WORDS ||
        dh_kept_words(v, choice, x->first, x->end) > BOX_PART * all)
        return NULL;
    for (uint32_t i = x->first; i < x->end; i++)
        if (v->facts[i].title && v->facts[i].heading)
            return NULL;
    return x;
}

static void drop_box(const struct dh_overview *v, struct dh_choice *choice, const struct dh_box *x)
{
    uint32_t first = x->first;
    if (first && v->facts[first - 1].heading && !v->facts[first - 1].title &&
        v->b->blocks[first - 1].words <= LABEL_WORDS)
        first--; /* what the box is called */
    for (uint32_t i = first; i < x->end; i++)
        choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
}

void dh_drop_machine_summary(const struct dh_overview *v, struct dh_choice *choice)
{
    float all = dh_kept_words(v, choice, 0, v->b->n_blocks);
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (choice[i].score <= DH_STRUCK_SCORE || !is_note(v, i))
            continue; /* half of all blocks are links of menus */
        const struct dh_box *x = summary_box(v, choice, i, all);
        if (x)
            drop_box(v, choice, x);
    }
}
