#!/bin/sh
# Installs what was built, and keeps a list of what it made, so that uninstalling takes away just that.
#   install.sh install BUILD VERSION
#   install.sh uninstall
# The directories come from the environment: prefix bindir libdir execdir incdir datadir mandir, all below DESTDIR.
set -eu
umask 022
export LC_ALL=C
: "${DESTDIR=}" "${prefix:?}" "${bindir:?}" "${libdir:?}" "${execdir:?}" "${incdir:?}" "${datadir:?}" "${mandir:?}"

case $prefix in
/*) ;;
*) echo "PREFIX is to be an absolute path, not $prefix" >&2; exit 1 ;;
esac
list=$DESTDIR$datadir/coach/installed
kept=$(mktemp)
trap 'rm -f "$kept"' EXIT

directory() { # directory PATH: makes it with its parents; those that were not there are listed
    [ ! -d "$DESTDIR$1" ] || return 0
    [ "$1" != / ] || { mkdir -p "$DESTDIR/"; return 0; }
    directory "$(dirname "$1")"
    mkdir "$DESTDIR$1"
    echo "$1/" >>"$kept"
}

put() { # put MODE FILE TARGET
    directory "$(dirname "$3")"
    install -m "$1" "$2" "$DESTDIR$3"
    echo "$3" >>"$kept"
}

pkg_config() { # pkg_config VERSION
    cat <<EOF
prefix=$prefix
libdir=$libdir
includedir=$incdir

Name: coach
Description: Records of a coaching or training practice
Version: $1
Requires.private: glib-2.0 sqlite3 uuid
Libs: "-L\${libdir}" -lcoach
Libs.private: -lm
Cflags: "-I\${includedir}"
EOF
}

do_install() { # do_install BUILD VERSION
    build=$1
    [ ! -f "$list" ] || cat "$list" >>"$kept"
    directory "$datadir/coach"
    put 755 "$build/coach" "$bindir/coach"
    put 644 "$build/libcoach.a" "$libdir/libcoach.a"
    put 755 "$build/libcoach.so" "$libdir/libcoach.so.0"
    ln -sf libcoach.so.0 "$DESTDIR$libdir/libcoach.so"
    echo "$libdir/libcoach.so" >>"$kept"
    for module in "$build"/modules/*.so; do
        put 644 "$module" "$libdir/coach/$(basename "$module")"
    done
    for helper in "$build"/libexec/*; do
        put 755 "$helper" "$execdir/$(basename "$helper")"
    done
    put 644 lib/coach.h "$incdir/coach.h"
    pkg_config "$2" >"$kept.pc"
    put 644 "$kept.pc" "$libdir/pkgconfig/coach.pc"
    rm -f "$kept.pc"
    for page in "$build"/man/man?/*.?; do
        put 644 "$page" "$mandir${page#"$build"/man}"
    done
    put 644 completions/coach.bash "$datadir/bash-completion/completions/coach"
    put 644 completions/_coach "$datadir/zsh/site-functions/_coach"
    put 644 completions/coach.fish "$datadir/fish/vendor_completions.d/coach.fish"
    echo "$datadir/coach/installed" >>"$kept"
    sort -u "$kept" | install -m 644 /dev/stdin "$list"
}

# The list backwards: what is in a directory goes before the directory, which goes only when it is empty.
do_uninstall() {
    [ -f "$list" ] || { echo "nothing of coach is installed under $DESTDIR$prefix" >&2; exit 1; }
    sort -r "$list" >"$kept"
    while read -r path; do
        case $path in
        */) ;;
        *) rm -f "$DESTDIR$path" ;;
        esac
    done <"$kept"
    while read -r path; do
        case $path in
        */) rmdir "$DESTDIR$path" 2>/dev/null || true ;;
        esac
    done <"$kept"
}

action=$1
shift
"do_$action" "$@"
