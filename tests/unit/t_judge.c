/* SPDX-License-Identifier: MIT */
/* Fragments of scraped text, put between two paragraphs of a story in their language: what goes,
 * what stays, and that cleaning the result again changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"

static const char before[] =
    "The harbour of the town was closed on Monday after a storm had torn two barges loose.";
static const char behind[] =
    "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.";

struct story {
    const char *lang, *first, *last;
};
static const struct story stories[] = {
    { "de",
      "Der Hafen der Stadt wurde am Montag gesperrt, nachdem ein Sturm zwei Kähne losgerissen "
      "hatte.",
      "Verletzt wurde niemand, und die Fähre zu den Inseln soll am Wochenende wieder fahren." },
    { "fr",
      "Le port de la ville a été fermé lundi après une tempête qui avait arraché deux péniches.",
      "Personne n'a été blessé et le bac vers les îles devrait reprendre la mer ce week-end." },
    { "es",
      "El puerto de la ciudad se cerró el lunes después de que una tormenta soltara dos "
      "barcazas.",
      "Nadie resultó herido y el barco a las islas volverá a salir este fin de semana." },
    { "it",
      "Il porto della città è stato chiuso lunedì dopo che una tempesta aveva liberato due "
      "chiatte.",
      "Nessuno è rimasto ferito e il traghetto per le isole ripartirà nel fine settimana." },
    { "no",
      "Havnen i byen ble stengt mandag etter at en storm hadde revet løs to lektere fra kaia.",
      "Ingen ble skadet, og fergen til øyene skal etter planen gå igjen til helgen." },
    { "pl", "Port w mieście został zamknięty w poniedziałek po tym, jak sztorm zerwał dwie barki.",
      "Nikt nie został ranny, a prom na wyspy ma znowu wypłynąć w weekend." },
    { "ru", "Порт города был закрыт в понедельник после того, как шторм сорвал две баржи.",
      "Никто не пострадал, и паром на острова должен снова выйти в выходные." },
    { "tr", "Kentin limanı, fırtınanın iki mavnayı koparmasının ardından pazartesi günü kapatıldı.",
      "Kimse yaralanmadı ve adalara giden feribotun hafta sonu yeniden kalkması bekleniyor." },
    { "ja", "嵐で二隻のはしけが流されたため、町の港は月曜日に閉鎖された。",
      "けが人はなく、島へのフェリーは週末に再び運航する見通しだ。" },
    { "ko", "폭풍으로 바지선 두 척이 떠내려가면서 마을 항구가 월요일에 폐쇄됐다.",
      "다친 사람은 없으며 섬으로 가는 배는 주말에 다시 다닐 예정이다." },
    { "zh", "风暴冲走了两艘驳船，小镇的港口星期一关闭。",
      "没有人受伤，前往岛屿的渡轮预计周末恢复。" },
};

/* kind: what strikes it; "" stays. */
struct row {
    const char *lang, *text, *kind;
};
static const struct row rows[] = {
    { "en", "Share", "share" },
    { "en", "Share this page with your friends", "share" },
    { "en", "Click to share on Tumblr (Opens in new window)", "share" },
    { "en", "Facebook Twitter Email", "share" },
    { "en", "1,204 shares", "share" },
    { "en", "Share prices of the builder fell.", "" },
    /* what is made fast says nothing, unless it is that something is so */
    { "fr", "Le bac d'Elmouth, assuré contre la tempête, le 3 mai 2024. © Ivo Stern", "caption" },
    { "fr", "Le pilote a assuré que le bac tiendrait, le 3 mai 2024. © Ivo Stern", "" },
    { "es", "Un piloto aseguró una barcaza en el muelle de Elmouth. EFE/Ivo Stern", "caption" },
    { "es", "Un piloto aseguró que la barcaza estaba en Elmouth. EFE/Ivo Stern", "" },
    { "en", "Share the road, the sign at the bend says.", "" },
    { "ru", "Поделиться лодкой с соседями", "" },
    { "ru", "Поделиться в Одноклассники", "share" },
    { "ru", "ВКонтакте", "share" },
    { "ru", "© Речной листок. Все права защищены.", "legal" },
    { "it", "© RIPRODUZIONE RISERVATA", "legal" },
    { "fr", "© Le Courrier du Nord – Tous droits réservés", "legal" },
    { "en", "18:40", "" },
    { "ko", "관련기사: 강변 도서관 새 단장", "related" },
    { "pl", "Rybacy wyciągają barkę na brzeg w poniedziałek. Fot. Jan Wrona", "caption" },
    { "en", "ADVERTISEMENT", "ad" },
    { "en", "- Advertisement -", "ad" },
    { "en", "Advertisement 3", "ad" },
    { "en", "Article continues below this ad", "ad" },
    { "en", "Advertisement law is changing, the court said.", "" },
    { "en", "Sponsored by the harbour board, the race drew 300 boats.", "" },
    { "en", "READ MORE: Bridge over the Elm to close", "related" },
    { "en", "You might also like", "related" },
    { "en", "More from the sea than from the land, he earned 400 crowns.", "" },
    { "en", "Sign up for our weekly newsletter", "newsletter" },
    { "en", "Registered voters said they would stay at home.", "" },
    /* the comma stands last of the words that are read of a long line: it does not end there */
    { "en",
      "By signing up you agree to our terms and to our privacy policy of 2024, and that the "
      "Northern Courier may send you offers of its partners as often as it likes to do so. You can "
      "leave the list at any time with one click in each of our messages, and no question will be "
      "asked of you then.",
      "newsletter" },
    { "en", "14 Comments", "comments" },
    { "en", "Be the first to comment on this story", "comments" },
    { "en", "Comments by the mayor drew fire.", "" },
    { "en", "5 min read", "tools" },
    { "en", "40 minutes later, the siren fell silent.", "" },
    { "en", "Updated March 4, 2024 at 12:44 PM", "stamp" },
    { "en", "By Thursday, 12 villages had no water.", "" },
    { "en", "{| displayName |} {* /signInForm *}", "tools" },
    { "en", "{a set of three} is what he wrote on the board", "" },
    { "en", "By Orla Finch", "byline" },
    { "en", "By focusing on the harbour, the film misses the town.", "" },
    { "en", "Tags: Harbour, Ferries, Storms", "tags" },
    { "en", "Home > News > Harbour", "tags" },
    { "en", "All rights reserved.", "legal" },
    { "en", "Follow us on Mastodon", "promo" },
    { "en", "Follow the money, the auditor wrote.", "" },
    { "en", "We use cookies", "cookie" },
    { "en", "Photo: Orla Finch/Reuters", "credit" },
    { "en", "Orla Finch / AFP", "credit" },
    { "en", "(AP Photo/Orla Finch)", "credit" },
    { "en", "Orla Finch  AP", "credit" },
    { "en", "Barges drift past the mole in Elmouth on May 3, 2023. (Orla Finch/AP)", "caption" },
    { "en", "A skipper said his barge had come loose (Photo: Elm Pictures/AP)", "caption" },
    { "en", "The ferry Alma at the mole of ElmouthCredit: Elm Pictures", "caption" },
    { "en",
      "Skippers and their crews stand on the mole of Elmouth and look at what the storm has left "
      "of "
      "two barges, one of which is said to have been the oldest on the river, while the harbour "
      "master, in the yellow coat, counts ropes that are still whole. Photo by Orla Finch /Elm "
      "Courier",
      "caption" },
    { "en", "Image caption The harbour master says the mole is not safe", "caption" },
    { "en", "(File photo) The ferry Alma leaves the mole of Elmouth", "caption" },
    { "en", "The new mole offers skippers a view of the islands. Supplied", "caption" },
    { "en", "A page of the harbour's plan to do without a mole. Photo by Town of Elmouth",
      "caption" },
    { "en", "The ropes were not what the firm from Northport had supplied", "" },
    { "en", "Two pilots tow a barge to the mole of Elmouth, Photo: Orla Finch", "caption" },
    { "en", "Barges are cheap this year, he said. pic.harbour.example/aB3dE", "" },
    { "en", "The crew had to wait for two hours, the skipper said. Source: Elm Courier", "" },
    { "en", "Reuters reported the closure first.", "" },
    { "en", "Gary Molde (34)", "" },
    { "en", "Elmouth 2, Northport 3", "" },
    { "en", "What the harbour master heard", "" },
    { "en", "LEAVE THE HARBOUR ALONE", "" },
    { "en", "This story has been corrected to name the ferry Alma.", "note" },
    { "en", "Correction: the barge was built in 1964.", "note" },
    { "en", "ELMOUTH, May 3 (Reuters) -", "dateline" },
    { "en", "![Two barges at the mole](barges.jpg)", "caption" },
    { "en", "Ferry workers wait at the mole on Monday. (Orla Finch/Elm Courier)", "caption" },
    { "en", "The mole is the town's oldest building. (Win/Loss)", "" },
    { "en", "NORTHPORT, Elm. \u2014", "dateline" },
    { "en", "Sign up for Tideline using the email of your berth account", "" },
    { "en", "Where are piers 5 and 4?", "" },
    { "en", "Download Harbour Tide Reader for Free", "" },
    { "en", "[Reporting by Orla Finch; Editing by Jan Wrona]", "" },
    { "en", "(Reporting by Orla Finch; Editing by Jan Wrona)", "" },
    { "fr", "[Rédigé par Orla Finch, édité par Jan Wrona]", "" },
    { "es", "(Reporte de Orla Finch; editado por Jan Wrona)", "" },
    { "fr", "[Tous droits réservés, édité par la société Elmouth]", "legal" },
    { "en", "Reporting by Orla Finch; Editing by Jan Wrona", "byline" },
    { "en", "(By Orla Finch, staff reporter)", "byline" },
    { "en", "Key points", "crosshead" },
    { "en", "Places", "crosshead" },
    { "en", "Story timeline", "crosshead" },
    { "en", "Follow the money", "crosshead" },
    { "de", "Zurück", "" },
    { "de", "Zurück zum Artikel", "tools" },
    { "en", "Orla Finch, harbour correspondent", "" }, /* whose part of the story follows */
    { "en", "This essay was first published in the Harbour Review.", "note" },
    { "en", "Originally published on Tide Notes.", "note" },
    { "de", "Dieser Text erschien zuerst im Hafenboten.", "note" },
    { "de", "Anzeige", "ad" },
    { "de", "Werbung überspringen", "ad" },
    { "de", "Anzeige gegen Unbekannt erstattet.", "" },
    { "de", "Artikel teilen mit:", "share" },
    { "de", "Teilen des Hafens fehlt seit Montag das Licht.", "" },
    { "de", "Lesen Sie auch: Brücke über die Elm wird gesperrt", "related" },
    { "de", "Weitere 12 Menschen wurden verletzt.", "" },
    { "de", "18 Kommentare", "comments" },
    { "de", "Foto: Ilse Brandner/dpa", "credit" },
    { "de", "Man sieht, was bleibt, sagt der Hafenmeister. | Bild: Ilse Brandner/hbr", "caption" },
    { "de", "Legende: Der Hafenmeister sagt, die Mole sei nicht sicher", "caption" },
    { "de", "Von Ilse Brandner", "byline" },
    { "de", "Von Ilse Brandner kam bis zum Abend kein Wort.", "" },
    { "de", "Stand: 12.03.2024, 14:05 Uhr", "stamp" },
    { "de", "Korrektur: Die Fähre heißt nicht Möwe.", "note" },
    { "fr", "Partager cet article", "share" },
    { "fr", "Publicité", "ad" },
    { "fr", "Publicité mensongère : le tribunal condamne le port.", "" },
    { "fr", "Comment expliquer ce retard ?", "" },
    { "fr", "Publié le 12 mars 2024 à 14h05", "stamp" },
    { "fr", "Lire aussi : le pont sera fermé", "related" },
    { "es", "Publicidad", "ad" },
    { "es", "Publicidad engañosa: multa de 400 euros al puerto.", "" },
    { "es", "Compartir en WhatsApp", "share" },
    { "es", "Más de 40 personas resultaron heridas.", "" },
    { "es", "Te puede interesar: El puente se cierra", "related" },
    { "it", "Condividi su Facebook", "share" },
    { "it", "Leggi anche: il ponte resta chiuso", "related" },
    { "it", "Pubblicità ingannevole, multa da mille euro al porto.", "" },
    { "no", "Annonse", "ad" },
    { "no", "Del på Facebook", "share" },
    { "no", "Del på regningen, foreslo fiskeren.", "" },
    { "no", "Les også: Brua stenges", "related" },
    { "pl", "Reklama", "ad" },
    { "pl", "Czytaj także: most będzie zamknięty", "related" },
    { "ru", "Реклама", "ad" },
    { "ru", "Реклама на причале подорожает, решил совет.", "" },
    { "ru", "Читайте также: мост закроют", "related" },
    { "ru", "Фото: Анна Белкина / ТАСС", "credit" },
    { "tr", "Haberi paylaş", "share" },
    { "tr", "Reklam gelirleri limanda yüzde 12 düştü.", "" },
    { "tr", "İlgili konular", "tags" },
    { "ja", "関連記事", "related" },
    { "ja", "広告", "ad" },
    { "ja", "広告収入は12%減った。", "" },
    { "ko", "공유하기", "share" },
    { "ko", "무단전재 및 재배포 금지", "legal" },
    { "ko", "공유 자전거 이용자는 크게 늘었다.", "" },
    { "zh", "相关新闻", "related" },
    { "zh", "分享到微信", "share" },
    { "zh", "分享土地是村民的要求。", "" },
};

