/* SPDX-License-Identifier: MIT */
/* The tree of markup in order and out of it is that of a full parse; it leads back to the source;
 * hostile markup ends within the budget. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/hash.h"
#include "tree/open.h"
#include "tree/scan.h"
#include "treecase.h"

#define DIV8 "<div><div><div><div><div><div><div><div>"

/* want: the outline; NULL: whatever the full parse says. All must equal the full parse, but for
 * those with `ours`. */
static const struct {
    const char *name, *in, *want;
    bool ours;
} cases[] = {
    { "nothing", "", "html(head body)", false },
    { "white space", " \n ", "html(head body)", false },
    { "a lone <", "<", "html(head body('<'))", false },
    { "a lone </", "</", "html(head body('</'))", false },
    { "a cut tag", "a<div class=\"x", "html(head body('a'))", false },
    { "text with <", "1 < 2 <3 <= 4", "html(head body('1 < 2 <3 <= 4'))", false },
    { "references", "<p>a&amp;b &eacute;", "html(head body(p('a&b \xC3\xA9')))", false },
    { "white space around", "<p> a <b> b</b>c", "html(head body(p(_'a'_ b(_'b') 'c')))", false },
    { "white space alone", "<p><b>a</b> <i>b</i>", "html(head body(p(b('a') _'' i('b'))))", false },
    { "white space by reference", "<p>a<b>&#32;</b>&#x20;b", "html(head body(p('a' b(_'') _'b')))",
      false },
    { "upper case", "<P>a<BR>b</P>", "html(head body(p('a' br 'b')))", false },
    { "quotes and >", "<p title='>' lang=\">\">a", "html(head body(p('a')))", false },
    { "a quote in a name", "<p a'>b'>c", "html(head body(p('b'>c')))", false },
    { "an unquoted value with slash", "<a href=x/>b</a>c", "html(head body(a('b') 'c'))", false },
    { "no space between attributes", "<p a=\"1\"b='2'c>d", "html(head body(p('d')))", false },
    { "script", "<p>a<script>if (a<b) '</p>'</script>b", "html(head body(p('a' 'b')))", false },
    { "script, escaped", "<script><!-- </script> --></script>a", "html(head body('-->' 'a'))",
      false },
    { "script, escaped twice", "<script><!-- <script> </script> --></script>a",
      "html(head body('a'))", false },
    { "script, no comment end", "<script><!-- <script> </script> </script>a",
      "html(head body('a'))", false },
    { "script, short comments", "<script><!--><script></script>a", "html(head body('a'))", false },
    { "script, dashes", "<script><!---></script>a<script><!--a--><script></script>b",
      "html(head body('a' 'b'))", false },
    { "script, end tag with attributes", "<script>a</script x='>'>b", "html(head body('b'))",
      false },
    { "script, longer name", "<script></scripts></script>b", "html(head body('b'))", false },
    { "script without end", "a<script>b<p>c", "html(head body('a'))", false },
    { "style", "<style>p>a{content:'</p>'}</style>b", "html(head body('b'))", false },
    { "title", "<title>a <b>&lt;</b></title>c", "html(head(title('a <b><</b>')) body('c'))",
      false },
    { "title without end", "<title>a<p>b", "html(head(title('a<p>b')) body)", false },
    { "textarea", "<textarea>\n<p>a</textarea>b", "html(head body(textarea('<p>a') 'b'))", false },
    { "xmp", "<xmp><p>&amp;</xmp>b", "html(head body(xmp('<p>&amp;') 'b'))", false },
    { "iframe", "<iframe src=x><p>a</iframe>b", "html(head body(iframe 'b'))", false },
    { "plaintext", "<p>a<plaintext></plaintext>&amp;",
      "html(head body(p('a') plaintext('</plaintext>&amp;')))", false },
    { "noscript", "<noscript><img></noscript>a", "html(head(noscript) body(img 'a'))", false },
    { "comment", "a<!-- <p> -->b", "html(head body('a' 'b'))", false },
    { "comment, short", "a<!-->b<!--->c", "html(head body('a' 'b' 'c'))", false },
    { "comment, bang", "a<!-- --!>b", "html(head body('a' 'b'))", false },
    { "comment, dashes", "a<!-- -- --- -->b", "html(head body('a' 'b'))", false },
    { "comment without end", "a<!-- b -- >c", "html(head body('a'))", false },
    { "bogus comments", "a<!b>c<?d>e</ f>g</>h", "html(head body('a' 'c' 'e' 'g' 'h'))", false },
    { "CDATA in HTML", "<p><![CDATA[a]]>b", "html(head body(p('b')))", false },
    { "CDATA in MathML", "<math><mtext><![CDATA[a<b]]></mtext></math>c",
      "html(head body(math(mtext('a<b')) 'c'))", false },
    { "doctype", "<!DOCTYPE html><p>a<table></table>", "html(head body(p('a') table))", false },
    { "quirks", "<p>a<table></table>", "html(head body(p('a' table)))", false },
    { "quirks of a doctype without a name", "<!DOCTYPE><body>x<p>a<table></table>", NULL, false },
    { "quirks of a doctype by its public name alone",
      "<!DOCTYPE html PUBLIC '-//IETF//DTD HTML 3.0//EN' 'http://x'><body>x<p>a<table></table>",
      NULL, false },
    { "quirks of a doctype by its system name",
      "<!DOCTYPE html SYSTEM 'http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd'><body>x"
      "<p>a<table></table>",
      NULL, false },
    { "quirks after a script", "<script></script><!DOCTYPE html><p>a<table></table>", NULL, false },
    { "p closed by blocks", "<p>a<div>b</div>c</p>d", "html(head body(p('a') div('b') 'c' p 'd'))",
      false },
    { "p closed through inline", "<p><b>a<p>b", "html(head body(p(b('a')) p(b('b'))))", false },
    { "adoption agency", "<b>1<i>2</b>3</i>4", "html(head body(b('1' i('2')) i('3') '4'))", false },
    { "adoption agency, block", "<b>1<p>2</b>3</p>", "html(head body(b('1') p(b('2') '3')))",
      false },
    { "of four alike three are opened again", "<body><b><b><a><b><b>x</b></a><p><div>", NULL,
      false },
    { "of four alike, in a paragraph", "<b>1<p>2<b>3<b>4<b>5</p>6", NULL, false },
    { "adoption agency, links", "<a>1<div>2<a>3</a></div>",
      "html(head body(a('1') div(a('2') a('3'))))", false },
    { "adoption agency, eight blocks: the link is open again in the last",
      "<body><a>" DIV8 "</a><a>x</a>", NULL, false },
    { "adoption agency, nine blocks and what is none",
      "<body><b><a><i>" DIV8 "<u><div></a><a>x</a></b>y<p>z", NULL, false },
    { "adoption agency, seven blocks", "<body><a><div><div><div><div><div><div><div></a><a>x</a>",
      NULL, false },
    { "Noah's Ark", "<p><b class=x><b class=x><b class=x><b class=x><p>a",
      "html(head body(p(b(b(b(b)))) p(b(b(b('a'))))))", false },
    { "Noah's Ark, two kinds", "<p><b class=x><b class=y><b class=x><b class=y><b class=x><p>a",
      "html(head body(p(b(b(b(b(b))))) p(b(b(b(b(b('a')))))))) ", false },
    { "Noah's Ark, sets that three letters do not tell apart",
      "<p><b id=97><b id=228><b id=228><b id=228><p>a",
      "html(head body(p(b(b(b(b)))) p(b(b(b(b('a'))))))) ", false },
    { "Noah's Ark, order and case of attributes",
      "<p><b A=1 b=2><b b=2 a=1><b a='1' b=\"2\"><b a=1 b=2><p>a",
      "html(head body(p(b(b(b(b)))) p(b(b(b('a'))))))", false },
    { "nobr", "<nobr>a<nobr>b", "html(head body(nobr('a') nobr('b')))", false },
    { "foster parenting", "<table>a<tr><td>b</table>c",
      "html(head body('a' table(tbody(tr(td('b')))) 'c'))", false },
    { "foster parenting, elements", "<table><tr><p>a<td>b</table>",
      "html(head body(p('a') table(tbody(tr(td('b'))))))", false },
    { "foster parenting around a comment", "<table> <!-- --> a <!-- -->b</table>", NULL, false },
    { "hidden input in a table", "<table><input type=HIDDEN><input type=text></table>",
      "html(head body(input table(input)))", false },
    { "table parts", "<table><caption>a<col><tr><th>b<td>c<tfoot><tr><td>d</table>", NULL, false },
    { "colgroup and script", "<table><colgroup><script></script><col></table>", NULL, false },
    { "nested tables", "<table><td><table><td>a</table>b</table>c", NULL, false },
    { "form in a table", "<table><form><tr><td><input></form></table>", NULL, false },
    { "lists", "<ul><li>a<ul><li>b</ul><li>c</ul>",
      "html(head body(ul(li('a' ul(li('b'))) li('c'))))", false },
    { "dl", "<dl><dt>a<dd>b<div><dd>c</dl>", NULL, false },
    { "main in an item stops no search for one", "<ul><li>a<main>b<li>c</ul>",
      "html(head body(ul(li('a' main('b')) li('c'))))", false },
    { "main in dl", "<dl><dd>a<main>b<dd>c</main>d</dl>", NULL, false },
    { "main, folded", "<main>a <b>b</b></main><p>c<main>d<p>e</main>f", NULL, false },
    { "end of main behind a heading that is open", "<main><h1>a<s></main><footer>b</footer>c", NULL,
      false },
    { "end tags across main", "<b>a<main>b</b>c<span>d</main>e</span>f", NULL, false },
    { "headings", "<h1>a<h2>b</h3>c", "html(head body(h1('a') h2('b') 'c'))", false },
    { "select", "<select><option>a<p>b<option>c</select>d", "html(head body(select 'd'))", false },
    { "select ended by input", "<select><option>a<input>b", NULL, false },
    { "select in a table", "<table><td><select><option>a<td>b</table>", NULL, false },
    { "style in select", "<select><style>a<b>c</style>d</select>", NULL, false },
    { "button", "<button>a<button>b<p>c</button>d", NULL, false },
    { "end of a p behind a button", "<p><button><dt>a</p>b", NULL, false },
    { "end of an item behind a list", "<li><ul><p>a</li>b", NULL, false },
    { "pre", "<pre>\n\na\n b</pre>", NULL, false },
    { "image", "<image src=x>", "html(head body(img))", false },
    { "end tags of what has no content", "<p>a</img> b</source><b>c</input></b></p>",
      "html(head body(p('a' _'b' b('c'))))", false },
    { "end tags that make elements", "a</br>b</p>c", "html(head body('a' br 'b' p 'c'))", false },
    { "svg", "a<svg><path d='M0'/><g><text>b</text></g></svg>c", "html(head body('a' svg 'c'))",
      false },
    { "svg with title", "<a><svg><title>b</title></svg></a>c", "html(head body(a(svg) 'c'))",
      false },
    /* Gumbo takes what stands behind the name for a part of it, and the picture never ends. */
    { "svg's end tag with a line end", "<p>a<svg><g></g></svg\n>b<i>c</i>",
      "html(head body(p('a' svg 'b' i('c'))))", true },
    { "svg's end tag with another tag in it", "<p>a<svg><g></g></svg\n</span>b<i>c</i>",
      "html(head body(p('a' svg 'b' i('c'))))", true },
    { "svg broken out of", "<svg><g><p>a</svg>b", "html(head body(svg p('a' 'b')))", false },
    { "svg with style", "<svg><style>a{}</style><g/></svg>b", "html(head body(svg 'b'))", false },
    { "svg with raw text that is none", "<svg><style><p>a</style></svg>b", NULL, false },
    { "svg font", "<svg><font>a</font><font color=x>b</svg>c", NULL, false },
    { "svg foreignObject", "<svg><foreignObject><p>a</p></foreignObject></svg>b",
      "html(head body(svg 'b'))", false },
    { "svg with foreign end tag", "<div><svg><g></div>a", NULL, false },
    { "svg, other name", "<svg><a><b></a></svg>c", NULL, false },
    { "svg without end", "<p>a<svg><g>b<p>c", NULL, false },
    { "svg with title while formatting waits", "<p><b>a</p><svg><title>b</title></svg>c", NULL,
      false },
    { "svg in select", "<select><svg><option>a</svg></select>", NULL, false },
    { "math", "<math><mi>a<b>c</b></mi><mo>d</mo></math>e", NULL, false },
    { "math annotation",
      "<math><annotation-xml encoding='text/html'><p>a</p></annotation-xml></math>b", NULL, false },
    { "math annotation of another kind",
      "<math><annotation-xml encoding='x'><p>a</p></annotation-xml></math>b", NULL, false },
    { "unknown elements", "<x-a>b<amp-img></x-a>c", NULL, false },
    { "template", "<template><tr><td>a</template>b", "html(head body('b'))", false },
    { "template in a table", "<table><template><td>a</td></template><tr><td>b</table>", NULL,
      false },
    { "a shadow root", "<p>a</p><x-a><template shadowrootmode=open><p>b</p></template>c</x-a>",
      "html(head body(p('a') x-a(template(p('b')) 'c')))", true },
    { "a template in a shadow root",
      "<p>a</p><template shadowrootmode=open>b<template><p>c</template>d</template>e",
      "html(head body(p('a') template('b' 'd') 'e'))", true },
    { "a shadow root in a template", "a<template>b<template shadowrootmode=open>c</template>d",
      "html(head body('a'))", true },
    { "XML: a script that has ended",
      "<?xml version='1.0'?><html><head><title/><script src='a'/></head><body><p>b</p><iframe/>c",
      "html(head(title) body(p('b') iframe 'c'))", true },
    { "XML: a script with an end tag", "<?xml version='1.0'?><p>a<script>b</script>c<style/>d",
      "html(head body(p('a' 'c' 'd')))", true },
    { "no XML: a script that has not", "<p>a<script src='a'/>b</script>c", NULL, false },
    { "frameset", "<html><head></head><frameset><frame></frameset>", "html(head frameset(frame))",
      false },
    { "noframes", "<noframes><p>a</noframes>b", "html(head(noframes) body('b'))", false },
    { "second body", "<body>a<body class=x>b</body>c</html>d", NULL, false },
    { "html inside a paragraph", "<body>x<p>a<html class=x>b<h1>c</h1></p>d", NULL, false },
    { "head inside a paragraph", "<body>x<p>a<head>b<h1>c</h1></p>d", NULL, false },
    { "text before html", "a<html lang=x>b", NULL, false },
    { "head goes on", "<head><title>a</title></head><title>b</title><p>c", NULL, false },
    { "meta and link", "<meta charset=utf-8><link rel=x><p>a<meta>b", "html(head body(p('a' 'b')))",
      false },
    { "self-closing means nothing", "<div/>a<p/>b", "html(head body(div('a' p('b'))))", false },
    { "folded: text around", "<body>a <b>b</b> c<div> d <i>e</i></div>",
      "html(head body('a'_ b('b') _'c' div(_'d'_ i('e'))))", false },
    { "folded: white space alone", "<body>x<p> </p><b> </b><ul>\n<li>a</li>\n</ul>",
      "html(head body('x' p(_'') b(_'') ul(_'' li('a') _'')))", false },
    { "folded: comment inside", "<body>x<p>a<!-- -->b<script></script> c</p>",
      "html(head body('x' p('a' 'b' _'c')))", false },
    { "folded: elements without content", "<body>x<div><img><br>a<svg><g/></svg><hr></div>",
      "html(head body('x' div(img br 'a' svg hr)))", false },
    { "not folded: p in p", "<body>x<p>a<p>b</p></p>", "html(head body('x' p('a') p('b') p))",
      false },
    { "not folded: formatting waits", "<body><p><b>a</p><div>b</div><i>c</i>",
      "html(head body(p(b('a')) div(b('b')) b(i('c'))))", false },
    { "not folded: in a table", "<table><b>a</b><tr><td><b>b</b></table>",
      "html(head body(b('a') table(tbody(tr(td(b('b')))))))", false },
    { "not folded: a in a", "<body>x<a>a<a>b</a></a>", "html(head body('x' a('a') a('b')))",
      false },
    { "folded in a form", "<body>x<form><b>a</b></form>c", "html(head body('x' form(b('a')) 'c'))",
      false },
    { "folded: a form", "<body>x<div><form><p>a</p></form><i>b</i></div>",
      "html(head body('x' div(form(p('a')) i('b'))))", false },
    { "folded: text at a form's end", "<body>x<form><p>a</p> b </form>c<form> </form>",
      "html(head body('x' form(p('a')) _'b'_ 'c' form _''))", false },
    { "folded: a comment at a form's end", "<body>x<form>a<!-- -->b<!-- --></form>c",
      "html(head body('x' form('a' 'b') 'c'))", false },
    { "folded: what a form leaves open", "<body>x<form><p>a</form>b</form>c", NULL, false },
    { "a form that was closed from outside", "<body>x<div><form>a</div>b<form>c</form>d</form>e",
      NULL, false },
    { "a form in a form", "<body>x<form><p>a<form><p>b</form>c", NULL, false },
    { "a form's end out of reach",
      "<body>x<form>a<table><tr><td></form><form>b</form></table></form>c<p>d</form>e", NULL,
      false },
    { "frameset after elements", "<body><div></div><frameset><frame></frameset>", NULL, false },
    { "frameset after many elements",
      "<body><ul><li><a><img></a></ul><div><p></p></div><frameset><frame></frameset>", NULL,
      false },
    { "frameset after an iframe", "<body><iframe></iframe><frameset><frame></frameset>b", NULL,
      false },
    { "frameset after text", "<body><div><p>a</div><frameset><frame></frameset>b", NULL, false },
    { "frameset after br, in a div", "<body><br><div><frameset><frame></frameset></div>", NULL,
      false },
    { "frameset in svg and select", "<svg><frameset></svg><select><frameset></select>a", NULL,
      false },
    { "folded: before any text", "<body><div><img><b></b></div> <ul><li></ul><p>a",
      "html(head body(div(img b) _'' ul(li) p('a')))", false },
    { "folded: an iframe", "<body>x<div>a<iframe src=y>b</div></iframe>c</div>d",
      "html(head body('x' div('a' iframe 'c') 'd'))", false },
    { "folded: a select", "<body>x<div><b><select><option>a<option>b</select></b>c</div>",
      "html(head body('x' div(b(select) 'c')))", false },
    { "folded: a select with a script", "<body>x<p>a<select><script></script> </select>b",
      "html(head body('x' p('a' select 'b')))", false },
    { "a select left open, ended by others", "<body>x<p><select><p>a<input>b</p><select>c<select>d",
      NULL, false },
    { "selects in a cell", "<table><tr><td>x<select></td></select><td><select>a</select>b</table>",
      NULL, false },
    { "a select where formatting waits", "<body><p><b>a</p><select></select>c", NULL, false },
    { "folded: an empty textarea", "<body>x<div>a<textarea></textarea>b</div>",
      "html(head body('x' div('a' textarea 'b')))", false },
    { "textareas with a line end, with text, and without an end",
      "<body>x<div><textarea>\n</textarea><textarea> a</textarea><textarea></div>", NULL, false },
    { "an iframe without an end", "<body>x<div>a<iframe>b</div>c", NULL, false },
    { "an iframe where formatting waits", "<body><p><b>a</p><iframe>b</iframe>c", NULL, false },
    { "iframes in a table and a select",
      "<table><iframe>a</iframe><tr><td><iframe>b</iframe></table><select><iframe>c</select>d",
      NULL, false },
    { "a cell that ends with the body it implies",
      "<table><th>x</tbody> <br><tr><td>a</tbody> <p>b</p></table>", NULL, false },
    { "a cell that ends with the row it implies", "<table><tbody><td>x</tr> <i>a</i></table>", NULL,
      false },
    { "a table between the parts of another ends it", "<table><table></table><a>x<td><a>y</a>z",
      NULL, false },
    { "the same from a box in the table", "<table><tr><div><table></table><a>x<td><a>y</a>z", NULL,
      false },
    { "a link that a table hides is off the stack",
      "<body><table><a></table><h2>x<table><a></table>y</a><h2></h2>z", NULL, false },
    { "formatting alike, parted by a table", "<body><b><table><b><b><b></b></table></b></b><hr>x",
      NULL, false },
    { "an object's end behind another object", "<body><object><u>x<marquee></object><param>y", NULL,
      false },
    { "an object that a table's end closes keeps its marker",
      "<body><table><object><u></table><li>x<li>y", NULL, false },
    { "an object that a cell ends keeps its marker",
      "<body><table><th><nobr>x<applet></table><div>y</div>", NULL, false },
    { "a paragraph that an object's end ends", "<body><applet><object><p>x</applet><p>y", NULL,
      false },
    { "a button ends one before formatting is opened again",
      "<body><button><font>x<button><h2>&#32;<h2>y</h2>", NULL, false },
    { "nobr where formatting waits", "<body><code><u>x</code><nobr></u><iframe></iframe>y", NULL,
      false },
    { "nobr in a block", "<body><p><big><fieldset><nobr></big><p></p>x", NULL, false },
    { "adoption agency, formatting that is listed no more",
      "<body><i><strong>x<p><i>y<p></i></p></i><p></p>z", NULL, false },
    { "paragraphs in a ruby", "<body><ruby><p>x<rb>y</rb><li>z<p>a<rtc>b<rt>c<p>d<rp>e<ul>f</ruby>",
      NULL, false },
    { "a form's end ends items in it",
      "<body><form><p>x<rt></form></rt><form>y<p>z<option></form></option><p>a", NULL, false },
    { "forms nest behind a table",
      "<body><li><form><table></form></table><li><form></li></form><li>x", NULL, false },
    { "an item right in an item", "<body><dt><p>x<noscript><dt>y<dt>z", NULL, false },
    { "items that a form parted", "<body><li><form><li>x<address></form><li>y<li>z", NULL, false },
    { "a line end behind pre and a tag that is ignored",
      "<body><pre></img>\nx</pre><listing>\n</>\ny", NULL, false },
    { "a line end in a listing where formatting waits", "<body><p><font>x</p><listing>\n<hr>y",
      NULL, false },
    { "html among columns", "<table><colgroup><html>&#32;x y", NULL, false },
    { "a template's end ends a select in it", "<body><template><select></template>x<p>y", NULL,
      false },
    { "a table ends a select in a table", "<body><table><select><table>x<td>y", NULL, false },
    { "a table in a caption nests", "<table><caption><table></table><a>x<td><a>y</a>z", NULL,
      false },
    { "a cell's end tag in a table in it", "<table><td><table></td></table><tr>\n<meta>\n", NULL,
      false },
    { "a row's end tag in a table in it", "<table><tr><td><table></tr></table>x<a>b<td><a>c</a>d",
      NULL, false },
    { "a link in front of a table in another ends that",
      "<a><table><a></a><td><p><font><footer><p><footer>x", NULL, false },
    { "a line end behind a link in front of a table in another", "<a><table><a></a><br>\n", NULL,
      false },
    { "a link ends what stands in another and is nothing special",
      "<a><main><li><a>b</a></main>c<a><span><a>d</span>e", NULL, false },
    { "a nobr in front of a table in another does not",
      "<nobr><table><nobr>a</nobr><td><p>b<font><footer><p>c<footer>x", NULL, false },
    { "a link in a picture's text ends one around it",
      "<a><svg><foreignObject><p><a>b</a><p>c<font><footer>d<p>e", NULL, false },
    { "table in a paragraph, new", "<!doctype html><p>a<table></table><div>b</div>", NULL, false },
    { "table in a paragraph, old", "<p>a<table></table><div>b</div>", NULL, false },
    { "NFD and wide characters", "<p>e\xCC\x81 \xF0\x9F\x98\x80", NULL, false },
};

