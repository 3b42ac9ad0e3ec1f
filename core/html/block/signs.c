/* SPDX-License-Identifier: MIT */
#include "html/block/signs.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/spelling.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "html/block/phrases.h"
#include "html/block/wordhash.h"

enum {
    CUE_TOKENS = 120, /* cues stand in short blocks or early */
    WORD_MIN = 4,
    WORD_MAX = 16, /* of those in the table */
    SHORT_BIT = WORD_MAX - WORD_MIN + 1,
    PREFIX_MAX = 14,
    LETTERS_MAX = 32, /* of a word that are looked at */
    WHOLE_NAME_MIN = 7,
    WHOLE_NAME_MAX = 64,
    WORDS = 2048,
    BEGINS = 4096,
    HEADS = 4096,
    HEAD_BITS = 1 << 15
};
static const uint64_t NO_SIGNS = 1ull << DH_SIGNS, NEUTRAL = 2ull << DH_SIGNS;

/* One row a sign: words as they stand in class names, in lower case. Words of three letters and
 * less count only whole. */
static const struct {
    enum dh_sign sign;
    const char *words;
} attribute_words[] = {
    { DH_SIGN_ARTICLE,
      "article articles artikel articulo articolo artigo artykul story stories news noticia "
      "nachricht beitrag haber makale berita" },
    { DH_SIGN_BODY, "body corps cuerpo corpo bodytext bodycopy textbody fliesstext tekst" },
    { DH_SIGN_CONTENT,
      "content contents contenido inhalt contenu conteudo contenuto icerik tresc isi konten" },
    { DH_SIGN_TEXT, "text texte texto testo copy prose richtext wysiwyg rte" },
    { DH_SIGN_ENTRY, "entry hentry post single detail detay" },
    { DH_SIGN_MAIN, "main primary maincontent hauptteil" },
    { DH_SIGN_PARAGRAPH, "paragraph para paragraphs paragraf parrafo absatz" },
    { DH_SIGN_LEAD,
      "lead lede intro introduction standfirst summary sommario summery dek chapo chapeau subtitle "
      "subheadline subhead excerpt abstract kicker sapo vorspann teasertext entradilla bajada "
      "description deck ingress manchet ozet spot synopsis underrubrik" },
    { DH_SIGN_COMMENT,
      "comment comments disqus reply replies livefyre respond commenting kommentar kommentare "
      "kommentarer discussion forum commentaires comentarios commenti spotim coral yorum "
      "viafoura" },
    { DH_SIGN_SHARE,
      "share shares sharing social socials sns facebook twitter whatsapp linkedin pinterest "
      "telegram "
      "teilen partager compartir condividi addthis addtoany sharedaddy sharethis bookmark follow "
      "followus paylas" },
    { DH_SIGN_RELATED,
      "related recommend recommended recommendation recommendations similar outbrain taboola "
      "readnext "
      "readmore seealso crosslink verwandt lire suggested recirc recirculation relacionadas "
      "relacionados associated zergnet nextpost further mehr more also upnext onward "
      "moreon interlink backlink lesen" },
    { DH_SIGN_PROMO,
      "promo promos promotion promoted sponsor sponsored ad ads adv advert "
      "advertisement advertising "
      "adslot adunit leaderboard werbung anzeige banner dfp gpt partner partners affiliate "
      "commercial pub publi "
      "publicidad cta marketing deals shop product reklam reklama native" },
    { DH_SIGN_CAPTION,
      "caption captions figcaption legend bildunterschrift legende cutline piedefoto bildtext "
      "bildtekst onderschrift podpis" },
    { DH_SIGN_CREDIT,
      "credit credits copyright photographer attribution rights bildquelle fotograf photocredit "
      "quelle source" },
    { DH_SIGN_BYLINE,
      "byline author authors autor autore auteur bio writer contributor reporter avatar profile "
      "biography signature journalist firma redaktion" },
    { DH_SIGN_DATE,
      "date datetime timestamp dateline published publish publication updated pubdate datum posted "
      "fecha time lastmodified tarih postmeta meta" },
    { DH_SIGN_FOOTER, "footer foot bottom colophon fuss pied contentinfo" },
    { DH_SIGN_HEADER, "header masthead head topbar hdr kopf" },
    { DH_SIGN_NAV,
      "nav navi navigation navbar menu breadcrumb breadcrumbs crumb crumbs tabs tablist pagination "
      "pager submenu dropdown toc navlist" },
    { DH_SIGN_NEWSLETTER,
      "newsletter newsletters subscribe subscriber subscription signup paywall premium login "
      "register abo abonnement abonnieren membership piano tinypass offer regwall optin "
      "inscription suscripcion mailchimp registration metered" },
    { DH_SIGN_MODAL,
      "modal popup overlay lightbox dialog toast alert drawer tooltip offcanvas popover" },
    { DH_SIGN_SIDEBAR, "sidebar aside rail widget widgets secondary right complementary marginal "
                       "marginalia rightcol "
                       "leftcol barra" },
    { DH_SIGN_TAGS,
      "tag tags tagged topic topics keyword keywords category categories tagcloud themen etiquetas "
      "taxonomy etiket rubrik" },
    { DH_SIGN_GALLERY,
      "gallery galleries slideshow slide slides carousel slider swiper galeria slick" },
    { DH_SIGN_IMAGE, "image images img photo photos foto fotos picture pictures figure media bild "
                     "bilder thumbnail "
                     "thumb imagen lazyload" },
    { DH_SIGN_VIDEO, "video videos player audio jwplayer podcast podcasts youtube brightcove" },
    { DH_SIGN_EMBED, "embed embedded embeds tweet twittertweet instagram oembed iframe tiktok" },
    { DH_SIGN_QUOTE, "quote pullquote blockquote zitat quotation citation cita citat" },
    { DH_SIGN_CARD, "card cards tile tiles grid teaser teasers item items listing feed list box "
                    "boxes river stream "
                    "lists" },
    { DH_SIGN_TITLE, "title titles headline headlines heading hed titel titre titulo titolo baslik "
                     "judul overskrift" },
    { DH_SIGN_HIDDEN,
      "hidden hide sr visually screen invisible offscreen visuallyhidden none noprint assistive "
      "collapsed nodisplay dnone" },
    { DH_SIGN_CONSENT,
      "cookie cookies consent gdpr privacy legal terms disclaimer onetrust optanon sourcepoint "
      "cmplz cmpbox cmpwrapper usercentrics didomi datenschutz" },
    { DH_SIGN_SEARCH, "search form input field suche busca recherche" },
    { DH_SIGN_POPULAR,
      "popular trending mostread mostpopular most latest recent trend trends hot viewed "
      "meistgelesen beliebt newest" },
    { DH_SIGN_NOTE, "note notes notice correction corrections editor erratum footnote footnotes "
                    "disclosure update "
                    "clarification" },
    { DH_SIGN_LIVE, "live liveblog timeline livecenter liveticker" },
    { DH_SIGN_TOOLS,
      "print email mail tool tools toolbar action actions button buttons btn icon icons control "
      "controls rating ratings vote like likes reaction reactions utility listen" },
    { DH_SIGN_FACTS,
      "factbox infobox fact facts highlight highlights keypoints key bullet bullets faq glossary "
      "takeaways sidenote" },
    { DH_SIGN_WRAPPER,
      "wrapper container inner outer layout section sections module component block row column "
      "columns col region" },
    { DH_SIGN_DATA,
      "event events weather stock stocks market markets ticker stats score scores results table" },
};

