/* SPDX-License-Identifier: MIT */
/* Whether what was kept is an article at all: error pages, consent walls and section fronts have
 * text too. */
#include <string.h>

#include "base/utf8.h"
#include "html/block/wordhash.h"
#include "html/refine/refine.h"
#include "html/refine/service.h"
#include "meta/name/personname.h"

enum {
    ERROR_WORDS = 90,
    CONSENT_WORDS = 250,
    TEASERS_MIN = 3,
    RESULT_WORDS = 45,
    REST_WORDS = 60,
    SCRAP_WORDS = 20,
    PROFILE_WORDS = 150,
    TOPIC_WORDS = 40,
    PHRASE_MAX = 8
};

/* Shares of the words that are most of them; of a line, that make it a link. */
static const float MOST = .6f, RESULT_LINK = .5f;

/* Where a phrase, a run of whole words, stands in a headline. */
enum place { ANYWHERE, IN_FRONT, HALF /* it is half of the words, or more */ };

/* Headlines of pages that stand in for one that is not there. */
static const char *const error_titles[] = {
    "page not found",
    "404 not found",
    "page does not exist",
    "page you requested",
    "page you are looking for",
    "this page isn t available",
    "403 forbidden",
    "seite nicht gefunden",
    "seite wurde nicht gefunden",
    "page introuvable",
    "page non trouvée",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "siden finnes ikke",
    "siden blev ikke fundet",
    "sivua ei löytynyt",
    "strona nie została znaleziona",
    "stránka nenalezena",
    "sayfa bulunamadı",
    "страница не найдена",
    "сторінку не знайдено",
    "ページが見つかりません",
    "页面不存在",
    "找不到页面",
    "페이지를 찾을 수 없습니다",
    "halaman tidak ditemukan",
    "không tìm thấy trang",
    "الصفحة غير موجودة",
    "seite existiert nicht",
    "page n existe pas",
    "página no existe",
    "página não existe",
    "pagina non esiste",
    "pagina bestaat niet",
    "sidan finns inte",
    "siden findes ikke",
    "fant ikke siden",
    "strona nie istnieje",
    "nie znaleziono strony",
    "stránka nebyla nalezena",
    "stránka neexistuje",
    "stránka sa nenašla",
    "oldal nem található",
    "pagina nu a fost găsită",
    "страницата не е намерена",
    "stranica nije pronađena",
    "stran ni bila najdena",
    "lehte ei leitud",
    "lapa nav atrasta",
    "puslapis nerastas",
    "σελίδα δεν βρέθηκε",
    "הדף לא נמצא",
    "صفحه مورد نظر یافت نشد",
    "पेज नहीं मिला",
    "ページは存在しません",
    "頁面不存在",
    "找不到頁面",
    "페이지가 존재하지 않습니다",
};

/* The same of what stories tell of as well: "Missing hiker not found on third day of search". */
static const char *const error_words[] = {
    "404",           "not found",       "access denied",      "service unavailable",
    "just a moment", "are you a robot", "attention required",
};

/* The same that whole stories are about: of a page that says little else. */
static const char *const error_topics[] = {
    "we ll be back soon",           "site under maintenance",       "site is under maintenance",
    "website is under maintenance", "site is down for maintenance", "using an ad blocker",
    "disable your ad blocker",      "turn off your ad blocker",     "ad blocker detected",
};

/* What such a page says in a line where it has no headline: servers and browsers to the reader. */
static const char *const error_lines[] = {
    "was not found on this server",
    "encountered an internal error",
    "verify that you are a human",
    "verify you are human",
    "default web page for this server",
    "article is no longer available",
    "you are being redirected",
    "document has moved",
    "automatisch weitergeleitet",
    "vous allez être redirigé",
    "domain steht zum verkauf",
    "this domain is for sale",
    "domaine est à vendre",
    "sitio está en mantenimiento",
    "enter your e mail address and your password",
};

