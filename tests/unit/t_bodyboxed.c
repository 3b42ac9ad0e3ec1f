/* SPDX-License-Identifier: MIT */
/* Small boxes amid the text and below it: those that are the story's, and those that are another's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

#define STAGE(when, what) \
    "<div class=tr><div class=when>" when "</div><div class=what>" what "</div></div>"
#define TEASER(n, title, text) \
    "<div class=w" n "><a href=/" n "><img><span>" title "</span></a><p>" text "</p></div>"
#define STEP(n, text) "<li><span class=n>" n "</span><p>" text "</p></li>"
#define SHOT(n, text) "<li><div class=pic></div><div class=n>" n "</div><div>" text "</div></li>"
#define NOTE(when, head, text) \
    "<div class=entry><div class=entry-when>" when "</div><h3>" head "</h3><div>Mara Quist and " \
    "Ole Brandt</div><div class=entry-text><p>" text "</p></div></div>"
#define REGION(h, text) "<div class=rg><h3>" h "</h3><div>" text "</div></div>"

static void test_stays(void **state)
{
    static const struct body_part cases[] = {
        { "a paragraph beside a picture",
          HEAD "<article>" H1 "<div class=g><div class=g><p>" D1 "</p><p>" D2
               "</p></div></div><div class=cta><p><b>Sign up to our newsletter</b></p><p>The best "
               "of the cape, in your inbox every morning.</p></div><div class='block-media-text'>"
               "<figure><img></figure><div class='block-media-text__content'><p>" D3
               "</p></div></div><div class=g><div class=g><p>" D4 "</p><p>" D5
               "</p></div></div></article>" FOOT,
          D1 "\n" D2 "\n" D3 "\n" D4 "\n" D5 "\n" },
        { "stages of something in a box amid the text",
          HEAD "<article>" H1 "<div class=b><p>" P1 "</p><p>" P2 "</p><div class=tr-box><h3>Lamps "
               "of the cape</h3>" STAGE("1884", "The tower is built of stone from Ellery.") STAGE(
                   "1931", "The first lamp with a wire is hung in it.")
                   STAGE("1974", "The county takes it over and paints the door.") STAGE(
                       "1998",
                       "A second lamp is bought, and kept in a crate.") "</div>"
                                                                        "<p>" P3 "</p><p>" P4
                                                                        "</p></div></article>" FOOT,
          P1 "\n" P2 "\nLamps of the cape\n1884\nThe tower is built of stone from "
             "Ellery.\n1931\nThe first lamp with a wire is hung in it.\n1974\nThe county takes it "
             "over and paints the door.\n1998\nA second lamp is bought, and kept in a crate.\n" P3
             "\n" P4 "\n" },
        { "sentences below headings in boxes of one shape",
          HEAD "<main>" H1 "<p>" D1 "</p>" REGION("North", "Mist until ten, twelve degrees.")
              REGION("Middle", "Dry, a shower by night near the hills.")
                  REGION("South", "The warmest day, until rain comes.") "<p>" D2 "</p></main>" FOOT,
          D1 "\nNorth\nMist until ten, twelve degrees.\nMiddle\nDry, a shower by night near the "
             "hills.\nSouth\nThe warmest day, until rain comes.\n" D2 "\n" },
        { "a crosshead in a box of its own below an ad",
          HEAD "<div class=el><div class='el-widget el-widget-title'>" H1
               "</div><div class='el-widget el-widget-text'><p>" P1
               "</p></div><div class='el-widget el-widget-text'><p>" P2
               "</p></div><div class='el-widget el-widget-code'><p>Advertisement</p></div>"
               "<div class='el-widget el-widget-heading'><h2 class='el-heading-title'>By hand</h2>"
               "</div><div class='el-widget el-widget-text'><p>" P3 "</p><p>" P4
               "</p></div></div>" FOOT,
          P1 "\n" P2 "\nBy hand\n" P3 "\n" P4 "\n" },
        { "what a dish is made of, beside the number of guests",
          PLAIN_HEAD(
              "Soup of the lamp room") "<div class=intro><p>The keepers of Marrow eat it "
                                       "on watch, out of a pot that hangs from the "
                                       "stair.</p></div><div class=facts><span>45 min"
                                       "</span><span>380 kcal</span></div><div class=cols>"
                                       "<div class=ingr><h2>Ingredients</h2><div class=srv>"
                                       "4</div><ul><li>1 squash</li><li>200 g barley</li>"
                                       "<li>2 spoons of butter</li><li>1 onion</li></ul>"
                                       "</div><div class=steps><h2>Method</h2><ol>" STEP(
                                           "1", "Wash the squash and cut it up. Chop the onion as "
                                                "small as you can.")
                                           STEP("2", "Melt the butter, tip in the barley and turn "
                                                     "it until it smells of nuts.")
                                               STEP("3",
                                                    "Add water a ladle at a time, for about as "
                                                    "long as a watch lasts.") "<"
                                                                              "/"
                                                                              "o"
                                                                              "l"
                                                                              ">"
                                                                              "<"
                                                                              "/"
                                                                              "d"
                                                                              "i"
                                                                              "v"
                                                                              ">"
                                                                              "<"
                                                                              "/"
                                                                              "d"
                                                                              "i"
                                                                              "v"
                                                                              ">" PLAIN_FOOT,
          "The keepers of Marrow eat it on watch, out of a pot that hangs from the stair.\n"
          "Ingredients\n1 squash\n200 g barley\n2 spoons of butter\n1 onion\nMethod\nWash the "
          "squash and cut it up. Chop the onion as small as you can.\nMelt the butter, tip in the "
          "barley and turn it until it smells of nuts.\nAdd water a ladle at a time, for about as "
          "long as a watch lasts.\n" },
        { "a list below its heading in a box of facts",
          HEAD
          "<article>" H1 "<div class=t><p>" P1 "</p><p>" P2
          "</p><aside class=infobox><h3>In the lamp room</h3><ul><li>1 lamp of brass</li><li>4 "
          "wicks</li><li>20 litres of oil</li><li>a kettle</li></ul></aside><p>" P3 "</p><p>" P4
          "</p></div></article>" FOOT,
          P1 "\n" P2 "\nIn the lamp room\n1 lamp of brass\n4 wicks\n20 litres of oil\na "
             "kettle\n" P3 "\n" P4 "\n" },
        { "a part of the story below an h1 of its own",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><h1>By hand</h1><p>12.04.2031</p><p>" P3
               "</p><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\nBy hand\n12.04.2031\n" P3 "\n" P4 "\n" },
        { "numbers of a table",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><table><tr><td>1</td><td>Marrow</td></tr><tr><td>2</td><td>Ellery</td></tr><tr>"
               "<td>3</td><td>Harrow</td></tr></table><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\n1\nMarrow\n2\nEllery\n3\nHarrow\n" P3 "\n" P4 "\n" },
        { "a quotation that leads to where it was said",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><p>»<a href=/q>The lamp was never lit again by hand</a>«</p><p>" P3 "</p><p>" P4
               "</p></article>" FOOT,
          P1 "\n" P2 "\n»The lamp was never lit again by hand«\n" P3 "\n" P4 "\n" },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

static void test_goes(void **state)
{
    static const struct body_part cases[] = {
        { "a heading above a list of pictures that lead away",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4
               "</p><aside><h3>Our apps for your phone</h3><ul><li><a href=/f><img src=a.png></a>"
               "</li><li><a href=/g><img src=b.png></a></li></ul></aside></article>" FOOT,
          STORY },
        { "other stories between the paragraphs, and a sentence of each",
          HEAD "<article>" H1 "<div class=t><p>" P1 "</p>" TEASER(
              "1", "Ellery buys back its only cinema",
              "It had been a furniture store for thirty years, and smells of "
              "varnish.") "<p>" P2 "</p>" TEASER("2", "Projector found behind a wall",
                                                 "An electrician of eighty-one got it to run "
                                                 "within a week.") "<p>" P3 "</p><p>" P4
                                                                   "</p></div>"
                                                                   "</article>" FOOT,
          STORY },
        { "titles in bold, and where to read on",
          HEAD "<article><section class=k>" H1 "</section><section class=k><div class=in><p>" P1
               "</p></div></section><section class='k k-r'><div class=in><p><b>Ellery buys back "
               "its only cinema and the yard behind it</b></p><p>" Q1
               "</p><a href=/r>Read more</a></div></section><section class=k>"
               "<div class=in><p>" P2 "</p></div></section><section class=k><div class=in><p>" P3
               "</p></div></section><section class=k><div class=in><p>" P4
               "</p></div></section></article>" FOOT,
          STORY },
        { "numbers below pictures",
          PLAIN_HEAD("The keepers of Cape Marrow") SHOT("1/4", P1) SHOT("2/4", P2) SHOT("3/4", P3)
              SHOT("4/4", P4) PLAIN_FOOT,
          STORY },
        { "links below the text that an arrow points with",
          HEAD
          "<div class=m><div class=l>" H1 P1 "<br><br>" P2 "<br><br>" P3 "<br><br>" P4
          "<br><br>» <a href=/x>Ellery buys back its only cinema</a><br>» <a href=/y>Projector "
          "found behind a wall of the town</a><br><br></div></div>" FOOT,
          STORY },
        { "comments in one line each",
          HEAD "<div class=op><div class=txt>" H1 PARAGRAPHS "</div><div class=op-d>Comments (2)"
               "<ul><li><b>tern:</b> " Q1 "</li><li><b>auk:</b> " Q2 "</li></ul></div></div>" FOOT,
          STORY },
        { "titles and beginnings in one line, of which the model has doubts",
          HEAD "<div class=p><div class=c>" H1 "<div class=b>" PARAGRAPHS
               "</div></div><dl class='portlet news'><dt>Most "
               "read</dt><dd><a href=/1>Ellery buys back its cinema</a><span> " Q1
               "</span></dd><dd><a href=/2>Projector found behind a wall</a><span> It ran within a "
               "week, said the electrician who worked there.</span></dd></dl></div>" FOOT,
          STORY },
        { "the names of those who wrote each note",
          "<!doctype html><html lang=en><head><title>Lighthouse goes dark at Cape Marrow</title>"
          "<meta name=author content='Mara Quist and Ole Brandt'></head><body><main>" H1
          "<div class=ticker>" NOTE("3.18pm", "The lamp is lit", P1)
              NOTE("2.40pm", "No word from the county", P2)
                  NOTE("1.02pm", "What is known", P3) "</div></main>" FOOT,
          "The lamp is lit\n" P1 "\nNo word from the county\n" P2 "\nWhat is known\n" P3 "\n" },
        { "comments below a line of the site on them, in a script that parts no words",
          "<!doctype html><html "
          "lang=zh><head><title>岬角灯塔九十年来首次熄灭</title></head><body><div "
          "class=w><h1>岬角灯塔九十年来首次熄灭</h1><div "
          "class=t><p>周二夜里，岬角灯塔九十年来第一次熄灭。"
          "暴风雨掀掉了灯室的铜顶，雨水渗进了线路。</"
          "p><p>两名守塔人提着手灯登上塔顶，一直守到天亮，海岸"
          "警卫队用无线电提醒过往船只。</"
          "p><p>负责人说：“当时有四艘渔船要进港，我们什么灯也没有，只好像一百"
          "年前那样挥手。”</p><p>抢修队预计周五之前赶到，下一场大风也在那天到来。</p></div><div "
          "class=c>"
          "<span>文明上网理性发言，请遵守评论服务协议</span><div "
          "class=i><b>海鸥</b><p>我每天晚上都从那里"
          "走过，从来没有见过它熄灭，真是太可惜了。</p></div><div "
          "class=i><b>燕子</b><p>我爷爷在那里守了三"
          "十年的灯，他要是知道了一定很难过。</p></div></div></div></body></html>",
          "周二夜里，岬角灯塔九十年来第一次熄灭。暴风雨掀掉了灯室的铜顶，雨水渗进了线路。\n两名守塔"
          "人提着"
          "手灯登上塔顶，一直守到天亮，海岸警卫队用无线电提醒过往船只。\n负责人说：“当时有四艘渔船"
          "要进港，"
          "我们什么灯也没有，只好像一百年前那样挥手。”\n抢修队预计周五之前赶到，下一场大风也在那天"
          "到来。\n" },
        { "another story below, with a date in figures below its own headline",
          HEAD "<div>" H1 "<p>Mara Quist</p><div><section class=s><p>" P1
               "</p></section><section class=s><p>" P2 "</p></section><section class=s><p>" P3
               "</p></section></div></div><section class=n><h1>Ellery buys back its only cinema"
               "</h1><div>By Ole Brandt</div><div>2031-03-12</div><p>" Q1 "</p><p>" Q2 "</p><p>" Q3
               "</p></section>" FOOT,
          P1 "\n" P2 "\n" P3 "\n" },
        { "what the story is filed under, above the headline",
          "<!doctype html><html lang=sv><head><title>Fyren på Märgudden slocknade</title></head>"
          "<body><div><span>Nyheter</span><h1 class='k-24'>Fyren på Märgudden slocknade</h1>Natten "
          "till onsdagen slocknade fyren på Märgudden för första gången på nittio år, sedan en "
          "storm slitit loss koppartaket.<br>Två fyrvaktare gick upp i tornet med handlampor och "
          "höll vakt till morgonen, medan kustbevakningen varnade fartygen.<br>Ett lag från "
          "fastlandet ska laga taket före fredag, då nästa storm väntas.<br></div></body></html>",
          "Natten till onsdagen slocknade fyren på Märgudden för första gången på nittio år, sedan "
          "en storm slitit loss koppartaket.\nTvå fyrvaktare gick upp i tornet med handlampor och "
          "höll vakt till morgonen, medan kustbevakningen varnade fartygen.\nEtt lag från "
          "fastlandet ska laga taket före fredag, då nästa storm väntas.\n" },
        { "comments with the name below each",
          HEAD "<div class=t>" H1 P1 "<br><br>" P2 "<br><br>" P3 "<br><br>" P4
               "<br><br></div><div class=h09dd5><p>Comments</p><blockquote><p>" Q1
               "</p><cite>puffin</cite></blockquote><blockquote><p>" Q2
               "</p><cite>skua</cite></blockquote></div>" FOOT,
          STORY },
        { "titles and sentences in a paragraph each, below a label",
          "<!doctype html><html lang=pt><head><title>Farol do cabo fica às escuras</title></head>"
          "<body><div><a href=/0>Notícias</a> <a href=/1>Política</a></div><div><div><h1 "
          "class=headline>Farol do cabo fica às escuras</h1><p class=author>Joaquim Serpa · "
          "2031-07-02</p></div><div><div class=article-body><div class=line><span>O farol do cabo "
          "apagou-se na noite de terça pela primeira vez em noventa anos, depois que uma "
          "tempestade arrancou o telhado de cobre.</span></div><div class=line><span>Dois "
          "faroleiros subiram à torre com lanternas e vigiaram até de manhã.</span></div><div "
          "class=line><span>«Fizemos o que se fazia há cem anos, e acenamos», disse a responsável, "
          "que mora ao lado da torre.</span></div><div class=line><span>Uma equipe deve consertar "
          "o telhado antes de sexta.</span></div></div></div><div class=other><p>Leia também</p><p>"
          "<a href=/a/0>Ponte reabre após oito meses</a><br>Moradores reclamam que não há ônibus "
          "depois das oito da noite, e a prefeitura diz que não tem dinheiro.</p><p><a "
          "href=/n/1>Temporal deixa milhares sem luz</a><br>Um tribunal decidirá se a venda foi "
          "legal; até lá, o prédio fica vazio.</p></div></div></body></html>",
          "O farol do cabo apagou-se na noite de terça pela primeira vez em noventa anos, depois "
          "que uma tempestade arrancou o telhado de cobre.\nDois faroleiros subiram à torre com "
          "lanternas e vigiaram até de manhã.\n«Fizemos o que se fazia há cem anos, e acenamos», "
          "disse a responsável, que mora ao lado da torre.\nUma equipe deve consertar o telhado "
          "antes de sexta.\n" },
        { "a notice of consent amid the text, in another language",
          "<!doctype html><html lang=tr><head><title>Marrow feneri söndü</title></head><body><main>"
          "<h1>Marrow feneri söndü</h1><div class=x1><p>Marrow Burnu’ndaki fener, bakır çatıyı "
          "söken fırtınanın ardından doksan yıl sonra ilk kez salı gecesi söndü.</p><div class=x4>"
          "<p>İçerik ve reklamları kişiselleştirmek için çerezler kullanıyoruz.</p><button>Kabul "
          "et</button></div><p>İki bekçi el fenerleriyle kuleye çıkıp sabaha kadar nöbet tuttu; "
          "sahil güvenlik gemileri telsizle uyardı.</p><p>Anakaradan gelen ekip, yeni fırtına "
          "beklenen cumadan önce çatıyı onaracak.</p></div></main></body></html>",
          "Marrow Burnu’ndaki fener, bakır çatıyı söken fırtınanın ardından doksan yıl sonra ilk "
          "kez salı gecesi söndü.\nİki bekçi el fenerleriyle kuleye çıkıp sabaha kadar nöbet "
          "tuttu; sahil güvenlik gemileri telsizle uyardı.\nAnakaradan gelen ekip, yeni fırtına "
          "beklenen cumadan önce çatıyı onaracak.\n" },
        { "all that a box above the headline asks for",
          "<!doctype html><html lang=it><head><title>Il faro di Capo Midollo si spegne</title>"
          "</head><body><div class=q><div class=y><p>Benvenuto. Prima di continuare, scegli come "
          "vuoi usare il nostro sito.</p><p>Noi e i nostri 312 partner archiviamo informazioni su "
          "un dispositivo e vi accediamo, ad esempio cookie, per trattare dati personali. Puoi "
          "gestire le tue scelte qui sotto.</p><p>Utilizzare dati di geolocalizzazione precisi. "
          "Annunci e contenuti personalizzati, misurazione delle prestazioni e sviluppo di "
          "servizi.</p><div><button>Accetta</button></div></div></div><main><h1>Il faro di Capo "
          "Midollo si spegne</h1><div class=t><p>Il faro di Capo Midollo si è spento nella notte "
          "di martedì per la prima volta in novant’anni, dopo che una tempesta ha strappato il "
          "tetto di rame.</p><p>Due guardiani sono saliti con le lampade a mano e hanno vegliato "
          "fino al mattino, mentre la guardia costiera avvisava le navi per radio.</p><p>Una "
          "squadra riparerà il tetto prima di venerdì, quando è attesa la prossima burrasca."
          "</p></div></main></body></html>",
          "Il faro di Capo Midollo si è spento nella notte di martedì per la prima volta in "
          "novant’anni, dopo che una tempesta ha strappato il tetto di rame.\nDue guardiani sono "
          "saliti con le lampade a mano e hanno vegliato fino al mattino, mentre la guardia "
          "costiera avvisava le navi per radio.\nUna squadra riparerà il tetto prima di venerdì, "
          "quando è attesa la prossima burrasca.\n" },
        { "who wrote it, in a script that parts no words",
          "<!doctype html><html lang=ja><head><title>岬の灯台、九十年ぶりに消える</title><meta "
          "name=author content='小野 真帆'></head><body><main class=w><div "
          "class=l><h1>岬の灯台、九十年ぶりに"
          "消える</h1><div "
          "class=x2><p>岬の灯台の明かりが火曜日の夜、九十年ぶりに消えた。嵐が灯室の銅の"
          "屋根をはがし、雨水が配線に入り込んだためだ。</"
          "p><p>二人の灯台守は手持ちのランプを提げて塔に"
          "登り、朝まで見張りを続けた。海上保安部は無線で船に注意を呼びかけた。</"
          "p><p>「四隻の漁船が"
          "入港する時刻だったのに、見せる明かりがありませんでした。百年前と同じように手を振って待ち"
          "ました」と責任者は話す。</"
          "p><p>本土から作業班が金曜日までに屋根を直す見込みだ。次の嵐が来る"
          "前に配線が乾かなければ、古いランプを手でともすという。町の人々は毎晩、波止場に集まって塔"
          "を"
          "見上げている。</p><p>小野 真帆　2014年から沿岸部の暮らしを取材。以前は高校で"
          "物理を教えていた。</p></div></div></main></body></html>",
          "岬の灯台の明かりが火曜日の夜、九十年ぶりに消えた。嵐が灯室の銅の屋根をはがし、雨水が配線"
          "に"
          "入り込んだためだ。\n二人の灯台守は手持ちのランプを提げて塔に登り、朝まで見張りを続けた。"
          "海上"
          "保安部は無線で船に注意を呼びかけた。\n「四隻の漁船が入港する時刻だったのに、見せる明かり"
          "が"
          "ありませんでした。百年前と同じように手を振って待ちました」と責任者は話す。\n本土から作業"
          "班が"
          "金曜日までに屋根を直す見込みだ。次の嵐が来る前に配線が乾かなければ、古いランプを手でとも"
          "すと"
          "いう。町の人々は毎晩、波止場に集まって塔を見上げている。\n" },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_stays), cmocka_unit_test(test_goes) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