static struct story story_of(const char *lang)
{
    for (size_t i = 0; i < DH_LEN(stories); i++)
        if (strcmp(stories[i].lang, lang) == 0)
            return stories[i];
    return (struct story){ "en", before, behind };
}

static void judges(void **state)
{
    struct cleaner c;
    int bad = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        char in[1024], out[1024];
        struct story s = story_of(rows[i].lang);
        int n = snprintf(in, sizeof in, "%s\n%s\n%s", s.first, rows[i].text, s.last);
        assert_int_equal(cleaner_run(&c, (struct dh_str){ in, (size_t)n }), DH_OK);
        assert_int_equal(c.page.n_fragments, 3);
        const char *kind = dh_kind_name((enum dh_kind)c.page.fragments[1].kind);
        const char *want = rows[i].kind[0] ? rows[i].kind : "story";
        if (strcmp(kind, want) != 0 || c.page.fragments[0].kind || c.page.fragments[2].kind) {
            print_message("%s '%s': %s, not %s (%.*s)\n", rows[i].lang, rows[i].text, kind, want,
                          (int)c.page.fragments[1].rule.n, c.page.fragments[1].rule.p);
            bad++;
        }
        assert_true(c.page.text.n < sizeof out);
        memcpy(out, c.page.text.p, c.page.text.n);
        struct dh_str once = { out, c.page.text.n };
        assert_int_equal(cleaner_run(&c, once), DH_OK);
        if (!dh_str_eq(once, c.page.text)) {
            print_message("%s '%s': a second cleaning changes it\n", rows[i].lang, rows[i].text);
            bad++;
        }
    }
    cleaner_release(&c);
    assert_int_equal(bad, 0);
}