/* Words that begin as one of the above and mean something else: "format-standard", "hidden-tablet",
 * "football". */
static const char neutral_words[] =
    "format formats formatted formatter formatting formula public republic tablet tablets football "
    "corporate corporation editorial publisher publishers leader leaders leading leadership "
    "notebook "
    "timeout timezone bulletin livestock livery stockholm cardiff textile imagesloaded";

/* Containers of readers' comments by the whole name: an id or class that is exactly this. */
static const char comment_boxes[] =
    "comments comment-list commentlist comments-list comments-area comments-section "
    "comment-section comments_section "
    "comments-container comment-container comments-wrapper comment-wrapper comments-wrap "
    "comments_wrapper "
    "comments-block comments-box comment-box commentsbox comments-content comments-body "
    "comments-thread "
    "comment-thread comments-template comment-form comment-respond respond disqus_thread "
    "disqus-thread disqus "
    "disqus-comments fb-comments facebook-comments livefyre livefyre-comments spotim openweb "
    "coral-comments "
    "viafoura-comments isso-thread discussion comment-body comment-content comment-text "
    "comment-item comment-author "
    "comment-meta comments-holder article-comments article__comments post-comments entry-comments "
    "user-comments "
    "reader-comments story-comments commentssection commentsection kommentare kommentarer "
    "commentaires comentarios "
    "yorumlar readercomments articlecomments js-comments comments-inner vcomments "
    "hypercomments_widget "
    "mc-container cackle_comments comments__list comments__item comment__text comment__body";

