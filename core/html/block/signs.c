/* SPDX-License-Identifier: MIT */
#include "html/block/signtable.h"

/* One row a sign, of words that may stand in several: as they stand in class names, in lower case.
 * Words of three letters and less count only whole. */
const struct dh_sign_row dh_sign_rows[] = {
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
      "factbox infobox fact facts faktaruta faktaboks fakta faktat faktenbox infokasten "
      "factfile sidofakta encadre highlight highlights keypoints key bullet bullets faq glossary "
      "takeaways sidenote" },
    { DH_SIGN_FACT_BOX, "factbox infobox facts faktaruta faktaboks fakta faktat faktenbox "
                        "infokasten factfile sidofakta" },
    { DH_SIGN_WRAPPER,
      "wrapper container inner outer layout section sections module component block row column "
      "columns col region" },
    { DH_SIGN_DATA,
      "event events weather stock stocks market markets ticker stats score scores results table" },
};
const size_t dh_n_sign_rows = DH_LEN(dh_sign_rows);

/* Words that begin as one of the above and mean something else: "format-standard", "hidden-tablet",
 * "football". */
const char dh_neutral_words[] =
    "format formats formatted formatter formatting formula public republic tablet tablets football "
    "corporate corporation editorial publisher publishers leader leaders leading leadership "
    "notebook "
    "timeout timezone bulletin livestock livery stockholm cardiff textile imagesloaded";

/* Containers of readers' comments by the whole name: an id or class that is exactly this. */
const char dh_comment_boxes[] =
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
const char dh_paid_text[] =
    "paywall paywalled paywalled-content paywall-content paywall-google paywall-article o-paywall "
    "hcf-paywall meteredcontent metered-content premium-content subscriber-only subscribers-only";