/* What is switched off does not strike; its neighbours do. */
static void without(void **state)
{
    static const struct {
        const char *list, *text;
        bool stays;
    } cases[] = {
        { "grammar.networks,cover", "Facebook Twitter Email", true },
        { "grammar.stamp", "Facebook Twitter Email", false },
        { "grammar.credit", "Orla Finch / AFP", true },
        { "grammar", "Orla Finch / AFP", true },
        { "ad.en,cover.ad", "Advertisement 3", true },
        { "ad.de", "Advertisement 3", false },
        { "share.en.share", "Share", true }, /* rows of other languages hold the same word */
        { "share.de", "Share", false },
        /* with <any>: neither the words of buttons nor rows of no language take its place */
        { "newsletter.en.sign-up-subscribe-register", "Sign up for our newsletter", true },
        { "newsletter.de", "Sign up for our newsletter", false },
        { "ad.en.advertisement-number,cover.ad", "Share", false },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct cleaner c;
        char in[512];
        int n = snprintf(in, sizeof in, "%s\n%s\n%s", before, cases[i].text, behind);
        assert_int_equal(cleaner_init(&c, cases[i].list), DH_OK);
        assert_int_equal(cleaner_run(&c, (struct dh_str){ in, (size_t)n }), DH_OK);
        bool stays = c.page.fragments[1].kind == DH_STORY;
        if (stays != cases[i].stays)
            print_message("without %s: '%s' %s\n", cases[i].list, cases[i].text,
                          stays ? "stays" : "goes");
        assert_int_equal(stays, cases[i].stays);
        cleaner_release(&c);
    }
}

