/* SPDX-License-Identifier: MIT */
/* What language and subject a text is said to have: by the first words of its fragments where those
 * tell, by more of them where they do not, and of short texts by shorter lines, too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/sight/context.h"
#include "text/text.h"

#define NAMES \
    "Orla Finch, Elmouth, Owen Marsh, Saltmere, Rosa Iglesias, Corvane, Dana Whitlow, Tarn, Jan " \
    "Wrona, Brackle: "

/* Of lines, `times` each. */
static const struct row {
    const char *name, *lines[2];
    unsigned times[2];
    const char *lang;
    enum dh_kind subject; /* DH_STORY: none */
    unsigned read;        /* words at first; 0: any number */
} rows[] = {
    { "the first words tell",
      { "The harbour of the town was closed on Monday after a storm had torn two barges from the "
        "mole, and nobody knows when it will be open again." },
      { 8 },
      "en",
      DH_STORY,
      8 * 10 },
    { "names stand first",
      { NAMES
        "nachdem der Sturm die beiden Kähne von der Mole losgerissen hatte, war der Hafen der "
        "Stadt auch am Montag für die Fähre zu den Inseln noch nicht wieder offen." },
      { 8 },
      "de",
      DH_STORY,
      0 },
    { "Japanese that begins with Han characters",
      { "気象庁宮崎県震度五弱高知一津波注意報発表によりますと、この町の港は月曜日に閉鎖されましたが"
        "、"
        "島へのフェリーは週末に再び運航する見通しだということです。" },
      { 8 },
      "ja",
      DH_STORY,
      0 },
    { "two sentences of ten begin with the subject, the others come to it",
      { "Our newsletter has been sent from a small office in the harbour since the town was built, "
        "and the people of the islands read it.",
        "The harbour of the town was closed on Monday after a storm had torn two barges from the "
        "mole, which the newsletter told before anybody else did." },
      { 2, 8 },
      "en",
      DH_NEWSLETTER,
      0 },
    { "one of ten speaks of it",
      { "Our newsletter has been sent from a small office in the harbour since the town was built, "
        "and the people of the islands read it.",
        "The harbour of the town was closed on Monday after a storm had torn two barges from the "
        "mole, and nobody knows when it will be open again." },
      { 1, 9 },
      "en",
      DH_STORY,
      0 },
    { "short lines of two languages",
      { "Otobüsler değirmenden dönecek.", "Buses will go by the mill." },
      { 8, 4 },
      "tr",
      DH_STORY,
      0 },
    { "too many of them",
      { "Otobüsler iki gün ve üç saat oldu, biri de orada." },
      { 15 },
      "none",
      DH_STORY,
      0 },
};

static void put_together(struct dh_buf *b, const struct row *r)
{
    for (size_t i = 0; i < DH_LEN(r->lines); i++)
        for (unsigned k = 0; k < r->times[i]; k++) {
            dh_buf_add(b, dh_str_c(r->lines[i]));
            dh_buf_byte(b, '\n');
        }
}