/* Names that pages give the text which only subscribers may read (schema.org: cssSelector of a part
 * that isAccessibleForFree is not): of all the words in them none tells what the box is for. */
static const char paid_text[] =
    "paywall paywalled paywalled-content paywall-content paywall-google paywall-article o-paywall "
    "hcf-paywall meteredcontent metered-content premium-content subscriber-only subscribers-only";

struct word {
    uint64_t hash; /* 0: free */
    uint64_t signs;
};
struct phrase {
    uint32_t tokens[DH_PHRASE_TOKENS];
    uint32_t next; /* number of the next phrase in the chain + 1 */
    uint8_t n, place, cue;
};
struct dh_signs {
    const struct dh_allocator *mem;
    struct word words[WORDS];
    struct word names[256];    /* whole names; NO_SIGNS: their words tell nothing */
    uint64_t name_lengths[32]; /* of those, by the low bits of the first letter: a bit each */
    /* Of the words that begin with these letters, WORD_MIN of them or all there are, a bit for each
     * length from WORD_MIN on, and SHORT_BIT. */
    uint16_t word_lengths[BEGINS];
    uint32_t heads[HEADS];              /* phrase number + 1, by its key */
    uint64_t head_bits[HEAD_BITS / 64]; /* a bit for each key: most tokens begin no phrase */
    struct phrase *phrases;
    size_t n_phrases, cap_phrases;
};

/* What a word of n letters, WORD_MAX at most, is found by; as many bytes can be read at p. */
static uint64_t word_key(const char *p, size_t n)
{
    uint64_t first = dh_swar_load(p), rest = n > 8 ? dh_swar_load(p + 8) : 0;
    if (n < 8)
        first &= ((uint64_t)1 << 8 * n) - 1;
    else if (n < 16)
        rest &= ((uint64_t)1 << 8 * (n - 8)) - 1;
    return dh_hash_mix(first ^ rest * 0x9E3779B97F4A7C15u) | 1;
}

/* The place of those that begin as it does, in word_lengths. */
static size_t begin_of(const char *p, size_t n)
{
    uint32_t first = (uint32_t)dh_swar_load(p);
    if (n < WORD_MIN)
        first &= (1u << 8 * n) - 1;
    return first * 0x9E3779B1u >> 20;
}

static uint64_t name_key(struct dh_str name)
{
    uint64_t h = 0;
    for (size_t at = 0; at < name.n; at += 8) { /* no name has other bytes than this makes equal */
        uint64_t x = dh_swar_load_tail(name, at);
        h = dh_hash_mix(h ^ (x | dh_swar_between(x, 'A', 'Z') >> 2));
    }
    return h | 1;
}

static void add_word(struct word *t, size_t size, uint64_t key, uint64_t bit)
{
    size_t i = key >> 1 & (size - 1);
    while (t[i].hash && t[i].hash != key)
        i = (i + 1) & (size - 1);
    t[i].hash = key;
    t[i].signs |= bit;
}

static uint64_t look_up(const struct word *t, size_t size, uint64_t key)
{
    for (size_t i = key >> 1 & (size - 1); t[i].hash; i = (i + 1) & (size - 1))
        if (t[i].hash == key)
            return t[i].signs;
    return 0;
}

/* The tokens of a phrase, by the same rule as those of a block: letters and digits joined, wide
 * characters alone. */