/* A post alone in its line is that of somebody who goes, or heads a list. */
static void lone_posts(void **state)
{
    static const char *const above[] = { "By Orla Finch", "Open from Tuesday to Saturday" };
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(above); i++) {
        char in[1024];
        int n =
            snprintf(in, sizeof in, "Barges in the harbour\n%s\nSTAFF\nJan Wrona, ropes\n%s\n%s",
                     above[i], before, behind);
        assert_int_equal(cleaner_run(&c, (struct dh_str){ in, (size_t)n }), DH_OK);
        assert_int_equal(c.page.fragments[2].kind, i == 0 ? DH_BYLINE : DH_STORY);
    }
    cleaner_release(&c);
}

/* What stands in lists of links heads what follows between two sentences, short as they are. */
static void lone_links(void **state)
{
    static const char *const above[] = { "The pier is closed.", "Harbour" };
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(above); i++) {
        char in[1024];
        int n = snprintf(in, sizeof in, "Share\n%s\n%s\nCareers\nMine began with a bucket.\n%s",
                         before, above[i], behind);
        assert_int_equal(cleaner_run(&c, (struct dh_str){ in, (size_t)n }), DH_OK);
        assert_int_equal(dh_page_goes(&c.page, 3), i == 1);
    }
    cleaner_release(&c);
}

