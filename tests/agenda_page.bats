# agenda_page.bats - the page of an agenda in a browser: on a phone, on paper, at night.
# What it looks like is kept in build/pages, to be looked at.
# bats file_tags=once

load practice

prepare() {
    small_studio
    pages=$(dirname "$COACH_BIN")/pages
    mkdir -p "$pages"
    coach user edit $ben --time-zone America/Argentina/ComodRivadavia -o id
    book "2026-12-07 08:00 Z" --title Squats --location "Gym 2, by the river"
    book "2026-12-07 16:00 Z" --title "Deadlift <b>&amp;</b> $(printf 'wide%.0s' {1..50})"
    coach session complete "$(book "2026-12-07 10:00 Z" --title Rowing)" -o id
    coach session cancel "$(book "2026-12-09 10:00 Z" --title Cancelled)" -o id
    book "2026-12-10 23:30 Z" --title Late
    for day in 11 12 24; do book "2026-12-$day 12:00 Z" --title "On the ${day}th"; done
}

# browser ARGS… PAGE: the browser without a window, with a home of its own.
browser() {
    HOME=$BATS_TEST_TMPDIR timeout 120 chromium --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
        --user-data-dir="$BATS_TEST_TMPDIR/browser" "${@:1:$#-1}" "file://${*: -1}" 2>"$BATS_TEST_TMPDIR/browser.log" 3>&-
}

# seen WIDTH PAGE EXPRESSION: what a script says of a page so wide. No window is as narrow as a phone, so it stands in a
# frame; scripts, which the page itself forbids, are let in.
seen() {
    local frame=$BATS_TEST_TMPDIR/frame.html page
    page=$(sed -e '/Content-Security-Policy/d' -e "s|^</body>|<script>parent.document.title = 'seen ' + ($3)</script></body>|" \
        -e 's/&/\&amp;/g' -e 's/"/\&quot;/g' "$2")
    printf '<!DOCTYPE html><title></title><iframe style="border: 0; width: %spx; height: 800px" srcdoc="%s"></iframe>' \
        "$1" "$page" >"$frame"
    browser --window-size=1400,900 --dump-dom "$frame" | sed -n 's|.*<title>seen \([^<]*\)</title>.*|\1|p'
}

make_pages() {
    for span in day week month; do
        coach agenda "--$span" --all -o html --tz Europe/Berlin >"$pages/$span.html"
    done
}

@test "a page needs nothing but itself and says what it is" {
    make_pages
    for span in day week month; do
        run cat "$pages/$span.html"
        refute_output --regexp '<(script|link|img|iframe)|https?:|@import|url\('
        assert_output --partial '<html lang="en">'
        assert_output --partial '<time datetime="2026-12-07T08:00:00Z">09:00</time>–<time datetime="2026-12-07T09:00:00Z">10:00</time>'
        assert_output --partial 'Deadlift &lt;b&gt;&amp;amp;&lt;/b&gt; wide'
        assert_output --partial 'Times in Europe/Berlin'
    done
    assert_output --partial '<title>December 2026</title>'
    assert_equal "$(grep -c '<section' "$pages/month.html") $(grep -c '<section' "$pages/week.html")" "31 7"
    assert_equal "$(grep -c '</section>' "$pages/month.html") $(grep -c '<li ' "$pages/month.html")" "31 8"
    assert_equal "$(seen 1280 "$pages/week.html" 'document.querySelectorAll("li").length + " " + document.querySelectorAll(".day").length')" "7 7"
}

@test "on a phone it is read without going sideways" {
    make_pages
    for span in day week month; do
        browser --window-size=360,800 --screenshot="$pages/$span-phone.png" "$pages/$span.html"
        assert_file_not_empty "$pages/$span-phone.png"
        assert_equal "$(seen 360 "$pages/$span.html" 'innerWidth + " " + document.documentElement.scrollWidth')" "360 360"
        assert_equal "$(seen 360 "$pages/$span.html" '[...document.querySelectorAll("p")].filter(p => p.scrollWidth > p.clientWidth).length')" 0
    done
}

@test "where there is room, a week and a month are seven days side by side" {
    make_pages
    for span in week month; do
        browser --window-size=1280,900 --screenshot="$pages/$span.png" "$pages/$span.html"
        assert_equal "$(seen 1280 "$pages/$span.html" \
            'new Set([...document.querySelectorAll(".day")].map(d => Math.round(d.getBoundingClientRect().left))).size')" 7
    done
    assert_equal "$(seen 1280 "$pages/month.html" \
        '[0, 7].map(n => document.querySelectorAll(".day")[n].getBoundingClientRect().left).join()')" "$(
        seen 1280 "$pages/month.html" '[7, 0].map(n => document.querySelectorAll(".day")[n].getBoundingClientRect().left).join()')"
}

@test "paper is A4: upright for a day, across for a week and a month" {
    make_pages
    for span in day week month; do
        browser --no-pdf-header-footer --print-to-pdf="$pages/$span.pdf" "$pages/$span.html"
    done
    assert_equal "$(grep -ao 'MediaBox \[0 0 [0-9]*' "$pages/day.pdf" | sort -u)" 'MediaBox [0 0 594'
    assert_equal "$(grep -ao 'MediaBox \[0 0 [0-9]*' "$pages/week.pdf" | sort -u)" 'MediaBox [0 0 841'
    assert_equal "$(grep -ac '/Type /Page$' "$pages/day.pdf") $(grep -ac '/Type /Page$' "$pages/week.pdf")" "1 1"
}

# By WCAG, 7 to 1, which is more than the 4.5 to 1 that it asks of all.
@test "every colour can be read on its paper, by day and by night" {
    make_pages
    run python3 -IS - "$pages/week.html" <<'PYTHON'
import re, sys
sheet = open(sys.argv[1], encoding="utf-8").read()
def light(colour):
    colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
for rule in re.findall(r":root \{([^}]*--ink[^}]*)\}", sheet):
    colours = dict(re.findall(r"--(\w+): #(\w+)", rule))
    for name in ("ink", "faint", "mark", "stop"):
        a, b = sorted((light(colours[name]), light(colours["paper"])))
        print(name, "ok" if (b + 0.05) / (a + 0.05) >= 7 else (b + 0.05) / (a + 0.05))
PYTHON
    assert_equal "$(sort <<<"$output" | uniq -c | tr -s ' ')" " 3 faint ok
 3 ink ok
 3 mark ok
 3 stop ok"
}