static void builds(void **state)
{
    for (size_t i = 0; i < DH_LEN(cases); i++)
        tree_check_case(*state, cases[i].name, dh_str_c(cases[i].in), cases[i].want, cases[i].ours);
}

/* ---- What leads back to the source */

static void knows_the_source(void **state)
{
    struct builders *b = *state;
    struct dh_str in = DH_STR("<p id=1>a &amp; b<image src=2><b id=3>c<p>d");
    struct dh_str value;
    struct dh_tree t;

    assert_int_equal(dh_tree_build(&b->fast, in, &t, NULL), DH_OK);
    static const char *const want[] = { "",         "",          "",
                                        "<p id=1>", "a &amp; b", "<image src=2>",
                                        "<b id=3>", "c",         "<p>",
                                        "<b id=3>", "d" };
    assert_int_equal(t.n, DH_LEN(want));
    for (uint32_t i = 0; i < t.n; i++)
        if (!dh_str_eq(t.nodes[i].raw, dh_str_c(want[i])))
            fail_msg("node %u: '%.*s'", i, (int)t.nodes[i].raw.n, t.nodes[i].raw.p);
    assert_true(dh_tree_attr(&t, 9, DH_STR("id"), &value));
    assert_true(dh_str_eq(value, DH_STR("3")));
    static const char *const roots[] = { "<html lang=de>x", "<p>x<html lang=de>" };
    for (size_t i = 0; i < DH_LEN(roots); i++) {
        assert_int_equal(dh_tree_build(&b->fast, dh_str_c(roots[i]), &t, NULL), DH_OK);
        assert_true(dh_tree_attr(&t, 0, DH_STR("lang"), &value));
        assert_true(dh_str_eq(value, DH_STR("de")));
    }
}

