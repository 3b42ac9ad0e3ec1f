/* SPDX-License-Identifier: MIT */
/* Pages that hold no article, and such as stand in for one that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

/* Pages without an article: nothing is kept, and nothing is lost in silence. */
static void test_no_body(void **state)
{
    static const struct {
        const char *name, *html;
    } cases[] = {
        { "empty", "" },
        { "no text", "<html><body><img src=a></body></html>" },
        { "links only", "<body><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>" },
        { "frames", "<html><frameset cols=*><frame src=a.html></frameset></html>" },
        { "not found", "<title>404 - Page not found</title><nav><a "
                       "href=/>Home</a></nav><main><h1>Page not found</h1>"
                       "<p>Sorry, we cannot find the page that you asked for.</p><p><a "
                       "href=/>Home</a></p></main>" },
        { "consent wall",
          "<title>Marrow Gazette</title><body><div role=dialog class=consent><h1>Your "
          "privacy</h1><p>We "
          "and our 412 partners use cookies and process personal data to show you adverts. You may "
          "accept or go to the settings, where you can object to each of them.</p></div>" },
    };
    for (size_t i = 0; i < DH_LEN(cases); i++)
        for (int how = DH_EXTRACTOR_MODEL; how <= DH_EXTRACTOR_RULES; how++) {
            struct dh_page *p = read_page(*state, dh_str_c(cases[i].html), (enum dh_extractor)how);
            if (p->n_fragments || p->input.n)
                fail_msg("%s (%s): %.*s", cases[i].name, how ? "rules" : "model", (int)p->input.n,
                         p->input.p);
        }
}

/* Headlines of pages that stand in for one that is not there, above what may be a short story. */
static void test_error_titles(void **state)
{
    static const char *const titles[] = {
        "Page not found",
        "The page you requested is gone",
        "Sorry, this page isn't available",
        "Sorry, this page isn\u2019t available",
        "403 Forbidden",
        "Seite nicht gefunden",
        "Diese Seite existiert nicht",
        "Page introuvable",
        "Cette page n'existe pas",
        "Página no encontrada",
        "La página no existe",
        "Página não encontrada",
        "Esta página não existe",
        "Pagina non trovata",
        "Questa pagina non esiste",
        "Pagina niet gevonden",
        "Deze pagina bestaat niet meer",
        "Sidan hittades inte",
        "Sidan finns inte",
        "Siden finnes ikke",
        "Fant ikke siden",
        "Siden blev ikke fundet",
        "Siden findes ikke",
        "Sivua ei löytynyt",
        "Strona nie została znaleziona",
        "Ta strona nie istnieje",
        "Nie znaleziono strony",
        "Stránka nenalezena",
        "Stránka nebyla nalezena",
        "Tato stránka neexistuje",
        "Stránka sa nenašla",
        "Az oldal nem található",
        "Pagina nu a fost găsită",
        "Sayfa bulunamadı",
        "Страница не найдена",
        "Сторінку не знайдено",
        "Страницата не е намерена",
        "Stranica nije pronađena",
        "Stran ni bila najdena",
        "Lehte ei leitud",
        "Lapa nav atrasta",
        "Puslapis nerastas",
        "Η σελίδα δεν βρέθηκε",
        "הדף לא נמצא",
        "الصفحة غير موجودة",
        "صفحه مورد نظر یافت نشد",
        "पेज नहीं मिला",
        "ページが見つかりません",
        "ページは存在しません",
        "页面不存在",
        "頁面不存在",
        "找不到頁面",
        "페이지를 찾을 수 없습니다",
        "페이지가 존재하지 않습니다",
        "Halaman tidak ditemukan",
        "Không tìm thấy trang",
        /* and of stories */
        "The light of Marrow",
        "Why your ad blocker fails",
        "Ferry down for maintenance",
        "Trams will be back soon",
    };
    enum { STORIES = 4 };
    struct dh_buf page;
    dh_buf_init(&page, dh_mem_default(), ARENA);
    for (size_t i = 0; i < DH_LEN(titles); i++) {
        bool story = i + STORIES >= DH_LEN(titles);
        dh_buf_reset(&page);
        dh_buf_add(&page, DH_STR("<nav><a href=/>Home</a></nav><main><h1>"));
        dh_buf_add(&page, dh_str_c(titles[i]));
        dh_buf_add(&page,
                   DH_STR("</h1><p>It was moved to the other side of the bay in the spring, and "
                          "the old place was left to the gulls and to those who feed them.</p>"
                          "<p>Whoever comes by boat will find it behind the mole.</p></main>"));
        struct dh_page *p = read_page(*state, dh_buf_str(&page), DH_EXTRACTOR_MODEL);
        if ((p->n_fragments > 0) != story)
            fail_msg("%s: %s", titles[i], story ? "nothing" : "a story");
    }
    dh_buf_release(&page);
}

/* What stands in the place of a story has words that stories are about, too: those have more to
 * say. */