/* Short texts: what the words and letters of few lines tell. */
static const struct {
    const char *lang, *text;
} briefs[] = {
    { "hu", "Leállt a komp a Tiszán\nA víz túl magas, a révész vár.\nVasárnap talán újra indul." },
    { "hu", "Kigyulladt egy pajta Tápén\nSenki sem sérült meg.\nA tűzoltók hajnalig dolgoztak.\nA "
            "tulajdonos szerint zárlat okozta." },
    { "tr",
      "Köprü iki ay kapalı kalacak\nBelediye yolu onaracak.\nOtobüsler değirmenden dönecek." },
    { "tr",
      "Ahırda yangın çıktı\nKimse yaralanmadı, ama üç inek öldü.\nİtfaiye sabaha kadar çalıştı." },
    { "id",
      "Jembatan ditutup dua bulan\nBus akan lewat jalan pasar.\nWarga mengaku tidak diberi tahu." },
    { "id", "Gudang terbakar di Tegal\nTidak ada korban jiwa.\nApi padam pukul lima pagi." },
    { "ms", "Jambatan ditutup dua bulan\nBas akan ikut jalan pasar.\nPenduduk berkata mereka tidak "
            "diberitahu." },
    { "ms",
      "Gudang terbakar di Melaka\nTiada mangsa, kata bomba.\nApi dipadam pada jam lima pagi." },
    { "lt", "Tiltas uždarytas du mėnesius\nAutobusai važiuos pro malūną.\nGyventojai sako, kad "
            "jiems nieko nesakė." },
    { "lt", "Sudegė daržinė Zarasuose\nNiekas nenukentėjo.\nGaisrą užgesino paryčiais." },
    { "vi", "Cầu đóng cửa hai tháng\nXe buýt đi đường chợ.\nNgười dân nói họ không được báo." },
    { "vi", "Cháy kho hàng ở Vinh\nKhông ai bị thương.\nLửa tắt lúc năm giờ sáng." },
    { "sw", "Daraja lafungwa miezi miwili\nMabasi yatapita njia ya sokoni.\nWakazi wanasema "
            "hawakuambiwa." },
    { "sw", "Ghala lateketea Mwanza\nHakuna aliyeumia, polisi wanasema.\nMoto ulizimwa saa kumi na "
            "moja alfajiri." },
    { "cs", "Most bude dva měsíce zavřený\nAutobusy pojedou kolem mlýna.\nLidé říkají, že o tom "
            "nevěděli." },
    { "sk", "Most bude dva mesiace zatvorený\nAutobusy pôjdu okolo mlyna.\nĽudia hovoria, že o tom "
            "nevedeli." },
    { "ro", "Podul se închide două luni\nAutobuzele vor merge pe la moară.\nOamenii spun că nu au "
            "știut." },
    { "hr", "Most se zatvara na dva mjeseca\nAutobusi će voziti pored mlina.\nLjudi kažu da nisu "
            "znali." },
    { "bg", "Мостът се затваря за два месеца\nАвтобусите ще минават край мелницата.\nХората "
            "казват, че не са знаели." },
    { "fi", "Silta suljetaan kahdeksi kuukaudeksi\nBussit kulkevat myllyn kautta.\nAsukkaat "
            "sanovat, ettei heille kerrottu." },
    { "lv", "Tiltu slēdz uz diviem mēnešiem\nAutobusi brauks gar dzirnavām.\nIedzīvotāji saka, ka "
            "viņiem neteica." },
    { "sl", "Most bo zaprt dva meseca\nAvtobusi bodo vozili mimo mlina.\nLjudje pravijo, da niso "
            "vedeli." },
    { "da", "Broen lukkes i to måneder\nBusserne kører forbi møllen.\nFolk siger, at de ikke "
            "vidste det." },
    { "sv", "Bron stängs i två månader\nBussarna går förbi kvarnen.\nFolk säger att de inte visste "
            "det." },
    { "ca", "El pont tanca dos mesos\nEls busos aniran pel molí.\nLa gent diu que no ho sabia." },
    { "af", "Die brug is twee maande toe\nDie busse ry verby die meul.\nMense sê hulle het nie "
            "geweet nie." },
    { "pl", "Most zamknięty na dwa miesiące\nAutobusy pojadą koło młyna.\nLudzie mówią, że nie "
            "wiedzieli." },
    { "uk",
      "Міст закриють на два місяці\nАвтобуси їздитимуть повз млин.\nЛюди кажуть, що не знали." },
    { "ru",
      "Мост закроют на два месяца\nАвтобусы поедут мимо мельницы.\nЛюди говорят, что не знали." },
    { "fa", "پل دو ماه بسته است\nمردم این را گفت که از آن خبر است." },
    { "ur",
      "پل دو ماہ بند رہے گا\nبسیں چکی کے پاس سے گزریں گی۔\nلوگ کہتے ہیں کہ انہیں نہیں بتایا گیا۔" },
    { "ar", "الجسر مغلق شهرين\nالحافلات تمر من طريق السوق.\nيقول السكان إنهم لم يعلموا." },
    { "nl", "Brug twee maanden dicht\nDe bussen rijden langs de molen.\nMensen zeggen dat ze het "
            "niet wisten." },
    { "it",
      "Il ponte chiude due mesi\nI bus passano dal mulino.\nLa gente dice che non lo sapeva." },
    { "es", "El puente cierra dos meses\nLos autobuses irán por el molino.\nLa gente dice que no "
            "lo sabía." },
    { "pt", "A ponte fecha dois meses\nOs autocarros vão pelo moinho.\nAs pessoas dizem que não "
            "sabiam." },
    { "fr", "Le pont ferme deux mois\nLes bus passent par le moulin.\nLes gens disent qu'ils ne "
            "savaient pas." },
    { "de", "Brücke zwei Monate dicht\nDie Busse fahren an der Mühle vorbei.\nDie Leute sagen, sie "
            "wussten nichts." },
    { "en",
      "Bridge shut for two months\nBuses will go by the mill.\nPeople say they were not told." },
    { "el", "Η γέφυρα κλείνει δύο μήνες\nΤα λεωφορεία θα περνούν από τον μύλο.\nΟ κόσμος λέει ότι "
            "δεν το ήξερε." },
    { "is", "Brúin lokuð í tvo mánuði\nStrætó ekur fram hjá myllunni.\nFólk segist ekki hafa vitað "
            "af því." },
    { "zu", "Ibhuloho livaliwe izinyanga ezimbili\nAmabhasi azodlula ngasemakethe.\nAbantu bathi "
            "abatshelwanga." },
    { "ja", "橋は二か月閉鎖\nバスは水車のそばを通る。\n住民は知らなかったと言う。" },
    { "zh", "大桥关闭两个月\n公交车改走磨坊路。\n居民说没有人告诉他们。" },
    { "ko", "다리 두 달간 폐쇄\n버스는 방앗간 쪽으로 돈다.\n주민들은 몰랐다고 말한다." },
    { "none", "Squad named for June\nİlkay Gündoğan, Hakan Çalhanoğlu, Arda Güler\nMerih Demiral, "
              "Cengiz Ünder" },
    { "none", "震度4\n福岡県：久留米市\n佐賀県：神埼市、白石町" },
    { "none", "Elmouth 2 Harrow 1\nDunmere 0 Saltmere 0" },
    { "none", "Гүүр хоёр сар хаагдлаа\nАвтобус тээрмийн хажуугаар явна.\nОршин суугчид үүнийг "
              "мэдээгүй гэв." },
    { "none", "Көпүрө эки айга жабылды\nАвтобустар тегирмендин жанынан өтөт.\nТургундар муну "
              "билбептир, дешти алар." },
};

