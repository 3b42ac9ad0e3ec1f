/* SPDX-License-Identifier: MIT */
#include "html/signs.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "html/phrases.h"

enum {
    CUE_TOKENS = 120, /* cues stand in short blocks or early */
    WORD_MIN = 4,
    PREFIX_MAX = 14,
    WHOLE_NAME_MIN = 7,
    WHOLE_NAME_MAX = 64,
    TABLE = 4096
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
    uint32_t first; /* token hash */
    uint32_t next;  /* number of the next phrase in the chain + 1 */
    uint32_t rest[DH_PHRASE_TOKENS - 1];
    uint8_t n_rest, place;
    uint8_t cue;
};
struct dh_signs {
    const struct dh_allocator *mem;
    struct word words[TABLE];
    struct word names[256];      /* whole names; NO_SIGNS: their words tell nothing */
    uint64_t lengths[32];        /* of those, by the low bits of the first letter: a bit each */
    uint64_t begins[TABLE / 64]; /* a bit for the first WORD_MIN letters of each word */
    uint32_t heads[TABLE];       /* phrase number + 1, by the first token's low bits */
    struct phrase *phrases;
    size_t n_phrases, cap_phrases;
};

/* FNV-1a of 64 bits: grows letter by letter, so that a word's beginnings cost nothing more. */
static uint64_t letters_start(void)
{
    return 0xCBF29CE484222325u;
}
static uint64_t letters_add(uint64_t h, unsigned char letter)
{
    return (h ^ letter) * 0x100000001B3u;
}

static uint64_t letters_of(struct dh_str w)
{
    uint64_t h = letters_start();
    for (size_t i = 0; i < w.n; i++)
        h = letters_add(h, (unsigned char)w.p[i]);
    return h;
}

static size_t place(uint64_t h, size_t size)
{
    return (h ^ h >> 32) & (size - 1);
}

static void add_words(struct word *t, size_t size, const char *list, uint64_t bit)
{
    struct dh_str rest = dh_str_c(list), w;
    while (dh_str_split(&rest, ' ', &w)) {
        if (w.n == 0)
            continue;
        uint64_t h = letters_of(w) | 1;
        size_t i = place(h, size);
        while (t[i].hash && t[i].hash != h)
            i = (i + 1) & (size - 1);
        t[i].hash = h;
        t[i].signs |= bit;
    }
}

static uint64_t look_up(const struct word *t, size_t size, uint64_t h)
{
    h |= 1;
    for (size_t i = place(h, size); t[i].hash; i = (i + 1) & (size - 1))
        if (t[i].hash == h)
            return t[i].signs;
    return 0;
}

/* The tokens of a phrase, by the same rule as those of a block: letters and digits joined, wide
 * characters alone. */
static size_t phrase_tokens(struct dh_str s, uint32_t *t, size_t cap)
{
    size_t n = 0;
    uint32_t h = 0;
    bool open = false;
    for (size_t at = 0; at < s.n && n < cap;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        unsigned c = dh_utf8_class(cp);
        bool wide = c & DH_C_WIDE;
        if (open && (wide || !(c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)))) {
            t[n++] = h;
            open = false;
        }
        if (wide && n < cap)
            t[n++] = dh_token_add(dh_token_start(), cp);
        else if (c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) {
            h = dh_token_add(open ? h : dh_token_start(), dh_utf8_lower(cp));
            open = true;
        }
    }
    if (open && n < cap)
        t[n++] = h;
    return n;
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
    uint32_t *head = &s->heads[t[0] & (TABLE - 1)];
    *p = (struct phrase){ .first = t[0], .next = *head, .n_rest = (uint8_t)(n - 1) };
    p->place = (uint8_t)place;
    p->cue = (uint8_t)cue;
    memcpy(p->rest, t + 1, (n - 1) * sizeof *t);
    *head = (uint32_t)s->n_phrases;
    return true;
}

/* What tells most words and names apart from those of the tables at once. */
static void note_begin(struct dh_signs *s, struct dh_str word)
{
    size_t i = place(letters_of(dh_str_sub(word, 0, WORD_MIN)), TABLE);
    if (word.n >= WORD_MIN)
        s->begins[i / 64] |= 1ull << i % 64;
}
static void note_length(struct dh_signs *s, struct dh_str name)
{
    if (name.n >= WHOLE_NAME_MIN)
        s->lengths[name.p[0] & 31] |= 1ull << name.n;
}

static void note_each(struct dh_signs *s, const char *list,
                      void (*note)(struct dh_signs *, struct dh_str))
{
    struct dh_str rest = dh_str_c(list), w;
    while (dh_str_split(&rest, ' ', &w))
        note(s, w);
}

