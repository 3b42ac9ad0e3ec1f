/* SPDX-License-Identifier: MIT */
#include "text/address.h"

#include <string.h>

#include "text/langs.h"

/* Words that mean the reader alone: not "su", which is "her", too. */
static const struct {
    char lang[3];
    bool parts; /* words are not parted */
    const char *you, *i, *our, *we;
} tables[] = {
    { "en", false, " you your yourself yourselves ", " i my me mine myself ", " our ",
      " we us ours " },
    { "de", false, " du dein deine deinen deinem deiner dich dir euch euer eure euren ",
      " ich mein meine meinen meinem meiner mir mich ", " unser unsere unseren unserem unserer ",
      " wir uns " },
    { "fr", false, " vous votre vos vôtre vôtres tu toi tes ", " je j mon ma mes moi ",
      " notre nos ", " nous " },
    { "es", false, " tú tu tus te ti contigo usted ustedes ", " yo mi mis me mí ",
      " nuestro nuestra nuestros nuestras ", " nos nosotros nosotras " },
    { "it", false, " tu tuo tua tuoi tue te ti voi vostro vostra vostri vostre ",
      " io mio mia miei mie mi ", " nostro nostra nostri nostre ", " noi " },
    { "pt", false, " você vocês te teu tua teus tuas ", " eu meu minha meus minhas me ",
      " nosso nossa nossos nossas ", " nós nos conosco connosco " },
    { "ca", false, " tu teu teva teus teves vostè ", " jo meu meva em ", " nostre nostra nostres ",
      " nosaltres ens nos " },
    { "nl", false, " je jij jou jouw u uw jullie ", " ik mijn mij ", " onze ", " we wij ons " },
    { "af", false, " jy jou jul julle u ", " ek my ", " ons ", " " },
    { "pl", false,
      " ty cię ciebie tobie twój twoja twoje twojego twojej twoim twoich wy was wam wasz wasza "
      "wasze waszej ",
      " ja mnie mi mój moja moje mojego ", " nasz nasza nasze naszego naszej naszym naszych ",
      " my nas nam nami " },
    { "cs", false, " vy vás vám váš vaše vaši vašeho vaší tebe tvůj tvoje ", " já mě mně můj moje ",
      " náš naše naši našeho naší našich ", " my nás nám námi " },
    { "sk", false, " vy vás vám váš vaše vašej vášho teba tvoj tvoje ", " ja ma mňa môj moje ",
      " náš naša naše našej našich ", " my nás nám nami " },
    { "sl", false, " vi vas vam vaš vaša vaše vaši ", " jaz me moj moja ", " naš naša naše naši ",
      " mi nas nam nami " },
    { "hr", false, " vi vas vam vaš vaša vaše vaši vašu ", " ja me moj moja ",
      " naš naša naše naši našu ", " mi nas nam nama " },
    { "sr", false,
      " vi vas vam vaš vaša vaše vaši vašu "
      "ви вас вам ваш ваша ваше вашу ",
      " ja me moj ја мој ", " naš naša naše naši našu наш наша наше нашу ",
      " mi nas nam nama ми нас нам нама " },
    { "sv", false, " du dig din ditt dina ni er ert era ", " jag min mitt mina mig ",
      " vår vårt våra ", " vi oss " },
    { "no", false, " du deg din ditt dine dere deres ", " jeg min mitt mine meg ",
      " vår vårt våre ", " vi oss " },
    { "da", false, " du dig din dit dine jer jeres ", " jeg min mit mine mig ", " vores ",
      " vi os " },
    { "is", false, " þú þig þér þín þitt ykkur ", " ég mig mér minn mín ", " okkar ",
      " við okkur " },
    { "fi", false, " sinä sinun sinulle sinua teidän teille teitä ", " minä minun minulle ",
      " meidän ", " me meille meitä meiltä " },
    { "et", false, " sina sinu sulle sind teie teile teid ", " mina minu mulle ", " meie ",
      " meid meile " },
    { "lt", false, " jūs jūsų jums jus tau tavo ", " aš mano man ", " mūsų ", " mes mus mums " },
    { "lv", false, " jūs jūsu jums tu tev tavs ", " es man mans ", " mūsu ", " mēs mums " },
    { "hu", false, " te neked téged ön önt önnek önök ", " én nekem engem ", " ",
      " mi minket nekünk velünk " },
    { "ro", false, " tu ție tău ta tale dumneavoastră vă ", " eu meu mea mie ",
      " nostru noastră noștri noastre ", " noi ne nouă " },
    { "tr", false, " siz sizi sizin size sizden sizce sen senin seni sana ",
      " ben benim beni bana ", " bizim ", " biz bizi bize bizden bizimle " },
    { "ru", false, " вы вас вам вами ваш ваша ваше ваши вашего вашей вашу ваших вашим вашем ",
      " я мне меня мой моя мои ", " наш наша наше наши нашего нашей нашу наших нашим нашем ",
      " мы нас нам нами " },
    { "uk", false, " ви вас вам вами ваш ваша ваше ваші вашого вашої вашу ваших ",
      " я мені мене мій моя ", " наш наша наше наші нашого нашої нашу наших ",
      " ми нас нам нами " },
    { "bg", false, " вие ви вас вашия вашата вашето вашите ", " аз ми мен моят моята ",
      " нашия нашата нашето нашите ", " ние ни нас " },
    { "el", false, " εσείς σας εσένα σου ", " εγώ μου μένα ", " μας ", " εμείς " },
    { "ar", false, " أنت لك لكم عليك عليكم إليك حسابك بريدك ", " أنا لي ", " ",
      " نحن لنا معنا إلينا " },
    { "he", false, " אתם אתה לך לכם שלך שלכם אתכם ", " אני שלי לי ", " שלנו ",
      " אנחנו אותנו לנו " },
    { "fa", false, " شما شماست شمارا ", " من ", " ", " ما " },
    { "hi", false,
      " आप आपका आपके "
      "आपकी आपको तुम ",
      " मैं मेरा मेरे मेरी मुझे ", " हमारे हमारी ", " हम हमें " },
    { "bn", false, " আপনি আপনার আপনাকে ", " আমি আমার আমাকে ", " আমাদের ", " আমরা আমাদেরকে " },
    { "ur", false, " آپ ", " میں میرا میری ", " ہمارے ہماری ", " ہم ہمیں " },
    { "id", false, " anda kamu ", " saya aku ", " kami ", " kami " },
    { "ms", false, " anda kamu awak ", " saya aku ", " kami ", " kami " },
    { "vi", false, " bạn ", " tôi ", " ", " chúng " },
    { "sw", false, " wewe yako wako lako ", " mimi yangu ", " yetu wetu zetu ", " sisi " },
    { "ja", true, " あなた ください 下さい ましょう お寄せ お願いします こちら しよう ",
      " 私 僕 俺 ", " 当社 弊社 当サイト ", " 当社 弊社 当サイト 私たち 編集部 " },
    { "zh", true, " 您 ", " 我 ", " 本站 本网 ", " 我们 本站 本网 " },
    { "ko", true, " 세요 십시오 당신 하실 ", " 나는 저는 내가 제가 ", " 저희 당사 ",
      " 저희 우리 당사 " },
    { "th", true, " คุณ ", " ฉัน ผม ", " ของเรา ", " เรา " },
};