static size_t phrase_tokens(struct dh_str s, uint32_t *t, size_t cap)
{
    struct dh_word word = { 0 };
    size_t n = 0;
    for (size_t at = 0; at < s.n && n < cap;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        unsigned c = dh_utf8_class(cp);
        bool wide = c & DH_C_WIDE, part = c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK);
        if (word.n && (wide || !part)) {
            t[n++] = dh_word_hash(&word);
            word = (struct dh_word){ 0 };
        }
        if (wide || part)
            dh_word_char(&word, wide ? cp : dh_utf8_lower(cp));
        if (wide && n < cap)
            t[n++] = dh_word_hash(&word);
        if (wide)
            word = (struct dh_word){ 0 };
    }
    if (word.n && n < cap)
        t[n++] = dh_word_hash(&word);
    return n;
}

/* What a phrase of n tokens is found by: its first two, since many begin with a word like "the". */
static uint32_t phrase_key(const uint32_t *t, size_t n)
{
    return n > 1 ? t[0] * 0x9E3779B1u ^ t[1] : t[0];
}
static uint32_t head_bit(uint32_t key)
{
    return (key ^ key >> 15) % HEAD_BITS;
}
static bool may_be_head(const struct dh_signs *s, uint32_t key)
{
    uint32_t bit = head_bit(key);
    return s->head_bits[bit / 64] >> bit % 64 & 1;
}

static bool add_phrase(struct dh_signs *s, struct dh_str text, enum dh_cue cue,
                       enum dh_phrase_place place)
{
    uint32_t t[DH_PHRASE_TOKENS];
    size_t n = phrase_tokens(text, t, DH_PHRASE_TOKENS);
    if (n == 0)
        return true;
    if (s->n_phrases == s->cap_phrases) {
        void *array = s->phrases;
        if (!dh_mem_grow(s->mem, &array, &s->cap_phrases, sizeof *s->phrases))
            return false;
        s->phrases = array;
    }
    struct phrase *p = &s->phrases[s->n_phrases++];
    uint32_t key = phrase_key(t, n), *head = &s->heads[key % HEADS];
    *p = (struct phrase){ .next = *head, .n = (uint8_t)n };
    p->place = (uint8_t)place;
    p->cue = (uint8_t)cue;
    memcpy(p->tokens, t, n * sizeof *t);
    *head = (uint32_t)s->n_phrases;
    s->head_bits[head_bit(key) / 64] |= 1ull << head_bit(key) % 64;
    return true;
}

/* The words of a list, with what tells most others apart from them at once. */
static void add_words(struct dh_signs *s, const char *list, uint64_t bit)
{
    struct dh_str rest = dh_str_c(list), w;
    while (dh_str_split(&rest, ' ', &w)) {
        char letters[WORD_MAX] = { 0 };
        assert(w.n <= WORD_MAX);
        if (w.n == 0)
            continue;
        memcpy(letters, w.p, w.n);
        add_word(s->words, WORDS, word_key(letters, w.n), bit);
        s->word_lengths[begin_of(letters, w.n)] |=
            (uint16_t)(1u << (w.n < WORD_MIN ? SHORT_BIT : w.n - WORD_MIN));
    }
}
static void add_names(struct dh_signs *s, const char *list, uint64_t bit)
{
    struct dh_str rest = dh_str_c(list), w;
    while (dh_str_split(&rest, ' ', &w)) {
        add_word(s->names, DH_LEN(s->names), name_key(w), bit);
        if (w.n >= WHOLE_NAME_MIN)
            s->name_lengths[w.p[0] & 31] |= 1ull << w.n;
    }
}

enum dh_err dh_signs_new(struct dh_signs **out, const struct dh_allocator *m)
{
    struct dh_signs *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    for (size_t i = 0; i < DH_LEN(attribute_words); i++)
        add_words(s, attribute_words[i].words, 1ull << attribute_words[i].sign);
    add_words(s, neutral_words, NEUTRAL);
    add_names(s, comment_boxes, 1ull << DH_SIGN_COMMENT_BOX);
    add_names(s, paid_text, NO_SIGNS);
    for (size_t i = 0; i < dh_n_phrase_rows; i++) {
        struct dh_str rest = dh_str_c(dh_phrase_rows[i].phrases), w;
        while (dh_str_split(&rest, '|', &w))
            if (!add_phrase(s, w, dh_phrase_rows[i].cue, dh_phrase_rows[i].place)) {
                dh_signs_free(s);
                return DH_ENOMEM;
            }
    }
    *out = s;
    return DH_OK;
}