enum dh_err dh_signs_new(struct dh_signs **out, const struct dh_allocator *m)
{
    struct dh_signs *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    for (size_t i = 0; i < DH_LEN(attribute_words); i++) {
        add_words(s->words, TABLE, attribute_words[i].words, 1ull << attribute_words[i].sign);
        note_each(s, attribute_words[i].words, note_begin);
    }
    add_words(s->words, TABLE, neutral_words, NEUTRAL);
    note_each(s, neutral_words, note_begin);
    note_each(s, comment_boxes, note_length);
    note_each(s, paid_text, note_length);
    add_words(s->names, DH_LEN(s->names), comment_boxes, 1ull << DH_SIGN_COMMENT_BOX);
    add_words(s->names, DH_LEN(s->names), paid_text, NO_SIGNS);
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

static bool begins_word(const struct dh_signs *s, uint64_t hash)
{
    size_t i = place(hash, TABLE);
    return s->begins[i / 64] >> i % 64 & 1;
}

/* A word that may be several joined: takes the longest known prefix off until nothing fits. */
static uint64_t word_signs(const struct dh_signs *s, struct dh_str w, uint64_t hash)
{
    uint64_t all = look_up(s->words, TABLE, hash);
    if (all || w.n < WORD_MIN)
        return all;
    while (w.n >= WORD_MIN) {
        uint64_t h = letters_start(), found = 0, signs;
        size_t n = 0;
        for (size_t i = 0; i < w.n && i < PREFIX_MAX; i++) {
            h = letters_add(h, (unsigned char)w.p[i]);
            if (i + 1 == WORD_MIN && !begins_word(s, h))
                break;
            if (i + 1 >= WORD_MIN && (signs = look_up(s->words, TABLE, h))) {
                found = signs;
                n = i + 1;
            }
        }
        if (!found)
            break;
        all |= found;
        w = dh_str_sub(w, n, w.n);
    }
    return all;
}

/* The word at s.p[*at], a letter, up to where it ends or camelCase turns; *at is moved behind it.
 * Of long words the first letters count. */
static uint64_t next_word(const struct dh_signs *s, struct dh_str name, size_t *at)
{
    char word[32];
    uint64_t hash = letters_start();
    size_t i = *at, n = 0;
    unsigned char c = (unsigned char)name.p[i];

    for (bool was_lower = false; dh_is_alpha(c) && !(was_lower && !(c & 0x20));) {
        if (n < sizeof word) {
            word[n] = (char)(c | 0x20);
            hash = letters_add(hash, (unsigned char)word[n++]);
        }
        was_lower = c & 0x20;
        c = ++i < name.n ? (unsigned char)name.p[i] : ' ';
    }
    *at = i;
    return word_signs(s, (struct dh_str){ word, n }, hash);
}

static uint64_t whole_name_signs(const struct dh_signs *s, struct dh_str name)
{
    if (name.n >= WHOLE_NAME_MAX ||
        !(s->lengths[name.p[0] & 31] >> name.n & 1)) /* as upper and lower case have it */
        return 0;
    uint64_t h = letters_start();
    for (size_t i = 0; i < name.n; i++)
        h = letters_add(h, dh_lower((unsigned char)name.p[i]));
    return look_up(s->names, DH_LEN(s->names), h);
}

uint64_t dh_signs_of(const struct dh_signs *s, struct dh_str name)
{
    uint64_t all = 0;
    for (size_t at = 0; at < name.n;)
        if (dh_is_alpha((unsigned char)name.p[at]))
            all |= next_word(s, name, &at);
        else
            at++;
    if (name.n)
        all |= whole_name_signs(s, name);
    return all & NO_SIGNS ? 0 : all & ~NEUTRAL;
}

/* Cues that begin with t[0], from phrase i on; n: tokens there are. */
static void cues_at(const struct dh_signs *s, uint32_t i, const uint32_t *t, uint32_t n,
                    uint32_t *at_start, uint32_t *anywhere)
{
    for (; i; i = s->phrases[i - 1].next) {
        const struct phrase *p = &s->phrases[i - 1];
        if (p->first != t[0] || p->n_rest >= n ||
            memcmp(p->rest, t + 1, p->n_rest * sizeof *t) != 0)
            continue;
        if (p->place & DH_PHRASE_START || (p->place & DH_PHRASE_WHOLE && n <= p->n_rest + 2u))
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
        uint32_t head = s->heads[t[k] & (TABLE - 1)];
        if (head)
            cues_at(s, head, t + k, n - k, k ? &ignored : at_start, anywhere);
    }
}