static bool holds(const uint32_t *t, uint32_t n, const uint32_t *run, uint32_t m)
{
    for (uint32_t i = 0; i + m <= n; i++)
        if (memcmp(t + i, run, m * sizeof *t) == 0)
            return true;
    return false;
}

/* Whether one of n tokens is the first word of a phrase: no other makes it worth cutting. */
static bool may_begin(struct dh_str phrase, const uint32_t *t, uint32_t n)
{
    struct dh_wordhash word = { 0 };
    for (size_t at = 0; at < phrase.n;) {
        uint32_t cp;
        if (dh_is_alpha((unsigned char)phrase.p[at])) { /* most, and in lower case */
            dh_wordhash_byte(&word, phrase.p[at++]);
            continue;
        }
        at += dh_utf8_get(phrase, at, &cp);
        unsigned c = dh_utf8_class(cp);
        if (word.n && (c & DH_C_WIDE || !(c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK))))
            break;
        dh_wordhash_char(&word, cp);
        if (c & DH_C_WIDE)
            break;
    }
    uint32_t hash = dh_wordhash_end(&word);
    for (uint32_t i = 0; i < n; i++)
        if (t[i] == hash)
            return true;
    return false;
}

/* Whether the tokens [first, first + n) hold one of the phrases at that place. */
static bool names_one(struct dh_blocks *b, const char *const *phrases, size_t n_phrases,
                      uint32_t first, uint32_t n, enum place place)
{
    for (size_t i = 0; i < n_phrases; i++) {
        uint32_t at, m, run[PHRASE_MAX * 2];
        if (!may_begin(dh_str_c(phrases[i]), b->tokens + first, n))
            continue;
        if (dh_blocks_tokens(b, dh_str_c(phrases[i]), &at, &m) || m > DH_LEN(run))
            continue;
        memcpy(run, b->tokens + at, m * sizeof *run);
        b->n_tokens = at; /* phrases need not stay */
        if (m <= n && (place != HALF || 2 * m >= n) &&
            holds(b->tokens + first, place == IN_FRONT ? m : n, run, m))
            return true;
    }
    return false;
}

/* article: the page says that it is one. Some do so of all pages, so a headline that is little else
 * tells more. words: of the text. */
static bool names_error(struct dh_blocks *b, uint32_t first, uint32_t n, bool article, float words)
{
    return names_one(b, error_titles, DH_LEN(error_titles), first, n, article ? HALF : ANYWHERE) ||
           (!article && names_one(b, error_words, DH_LEN(error_words), first, n, HALF)) ||
           (!article && words < TOPIC_WORDS &&
            names_one(b, error_topics, DH_LEN(error_topics), first, n, HALF));
}

/* A headline without the name of the house behind it: "404 - The Evening Post". */
static struct dh_str without_house(struct dh_str s)
{
    static const struct dh_str signs[] = { { " | ", 3 }, { " - ", 3 }, { " – ", 5 } };
    for (size_t i = 0; i < DH_LEN(signs); i++)
        s = dh_str_sub(s, 0, dh_str_find(s, signs[i]));
    return s;
}

static bool is_error_headline(struct dh_blocks *b, struct dh_str s, bool article, float words)
{
    uint32_t first, n;
    return s.n && !dh_blocks_tokens(b, s, &first, &n) && n < 12 &&
           names_error(b, first, n, article, words);
}

static bool has_error_line(struct dh_blocks *b)
{
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (names_one(b, error_lines, DH_LEN(error_lines), b->blocks[i].token,
                      b->blocks[i].n_tokens, ANYWHERE))
            return true;
    return false;
}

static bool is_error_page(const struct dh_overview *v, struct dh_blocks *b, bool article,
                          float words)
{
    for (size_t i = 0; i < DH_HEADLINES; i++) {
        struct dh_str headline = dh_str_sub(v->meta->headline[i], 0, 300);
        struct dh_str bare = without_house(headline);
        if (is_error_headline(b, headline, article, words) ||
            (bare.n < headline.n && is_error_headline(b, bare, article, words)))
            return true;
    }
    bool headed = false;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        headed |= v->facts[i].heading != 0;
        if (v->facts[i].heading && b->blocks[i].n_tokens < 12 &&
            names_error(b, b->blocks[i].token, b->blocks[i].n_tokens, article, words))
            return true;
    }
    return !headed && !article && has_error_line(b);
}