enum { WORD_MAX = 30, SEEN = 128 }; /* bytes of a word; bits of seen */

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

static void add_seen(struct dh_address *a, const char *words)
{
    struct dh_str rest = dh_str_c(words), word;
    while (dh_str_split(&rest, ' ', &word))
        if (word.n)
            a->seen[seen_bit(word) / 64] |= (uint64_t)1 << seen_bit(word) % 64;
}

bool dh_address_of(struct dh_address *a, int lang)
{
    for (size_t i = 0; i < DH_LEN(tables); i++) {
        if (!dh_lang_is(lang, tables[i].lang))
            continue;
        *a = (struct dh_address){ .you = tables[i].you, .i = tables[i].i };
        a->our = tables[i].our;
        a->we = tables[i].we;
        a->parts = tables[i].parts;
        a->polite = dh_lang_is(lang, "de");
        add_seen(a, a->you);
        add_seen(a, a->i);
        add_seen(a, a->our);
        add_seen(a, a->we);
        return true;
    }
    return false;
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

static bool holds(const char *words, struct dh_str word)
{
    char blank[WORD_MAX + 2];
    if (word.n > WORD_MAX)
        return false;
    blank[0] = blank[word.n + 1] = ' ';
    for (size_t i = 0; i < word.n; i++)
        blank[i + 1] = (char)small(word.p[i]);
    return *words && memmem(words, strlen(words), blank, word.n + 2) != NULL;
}

static bool has_part(const char *words, struct dh_str line)
{
    for (const char *p = words + 1; p[-1] && *p;) {
        size_t n = strcspn(p, " ");
        if (dh_str_find(line, (struct dh_str){ p, n }) < line.n)
            return true;
        p += n + 1;
    }
    return false;
}

static unsigned of_word(const struct dh_address *a, struct dh_str word)
{
    return (holds(a->you, word) ? DH_ADDRESS_YOU : 0u) |
           (holds(a->our, word) ? DH_ADDRESS_OUR : 0u) | (holds(a->i, word) ? DH_ADDRESS_I : 0u) |
           (holds(a->we, word) ? DH_ADDRESS_WE : 0u);
}

static unsigned of_parts(const struct dh_address *a, struct dh_str line)
{
    return (has_part(a->you, line) ? DH_ADDRESS_YOU : 0u) |
           (has_part(a->our, line) ? DH_ADDRESS_OUR : 0u) |
           (has_part(a->i, line) ? DH_ADDRESS_I : 0u) |
           (has_part(a->we, line) ? DH_ADDRESS_WE : 0u);
}

/* "Ihre", "Sie" behind another word of the sentence: at its beginning they are "they", too. */
static bool is_polite(struct dh_str line)
{
    static const char words[] = " sie ihr ihre ihren ihrem ihrer ihnen ";
    struct dh_str word;
    size_t at = 0, before = 0;
    for (bool begun = false; (word = next_word(line, &at)).n; begun = true) {
        struct dh_str signs = dh_str_sub(line, before, (size_t)(word.p - line.p) - before);
        for (size_t i = 0; begun && i < signs.n; i++)
            begun =
                signs.p[i] != '.' && signs.p[i] != '?' && signs.p[i] != '!' && signs.p[i] != ':';
        if (begun && (word.p[0] == 'S' || word.p[0] == 'I') && holds(words, word))
            return true;
        before = at;
    }
    return false;
}

unsigned dh_address_read(const struct dh_address *a, struct dh_str line, struct dh_str folded)
{
    struct dh_str word;
    unsigned found = 0;
    if (a->parts)
        return of_parts(a, folded);
    for (size_t at = 0; (word = next_word(folded, &at)).n;) {
        unsigned bit = seen_bit(word);
        if (a->seen[bit / 64] >> bit % 64 & 1)
            found |= of_word(a, word);
    }
    return found | (a->polite && is_polite(line) ? DH_ADDRESS_YOU : 0u);
}