static void collects_heads_and_scripts(void **state)
{
    struct builders *b = *state;
    struct dh_tree t;
    struct dh_str in = DH_STR(
        "<meta name=a><p><link rel=b><script>var x = 1;</script><div><meta name=c>"
        "<script type='application/ld+json'>{1}</script><script>window.__S__ = {2}</script>"
        "<svg><script>{3}</script></svg><script type=text/template>{4}</script><base href=d>");

    assert_int_equal(dh_tree_build(&b->fast, in, &t, NULL), DH_OK);
    assert_int_equal(t.n_heads, 4);
    assert_true(dh_str_eq(t.heads[3], DH_STR("<base href=d>")));
    assert_int_equal(t.n_scripts, 2);
    assert_true(dh_str_eq(t.scripts[0].body, DH_STR("{1}")));
    assert_true(dh_str_eq(t.scripts[1].body, DH_STR("window.__S__ = {2}")));
}

/* ---- Hostile markup: ends within the budget, with a tree or without */

static const struct {
    const char *name, *head, *piece, *tail; /* %: the number of the repetition, as "x" */
    size_t times;
    enum dh_err want;
} hostile[] = {
    { "nested div", "", "<div>", "", 200000, DH_OK },
    { "nested span", "", "<span>", "x", 200000, DH_OK },
    { "nested b", "", "<b>", "x", 200000, DH_OK },
    { "nested b, all different", "", "<b id=%>", "x", 50000, DH_OK },
    { "a paragraph with b", "", "<p><b id=%>x", "", 20000, DH_ELIMIT },
    { "nested i and p", "", "<i id=%><p>", "x", 20000, DH_OK },
    { "nested table cells", "", "<table><td>", "x", 50000, DH_OK },
    { "nested tables", "", "<table>", "x", 50000, DH_OK },
    { "foster-parented div", "<table>", "<div>x", "", 50000, DH_OK },
    { "nested lists", "", "<ul><li>", "x", 100000, DH_OK },
    { "nested dd", "", "<dl><dd>", "x", 100000, DH_OK },
    { "nested object in div", "", "<div><object></div>", "x", 50000, DH_OK },
    { "nested buttons", "", "<button><div>", "x", 50000, DH_OK },
    { "nested forms", "", "<form><div></form>", "x", 50000, DH_OK },
    { "nested select", "", "<select><div>", "x", 100000, DH_OK },
    { "options", "<select>", "<option>x", "", 200000, DH_OK },
    { "links", "", "<a href=%>", "x", 100000, DH_OK },
    { "adoption agency", "", "<a><b><div></a>", "x", 10000, DH_OK },
    { "attributes", "<p", " a%=1", ">x", 100000, DH_OK },
    { "attributes on b", "<b", " a%=1", ">x", 100000, DH_OK },
    { "attributes on meta", "<meta", " a%=1", ">x", 100000, DH_OK },
    { "the same attribute", "<p", " a=1", ">x", 100000, DH_OK },
    { "<", "", "<", "", 1000000, DH_OK },
    { "</", "", "</", "", 500000, DH_OK },
    { "<!--", "", "<!--", "", 300000, DH_OK },
    { "<!", "", "<!", "", 500000, DH_OK },
    { "&amp", "", "&amp", "", 500000, DH_OK },
    { "&#", "<p>", "&#3", "", 500000, DH_OK },
    { "svg without end", "", "<svg>", "x", 200000, DH_OK },
    { "svg and g without end", "", "<svg><g>", "x", 100000, DH_OK },
    { "svg ended early", "", "<svg><title>a</title><p>", "x", 50000, DH_OK },
    { "template without end", "", "<template>", "x", 100000, DH_OK },
    { "noscript without end", "", "<noscript>", "x", 100000, DH_OK },
    { "title without end", "", "<title>", "x", 100000, DH_OK },
    { "textarea without end", "", "<textarea>", "x", 100000, DH_OK },
    { "iframe without end", "", "<iframe>", "x", 100000, DH_OK },
    { "scripts without end", "", "<script>", "x", 100000, DH_OK },
    { "scripts, escaped", "<script>", "<!--<script>", "x", 100000, DH_OK },
    { "CDATA without end", "<svg>", "<![CDATA[", "x", 100000, DH_OK },
    { "foreignObject", "", "<svg><foreignObject>", "x", 50000, DH_OK },
    { "math", "", "<math><mi>", "x", 50000, DH_OK },
    { "end tags", "<p>x", "</body></html></table></div>", "", 20000, DH_OK },
    { "end tags of what is open", "<div><span><b>", "</b></i></span>", "", 100000, DH_OK },
    { "text in frames", "<frameset>", "<frame>x", "", 50000, DH_OK },
};