/* What the headline of a page says that stands in for a story until the reader logs in. */
static const char *const login_titles[] = {
    "please log in",  "please sign in",      "kirjaudu sisään",      "melden sie sich",
    "bitte anmelden", "bitte einloggen",     "connectez vous",       "inicia sesión",
    "inicie sesión",  "faça login",          "faça seu login",       "zaloguj się",
    "přihlaste se",   "jelentkezzen be",     "giriş yapın",          "войдите в",
    "войдите на",     "войдите чтобы",       "войдите или",          "увійдіть в",
    "увійдіть до",    "увійдіть на",         "увійдіть щоб",         "увійдіть або",
    "请登录",         "로그인이 필요합니다", "ログインしてください", "ログインが必要です",
};

/* The same of what stories tell how to do: most of the headline. */
static const char *const login_words[] = { "войдите", "увійдіть", "تسجيل الدخول" };

/* The same where it may be what a story tells as well ("Thousands unable to log in to the bank"):
 * what the headline begins with. */
static const char *const login_fronts[] = {
    "log in to",  "sign in to", "logga in för", "logg inn for", "log ind for",
    "accedi per", "log in om",  "inloggen om",  "đăng nhập để", "masuk untuk",
};

static bool asks_to_log_in(struct dh_blocks *b, uint32_t first, uint32_t n)
{
    return names_one(b, login_titles, DH_LEN(login_titles), first, n, ANYWHERE) ||
           names_one(b, login_words, DH_LEN(login_words), first, n, HALF) ||
           names_one(b, login_fronts, DH_LEN(login_fronts), first, n, IN_FRONT);
}

static bool is_login_page(const struct dh_overview *v, struct dh_blocks *b)
{
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        const struct dh_block *k = &b->blocks[i];
        if (v->facts[i].heading == GUMBO_TAG_H1 && k->n_tokens < 12 &&
            asks_to_log_in(b, k->token, k->n_tokens))
            return true;
    }
    return false;
}

/* How many degree signs s has. */
static unsigned degrees_in(struct dh_str s)
{
    static const struct dh_str signs[] = { { "\xC2\xB0", 2 }, { "\xE2\x84\x83", 3 } };
    unsigned n = 0;
    for (size_t i = 0; i < DH_LEN(signs); i++)
        for (size_t at = 0, hit; (hit = dh_str_find(dh_str_sub(s, at, s.n), signs[i])) < s.n - at;
             at += hit + signs[i].n)
            n++;
    return n;
}

/* A forecast: degrees, and hardly a sentence. A story on the weather has more to say. */
static bool is_forecast(const struct dh_overview *v, const struct dh_choice *choice)
{
    enum { DEGREES_MIN = 6, SENTENCE_WORDS = 6, PROSE_WORDS = 30 };
    unsigned degrees = 0;
    float prose = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!choice[i].keep)
            continue;
        if (k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && k->words >= SENTENCE_WORDS)
            prose += k->words;
        if (k->digits)
            degrees += degrees_in(dh_block_text(v->b, i));
    }
    return degrees >= DEGREES_MIN && prose < PROSE_WORDS;
}

/* Kept lines that tell something: sentences, and no beginnings of other stories. */
static unsigned count_told(const struct dh_overview *v, const struct dh_choice *choice)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        n += choice[i].keep && v->b->blocks[i].is & DH_IS_SENTENCE_END && !v->facts[i].teased;
    return n;
}

/* Whether the page is on somebody who writes for the site, of whom it has little to say: it says
 * so, or its headline is a name that a kept line begins with, above a list of stories. The story
 * of a life has more lines. */