static void tells(void **state)
{
    static struct dh_tokens words;
    static struct dh_marks marks;
    static struct dh_sample sample;
    struct dh_cues *cues = NULL;
    struct dh_buf in;
    struct dh_page page;
    (void)state;
    dh_tokens_init(&words, dh_mem_default());
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_page_init(&page, dh_mem_default(), 1 << 22);
    assert_int_equal(dh_cues_builtin(&cues, dh_mem_default()), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_view v = { .cues = cues, .words = &words, .marks = &marks };
        struct dh_sight sights[16] = { { 0 } };
        dh_buf_reset(&in);
        put_together(&in, &rows[i]);
        dh_page_reset(&page);
        page.input = dh_buf_str(&in);
        assert_int_equal(dh_text_split(&page), DH_OK);
        assert_true(page.n_fragments <= DH_LEN(sights));
        dh_tokens_forget(&words);
        dh_context_read(&v, &page, &sample, sights);
        const char *lang = v.lang < 0 ? "none" : dh_lang_name(v.lang);
        uint32_t subject = rows[i].subject == DH_STORY ? 0 : 1u << rows[i].subject;
        if (strcmp(lang, rows[i].lang) != 0 || v.subject != subject)
            fail_msg("'%s': language %s, subjects %x", rows[i].name, lang, v.subject);
        if (rows[i].read && sample.tally.total != rows[i].read)
            fail_msg("'%s': %u words are read", rows[i].name, sample.tally.total);
    }
    dh_page_release(&page);
    dh_buf_release(&in);
    dh_tokens_release(&words);
    dh_cues_free(cues);
}

/* What is read of one text, and of another that holds only what stays of it. */
struct both {
    struct dh_page page, rest;
    struct dh_tokens words;
    struct dh_marks marks;
    struct dh_sample sample;
    struct dh_buf in, left;
    struct dh_cues *cues;
};