/* Who worked on a text goes above and below it; amid the story it may name who speaks. */
static void workers(void **state)
{
    static const struct {
        const char *text;
        bool goes, amid; /* above the story; between its paragraphs */
    } cases[] = {
        { "Orla Finch, Health Editor, @orlafinch", true, false },
        { "Lena Wrona, Redakteurin Lokales", true, false },
        { "Saana Finch, toimittaja", true, false },
        { "Senior political correspondent", true, false },
        { "Journalist", true, false },
        { "Editor-in-chief: Orla Finch", true, false },
        { "Direttore responsabile: Jan Wrona", true, false },
        { "Orla Finch Political Editor", true, false },
        { "Courier Staff", true, false },
        { "Political editor:", true, false },
        { "Orla Finch | Elmstadt", true, false },
        { "Orla Finch \xE2\x80\xA2 March 11, 2025", true, false },
        { "Elmstadt | Harbour", false, false },
        { "Harbour Police Resign", false, false },
        { "Orla Finch and Jan Wrona", true, false },
        { "Ilse Brandner, Jan Wrona und Eva Lind", true, false },
        { "dpa/lni", true, true },
        { "E-Mail: finch@courier.example", true, true },
        { "Orla Finch, editor, resigns over the mole", false, false },
        { "Finch and Wrona", false, false },
        { "Orla Finch and the Harbour", false, false },
        { "Health", false, false },
        { "The editor resigns", false, false },
        { "Editor: nobody reads it", false, false },
        { "Orla Finch, the last fisherman", false, false },
    };
    struct cleaner c;
    unsigned bad = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        for (size_t place = 0; place < 2; place++) {
            char in[1024];
            const char *lines[2][3] = { { cases[i].text, before, behind },
                                        { before, cases[i].text, behind } };
            const char **l = lines[place];
            bool goes = cases[i].goes && (place == 0 || cases[i].amid);
            int n = snprintf(in, sizeof in, "%s\n%s\n%s", l[0], l[1], l[2]);
            assert_int_equal(cleaner_run(&c, (struct dh_str){ in, (size_t)n }), DH_OK);
            if ((c.page.fragments[place].kind != DH_STORY) == goes)
                continue;
            print_message("'%s' at %zu: %s\n", cases[i].text, place, goes ? "stays" : "goes");
            bad++;
        }
    }
    cleaner_release(&c);
    assert_int_equal(bad, 0);
}

/* What is judged again after others struck some of it has the edits that it had: those of what
 * stays are made anew, those of what went stay, and none is there twice. */
static void judged_again(void **state)
{
    static const char text[] =
        "Advertisement\n"
        "Advertisement The harbour of the town was closed on Monday after a storm had torn two "
        "barges loose from the eastern mole, the harbour master said in the evening.\n"
        "Image: Two barges at the eastern mole of Elmouth in May. Photo: Orla Finch/Reuters\n"
        "Nobody was hurt&nbsp;, and the ferry is expected to sail again by the weekend.\n"
        "Share\n"
        "Advertisement Fishermen have asked for years that the mole be raised, since the sea comes "
        "over it in winter, and nobody has listened to them so far.\n";
    enum { EDITS = 32 };
    struct dh_edit before_rest[EDITS];
    struct cleaner c;
    struct dh_detail d;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    c.page.raw = dh_str_c(text);
    assert_int_equal(dh_text_read(&c.page, DH_STR_NONE, &d), DH_OK);
    assert_int_equal(dh_text_normal(&c.page), DH_OK);
    assert_int_equal(dh_text_judge(c.text, &c.page), DH_OK);
    dh_edits_sort(c.page.edits, c.page.n_edits);
    size_t n = c.page.n_edits;
    assert_in_range(n, 4, EDITS);
    memcpy(before_rest, c.page.edits, n * sizeof *before_rest);
    assert_int_equal(dh_text_judge_rest(c.text, &c.page), DH_OK);
    dh_edits_sort(c.page.edits, c.page.n_edits);
    assert_int_equal(c.page.n_edits, n);
    for (size_t i = 0; i < n; i++) {
        const struct dh_edit *a = &before_rest[i], *b = &c.page.edits[i];
        assert_true(a->at == b->at && a->n == b->n && a->kind == b->kind &&
                    dh_str_eq(a->rule, b->rule) && dh_str_eq(a->now, b->now));
    }
    cleaner_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judged_again), cmocka_unit_test(judges),     cmocka_unit_test(without),
        cmocka_unit_test(workers),      cmocka_unit_test(lone_posts), cmocka_unit_test(lone_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