static bool is_profile(const struct dh_overview *v, struct dh_blocks *b,
                       const struct dh_choice *choice, bool listed)
{
    enum { LINES_MAX = 2 };
    struct dh_str name = v->meta->headline[DH_HEADLINE_H1];
    uint32_t first, n;
    if (dh_str_eq_nocase(v->meta->type, DH_STR("profile")) ||
        dh_str_eq(v->meta->type, DH_STR("ProfilePage")))
        return true;
    if (!listed || !dh_names_person(name) || count_told(v, choice) > LINES_MAX ||
        dh_blocks_tokens(b, name, &first, &n))
        return false;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        const struct dh_block *k = &b->blocks[i];
        if (choice[i].keep && k->n_tokens > n &&
            memcmp(b->tokens + k->token, b->tokens + first, n * sizeof *b->tokens) == 0)
            return true;
    }
    return false;
}

/* By its box, or its words alone: those may be of a story on consent where somebody wrote it. */
static bool asks_consent(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->near[DH_SIGN_CONSENT] <= 5 || k->near[DH_NEAR_DIALOG] <= 5 ||
           (!v->n_who && (k->cue_any & 1u << DH_CUE_CONSENT));
}

/* og:type "article", schema.org's NewsArticle, BlogPosting and the like. */
static bool says_article(struct dh_str type)
{
    return dh_str_find(type, DH_STR("rticle")) < type.n ||
           dh_str_find(type, DH_STR("Posting")) < type.n;
}

bool dh_says_story(const struct dh_overview *v)
{
    return says_article(v->meta->type) || v->meta->dated || v->n_who > 0;
}

/* og:type of what a shop or a club shows. Some say so of whole essays on what they sell. */
static bool says_other(struct dh_str type)
{
    static const struct dh_str types[] = { { "product", 7 },     { "music.", 6 }, { "books.", 6 },
                                           { "restaurant", 10 }, { "place", 5 },  { "game", 4 } };
    bool other = false;
    for (size_t i = 0; i < DH_LEN(types); i++)
        other |= dh_str_starts_nocase(type, types[i]);
    return other;
}

/* The line above a short text, or itself, that leads elsewhere without being a heading, one of
 * several of its make, as in lists of what a search has found; -1: none. */
static int32_t result_of(const struct dh_overview *v, uint32_t i)
{
    for (uint32_t back = 0; back <= 2 && back <= i; back++) {
        uint32_t k = i - back;
        const struct dh_block_facts *f = &v->facts[k];
        if (f->link > RESULT_LINK && !f->title && v->b->blocks[k].words >= 2 &&
            v->makes[1][f->make[1]].n >= TEASERS_MIN)
            return v->b->blocks[i].words < RESULT_WORDS ? (int32_t)k : -1;
    }
    return -1;
}

/* What the kept blocks are, in words. */
struct tally {
    float words, consent, teasers, results, links, captions;
    uint32_t n_teasers, n_results, n_listed; /* listed: teasers, kept or not */
    float wall; /* share of the words that speak of consent in a wall; less will do under such a
                   heading */
    bool tells; /* a line that may be of a story: no heading or cell of a table, but sentences in
                   them, and not the beginning of one elsewhere */
};

/* Where the walk over the blocks is: heading of the teaser before, kept or not, and link of the
 * result before; -1: none. */
struct walk {
    int32_t last, last_listed, last_line;
};

/* Whether block i stands in a cell of a table or an item of a list. near (block.h) may have
 * forgotten the table: it is all that the page has. */
static bool in_cell(const struct dh_overview *v, uint32_t i)
{
    enum { LEVELS = 2 };
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; up <= LEVELS && e >= 0; up++, e = v->b->boxes[e].parent)
        if (v->b->boxes[e].tag == GUMBO_TAG_TD || v->b->boxes[e].tag == GUMBO_TAG_TH ||
            v->b->boxes[e].tag == GUMBO_TAG_LI)
            return true;
    return false;
}