static void test_error_topics(void **state)
{
    static const char *const titles[] = {
        "We'll be back soon!",
        "This site is under maintenance",
        "Our site is down for maintenance",
        "Our website is under maintenance",
        "Site under maintenance",
        "You are using an ad blocker",
        "Please disable your ad blocker",
        "Turn off your ad blocker",
        "Ad blocker detected",
    };
    struct dh_buf page;
    dh_buf_init(&page, dh_mem_default(), ARENA);
    for (size_t i = 0; i < 2 * DH_LEN(titles); i++) {
        bool story = i >= DH_LEN(titles);
        dh_buf_reset(&page);
        dh_buf_add(&page, DH_STR("<nav><a href=/>Home</a></nav><main><h1>"));
        dh_buf_add(&page, dh_str_c(titles[i % DH_LEN(titles)]));
        dh_buf_add(&page, DH_STR("</h1><p>Please come back to this page in a while, and thank you "
                                 "for your patience.</p>"));
        if (story)
            dh_buf_add(&page, DH_STR("<p>" P1 "</p><p>" P2 "</p>"));
        dh_buf_add(&page, DH_STR("</main>"));
        struct dh_page *p = read_page(*state, dh_buf_str(&page), DH_EXTRACTOR_MODEL);
        if ((p->n_fragments > 0) != story)
            fail_msg("%s: %s", titles[i % DH_LEN(titles)], story ? "nothing" : "a story");
    }
    dh_buf_release(&page);
}

/* The same without a headline: two sentences of somebody's own, or what servers say in a line. */
static void test_no_headline(void **state)
{
    static const char *const pages[] = {
        "<p>Access to this page has been denied.</p><p>We believe you are using automation tools "
        "to "
        "browse the website.</p>",
        "<p>This account has been suspended.</p><p>Contact your hosting provider for more "
        "information.</p>",
        "<p>Thank you for your message.</p><p>We shall be in touch with you within two working "
        "days.</p>",
        "<p>Site en maintenance.</p><p>Nous serons de retour très bientôt, merci de votre "
        "patience.</p>",
        "<p>Weryfikujemy, czy połączenie jest bezpieczne.</p><p>To zajmie kilka sekund, prosimy o "
        "cierpliwość.</p>",
        "<p>Sajt je trenutno u izradi.</p><p>Hvala na strpljenju, vraćamo se uskoro.</p>",
        "<p>Этот домен продаётся.</p><p>По вопросам покупки обращайтесь к владельцу домена.</p>",
        "<p>Запрашиваемая страница не найдена. Возможно, она была удалена или перемещена.</p>"
        "<p>Вернитесь на главную страницу.</p>",
        "<p>The requested URL /news/2031/tower was not found on this server.</p>",
        "<p>The server encountered an internal error and was unable to complete your request.</p>",
        "<p>Please verify that you are a human to go on. We have noticed unusual traffic.</p>",
        "<p>To go on, verify you are human. This takes a few seconds on most machines.</p>",
        "<p>It works! This is the default web page for this server.</p><p>The web server software "
        "is running but no content has been added, yet.</p>",
        "<p>This article is no longer available. It was removed on 4 May 2031 by its author.</p>",
        "<p>You are being redirected to another page. This takes five seconds at most.</p>",
        "<p>The document has moved to another address, and you will be taken there soon.</p>",
        "<p>Sie werden in wenigen Sekunden automatisch weitergeleitet. Falls nicht, klicken Sie "
        "bitte hier.</p>",
        "<p>Vous allez être redirigé vers une autre page. Cela prend cinq secondes au plus.</p>",
        "<p>Diese Domain steht zum Verkauf. Wenn Sie Interesse haben, schreiben Sie bitte an den "
        "Inhaber.</p>",
        "<p>This domain is for sale. Make an offer or buy it now for 2,450 dollars.</p>",
        "<p>Ce nom de domaine est à vendre. Faites une offre au propriétaire par courrier.</p>",
        "<p>El sitio está en mantenimiento en este momento. Volveremos en unos minutos, gracias "
        "por "
        "su paciencia.</p>",
        "<p>Please enter your e-mail address and your password to go on to the next page.</p>",
        /* and of stories */
        "<p>The lock-keeper opened the gates at dawn.</p><p>Forty barges went through by noon, he "
        "said.</p><p>Nobody was hurt at the upper quay.</p>",
        "<p>Police said that the page with the names could not be found in the ledger of 1884.</p>",
        "<h2>Who sells an island</h2><p>This domain is for sale, said a board that the gulls have "
        "sat on for as long as anybody on the mole can tell.</p>",
    };
    enum { STORIES = 3 };
    struct dh_buf page;
    dh_buf_init(&page, dh_mem_default(), ARENA);
    for (size_t i = 0; i < DH_LEN(pages); i++) {
        bool story = i + STORIES >= DH_LEN(pages);
        dh_buf_reset(&page);
        dh_buf_add(&page, DH_STR("<meta charset=utf-8><title>Marrow</title><body><div>"));
        dh_buf_add(&page, dh_str_c(pages[i]));
        dh_buf_add(&page, DH_STR("</div></body>"));
        struct dh_page *p = read_page(*state, dh_buf_str(&page), DH_EXTRACTOR_MODEL);
        if ((p->n_fragments > 0) != story)
            fail_msg("%s: %s", pages[i], story ? "nothing" : "a story");
    }
    dh_buf_release(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_body),
        cmocka_unit_test(test_error_titles),
        cmocka_unit_test(test_error_topics),
        cmocka_unit_test(test_no_headline),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