static void init(struct both *b)
{
    dh_tokens_init(&b->words, dh_mem_default());
    dh_buf_init(&b->in, dh_mem_default(), 1 << 16);
    dh_buf_init(&b->left, dh_mem_default(), 1 << 16);
    dh_page_init(&b->page, dh_mem_default(), 1 << 22);
    dh_page_init(&b->rest, dh_mem_default(), 1 << 22);
    assert_int_equal(dh_cues_builtin(&b->cues, dh_mem_default()), DH_OK);
}

static void release(struct both *b)
{
    dh_page_release(&b->page);
    dh_page_release(&b->rest);
    dh_buf_release(&b->in);
    dh_buf_release(&b->left);
    dh_tokens_release(&b->words);
    dh_cues_free(b->cues);
}

static void read_text(struct both *b, struct dh_page *page, struct dh_str text, struct dh_view *v)
{
    struct dh_sight sights[16] = { { 0 } };
    dh_page_reset(page);
    page->input = text;
    assert_int_equal(dh_text_split(page), DH_OK);
    assert_true(page->n_fragments <= DH_LEN(sights));
    dh_tokens_forget(&b->words);
    *v = (struct dh_view){ .cues = b->cues, .words = &b->words, .marks = &b->marks };
    dh_context_read(v, page, &b->sample, sights);
}

/* Of the row's text the lines of mask go, and `cut` bytes of the first that stays. */
static void compare(struct both *b, const struct row *r, unsigned mask, uint32_t cut)
{
    struct dh_view v, anew;
    dh_buf_reset(&b->in);
    dh_buf_reset(&b->left);
    put_together(&b->in, r);
    read_text(b, &b->page, dh_buf_str(&b->in), &v);
    for (size_t i = 0; i < b->page.n_fragments; i++) {
        struct dh_str s = dh_page_fragment(&b->page, i);
        if (mask & 1u << i) {
            dh_page_strike(&b->page, i, DH_AD, DH_STR("test"));
            continue;
        }
        if (b->left.n == 0 && cut) {
            assert_int_equal(dh_page_edit(&b->page, b->page.fragments[i].at, cut, DH_AD,
                                          DH_STR_NONE, DH_STR("test")),
                             DH_OK);
            s = dh_str_trim(dh_str_sub(s, cut, s.n));
        }
        dh_buf_add(&b->left, s);
        dh_buf_byte(&b->left, '\n');
    }
    if (b->left.n == 0)
        return;
    dh_context_again(&v, &b->page, &b->sample);
    read_text(b, &b->rest, dh_buf_str(&b->left), &anew);
    if (b->rest.n_fragments > 1 &&
        (v.lang != anew.lang || v.brief != anew.brief || v.subject != anew.subject))
        fail_msg("'%s' without lines %x, cut by %u: language %d, anew %d; brief %d, anew %d; "
                 "subjects %x, anew %x",
                 r->name, mask, cut, v.lang, anew.lang, v.brief, anew.brief, v.subject,
                 anew.subject);
}

static void tells_briefs(void **state)
{
    static struct both b;
    int bad = 0;
    (void)state;
    init(&b);
    for (size_t i = 0; i < DH_LEN(briefs); i++) {
        struct dh_view v;
        read_text(&b, &b.page, dh_str_c(briefs[i].text), &v);
        const char *lang = v.lang < 0 ? "none" : dh_lang_name(v.lang);
        if (strcmp(lang, briefs[i].lang) == 0)
            continue;
        print_error("%s, not %s: '%s'\n", lang, briefs[i].lang, briefs[i].text);
        bad++;
    }
    release(&b);
    assert_int_equal(bad, 0);
}

/* What is known of the parts that stay says what reading them again would say. */
static void again_as_anew(void **state)
{
    static struct both b;
    static const unsigned masks[] = { 0, 1, 2, 3, 6, 0x55, 0xAAAA, 0x1F, 0xFFE0, 0x3FFF };
    (void)state;
    init(&b);
    for (size_t i = 0; i < DH_LEN(rows); i++)
        for (size_t k = 0; k < DH_LEN(masks); k++) {
            compare(&b, &rows[i], masks[k], 0);
            compare(&b, &rows[i], masks[k], 9);
            compare(&b, &rows[i], masks[k], 40);
        }
    release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells), cmocka_unit_test(tells_briefs),
                                        cmocka_unit_test(again_as_anew) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