static void repeat(struct dh_buf *b, size_t i)
{
    dh_buf_reset(b);
    dh_buf_add(b, dh_str_c(hostile[i].head));
    for (size_t k = 0; k < hostile[i].times; k++)
        for (const char *p = hostile[i].piece; *p; p++) {
            if (*p == '%')
                dh_buf_number(b, k);
            else
                dh_buf_byte(b, *p);
        }
    dh_buf_add(b, dh_str_c(hostile[i].tail));
    assert_int_equal(b->err, DH_OK);
}

static void survives(void **state)
{
    struct builders *b = *state;
    struct dh_detail d;
    struct dh_tree t;
    struct dh_buf in;

    dh_buf_init(&in, dh_mem_default(), 16 << 20);
    for (size_t i = 0; i < DH_LEN(hostile); i++) {
        repeat(&in, i);
        enum dh_err e = dh_tree_build(&b->fast, dh_buf_str(&in), &t, &d);
        if (e != hostile[i].want)
            fail_msg("%s: %s %s", hostile[i].name, dh_strerror(e), e ? d.msg : "");
        for (uint32_t k = 0; !e && k < t.n; k++)
            assert_true(t.nodes[k].depth < DH_TREE_DEPTH);
    }
    dh_buf_release(&in);
}

/* lexbor issue 340: 29 KB of formatting elements that never match. */
static void survives_formatting(void **state)
{
    struct builders *b = *state;
    struct dh_detail d;
    struct dh_tree t;
    struct dh_buf in;

    dh_buf_init(&in, dh_mem_default(), 16 << 20);
    for (int part = 0; part < 3; part++)
        for (size_t k = 0; k < 1500; k++) {
            static const char *const start[] = { "<b ", "<i ", "x</b" };
            dh_buf_add(&in, dh_str_c(start[part]));
            if (part < 2)
                dh_buf_number(&in, k);
            dh_buf_byte(&in, '>');
        }
    assert_int_equal(dh_tree_build(&b->fast, dh_buf_str(&in), &t, &d), DH_OK);
    dh_buf_release(&in);
}

static void keeps_the_budget(void **state)
{
    struct dh_tree_builder small;
    struct dh_detail d;
    struct dh_tree t;
    struct dh_buf in;

    (void)state;
    dh_tree_builder_init(&small, dh_mem_default(), 4 << 20);
    dh_buf_init(&in, dh_mem_default(), 16 << 20);
    for (size_t k = 0; k < 100000; k++)
        dh_buf_add(&in, DH_STR("<p>x"));
    assert_int_equal(dh_tree_build(&small, dh_buf_str(&in), &t, &d), DH_ELIMIT);
    assert_string_equal(d.msg, "the page's tree does not fit into the budget of 4 MiB");
    assert_int_equal(dh_tree_build(&small, DH_STR("<p>x"), &t, &d), DH_OK);
    assert_int_equal(t.n, 5);
    dh_buf_release(&in);
    dh_tree_builder_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds),
        cmocka_unit_test(knows_the_source),
        cmocka_unit_test(collects_heads_and_scripts),
        cmocka_unit_test(survives),
        cmocka_unit_test(survives_formatting),
        cmocka_unit_test(keeps_the_budget),
    };
    return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
