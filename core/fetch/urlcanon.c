/* SPDX-License-Identifier: MIT */
#include "fetch/urlcanon.h"

#include <string.h>

#include "base/url.h"
#include "base/percent.h"

/* Query parameters that say where a visitor came from and never which page is meant. One that
 * ends in "*" is a prefix. Names alone that also choose content on some sites (ref, source, id,
 * page, amp) do not belong here. */
static const char *const tracking[] = {
    /* Google */
    "utm_*", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "_ga", "_gl",
    /* Facebook, Instagram */
    "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "igshid", "igsh",
    /* Microsoft, Twitter, TikTok, LinkedIn, Yandex */
    "msclkid", "twclid", "ref_src", "ref_url", "__twitter_impression", "ttclid", "li_fat_id", "trk",
    "trkCampaign", "yclid", "ysclid", "_openstat",
    /* mail: Mailchimp, HubSpot, Marketo, Omeda, Vero, MailerLite */
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "hsCtaTracking", "hsa_*", "mkt_tok", "oly_anon_id",
    "oly_enc_id", "vero_id", "vero_conv", "ml_subscriber",
    /* Matomo, AT Internet, Adobe, Webtrends */
    "pk_*", "piwik_*", "mtm_*", "matomo_*", "at_medium", "at_campaign", "at_custom*", "xtor",
    "s_cid", "s_kwcid", "WT.mc_id", "wt_zmc",
    /* publishers' own */
    "cmpid", "CMP", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "ocid",
    "smid", "guccounter", "guce_referrer", "guce_referrer_sig", "spm", "wickedid"
};

static bool is_tracking(struct dh_str param)
{
    struct dh_str name = dh_str_sub(param, 0, dh_str_find_byte(param, '='));

    for (size_t i = 0; i < DH_LEN(tracking); i++) {
        struct dh_str t = dh_str_c(tracking[i]);
        bool prefix = t.p[t.n - 1] == '*';
        if (prefix ? dh_str_starts_nocase(name, dh_str_sub(t, 0, t.n - 1))
                   : dh_str_eq_nocase(name, t))
            return true;
    }
    return false;
}

static void add_query(struct dh_str query, struct dh_buf *out)
{
    struct dh_str param;
    char sep = '?';

    while (dh_str_split(&query, '&', &param)) {
        if (!param.n || is_tracking(param))
            continue;
        dh_buf_byte(out, sep);
        dh_buf_add(out, param);
        sep = '&';
    }
}

/* A normal URL in one spelling, its host without dots behind. spelt: room for it. */
static struct dh_str spell(struct dh_str normal, char *spelt)
{
    struct dh_str whole = { spelt, dh_percent_normal(spelt, normal) };
    struct dh_str host = dh_url_host(whole);
    size_t end = (size_t)(host.p - whole.p) + host.n, dots = 0;

    while (dots + 1 < host.n && host.p[host.n - 1 - dots] == '.')
        dots++;
    memmove(spelt + end - dots, spelt + end, whole.n - end);
    return (struct dh_str){ spelt, whole.n - dots };
}

enum dh_err dh_urlcanon(struct dh_str url, struct dh_buf *out)
{
    char spelt[DH_PERCENT_STRETCH * DH_URL_MAX];
    struct dh_buf normal;

    dh_buf_init(&normal, out->mem, DH_URL_MAX);
    enum dh_err e = dh_url_normal(DH_STR_NONE, url, &normal);
    if (e == DH_OK) { /* once more: "%2e." is a dot segment by now, the host "0.." a number */
        struct dh_str once = spell(dh_buf_str(&normal), spelt);
        dh_buf_reset(&normal);
        e = dh_url_normal(DH_STR_NONE, once, &normal);
    }
    if (e == DH_OK) {
        struct dh_str whole = spell(dh_buf_str(&normal), spelt);
        size_t query = dh_str_find_byte(whole, '?');
        dh_buf_add(out, dh_str_sub(whole, 0, query));
        if (query < whole.n)
            add_query(dh_str_sub(whole, query + 1, whole.n), out);
        e = out->err;
    }
    dh_buf_release(&normal);
    return e;
}
