# Finds a JDK. Sourced by run, .ci/run and deploy/local; bash 3.2, which is what macOS has.
# shellcheck shell=bash

needed_jdk=25
no_jdk="no JDK $needed_jdk or newer found: install one (Temurin $needed_jdk, say), or let JAVA_HOME name its folder"

jdk_major() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_wanted_jdk() {
    [ -x "$1/bin/javac" ] || return 1
    local major
    major="$(jdk_major "$1")" || return 1
    [ -n "$major" ] && [ "$major" -ge "$needed_jdk" ]
}

# The folder of the JDK whose javac the PATH finds, through any links.
jdk_on_path() {
    local file link
    file="$(command -v javac)" || return 0
    while [ -L "$file" ]; do
        link="$(readlink "$file")"
        case "$link" in
            /*) file="$link" ;;
            *) file="$(dirname "$file")/$link" ;;
        esac
    done
    (cd -P "$(dirname "$file")/.." && pwd)
}

# The folder of the first JDK that is new enough; nothing where there is none.
find_jdk() {
    local candidate
    for candidate in \
        "${JAVA_HOME:-}" \
        "$(jdk_on_path)" \
        "$([ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v "$needed_jdk+" 2>/dev/null || true)" \
        "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* \
        /usr/lib/jvm/* \
        "${HOME:-}"/.jdks/* \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$candidate" ] && is_wanted_jdk "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}