static bool tells(const struct dh_overview *v, uint32_t i)
{
    enum { SENTENCE_WORDS = 4, LINE_WORDS = 10 };
    const struct dh_block *k = &v->b->blocks[i];
    bool cell = in_cell(v, i) || v->facts[i].heading;
    bool sentence = k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && k->words >= SENTENCE_WORDS;
    return !dh_is_link(&v->facts[i]) && !(k->is & DH_IS_ELLIPSIS_END) &&
           (!cell || sentence || k->words >= LINE_WORDS);
}

static void count_kept(const struct dh_overview *v, uint32_t i, struct walk *at, struct tally *t)
{
    float words = v->b->blocks[i].words;
    t->words += words;
    t->links += dh_is_link(&v->facts[i]) ? words : 0;
    t->captions += dh_near_within(&v->b->blocks[i], DH_NEAR_FIGCAPTION, DH_FAR - 1) ? words : 0;
    t->tells |= tells(v, i);
    if (asks_consent(v, i))
        t->consent += words;
    if (v->facts[i].teased) {
        t->teasers += words;
        t->n_teasers += v->facts[i].last_heading != at->last;
        at->last = v->facts[i].last_heading;
        return;
    }
    int32_t line = result_of(v, i);
    if (line < 0)
        return;
    t->results += words;
    if (line != (int32_t)i) { /* it has a text of its own */
        t->n_results += line != at->last_line;
        at->last_line = line;
    }
}

static struct tally count(const struct dh_overview *v, const struct dh_choice *choice)
{
    struct tally t = { .wall = .6f };
    struct walk at = { -1, -1, -1 };
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (v->facts[i].heading && v->b->blocks[i].cue_any & 1u << DH_CUE_CONSENT)
            t.wall = .4f;
        if (v->facts[i].teased) {
            t.n_listed += v->facts[i].last_heading != at.last_listed;
            at.last_listed = v->facts[i].last_heading;
        }
        if (choice[i].keep)
            count_kept(v, i, &at, &t);
    }
    return t;
}

/* A list of stories, with or without their beginnings, or what is left of one. Below a story it is
 * no reason to lose that. */
static bool is_list(const struct dh_overview *v, const struct dh_choice *choice,
                    const struct tally *t, bool known)
{
    if (t->words < SCRAP_WORDS && t->n_listed >= TEASERS_MIN && count_told(v, choice) <= !known)
        return true; /* what a list of stories says of itself, in a sentence at most */
    if (t->teasers > MOST * t->words &&
        (t->n_teasers >= TEASERS_MIN ||
         (t->n_listed >= TEASERS_MIN && t->words < (known ? REST_WORDS : ERROR_WORDS))))
        return true;
    if (t->links > MOST * t->words)
        return true;
    return t->n_teasers + t->n_results >= TEASERS_MIN &&
           t->words - t->teasers - t->results < REST_WORDS &&
           t->teasers + t->results > MOST * t->words;
}

/* Whether the page leads to several others by lines that are links. */
static bool has_links(const struct dh_overview *v)
{
    enum { LEAST = 3 };
    unsigned n = 0;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        n += dh_is_link_line(v, i);
    return n >= LEAST;
}

bool dh_body_is_article(const struct dh_overview *v, struct dh_blocks *b,
                        const struct dh_choice *choice)
{
    struct tally t = count(v, choice);
    bool article = says_article(v->meta->type), known = v->meta->dated || v->n_who > 0;
    if (!article && ((t.words < CONSENT_WORDS && t.consent > t.wall * t.words) ||
                     is_list(v, choice, &t, known) || is_forecast(v, choice) ||
                     (t.words - t.teasers < PROFILE_WORDS &&
                      is_profile(v, b, choice, t.n_listed >= TEASERS_MIN))))
        return false;
    if (t.words < REST_WORDS && says_other(v->meta->type))
        return false;
    if (!article && !known && v->front && t.words < ERROR_WORDS && has_links(v))
        return false; /* the first story's beginning */
    if (!article && !known && (!t.tells || t.captions > MOST * t.words))
        return false;
    if (!article && dh_is_service(v, choice, known))
        return false;
    return t.words >= ERROR_WORDS ||
           !(is_error_page(v, b, article, t.words) || is_login_page(v, b));
}