void dh_signs_free(struct dh_signs *s)
{
    if (!s)
        return;
    dh_mem_free(s->mem, s->phrases);
    dh_mem_free(s->mem, s);
}

/* The longest word of the table, of PREFIX_MAX letters at most, that this one begins with, n of
 * *letters; lengths: of those that may be it. It is taken off, and its signs are the answer; 0:
 * there is none. */
static uint64_t take_prefix(const struct dh_signs *s, const char **letters, size_t *n,
                            unsigned lengths)
{
    size_t most = *n < PREFIX_MAX ? *n : PREFIX_MAX, taken = 0;
    uint64_t found = 0;
    lengths &= (1u << (most - WORD_MIN + 1)) - 1;
    for (; lengths && !found; lengths &= (1u << (taken - WORD_MIN)) - 1) {
        taken = WORD_MIN + 31 - (unsigned)__builtin_clz(lengths);
        found = look_up(s->words, WORDS, word_key(*letters, taken));
    }
    if (found) {
        *letters += taken;
        *n -= taken;
    }
    return found;
}

/* A word that may be several joined: takes the longest known prefix off until nothing fits. */
static uint64_t word_signs(const struct dh_signs *s, const char *letters, size_t n)
{
    unsigned lengths = s->word_lengths[begin_of(letters, n)];
    size_t bit = n < WORD_MIN ? SHORT_BIT : n - WORD_MIN;
    uint64_t all = 0, found;
    if (n <= WORD_MAX && lengths >> bit & 1)
        all = look_up(s->words, WORDS, word_key(letters, n));
    if (all)
        return all;
    for (; n >= WORD_MIN; all |= found, lengths = s->word_lengths[begin_of(letters, n)])
        if (lengths == 0 || !(found = take_prefix(s, &letters, &n, lengths)))
            break;
    return all;
}

static uint64_t whole_name_signs(const struct dh_signs *s, struct dh_str name)
{
    if (name.n >= WHOLE_NAME_MAX ||
        !(s->name_lengths[name.p[0] & 31] >> name.n & 1)) /* as upper and lower case have it */
        return 0;
    return look_up(s->names, DH_LEN(s->names), name_key(name));
}

uint64_t dh_signs_of(const struct dh_signs *s, struct dh_str name)
{
    struct dh_spelling x DH_NOT_CLEARED;
    struct dh_str word;
    uint64_t all = name.n ? whole_name_signs(s, name) : 0;
    x.left = name;
    x.taken = x.begins = 0;
    while (dh_spelling_next(&x, &word)) /* of long words the first letters count */
        all |= word_signs(s, word.p, word.n < LETTERS_MAX ? word.n : LETTERS_MAX);
    return all & NO_SIGNS ? 0 : all & ~NEUTRAL;
}

/* Cues of the phrases with that key which begin at t[0]; n: tokens there are. */
static inline void cues_at(const struct dh_signs *s, uint32_t key, const uint32_t *t, uint32_t n,
                           uint32_t *at_start, uint32_t *anywhere)
{
    for (uint32_t i = s->heads[key % HEADS]; i; i = s->phrases[i - 1].next) {
        const struct phrase *p = &s->phrases[i - 1];
        if (p->tokens[0] != t[0] || p->n > n || memcmp(p->tokens, t, p->n * sizeof *t) != 0)
            continue;
        if (p->place & DH_PHRASE_START || (p->place & DH_PHRASE_WHOLE && n <= p->n + 1u))
            *at_start |= 1u << p->cue;
        if (p->place & DH_PHRASE_ANYWHERE)
            *anywhere |= 1u << p->cue;
    }
}

void dh_signs_cues(const struct dh_signs *s, const uint32_t *t, uint32_t n, uint32_t *at_start,
                   uint32_t *anywhere)
{
    uint32_t ignored = 0;
    for (uint32_t k = 0; k < n && k < CUE_TOKENS; k++) {
        uint32_t *start = k ? &ignored : at_start;
        uint32_t one = phrase_key(t + k, 1), two = phrase_key(t + k, k + 1 < n ? 2 : 1);
        if (may_be_head(s, one))
            cues_at(s, one, t + k, n - k, start, anywhere);
        if (may_be_head(s, two))
            cues_at(s, two, t + k, n - k, start, anywhere);
    }
}
